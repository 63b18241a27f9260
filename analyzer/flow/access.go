package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Access logs are mostly written by a middleware of the web framework or of a library
// beside it. Nothing of the program's flows there that could be followed, so that the
// middleware is named is the event, as with the switches of object mappers. It is looked
// for in the source text: whoever names it uses it, called or handed over as it is, and
// the statement that does may not type-check where the library is not at hand.

// accessEvents are the log events of the middlewares found.
func (an *analysis) accessEvents() []usage.Event {
	r := accessReader{an: an, seen: map[token.Pos]bool{}}
	for _, p := range an.mod.Packages {
		for _, file := range p.Files {
			r.imports = r.accessImports(file)
			if len(r.imports) == 0 {
				continue
			}
			r.pkg = p
			r.read(file)
			for _, fn := range p.Untyped {
				if file.FileStart <= fn.Pos() && fn.Pos() < file.FileEnd {
					r.read(fn)
				}
			}
		}
	}
	return r.events
}

type accessReader struct {
	an      *analysis
	pkg     *gosource.Package
	imports map[string]string // of a file, by the name it has there: those that hold such middlewares
	seen    map[token.Pos]bool
	events  []usage.Event
}

func (r *accessReader) accessImports(file *ast.File) map[string]string {
	out := map[string]string{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !r.an.models.HasAccess(path) {
			continue
		}
		path = models.Normal(path)
		name := path[strings.LastIndexByte(path, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = path
		out[strings.ReplaceAll(name, "-", "")] = path // slog-gin is package sloggin
	}
	return out
}

// read looks through a file or a function.
func (r *accessReader) read(root ast.Node) {
	var above []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			above = above[:len(above)-1]
			return true
		}
		if sel, ok := n.(*ast.SelectorExpr); ok {
			r.selector(sel, above)
		}
		above = append(above, n)
		return true
	})
}

func (r *accessReader) selector(sel *ast.SelectorExpr, above []ast.Node) {
	id, ok := sel.X.(*ast.Ident)
	if !ok || r.imports[id.Name] == "" || r.seen[sel.Pos()] {
		return
	}
	row, ok := r.an.models.Access(r.imports[id.Name] + "." + sel.Sel.Name)
	if !ok {
		return
	}
	r.seen[sel.Pos()] = true
	pos := sel.Pos()
	if len(above) > 0 {
		if call, ok := above[len(above)-1].(*ast.CallExpr); ok && call.Fun == sel {
			if !writesClients(row, call) {
				return
			}
			pos = call.Lparen
		}
	}
	if span := r.an.span(pos); span.IsValid() {
		r.events = append(r.events, r.event(row, span, above))
	}
}

func (r *accessReader) event(row models.Row, at schema.Span, above []ast.Node) usage.Event {
	e := usage.Event{Kind: usage.Log, Callee: row.Callee, Function: "init", Package: r.pkg.Path, Span: at, EndLine: at.Line, Source: usage.FromRequest, Confidence: personal.High, Detail: accessDetail(row)}
	e.Test = strings.HasSuffix(at.File, "_test.go")
	e.Data = []usage.Datum{{Name: usage.AccessLog, Category: "net.ip", Confidence: personal.High}}
	text := phrase.Text{EN: "every request is logged from here on", NL: "vanaf hier wordt elk verzoek gelogd"}
	for i, n := range above {
		switch n := n.(type) {
		case *ast.FuncDecl:
			e.Function = declaredName(n)
		case *ast.IfStmt:
			if i+1 < len(above) && above[i+1] != n.Cond && above[i+1] != n.Init && !ofErrors(n.Cond) {
				text = phrase.Text{EN: "every request is logged from here on, where the condition around it holds", NL: "vanaf hier wordt elk verzoek gelogd, als aan de voorwaarde eromheen is voldaan"}
			}
		}
	}
	e.Steps = []usage.Step{{Span: at, Message: text}}
	if secret := r.an.addressSecret(); secret.key != "" && slices.Contains(row.Words, "address") {
		e.Data = []usage.Datum{{Name: usage.RequestAddress, Category: "cred.token", Confidence: personal.Medium}}
		e.Detail = r.an.secretDetail(secret)
	}
	return e
}

// declaredName is a function as events name it.
func declaredName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	return "(" + types.ExprString(fn.Recv.List[0].Type) + ")." + fn.Name.Name
}

// ofErrors reports whether a condition asks for an error, which is no choice.
func ofErrors(cond ast.Expr) bool {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	id, ok := b.Y.(*ast.Ident)
	return ok && id.Name == "nil"
}

// ofClient matches what the formats of access logs call a visitor's address and browser.
var ofClient = lazyregexp.New(`(?i)\b(remote_?ip|ips?|client_?ip|user_?agent|ua|remote_?addr|referer)\b`)

// writesClients reports whether a middleware that is configured where it is made writes
// anything of the visitor: one whose format names neither address nor browser does not.
func writesClients(row models.Row, call *ast.CallExpr) bool {
	if row.By == nil {
		return true
	}
	set := map[string]ast.Expr{}
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok {
					set[key.Name] = kv.Value
				}
			}
			return true
		})
	}
	if slices.Contains(row.By, "format") {
		text, known := literalText(set["Format"])
		return !known || ofClient.MatchString(text)
	}
	return slices.ContainsFunc(row.By, func(field string) bool {
		on, ok := set[field].(*ast.Ident)
		return ok && on.Name == "true"
	})
}

// literalText is the text of literals that are added to each other.
func literalText(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, ok := literalText(e.X)
		right, also := literalText(e.Y)
		return left + right, ok && also
	}
	return "", false
}

// accessDetail says what a line holds beside the visitor's address.
func accessDetail(row models.Row) phrase.Text {
	en, nl := []string{"IP address"}, []string{"IP-adres"}
	for _, part := range []struct{ word, en, nl string }{
		{"address", "the page with its query", "de pagina met de zoekopdracht in het adres"},
		{"client", "the browser", "de browser"},
		{"body", "what was sent, as it came", "wat er gestuurd is, zoals het binnenkwam"},
	} {
		if slices.Contains(row.Words, part.word) {
			en, nl = append(en, part.en), append(nl, part.nl)
		}
	}
	return phrase.Text{EN: strings.Join(en, ", "), NL: strings.Join(nl, ", ")}
}
