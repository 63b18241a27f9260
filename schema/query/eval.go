package query

import (
	"slices"
	"strconv"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// eval resolves an expression, reports the columns it touches in the given role,
// and returns what its result is made of.
func (r *resolver) eval(e *tree.Expr, sc *scope, role schema.UseRole) value {
	if e == nil || !r.enter() {
		return nil
	}
	defer r.leave()
	switch e.Kind {
	case tree.ColumnRef:
		return r.columnRef(e, sc, role)
	case tree.Star:
		return r.wholeRow(e, sc)
	case tree.Param:
		return value{{kind: paramLeaf, param: Param{Index: e.Index, Name: e.Text}}}
	case tree.Literal:
		return value{{kind: literalLeaf}}
	case tree.Null, tree.Default:
		return value{{kind: defaultLeaf}}
	case tree.Func:
		return r.call(e, sc, role)
	case tree.Op, tree.Logic, tree.Choice:
		f := Func{Name: e.Text, Args: literals(e.Args)}
		if e.Kind == tree.Logic {
			f = Func{Name: "and"}
		}
		return r.all(e.Args, sc, role).data().through(f)
	case tree.Compare:
		return r.compare(e, sc, role)
	case tree.Case:
		return r.caseOf(e, sc, role)
	case tree.List:
		return r.all(e.Args, sc, role)
	case tree.SubQuery:
		if out := r.statement(e.Query, sc); len(out) > 0 {
			return out[0].value
		}
		return nil
	case tree.Exists:
		r.statement(e.Query, sc)
		return value{{kind: defaultLeaf}}
	case tree.ValuesFunc:
		return r.columnRef(&tree.Expr{Path: append([]string{excluded}, e.Path[len(e.Path)-1]), Offset: e.Offset}, sc, role)
	}
	r.incomplete = true
	return r.all(e.Args, sc, role)
}

func (r *resolver) all(list []*tree.Expr, sc *scope, role schema.UseRole) value {
	var v value
	for _, e := range list {
		v = v.join(r.eval(e, sc, role))
	}
	return v
}

// columnRef resolves a column by the scoping rules.
func (r *resolver) columnRef(e *tree.Expr, sc *scope, role schema.UseRole) value {
	name := e.Path[len(e.Path)-1]
	if len(e.Path) > 1 {
		return r.qualified(e, sc, role)
	}
	places := sc.column(name)
	if len(places) > 1 {
		r.incomplete = true
	}
	var v value
	for _, p := range places {
		v = v.join(r.reference(p, role, e.Offset))
	}
	if len(places) == 0 {
		return r.unresolved(name, sc, role, e.Offset)
	}
	return v
}

func (r *resolver) qualified(e *tree.Expr, sc *scope, role schema.UseRole) value {
	name, qualifier := e.Path[len(e.Path)-1], e.Path[:len(e.Path)-1]
	rel := sc.relation(qualifier)
	if rel == nil {
		// A field of a composite column: (address).street, or a qualified name
		// outside what was read.
		if places := sc.column(qualifier[0]); len(places) == 1 && len(qualifier) == 1 {
			return r.reference(places[0], role, e.Offset).through(Func{Name: ".", Args: []string{name}})
		}
		r.incomplete = true
		return nil
	}
	f, ok := rel.field(name)
	if !ok {
		if systemColumns[name] {
			return value{{kind: defaultLeaf}}
		}
		r.incomplete = true
		if !rel.stored {
			return nil
		}
		f = field{name: name, value: columnOf(rel.name, name)}
	}
	return r.reference(found{rel, f}, role, e.Offset)
}

// reference reports one mention of a column. What a sub-query or CTE hands out
// was read there; mentioning it again is news only when it is compared.
func (r *resolver) reference(p found, role schema.UseRole, offset int) value {
	rel := p.rel
	if p.field.of != nil {
		rel = p.field.of
	}
	r.use(rel, p.field.own(), role)
	if role != schema.OutputUse || rel == nil || rel.stored {
		r.touch(p.field.value, role, offset)
	}
	v := slices.Clone(p.field.value)
	for i := range v {
		v[i].offset = offset
	}
	return v
}

// unresolved handles a column no known table has: the model is older than the
// query, or a table is missing from it. With one table there is no doubt whose
// it is meant to be.
func (r *resolver) unresolved(name string, sc *scope, role schema.UseRole, offset int) value {
	if systemColumns[name] {
		return value{{kind: defaultLeaf}}
	}
	if r.variables[strings.ToLower(name)] {
		return value{{kind: paramLeaf, param: Param{Name: strings.ToLower(name)}}}
	}
	r.incomplete = true
	for at := sc; at != nil; at = at.parent {
		if len(at.rels) == 1 && at.rels[0].stored {
			return r.reference(found{at.rels[0], field{name: name, value: columnOf(at.rels[0].name, name)}}, role, offset)
		}
	}
	return nil
}

// wholeRow is t.* inside an expression: count(u.*), row_to_json(u.*).
func (r *resolver) wholeRow(e *tree.Expr, sc *scope) value {
	var v value
	for _, f := range r.star(e, sc) {
		v = v.join(f.value)
	}
	return v
}

// caseOf resolves CASE: the results flow, each only under its condition; the
// conditions are comparisons.
func (r *resolver) caseOf(e *tree.Expr, sc *scope, role schema.UseRole) value {
	for _, c := range e.Extra {
		r.eval(c, sc, schema.FilterUse)
	}
	var v value
	for _, a := range e.Args {
		branch := slices.Clone(r.eval(a, sc, role))
		for i := range branch {
			branch[i].conditional = true
		}
		v = v.join(branch)
	}
	return v.data()
}

// call resolves a function call. The data goes in at the arguments that
// dataArgs names and comes out changed; the others (key, salt, algorithm,
// length) steer.
func (r *resolver) call(e *tree.Expr, sc *scope, role schema.UseRole) value {
	if !slices.Contains(r.calls, e.Text) {
		r.calls = append(r.calls, e.Text)
	}
	r.each(e.Extra, sc, schema.FilterUse)
	data, steering := e.Args, []*tree.Expr(nil)
	if n, ok := dataArgs[e.Text]; ok && n < len(e.Args) {
		data, steering = e.Args[:n], e.Args[n:]
	}
	if len(e.Args) == 0 {
		return value{{kind: defaultLeaf, via: []Func{{Name: e.Text}}}}
	}
	v := r.all(data, sc, role)
	f := Func{Name: e.Text}
	var salts []schema.ColumnUse
	for _, a := range steering {
		f.Args = appendArgs(f.Args, a, 0)
		salts = append(salts, r.eval(a, sc, schema.FilterUse).columns()...)
	}
	f.Args = append(f.Args, literals(data)...)
	v = v.data().through(f)
	if len(salts) > 0 {
		for i := range v {
			v[i].salts = append(v[i].salts[:len(v[i].salts):len(v[i].salts)], salts...)
		}
	}
	return v
}

// dataArgs says for functions with parameters of their own how many leading
// arguments are the data. Elsewhere all arguments are.
//
// Sources: PostgreSQL manual F.28 (pgcrypto) and 9.4 (string functions), MySQL
// reference manual 14.13 (encryption functions).
var dataArgs = map[string]int{
	"crypt": 1, "digest": 1, "hmac": 1, "encrypt": 1, "encrypt_iv": 1, "decrypt": 1, "decrypt_iv": 1,
	"pgp_sym_encrypt": 1, "pgp_sym_encrypt_bytea": 1, "pgp_sym_decrypt": 1, "pgp_sym_decrypt_bytea": 1,
	"pgp_pub_encrypt": 1, "pgp_pub_encrypt_bytea": 1, "pgp_pub_decrypt": 1, "pgp_pub_decrypt_bytea": 1,
	"aes_encrypt": 1, "aes_decrypt": 1, "des_encrypt": 1, "des_decrypt": 1, "sha2": 1, "encode": 1, "decode": 1,
	"nullif": 1, "left": 1, "right": 1, "substr": 1, "substring": 1, "lpad": 1, "rpad": 1, "trim": 1,
	"replace": 1, "regexp_replace": 1, "translate": 1, "split_part": 1, "date_format": 1, "to_char": 1, "to_date": 1,
	"mask_inner": 1, "mask_outer": 1,
}

// literals returns the constant arguments among those that carry data.
func literals(args []*tree.Expr) []string {
	var out []string
	for _, a := range args {
		if a != nil && a.Kind == tree.Literal {
			out = appendArgs(out, a, 0)
		}
	}
	return out
}

// appendArgs spells a steering argument: gen_salt('bf', 8) is gen_salt, bf, 8.
// The bounds keep a generated monster from being spelled out.
func appendArgs(out []string, e *tree.Expr, depth int) []string {
	const most, deepest, longest = 8, 8, 64
	if e == nil || len(out) >= most || depth > deepest {
		return out
	}
	switch e.Kind {
	case tree.Literal:
		if len(e.Text) > longest {
			return out
		}
		return append(out, e.Text)
	case tree.ColumnRef:
		return append(out, e.Path[len(e.Path)-1])
	case tree.Param:
		if e.Index > 0 {
			return append(out, "$"+strconv.Itoa(e.Index))
		}
		return append(out, ":"+e.Text)
	case tree.Func:
		out = append(out, e.Text)
	}
	for _, a := range e.Args {
		out = appendArgs(out, a, depth+1)
	}
	return out
}
