package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// createRoutine reads the header of CREATE FUNCTION and CREATE PROCEDURE, and
// keeps the body as text.
func (r *reader) createRoutine(m modifiers) (string, error) {
	kind := strings.ToUpper(r.next().Text)
	verb := "CREATE " + kind
	r.accept("IF", "NOT", "EXISTS")
	n, origin, err := r.name("a routine name")
	if err != nil {
		return verb, err
	}
	f := &schema.Function{Name: n, Procedure: kind == "PROCEDURE", Language: "sql", Definer: m.definer, Origin: origin}
	if r.at("(") {
		f.Args = r.arguments()
	}
	for r.characteristic(f) {
	}
	if f.Body == "" {
		f.Body, f.BodySpan = r.rest()
	}
	f.Dynamic = r.isDynamic(f)
	r.add(schema.CreateFunction{Function: f, OrReplace: m.orReplace})
	return verb, nil
}

// arguments reads the bracket with a routine's arguments.
func (r *reader) arguments() []schema.Arg {
	from, to := r.skipBrackets()
	after := r.i
	var args []schema.Arg
	for r.i = from; r.i < to; {
		start := r.i
		a := schema.Arg{Mode: "in"}
		if r.acceptAny("IN", "OUT", "INOUT", "VARIADIC") {
			a.Mode = strings.ToLower(r.toks[r.i-1].Text)
		}
		if r.isName(r.ahead(1)) && r.atName() {
			a.Name = r.ident(r.next())
		}
		a.Type = r.typeRef()
		args = append(args, a)
		r.skipItem()
		if r.i = max(r.i, start); r.i == start || r.at(",") {
			r.i++
		}
	}
	r.i = after
	return args
}

// characteristic reads one word of a routine's header and reports whether the
// header goes on; the first word it does not know begins the body.
func (r *reader) characteristic(f *schema.Function) bool {
	switch r.keyword() {
	case "RETURNS":
		r.next()
		r.acceptAny("SETOF", "TABLE")
		f.Returns = r.typeRef()
		for r.acceptAny("UNSIGNED", "CHARSET", "CHARACTER", "SET", "COLLATE") {
			if last := r.toks[r.i-1]; last.Is("CHARSET") || last.Is("SET") || last.Is("COLLATE") {
				r.next()
			}
		}
	case "COMMENT":
		r.next()
		f.Comment = r.comment()
	case "LANGUAGE":
		r.next()
		f.Language = strings.ToLower(r.next().Value(r.dialect))
	case "SQL":
		if invoker := r.sqlSecurity(); invoker != schema.Unsaid {
			f.SecurityDefiner = schema.TriOf(invoker == schema.No)
		}
	case "SECURITY":
		r.next()
		f.SecurityDefiner = schema.TriOf(r.next().Is("DEFINER"))
	case "NOT", "DETERMINISTIC", "CONTAINS", "NO", "READS", "MODIFIES", "DATA", "EXTERNAL", "IMMUTABLE", "STABLE", "VOLATILE", "STRICT",
		"PARALLEL", "SAFE", "UNSAFE", "RESTRICTED", "CALLED", "ON", "NULL", "INPUT", "WINDOW", "COST", "ROWS":
		r.next()
		if r.peek().Kind == token.Number {
			r.next()
		}
	case "LEAKPROOF":
		r.next()
		f.Leakproof = true
	case "SET":
		return r.routineSetting(f)
	case "AS":
		r.next()
		r.routineBody(f)
	default:
		return false
	}
	return !r.atEnd()
}

// routineSetting reads PostgreSQL's SET search_path = a, b. In MySQL a SET is
// the body.
func (r *reader) routineSetting(f *schema.Function) bool {
	if r.dialect != schema.PostgreSQL {
		return false
	}
	r.next()
	path := r.next().Is("search_path")
	if !r.acceptAny("TO", "=") || !path {
		r.next()
		return !r.atEnd()
	}
	f.HasSearchPath = true
	_ = r.list(func() error {
		f.SearchPath = append(f.SearchPath, r.ident(r.next()))
		return nil
	})
	return !r.atEnd()
}

// routineBody reads PostgreSQL's AS $$ ... $$.
func (r *reader) routineBody(f *schema.Function) {
	if t := r.peek(); t.Kind == token.String {
		r.next()
		f.Body = t.Value(r.dialect)
		f.BodySpan = r.span(t.Offset, t.End())
	}
}

// isDynamic reports whether a body runs SQL that it puts together itself.
func (r *reader) isDynamic(f *schema.Function) bool {
	body := strings.ToUpper(f.Body)
	if r.dialect == schema.PostgreSQL {
		return strings.Contains(body, "EXECUTE ")
	}
	return strings.Contains(body, "PREPARE ") || strings.Contains(body, "EXECUTE IMMEDIATE")
}

// alterRoutine reads MySQL's ALTER PROCEDURE and ALTER FUNCTION, which change
// characteristics only.
func (r *reader) alterRoutine() error {
	r.next()
	n, origin, err := r.name("a routine name")
	if err != nil {
		return err
	}
	var f schema.Function
	for r.characteristic(&f) {
	}
	r.add(schema.AlterFunction{Name: n, SecurityDefiner: f.SecurityDefiner, Origin: origin})
	return nil
}

// alterEvent reads ALTER EVENT: another name, another statement.
func (r *reader) alterEvent(m modifiers) error {
	r.next()
	n, origin, err := r.name("an event name")
	if err != nil {
		return err
	}
	change := schema.AlterFunction{Name: n, Origin: origin}
	for !r.atEnd() && !r.accept("DO") {
		if r.accept("RENAME", "TO") {
			to, _, err := r.name("an event name")
			if err != nil {
				return err
			}
			change.RenameTo = to.Name
			continue
		}
		r.skipOne()
	}
	if body, span := r.rest(); body != "" {
		change.Body, change.BodySpan, change.Definer = body, span, m.definer
	}
	r.add(change)
	return nil
}

// createEvent reads MySQL's CREATE EVENT: a procedure that the server calls by
// the clock. It is kept as one, in the language "event", because a nightly
// DELETE is how such shops keep a retention period.
func (r *reader) createEvent(m modifiers) error {
	r.next()
	r.accept("IF", "NOT", "EXISTS")
	n, origin, err := r.name("an event name")
	if err != nil {
		return err
	}
	for !r.atEnd() && !r.accept("DO") {
		r.skipOne()
	}
	if r.atEnd() {
		return r.expected("DO and a statement", hintTruncated)
	}
	f := &schema.Function{Name: n, Procedure: true, Language: "event", Definer: m.definer, SecurityDefiner: schema.Yes, Origin: origin}
	f.Body, f.BodySpan = r.rest()
	r.add(schema.CreateFunction{Function: f, OrReplace: m.orReplace})
	return nil
}
