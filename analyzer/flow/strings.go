package flow

import (
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
)

// evaluator finds what a string value may be, as templates with holes. In
// public code four of five statements are constants; concatenation, Sprintf and
// helpers that return a constant make nearly all of the rest.
type evaluator struct {
	an *analysis
	in *view // where the text is used: values of that function fill its holes

	caller *evaluator // of a function that is evaluated: what its parameters are
	passed map[*ssa.Parameter]ssa.Value
}

// actual returns what a parameter is given by the call that is evaluated, and who knows
// what that is.
func (e evaluator) actual(v ssa.Value) (evaluator, ssa.Value) {
	if p, ok := v.(*ssa.Parameter); ok && e.caller != nil && e.passed[p] != nil {
		return e.caller.actual(e.passed[p])
	}
	return e, v
}

// Bounds of evaluation: a statement put together in more ways than maxVariants,
// or through more steps than maxEval, is not one a reader could predict either.
const (
	maxVariants = 8
	maxEval     = 24
)

var unknown = []bind.Template{bind.Hole()}

// eval returns what a string may be; the value itself where nothing is known of it.
func (e evaluator) eval(v ssa.Value, depth int) []bind.Template {
	out := e.known(v, depth)
	if e.in == nil || v == nil || v.Parent() != e.in.f.fn || len(out) != 1 || !out[0].Blank() {
		return out
	}
	return []bind.Template{bind.HoleOf(e.in.of(v))}
}

func (e evaluator) known(v ssa.Value, depth int) []bind.Template {
	if depth > maxEval {
		return unknown
	}
	if by, given := e.actual(v); given != v {
		return by.eval(given, depth+1)
	}
	switch v := v.(type) {
	case *ssa.Const:
		if s, ok := constString(v); ok {
			return []bind.Template{bind.Const(s)}
		}
	case *ssa.MakeInterface:
		return e.eval(v.X, depth+1)
	case *ssa.ChangeType:
		return e.eval(v.X, depth+1)
	case *ssa.Convert:
		return e.eval(v.X, depth+1)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return concat(e.eval(v.X, depth+1), e.eval(v.Y, depth+1))
		}
	case *ssa.Phi:
		return e.phi(v, depth)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return e.load(v.X, depth)
		}
	case *ssa.Call:
		return e.call(v, depth)
	case *ssa.Lookup:
		return e.named(v)
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok && v.Index == 0 {
			return e.call(c, depth)
		}
	}
	return unknown
}

func (e evaluator) phi(v *ssa.Phi, depth int) []bind.Template {
	var out []bind.Template
	for _, edge := range v.Edges {
		if b, ok := edge.(*ssa.BinOp); ok && (b.X == v || b.Y == v) {
			continue // a loop that appends: what it appends is a hole
		}
		out = append(out, e.eval(edge, depth+maxEval/4)...)
		if len(out) > maxVariants {
			return out[:maxVariants]
		}
	}
	return out
}

// named reads an entry of a map of named queries: goyesql's queries["get-user"].
func (e evaluator) named(v *ssa.Lookup) []bind.Template {
	key, ok := constString(unwrap(v.Index))
	if !strings.HasSuffix(models.Normal(typeName(v.X.Type())), "goyesql.Queries") {
		made := e.an.settled(v.X) // a variable of the package that holds its statements
		if only := onlyUpdate(made, key); ok && only != nil {
			return e.eval(only, maxEval/2)
		}
		return unknown
	}
	if ok {
		if t, ok := e.an.binder.Query(key); ok {
			return []bind.Template{t}
		}
	}
	return unknown
}

// load reads a field, global or cell that is stored to in few places.
func (e evaluator) load(addr ssa.Value, depth int) []bind.Template {
	if fa, ok := addr.(*ssa.FieldAddr); ok { // goyesql v2: queries["x"].Query
		if look, ok := fa.X.(*ssa.Lookup); ok {
			return e.named(look)
		}
		if s := structOf(fa.X.Type()); s != nil { // goyesql fills it: `query:"get-user"`
			if name := reflect.StructTag(s.Tag(fa.Field)).Get("query"); name != "" && isText(fa) {
				if t, ok := e.an.binder.Query(name); ok {
					return []bind.Template{t}
				}
			}
		}
	}
	stores := e.an.storesTo(addr)
	if g, ok := addr.(*ssa.Global); ok && len(stores) == 0 {
		if text, ok := e.an.embedded[g]; ok {
			return []bind.Template{bind.Const(text)}
		}
		if g.Pkg != nil && e.an.seen.texts[variable(g)] != nil {
			return e.an.seen.texts[variable(g)]
		}
	}
	if len(stores) == 0 || len(stores) > maxVariants {
		return unknown
	}
	var out []bind.Template
	for _, s := range stores {
		out = append(out, e.eval(s, depth+maxEval/4)...)
		if len(out) > maxVariants {
			return out[:maxVariants]
		}
	}
	return out
}

func concat(a, b []bind.Template) []bind.Template {
	var out []bind.Template
	for _, x := range a {
		for _, y := range b {
			if len(out) == maxVariants {
				return out
			}
			out = append(out, x.Append(y))
		}
	}
	return out
}

