package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// A share is one item in front of ON: privileges, perhaps on columns. In a
// statement without ON it is the name of a role.
type share struct {
	privileges schema.Privilege
	columns    []string
	role       string
}

// level is what stands behind ON.
type level struct {
	kind        schema.ObjectKind
	objects     []schema.Name
	signature   string
	allInSchema bool
}

func (r *reader) grant() (string, error) { return "GRANT", r.grantOrRevoke(false) }

func (r *reader) revoke() (string, error) { return "REVOKE", r.grantOrRevoke(true) }

// grantOrRevoke reads both: they differ in TO and FROM and in what stands at
// either end.
func (r *reader) grantOrRevoke(revoke bool) error {
	r.next()
	r.accept("IF", "EXISTS")
	optionOnly := r.accept("GRANT", "OPTION", "FOR")
	adminOnly := r.accept("ADMIN", "OPTION", "FOR")
	if r.accept("PROXY") {
		return nil // who may act as whom, which no privilege on data expresses
	}
	shares := r.shares()
	if !r.at("ON") {
		return r.grantRoles(shares, revoke, optionOnly || adminOnly)
	}
	r.next()
	lv, err := r.level()
	if err != nil {
		return err
	}
	if !r.acceptAny("TO", "FROM") {
		return r.expected("TO or FROM and an account", hintTruncated)
	}
	grantees := r.grantees()
	option := !revoke && r.grantOption()
	r.addGrants(shares, lv, grantees, revoke, optionOnly, option)
	return nil
}

// shares reads the list in front of ON, TO or FROM.
func (r *reader) shares() []share {
	var list []share
	for !r.atEnd() && !r.at("ON") && !r.at("TO") && !r.at("FROM") {
		start := r.i
		var s share
		name, _ := r.account()
		s.role = name
		for !r.atEnd() && !r.at(",") && !r.at("(") && !r.at("ON") && !r.at("TO") && !r.at("FROM") {
			r.next()
		}
		words, _, _ := r.textOf(start, r.i)
		s.privileges = privilegeNamed(words)
		s.columns, _ = r.columnList()
		list = append(list, s)
		if !r.accept(",") && r.i == start {
			r.next()
		}
	}
	return list
}

// level reads the objects behind ON: *.*, db.*, *, a list of tables, ALL TABLES
// IN SCHEMA s, FUNCTION f(int), ...
func (r *reader) level() (level, error) {
	lv := level{kind: schema.TableObject}
	switch {
	case r.accept("*", ".", "*"):
		lv.kind, lv.objects = schema.GlobalObject, []schema.Name{{}}
		return lv, nil
	case r.accept("*"):
		lv.kind, lv.objects = schema.DatabaseObject, []schema.Name{{}}
		return lv, nil
	case r.atName() && r.ahead(1).Text == "." && r.ahead(2).Text == "*":
		lv.kind = schema.DatabaseObject
		lv.objects = []schema.Name{{Name: strings.ReplaceAll(r.ident(r.next()), `\_`, "_")}}
		r.i += 2
		return lv, nil
	case r.at("ALL") && r.ahead(2).Is("IN"):
		lv.kind, lv.allInSchema = objectKinds[strings.TrimSuffix(keyword(r.ahead(1)), "S")], true
		r.i += 3
		r.accept("SCHEMA")
	default:
		if kind, ok := objectKinds[r.keyword()]; ok && r.isName(r.ahead(1)) && !r.ahead(1).Is("TO") && !r.ahead(1).Is("FROM") {
			lv.kind = kind
			r.next()
		}
	}
	err := r.list(func() error {
		n, _, err := r.name("the name of an object")
		lv.objects = append(lv.objects, n)
		if r.at("(") {
			from, to := r.skipBrackets()
			lv.signature, _, _ = r.textOf(from, to)
		}
		return err
	})
	return lv, err
}

var objectKinds = map[string]schema.ObjectKind{"TABLE": schema.TableObject, "SEQUENCE": schema.SequenceObject, "SCHEMA": schema.SchemaObject,
	"DATABASE": schema.DatabaseObject, "FUNCTION": schema.FunctionObject, "PROCEDURE": schema.FunctionObject, "ROUTINE": schema.FunctionObject,
	"TYPE": schema.TypeObject, "DOMAIN": schema.TypeObject, "LANGUAGE": schema.LanguageObject, "PACKAGE": schema.OtherObject}

// grantees reads the accounts. Before version 8 a GRANT in MySQL could create
// the account with its password; the account is then created as well.
func (r *reader) grantees() []string {
	var list []string
	_ = r.list(func() error {
		t := r.peek()
		r.accept("GROUP")
		name, host := r.account()
		if r.dialect == schema.PostgreSQL && t.Is("PUBLIC") {
			name = schema.Public
		}
		list = append(list, name)
		if r.at("IDENTIFIED") {
			if host == "" {
				name, host = name+"@%", "%"
			}
			role := &schema.Role{Name: name, Host: host, Login: schema.Yes, Origin: r.origin(t)}
			r.credential(role)
			r.add(schema.CreateRole{Role: role, IfNotExists: true})
			altered := *role
			r.add(schema.AlterRole{Role: &altered})
		}
		return nil
	})
	return list
}

// grantOption looks through the rest for WITH ... GRANT OPTION.
func (r *reader) grantOption() bool {
	for ; !r.atEnd(); r.next() {
		if r.at("GRANT", "OPTION") {
			return true
		}
	}
	return false
}

