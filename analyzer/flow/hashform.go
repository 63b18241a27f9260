package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Some programs are handed hashes: users who move from another shop bring theirs, an
// administrator's tool makes them. The field is called password all the same. That it is
// none is checked where it comes in, or anything could be stored:
//
//	if !strings.HasPrefix(in.Password, "$2a$") {
//		return errors.New("password must be in bcrypt format")
//	}
//
// or by asking bcrypt what the hash cost. On the way on from such a check the place that was
// looked at holds a hash; so it does for the callers of a function that checks its parameter.
// On the other way it does not: there old passwords are compared as they were typed. The same
// struct at a sign-up that checks nothing holds what was typed, too.

// hashStart matches what the text of a password hash begins with: modular crypt format
// (https://passlib.readthedocs.io/en/stable/modular_crypt_format.html), Firebase's scrypt,
// and the schemes of LDAP in braces (RFC 2307).
var hashStart = lazyregexp.New(`^(\$(2[abxy]?|5|6|7|y|gy|argon2(id?|d)?|scrypt|fbscrypt|pbkdf2[a-z0-9-]*)(\$|$)|(?i:pbkdf2_sha(256|512)\$|\{(bcrypt|argon2|pbkdf2|crypt|scrypt)))`)

// checksForm notes that a value is asked whether it is a password hash.
func (f *function) checksForm(call ssa.CallInstruction, args []ssa.Value, name string) {
	v, ok := call.(*ssa.Call)
	if !ok || name != bcryptCost && !types.Identical(v.Type(), types.Typ[types.Bool]) {
		return
	}
	i := asksForHash(v, 0)
	if i < 0 {
		return
	}
	refused := refusedUnless(v, 1, 0) || refusedOnError(v)
	places := f.checks(v, args[i], refused)
	if refused { // else what goes on on both ways is no hash
		f.proven(v, places)
	}
}

// check is a call that asks whether a value is a hash, and whether the function gives up
// where it says no.
type check struct {
	call    *ssa.Call
	refused bool
}

// checks notes which call asks for a value, and returns where that was loaded from.
func (f *function) checks(call *ssa.Call, v ssa.Value, refused bool) []place {
	v = converted(v)
	if c := (check{call, refused}); !slices.Contains(f.checked[v], c) {
		if f.checked == nil {
			f.checked = map[ssa.Value][]check{}
		}
		f.checked[v] = append(f.checked[v], c)
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return f.placesOf(load.X)
	}
	return f.placesOf(v)
}

// proven keeps what holds hashes where a call says yes, and tells the callers of what is a
// parameter's.
func (f *function) proven(call *ssa.Call, places []place) {
	if len(places) != 1 || f.places.inCollection(places[0]) {
		return
	}
	if f.proofs == nil {
		f.proofs = map[*ssa.Call][]place{}
	}
	f.proofs[call] = appendPlaces(f.proofs[call], places)
	root, path := f.places.path(places[0])
	p, ok := f.places.nodes[root].base.(*ssa.Parameter)
	if !ok {
		return
	}
	if d := (destination{index: f.paramIndex(p), path: path}); !slices.Contains(f.sum.proves, d) {
		f.sum.proves = append(f.sum.proves, d)
		f.changed = true
	}
}

// proves applies what a callee refuses to go on without.
func (a *application) proves(all []destination) {
	if a.v == nil || a.also || a.chosen {
		return // others of the callees may not
	}
	for _, d := range all {
		if d.path == "" && d.index < len(a.actual) && a.actual[d.index] != nil {
			a.f.proven(a.v, a.f.checks(a.v, a.actual[d.index], refusedOnError(a.v)))
		} else {
			a.f.proven(a.v, a.destination(false, d.index, d.path))
		}
	}
}

// saysYes returns the call that a block's last condition asks, and the successor where it
// says yes: true, or no error.
func saysYes(b *ssa.BasicBlock) (call *ssa.Call, succ int) {
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] == b.Succs[1] {
		return nil, 0
	}
	cond := branch.Cond
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, succ = not.X, 1
	}
	if cmp, ok := cond.(*ssa.BinOp); ok && comparesWithNil(cmp, cmp.X) && isError(cmp.X.Type()) {
		cond = cmp.X
		if cmp.Op == token.NEQ {
			succ = 1 - succ
		}
	}
	if e, ok := cond.(*ssa.Extract); ok {
		cond = e.Tuple
	}
	call, _ = cond.(*ssa.Call)
	return call, succ
}

// asProven returns what memory holds on a way on which a call said that something is a hash.
func (f *function) asProven(m memory, b *ssa.BasicBlock, succ int) memory {
	if len(f.proofs) == 0 {
		return m
	}
	call, yes := saysYes(b)
	places := f.proofs[call]
	if len(places) == 0 || yes != succ {
		return m
	}
	m = m.clone()
	for _, p := range places {
		f.overwrite(m, p, f.read(m, p).asHash(call.Pos()))
	}
	return m
}

// checkedHere gives what a register holds behind the check of it.
func (f *function) checkedHere(v ssa.Value, s set) set {
	for _, c := range f.checked[v] {
		if f.block != nil && c.heldIn(f.block) {
			return s.asHash(c.call.Pos())
		}
	}
	return s
}

