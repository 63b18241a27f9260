package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func roleFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CreateRoleStmt:
		return r.createRole(x.CreateRoleStmt), true
	case *pg.Node_AlterRoleStmt:
		return r.alterRole(x.AlterRoleStmt), true
	case *pg.Node_DropRoleStmt:
		return []schema.Op{schema.DropRole{Names: roleNames(x.DropRoleStmt.Roles), Origin: r.origin}}, true
	case *pg.Node_GrantRoleStmt:
		return r.grantRole(x.GrantRoleStmt), true
	case *pg.Node_ReassignOwnedStmt:
		s := x.ReassignOwnedStmt
		return []schema.Op{schema.ReassignOwned{From: roleNames(s.Roles), To: roleName(s.Newrole), Origin: r.origin}}, true
	case *pg.Node_DropOwnedStmt:
		return []schema.Op{schema.DropOwned{Roles: roleNames(x.DropOwnedStmt.Roles), Origin: r.origin}}, true
	}
	return nil, false
}

// roleName returns a role as the model names it: schema.Public for PUBLIC, the
// keyword for the roles only a session knows.
func roleName(s *pg.RoleSpec) string {
	switch s.GetRoletype() {
	case pg.RoleSpecType_ROLESPEC_CSTRING:
		return s.Rolename
	case pg.RoleSpecType_ROLESPEC_CURRENT_ROLE, pg.RoleSpecType_ROLESPEC_CURRENT_USER, pg.RoleSpecType_ROLESPEC_SESSION_USER:
		return schema.CurrentRole
	}
	return schema.Public
}

func roleNames(list []*pg.Node) []string {
	var names []string
	for _, n := range list {
		names = append(names, roleName(n.GetRoleSpec()))
	}
	return names
}

func (r *reader) createRole(c *pg.CreateRoleStmt) []schema.Op {
	role := &schema.Role{Name: c.Role, Origin: r.roleOrigin(c.Role)}
	if c.StmtType == pg.RoleStmtType_ROLESTMT_USER {
		role.Login = schema.Yes
	}
	ops := []schema.Op{schema.CreateRole{Role: role}}
	for _, o := range c.Options {
		e := o.GetDefElem()
		roleOption(role, e)
		for _, other := range e.Arg.GetList().GetItems() {
			m := schema.Membership{Role: role.Name, Member: roleName(other.GetRoleSpec()), Origin: r.origin}
			switch e.Defname {
			case "addroleto": // IN ROLE
				m.Role, m.Member = m.Member, m.Role
			case "adminmembers":
				m.Admin = schema.Yes
			}
			ops = append(ops, schema.AddMember{Membership: m})
		}
	}
	return ops
}

// roleOrigin returns the span of the role's name, which is the token behind
// ROLE, USER or GROUP.
func (r *reader) roleOrigin(name string) schema.Origin {
	lex := lexer{text: r.text, pos: r.offset()}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		if tok.is("ROLE") || tok.is("USER") || tok.is("GROUP") {
			named := lex.next()
			return r.originAt(named.start, named.end)
		}
	}
	return r.origin
}

func (r *reader) alterRole(a *pg.AlterRoleStmt) []schema.Op {
	role := &schema.Role{Name: roleName(a.Role), Origin: r.originOfName(a.Role.Location)}
	var ops []schema.Op
	for _, o := range a.Options {
		e := o.GetDefElem()
		if e.GetDefname() != "rolemembers" { // ALTER GROUP ... ADD | DROP USER
			roleOption(role, e)
			continue
		}
		for _, other := range e.Arg.GetList().GetItems() {
			m := schema.Membership{Role: role.Name, Member: roleName(other.GetRoleSpec()), Origin: r.origin}
			if a.Action < 0 {
				ops = append(ops, schema.RemoveMember{Membership: m})
			} else {
				ops = append(ops, schema.AddMember{Membership: m})
			}
		}
	}
	if ops == nil {
		ops = []schema.Op{schema.AlterRole{Role: role}}
	}
	return ops
}

func roleOption(role *schema.Role, e *pg.DefElem) {
	switch e.GetDefname() {
	case "superuser":
		role.Super = optionTri(e)
	case "inherit":
		role.Inherit = optionTri(e)
	case "createrole":
		role.CreateRole = optionTri(e)
	case "createdb":
		role.CreateDB = optionTri(e)
	case "canlogin":
		role.Login = optionTri(e)
	case "isreplication":
		role.Replicate = optionTri(e)
	case "bypassrls":
		role.BypassRLS = optionTri(e)
	case "password":
		role.Password = passwordKind(e.Arg)
	}
}

// passwordKind classifies a password literal; its text is not kept. The forms of
// hashes are those of the server's get_password_type().
func passwordKind(arg *pg.Node) schema.PasswordKind {
	if arg == nil {
		return schema.PasswordNone
	}
	text := optionText(arg)
	if strings.HasPrefix(text, "SCRAM-SHA-256$") || len(text) == 35 && strings.HasPrefix(text, "md5") {
		return schema.PasswordHashed
	}
	return schema.PasswordPlain
}

// grantRole reads GRANT role TO member and its REVOKE.
func (r *reader) grantRole(g *pg.GrantRoleStmt) []schema.Op {
	var ops []schema.Op
	for _, granted := range g.GrantedRoles {
		for _, member := range g.GranteeRoles {
			m := schema.Membership{Role: granted.GetAccessPriv().GetPrivName(), Member: roleName(member.GetRoleSpec()), Origin: r.origin}
			memberOptions(&m, g.Opt, g.IsGrant)
			if g.IsGrant {
				ops = append(ops, schema.AddMember{Membership: m})
			} else {
				ops = append(ops, schema.RemoveMember{Membership: m, OptionOnly: len(g.Opt) > 0})
			}
		}
	}
	return ops
}

// memberOptions reads WITH ADMIN | INHERIT | SET; in a REVOKE, Yes says which
// option is meant.
func memberOptions(m *schema.Membership, options []*pg.Node, grant bool) {
	for _, o := range options {
		e := o.GetDefElem()
		value := optionTri(e)
		if !grant {
			value = schema.Yes
		}
		switch e.GetDefname() {
		case "admin":
			m.Admin = value
		case "inherit":
			m.Inherit = value
		case "set":
			m.Set = value
		}
	}
}
