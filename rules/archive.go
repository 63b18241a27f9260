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
	Also  []NamedFiles  // further cases it finds, each with its findings in a file "want"
	Quiet []NamedFiles  // look-alikes in which it finds nothing
	Want  string        // the findings in Bad, rendered
	raw   txtar.Archive // as stored, for rewriting Want
}

// NamedFiles is one look-alike, or one further case.
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
		case "also":
			a.Also = addNamed(a.Also, file)
		case "quiet":
			a.Quiet = addNamed(a.Quiet, file)
		}
	}
	return a, nil
}

// addNamed adds a file of a case, whose first folder is the case's name.
func addNamed(cases []NamedFiles, f txtar.File) []NamedFiles {
	name, rest, _ := strings.Cut(f.Name, "/")
	f.Name = rest
	if n := len(cases); n > 0 && cases[n-1].Name == name {
		cases[n-1].Files = append(cases[n-1].Files, f)
		return cases
	}
	return append(cases, NamedFiles{Name: name, Files: []txtar.File{f}})
}
