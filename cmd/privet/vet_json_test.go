package main

import (
	"strings"
	"testing"
)

func TestWhatGoVetPrintsIsReadPackageByPackage(t *testing.T) {
	pkgs, rest := readVet([]byte(`# example.org/b
{
	"example.org/b": {
		"privet": [
			{
				"category": "privet.finding",
				"posn": "/x/b.go:1:2",
				"message": "{\"Rule\":\"DIS-001\"}"
			}
		]
	}
}
# example.org/c
c.go:3:1: undefined: nothing
# example.org/a
{}
{"example.org/a": {"privet": {"error": "it failed"}}}
`))
	if len(pkgs) != 2 || pkgs[0].path != "example.org/a" || pkgs[1].path != "example.org/b" {
		t.Fatalf("got %+v", pkgs)
	}
	if d := pkgs[1].diagnostics; len(d) != 1 || d[0].Message != `{"Rule":"DIS-001"}` || d[0].Category != "privet.finding" {
		t.Errorf("b: %+v", d)
	}
	if d := pkgs[0].diagnostics; len(d) != 1 || !strings.Contains(d[0].Message, "it failed") {
		t.Errorf("a: an analyzer's error is lost: %+v", d)
	}
	if string(rest) != "c.go:3:1: undefined: nothing\n" {
		t.Errorf("rest: %q", rest)
	}
}
