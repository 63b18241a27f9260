package flow

import (
	"go/ast"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// maxEmbedded bounds a file that is read as the value of a variable: no statement
// is longer, and what else is embedded is no text.
const maxEmbedded = 1 << 20

// readEmbedded reads the files that //go:embed puts into variables of text
// (https://pkg.go.dev/embed): statements are kept that way. Of an embed.FS it notes
// where its files are, to be read when one is asked for by name.
func (an *analysis) readEmbedded(prog *ssa.Program) {
	for _, p := range an.mod.Packages {
		pkg := prog.Package(p.Types)
		if pkg == nil {
			continue
		}
		for _, file := range p.Files {
			dir := filepath.Dir(an.mod.Fset.Position(file.Package).Filename)
			for name, pattern := range embeds(file) {
				g := pkg.Var(name)
				switch {
				case g == nil:
				case typeName(g.Type()) == "embed.FS":
					an.embeddedIn[g] = dir
				case isTextType(deref(g.Type())) || scalar(deref(g.Type())):
					if text, ok := readWithin(dir, pattern); ok {
						an.embedded[g] = text
					}
				}
			}
		}
	}
}

// embeds returns the variables of a file that a //go:embed stands above, each with
// its pattern.
func embeds(file *ast.File) map[string]string {
	var out map[string]string
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ValueSpec)
			doc := spec.Doc
			if doc == nil && len(decl.Specs) == 1 {
				doc = decl.Doc
			}
			if pattern := embedPattern(doc); pattern != "" && len(spec.Names) == 1 {
				if out == nil {
					out = map[string]string{}
				}
				out[spec.Names[0].Name] = pattern
			}
		}
	}
	return out
}

// embedPattern returns the one pattern of a comment's //go:embed, or "".
func embedPattern(doc *ast.CommentGroup) string {
	if doc == nil {
		return ""
	}
	for _, c := range doc.List {
		rest, ok := strings.CutPrefix(c.Text, "//go:embed ")
		if !ok {
			continue
		}
		rest = strings.TrimSpace(rest)
		if quoted, err := strconv.Unquote(rest); err == nil {
			return quoted
		}
		if !strings.ContainsAny(rest, " \t\"`") {
			return rest
		}
	}
	return ""
}

// embeddedFile evaluates files.ReadFile("query.sql").
func (e evaluator) embeddedFile(args []ssa.Value) []bind.Template {
	if len(args) != 2 {
		return unknown
	}
	name, ok := constString(args[1])
	load, isLoad := args[0].(*ssa.UnOp)
	if !ok || !isLoad {
		return unknown
	}
	if g, ok := load.X.(*ssa.Global); ok && e.an.embeddedIn[g] != "" {
		if text, ok := readWithin(e.an.embeddedIn[g], name); ok {
			return []bind.Template{bind.Const(text)}
		}
	}
	return unknown
}

// readWithin reads a file at or below a folder; not through links, which may lead
// anywhere on the machine of whoever scans.
func readWithin(dir, name string) (string, bool) {
	name = strings.TrimPrefix(name, "all:")
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", false
	}
	defer root.Close()
	if info, err := root.Lstat(filepath.FromSlash(name)); err != nil || !info.Mode().IsRegular() || info.Size() > maxEmbedded {
		return "", false
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return "", false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxEmbedded))
	return string(text), err == nil
}
