package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestMain lets scripts run "privet" as a command of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"privet": main,
	})
}

// TestScripts runs the manual: every archive in testdata/script is one thing a
// user does, with what privet answers.
func TestScripts(t *testing.T) {
	shops, err := filepath.Abs("../../testdata/shops")
	if err != nil {
		t.Fatal(err)
	}
	contract, err := filepath.Abs("../../docs/privet-result.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			home, err := os.UserHomeDir()
			if err != nil {
				return err
			}
			e.Setenv("SHOPS", shops)
			e.Setenv("CONTRACT", contract)
			// The go command finds its caches where it always does.
			e.Setenv("HOME", home)
			e.Setenv("GOCACHE", os.Getenv("GOCACHE"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"repeat":   repeat,
			"valid":    valid,
			"rawbytes": rawBytes,
		},
	})
}

// repeat FILE COUNT TEXT writes TEXT, with its number for %d, COUNT times behind
// one another: large inputs need not be in the archive.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: repeat FILE COUNT TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	w := bufio.NewWriter(f)
	for i := range n {
		fmt.Fprint(w, strings.ReplaceAll(args[2], "%d", strconv.Itoa(i)))
	}
	ts.Check(w.Flush())
	ts.Check(f.Close())
}

// rawbytes FILE GO-STRING writes the bytes of a quoted Go string: NUL and
// invalid UTF-8 cannot stand in an archive.
func rawBytes(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: rawbytes FILE STRING")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// valid SCHEMA FILE checks a JSON file against a JSON schema.
func valid(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: valid SCHEMA FILE")
	}
	schema, err := jsonschema.NewCompiler().Compile(ts.MkAbs(args[0]))
	ts.Check(err)
	var doc any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &doc))
	err = schema.Validate(doc)
	if neg == (err == nil) {
		ts.Fatalf("validation of %s: %v", args[1], err)
	}
}