// call evaluates the functions statements are built with, and the module's own
// that return what can be evaluated.
func (e evaluator) call(c *ssa.Call, depth int) []bind.Template {
	args := arguments(&c.Call)
	switch calleeName(&c.Call) {
	case "fmt.Sprintf":
		return e.sprintf(args, depth)
	case "strings.TrimSpace", "strings.Clone", "(*github.com/jmoiron/sqlx.DB).Rebind", "(*github.com/jmoiron/sqlx.Tx).Rebind", "github.com/jmoiron/sqlx.Rebind", "github.com/jmoiron/sqlx.In":
		for _, a := range args {
			if isText(a) {
				return e.eval(a, depth+1)
			}
		}
	case "(github.com/qustavo/dotsql.DotSql).Raw", "(*github.com/qustavo/dotsql.DotSql).Raw":
		if name, ok := constString(args[1]); ok {
			if t, ok := e.an.binder.Query(name); ok {
				return []bind.Template{t}
			}
		}
	case "strings.Join":
		return e.join(args, depth)
	case "(embed.FS).ReadFile":
		return e.embeddedFile(args)
	case "(*strings.Builder).String", "(*bytes.Buffer).String":
		return e.builder(args[0], depth)
	case "strings.ReplaceAll", "strings.Replace":
		return e.replace(e.eval(args[0], depth+1), args[1:3], depth)
	case "(*strings.Replacer).Replace":
		made, ok := e.an.settled(args[0]).(*ssa.Call)
		if !ok || calleeName(&made.Call) != "strings.NewReplacer" || len(made.Call.Args) == 0 {
			return e.eval(args[1], depth+1)
		}
		return e.replace(e.eval(args[1], depth+1), (&function{}).elements(made.Call.Args[0]), depth)
	}
	if name := calleeName(&c.Call); strings.HasSuffix(name, ").ToSql") || strings.HasSuffix(name, ").ToSQL") || strings.HasSuffix(name, ").MustSql") {
		if sql := bind.BuilderText(e.an.bareView(args[0])); sql != nil {
			return sql.Strings()
		}
	}
	if fn := c.Call.StaticCallee(); fn != nil && e.an.analysed(fn) {
		passed := map[*ssa.Parameter]ssa.Value{}
		for i, p := range fn.Params {
			if i < len(args) {
				passed[p] = args[i]
			}
		}
		return evaluator{an: e.an, in: e.in, caller: &e, passed: passed}.result(fn, depth+maxEval/4)
	}
	return unknown
}

// replace puts the second of each pair of texts in place of the first.
func (e evaluator) replace(in []bind.Template, pairs []ssa.Value, depth int) []bind.Template {
	in = slices.Clone(in)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == nil || pairs[i+1] == nil {
			continue
		}
		old, ok := constString(unwrap(pairs[i]))
		if !ok || old == "" {
			continue
		}
		put := bind.Hole()
		if got := e.eval(pairs[i+1], depth+maxEval/4); len(got) > 0 {
			put = got[0]
		}
		for n, t := range in {
			out := bind.Template{}
			for _, p := range t.Parts {
				if p.Hole {
					out.Parts = append(out.Parts, p)
					continue
				}
				for k, piece := range strings.Split(p.Text, old) {
					if k > 0 {
						out = out.Append(put)
					}
					out = out.Append(bind.Const(piece))
				}
			}
			in[n] = out
		}
	}
	return in
}

func isText(v ssa.Value) bool {
	t := v.Type()
	if _, addr := v.(*ssa.FieldAddr); addr {
		t = deref(t)
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// result evaluates what a function returns first, if all its returns can be.
func (e evaluator) result(fn *ssa.Function, depth int) []bind.Template {
	if fn.Blocks == nil {
		if text := e.an.constantResult(fn); text != nil {
			return text
		}
		return unknown
	}
	var out []bind.Template
	for _, b := range fn.Blocks {
		r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || len(r.Results) == 0 {
			continue
		}
		out = append(out, e.eval(r.Results[0], depth+1)...)
		if len(out) > maxVariants {
			return unknown
		}
	}
	return out
}

// sprintf puts what is known of the arguments into the format; a verb whose
// argument is unknown is a hole.
func (e evaluator) sprintf(args []ssa.Value, depth int) []bind.Template {
	if len(args) < 1 {
		return unknown
	}
	var elems []ssa.Value
	if len(args) > 1 {
		elems = (&function{}).elements(args[1])
	}
	var out []bind.Template
	for _, format := range e.eval(args[0], depth+1) {
		text, ok := format.Text()
		if !ok {
			out = append(out, format)
			continue
		}
		out = append(out, e.format(text, elems, depth)...)
	}
	return out
}

func (e evaluator) format(text string, elems []ssa.Value, depth int) []bind.Template {
	out := []bind.Template{{}}
	next := 0
	for text != "" {
		i := strings.IndexByte(text, '%')
		if i < 0 || i+1 >= len(text) {
			return concat(out, []bind.Template{bind.Const(text)})
		}
		out = concat(out, []bind.Template{bind.Const(text[:i])})
		j := i + 1
		for j < len(text)-1 && strings.IndexByte("+-# 0123456789.[]", text[j]) >= 0 {
			j++
		}
		verb := text[j]
		text = text[j+1:]
		if verb == '%' {
			out = concat(out, []bind.Template{bind.Const("%")})
			continue
		}
		part := unknown
		if next < len(elems) && elems[next] != nil && (verb == 's' || verb == 'v') {
			part = e.eval(elems[next], depth+maxEval/4)
		}
		next++
		out = concat(out, part)
	}
	return out
}

func (e evaluator) join(args []ssa.Value, depth int) []bind.Template {
	if len(args) < 2 {
		return unknown
	}
	by, list := e.actual(args[0])
	elems := (&function{}).elements(list)
	if elems == nil {
		elems = (&function{}).longest(list)
	}
	if elems == nil {
		return unknown
	}
	sep := e.eval(args[1], depth+1)
	out := []bind.Template{{}}
	for i, el := range elems {
		if i > 0 {
			out = concat(out, sep)
		}
		part := unknown
		if el != nil {
			part = by.eval(el, depth+1)
		}
		out = concat(out, part)
	}
	return out
}
