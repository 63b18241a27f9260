package analyzer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/privet-dev/privet/analyzer/flow"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/ignore"
	"github.com/privet-dev/privet/schema"
)

// findings joins the unit with the schemas and returns what the rules on code
// find in it. All rules run, because one may say what another leaves to it.
func (k *knowledge) findings(pass *analysis.Pass, root string, pkg *gosource.Package, unit *flow.Unit) []finding.Finding {
	inv := inventory.Build(inventory.Input{Databases: k.Databases, Usage: unit.Facts, Classifier: k.classifier})
	all := rules.Run(inv, rules.Options{Policy: k.policy})
	if k.policy != nil {
		all, _, _ = k.policy.Except(all, time.Now())
	}
	kept, _ := ignore.Apply(all, directives(pass, root, pkg), time.Now())
	onCode := map[string]bool{}
	for _, r := range rules.All() {
		onCode[r.ID] = r.Code
	}
	var out []finding.Finding
	for _, f := range kept {
		if onCode[f.Rule] && inCode(pass, root, &f, unit.Facts) && !unit.Reported(report(root, &f)) {
			out = append(out, f)
		}
	}
	return out
}

// inCode reports whether the finding is on something this package does, here or
// through a function it calls, and not on the schema, which every unit sees.
func inCode(pass *analysis.Pass, root string, f *finding.Finding, facts *usage.Facts) bool {
	if !strings.HasSuffix(f.Span.File, ".go") {
		return false
	}
	if place(pass, root, f.Span).IsValid() {
		return true
	}
	for i := range facts.Events {
		if e := &facts.Events[i]; e.Span.File == f.Span.File && e.Span.Line == f.Span.Line && !e.Test {
			return true
		}
	}
	return false
}

// directives reads the privet:ignore comments of the package's files.
func directives(pass *analysis.Pass, root string, pkg *gosource.Package) []ignore.Directive {
	var out []ignore.Directive
	for _, f := range pkg.Files {
		name := pass.Fset.Position(f.Package).Filename
		data, err := readFile(pass, name)
		if err != nil || !bytes.Contains(data, []byte("privet:ignore")) {
			continue
		}
		if ds, err := ignore.Read(bytes.NewReader(data), gosource.Rel(root, name)); err == nil {
			out = append(out, ds...)
		}
	}
	return out
}

func readFile(pass *analysis.Pass, name string) ([]byte, error) {
	if pass.ReadFile != nil {
		return pass.ReadFile(name)
	}
	return os.ReadFile(name)
}

func reported(root string, fs []finding.Finding) []flow.Reported {
	var out []flow.Reported
	for i := range fs {
		out = append(out, report(root, &fs[i]))
	}
	return out
}

// report names a finding independently of the unit: by rule and absolute place.
func report(root string, f *finding.Finding) flow.Reported {
	return flow.Reported{Rule: f.Rule, Position: absolute(root, f.Span).Position}
}

func absolute(root string, s schema.Span) schema.Span {
	if s.File != "" && !filepath.IsAbs(s.File) {
		s.File = filepath.ToSlash(filepath.Join(root, s.File))
	}
	return s
}

// FindingCategory is the category of diagnostics whose message is a finding as
// JSON, with absolute file names.
const FindingCategory = "privet.finding"

// report reports one finding. Where it lies in another package, whose function
// this one hands data to, the diagnostic stands at the last step in this one.
func (v *vet) report(pass *analysis.Pass, root string, f *finding.Finding) error {
	d := analysis.Diagnostic{Pos: place(pass, root, f.Span), Category: f.Rule, URL: "https://github.com/privet-dev/privet/blob/main/docs/rules/" + f.Rule + ".md"}
	for _, s := range f.Steps {
		pos := place(pass, root, s.Span)
		if !pos.IsValid() {
			continue
		}
		if s.Span != f.Span {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: s.Message.EN})
		}
		if !place(pass, root, f.Span).IsValid() {
			d.Pos = pos
		}
	}
	if !d.Pos.IsValid() {
		d.Pos = pass.Files[0].Package
	}
	d.Message = fmt.Sprintf("%s (privet explain %s)", f.Message.EN, f.Rule)
	if v.handOver {
		data, err := json.Marshal(handedOver(root, *f))
		if err != nil {
			return fmt.Errorf("privet: %w", err)
		}
		d.Category, d.Message, d.Related = FindingCategory, string(data), nil
	}
	pass.Report(d)
	return nil
}

// handedOver makes the finding's file names absolute: units of one run have
// different roots.
func handedOver(root string, f finding.Finding) finding.Finding {
	f.Span = absolute(root, f.Span)
	for _, steps := range []*[]finding.Step{&f.Steps, &f.Others} {
		var out []finding.Step
		for _, s := range *steps {
			if strings.HasSuffix(s.Span.File, ".go") {
				s.Span = absolute(root, s.Span)
			}
			out = append(out, s)
		}
		*steps = out
	}
	return f
}

// place finds a span in the files of the pass; NoPos when it lies elsewhere.
func place(pass *analysis.Pass, root string, s schema.Span) token.Pos {
	for _, f := range pass.Files {
		tf := pass.Fset.File(f.Package)
		if tf != nil && gosource.Rel(root, tf.Name()) == s.File && s.Offset >= 0 && s.Offset <= tf.Size() {
			return tf.Pos(s.Offset)
		}
	}
	return token.NoPos
}
