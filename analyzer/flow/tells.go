package flow

import "golang.org/x/tools/go/ssa"

// Objects that a structured logger is given say themselves what is logged of them, by a
// method that is handed the line, or an encoder that writes it:
//
//	func (u User) MarshalZerologObject(e *zerolog.Event) { e.Uint("id", u.ID) }
//
//	log.Info().EmbedObject(user).Msg("signed up")

// telling is a function of a logger that has an object tell of itself.
type telling struct {
	method string
	object int  // the argument
	chain  bool // the receiver is the line, and is returned
}

var tellings = map[string]telling{
	"(*github.com/rs/zerolog.Event).EmbedObject":  {"MarshalZerologObject", 1, true},
	"(*github.com/rs/zerolog.Event).Object":       {"MarshalZerologObject", 2, true},
	"(github.com/rs/zerolog.Context).EmbedObject": {"MarshalZerologObject", 1, true},
	"(github.com/rs/zerolog.Context).Object":      {"MarshalZerologObject", 2, true},
	"go.uber.org/zap.Inline":                      {"MarshalLogObject", 0, false},
	"go.uber.org/zap.Object":                      {"MarshalLogObject", 1, false},
}

// teller returns the method by which an object that a call is given tells of itself, nil
// where the call is of no such function or the method is not seen.
func (an *analysis) teller(c *ssa.CallCommon) (telling, *ssa.Function) {
	if c.Signature().Params().Len() > 2 || len(c.Args) == 0 {
		return telling{}, nil
	}
	t, ok := tellings[an.modelName(c)]
	if !ok || t.object >= len(c.Args) {
		return t, nil
	}
	return t, an.method(deref(unwrap(c.Args[t.object]).Type()), t.method)
}

// tellsOfItself applies what the method of such an object writes, and reports whether the
// call has one that is known.
func (f *function) tellsOfItself(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value) bool {
	t, fn := f.an.teller(call.Common())
	if fn == nil {
		return false
	}
	line, ok := f.result(v, 0)
	s := f.summaryAt(fn, nil)
	if !ok || s == nil {
		return false
	}
	at := application{f: f, m: m, pos: call.Pos(), callee: fn, actual: []ssa.Value{unwrap(args[t.object])}, line: []place{line}}
	if t.chain {
		f.write(m, line, f.collect(m, args[0]), true)
		at.line = append(at.line, f.placesOf(args[0])...)
	}
	f.applyTo(at, s)
	return true
}
