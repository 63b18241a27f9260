package flow

import "go/types"

// A value that was stored deep in an object is, where the object was lost sight of,
// known as something that is in it somewhere: the password of a file's owner is in
// the file. It is not in the file's name, nor in its size: which fields it may lie in
// is what their types say.

// outside reports whether what a label stands for, a field of another struct, cannot
// lie in a field of a struct of the module.
func (f *function) outside(owner types.Type, v *types.Var, l label) bool {
	if l.Owner == "" || l.Field == "" || l.From == fromParam || l.Owner == typeName(owner) || !f.an.declaredHere(owner) || f.an.names.has(owner, l.Field) {
		return false
	}
	s := structOf(owner)
	return s != nil && s.NumFields() > 1 && !wrapsValue(s) && (isLogger(v.Type()) || !f.an.mayHold(v.Type(), l.Owner))
}

// isFieldName reports whether an element of a place is a field of something whose type
// is not known there.
func isFieldName(elem string) bool {
	return elem != "" && elem[0] != '[' && elem[0] != '#' && elem[0] != '='
}

// intoPart turns "the object in that field" into "what is in that field of it", which
// nothing is where the object has no such field.
func (f *function) intoPart(t taint, name string) (taint, bool) {
	holder := f.an.declared[heapKey{t.Owner, t.Field}]
	if holder == nil {
		return t, true
	}
	if structOf(holder.Type()) == nil {
		if types.IsInterface(holder.Type()) {
			t.Path = name // of whatever is in there
		}
		return t, true
	}
	v := fieldOf(holder.Type(), name)
	if v == nil {
		return t, false
	}
	t.Owner, t.Field, t.Name, t.Number = typeName(holder.Type()), name, name, counts(v.Type())
	t.Category, t.Sure = f.an.names.field(deref(holder.Type()), v)
	return t, true
}

// contents are the struct types that lie within a type.
type contents struct {
	open  bool // a part of it may hold anything
	names map[string]bool
}

// mayHold reports whether a struct, by its name, can lie within a type.
func (an *analysis) mayHold(t types.Type, name string) bool {
	c := an.within.get(t, func() *contents {
		c := &contents{names: map[string]bool{}}
		c.walk(t, map[types.Type]bool{})
		return c
	})
	return c.open || c.names[name]
}

func (c *contents) walk(t types.Type, seen map[types.Type]bool) {
	if c.open || seen[t] {
		return
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		c.walk(u.Elem(), seen)
	case *types.Slice:
		c.walk(u.Elem(), seen)
	case *types.Array:
		c.walk(u.Elem(), seen)
	case *types.Chan:
		c.walk(u.Elem(), seen)
	case *types.Map:
		c.walk(u.Key(), seen)
		c.walk(u.Elem(), seen)
	case *types.Struct:
		c.names[typeName(t)] = true
		for f := range u.Fields() {
			c.walk(f.Type(), seen)
		}
	case *types.Basic:
	default:
		c.open = true
	}
}

// intoElem turns what a collection holds into what an element holds.
func (f *function) intoElem(t taint, elem string) (taint, bool) {
	if t.From == fromParam && depth(t.Path) < maxDepth {
		t.Path = joinPath(t.Path, elem)
	} else if t.From == fromParam && !t.named() && isFieldName(elem) {
		return t, false // too deep to say of which field: it is not all of the object
	}
	if t.From == fromField && !t.named() && isFieldName(elem) {
		return f.intoPart(t, elem)
	}
	if key, ok := keyOf(elem); ok && !t.named() {
		if cat, sure := f.an.names.name(key); cat != "" {
			t.Name, t.Category, t.Sure = key, cat, sure
		} else {
			t.label = partOf(t.label, key)
		}
	} else if ok && f.an.names.keyedElsewhere(key, t.label) {
		return t, false
	} else if t.Field == "Form" || t.Field == "PostForm" {
		t.label = partOf(t.label, "") // r.Form[arg.Name]: one value of all
	}
	return t, true
}

func keyOf(elem string) (string, bool) {
	if len(elem) > 1 && elem[0] == '=' {
		return elem[1:], true
	}
	return "", false
}
