package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A type can say itself what is seen of it: by String and its kin where it is printed,
// by MarshalJSON where it is encoded. Whoever writes such a method often does so to keep
// a field back:
//
//	func (c Config) MarshalJSON() ([]byte, error) {
//		type plain Config
//		p := plain(c)
//		p.Password = "[redacted]"
//		return json.Marshal(p)
//	}
//
// So the method is read: a field that it does not look at but to compare it, or that it
// writes a constant over before the whole is handed on, is not shown. Where a method does
// with its receiver what is not understood, it shows everything.

// outlet is how an object leaves: each way asks other methods of its type.
type outlet uint8

const (
	asEncoded outlet = iota // by an encoder of JSON
	asPrinted               // by a format, a log
)

var outletMethods = map[outlet][]string{
	asEncoded: {"MarshalJSON", "MarshalText"},
	asPrinted: {"Format", "LogValue", "MarshalLogObject", "MarshalZerologObject", "Error", "String"},
}

// kept is what a type's own methods keep back.
type kept struct {
	whole  bool            // nothing is shown
	fields map[string]bool // these fields are not
}

type outletKey struct {
	t   types.Type
	way outlet
}

// keeps returns what a type keeps back on a way out.
func (an *analysis) keeps(t types.Type, way outlet) *kept {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !an.paths[n.Obj().Pkg().Path()] {
		return &kept{}
	}
	return an.kept.get(outletKey{n, way}, func() *kept {
		for _, name := range outletMethods[way] {
			obj, at, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, nil, name)
			m, ok := obj.(*types.Func)
			if !ok || len(at) != 1 { // a method of an embedded struct knows that struct alone
				continue
			}
			fn := an.prog.FuncValue(m)
			if fn == nil || len(fn.Blocks) == 0 || len(fn.Params) == 0 {
				continue
			}
			if way == asEncoded && an.generated(fn.Pos()) {
				return &kept{} // by what the tags say, as the library would
			}
			return showing(fn, n)
		}
		return &kept{}
	})
}

// showing reads what a method shows of its receiver.
func showing(fn *ssa.Function, t *types.Named) *kept {
	r := reader{shown: map[string]bool{}, over: map[ssa.Value]map[string]*ssa.Store{}, seen: map[ssa.Value]bool{}}
	self := fn.Params[0]
	if _, ptr := self.Type().Underlying().(*types.Pointer); ptr {
		r.object(self)
	} else {
		r.value(self, nil, nil)
	}
	if r.lost {
		return &kept{}
	}
	s := structOf(t)
	if s == nil {
		return &kept{whole: !r.any}
	}
	k := &kept{fields: map[string]bool{}, whole: true}
	for f := range s.Fields() {
		if r.any && !r.hidden(f.Name()) || r.shown[f.Name()] {
			k.whole = false
		} else {
			k.fields[f.Name()] = true
		}
	}
	return k
}

// reader follows a method's receiver and its copies.
type reader struct {
	shown map[string]bool
	over  map[ssa.Value]map[string]*ssa.Store // by object: the constants that fields of it are overwritten with
	from  []wholeUse
	seen  map[ssa.Value]bool
	any   bool // the receiver is handed on whole
	lost  bool // something is done with it that is not understood
}

// wholeUse is a place where an object is handed on whole.
type wholeUse struct {
	object ssa.Value // nil: the receiver itself
	at     ssa.Instruction
}

// hidden reports whether a field is overwritten wherever the object is handed on.
func (r *reader) hidden(name string) bool {
	for _, w := range r.from {
		st := r.over[w.object][name]
		if st == nil || !overwritten(st, w.at) {
			return false
		}
	}
	return true
}

// overwritten reports whether a store is on every way to an instruction, ways on which
// there is nothing to hide left out: if p.Password != "" { p.Password = "***" }.
func overwritten(st *ssa.Store, at ssa.Instruction) bool {
	b := st.Block()
	if b == at.Block() || b.Dominates(at.Block()) {
		return true
	}
	if len(b.Preds) != 1 {
		return false
	}
	last, ok := b.Preds[0].Instrs[len(b.Preds[0].Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cond, ok := last.Cond.(*ssa.BinOp)
	return ok && (isConst(cond.X) || isConst(cond.Y)) && b.Preds[0].Dominates(at.Block())
}

// object follows a pointer to the receiver or to a copy of it.
func (r *reader) object(p ssa.Value) {
	if r.seen[p] {
		return
	}
	r.seen[p] = true
	for _, ref := range *p.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.FieldAddr:
			r.fieldOf(p, ref)
		case *ssa.UnOp:
			r.value(ref, p, ref)
		case *ssa.Store:
			if ref.Val == p {
				r.lost = true
			}
		case *ssa.BinOp: // a nil receiver
		case *ssa.ChangeType:
			r.lost = true // a pointer of another type to the same object
		default:
			r.handed(p, ref)
		}
	}
}

func (r *reader) handed(object ssa.Value, at ssa.Instruction) {
	r.any = true
	r.from = append(r.from, wholeUse{object, at})
}

// fieldOf follows what is done with a field of an object.
func (r *reader) fieldOf(object ssa.Value, fa *ssa.FieldAddr) {
	name := structOf(fa.X.Type()).Field(fa.Field).Name()
	for _, ref := range *fa.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if !onlyCompared(ref) {
				r.shown[name] = true
			}
		case *ssa.Store:
			c, ok := ref.Val.(*ssa.Const)
			if ref.Addr == fa && ok && (c.Value == nil || c.Value.Kind() == constant.String) {
				if r.over[object] == nil {
					r.over[object] = map[string]*ssa.Store{}
				}
				r.over[object][name] = ref
			} else if ref.Val == fa {
				r.shown[name] = true
			}
		default:
			r.shown[name] = true
		}
	}
}

// value follows the receiver's value, or that of a copy of it at object, as it was read
// there.
func (r *reader) value(v, object ssa.Value, read ssa.Instruction) {
	if r.seen[v] {
		return
	}
	r.seen[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Field:
			if !onlyCompared(ref) {
				r.shown[structOf(v.Type()).Field(ref.Field).Name()] = true
			}
		case *ssa.ChangeType:
			r.value(ref, object, read)
		case *ssa.BinOp:
			if ref.Op != token.EQL && ref.Op != token.NEQ {
				r.handed(object, read)
			}
		case *ssa.Store:
			if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v {
				r.object(alloc)
			} else {
				r.lost = true
			}
		case *ssa.Call:
			if !measures(ref) {
				r.handed(object, read)
			}
		default:
			r.handed(object, read)
		}
	}
}

// onlyCompared reports whether a value is looked at only to know whether it is there.
func onlyCompared(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.BinOp:
			if ref.Op != token.EQL && ref.Op != token.NEQ {
				return false
			}
		case *ssa.Call:
			if !measures(ref) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func measures(c *ssa.Call) bool {
	b, ok := c.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "len"
}

// withoutMasked drops from a text what is replaced in it by text that is written down:
//
//	log.Println(strings.ReplaceAll(command, password, "***"))
func (f *function) withoutMasked(m memory, in set, args []ssa.Value, name string) set {
	switch name {
	case "strings.ReplaceAll", "strings.Replace", "bytes.ReplaceAll", "bytes.Replace":
	default:
		return in
	}
	if isConst(args[1]) || !isConst(args[2]) {
		return in
	}
	masked := f.labels(m, args[1])
	return in.each(func(t taint) (taint, bool) {
		return t, !masked.some(func(l label) bool { return l.datum() == t.datum() })
	})
}
