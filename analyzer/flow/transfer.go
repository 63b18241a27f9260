package flow

import (
	"go/token"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
)

// transfers says what each kind of instruction does. It is a table, not a
// switch, so that a test can compare it with the kinds x/tools defines: a kind
// that is not here would lose flows silently.
var transfers = map[reflect.Type]func(*function, memory, ssa.Instruction){
	reflect.TypeFor[*ssa.Alloc]():               transferAlloc,
	reflect.TypeFor[*ssa.BinOp]():               transferBinOp,
	reflect.TypeFor[*ssa.Call]():                transferCall,
	reflect.TypeFor[*ssa.Defer]():               transferCall,
	reflect.TypeFor[*ssa.Go]():                  transferCall,
	reflect.TypeFor[*ssa.ChangeInterface]():     transferNothing, // labels looks through it
	reflect.TypeFor[*ssa.ChangeType]():          transferNothing,
	reflect.TypeFor[*ssa.MakeInterface]():       transferNothing,
	reflect.TypeFor[*ssa.Convert]():             transferConvert,
	reflect.TypeFor[*ssa.MultiConvert]():        transferConvert,
	reflect.TypeFor[*ssa.SliceToArrayPointer](): transferConvert,
	reflect.TypeFor[*ssa.DebugRef]():            transferNothing,
	reflect.TypeFor[*ssa.Extract]():             transferExtract,
	reflect.TypeFor[*ssa.Field]():               transferNothing, // placesOf finds it
	reflect.TypeFor[*ssa.FieldAddr]():           transferNothing,
	reflect.TypeFor[*ssa.Index]():               transferElement,
	reflect.TypeFor[*ssa.IndexAddr]():           transferIndexAddr,
	reflect.TypeFor[*ssa.Lookup]():              transferElement,
	reflect.TypeFor[*ssa.Next]():                transferNothing, // Extract finds the element
	reflect.TypeFor[*ssa.Range]():               transferNothing,
	reflect.TypeFor[*ssa.Select]():              transferSelect,
	reflect.TypeFor[*ssa.Send]():                transferSend,
	reflect.TypeFor[*ssa.MapUpdate]():           transferMapUpdate,
	reflect.TypeFor[*ssa.MakeChan]():            transferNothing,
	reflect.TypeFor[*ssa.MakeClosure]():         transferClosure,
	reflect.TypeFor[*ssa.MakeMap]():             transferAlloc,
	reflect.TypeFor[*ssa.MakeSlice]():           transferNothing,
	reflect.TypeFor[*ssa.Phi]():                 transferPhi,
	reflect.TypeFor[*ssa.Slice]():               transferSlice,
	reflect.TypeFor[*ssa.Store]():               transferStore,
	reflect.TypeFor[*ssa.TypeAssert]():          transferNothing,
	reflect.TypeFor[*ssa.UnOp]():                transferUnOp,
	reflect.TypeFor[*ssa.Panic]():               transferPanic,
	reflect.TypeFor[*ssa.Return]():              transferReturn,
	reflect.TypeFor[*ssa.If]():                  transferNothing,
	reflect.TypeFor[*ssa.Jump]():                transferNothing,
	reflect.TypeFor[*ssa.RunDefers]():           transferNothing, // a Defer counts where it is written
}

func (f *function) transfer(m memory, instr ssa.Instruction) {
	if t, ok := transfers[reflect.TypeOf(instr)]; ok {
		t(f, m, instr)
	}
	if v, ok := instr.(ssa.Value); ok && len(f.an.assigned) > 0 {
		f.nameAssigned(m, v)
	}
}

func transferNothing(*function, memory, ssa.Instruction) {}

// transferAlloc empties memory that a loop allocates anew.
func transferAlloc(f *function, m memory, instr ssa.Instruction) {
	v := instr.(ssa.Value)
	if f.insensitive {
		return
	}
	p := f.places.base(v, 0, v.Type())
	delete(m, p)
	f.forget(m, p)
	if s := f.an.newStruct(f.places.nodes[p].typ); len(s) > 0 {
		m[p] = s
	}
}

func transferBinOp(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.BinOp)
	switch v.Op {
	case token.EQL, token.NEQ:
		f.compare(m, v)
	case token.ADD, token.OR, token.XOR:
		s, _ := f.labels(m, v.X).union(f.labels(m, v.Y))
		if f.unknownText(m, v.X) || f.unknownText(m, v.Y) {
			s = s.unwritten()
		}
		f.setReg(v, s.withoutConstants())
	}
}

func transferConvert(f *function, m memory, instr ssa.Instruction) {
	v := instr.(ssa.Value)
	f.setReg(v, f.labels(m, *instr.Operands(nil)[0]))
}

func transferElement(f *function, m memory, instr ssa.Instruction) {
	v := instr.(ssa.Value)
	x := *instr.Operands(nil)[0]
	if len(f.placesOf(x)) == 0 {
		f.setReg(v, f.labels(m, x))
	}
	f.readElement(m, x, v)
}

func transferIndexAddr(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.IndexAddr)
	f.readElement(m, v.X, v)
}

func transferExtract(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.Extract)
	if next, ok := v.Tuple.(*ssa.Next); ok {
		if rng, ok := next.Iter.(*ssa.Range); ok && v.Index == 2 {
			each, _ := f.regs[rng.X].union(f.eachOfForm(m, rng.X))
			f.setReg(v, each)
			f.readElement(m, rng.X, v)
		}
		return
	}
	if _, ok := v.Tuple.(*ssa.Call); !ok {
		f.setReg(v, f.regs[v.Tuple])
	}
}

func transferSlice(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.Slice)
	f.setReg(v, f.labels(m, v.X))
}

