package replay

import "github.com/privet-dev/privet/schema"

// savepoint is a mark in the buffer of the open transaction.
type savepoint struct {
	name string
	at   int
}

// step applies an Op, or keeps it until the transaction ends.
func (r *Replay) step(op schema.Op) {
	switch x := op.(type) {
	case schema.Begin:
		r.commit()
		r.open = r.dialect != schema.MySQL // DDL commits implicitly there
	case schema.Commit:
		r.commit()
	case schema.Savepoint:
		r.marks = append(r.marks, savepoint{x.Name, len(r.pending)})
	case schema.Rollback:
		r.rollback(x.To)
	case schema.ConnectTo:
		r.connect(x.Database)
	default:
		if r.open {
			r.pending = append(r.pending, op)
			return
		}
		r.current.apply(op)
	}
}

// commit applies what waits. What SET LOCAL set ends with the transaction.
func (r *Replay) commit() {
	s := r.current
	kept := session{s.path, s.role}
	for _, op := range r.pending {
		s.apply(op)
		kept.follow(op, s)
	}
	if r.open {
		s.path, s.role = kept.path, kept.role
	}
	r.pending, r.marks, r.open = nil, nil, false
}

// session is what SET changes.
type session struct {
	path []string
	role string
}

// follow keeps the settings that outlive the transaction.
func (k *session) follow(op schema.Op, s *state) {
	switch x := op.(type) {
	case schema.SetSearchPath:
		if !x.Local {
			k.path = s.path
		}
	case schema.SetRole:
		if !x.Local {
			k.role = s.role
		}
	}
}

// rollback forgets what waits, or what waits behind the savepoint.
func (r *Replay) rollback(to string) {
	if to == "" {
		r.pending, r.marks, r.open = nil, nil, false
		return
	}
	for i := len(r.marks) - 1; i >= 0; i-- {
		if r.marks[i].name == to {
			r.pending = r.pending[:r.marks[i].at]
			r.marks = r.marks[:i+1]
			return
		}
	}
}
