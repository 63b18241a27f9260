package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// bound turns a binding into events and labels.
func (f *function) bound(m memory, call ssa.CallInstruction, callee string, b bind.Binding) {
	f.runHooks(m, call, b)
	f.newRow(m, b.Row)
	after := f.hooksAfter(b)
	for _, a := range b.Accesses {
		if a.Op == query.Write && len(after) > 0 {
			f.columnSite(call, usage.Write, callee, a.Target).after = after
		}
		switch a.Op {
		case query.Read:
			f.readColumn(m, call, callee, a, b.Conditions)
		case query.Write, query.Filter:
			f.useColumn(m, call, callee, a, b.Conditions)
		}
	}
	for _, e := range b.Sets {
		f.setField(m, e)
	}
	if strings.EqualFold(b.Verb, "DELETE") {
		for _, t := range b.Tables {
			s := f.columnSite(call, usage.Delete, callee, usage.ColumnRef{Table: t})
			s.event.Conditions = b.Conditions
		}
	}
}

// newRow marks a row that a call makes as new: what it does not fill is blank there.
func (f *function) newRow(m memory, v bind.Value) {
	row, ok := v.(view)
	if !ok || row.frozen {
		return
	}
	for _, p := range row.places() {
		if s := f.an.newStruct(deref(f.places.nodes[p].typ)); len(s) > 0 {
			f.write(m, p, s, true)
		}
	}
}

// runHooks applies the model's hooks (BeforeCreate and the like), which the
// library calls by name and which may hash in place.
func (f *function) runHooks(m memory, call ssa.CallInstruction, b bind.Binding) {
	subject, ok := b.Subject.(view)
	if !ok {
		return
	}
	for _, name := range b.Hooks {
		fn := f.an.method(deref(subject.Type()), name)
		if fn == nil || f.an.summaryOf(fn) == nil {
			continue
		}
		does := f.an.hookSummary(fn, b.HooksFor)
		actual := make([]ssa.Value, len(fn.Params))
		if subject.v != nil && len(actual) > 0 {
			actual[0] = subject.v
		}
		at := application{f: f, m: m, pos: call.Pos(), actual: actual, callee: fn}
		at.receiver = subject.places()
		at.flows(does.flows)
	}
}

// setField puts what a hook sets by name into its receiver.
func (f *function) setField(m memory, e bind.Entry) {
	v, ok := e.Value.(view)
	if !ok || len(f.fn.Params) == 0 {
		return
	}
	want := strings.ToLower(strings.ReplaceAll(e.Key, "_", ""))
	for _, p := range f.placesOf(f.fn.Params[0]) {
		s := structOf(f.places.nodes[p].typ)
		if s == nil {
			continue
		}
		for field := range s.Fields() {
			if strings.ToLower(field.Name()) == want {
				f.write(m, f.places.child(p, field.Name(), field, field.Type()), v.set(), true)
			}
		}
	}
}

var columnKinds = map[query.Op]usage.Kind{query.Write: usage.Write, query.Filter: usage.Filter}

// useColumn records that a value is stored in a column or compared with it.
func (f *function) useColumn(m memory, call ssa.CallInstruction, callee string, a bind.Access, conditions []string) {
	s := f.columnSite(call, columnKinds[a.Op], callee, a.Target)
	s.event.Operator = a.Operator
	s.event.Conditions = conditions
	if a.Literal {
		l := label{From: fromConstant, Protection: personal.Plain}
		if f.an.sampled(a.Target) {
			l.Protection = personal.UnknownProtection // the rows were looked at: they know better
		}
		f.fx.reach(s, taint{label: l}.held())
	}
	v, ok := a.Value.(view)
	if !ok || v.frozen {
		return
	}
	if span, ok := f.argumentSpan(call, v.v); ok {
		s.event.Span, s.event.EndLine = span, span.Line
	}
	in := v.set()
	s.unfilled = s.event.Kind == usage.Write && f.neverFilled(v)
	if l, ok := sqlProtection(a.Via); ok {
		in = in.each(func(t taint) (taint, bool) {
			t.label = l.over(t.label)
			return t, true
		})
		if len(in) == 0 {
			in = setOf(taint{label: l})
		}
	}
	f.sink(m, s, in)
}

