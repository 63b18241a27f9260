package personal

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed data/lexicon/*.yaml
var lexiconFiles embed.FS

// lexiconFile is the shape of a file in data/lexicon: what privet knows of one
// language. Adding a language is adding a file.
type lexiconFile struct {
	Language  string `yaml:"language"`   // ISO 639-1
	HeadFirst bool   `yaml:"head_first"` // a compound begins with its head: correo del cliente
	// Borrowed are words that schemas in this language use and that are of another,
	// named by its code: bsn is Dutch wherever it stands.
	Borrowed map[string][]string `yaml:"borrowed"`
	// Subjects are nouns that tell what a row of a table is about.
	Subjects struct {
		Person      []string `yaml:"person"`      // a row is a person; in a column name: whose value it is
		Event       []string `yaml:"event"`       // a row is something one person did or has
		Thing       []string `yaml:"thing"`       // a row is a thing, a firm, a setting
		Public      []string `yaml:"public"`      // public figures in catalogues
		Facet       []string `yaml:"facet"`       // behind another noun: a list of kinds (customer_group)
		Transparent []string `yaml:"transparent"` // says nothing: the noun before it decides (customer_details)
		Maybe       []string `yaml:"maybe"`       // of the nouns above: a person's only where the columns say so too (profiles, accounts)
		Machine     []string `yaml:"machine"`     // of the things: one that has addresses of its own (servers)
		Firm        []string `yaml:"firm"`        // before an event: it is a firm's (supplier_invoice)
		Kind        []string `yaml:"kind"`        // in front: a list of kinds (type_prescription)
		Log         []string `yaml:"log"`         // of the transparent: what happened, one by one (order_status_history)
		Part        []string `yaml:"part"`        // of the things: a part of what the noun before it names (order_items)
	} `yaml:"subjects"`
	// Words may stand around a token in a column name.
	Words struct {
		Role         []string `yaml:"role"`          // billing_, home_, last_: which of several values
		Neutral      []string `yaml:"neutral"`       // _number, _code: the value itself
		Stop         []string `yaml:"stop"`          // of, de, von
		Config       []string `yaml:"config"`        // behind: handling of the value, not the value
		Event        []string `yaml:"event"`         // behind: something that happened to the value
		ConfigPrefix []string `yaml:"config_prefix"` // in front: a count, a switch
		Thing        []string `yaml:"thing"`         // in front or behind: the value is a thing's
		Plain        []string `yaml:"plain"`         // ordinary words that must not be cut into pieces
		Short        []string `yaml:"short"`         // two or three letters that may be part of a compound
		Link         []string `yaml:"link"`          // behind: a key to another table
		About        []string `yaml:"about"`         // behind: words on the value, which are as sensitive (disability_desc)
		Code         []string `yaml:"code"`          // of the neutral: a number or code, never a text
		Agent        []string `yaml:"agent"`         // behind a participle: a person did it (created_by_name)
	} `yaml:"words"`
	Categories map[ID]lexiconEntry `yaml:"categories"`
}

// lexiconEntry holds one language's tokens of a category.
type lexiconEntry struct {
	Strong    []string `yaml:"strong"`    // decides by itself
	Weak      []string `yaml:"weak"`      // needs the table to be about a person
	Row       []string `yaml:"row"`       // needs each row of the table to be a person
	Value     []string `yaml:"value"`     // the column that holds the value in a table named for the category
	Holder    []string `yaml:"holder"`    // names a table for the category, beside the tokens
	Tail      []string `yaml:"tail"`      // as weak, and whatever stands before it in a Germanic name, or behind it in a Romance one
	Lookalike []string `yaml:"lookalike"` // whole names that resemble the category and are not it
}

// builtin is the embedded lexicon. Parsing it costs more than compiling it, so it
// is read once for all classifiers, which only look at it.
var builtin = sync.OnceValues(func() ([]lexiconFile, error) { return readLexicon(lexiconFiles, "data/lexicon") })

// readLexicon reads every language file under dir, in order of language with
// English, which is always in force, first.
func readLexicon(fsys fs.FS, dir string) ([]lexiconFile, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("list lexicon: %w", err)
	}
	var files []lexiconFile
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read lexicon: %w", err)
		}
		var f lexiconFile
		if err := yaml.UnmarshalWithOptions(text, &f, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("lexicon %s: %w", name, err)
		}
		if want := strings.TrimSuffix(path.Base(name), ".yaml"); f.Language != want {
			return nil, fmt.Errorf("lexicon %s: language is %q, want %q", name, f.Language, want)
		}
		files = append(files, f)
	}
	sort.SliceStable(files, func(i, j int) bool { return files[i].Language == "en" && files[j].Language != "en" })
	return files, nil
}
