package rules_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/rules/proposal"
)

// What privet init proposes for a shop with roles is right by the JSON schema and
// for its reader, and describes the shop as it is: the next scan finds no right
// that the file does not give, and nothing wrong with the file but what it leaves
// to the owner.
func TestTheNextScanAgreesWithTheProposal(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "fix", "mysql.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []phrase.Lang{phrase.English, phrase.Dutch} {
		var files []txtar.File
		for _, f := range a.Files {
			if f.Name != "privet.yaml" {
				files = append(files, f)
			}
		}
		dir := unpack(t, files)
		text := proposal.Write(scan(t, dir).inv, proposal.Answers{}, lang)
		validates(t, text)
		if err := os.WriteFile(filepath.Join(dir, "privet.yaml"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, f := range scan(t, dir).findings {
			if f.Rule == "ACC-004" || f.Span.File == "privet.yaml" && f.Severity == finding.Error {
				t.Errorf("%s: %s\n%s", f.Rule, f.Message.EN, text)
			}
		}
	}
}

// validates holds a policy file against the JSON schema that is shipped.
func validates(t *testing.T, text []byte) {
	t.Helper()
	shipped, err := policy.JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(shipped))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("privet.schema.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("privet.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(instance); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}
