package personal

// protections are the words by which a column says in what form its value is
// stored. "hash" does not say which: it is taken for the weakest, a fast one.
var protections = map[string]Protection{
	"hash": FastHash, "hashed": FastHash, "digest": FastHash, "md5": FastHash, "sha": FastHash, "sha1": FastHash, "sha256": FastHash, "sha512": FastHash, "checksum": FastHash,
	"hmac": KeyedHash, "bidx": KeyedHash,
	"bcrypt": SlowHash, "argon": SlowHash, "argon2": SlowHash, "argon2id": SlowHash, "scrypt": SlowHash, "pbkdf": SlowHash, "phc": SlowHash,
	"enc": Encrypted, "encrypted": Encrypted, "cipher": Encrypted, "ciphertext": Encrypted, "crypt": Encrypted, "crypted": Encrypted,
	"versleuteld": Encrypted, "verschluesselt": Encrypted, "chiffre": Encrypted, "cifrado": Encrypted, "cifrato": Encrypted,
	"base64": Encoded, "b64": Encoded, "encoded": Encoded,
	"plain": Plain, "plaintext": Plain, "cleartext": Plain, "clear": Plain,
}

func protection(word string) Protection { return protections[word] }

// statedProtection returns the form that the name of a column states. A
// password that is called encrypted is usually hashed; which way only code or
// values tell, so that nothing is claimed then.
func statedProtection(id *ident, cat ID) Protection {
	for i := 0; i < id.n; i++ {
		p := protection(id.word(i))
		if p == Encrypted && cat == "cred.password" {
			continue
		}
		if p != UnknownProtection {
			return p
		}
	}
	return UnknownProtection
}
