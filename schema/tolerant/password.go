package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// credential reads how an account proves who it is, and keeps only the kind of
// secret that stood there.
func (r *reader) credential(role *schema.Role) {
	if r.next().Is("PASSWORD") { // PostgreSQL's PASSWORD 'x'; in MySQL PASSWORD EXPIRE and the like
		switch {
		case r.peek().Kind == token.String:
			role.Password = stored(r.next().Value(r.dialect))
		case r.accept("NULL"):
			role.Password = schema.PasswordNone
		}
		return
	}
	switch {
	case r.accept("BY", "PASSWORD"):
		role.Password = r.hash()
	case r.accept("BY", "RANDOM"):
		role.Password = schema.PasswordHashed // the server makes one up and the script cannot tell it
	case r.accept("BY"):
		role.Password = r.plain()
	case r.acceptAny("WITH", "VIA"):
		role.Password = r.plugin()
		for r.accept("OR") { // MariaDB: any of several ways
			r.plugin()
		}
	}
}

// plugin reads a plugin's name and what stands behind it: BY 'secret', AS or
// USING 'hash', or USING PASSWORD('secret').
func (r *reader) plugin() schema.PasswordKind {
	passwordBased := passwordPlugins[strings.ToLower(r.next().Value(r.dialect))]
	switch {
	case r.accept("BY"):
		return r.plain()
	case r.acceptAny("AS", "USING"):
		if r.accept("PASSWORD", "(") {
			kind := r.plain()
			r.accept(")")
			return kind
		}
		if !passwordBased {
			r.next()
			return schema.PasswordPlugin
		}
		return r.hash()
	case passwordBased:
		return schema.PasswordNone
	}
	return schema.PasswordPlugin
}

// passwordPlugins compare a password; every other plugin asks the operating
// system, a directory or a key (MySQL manual 8.4.1, MariaDB "Authentication
// Plugins").
var passwordPlugins = map[string]bool{"mysql_native_password": true, "mysql_old_password": true, "sha256_password": true,
	"caching_sha2_password": true, "ed25519": true, "parsec": true}

// plain reads a readable secret. An empty one is none.
func (r *reader) plain() schema.PasswordKind {
	if r.next().Value(r.dialect) == "" {
		return schema.PasswordNone
	}
	return schema.PasswordPlain
}

func (r *reader) hash() schema.PasswordKind {
	if r.next().Value(r.dialect) == "" {
		return schema.PasswordNone
	}
	return schema.PasswordHashed
}

// stored classifies a secret that may be readable or already hashed:
// PostgreSQL's md5 and SCRAM forms, MySQL's * and 40 hexadecimal digits.
func stored(secret string) schema.PasswordKind {
	switch {
	case secret == "":
		return schema.PasswordNone
	case len(secret) == 35 && strings.HasPrefix(secret, "md5"), strings.HasPrefix(secret, "SCRAM-SHA-256$"):
		return schema.PasswordHashed
	case len(secret) == 41 && secret[0] == '*', strings.HasPrefix(secret, "$A$"):
		return schema.PasswordHashed
	}
	return schema.PasswordPlain
}

// setPassword reads MySQL's SET PASSWORD [FOR user] = 'x' or PASSWORD('x').
func (r *reader) setPassword() error {
	role := &schema.Role{Origin: r.origin(r.peek())}
	if r.accept("FOR") {
		role.Name, role.Host = r.user()
	}
	if !r.acceptAny("=", "TO") {
		return r.expected(`"="`, "")
	}
	switch {
	case r.acceptAny("PASSWORD", "OLD_PASSWORD") && r.accept("("):
		role.Password = r.plain()
	case r.at("RANDOM"):
		role.Password = schema.PasswordHashed
	default:
		role.Password = stored(r.next().Value(r.dialect))
	}
	if role.Name != "" { // without FOR it is the script's own account, which no name tells
		r.add(schema.AlterRole{Role: role})
	}
	return nil
}
