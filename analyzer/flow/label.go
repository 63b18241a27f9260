package flow

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
)

// origin says where a labelled value comes from.
type origin uint8

// The origins. param is only meaningful inside its function: callers replace
// it with what they pass. field is "whatever is in that struct field", resolved
// at the end from every store into the field.
const (
	fromUnknown origin = iota
	fromParam
	fromField
	fromRequest
	fromDatabase
	fromConstant
	fromEnv
	fromFile
	fromRandom
	fromZero // a new struct, of which nothing is known yet: see fresh.go
)

// label is one thing that may be in a value: which datum it is, where it comes
// from and what protects it. It is comparable, and free of pointers into the
// type checker, so that summaries can be written to facts.
type label struct {
	From  origin
	Param int    // fromParam: index, receiver first, free variables after the parameters
	Path  string // fromParam: fields below the parameter, joined by "/"; fromField: the field that is meant of what is there

	Name     string // what the code calls it: form key, parameter, column
	Owner    string // import path and name of the struct type of Field
	Field    string // the struct field it was seen in
	Table    schema.Name
	Column   string // the column it was read from
	Category personal.ID
	Sure     personal.Confidence // of Category

	Protection personal.Protection
	Algorithm  string
	Cost       string
	JSON       bool // fromParam: encoded as JSON, so that fields tagged "-" stay behind
	Printed    bool // fromParam: made text of, by the methods of its type where it has any
	Flat       bool // Printed, and pointers within it as addresses
	Part       bool // fromParam, fromField: one part of it, that it was decoded into
	Direct     bool // fromParam: taken apart field by field, lists and pointers left out
	Number     bool // fromParam, fromField: held in a whole number, which a name or an address is not
	Derived    bool // computed from the datum by code that may not keep it whole
	Partly     bool // as it is here, but on another way to the same place hashed slowly
}

// named reports whether the label says what the datum is.
func (l label) named() bool { return l.Category != "" }

// open reports whether what the label stands for is still to be told: by a caller,
// or by what is stored into a field.
func (l label) open() bool { return l.From == fromParam || l.From == fromField }

// datum is l without what happened to it.
func (l label) datum() label {
	l.Protection, l.Algorithm, l.Cost, l.Derived, l.Partly = personal.UnknownProtection, "", "", false, false
	l.Printed, l.Flat, l.Direct = false, false, false
	return l
}

// over returns l with what an inner value says added: l is what a callee or a
// field does with the value that inner describes.
func (l label) over(inner label) label {
	out := inner
	if !inner.named() && l.named() || l.Column != "" && inner.Column == "" { // a comparison knows the column better than the caller knows the value
		out.Table, out.Column = l.Table, l.Column
		out.Name, out.Owner, out.Field, out.Category, out.Sure = l.Name, l.Owner, l.Field, l.Category, l.Sure
		if out.Category == passwordCategory && out.Protection == personal.Plain && hashNames.MatchString(inner.Field) {
			out.Protection = personal.UnknownProtection // setPassword(name, req.Hash)
		}
	}
	if l.Protection > inner.Protection && l.Protection > personal.Plain {
		out.Protection, out.Algorithm, out.Cost = l.Protection, l.Algorithm, l.Cost
	}
	if l.Protection <= personal.Plain && inner.Protection <= personal.Plain && l.Algorithm != "" {
		out.Algorithm = l.Algorithm // a hash that is none: see pretends
	}
	if l.Part {
		out = partOf(out, "")
	}
	out.Part = out.open() && (inner.Part || l.Part)
	out.Derived = inner.Derived || l.Derived
	out.Partly = (inner.Partly || l.Partly) && out.Protection <= personal.Plain
	out.Number = out.open() && (inner.Number || l.Number)
	out.JSON = out.From == fromParam && (inner.JSON || l.JSON)
	out.Printed = out.From == fromParam && (inner.Printed || l.Printed)
	out.Flat = out.Printed && (inner.Flat || l.Flat)
	out.Direct = out.From == fromParam && (inner.Direct || l.Direct)
	return out
}
