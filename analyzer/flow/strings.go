package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
)

// evaluator finds what a string value may be, as templates with holes. In
// public code four of five statements are constants; concatenation, Sprintf and
// helpers that return a constant make nearly all of the rest.
type evaluator struct{ an *analysis }

// Bounds of evaluation: a statement put together in more ways than maxVariants,
// or through more steps than maxEval, is not one a reader could predict either.
const (
	maxVariants = 8
	maxEval     = 24
)

var unknown = []bind.Template{bind.Hole()}

func (e evaluator) eval(v ssa.Value, depth int) []bind.Template {
	if depth > maxEval {
		return unknown
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
	if !strings.HasSuffix(models.Normal(typeName(v.X.Type())), "goyesql.Queries") {
		return unknown
	}
	if key, ok := constString(unwrap(v.Index)); ok {
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
	case "strings.Join":
		return e.join(args, depth)
	case "(embed.FS).ReadFile":
		return e.embeddedFile(args)
	case "(*strings.Builder).String", "(*bytes.Buffer).String":
		return e.builder(args[0], depth)
	case "strings.ReplaceAll", "strings.Replace":
		return e.eval(args[0], depth+1)
	}
	if name := calleeName(&c.Call); strings.HasSuffix(name, ").ToSql") || strings.HasSuffix(name, ").ToSQL") || strings.HasSuffix(name, ").MustSql") {
		if sql := bind.BuilderText(e.an.bareView(args[0])); sql != nil {
			return sql.Strings()
		}
	}
	if fn := c.Call.StaticCallee(); fn != nil && e.an.analysed(fn) {
		return e.result(fn, depth+maxEval/4)
	}
	return unknown
}

func isText(v ssa.Value) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
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
	elems := (&function{}).elements(args[0])
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
			part = e.eval(el, depth+1)
		}
		out = concat(out, part)
	}
	return out
}

// builder strings together what is written to a builder, in program order; a
// write in a loop or of something unknown is a hole.
func (e evaluator) builder(b ssa.Value, depth int) []bind.Template {
	refs := b.Referrers()
	if refs == nil {
		return unknown
	}
	out := []bind.Template{{}}
	for _, ref := range *refs {
		c, ok := ref.(*ssa.Call)
		if !ok || len(c.Call.Args) < 2 || c.Call.Args[0] != b {
			continue
		}
		switch calleeName(&c.Call) {
		case "(*strings.Builder).WriteString", "(*bytes.Buffer).WriteString":
			out = concat(out, e.eval(c.Call.Args[1], depth+1))
		case "(*strings.Builder).WriteByte", "(*strings.Builder).WriteRune":
			out = concat(out, unknown)
		}
	}
	return out
}
