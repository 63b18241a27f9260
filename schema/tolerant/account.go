package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// account reads an account or role: 'user'@'host', user@host, a bare name, or
// CURRENT_USER. It returns user@host where a host is written and the bare name
// where none is, and the host by itself.
func (r *reader) account() (name, host string) {
	if !r.atName() {
		return "", ""
	}
	t := r.next()
	name = r.ident(t)
	if t.Is("CURRENT_USER") || t.Is("CURRENT_ROLE") {
		name = schema.CurrentRole
	}
	switch p := r.peek(); {
	case p.Kind == token.Param && p.Text[0] == '@':
		host = strings.TrimPrefix(r.next().Text, "@")
	case p.Text == "@" && r.isName(r.ahead(1)):
		r.next()
		host = r.next().Value(r.dialect)
	case p.Text == "(" && r.ahead(1).Text == ")": // CURRENT_USER()
		r.skipBrackets()
	}
	if host != "" {
		return name + "@" + host, host
	}
	return name, ""
}

// user reads the account of a CREATE USER or ALTER USER: one without a host is
// open to every host (MySQL manual 8.2.4).
func (r *reader) user() (name, host string) {
	name, host = r.account()
	if r.dialect == schema.MySQL && host == "" && name != "" && name != schema.CurrentRole {
		return name + "@%", "%"
	}
	return name, host
}

// createRole reads CREATE USER and CREATE ROLE.
func (r *reader) createRole() (string, error) {
	kind := strings.ToUpper(r.next().Text)
	ifNotExists := r.accept("IF", "NOT", "EXISTS")
	first := len(r.ops)
	err := r.list(func() error {
		role, err := r.role(kind == "USER")
		if err != nil {
			return err
		}
		r.roleOptions(role)
		if role.Password == schema.PasswordUnsaid && kind == "USER" && r.dialect == schema.MySQL {
			role.Password = schema.PasswordNone
		}
		r.add(schema.CreateRole{Role: role, IfNotExists: ifNotExists})
		return nil
	})
	r.sharedOptions(first)
	return "CREATE " + kind, err
}

// role reads the name at the head of a role statement.
func (r *reader) role(user bool) (*schema.Role, error) {
	t := r.peek()
	if !r.atName() {
		return nil, r.expected("an account name", "")
	}
	role := &schema.Role{Origin: r.origin(t)}
	if user {
		role.Name, role.Host = r.user()
		role.Login = schema.Yes
	} else {
		role.Name, role.Host = r.account()
		role.Login = schema.No
	}
	return role, nil
}

// alterRole reads ALTER USER and ALTER ROLE.
func (r *reader) alterRole() (string, error) {
	kind := strings.ToUpper(r.next().Text)
	r.accept("IF", "EXISTS")
	first := len(r.ops)
	err := r.list(func() error {
		role, err := r.role(kind == "USER")
		if err != nil {
			return err
		}
		role.Login = schema.Unsaid
		if r.accept("RENAME", "TO") {
			to, _ := r.account()
			r.add(schema.RenameRole{From: role.Name, To: to, Origin: role.Origin})
			return nil
		}
		r.roleOptions(role)
		r.add(schema.AlterRole{Role: role})
		return nil
	})
	r.sharedOptions(first)
	return "ALTER " + kind, err
}

// roleOptions reads what is said about one account, up to the comma before the
// next.
func (r *reader) roleOptions(role *schema.Role) {
	for !r.atEnd() && !r.at(",") {
		switch kw := r.keyword(); kw {
		case "IDENTIFIED", "PASSWORD":
			r.credential(role)
		case "DEFAULT":
			r.next()
			if r.accept("ROLE") {
				role.Defaults = r.defaultRoles()
			}
		case "ACCOUNT":
			r.next()
			role.Locked = r.next().Is("LOCK")
		case "COMMENT":
			r.next()
			role.Comment = r.comment()
		default:
			r.next()
			roleFlag(role, kw)
		}
	}
}

// roleFlag sets one of PostgreSQL's role attributes.
func roleFlag(role *schema.Role, word string) {
	on := !strings.HasPrefix(word, "NO") || word == "NOTHING"
	switch strings.TrimPrefix(word, "NO") {
	case "LOGIN":
		role.Login = schema.TriOf(on)
	case "SUPERUSER":
		role.Super = schema.TriOf(on)
	case "CREATEROLE":
		role.CreateRole = schema.TriOf(on)
	case "CREATEDB":
		role.CreateDB = schema.TriOf(on)
	case "BYPASSRLS":
		role.BypassRLS = schema.TriOf(on)
	case "INHERIT":
		role.Inherit = schema.TriOf(on)
	case "REPLICATION":
		role.Replicate = schema.TriOf(on)
	}
}

// sharedOptions gives the options behind a list of accounts, which the grammar
// lets stand only at the end, to the accounts before the last.
func (r *reader) sharedOptions(first int) {
	if len(r.ops)-first < 2 {
		return
	}
	last := roleOf(r.ops[len(r.ops)-1])
	for _, op := range r.ops[first:] {
		if role := roleOf(op); role != nil && last != nil {
			role.Locked = last.Locked
			role.Defaults = last.Defaults
		}
	}
}

func roleOf(op schema.Op) *schema.Role {
	switch op := op.(type) {
	case schema.CreateRole:
		return op.Role
	case schema.AlterRole:
		return op.Role
	}
	return nil
}

// defaultRoles reads a list of roles, NONE or ALL. The list may end where the
// next account of the statement begins, which looks the same and ends a CREATE
// USER anyway.
func (r *reader) defaultRoles() []string {
	if r.accept("NONE") {
		return []string{}
	}
	roles := []string{}
	_ = r.list(func() error {
		name, _ := r.account()
		roles = append(roles, name)
		return nil
	})
	return roles
}

func (r *reader) dropRoles() error {
	op := schema.DropRole{Origin: r.origin(r.peek())}
	err := r.list(func() error {
		name, _ := r.account()
		if name == "" {
			return r.expected("an account name", "")
		}
		op.Names = append(op.Names, name)
		return nil
	})
	r.add(op)
	return err
}

func (r *reader) renameUser() error {
	origin := r.origin(r.peek())
	from, _ := r.user()
	if !r.accept("TO") {
		return r.expected("TO", "")
	}
	to, _ := r.user()
	r.add(schema.RenameRole{From: from, To: to, Origin: origin})
	return nil
}
