package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
)

// Libraries take functions that they call themselves. Which value such a function gets,
// and what becomes of its result, is the library's business: a row of the table says it.
//
//	lo.Map(users, func(u User, _ int) Answer { return Answer{u.Email} })
//	pgx.CopyFromSlice(len(users), func(i int) ([]any, error) { return []any{users[i].Email}, nil })

// callBack applies the function that a library is given to call: the elements of
// argument row.Over are its first parameter, and its result is an element of the call's.
func (f *function) callBack(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, row models.Row) {
	if row.Fn < 0 || row.Fn >= len(args) {
		return
	}
	fn := functionOf(args[row.Fn])
	if fn == nil {
		return
	}
	s := f.summaryAt(fn, nil)
	if s == nil {
		return
	}
	actual := make([]ssa.Value, len(fn.Params))
	at := application{f: f, m: m, pos: call.Pos(), v: v, callee: fn}
	if mc, ok := unwrapFunction(args[row.Fn]).(*ssa.MakeClosure); ok {
		if made, _ := mc.Fn.(*ssa.Function); made != fn {
			return // a method value: its receiver is bound
		}
		actual = append(actual, mc.Bindings...)
	}
	at.actual = actual
	if row.Over >= 0 && row.Over < len(args) && len(fn.Params) > 0 {
		at.receiver = f.elemPlaces(args[row.Over], "[]")
		for _, p := range at.receiver {
			if n := &f.places.nodes[p]; n.typ == nil {
				n.typ = deref(fn.Params[0].Type())
			}
		}
	}
	if p, ok := f.result(v, 0); ok && fn.Signature.Results().Len() > 0 {
		at.returned = []place{f.places.child(p, "[]", nil, fn.Signature.Results().At(0).Type())}
	}
	f.apply(at, call, s)
}

// takesRows are the functions that hand the rows of a query to a function, by the
// argument that has them.
var takesRows = map[string]int{
	"(github.com/jackc/pgx.QueuedQuery).QueryRow": 0,
	"(github.com/jackc/pgx.QueuedQuery).Query":    0,
	"github.com/jackc/pgx.CollectRows":            0,
	"github.com/jackc/pgx.CollectOneRow":          0,
	"github.com/jackc/pgx.CollectExactlyOneRow":   0,
	"github.com/jackc/pgx.AppendRows":             1,
}

// rowsGiven returns the rows that a function literal gets as its parameter where it is
// written as an argument: those of the query that it is given for.
func (an *analysis) rowsGiven(p *ssa.Parameter) ssa.Value {
	fn := p.Parent()
	if fn.Parent() == nil || len(fn.Params) == 0 || fn.Params[0] != p {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			args := arguments(&call.Call)
			if !slices.ContainsFunc(args, func(a ssa.Value) bool { return functionOf(a) == fn }) {
				continue
			}
			name := strings.Replace(an.modelName(&call.Call), "(*", "(", 1)
			if i, ok := takesRows[name]; ok && i < len(args) {
				return args[i]
			}
		}
	}
	return nil
}
