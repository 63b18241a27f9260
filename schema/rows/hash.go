package rows

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// hashPrefixes are the marks by which stored password hashes name their scheme:
// the Modular Crypt Format, PHC strings, and the forms of Django, Werkzeug,
// PostgreSQL and LDAP (RFC 2307). The longer prefix stands first.
var hashPrefixes = []struct {
	prefix string
	kind   schema.ValueKind
	least  int // bytes of the shortest such hash
}{
	{"$2", schema.BcryptValue, 59},
	{"$wp$2y$", schema.BcryptValue, 62}, // WordPress 6.8: bcrypt over an HMAC
	{"bcrypt$$2", schema.BcryptValue, 60},
	{"bcrypt_sha256$$2", schema.BcryptValue, 60},
	{"$argon2", schema.Argon2Value, 30},
	{"argon2$argon2", schema.Argon2Value, 30},
	{"$scrypt$", schema.ScryptValue, 30},
	{"scrypt:", schema.ScryptValue, 30},
	{"$7$", schema.ScryptValue, 30},
	{"$pbkdf2", schema.PBKDF2Value, 30},
	{"pbkdf2", schema.PBKDF2Value, 30},
	{"sha256:1000:", schema.PBKDF2Value, 30},
	{"$6$", schema.CryptValue, 60},
	{"$5$", schema.CryptValue, 40},
	{"$y$", schema.CryptValue, 40},
	{"$P$", schema.CryptValue, 34},
	{"$H$", schema.CryptValue, 34},
	{"$S$", schema.CryptValue, 55},
	{"AQAAAA", schema.PBKDF2Value, 80}, // ASP.NET Core Identity, version 3
	{"$1$", schema.MD5CryptValue, 25},
	{"$apr1$", schema.MD5CryptValue, 28},
	{"SCRAM-SHA-", schema.ScramValue, 60},
	{"{SSHA", schema.LDAPHashValue, 30},
	{"{SHA", schema.LDAPHashValue, 30},
	{"{SMD5}", schema.LDAPHashValue, 24},
	{"{MD5}", schema.LDAPHashValue, 24},
	{"{CRYPT}", schema.LDAPHashValue, 20},
}

// hashKind returns the scheme of a password hash or digest.
func hashKind(s string) (schema.ValueKind, bool) {
	if len(s) < 20 || len(s) > 512 || strings.ContainsAny(s, " \t\n") {
		return schema.OtherValue, false
	}
	for _, p := range hashPrefixes {
		if strings.HasPrefix(s, p.prefix) && len(s) >= p.least {
			return p.kind, true
		}
	}
	if s[0] == '*' && len(s) == 41 && isHex(s[1:]) {
		return schema.MySQLPasswordValue, true
	}
	s, argon := unsalted(s)
	if argon {
		return schema.Argon2Value, true
	}
	if !isHex(s) {
		return schema.OtherValue, false
	}
	switch len(s) {
	case 32:
		return schema.HexMD5Value, true
	case 40:
		return schema.HexSHA1Value, true
	case 64:
		return schema.HexSHA256Value, true
	case 128:
		return schema.HexSHA512Value, true
	}
	return schema.OtherValue, false
}

// unsalted returns the digest of "digest:salt", the form of osCommerce, Zen Cart,
// Joomla 1 and Magento; Magento 2 puts a version behind the salt, and its version
// 2 is Argon2id (Magento\Framework\Encryption\Encryptor).
func unsalted(s string) (digest string, argon bool) {
	digest, rest, ok := strings.Cut(s, ":")
	if !ok || len(digest) < 32 || !isHex(digest) || len(rest) > 64 {
		return s, false
	}
	salt, version, _ := strings.Cut(rest, ":")
	return digest, salt != "" && (strings.HasPrefix(version, "2") || strings.HasPrefix(version, "3"))
}

// readable reports whether a value is one that a person can read: short, and no
// hash, digest or key. A DES crypt hash has 13 characters and MySQL's old
// PASSWORD() 16 hexadecimal digits; words that long are not told from them.
// Marks that stand for "no password" (!, *, x, locked) say nothing.
func readable(kind schema.ValueKind, s string) bool {
	switch {
	case kind.IsHash() || kind == schema.UUIDValue || kind == schema.JSONValue || kind == schema.URLValue:
		return false
	case len(s) < 4 && !(len(s) == 3 && allDigits(s)) || len(s) > 24 || len(s) == 13 || len(s) == 16 && isHex(s):
		return false
	case strings.ContainsAny(s[:1], "$*!{[<%@#&=") || strings.ContainsAny(s, "\\\x00=+/"):
		return false
	}
	for _, r := range s {
		if r < ' ' || r == '\uFFFD' {
			return false
		}
	}
	return !noPassword[strings.ToLower(s)]
}

var noPassword = map[string]bool{"null": true, "none": true, "locked": true, "disabled": true, "invalid": true, "nologin": true, "unset": true,
	"xxxx": true, "xxxxx": true, "xxxxxx": true, "xxxxxxxx": true, "redacted": true, "removed": true, "placeholder": true}

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; !isDigit(s[i]) && (c < 'a' || c > 'f') {
			return false
		}
	}
	return s != ""
}
