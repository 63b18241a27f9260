package tolerant

import "github.com/privet-dev/privet/schema"

// use reads MySQL's USE db: names without a database mean this one from here.
func (r *reader) use() (string, error) {
	origin := r.origin(r.next())
	if !r.atName() || r.dialect == schema.SQLite {
		return "", nil
	}
	r.add(schema.SetSearchPath{Schemas: []string{r.ident(r.next())}, Origin: origin})
	return "USE", nil
}

// set reads the SETs that matter: SET PASSWORD, SET DEFAULT ROLE, and in
// PostgreSQL SET search_path and SET ROLE. MySQL's SET ROLE changes what the
// session may do, and nothing about what it creates.
func (r *reader) set() (string, error) {
	origin := r.origin(r.next())
	switch {
	case r.accept("PASSWORD"):
		return "SET PASSWORD", r.setPassword()
	case r.accept("DEFAULT", "ROLE"):
		return "SET DEFAULT ROLE", r.setDefaultRole()
	case r.dialect != schema.PostgreSQL:
		return "", nil
	}
	r.acceptAny("LOCAL", "SESSION")
	switch {
	case r.accept("ROLE"), r.accept("AUTHORIZATION"):
		op := schema.SetRole{Origin: origin}
		if t := r.next(); !t.Is("NONE") && !t.Is("DEFAULT") {
			op.Role = r.ident(t)
		}
		r.add(op)
		return "SET ROLE", nil
	case r.accept("search_path"):
		r.acceptAny("TO", "=")
		op := schema.SetSearchPath{Origin: origin}
		err := r.list(func() error {
			op.Schemas = append(op.Schemas, r.ident(r.next()))
			return nil
		})
		r.add(op)
		return "SET search_path", err
	}
	return "", nil
}

// setDefaultRole reads SET DEFAULT ROLE roles TO accounts, or MariaDB's FOR.
func (r *reader) setDefaultRole() error {
	origin := r.origin(r.peek())
	roles := r.defaultRoles()
	if !r.acceptAny("TO", "FOR") {
		return nil // the script's own account
	}
	return r.list(func() error {
		name, host := r.user()
		if name == "" {
			return r.expected("an account name", "")
		}
		r.add(schema.AlterRole{Role: &schema.Role{Name: name, Host: host, Defaults: roles, Origin: origin}})
		return nil
	})
}

// createSchema reads CREATE SCHEMA and MySQL's CREATE DATABASE.
func (r *reader) createSchema() error {
	r.next()
	ifNotExists := r.accept("IF", "NOT", "EXISTS")
	n, origin, err := r.name("a schema name")
	if err != nil {
		return err
	}
	if r.dialect != schema.PostgreSQL || r.toks[1].Is("SCHEMA") {
		r.add(schema.CreateSchema{Schema: &schema.Schema{Name: n.Name, Origin: origin}, IfNotExists: ifNotExists})
	}
	return nil
}

// transactional reports whether a ROLLBACK undoes DDL: not in MySQL, where
// every DDL statement commits (manual 15.3.3).
func (r *reader) transactional() bool { return r.dialect != schema.MySQL }

func (r *reader) begin() (string, error) {
	t := r.next()
	if t.Is("START") && !r.at("TRANSACTION") {
		return "", nil
	}
	if r.transactional() {
		r.add(schema.Begin{Origin: r.origin(t)})
	}
	return "BEGIN", nil
}

func (r *reader) commit() (string, error) {
	if t := r.next(); r.transactional() {
		r.add(schema.Commit{Origin: r.origin(t)})
	}
	return "COMMIT", nil
}

func (r *reader) savepoint() (string, error) {
	t := r.next()
	if r.transactional() && r.atName() {
		r.add(schema.Savepoint{Name: r.ident(r.next()), Origin: r.origin(t)})
	}
	return "SAVEPOINT", nil
}

func (r *reader) rollback() (string, error) {
	op := schema.Rollback{Origin: r.origin(r.next())}
	r.acceptAny("WORK", "TRANSACTION")
	if r.accept("TO") {
		r.accept("SAVEPOINT")
		op.To = r.ident(r.next())
	}
	if r.transactional() {
		r.add(op)
	}
	return "ROLLBACK", nil
}
