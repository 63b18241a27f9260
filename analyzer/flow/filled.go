package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
)

// A variable that is declared and handed to code that is not seen is filled there:
//
//	var c Customer
//	if err := doc.DataTo(&c); err != nil { // a library that no table lists
//	json.Unmarshal(message.Value, &c)      // a message that came from anywhere
//
// What is in its fields then is what the fields are called, as with an object that a call
// returns. A struct that the function itself fills holds what it stored there.

// fill notes that code which is not seen gets the address of a variable.
func (f *function) fill(v ssa.Value) {
	alloc, ok := unwrap(v).(*ssa.Alloc)
	if !ok || f.filledUnseen[alloc] || !fillable(alloc) {
		return
	}
	if s := innerStruct(alloc.Type()); s == nil || !f.an.shows(s) || protobuf(alloc.Type()) {
		return // what generated code decodes for a service comes to that as a request
	}
	if f.filledUnseen == nil {
		f.filledUnseen = map[ssa.Value]bool{}
	}
	f.filledUnseen[alloc] = true
}

// fillsTarget tells the callers of a decoder of the program's own that it fills what it is
// handed, whatever that is:
//
//	func (c *client) get(url string, into any) error {
//		...
//		return json.NewDecoder(res.Body).Decode(into)
func (f *function) fillsTarget(rows []models.Row, args []ssa.Value) {
	for _, row := range rows {
		if row.To < 0 || row.To >= len(args) {
			continue
		}
		if p, ok := unwrap(args[row.To]).(*ssa.Parameter); ok && types.IsInterface(p.Type()) {
			f.sum.lost[f.paramIndex(p)] = true
		}
	}
}

// fillable reports whether a function does not store into a variable itself, but the
// zero value.
func fillable(alloc *ssa.Alloc) bool {
	return !slices.ContainsFunc(*alloc.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.Store:
			c, zero := ref.Val.(*ssa.Const)
			return ref.Addr == alloc && (!zero || c.Value != nil)
		case *ssa.FieldAddr:
			return stored(ref, ref.Referrers())
		case *ssa.IndexAddr:
			return stored(ref, ref.Referrers())
		}
		return false
	})
}

func stored(addr ssa.Value, uses *[]ssa.Instruction) bool {
	return slices.ContainsFunc(*uses, func(use ssa.Instruction) bool {
		st, ok := use.(*ssa.Store)
		return ok && st.Addr == addr
	})
}

// fillWhole notes that a variable is filled with a struct that a call returned of which
// nothing is known: it is a copy, and as unknown as that.
func (f *function) fillWhole(m memory, st *ssa.Store) {
	alloc, ok := st.Addr.(*ssa.Alloc)
	if !ok || f.filledUnseen[alloc] || structOf(st.Val.Type()) == nil {
		return
	}
	switch v := st.Val.(type) {
	case *ssa.Call:
	case *ssa.Extract:
		if _, of := v.Tuple.(*ssa.Call); !of {
			return
		}
	case *ssa.UnOp: // of a channel
	default:
		return
	}
	for _, p := range f.placesOf(st.Val) {
		if root := f.rootOf(p); len(f.read(m, p)) > 0 || f.allocated(root) {
			return
		}
	}
	if f.filledUnseen == nil {
		f.filledUnseen = map[ssa.Value]bool{}
	}
	f.filledUnseen[alloc] = true
}

// behindAny returns the places of what a variable of any type points to, of which a decoder
// is handed the address: it fills what is pointed to.
//
//	func decode(r *http.Request, into any) error { return json.NewDecoder(r.Body).Decode(&into) }
func (f *function) behindAny(v ssa.Value) (out []place) {
	variable, ok := unwrap(v).(*ssa.Alloc)
	if !ok || !types.IsInterface(deref(variable.Type())) {
		return nil
	}
	for _, v := range storesInto(variable) {
		out = append(out, f.placesOf(v)...)
	}
	return out
}
