package live

import "github.com/privet-dev/privet/schema"

// roles reads the cluster's roles. The kind of a stored password is asked for
// only where this account may see it, and decided on the server.
func (r *pgReader) roles() error {
	password := `0`
	var may bool
	if err := r.tx.QueryRow(r.ctx, `SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')`).Scan(&may); err != nil {
		return err
	}
	if may {
		password = `(SELECT CASE WHEN a.rolpassword IS NULL THEN 1 WHEN a.rolpassword LIKE 'SCRAM-SHA-256$%' OR a.rolpassword LIKE 'md5%' THEN 3 ELSE 2 END
			FROM pg_catalog.pg_authid a WHERE a.oid = r.oid)`
	}
	type row struct {
		Name                                                                string
		Login, Super, CreateRole, CreateDB, BypassRLS, Inherit, Replication bool
		Password                                                            int
	}
	return each(r, `SELECT r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolbypassrls, r.rolinherit, r.rolreplication, `+password+`
	FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY r.oid`, func(x row) {
		r.apply(schema.CreateRole{Role: &schema.Role{Name: x.Name, Login: schema.TriOf(x.Login), Super: schema.TriOf(x.Super),
			CreateRole: schema.TriOf(x.CreateRole), CreateDB: schema.TriOf(x.CreateDB), BypassRLS: schema.TriOf(x.BypassRLS),
			Inherit: schema.TriOf(x.Inherit), Replicate: schema.TriOf(x.Replication), Password: passwordKinds[x.Password]}})
	})
}

// passwordKinds are the answers of the query on the stored password. An account
// without one cannot log in by password, which says nothing against it.
var passwordKinds = [...]schema.PasswordKind{schema.PasswordUnsaid, schema.PasswordUnsaid, schema.PasswordPlain, schema.PasswordHashed}

// memberships reads who is a member of what. Until version 16 a membership had
// no options of its own but ADMIN.
func (r *pgReader) memberships() error {
	options := `NULL::bool, NULL::bool`
	if r.version >= 160000 {
		options = `m.inherit_option, m.set_option`
	}
	type row struct {
		Role, Member string
		Admin        bool
		Inherit, Set *bool
	}
	return each(r, `SELECT g.rolname, u.rolname, m.admin_option, `+options+` FROM pg_catalog.pg_auth_members m
	JOIN pg_catalog.pg_roles g ON g.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member
	WHERE u.rolname !~ '^pg_' ORDER BY 1, 2`, func(x row) {
		r.apply(schema.AddMember{Membership: schema.Membership{Role: x.Role, Member: x.Member, Admin: schema.TriOf(x.Admin), Inherit: triOf(x.Inherit), Set: triOf(x.Set)}})
	})
}

func triOf(b *bool) schema.Tri {
	if b == nil {
		return schema.Unsaid
	}
	return schema.TriOf(*b)
}

func (r *pgReader) owners() error {
	type row struct{ Schema, Name, Kind, Owner string }
	return each(r, `SELECT n.nspname, c.relname, c.relkind::text, pg_get_userbyid(c.relowner)
	FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND `+ours+` AND `+notOfExtension("pg_class", "c.oid")+` ORDER BY c.oid`, func(x row) {
		r.apply(schema.SetOwner{Kind: relationKind(x.Kind), Name: schema.Name{Schema: x.Schema, Name: x.Name}, Owner: x.Owner})
	})
}

func relationKind(relkind string) schema.ObjectKind {
	if relkind == "v" || relkind == "m" {
		return schema.ViewObject
	}
	return schema.TableObject
}

func (r *pgReader) rowSecurity() error {
	type row struct {
		Schema, Name    string
		Enabled, Forced bool
	}
	return each(r, `SELECT n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
	FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p') AND (c.relrowsecurity OR c.relforcerowsecurity) AND `+ours+` ORDER BY c.oid`, func(x row) {
		r.apply(schema.SetRowSecurity{Table: schema.Name{Schema: x.Schema, Name: x.Name}, Enabled: &x.Enabled, Forced: &x.Forced})
	})
}

func (r *pgReader) policies() error {
	return each(r, `SELECT p.polname::text, 'CREATE POLICY ' || quote_ident(p.polname) || ' ON ' || p.polrelid::regclass ||
	CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END || ' FOR ' ||
	CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END || ' TO ' ||
	(SELECT string_agg(CASE WHEN o = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(o)) END, ', ') FROM unnest(p.polroles) o) ||
	coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
	FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	WHERE `+ours+` ORDER BY p.oid`, r.definitionOf("the policy"))
}
