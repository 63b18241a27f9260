package personal

// Protection says in what form a value is stored. It is a lattice: where two
// paths meet, Weakest of both holds. Unknown means that no evidence was seen,
// and is not a synonym of Plain.
type Protection uint8

// The forms, weakest first.
const (
	UnknownProtection Protection = iota
	Plain
	Encoded   // base64, hex: no protection
	FastHash  // MD5, SHA-1, SHA-2 and the like, without a key
	KeyedHash // HMAC
	Encrypted // reversible with a key
	SlowHash  // bcrypt, argon2, scrypt, PBKDF2
)

var protectionNames = [...]string{"unknown", "plain", "encoded", "fast_hash", "keyed_hash", "encrypted", "slow_hash"}

// String returns the form as the JSON contract spells it.
func (p Protection) String() string { return protectionNames[p] }

// Weakest joins two known forms; Unknown gives way to the other.
func (p Protection) Weakest(q Protection) Protection {
	switch {
	case p == UnknownProtection:
		return q
	case q == UnknownProtection:
		return p
	}
	return min(p, q)
}

// SQLFunction returns what a function of SQL, named in lower case, makes of its
// argument: pgcrypto and the built-in functions of PostgreSQL, MySQL and MariaDB. What
// crypt() does depends on its salt, and is not said here.
func SQLFunction(name string) Protection {
	switch name {
	case "md5", "sha", "sha1", "sha2", "sha224", "sha256", "sha384", "sha512", "digest", "password", "old_password":
		return FastHash
	case "hmac":
		return KeyedHash
	case "pgp_sym_encrypt", "pgp_pub_encrypt", "encrypt", "encrypt_iv", "aes_encrypt", "des_encrypt":
		return Encrypted
	case "encode", "hex", "to_base64":
		return Encoded
	}
	return UnknownProtection
}
