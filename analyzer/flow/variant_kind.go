package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A library that calls one hook for every kind of query tells it which by the type of an
// argument:
//
//	func (u *User) BeforeAppendModel(ctx context.Context, q bun.Query) error {
//		switch q.(type) {
//		case *bun.InsertQuery:
//			u.Password = hash(u.Password)
//		}
//	}
//
// That type is a flag like any other: see variant.go. Package bind says for which kind of
// query a call runs the hook.

// ofKind begins the value of a flag that is the name of a type.
const ofKind = ":"

// queryKinds are the types that hooks are told apart by.
var queryKinds = []string{"InsertQuery", "UpdateQuery"}

// asksKind reports whether a parameter is one of which a hook asks the type.
func asksKind(p *ssa.Parameter) bool {
	if p.Parent().Name() != "BeforeAppendModel" || !types.IsInterface(p.Type()) {
		return false
	}
	for _, ref := range *p.Referrers() {
		if _, ok := ref.(*ssa.TypeAssert); ok {
			return true
		}
	}
	return false
}

// kindsAsked returns the keys of a hook that asks for which kind of query it is called.
func (an *analysis) kindsAsked(fn *ssa.Function) []string {
	for _, p := range fn.Params {
		if values := an.flagValues[p]; len(values) == 1 && values[0] == ofKind {
			return []string{kindKey(queryKinds[0]), kindKey(queryKinds[1])}
		}
	}
	return nil
}

func kindKey(kind string) string { return ofKind + kind + "\x00" }

// isKind returns what is known of ok in _, ok := q.(*bun.InsertQuery).
func (f *function) isKind(v *ssa.Extract) (is, known bool) {
	asked, ok := v.Tuple.(*ssa.TypeAssert)
	if !ok || v.Index != 1 {
		return false, false
	}
	p, _ := asked.X.(*ssa.Parameter)
	kind, told := strings.CutPrefix(f.flags[p], ofKind)
	n, _ := deref(asked.AssertedType).(*types.Named)
	if !told || n == nil {
		return false, false
	}
	return n.Obj().Name() == kind, true
}

// hookSummary is what a hook does that is called for a kind of query.
func (an *analysis) hookSummary(fn *ssa.Function, kind string) *summary {
	if s := an.summaries[fn]; s != nil && kind != "" && s.variants[kindKey(kind)] != nil {
		return s.variants[kindKey(kind)]
	}
	return an.summaryOf(fn)
}
