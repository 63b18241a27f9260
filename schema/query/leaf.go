package query

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// A value is what an expression's result is made of: the parameters, columns
// and constants that flow into it, each with the functions it went through.
// Sub-queries, CTEs and views hand values on, so that a parameter is followed
// through as many of them as there are.
type value []leaf

type leafKind uint8

const (
	columnLeaf leafKind = iota
	paramLeaf
	literalLeaf
	defaultLeaf // NULL, DEFAULT, now()
)

type leaf struct {
	kind        leafKind
	use         schema.ColumnUse // columnLeaf
	param       Param            // paramLeaf
	via         []Func
	salts       []schema.ColumnUse // columns a hash function on the way took its salt from
	conditional bool
	offset      int // columnLeaf: where the statement mentions it
}

// Bounds of a value and of the functions a leaf remembers: enough for every
// statement a person wrote, and for generated ones the point where more of the
// same tells nothing.
const (
	maxLeaves = 256
	maxVia    = 32
)

// through returns the value as it is behind f. What a constant went through is of
// no interest.
func (v value) through(f Func) value {
	out := make(value, len(v))
	for i, l := range v {
		if l.kind != literalLeaf && len(l.via) < maxVia {
			l.via = append(l.via[:len(l.via):len(l.via)], f)
		}
		out[i] = l
	}
	return out
}

// data drops constants and defaults where something else flows too: the ” of
// COALESCE(NULLIF($1, ”), email) says nothing.
func (v value) data() value {
	carries := func(l leaf) bool { return l.kind == columnLeaf || l.kind == paramLeaf }
	if !slices.ContainsFunc(v, carries) {
		return v
	}
	return slices.DeleteFunc(slices.Clone(v), func(l leaf) bool { return !carries(l) })
}

// columns returns the distinct columns of the value, in order.
func (v value) columns() []schema.ColumnUse {
	var out []schema.ColumnUse
	for _, l := range v {
		if l.kind == columnLeaf && !slices.Contains(out, l.use) {
			out = append(out, l.use)
		}
	}
	return out
}

// functions returns the distinct functions columns went through, in order.
func (v value) functions() []Func {
	var out []Func
	for _, l := range v {
		if l.kind != columnLeaf {
			continue
		}
		for _, f := range l.via {
			if !slices.ContainsFunc(out, f.equal) {
				out = append(out, f)
			}
		}
	}
	return out
}

func (f Func) equal(g Func) bool { return f.Name == g.Name && slices.Equal(f.Args, g.Args) }

func (l leaf) equal(m leaf) bool {
	return l.kind == m.kind && l.use == m.use && l.param == m.param && l.conditional == m.conditional &&
		slices.EqualFunc(l.via, m.via, Func.equal)
}

// join appends the leaves of more that v does not have yet.
func (v value) join(more value) value {
	for _, l := range more {
		if len(v) >= maxLeaves {
			break
		}
		if !slices.ContainsFunc(v, l.equal) {
			v = append(v, l)
		}
	}
	return v
}
