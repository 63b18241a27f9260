package gosource

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/privet-dev/privet/schema"
)

func degraded(fset *token.FileSet, root string, p *Package, cause string) schema.Note {
	file := ""
	if len(p.Files) > 0 {
		file = Rel(root, filepath.Dir(fset.Position(p.Files[0].Package).Filename))
	}
	msg := fmt.Sprintf("package %s has errors", p.Path)
	if n := len(p.Untyped); n > 0 {
		msg += fmt.Sprintf("; %d functions are analysed in part", n)
	}
	return note(file, msg+": "+cause, "make it build (go mod download, go generate) for a complete analysis")
}

// withoutRoot leaves the scanned folder out of the go command's words: results do not
// depend on where a project lies.
func withoutRoot(root, text string) string {
	text = strings.ReplaceAll(text, root+string(filepath.Separator), "")
	if rest, ok := strings.CutSuffix(text, root); ok {
		return rest + "."
	}
	return text
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}
