package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
)

// A column that is fetched into a field, or a variable, that no code uses is not
// read: it is told as a Fetch, with the place where it is left.

// fetched reports whether a site only fetches a column, and where it puts it.
func (an *analysis) fetched(s *site) (left *types.Var, ok bool) {
	if s.event.Kind != usage.Read || s.direct {
		return nil, false
	}
	for _, to := range s.fields {
		if an.loads.has(to.field) || an.loads.passed[to.field] && an.copied(to.key, s.event.Target) {
			return nil, false
		}
		left = to.field
	}
	return left, true
}

// landing is a field that a column is read into.
type landing struct {
	field *types.Var
	key   heapKey
}

// fetch is the event of a column that is only fetched.
func (an *analysis) fetch(s *site, left *types.Var) usage.Event {
	e := s.event
	e.Kind = usage.Fetch
	e.Steps = []usage.Step{{Span: e.Span, Message: phrase.Text{EN: "fetched here", NL: "hier opgehaald"}}}
	if left != nil && an.inModuleFile(left.Pos()) {
		e.Steps = append(e.Steps, usage.Step{Span: an.span(left.Pos()), Message: phrase.Textf("into %s, which no code uses", "in %s, dat door geen code gebruikt wordt", left.Name())})
	}
	return e
}

func (an *analysis) inModuleFile(pos token.Pos) bool { return pos.IsValid() && an.span(pos).File != "" }

// copied reports whether what is in a field was stored in another column than the
// one it was read from, or compared with one: then somebody wants it.
func (an *analysis) copied(f heapKey, from usage.ColumnRef) bool {
	if an.copies == nil {
		an.copies = map[heapKey][]usage.ColumnRef{}
		for _, s := range an.order {
			if s.event.Kind == usage.Write || s.event.Kind == usage.Filter {
				an.noteCopies(s)
			}
		}
	}
	return slices.ContainsFunc(an.copies[f], func(to usage.ColumnRef) bool { return !sameColumn(to, from) })
}

func sameColumn(a, b usage.ColumnRef) bool {
	return strings.EqualFold(a.Column, b.Column) && strings.EqualFold(a.Table.Name, b.Table.Name)
}

// noteCopies notes the fields whose values reach a column, by their types: which of
// two objects of a type it was does not matter here.
func (an *analysis) noteCopies(s *site) {
	for t := range s.in.all() {
		f := heapKey{t.Owner, t.Field}
		if t.Field != "" && !slices.Contains(an.copies[f], s.event.Target) {
			an.copies[f] = append(an.copies[f], s.event.Target)
		}
	}
}

// storedBefore reports whether a load of a field yields what the function itself put
// there just before: no call stands between that could have filled it from a row.
func storedBefore(load *ssa.UnOp) bool {
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	b := load.Block()
	i := slices.Index(b.Instrs, ssa.Instruction(load))
	for range maxBlocksBack {
		for i--; i >= 0; i-- {
			switch instr := b.Instrs[i].(type) {
			case ssa.CallInstruction:
				return false
			case *ssa.Store:
				if to, ok := instr.Addr.(*ssa.FieldAddr); ok && to.Field == addr.Field && sameObject(to.X, addr.X) {
					return true
				}
				if u, ok := addr.X.(*ssa.UnOp); ok && instr.Addr == u.X {
					return false // another object from here on
				}
			}
		}
		if len(b.Preds) != 1 {
			return false
		}
		b = b.Preds[0]
		i = len(b.Instrs)
	}
	return false
}

// maxBlocksBack bounds how far back storedBefore looks.
const maxBlocksBack = 8

// sameObject reports whether two pointers are the same value, or loads of one
// variable.
func sameObject(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, also := b.(*ssa.UnOp)
	return ok && also && x.Op == token.MUL && y.Op == token.MUL && x.X == y.X
}

// testFiles returns the files of tests and of stand-ins for them: what they do with a
// field is no use of it.
func testFiles(mod *gosource.Module) map[*token.File]bool {
	out := map[*token.File]bool{}
	for _, p := range mod.Packages {
		for _, f := range p.Files {
			tf := mod.Fset.File(f.FileStart)
			if tf == nil {
				continue
			}
			out[tf] = strings.HasSuffix(tf.Name(), "_test.go")
			for _, i := range f.Imports {
				if slices.Contains(gosource.TestLibraries, strings.Trim(i.Path.Value, `"`)) {
					out[tf] = true
				}
			}
		}
	}
	return out
}

// importedElsewhere returns the import paths that packages of other modules import
// from each module: what is used of them is not seen there.
func importedElsewhere(mods []*gosource.Module) map[*gosource.Module]map[string]bool {
	out := map[*gosource.Module]map[string]bool{}
	for _, mod := range mods {
		own := map[string]bool{}
		for _, other := range mods {
			for _, p := range other.Packages {
				for _, dep := range p.Imports {
					if other != mod {
						own[dep.Path()] = true
					}
				}
			}
		}
		out[mod] = own
	}
	return out
}
