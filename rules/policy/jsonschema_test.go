package policy

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite docs/privet.schema.json")

func TestTheShippedSchemaIsFresh(t *testing.T) {
	want, err := JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "..", "docs", "privet.schema.json")
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("docs/privet.schema.json is stale, run go test ./rules/policy -update (-want +got):\n%s", diff)
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	source, err := JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("privet.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("privet.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML as the JSON values a schema judges.
func asJSON(t *testing.T, source []byte) any {
	t.Helper()
	data, err := yaml.YAMLToJSON(source)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemaAndReaderAgree(t *testing.T) {
	good, err := os.ReadFile(filepath.Join("testdata", "webshop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s := compiled(t)
	if err := s.Validate(asJSON(t, good)); err != nil {
		t.Errorf("the schema refuses what the reader accepts: %v", err)
	}
	for _, bad := range []string{
		"version: 1\npurpose: []\n",
		"register: x\n",
		"version: 1\nexceptions: [{rule: MIN-001, where: a, reason: r}]\n",
		"version: 1\naccess: {bi: {orders: [selct]}}\n",
	} {
		_, err := read(t, bad)
		if s.Validate(asJSON(t, []byte(bad))) == nil || err == nil {
			t.Errorf("accepted by the schema or by the reader (%v):\n%s", err, bad)
		}
	}
}
