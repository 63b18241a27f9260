package analyzer

import (
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/privet-dev/privet/analyzer/flow"
	"github.com/privet-dev/privet/analyzer/gosource"
)

// Analyzer checks one package at a time, as go vet, golangci-lint and Bazel's
// nogo do. It runs the rules whose evidence is in Go code (rules.Rule.Code) and
// finds what Scan finds, except where that takes knowledge of packages that
// import the one at hand, or of schema files nobody handed over: docs/vet.md
// lists the differences.
var Analyzer = New()

// New returns an Analyzer with flags of its own, for drivers that need several.
func New() *analysis.Analyzer {
	v := &vet{}
	flags := flag.NewFlagSet("privet", flag.ContinueOnError)
	flags.StringVar(&v.schema, "schema", "", "file with the schemas and the policy, as privet vet writes it; its name is its digest")
	flags.BoolVar(&v.handOver, "findings", false, "report findings as JSON, for privet vet to render")
	return &analysis.Analyzer{
		Name:      "privet",
		Doc:       "report passwords stored readable or compared wrongly, and personal data in logs and URLs\n\nprivet is go vet for personal data. See privet explain RULE for each rule.",
		URL:       "https://github.com/privet-dev/privet",
		Flags:     *flags,
		FactTypes: []analysis.Fact{(*Fact)(nil)},
		Run:       v.run,
	}
}

// Fact is what a package tells its importers: the summaries of its functions and
// what its fields hold, in the form of flow.Unit.
type Fact struct{ Summary []byte }

// AFact marks Fact as a fact of go/analysis.
func (*Fact) AFact() {}

// String says how much is known, for drivers that print facts.
func (f *Fact) String() string { return fmt.Sprintf("%d bytes of summaries", len(f.Summary)) }

// vet is the Analyzer with the values of its flags.
type vet struct {
	schema   string
	handOver bool
}

// run analyses one package. Packages of the standard library and of other
// modules are left alone: what they do is known from models. A fault of privet's
// own loses this package and is said; it must not fail the unit, or go vet could
// not check the packages that import it.
func (v *vet) run(pass *analysis.Pass) (result any, err error) {
	if !ofThisModule(pass) {
		return nil, nil
	}
	defer func() {
		if r := recover(); r != nil {
			pass.Reportf(pass.Files[0].Package, "privet could not analyse this package, please report this as a bug: %v", r)
			result, err = nil, nil
		}
	}()
	return nil, v.check(pass)
}

func (v *vet) check(pass *analysis.Pass) error {
	root := moduleRoot(pass)
	pkg := packageOf(pass)
	if len(pkg.Files) == 0 { // tests only
		return nil
	}
	known, err := knowledgeIn(v.schema)
	if err != nil {
		return err
	}
	mod := &gosource.Module{Dir: ".", Fset: pass.Fset, Packages: []*gosource.Package{pkg}}
	if pass.Module != nil {
		mod.Path = pass.Module.Path
	}
	unit, err := flow.AnalyzeUnit(context.Background(), mod, flow.Input{
		Root: root, Databases: known.Databases, Queries: known.Queries, Classifier: known.classifier,
	}, importedFacts(pass))
	if err != nil {
		return fmt.Errorf("privet: %s: %w", pass.Pkg.Path(), err)
	}
	found := known.findings(pass, root, pkg, unit)
	fact, err := unit.Fact(reported(root, found))
	if err != nil {
		return fmt.Errorf("privet: %s: %w", pass.Pkg.Path(), err)
	}
	pass.ExportPackageFact(&Fact{fact})
	for i := range found {
		if err := v.report(pass, root, &found[i]); err != nil {
			return err
		}
	}
	return nil
}

// ofThisModule reports whether the package belongs to the module, or workspace,
// under analysis. Drivers that know of no modules (nogo) hand over only what
// they were asked to check, and the standard library.
func ofThisModule(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Path != "" {
		return pass.Module.Version == ""
	}
	first, _, _ := strings.Cut(pass.Pkg.Path(), "/")
	return strings.Contains(first, ".")
}

// moduleRoot is the folder of the module, from where its import path and the
// package's part. Findings name files relative to it.
func moduleRoot(pass *analysis.Pass) string {
	dir := filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename)
	if pass.Module == nil {
		return dir
	}
	path := strings.TrimSuffix(pass.Pkg.Path(), "_test")
	below, ok := strings.CutPrefix(path, pass.Module.Path+"/")
	if !ok {
		return dir
	}
	if root, ok := strings.CutSuffix(filepath.ToSlash(dir), "/"+below); ok {
		return filepath.FromSlash(root)
	}
	return dir
}

// packageOf returns the package without its test files, which no other file
// depends on.
func packageOf(pass *analysis.Pass) *gosource.Package {
	p := &gosource.Package{Path: pass.Pkg.Path(), Types: pass.Pkg, Imports: gosource.Dependencies(pass.Pkg)}
	info := *pass.TypesInfo
	info.InitOrder = nil
	for _, f := range pass.Files {
		if !strings.HasSuffix(pass.Fset.Position(f.Package).Filename, "_test.go") {
			p.Files = append(p.Files, f)
		}
	}
	for _, in := range pass.TypesInfo.InitOrder {
		if within(p.Files, in) {
			info.InitOrder = append(info.InitOrder, in)
		}
	}
	p.Info = &info
	return p
}

func within(files []*ast.File, in *types.Initializer) bool {
	for _, f := range files {
		if f.FileStart <= in.Rhs.Pos() && in.Rhs.Pos() < f.FileEnd {
			return true
		}
	}
	return false
}

func importedFacts(pass *analysis.Pass) [][]byte {
	var out [][]byte
	for _, imp := range pass.Pkg.Imports() {
		var f Fact
		if pass.ImportPackageFact(imp, &f) {
			out = append(out, f.Summary)
		}
	}
	return out
}
