package rules

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed testdata/*.txtar
var archives embed.FS

// Archive is what a rule's testdata/ID.txtar holds: the same cases that the
// tests run and the documentation shows.
type Archive struct {
	About string        // one line: what the rule is about
	Bad   []txtar.File  // the case it finds
	Good  []txtar.File  // the same case put right
	Quiet []NamedFiles  // look-alikes in which it finds nothing
	Want  string        // the findings in Bad, rendered
	raw   txtar.Archive // as stored, for rewriting Want
}

// NamedFiles is one look-alike.
type NamedFiles struct {
	Name  string
	Files []txtar.File
}

// ArchiveOf returns the archive of a rule.
func ArchiveOf(id string) (*Archive, error) {
	data, err := fs.ReadFile(archives, path.Join("testdata", id+".txtar"))
	if err != nil {
		return nil, err
	}
	raw := txtar.Parse(data)
	a := &Archive{About: strings.TrimSpace(string(raw.Comment)), raw: *raw}
	for _, f := range raw.Files {
		dir, name, _ := strings.Cut(f.Name, "/")
		file := txtar.File{Name: name, Data: f.Data}
		switch dir {
		case "bad":
			a.Bad = append(a.Bad, file)
		case "good":
			a.Good = append(a.Good, file)
		case "want":
			a.Want = string(f.Data)
		case "quiet":
			a.addQuiet(file)
		}
	}
	return a, nil
}

// addQuiet adds a file of a look-alike, whose first folder is its name.
func (a *Archive) addQuiet(f txtar.File) {
	name, rest, _ := strings.Cut(f.Name, "/")
	f.Name = rest
	if n := len(a.Quiet); n > 0 && a.Quiet[n-1].Name == name {
		a.Quiet[n-1].Files = append(a.Quiet[n-1].Files, f)
		return
	}
	a.Quiet = append(a.Quiet, NamedFiles{Name: name, Files: []txtar.File{f}})
}
