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

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; !isDigit(s[i]) && (c < 'a' || c > 'f') {
			return false
		}
	}
	return s != ""
}
