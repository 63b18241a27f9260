package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

var nilType = types.Typ[types.UntypedNil]

// comparers are the functions that compare two values; the last two arguments
// are the values.
var comparers = map[string]bool{
	"strings.EqualFold": true, "strings.Compare": true, "bytes.Equal": true, "crypto/subtle.ConstantTimeCompare": true, "crypto/hmac.Equal": true,
}

// compare records a comparison with ==.
func (f *function) compare(m memory, v *ssa.BinOp) {
	if !textual(v.X.Type()) {
		return
	}
	f.comparison(m, v, v.X, v.Y, v.Op.String())
}

// comparison records that a stored value is compared with one that came in.
// Two values from the same side are no login: a repeated password, two hashes.
func (f *function) comparison(m memory, instr ssa.Instruction, x, y ssa.Value, operator string) {
	if isConst(x) || isConst(y) {
		f.againstWritten(m, instr, x, y, operator)
		return
	}
	a, b := f.labels(m, x), f.labels(m, y)
	if stored, input, global, ok := f.keptInMemory(x, y, a, b); ok {
		s := f.comparisonSite(instr, usage.Compare, operator)
		s.ifCompared = s.ifCompared || !global
		f.sink(m, s, setOf(compared(stored, input)))
		return
	}
	if len(a) == 0 || len(b) == 0 {
		return
	}
	c := comparing{x: a, y: b, login: refuses(instr) && passwordOf(a, b)}
	if stored, input, ok := f.sides(a, b); ok {
		kind := usage.Compare
		if input.Protection == personal.SlowHash {
			kind = usage.Verify
		}
		f.sink(m, f.comparisonSite(instr, kind, operator), setOf(compared(stored, input)))
		return
	}
	if c.deferrable() {
		c.equal, c.verify = f.comparisonSite(instr, usage.Compare, operator), f.comparisonSite(instr, usage.Verify, operator)
		f.deferComparison(c)
	}
}

// writtenHash matches MD5, SHA-1 and SHA-256 in hexadecimal.
var writtenHash = lazyregexp.New(`^(?i:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$`)

// againstWritten records that a fast hash of a password or a code that came in is compared
// with one that is written in the code.
func (f *function) againstWritten(m memory, instr ssa.Instruction, x, y ssa.Value, operator string) {
	given, written := x, y
	if isConst(x) {
		given, written = y, x
	}
	if text, ok := constString(unwrap(written)); !ok || !writtenHash.MatchString(text) {
		return
	}
	for in := range f.labels(m, given).all() {
		if in.Protection != personal.FastHash || !isCredential(in.Category) {
			continue
		}
		in.Category, in.Column = passwordCategory, strings.ToLower(in.Name)
		f.sink(m, f.comparisonSite(instr, usage.Compare, operator), setOf(in))
		return
	}
}

func (f *function) comparisonSite(instr ssa.Instruction, kind usage.Kind, operator string) *site {
	s := f.site(instr, kind, operator)
	s.event.Operator = operator
	s.event.Confidence = personal.High
	return s
}

// compared is the given value under the name of the stored one.
func compared(stored, input taint) taint {
	in := input
	in.label = stored.label.over(in.label)
	in.Name, in.Owner, in.Field, in.Category, in.Sure = stored.Name, stored.Owner, stored.Field, stored.Category, stored.Sure
	in.Table, in.Column = stored.Table, stored.Column
	if in.Column == "" && in.Table.Name != "" {
		in.Column = strings.ToLower(in.Name) // of a key-value store
	}
	if stored.Category == secretCategory && input.Category == passwordCategory {
		in.Category = passwordCategory // a master password: what somebody typed logs him in
	}
	if in.Protection == personal.UnknownProtection {
		in.Protection = personal.Plain
	}
	return in
}

func isConst(v ssa.Value) bool {
	_, ok := unwrap(v).(*ssa.Const)
	return ok
}

// sides finds a stored datum on one side and something else on the other.
func (f *function) sides(a, b set) (stored, input taint, ok bool) {
	for _, pair := range [2][2]set{{a, b}, {b, a}} {
		for s := range pair[0].all() {
			if !s.named() && !unnamedStore(s.label) || !f.isStored(s) {
				continue
			}
			for in := range pair[1].all() {
				if !s.named() {
					if in.Category != passwordCategory {
						continue
					}
					s.Name, s.Category, s.Sure = in.Name, in.Category, in.Sure // what a password is compared with is one
				}
				if !f.isStored(in) && in.From != fromConstant && in.From != fromRandom && (in.named() || in.From == fromRequest || in.From == fromParam) {
					return s, in, true
				}
			}
		}
	}
	return taint{}, taint{}, false
}

// isStored reports whether a label is of a value kept in the database: read
// from a column, or in a field of a struct that is mapped to a table.
func (f *function) isStored(t taint) bool {
	if t.From == fromDatabase {
		return true
	}
	if t.From == fromRequest || t.Field == "" {
		return false
	}
	return f.an.mapped(t.Owner)
}

// mapped reports whether a struct type has fields tagged for a database.
func (an *analysis) mapped(owner string) bool {
	return an.mappedTypes.get(owner, func() bool { return an.findMapped(owner) })
}

func (an *analysis) findMapped(owner string) bool {
	for _, p := range an.scopes() {
		scope := p.Scope()
		for _, name := range scope.Names() {
			if p.Path()+"."+name != owner {
				continue
			}
			if s := structOf(scope.Lookup(name).Type()); s != nil {
				return hasColumnTags(s)
			}
		}
	}
	return false
}

func hasColumnTags(s *types.Struct) bool {
	for i := range s.NumFields() {
		for _, key := range []string{"db", "gorm", "xorm", "bun", "pg", "orm"} {
			if tagsOf(s.Tag(i))[key] != "" {
				return true
			}
		}
		if e := s.Field(i); e.Embedded() && typeName(e.Type()) == "gorm.io/gorm.Model" {
			return true
		}
	}
	return false
}
