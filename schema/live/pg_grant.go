package live

import "github.com/privet-dev/privet/schema"

// aclRow is what one grantee has on one object, as aclexplode lists it. What an
// owner has on its own object is left out: it follows from the ownership.
type aclRow struct {
	Schema, Name, Kind string
	Grantee, Grantor   string // a grantee of "" is PUBLIC
	Option             bool
	Privileges         []string
	Columns            []string
}

// aclColumns are the columns of an aclRow behind the object's own three.
const aclColumns = `coalesce(g.rolname, ''), coalesce(o.rolname, ''), a.is_grantable, array_agg(DISTINCT a.privilege_type)`

const aclRoles = `LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantee LEFT JOIN pg_catalog.pg_roles o ON o.oid = a.grantor`

// privilegeNames are aclexplode's names (PostgreSQL manual, table 5.1).
var privilegeNames = map[string]schema.Privilege{"SELECT": schema.Select, "INSERT": schema.Insert, "UPDATE": schema.Update, "DELETE": schema.Delete,
	"TRUNCATE": schema.Truncate, "REFERENCES": schema.References, "TRIGGER": schema.TriggerPriv, "USAGE": schema.Usage, "CREATE": schema.Create,
	"CONNECT": schema.Connect, "TEMPORARY": schema.Temporary, "EXECUTE": schema.Execute, "MAINTAIN": schema.Maintain}

func privileges(names []string) (p schema.Privilege) {
	for _, n := range names {
		p |= privilegeNames[n]
	}
	return p
}

func (x aclRow) grant() schema.Grant {
	g := schema.Grant{Privileges: privileges(x.Privileges), Columns: x.Columns, Object: schema.Name{Schema: x.Schema, Name: x.Name},
		Grantee: x.Grantee, Grantor: x.Grantor, GrantOption: x.Option}
	switch x.Kind {
	case "n":
		g.Kind = schema.SchemaObject
	case "d":
		g.Kind = schema.DatabaseObject
	default:
		g.Kind = relationKind(x.Kind)
	}
	return g
}

// grants reads what is granted on tables, views, schemas and the database. Every
// database begins with USAGE on the schema public for PUBLIC; what the catalog
// says takes its place.
func (r *pgReader) grants() error {
	for _, p := range []schema.Privilege{schema.Usage, schema.Create} {
		r.apply(schema.RevokeGrant{Grant: schema.Grant{Privileges: p, Kind: schema.SchemaObject, Object: schema.Name{Name: "public"}, Grantee: schema.Public}})
	}
	return each(r, `SELECT n.nspname, c.relname, c.relkind::text, `+aclColumns+`, NULL::text[]
	FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a `+aclRoles+`
	WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.grantee <> c.relowner AND `+ours+` AND `+notOfExtension("pg_class", "c.oid")+`
	GROUP BY 1, 2, 3, 4, 5, 6
	UNION ALL SELECT '', n.nspname, 'n', `+aclColumns+`, NULL FROM pg_catalog.pg_namespace n, aclexplode(n.nspacl) a `+aclRoles+`
	WHERE a.grantee <> n.nspowner AND `+ours+` GROUP BY 1, 2, 3, 4, 5, 6
	UNION ALL SELECT '', d.datname, 'd', `+aclColumns+`, NULL FROM pg_catalog.pg_database d, aclexplode(d.datacl) a `+aclRoles+`
	WHERE d.datname = current_database() AND a.grantee <> d.datdba GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 3, 1, 2, 4, 5, 6`,
		func(x aclRow) { r.apply(schema.AddGrant{Grant: x.grant()}) })
}

// columnGrants reads what is granted on single columns, one row a privilege.
func (r *pgReader) columnGrants() error {
	return each(r, `SELECT n.nspname, c.relname, c.relkind::text, coalesce(g.rolname, ''), coalesce(o.rolname, ''), a.is_grantable,
	ARRAY[a.privilege_type], array_agg(t.attname::text ORDER BY t.attnum)
	FROM pg_catalog.pg_attribute t JOIN pg_catalog.pg_class c ON c.oid = t.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
	aclexplode(t.attacl) a `+aclRoles+` WHERE NOT t.attisdropped AND a.grantee <> c.relowner AND `+ours+` AND `+notOfExtension("pg_class", "c.oid")+`
	GROUP BY 1, 2, 3, 4, 5, 6, a.privilege_type ORDER BY 1, 2, 4, 5, 6, a.privilege_type`,
		func(x aclRow) { r.apply(schema.AddGrant{Grant: x.grant()}) })
}

