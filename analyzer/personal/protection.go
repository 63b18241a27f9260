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