// heldIn reports whether the check said yes wherever control comes to a block: on the one
// way to it, or since the function gave up on the other.
func (c check) heldIn(at *ssa.BasicBlock) bool {
	for b := at.Idom(); b != nil; b = b.Idom() {
		call, yes := saysYes(b)
		if call != c.call {
			continue
		}
		if way := b.Succs[yes]; len(way.Preds) == 1 && way.Dominates(at) {
			return true
		}
		return c.refused && !b.Succs[1-yes].Dominates(at)
	}
	return false
}

// converted looks through conversions: []byte(password).
func converted(v ssa.Value) ssa.Value {
	v = unwrap(v)
	if c, ok := v.(*ssa.Convert); ok {
		return unwrap(c.X)
	}
	return v
}

var checkedToBeHash = textf("checked to be a password hash", "gecontroleerd: is een wachtwoordhash")

// asHash is what a set is once it was checked.
func (s set) asHash(pos token.Pos) set {
	return s.each(func(t taint) (taint, bool) {
		if t.Protection <= personal.Encoded && t.From != fromConstant && t.From != fromZero {
			t.Protection, t.Algorithm = personal.SlowHash, "bcrypt"
			t.trace = t.trace.decided(pos, checkedToBeHash)
		}
		return t, true
	})
}

const bcryptCost = "golang.org/x/crypto/bcrypt.Cost"

// asksForHash returns which argument of a call is asked whether it is a password hash,
// -1 where none is. The program's own function may ask: isHash(password).
func asksForHash(v *ssa.Call, depth int) int {
	switch calleeName(&v.Call) {
	case bcryptCost:
		return 0
	case "strings.HasPrefix", "bytes.HasPrefix":
		if text, ok := constString(unwrap(v.Call.Args[1])); ok && hashStart.MatchString(text) {
			return 0
		}
		return -1
	}
	callee := v.Call.StaticCallee()
	if callee == nil || depth > 1 || len(callee.Blocks) == 0 || len(callee.Blocks) > 8 || callee.Signature.Results().Len() != 1 {
		return -1
	}
	for _, b := range callee.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) == 0 { // none where the statement did not type-check
			continue
		}
		for _, asked := range alternatives(ret.Results[0]) {
			if i := asksForHash(asked, depth+1); i >= 0 {
				if p, ok := unwrap(asked.Call.Args[i]).(*ssa.Parameter); ok {
					return slices.Index(callee.Params, p)
				}
			}
		}
	}
	return -1
}

// alternatives are the calls that a result comes from: a(x) || b(x).
func alternatives(v ssa.Value) []*ssa.Call {
	switch v := v.(type) {
	case *ssa.Call:
		return []*ssa.Call{v}
	case *ssa.Phi:
		var out []*ssa.Call
		for _, e := range v.Edges {
			if c, ok := e.(*ssa.Call); ok {
				out = append(out, c)
			}
		}
		return out
	}
	return nil
}

// refusedUnless reports whether a function gives up where a check goes a way, 1 being no,
// maybe after it asked for another kind of hash.
func refusedUnless(v ssa.Value, way, depth int) bool {
	if depth > 3 {
		return false
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			if ref.Op == token.NOT && refusedUnless(ref, 1-way, depth+1) {
				return true
			}
		case *ssa.Phi: // a || b
			if refusedUnless(ref, way, depth+1) {
				return true
			}
		case *ssa.If:
			if givesUp(ref.Block(), way, depth) {
				return true
			}
		}
	}
	return false
}

// refusedOnError reports whether a function gives up where a call returns an error.
func refusedOnError(call *ssa.Call) bool {
	err := errorOf(call)
	if err == nil {
		return false
	}
	for _, ref := range *err.Referrers() {
		cmp, ok := ref.(*ssa.BinOp)
		if !ok || !comparesWithNil(cmp, err) {
			continue
		}
		no := 0
		if cmp.Op == token.EQL {
			no = 1
		}
		if refusedUnless(cmp, no, 0) {
			return true
		}
	}
	return false
}

// givesUp reports whether a function ends on one of the two ways on from a block, or asks
// there for another kind of hash and then does. An error that is returned tells; without
// one, it is the shorter way that gives up.
func givesUp(from *ssa.BasicBlock, way, depth int) bool {
	b := from.Succs[way]
	switch last := b.Instrs[len(b.Instrs)-1].(type) {
	case *ssa.Return:
		if n := len(last.Results); n > 0 && isError(last.Results[n-1].Type()) {
			c, isConst := last.Results[n-1].(*ssa.Const)
			return !isConst || !c.IsNil()
		}
		return behind(b) < behind(from.Succs[1-way])
	case *ssa.If:
		call, ok := last.Cond.(*ssa.Call)
		return ok && asksForHash(call, 0) >= 0 && refusedUnless(call, 1, depth+1)
	}
	return false
}

// behind counts the instructions that only a block leads to.
func behind(b *ssa.BasicBlock) int {
	n := len(b.Instrs)
	for _, d := range b.Dominees() {
		n += behind(d)
	}
	return n
}

// spelled makes a hash of what is put into the text of one:
//
//	fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", ...)
func spelled(in set, call ssa.CallInstruction, args []ssa.Value, name string) set {
	if name != "fmt.Sprintf" || len(args) == 0 {
		return in
	}
	if text, ok := constString(unwrap(args[0])); ok && hashStart.MatchString(text) {
		return in.asHash(call.Pos())
	}
	return in
}