// functions reads functions and procedures, but not the constructors that range
// types bring; who owns them and who may run them.
// Until a function has an access list of its own everybody may, which replay
// knows.
func (r *pgReader) functions() error {
	type row struct {
		ID                             uint32
		Name, Schema, Owner, Statement string
		HasACL                         bool
	}
	functions := map[uint32]*schema.Function{}
	err := each(r, `SELECT p.oid, p.proname, n.nspname, pg_get_userbyid(p.proowner), pg_get_functiondef(p.oid), p.proacl IS NOT NULL
	FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
	WHERE p.prokind IN ('f', 'p') AND `+ours+` AND `+notOfExtension("pg_proc", "p.oid")+`
	AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i') ORDER BY p.oid`, func(x row) {
		for _, op := range r.define("the function "+x.Schema+"."+x.Name, x.Statement) {
			if c, ok := op.(schema.CreateFunction); ok {
				c.Function.Owner = x.Owner
				functions[x.ID] = c.Function
				if x.HasACL {
					r.apply(schema.RevokeGrant{Grant: functionGrant(c.Function, schema.Public)})
				}
			}
		}
	})
	if err != nil {
		return err
	}
	type acl struct {
		ID      uint32
		Grantee string
		Option  bool
	}
	return each(r, `SELECT p.oid, coalesce(g.rolname, ''), a.is_grantable FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace,
	aclexplode(p.proacl) a `+aclRoles+` WHERE a.grantee <> p.proowner AND `+ours+` ORDER BY p.oid, 2`, func(x acl) {
		if f := functions[x.ID]; f != nil {
			g := functionGrant(f, x.Grantee)
			g.GrantOption = x.Option
			r.apply(schema.AddGrant{Grant: g})
		}
	})
}

func functionGrant(f *schema.Function, grantee string) schema.Grant {
	return schema.Grant{Privileges: schema.Execute, Kind: schema.FunctionObject, Object: f.Name, Signature: f.Signature(), Grantee: grantee}
}

// defaultKinds are pg_default_acl's letters.
var defaultKinds = map[string]schema.ObjectKind{"r": schema.TableObject, "S": schema.SequenceObject, "f": schema.FunctionObject,
	"T": schema.TypeObject, "n": schema.SchemaObject}

// defaultPrivileges reads ALTER DEFAULT PRIVILEGES as in force. An entry for
// functions or types in every schema that leaves PUBLIC out has taken the
// built-in right away.
func (r *pgReader) defaultPrivileges() error {
	type row struct {
		Role, Schema, Kind, Grantee string
		Option                      bool
		Privileges                  []string
	}
	err := each(r, `SELECT r.rolname, coalesce(n.nspname, ''), d.defaclobjtype::text, coalesce(g.rolname, ''), a.is_grantable, array_agg(a.privilege_type)
	FROM pg_catalog.pg_default_acl d JOIN pg_catalog.pg_roles r ON r.oid = d.defaclrole LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace,
	aclexplode(d.defaclacl) a `+aclRoles+` WHERE a.grantee <> d.defaclrole GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`, func(x row) {
		r.apply(schema.SetDefaultPrivilege{Default: schema.DefaultPrivilege{ForRole: x.Role, Schema: x.Schema, Kind: defaultKinds[x.Kind],
			Privileges: privileges(x.Privileges), Grantee: x.Grantee, Option: x.Option}})
	})
	if err != nil {
		return err
	}
	type revoked struct{ Role, Kind string }
	return each(r, `SELECT r.rolname, d.defaclobjtype::text FROM pg_catalog.pg_default_acl d JOIN pg_catalog.pg_roles r ON r.oid = d.defaclrole
	WHERE d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T') AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) a WHERE a.grantee = 0) ORDER BY 1, 2`, func(x revoked) {
		d := schema.DefaultPrivilege{ForRole: x.Role, Kind: defaultKinds[x.Kind], Privileges: schema.Execute, Grantee: schema.Public, Revoke: true}
		if d.Kind == schema.TypeObject {
			d.Privileges = schema.Usage
		}
		r.apply(schema.SetDefaultPrivilege{Default: d})
	})
}
