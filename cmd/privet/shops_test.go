package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// truth is what a careful reader finds in an example shop: truth.yaml.
type truth struct {
	Fields map[string]struct {
		Category   string `yaml:"category"`
		Protection string `yaml:"protection"`
	} `yaml:"fields"`
	Findings []struct {
		Rule  string `yaml:"rule"`
		File  string `yaml:"file"`
		Line  string `yaml:"line"`  // part of the source line
		After string `yaml:"after"` // the line stands behind this one
	} `yaml:"findings"`
}

// TestShops holds what privet prints of the example shops against what a reader
// found in them, in both directions: nothing missing, nothing else. In the clean
// twins that is no finding at all.
func TestShops(t *testing.T) {
	shops, err := filepath.Glob("../../testdata/shops/*/truth.yaml")
	if err != nil || len(shops) < 4 {
		t.Fatalf("the example shops are gone: %v %v", shops, err)
	}
	for _, file := range shops {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			want := readTruth(t, file)
			got := scanJSON(t, dir)
			if diff := cmp.Diff(want.fields(), got.fields()); diff != "" {
				t.Errorf("fields (-truth +privet):\n%s", diff)
			}
			if diff := cmp.Diff(want.findings(t, dir), got.findings()); diff != "" {
				t.Errorf("findings (-truth +privet):\n%s", diff)
			}
		})
	}
}

func readTruth(t *testing.T, file string) truth {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want truth
	if err := yaml.UnmarshalWithOptions(data, &want, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return want
}

// scanned is the part of the JSON contract that a truth file speaks about.
type scanned struct {
	Inventory []struct {
		Table, Column, Category, Protection string
		MayHold                             bool
	}
	Findings []struct {
		Rule, File string
		Line       int
	}
}

func scanJSON(t *testing.T, dir string) scanned {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := run(t.Context(), []string{"scan", "--format", "json", dir}, strings.NewReader(""), &out, &errOut); code != exitClean && code != exitFindings {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	var got scanned
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func (w truth) fields() map[string]string {
	out := map[string]string{}
	for name, f := range w.Fields {
		out[name] = f.Category + " " + f.Protection
	}
	return out
}

func (s scanned) fields() map[string]string {
	out := map[string]string{}
	for _, item := range s.Inventory {
		if item.Category != "" {
			out[item.Table+"."+item.Column] = item.Category + " " + item.Protection
		}
	}
	return out
}

// findings turns the quoted source lines into places.
func (w truth) findings(t *testing.T, dir string) []string {
	t.Helper()
	out := []string{}
	for _, f := range w.Findings {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.File)))
		if err != nil {
			t.Fatal(err)
		}
		text, first := string(data), 0
		if f.After != "" {
			if first = strings.Index(text, f.After); first < 0 {
				t.Errorf("%s: %q is not in it", f.File, f.After)
			}
		}
		at := strings.Index(text[max(first, 0):], f.Line)
		if at < 0 {
			t.Errorf("%s: %q is not in it", f.File, f.Line)
			continue
		}
		out = append(out, fmt.Sprintf("%s %s:%d", f.Rule, f.File, 1+strings.Count(text[:max(first, 0)+at], "\n")))
	}
	slices.Sort(out)
	return out
}

func (s scanned) findings() []string {
	out := []string{}
	for _, f := range s.Findings {
		out = append(out, fmt.Sprintf("%s %s:%d", f.Rule, f.File, f.Line))
	}
	slices.Sort(out)
	return out
}
