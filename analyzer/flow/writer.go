package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
)

// writeTo handles writing to an io.Writer: what that means depends on what the
// writer is. A hash protects, a response and standard output are exits, and a
// buffer holds what was written.
func (f *function) writeTo(m memory, call ssa.CallInstruction, args []ssa.Value, name string, row models.Row) {
	if row.To >= len(args) {
		return
	}
	in := f.passed(m, args, row)
	w := args[row.To]
	if kind, ok := f.writerKind(w, 0); ok {
		if kind == usage.Response {
			in = f.encoded(args, row, in)
		}
		f.sink(m, f.site(call, kind, name), in)
		return
	}
	if with, ok := f.hasher(m, w); ok {
		in = f.protect(call, in, models.Row{Words: with, Cost: -1}, nil)
	}
	for _, p := range append(f.placesOf(w), f.writersBelow(w, 0)...) {
		f.write(m, p, in, false)
	}
}

// writersBelow are the places of what a library's writer writes to in turn:
// gzip.NewWriter(&buf), json.NewEncoder(&buf), age.Encrypt(&buf, recipient).
func (f *function) writersBelow(w ssa.Value, depth int) []place {
	w = unwrap(w)
	if e, ok := w.(*ssa.Extract); ok && e.Index == 0 {
		w = e.Tuple
	}
	call, ok := w.(*ssa.Call)
	if !ok || depth > 3 || len(call.Call.Args) == 0 {
		return nil
	}
	if fn := call.Call.StaticCallee(); fn == nil || f.an.analysed(fn) || !isWriter(fn.Signature) {
		return nil
	}
	to := call.Call.Args[0]
	return append(f.placesOf(to), f.writersBelow(to, depth+1)...)
}

// isWriter reports whether a function's first parameter is an io.Writer.
func isWriter(s *types.Signature) bool {
	return s.Recv() == nil && s.Params().Len() > 0 && typeName(s.Params().At(0).Type()) == "io.Writer"
}

// hasher returns the protection and the algorithm of a writer that hashes. Which
// one a table of hashes at run time yields is not known; all of them are fast.
func (f *function) hasher(m memory, w ssa.Value) (with []string, ok bool) {
	for t := range f.labels(m, w).all() {
		if t.From == fromConstant && t.Algorithm != "" {
			return []string{t.Protection.String(), t.Algorithm}, true
		}
	}
	if typeName(w.Type()) == "hash.Hash" {
		return []string{personal.FastHash.String(), "hash.Hash"}, true
	}
	return nil, false
}

// writerKind looks through wrappers (json.NewEncoder, bufio.NewWriter) for the
// writer below.
func (f *function) writerKind(w ssa.Value, depth int) (usage.Kind, bool) {
	w = unwrap(w)
	switch typeName(w.Type()) {
	case "net/http.ResponseWriter":
		return usage.Response, true
	case "os.File":
		if g := globalOf(w); g == "Stdout" || g == "Stderr" {
			return usage.Log, true
		}
		return usage.File, true
	}
	if f.an.answersWith(w.Type()) {
		return usage.Response, true
	}
	if call, ok := w.(*ssa.Call); ok && depth < 4 && !call.Call.IsInvoke() {
		for _, a := range call.Call.Args {
			if kind, ok := f.writerKind(a, depth+1); ok {
				return kind, true
			}
		}
	}
	return "", false
}

// answersWith reports whether a library's type is the response of a request under another
// name: gin.ResponseWriter, echo.Response. One of the program's own is what its Write does.
func (an *analysis) answersWith(t types.Type) bool {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || an.paths[n.Obj().Pkg().Path()] || n.Obj().Pkg().Path() == "net/http/httptest" {
		return false
	}
	for _, name := range []string{"Write", "Header", "WriteHeader"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, method := obj.(*types.Func); !method {
			return false
		}
	}
	return true
}

func globalOf(v ssa.Value) string {
	if u, ok := v.(*ssa.UnOp); ok {
		if g, ok := u.X.(*ssa.Global); ok {
			return g.Name()
		}
	}
	return ""
}
