package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

var update = flag.Bool("update", false, "rewrite the golden reports")

// golden compares a report with the file of that name in testdata/golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

func written(t *testing.T, write Writer, r *Result, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReportsOfTheSampleShop(t *testing.T) {
	cases := []struct {
		file  string
		write Writer
		set   func(*Options)
	}{
		{"text.txt", Text, func(*Options) {}},
		{"text.nl.txt", Text, func(o *Options) { o.Lang = phrase.Dutch }},
		{"text.terminal.txt", Text, func(o *Options) { o.Terminal, o.Color = true, true }},
		{"text.narrow.txt", Text, func(o *Options) { o.Terminal, o.Width = true, 44 }},
		{"result.json", JSON, func(*Options) {}},
		{"result.nl.json", JSON, func(o *Options) { o.Lang = phrase.Dutch }},
		{"result.sarif", SARIF, func(o *Options) { o.Base = "apps/my shop" }},
		{"github.txt", GitHub, func(o *Options) { o.Base = "apps/my shop" }},
		{"gitlab.json", GitLab, func(*Options) {}},
		{"junit.xml", JUnit, func(*Options) {}},
		{"markdown.md", Markdown, func(*Options) {}},
		{"markdown.nl.md", Markdown, func(o *Options) { o.Lang = phrase.Dutch }},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			o := sampleOptions(t)
			c.set(&o)
			r := sample(t)
			got := written(t, c.write, r, o)
			golden(t, c.file, got)
			if again := written(t, c.write, r, o); !bytes.Equal(got, again) {
				t.Error("the same result was written in two ways")
			}
		})
	}
}

func TestNoFormatLetsTerminalEscapesThrough(t *testing.T) {
	for name, write := range map[string]Writer{"text": Text, "json": JSON, "sarif": SARIF, "github": GitHub, "gitlab": GitLab, "junit": JUnit, "markdown": Markdown} {
		if got := written(t, write, sample(t), sampleOptions(t)); bytes.ContainsAny(got, "\x1b\a") {
			t.Errorf("%s contains a control character", name)
		}
	}
}

// TestEveryFormatShowsDrift: what a server has and no file states must not be
// seen in one format only.
func TestEveryFormatShowsDrift(t *testing.T) {
	for name, write := range map[string]Writer{"text": Text, "json": JSON, "sarif": SARIF, "github": GitHub, "gitlab": GitLab, "junit": JUnit, "markdown": Markdown} {
		got := strings.ReplaceAll(string(written(t, write, sample(t), sampleOptions(t))), `\_`, "_")
		for _, want := range []string{"column users.email is varchar(255) in the files, text on the server", "is on the server, in no file"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is missing", name, want)
			}
		}
	}
}

// TestAFindingOnAServerHasNoFile: no advice to write a comment where there is no
// file, and no path of a file that does not exist.
func TestAFindingOnAServerHasNoFile(t *testing.T) {
	r := sample(t)
	f := plaintextPassword(t)
	f.Span = schema.Span{Position: schema.Position{File: "postgres://db.internal:5432/shop"}}
	f.Steps, f.Others = nil, nil
	r.Findings = []finding.Finding{f}
	o := sampleOptions(t)
	o.Base, o.Width = "apps/my shop", 400
	text := string(written(t, Text, r, o))
	if !strings.Contains(text, "exceptions: [{rule: CRED-001, where:") || strings.Contains(text, "privet:ignore") {
		t.Errorf("advice for a server's finding:\n%s", text)
	}
	for name, write := range map[string]Writer{"sarif": SARIF, "github": GitHub, "gitlab": GitLab, "junit": JUnit, "markdown": Markdown} {
		got := string(written(t, write, r, o))
		if strings.Contains(got, "apps/my shop/postgres") || strings.Contains(got, "file=postgres") || strings.Contains(got, "my%20shop/postgres") {
			t.Errorf("%s takes the server for a file:\n%s", name, got)
		}
	}
}

func TestCleanResultSaysSo(t *testing.T) {
	r := sample(t)
	r.Findings, r.Suppressed = nil, nil
	if got, want := Summary(r, Options{}), "No findings in 2 Go files, 1 schema"; got != want {
		t.Errorf("summary = %q, want %q", got, want)
	}
	if got, want := Summary(r, Options{Lang: phrase.Dutch, Terminal: true}), "Geen bevindingen in 2 Go-bestanden, 1 schema · 2,4 s"; got != want {
		t.Errorf("summary = %q, want %q", got, want)
	}
}

func TestReasonsAreGivenOnceForEachRule(t *testing.T) {
	r := sample(t)
	f := plaintextPassword(t)
	f.Span = at(t, "schema.sql", "email")
	r.Findings = append(r.Findings, f)
	got := string(written(t, Text, r, sampleOptions(t)))
	if n := strings.Count(got, "= why: anyone"); n != 1 {
		t.Errorf("why is given %d times, want once", n)
	}
	if n := strings.Count(got, "= help: hash it first"); n != 2 {
		t.Errorf("help is given %d times, want with each finding", n)
	}
}

// validate checks a document against a JSON schema file.
func validate(t *testing.T, schemaFile string, doc []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %v", schemaFile, err)
	}
}

func TestJSONKeepsItsContract(t *testing.T) {
	const contract = "../docs/privet-result.schema.json"
	for name, r := range map[string]*Result{"sample": sample(t), "empty": {Tool: Tool{Name: "privet"}}} {
		doc := written(t, JSON, r, Options{})
		validate(t, contract, doc)
		if bytes.Contains(doc, []byte("null")) {
			t.Errorf("%s: a key is null", name)
		}
	}
}

// TestSchemaKnowsEveryKey fails when a key is written that the published schema
// does not describe.
func TestSchemaKnowsEveryKey(t *testing.T) {
	published, err := os.ReadFile("../docs/privet-result.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(written(t, JSON, sample(t), Options{}), &doc); err != nil {
		t.Fatal(err)
	}
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				if !strings.Contains(string(published), `"`+key+`": {`) {
					t.Errorf("key %q is not in the schema", key)
				}
				visit(value)
			}
		case []any:
			for _, value := range v {
				visit(value)
			}
		}
	}
	visit(doc)
}
