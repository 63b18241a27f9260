package analyzer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/load"
)

// Knowledge is what a package alone does not tell: the schemas, the query files
// and the policy of its project. A front end reads them once and hands them to
// the units in a file whose name is the digest of its content: go vet's cache
// knows the name of a file given by flag, not what is in it.
type Knowledge struct {
	Databases []*schema.Database
	Queries   []load.QueryFile
	Policy    []byte // privet.yaml as written; nil: there is none
}

// Write stores the knowledge below dir and returns the file.
func (k *Knowledge) Write(dir string) (string, error) {
	data, err := json.Marshal(k.forCode())
	if err != nil {
		return "", fmt.Errorf("hand over the schema: %w", err)
	}
	sum := sha256.Sum256(data)
	name := filepath.Join(dir, hex.EncodeToString(sum[:])+".json")
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("hand over the schema: %w", err)
	}
	tmp, err := os.CreateTemp(dir, "schema")
	if err != nil {
		return "", fmt.Errorf("hand over the schema: %w", err)
	}
	defer os.Remove(tmp.Name()) // fails once it was renamed
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return "", fmt.Errorf("hand over the schema: %w", err)
	}
	if err := tmp.Close(); err != nil {
		return "", fmt.Errorf("hand over the schema: %w", err)
	}
	if err := os.Rename(tmp.Name(), name); err != nil {
		return "", fmt.Errorf("hand over the schema: %w", err)
	}
	return name, nil
}

// forCode leaves out what rules on code do not look at: a change of a grant
// should not make go vet run again.
func (k *Knowledge) forCode() *Knowledge {
	out := *k
	out.Databases = nil
	for _, db := range k.Databases {
		kept := *db
		kept.Roles, kept.Memberships, kept.Grants, kept.Defaults, kept.Publications = nil, nil, nil, nil, nil
		kept.Dynamic, kept.Notes, kept.Dropped = nil, nil, nil
		out.Databases = append(out.Databases, &kept)
	}
	return &out
}

// knowledge is Knowledge ready for use.
type knowledge struct {
	Knowledge
	policy     *policy.Policy
	classifier *personal.Classifier
}

// read holds what was read in this process, by file: golangci-lint analyses all
// packages in one.
var read sync.Map

// knowledgeIn reads a file that Write wrote; "" stands for none.
func knowledgeIn(name string) (*knowledge, error) {
	once, _ := read.LoadOrStore(name, sync.OnceValues(func() (*knowledge, error) { return readKnowledge(name) }))
	return once.(func() (*knowledge, error))()
}

func readKnowledge(name string) (*knowledge, error) {
	k := &knowledge{}
	if name != "" {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("privet: -schema: %w", err)
		}
		if err := json.Unmarshal(data, &k.Knowledge); err != nil {
			return nil, fmt.Errorf("privet: -schema: %s is not a file that privet vet wrote: %w", name, err)
		}
	}
	for _, db := range k.Databases {
		db.Reindex()
	}
	var opts []personal.Option
	if k.Policy != nil {
		pol, err := policy.Read(bytes.NewReader(k.Policy), "privet.yaml")
		if err != nil {
			return nil, fmt.Errorf("privet: %w", err)
		}
		k.policy = pol
		opts = pol.ClassifierOptions()
	}
	c, err := personal.New(opts...)
	if err != nil {
		return nil, fmt.Errorf("privet: %w", err)
	}
	k.classifier = c
	return k, nil
}
