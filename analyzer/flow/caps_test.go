package flow_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/flow"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// TestNoInputMakesItHang runs the engine on generated code of the shapes that
// made other taint analyses run for hours: it must end, within its bounds, and find
// what stands beside the monster.
func TestNoInputMakesItHang(t *testing.T) {
	for name, source := range map[string]string{
		"huge function":  hugeFunction(2000),
		"deep recursion": recursion(100),
		"wide interface": wideInterface(60),
		"string table":   stringTable(3000),
		"branches":       branches(290), // just below maxExactBlocks: a memory for each block
		"more branches":  branches(600),
		"options":        options(40),
		"types":          ownTypes,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, last := worstModule(t, source)
			facts := analyze(t, dir)
			if !logsAt(facts, last) {
				t.Errorf("the finding beside it is lost: %+v", facts.Events)
			}
			if len(facts.Notes) > 0 {
				t.Errorf("public code is a small part of this, so it must not be cut: %+v", facts.Notes)
			}
		})
	}
}

// ownTypes are types that are made of themselves.
const ownTypes = `package worst

import (
	"encoding/json"
	"log"
	"net/http"
)

type Document *Document

type List []List

type Table map[string]Table

type Chan chan Chan

type Func func(Func) Func

type Whole struct {
	Document Document
	List     List
	Table    *Table
	Chan     Chan
	Func     Func
	Email    string
	Next     *Whole
}

func show(d Document, w Whole) {
	out, _ := json.Marshal(w)
	log.Println(d, *d, w.Document, string(out))
}
`

// worstModule writes source and a function with a finding to a module, and
// returns its folder and that finding's line.
func worstModule(t *testing.T, source string) (dir string, last int) {
	t.Helper()
	dir = t.TempDir()
	source += "\nfunc beside(r *http.Request) { log.Println(r.FormValue(\"phone_number\")) }\n"
	files := map[string]string{"go.mod": "module worst.example/case\n\ngo 1.26\n", "worst.go": source}
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, strings.Count(source, "\n")
}

func logsAt(facts *usage.Facts, line int) bool {
	return slices.ContainsFunc(facts.Events, func(e usage.Event) bool { return e.Kind == usage.Log && e.Span.Line == line })
}

// TestCutFunctionIsSaid reaches the bound on one function.
func TestCutFunctionIsSaid(t *testing.T) {
	dir, last := worstModule(t, branches(290))
	const plenty = 1 << 40
	facts := analyzeWith(t, dir, func(in flow.Input) flow.Input { return in.Bounded(100_000, plenty, plenty) })
	if !logsAt(facts, last) {
		t.Errorf("the finding beside it is lost: %+v", facts.Events)
	}
	if !slices.ContainsFunc(facts.Notes, func(n schema.Note) bool { return n.Message == "function f is too large to follow completely" }) {
		t.Errorf("not said to be cut: %+v", facts.Notes)
	}
}

// TestCutWorkIsSaid reaches the bounds on a cycle of functions and on the module:
// the result says how much was cut, and what stands beside the cycle is found.
func TestCutWorkIsSaid(t *testing.T) {
	const plenty = 1 << 40
	for name, c := range map[string]struct {
		component, module int
	}{
		"nothing": {plenty, plenty},
		"cycle":   {1500, plenty},
		"module":  {plenty, 200}, // what comes before the cycle takes some 20
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, last := worstModule(t, recursion(40))
			facts := analyzeWith(t, dir, func(in flow.Input) flow.Input { return in.Bounded(plenty, c.component, c.module) })
			if !logsAt(facts, last) {
				t.Errorf("the finding beside the cycle is lost: %+v", facts.Events)
			}
			said := slices.ContainsFunc(facts.Notes, func(n schema.Note) bool {
				return strings.HasSuffix(n.Message, "first: too much work") && n.Origin.Line > 0
			})
			if cut := name != "nothing"; said != cut {
				t.Errorf("said to be cut: %v, want %v: %+v", said, cut, facts.Notes)
			}
		})
	}
}

const head = "package worst\n\nimport (\n\t\"log\"\n\t\"net/http\"\n)\n\n"

// hugeFunction passes one value through n variables.
func hugeFunction(n int) string {
	var b strings.Builder
	b.WriteString(head + "func f(r *http.Request) {\n\tv0 := r.FormValue(\"email\")\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "\tv%d := v%d + \"x\"\n", i, i-1)
	}
	fmt.Fprintf(&b, "\tlog.Println(v%d)\n}\n", n-1)
	return b.String()
}

// recursion makes n functions that all call each other.
func recursion(n int) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		fmt.Fprintf(&b, "func f%d(email string, depth int) string {\n\tif depth == 0 {\n\t\tlog.Println(email)\n\t\treturn email\n\t}\n\treturn f%d(email, depth-1) + f%d(email, depth-1)\n}\n", i, (i+1)%n, (i*7+3)%n)
	}
	b.WriteString("func start(r *http.Request) { f0(r.FormValue(\"email\"), 3) }\n")
	return b.String()
}

// options replaces one value under n conditions, one after the other: a chain
// of phis with 2 to the power of n ways through it.
func options(n int) string {
	var b strings.Builder
	b.WriteString(head + "type query struct{ Email string }\n\nfunc f(r *http.Request) {\n\tq := &query{Email: r.FormValue(\"email\")}\n")
	for i := range n {
		fmt.Fprintf(&b, "\tif o := r.FormValue(\"o%d\"); o != \"\" && o != \"0\" {\n\t\tq = with(q)\n\t}\n", i)
	}
	b.WriteString("\tlog.Println(q.Email)\n}\n\nfunc with(q *query) *query { return &query{Email: q.Email} }\n")
	return b.String()
}

// wideInterface makes n implementations of one interface that call it again.
func wideInterface(n int) string {
	var b strings.Builder
	b.WriteString(head + "type node interface{ visit(email string, next node) string }\n")
	for i := range n {
		fmt.Fprintf(&b, "type n%d struct{ kid node }\nfunc (n n%d) visit(email string, next node) string { return n.kid.visit(email, next) + next.visit(email, n.kid) }\n", i, i)
	}
	b.WriteString("func all(r *http.Request) {\n\tvar list []node\n")
	for i := range n {
		fmt.Fprintf(&b, "\tlist = append(list, n%d{})\n", i)
	}
	b.WriteString("\tfor _, n := range list {\n\t\tlog.Println(n.visit(r.FormValue(\"email\"), n))\n\t}\n}\n")
	return b.String()
}

// stringTable makes a map with n constant entries.
func stringTable(n int) string {
	var b strings.Builder
	b.WriteString(head + "var table = map[string]string{\n")
	for i := range n {
		fmt.Fprintf(&b, "\t\"key%d\": \"value %d\",\n", i, i)
	}
	b.WriteString("}\n\nfunc f(r *http.Request) { log.Println(table[r.FormValue(\"email\")]) }\n")
	return b.String()
}

// branches makes a function with n conditions, in a loop.
func branches(n int) string {
	var b strings.Builder
	b.WriteString(head + "type rec struct{ email, phone, name string }\n\nfunc f(r *http.Request) {\n\tvar x rec\n\tfor {\n")
	for i := range n {
		fmt.Fprintf(&b, "\t\tif r.FormValue(\"k%d\") == \"\" {\n\t\t\tx.email, x.phone, x.name = x.phone, x.name, r.FormValue(\"email\")\n\t\t}\n", i)
	}
	b.WriteString("\t\tlog.Println(x)\n\t}\n}\n")
	return b.String()
}
