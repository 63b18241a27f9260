package gosource

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/source"
)

// ddl recognises a string that states a schema. A string that only drops or
// inserts says nothing of what is stored, and neither does one with format verbs,
// whose table is made at run time.
var ddl = lazyregexp.New(`(?is)^\s*(?:--[^\n]*\n\s*)*(?:CREATE\s+(?:TEMP\w*\s+|UNLOGGED\s+)?TABLE|CREATE\s+(?:OR\s+REPLACE\s+)?(?:VIEW|TYPE|ROLE|USER|EXTENSION|SCHEMA|UNIQUE\s+INDEX|INDEX)|ALTER\s+TABLE|GRANT\s|REVOKE\s|COMMENT\s+ON)\s`)

var (
	createTable = lazyregexp.New(`(?is)\bCREATE\s+(?:TEMP\w*\s+)?TABLE\s`)
	formatVerb  = lazyregexp.New(`%[+#]?[svdq]`)
)

// Inline returns the DDL written in string literals of a module's Go code, in
// order of file and position: schemas kept in constants, and migrations written
// in Go. Test files are left out.
func Inline(root string, mods []*Module) []source.Inline {
	var out []source.Inline
	for _, m := range mods {
		for _, p := range m.Packages {
			for _, file := range filesInOrder(m, p) {
				out = append(out, inlineOf(root, m, p, file)...)
			}
		}
	}
	return seeds(out)
}

func filesInOrder(m *Module, p *Package) []*ast.File {
	files := slices.Clone(p.Files)
	slices.SortFunc(files, func(a, b *ast.File) int {
		return strings.Compare(m.Fset.Position(a.Package).Filename, m.Fset.Position(b.Package).Filename)
	})
	return files
}

func inlineOf(root string, m *Module, p *Package, file *ast.File) []source.Inline {
	name := m.Fset.Position(file.Package).Filename
	if strings.HasSuffix(name, "_test.go") || ast.IsGenerated(file) {
		return nil
	}
	var out []source.Inline
	drops := migrates(file)
	literals, names := undoing(file)
	add := func(n ast.Node) bool {
		if fn, ok := n.(*ast.FuncDecl); ok && (names[fn.Name.Name] || undoes(fn.Name.Name)) || literals[n] {
			return false
		}
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		text, lit, ok := literalText(e)
		if !ok || !statesSchema(text) && !insertsRows(text) && !(drops && dropped.MatchString(text)) {
			return true
		}
		pos := m.Fset.Position(lit.Pos() + 1)
		out = append(out, source.Inline{
			Name: m.Dir, Text: text,
			Position: schema.Position{File: Rel(root, filepath.Clean(pos.Filename)), Offset: pos.Offset, Line: pos.Line, Column: pos.Column},
		})
		return false
	}
	ast.Inspect(file, add)
	for _, fn := range p.Untyped {
		if fn.Body != nil && file.FileStart <= fn.Pos() && fn.Pos() < file.FileEnd {
			ast.Inspect(fn.Body, add)
		}
	}
	return out
}

// dropped is a statement that takes something away, which counts in a migration.
var dropped = lazyregexp.New(`(?is)^\s*(?:--[^\n]*\n\s*)*DROP\s+(?:TABLE|VIEW|INDEX|TYPE|ROLE)\s`)

func statesSchema(text string) bool {
	if formatVerb.MatchString(text) {
		return false
	}
	return ddl.MatchString(text) || createTable.MatchString(text)
}

// seed recognises a string that puts rows into one table; its values are constants
// where no parameter stands among them.
var (
	seed      = lazyregexp.New("(?is)^\\s*INSERT\\s+(?:IGNORE\\s+)?INTO\\s+[`\"]?(\\w+)[`\"]?\\s*(?:\\([^()]*\\)\\s*)?VALUES\\s*\\(")
	parameter = lazyregexp.New(`\?|\$[0-9]{1,2}\s*[,)]|[(,]\s*[:@][A-Za-z_]`)
)

// seeds leaves, of the statements that insert rows, those into tables that the
// code creates: what others insert into is known from elsewhere.
func seeds(in []source.Inline) []source.Inline {
	created := map[string]bool{}
	for _, i := range in {
		for _, m := range createdTable.FindAllStringSubmatch(i.Text, -1) {
			created[strings.ToLower(m[1])] = true
		}
	}
	return slices.DeleteFunc(in, func(i source.Inline) bool {
		m := seed.FindStringSubmatch(i.Text)
		return m != nil && !created[strings.ToLower(m[1])]
	})
}

var createdTable = lazyregexp.New("(?is)\\bCREATE\\s+(?:TEMP\\w*\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?[`\"]?(\\w+)")

func insertsRows(text string) bool {
	return seed.MatchString(text) && !parameter.MatchString(text) && !formatVerb.MatchString(text)
}