// readColumn labels the destination of a column.
func (f *function) readColumn(m memory, call ssa.CallInstruction, callee string, a bind.Access, conditions []string) {
	s := f.columnSite(call, usage.Read, callee, a.Target)
	s.event.Conditions = conditions
	dst, ok := a.Dest.(view)
	if !ok || dst.frozen {
		s.direct = true
		return
	}
	places := dst.places()
	s.direct = s.direct || len(places) == 0 && !a.Whole
	l := label{From: fromDatabase, Name: a.Target.Column, Table: a.Target.Table, Column: a.Target.Column}
	l.Category, l.Sure = f.an.columnCategory(a.Target)
	t := taint{l, (*step)(nil).then(call.Pos(), comesFrom(fromDatabase))}
	for _, p := range places {
		in := t
		n := f.places.nodes[p]
		if n.field == nil && !a.Whole && !f.leftAlone(n) {
			s.direct = true
		}
		if n.field != nil {
			owner := f.places.nodes[n.parent].typ
			if to := (landing{n.field.Origin(), heapKey{typeName(owner), n.field.Name()}}); !slices.Contains(s.fields, to) {
				s.fields = append(s.fields, to)
			}
			in.Owner, in.Field = f.an.names.ofType(owner), n.field.Name()
			if in.Category == "" {
				in.Category, in.Sure = f.an.names.field(owner, n.field)
			}
		}
		f.write(m, p, setOf(in), true)
		f.fx.filled = append(f.fx.filled, f.rootOf(p))
		f.fx.reach(s, in.held())
	}
}

// leftAlone reports whether a place is a variable that is filled and never looked at.
func (f *function) leftAlone(n node) bool {
	v, ok := n.base.(*ssa.Alloc)
	return ok && n.parent == noPlace && !f.an.loads.lookedAt(v)
}

// neverFilled reports whether a value is a field into which no code puts anything: an
// ORM writes the columns of all fields.
func (f *function) neverFilled(v view) bool {
	for _, p := range v.places() {
		n := f.places.nodes[p]
		if n.field == nil || !f.an.paths[pathOf(n.field)] || slices.ContainsFunc(f.an.stored[n.field], func(v ssa.Value) bool { return !zeroConst(v) }) {
			return false
		}
	}
	return len(v.places()) > 0
}

func pathOf(v *types.Var) string {
	if v.Pkg() == nil {
		return ""
	}
	return v.Pkg().Path()
}

func zeroConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && (c.Value == nil || constantText(c.Value) == "" || c.Value.ExactString() == "0")
}

// sqlProtection returns what SQL functions do with a value on its way to a
// column.
func sqlProtection(via []query.Func) (label, bool) {
	var out label
	for _, fn := range via {
		l := label{Algorithm: fn.Name}
		switch fn.Name {
		case "crypt":
			l.Protection = personal.SlowHash
			l.Algorithm = "crypt(" + strings.Join(fn.Args, " ") + ")"
			if len(fn.Args) > 1 && (fn.Args[1] == "md5" || fn.Args[1] == "des" || fn.Args[1] == "xdes") {
				l.Protection = personal.FastHash
			}
			if len(fn.Args) > 2 {
				l.Cost = "cost " + fn.Args[2]
			}
		case "encrypt":
			l.Protection = personal.Encrypted
			if len(fn.Args) == 0 { // MySQL's, which is the crypt(3) of Unix: DES
				l.Protection = personal.FastHash
			}
		default:
			l.Protection = personal.SQLFunction(fn.Name)
		}
		if l.Protection > out.Protection {
			out = l
		}
	}
	return out, out.Protection != personal.UnknownProtection
}

// sampled reports whether rows of a column were looked at.
func (an *analysis) sampled(ref usage.ColumnRef) bool {
	for _, db := range an.in.Databases {
		if t := db.Table(ref.Table); t != nil {
			if c := t.Column(ref.Column); c != nil && c.Values != nil && c.Values.Sampled > 0 {
				return true
			}
		}
	}
	return false
}

// columnCategory judges a column by its table in the schema, or by its name.
func (an *analysis) columnCategory(ref usage.ColumnRef) (personal.ID, personal.Confidence) {
	got := an.columns.get(ref, func() named { return an.judgeColumn(ref) })
	return got.category, got.sure
}

func (an *analysis) judgeColumn(ref usage.ColumnRef) named {
	var got named
	found, corrected := false, false
	for _, db := range an.in.Databases {
		t := db.Table(ref.Table)
		if t == nil {
			continue
		}
		for i, v := range an.tableVerdict(db, t).Columns {
			if t.Columns[i].Name == ref.Column {
				got, found = named{v.Category, v.Confidence}, true
				corrected = v.Corrected || t.Columns[i].Type.Family() == schema.BooleanType
			}
		}
	}
	if !found {
		v := an.in.Classifier.Field(personal.Field{Type: ref.Table.Name, Name: ref.Column, GoType: "string"})
		got = named{v.Category, v.Confidence}
	}
	last := ref.Column[strings.LastIndexByte(ref.Column, '_')+1:] // master_password
	if id, _ := an.names.name(last); got.category == "" && !corrected && id == passwordCategory {
		got = named{secretCategory, personal.Medium} // see names.secret
	}
	return got
}
