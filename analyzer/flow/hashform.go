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
// or by asking bcrypt what the hash cost. Behind such a check the place that was looked at
// holds a hash; so it does for the callers of a function that checks its parameter. The
// same struct at a sign-up that checks nothing holds what was typed.

// hashStart matches what the text of a password hash begins with: modular crypt format
// (https://passlib.readthedocs.io/en/stable/modular_crypt_format.html), Firebase's scrypt,
// and the schemes of LDAP in braces (RFC 2307).
var hashStart = lazyregexp.New(`^(\$(2[abxy]?|5|6|7|y|gy|argon2(id?|d)?|scrypt|fbscrypt|pbkdf2[a-z0-9-]*)(\$|$)|(?i:pbkdf2_sha(256|512)\$|\{(bcrypt|argon2|pbkdf2|crypt|scrypt)))`)

// checksForm notes that a value is refused unless it is a password hash.
func (f *function) checksForm(m memory, call ssa.CallInstruction, args []ssa.Value, name string) {
	v, ok := call.(*ssa.Call)
	if !ok || name != bcryptCost && !types.Identical(v.Type(), types.Typ[types.Bool]) {
		return
	}
	if i := asksForHash(v, 0); i >= 0 && (name == bcryptCost || refusedUnless(v, 1, 0)) {
		f.isHash(m, args[i], v.Pos())
	}
}

// isHash makes what a value was loaded from a hash, and tells the callers where that is a
// parameter's.
func (f *function) isHash(m memory, v ssa.Value, pos token.Pos) {
	v = converted(v)
	if f.checked == nil {
		f.checked = map[ssa.Value]checked{}
	}
	f.checked[v] = checked{f.block, pos}
	places := f.placesOf(v)
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		places = f.placesOf(load.X)
	}
	if len(places) != 1 || f.places.inCollection(places[0]) {
		return
	}
	root, path := f.places.path(places[0])
	if p, ok := f.places.nodes[root].base.(*ssa.Parameter); ok {
		f.proves(destination{index: f.paramIndex(p), path: path})
	}
	f.overwrite(m, places[0], f.read(m, places[0]).asHash(pos))
}

// checked is where a value was.
type checked struct {
	block *ssa.BasicBlock
	pos   token.Pos
}

// checkedHere gives what a register holds behind the check of it.
func (f *function) checkedHere(v ssa.Value, s set) set {
	if c, ok := f.checked[v]; ok && f.block != nil && c.block != f.block && c.block.Dominates(f.block) {
		return s.asHash(c.pos)
	}
	return s
}

// proves keeps for callers that what a parameter holds is a hash.
func (f *function) proves(d destination) {
	if !slices.Contains(f.sum.proves, d) {
		f.sum.proves = append(f.sum.proves, d)
		f.changed = true
	}
}

// proves applies what a callee refuses to go on without.
func (a *application) proves(all []destination) {
	if a.also || a.chosen {
		return // others of the callees may not
	}
	for _, d := range all {
		if d.path == "" && d.index < len(a.actual) && a.actual[d.index] != nil {
			a.f.isHash(a.m, a.actual[d.index], a.pos)
			continue
		}
		for _, p := range a.destination(false, d.index, d.path) {
			root, path := a.f.places.path(p)
			if param, ok := a.f.places.nodes[root].base.(*ssa.Parameter); ok {
				a.f.proves(destination{index: a.f.paramIndex(param), path: path})
			}
			if !a.f.places.inCollection(p) {
				a.f.overwrite(a.m, p, a.f.read(a.m, p).asHash(a.pos))
			}
		}
	}
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