// addGrants adds a grant or revoke for every combination of share, object and
// grantee.
func (r *reader) addGrants(shares []share, lv level, grantees []string, revoke, optionOnly, option bool) {
	origin := r.origin(r.toks[0])
	for _, s := range shares {
		if s.privileges == 0 {
			continue
		}
		for _, object := range lv.objects {
			for _, grantee := range grantees {
				g := schema.Grant{Privileges: s.privileges, Columns: s.columns, Kind: lv.kind, Object: object, Signature: lv.signature,
					Grantee: grantee, GrantOption: option, Origin: origin}
				if revoke {
					r.add(schema.RevokeGrant{Grant: g, AllInSchema: lv.allInSchema, GrantOptionOnly: optionOnly})
				} else {
					r.add(schema.AddGrant{Grant: g, AllInSchema: lv.allInSchema})
				}
			}
		}
	}
}

// grantRoles reads GRANT role TO account [WITH ADMIN OPTION] and its REVOKE, and
// MySQL's REVOKE ALL PRIVILEGES, GRANT OPTION FROM account.
func (r *reader) grantRoles(shares []share, revoke, optionOnly bool) error {
	if !r.acceptAny("TO", "FROM") {
		return r.expected("ON, TO or FROM", hintTruncated)
	}
	grantees := r.grantees()
	origin := r.origin(r.toks[0])
	if revoke && len(shares) > 0 && shares[0].privileges&schema.AllPrivileges != 0 {
		r.add(schema.RevokeAll{Roles: grantees, Origin: origin})
		return nil
	}
	admin := optionOnly || r.adminOption()
	for _, s := range shares {
		for _, member := range grantees {
			m := schema.Membership{Role: s.role, Member: member, Origin: origin}
			if admin {
				m.Admin = schema.Yes
			}
			if revoke {
				r.add(schema.RemoveMember{Membership: m, OptionOnly: optionOnly})
			} else {
				r.add(schema.AddMember{Membership: m})
			}
		}
	}
	return nil
}

func (r *reader) adminOption() bool {
	for ; !r.atEnd(); r.next() {
		if r.at("ADMIN", "OPTION") || r.at("ADMIN", "TRUE") {
			return true
		}
	}
	return false
}

// privilegeNamed returns the privilege of one item of a list, 0 for those that
// give no way to data.
func privilegeNamed(words string) schema.Privilege {
	return privileges[strings.ToUpper(collapse(words))]
}

// privileges maps the names of PostgreSQL (manual, table 5.1) and MySQL (manual
// 8.2.2) to the model's. MySQL's TRUNCATE needs DROP, and FILE, PROCESS and the
// like reach every table's data.
var privileges = map[string]schema.Privilege{
	"SELECT": schema.Select, "READ": schema.Select, "INSERT": schema.Insert, "UPDATE": schema.Update, "DELETE": schema.Delete,
	"TRUNCATE": schema.Truncate, "DROP": schema.Truncate, "REFERENCES": schema.References, "TRIGGER": schema.TriggerPriv,
	"USAGE": schema.Usage, "CREATE": schema.Create, "CONNECT": schema.Connect, "TEMPORARY": schema.Temporary, "TEMP": schema.Temporary,
	"CREATE TEMPORARY TABLES": schema.Temporary, "EXECUTE": schema.Execute, "MAINTAIN": schema.Maintain,
	"ALL": schema.AllPrivileges, "ALL PRIVILEGES": schema.AllPrivileges, "GRANT OPTION": schema.GrantOption,
	"SUPER": schema.SuperPriv, "FILE": schema.SuperPriv, "PROCESS": schema.SuperPriv, "CREATE USER": schema.SuperPriv,
	"REPLICATION SLAVE": schema.SuperPriv, "BINLOG ADMIN": schema.SuperPriv, "SYSTEM_USER": schema.SuperPriv, "ROLE_ADMIN": schema.SuperPriv,
	"CREATE ROLE": schema.SuperPriv, "SET_USER_ID": schema.SuperPriv,
}

// commentOn reads COMMENT ON TABLE and COMMENT ON COLUMN.
func (r *reader) commentOn() (string, error) {
	r.next()
	if !r.accept("ON") {
		return "", nil
	}
	kind := r.keyword()
	if kind != "TABLE" && kind != "COLUMN" {
		return "", nil
	}
	r.next()
	n, _, err := r.name("a name")
	if err != nil {
		return "COMMENT", err
	}
	op := schema.SetComment{Kind: schema.TableObject, Name: n}
	if kind == "COLUMN" {
		op.Kind, op.Column, op.Name = schema.ColumnObject, n.Name, r.tableOfColumn()
	}
	if !r.accept("IS") {
		return "COMMENT", r.expected("IS and a string", "")
	}
	if t := r.peek(); t.Kind == token.String {
		op.Text = schema.Text{Text: t.Value(r.dialect), Origin: r.origin(t)}
	}
	r.add(op)
	return "COMMENT", nil
}

// tableOfColumn returns the table of the column name just read: what stands
// before its last dot.
func (r *reader) tableOfColumn() schema.Name {
	var n schema.Name
	if dot := r.i - 2; dot > 0 && r.toks[dot].Text == "." {
		n.Name = r.ident(r.toks[dot-1])
		if dot > 2 && r.toks[dot-2].Text == "." {
			n.Schema = r.ident(r.toks[dot-3])
		}
	}
	return n
}
