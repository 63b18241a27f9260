package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Demonstrations, tests of skill and servers of a weekend keep their users in memory: in
// a list or map of the package, or of a struct that stands for the database:
//
//	type users struct{ byName map[string]User }
//
//	func (s *users) Add(u User)           { s.byName[u.Name] = u }
//	func (s *users) Find(name string) User { return s.byName[name] }
//
// What is read from such a list comes from there as from a table, and what is put into it
// is stored. A struct's list is one only where a password that was read from it is
// compared somewhere: rows of an answer, and of a file that is being imported, look the
// same. Of what is in the list only passwords count.

// userList is a list or map of users.
type userList struct {
	table  schema.Name // what it is called, behind the struct that it is a field of
	global bool
	field  *types.Var // of an element that is a struct, nil where the elements are passwords
	owner  types.Type // of field
}

// target is the column that passwords in the list are in.
func (l *userList) target() usage.ColumnRef {
	column := "password"
	if l.field != nil {
		column = strings.ToLower(l.field.Name())
	}
	return usage.ColumnRef{Table: l.table, Column: column}
}

var (
	holdsUsers = lazyregexp.New(`(?i)user|usr|account|member|customer|client|person|people|login|cred|passw|pwd|auth|admin|student|employee|player|patient`)
	// onlyPasswords matches the names of maps from a name to something of that account.
	onlyPasswords = lazyregexp.New(`(?i)^_?(?:users?|accounts?|members?|customers?|logins?|cred(?:ential)?s?|admins?|\w*(?:passw(?:or)?d|pwd|pw)\w*|user_?(?:s_?)?(?:db|store|storage|map|list|table|data|database|cred(?:ential)?s)|store|storage|database|db)$`)
	answersRow    = lazyregexp.New(`(?i)resp|reply|page|view|dto|result|output|request|config|setting|option|param|model|event`)
)

// userListOf returns the list that a value is, nil where it is none.
func (an *analysis) userListOf(v ssa.Value) *userList {
	v = unwrap(v)
	u, ok := v.(*ssa.UnOp)
	if !ok || u.Op != token.MUL {
		if f, owner := fieldAt(v); f != nil {
			return an.listField(f, owner)
		}
		return nil
	}
	return an.userListAt(u.X)
}

// userListAt returns the list that lies at an address.
func (an *analysis) userListAt(addr ssa.Value) *userList {
	if g, ok := addr.(*ssa.Global); ok {
		if !an.inModule[g.Pkg] || g.Object() == nil {
			return nil
		}
		obj, _ := g.Object().(*types.Var)
		return an.userLists.get(obj, func() *userList { return an.listOf(obj.Name(), "", obj.Type(), true) })
	}
	if f, owner := fieldAt(addr); f != nil {
		return an.listField(f, owner)
	}
	return nil
}

func (an *analysis) listField(f *types.Var, owner types.Type) *userList {
	return an.userLists.get(f, func() *userList {
		s := structOf(owner)
		if s == nil || !an.declaredHere(owner) || answersRow.MatchString(shortName(owner)) {
			return nil
		}
		for i := range s.NumFields() {
			if s.Field(i) == f && s.Tag(i) != "" {
				return nil
			}
		}
		if _, isMap := f.Type().Underlying().(*types.Map); !isMap && f.Exported() {
			return nil
		}
		return an.listOf(f.Name(), shortName(owner), f.Type(), false)
	})
}

// listOf judges a list by what it and its elements are called.
func (an *analysis) listOf(name, of string, t types.Type, global bool) *userList {
	switch t.Underlying().(type) {
	case *types.Map, *types.Slice:
	default:
		return nil
	}
	elem := elemType(t)
	if elem == nil || scalar(t) {
		return nil
	}
	l := &userList{table: schema.Name{Schema: of, Name: name}, global: global}
	if !holdsUsers.MatchString(name) {
		l.table.Name = "users" // kept in a map that is called store
	}
	if s := structOf(elem); s != nil {
		l.owner = deref(elem)
		if l.field = an.passwordField(elem); l.field == nil || !holdsUsers.MatchString(shortName(elem)+" "+name+" "+of) {
			return nil
		}
		return l
	}
	if _, isMap := t.Underlying().(*types.Map); !isMap || !scalar(elem) || !textual(elem) || !onlyPasswords.MatchString(name) {
		return nil
	}
	return l
}

// keptThere returns what is known of the password in an element of a list.
func (f *function) keptThere(l *userList, pos token.Pos) set {
	to := l.target()
	in := label{From: fromDatabase, Name: to.Column, Table: to.Table, Column: to.Column, Category: passwordCategory, Sure: personal.High}
	if l.field != nil {
		in.Name, in.Owner, in.Field = l.field.Name(), f.an.names.ofType(l.owner), l.field.Name()
	}
	return setOf(taint{in, (*step)(nil).then(pos, textf("kept in memory in %s", "in het geheugen bewaard in %s", l.table.Name))})
}

// readElement labels the password in an element that is read from a list of users.
func (f *function) readElement(m memory, list, elem ssa.Value) {
	l := f.an.userListOf(list)
	if l == nil || l.field == nil {
		return
	}
	for _, p := range f.placesOf(elem) {
		c := f.places.child(p, l.field.Name(), l.field, l.field.Type())
		if c != p {
			f.write(m, c, f.keptThere(l, elem.Pos()), false)
		}
	}
}

// storeElement records that a user is put into a list.
func (f *function) storeElement(m memory, instr ssa.Instruction, l *userList, val ssa.Value) {
	if l == nil {
		return
	}
	var in set
	if l.field == nil {
		in = f.labels(m, val)
	} else {
		x, ok := f.view(m, val).Field(l.field.Name()).(view)
		if !ok {
			return
		}
		in = x.set()
	}
	if len(in) == 0 {
		return
	}
	s := f.columnSite(instr, usage.Write, "", l.target())
	s.passwords, s.event.InMemory, s.ifCompared = true, true, !l.global
	f.sink(m, s, in)
}

// appendsTo records what a store appends to a list of users: s.users = append(s.users, u).
func (f *function) appendsTo(m memory, st *ssa.Store) {
	c, ok := st.Val.(*ssa.Call)
	if !ok {
		return
	}
	b, ok := c.Call.Value.(*ssa.Builtin)
	if !ok || b.Name() != "append" || len(c.Call.Args) != 2 {
		return
	}
	l := f.an.userListAt(st.Addr)
	if l == nil {
		return
	}
	for _, e := range f.elements(c.Call.Args[1]) {
		if e != nil {
			f.storeElement(m, c, l, e)
		}
	}
}

// comparedTables returns the tables of which a password is compared.
func (an *analysis) comparedTables() map[schema.Name]bool {
	out := map[schema.Name]bool{}
	for _, s := range an.order {
		if s.event.Kind != usage.Compare && s.event.Kind != usage.Verify {
			continue
		}
		for t := range s.in.all() {
			if t.Category == passwordCategory && t.Table.Name != "" {
				out[t.Table] = true
			}
		}
	}
	return out
}
