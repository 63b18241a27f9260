package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func functionFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CreateFunctionStmt:
		return []schema.Op{schema.CreateFunction{Function: r.function(x.CreateFunctionStmt), OrReplace: x.CreateFunctionStmt.Replace}}, true
	case *pg.Node_AlterFunctionStmt:
		return r.alterFunction(x.AlterFunctionStmt), true
	}
	return nil, false
}

var argModes = map[pg.FunctionParameterMode]string{
	pg.FunctionParameterMode_FUNC_PARAM_IN: "in", pg.FunctionParameterMode_FUNC_PARAM_DEFAULT: "in", pg.FunctionParameterMode_FUNC_PARAM_OUT: "out",
	pg.FunctionParameterMode_FUNC_PARAM_INOUT: "inout", pg.FunctionParameterMode_FUNC_PARAM_VARIADIC: "variadic", pg.FunctionParameterMode_FUNC_PARAM_TABLE: "table",
}

func (r *reader) function(c *pg.CreateFunctionStmt) *schema.Function {
	f := &schema.Function{Name: nameOf(c.Funcname), Returns: typeRef(c.ReturnType), Procedure: c.IsProcedure, Language: "sql", Origin: r.origin}
	for _, p := range c.Parameters {
		param := p.GetFunctionParameter()
		f.Args = append(f.Args, schema.Arg{Name: param.GetName(), Mode: argModes[param.GetMode()], Type: typeRef(param.GetArgType())})
	}
	for _, o := range c.Options {
		r.functionOption(f, o.GetDefElem())
	}
	if c.SqlBody != nil {
		r.inlineBody(f, c.SqlBody)
	}
	f.Dynamic = f.Language == "plpgsql" && hasWord(f.Body, "EXECUTE")
	return f
}

func (r *reader) functionOption(f *schema.Function, o *pg.DefElem) {
	switch o.GetDefname() {
	case "language":
		f.Language = strings.ToLower(optionText(o.Arg))
	case "security":
		f.SecurityDefiner = optionTri(o)
	case "leakproof":
		f.Leakproof = optionTri(o) == schema.Yes
	case "as":
		if body := identifiers(o.Arg.GetList().GetItems()); len(body) > 0 {
			f.Body = body[0]
			f.BodySpan = r.bodySpan(int(o.Location))
		}
	case "set":
		if path, ok := searchPath(o.Arg.GetVariableSetStmt()); ok {
			f.SearchPath, f.HasSearchPath = path, path != nil
		}
	}
}

// bodySpan returns the first line of the string behind AS.
func (r *reader) bodySpan(offset int) schema.Span {
	lex := lexer{text: r.text, pos: offset}
	tok := lex.next()
	if tok.is("AS") {
		tok = lex.next()
	}
	open := 1
	if tag, ok := dollarTag(tok.text); ok {
		open = len(tag)
	}
	return r.span(tok.start+open, tok.end)
}

// inlineBody reads a body in standard SQL: BEGIN ATOMIC ... END or RETURN.
func (r *reader) inlineBody(f *schema.Function, body *pg.Node) {
	lex := lexer{text: r.text, pos: r.offset()}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		if tok.is("BEGIN") && lex.peek().is("ATOMIC") || tok.is("RETURN") {
			start, end := r.trim(tok.start, max(r.end(), tok.start))
			f.Body, f.BodySpan = r.text[start:end], r.span(start, end)
			return
		}
	}
}

func (r *reader) alterFunction(a *pg.AlterFunctionStmt) []schema.Op {
	op := schema.AlterFunction{Name: nameOf(a.Func.Objname), Signature: signature(a.Func), Origin: r.origin}
	for _, n := range a.Actions {
		o := n.GetDefElem()
		switch o.GetDefname() {
		case "security":
			op.SecurityDefiner = optionTri(o)
		case "set":
			if path, ok := searchPath(o.Arg.GetVariableSetStmt()); ok {
				op.SearchPath, op.HasSearchPath, op.ResetSearchPath = path, path != nil, path == nil
			}
		}
	}
	return []schema.Op{op}
}

// signature returns the argument types that pick an overloaded function, or nil
// when the statement names none.
func signature(o *pg.ObjectWithArgs) *string {
	if o.ArgsUnspecified {
		return nil
	}
	var bases []string
	for _, a := range o.Objargs {
		bases = append(bases, typeRef(a.GetTypeName()).Base)
	}
	s := strings.Join(bases, ",")
	return &s
}

// searchPath reads SET search_path and its RESET (nil); ok is false for other
// settings.
func searchPath(v *pg.VariableSetStmt) (path []string, ok bool) {
	if v == nil || v.Name != "search_path" && v.Kind != pg.VariableSetKind_VAR_RESET_ALL {
		return nil, false
	}
	if v.Kind != pg.VariableSetKind_VAR_SET_VALUE {
		return nil, v.Kind != pg.VariableSetKind_VAR_SET_CURRENT
	}
	path = []string{}
	for _, a := range v.Args {
		path = append(path, constantText(a))
	}
	return path, true
}

// hasWord reports whether a body has the keyword outside strings and comments.
func hasWord(body, keyword string) bool {
	if !containsFold(body, keyword) {
		return false
	}
	lex := lexer{text: body}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		if tok.is(keyword) {
			return true
		}
	}
	return false
}