func transferPhi(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.Phi)
	var s set
	for i, e := range v.Edges {
		if emptyEdge(v, i) || f.closed(v, i) {
			continue
		}
		if len(f.placesOf(v)) == 0 || len(f.placesOf(e)) == 0 {
			s, _ = s.union(f.labels(m, e))
		}
	}
	f.setReg(v, s)
}

func transferUnOp(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.UnOp)
	switch v.Op {
	case token.MUL:
		if len(f.placesOf(v)) == 0 {
			f.setReg(v, f.labels(m, v.X))
		}
	case token.ARROW:
		if len(f.placesOf(v)) == 0 {
			f.setReg(v, f.labels(m, v.X))
		}
	}
}

func transferStore(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.Store)
	if notEncoded(v) || givenToCall(v.Addr) && f.masked(v.Val) {
		return
	}
	f.store(m, f.placesOf(v.Addr), v.Val)
	f.fillWhole(m, v)
	if fa, ok := v.Addr.(*ssa.FieldAddr); ok {
		f.storeField(m, fa, v)
		f.noteRecipientField(m, fa, v)
	}
	f.appendsTo(m, v)
	if g, ok := v.Addr.(*ssa.Global); ok && g.Pkg != nil {
		f.heap(heapKey{g.Pkg.Pkg.Path(), g.Name()}, f.collect(m, v.Val))
	}
}

// store puts a value into places; only a single place can be overwritten.
func (f *function) store(m memory, dst []place, val ssa.Value) {
	strong := len(dst) == 1
	src := f.placesOf(val)
	for _, d := range dst {
		if len(src) == 1 && src[0] == d {
			continue // "return u" of a named result stores it into itself
		}
		f.write(m, d, f.namedByField(d, f.labels(m, val)), strong)
		for _, s := range src {
			if s != d {
				f.copyKids(m, d, s, strong && len(src) == 1)
			}
		}
		f.takeOut(m, d, val)
		f.box(m, d, val)
	}
}

// namedByField lets a field say what is put into it that came from outside without a name:
// a column of a file that is read by its number.
//
//	Customer{Name: row[0], Email: row[1]}
func (f *function) namedByField(d place, in set) set {
	n := f.places.nodes[d]
	if n.field == nil || !textual(n.field.Type()) {
		return in
	}
	return in.each(func(t taint) (taint, bool) {
		if t.named() || t.Field != "" || t.From != fromFile && t.From != fromRequest && !(t.From == fromParam && ofList(t.Path)) {
			return t, true
		}
		owner := f.places.ownerOf(n)
		if cat, sure := f.an.names.field(owner, n.field); cat != "" {
			t.Name, t.Owner, t.Field, t.Category, t.Sure = n.field.Name(), f.an.names.ofType(owner), n.field.Name(), cat, sure
		}
		return t, true
	})
}

// ofList reports whether a path leads to an element of a list.
func ofList(path string) bool {
	last := path[strings.LastIndexByte(path, '/')+1:]
	return last == "[]" || strings.HasPrefix(last, "#")
}

// storeField adds what is stored to what the field may hold anywhere.
func (f *function) storeField(m memory, fa *ssa.FieldAddr, v *ssa.Store) {
	owner := deref(fa.X.Type())
	s := structOf(owner)
	if s == nil || broken(v.Val.Type()) || !f.an.declaredHere(owner) {
		return
	}
	put := textf("put into %s", "in %s gezet", s.Field(fa.Field).Name())
	in := f.collect(m, v.Val).each(func(t taint) (taint, bool) {
		t.trace = t.trace.then(v.Pos(), put)
		return t, true
	})
	f.heap(heapKey{f.an.names.ofType(owner), s.Field(fa.Field).Name()}, in)
}

func transferMapUpdate(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.MapUpdate)
	elem := keyElem(v.Key)
	f.answers(m, v, elem)
	f.storeElement(m, v, f.an.userListOf(v.Map), v.Value)
	for _, p := range f.placesOf(v.Map) {
		f.store(m, []place{f.places.elem(p, elem)}, v.Value)
		if elem == "[]" && !broken(v.Key.Type()) {
			f.write(m, f.places.elem(p, elem), f.labels(m, v.Key), false)
		}
	}
}

func transferSend(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.Send)
	f.send(m, v.Chan, v.X)
}

// send puts a value into a channel. Channels kept in fields and globals join
// goroutines that share no call, so what is sent goes into the field too.
func (f *function) send(m memory, ch, x ssa.Value) {
	for _, p := range f.placesOf(ch) {
		e := f.places.elem(p, "[]")
		f.write(m, e, f.labels(m, x), false)
		for _, s := range f.placesOf(x) {
			f.copyKids(m, e, s, false)
		}
		if n := f.places.nodes[p]; n.field != nil {
			f.heap(heapKey{typeName(f.places.nodes[n.parent].typ), n.elem}, f.collect(m, x))
		}
	}
}

func transferSelect(f *function, m memory, instr ssa.Instruction) {
	for _, st := range instr.(*ssa.Select).States {
		if st.Send != nil {
			f.send(m, st.Chan, st.Send)
		}
	}
}

func transferPanic(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.Panic)
	f.sink(m, f.site(instr, usage.Panic, "panic"), f.collect(m, v.X))
}

// transferReturn remembers what the results and the parameters' referents hold,
// apart where the function fails.
func transferReturn(f *function, m memory, instr ssa.Instruction) {
	ret := instr.(*ssa.Return)
	for i, v := range ret.Results {
		f.returns(m, i, v)
		f.returnsError(v)
		f.publish(m, v)
	}
	f.answersRemote(m, ret)
	f.answersQuery(m, ret)
	end := &f.exit
	if failing(ret) {
		end = &f.failed
	}
	if *end == nil {
		*end = m.clone()
		return
	}
	f.join(*end, m)
}
