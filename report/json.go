package report

import (
	"encoding/json"
	"io"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// JSONVersion is the version of the JSON contract. Keys are added without
// changing it; a key that goes or changes its meaning raises it.
const JSONVersion = 1

// The types below are the contract, described by
// docs/privet-result.schema.json: every key is always present and no list is
// null, so that a reader needs no special cases.
type (
	jsonResult struct {
		Version    int              `json:"version"`
		Tool       jsonTool         `json:"tool"`
		Lang       string           `json:"lang"`
		Scope      jsonScope        `json:"scope"`
		Inventory  []jsonItem       `json:"inventory"`
		Findings   []jsonFinding    `json:"findings"`
		Suppressed []jsonSuppressed `json:"suppressed"`
	}
	jsonTool struct {
		Name     string `json:"name"`
		Version  string `json:"version"`
		Revision string `json:"revision"`
	}
	jsonScope struct {
		Files      int            `json:"files"`
		Statements int            `json:"statements"`
		Degraded   int            `json:"degraded"`
		Unparsed   []jsonNote     `json:"unparsed"`
		Packages   int            `json:"packages"`
		GoFiles    int            `json:"goFiles"`
		Pages      int            `json:"pages"`
		Mails      int            `json:"mailTemplates"`
		Settings   int            `json:"settings,omitempty"`
		Exports    int            `json:"exports,omitempty"`
		Databases  []jsonDatabase `json:"databases"`
		Modules    []jsonModule   `json:"modules"`
		Skipped    []jsonNote     `json:"skipped"`
		Notes      []jsonNote     `json:"notes"`
		Drift      []jsonDrift    `json:"drift"`
	}
	jsonDrift struct {
		Object   string `json:"object"`
		Message  string `json:"message"`
		Personal bool   `json:"personal"`
		File     string `json:"file"`
		Line     int    `json:"line"`
	}
	jsonDatabase struct {
		Name    string   `json:"name"`
		Dialect string   `json:"dialect"`
		Layout  string   `json:"layout"`
		Sources []string `json:"sources"`
		Tables  int      `json:"tables"`
	}
	jsonModule struct {
		Dir      string `json:"dir"`
		Path     string `json:"path"`
		Packages int    `json:"packages"`
		Degraded int    `json:"degraded"`
	}
	jsonNote struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
		Hint    string `json:"hint"`
	}
	jsonFinding struct {
		Rule        string     `json:"rule"`
		Name        string     `json:"name"`
		Severity    string     `json:"severity"`
		Confidence  string     `json:"confidence"`
		Message     string     `json:"message"`
		Why         string     `json:"why"`
		Help        string     `json:"help"`
		SQL         string     `json:"sql"`
		Law         []jsonLaw  `json:"law"`
		File        string     `json:"file"`
		Line        int        `json:"line"`
		Column      int        `json:"column"`
		EndLine     int        `json:"endLine"`
		EndColumn   int        `json:"endColumn"`
		Label       string     `json:"label"`
		Objects     []string   `json:"objects"`
		Evidence    []string   `json:"evidence"`
		Steps       []jsonStep `json:"steps"`
		Others      []jsonStep `json:"others"`
		Fingerprint string     `json:"fingerprint"`
	}
	jsonLaw struct {
		Ref  string `json:"ref"`
		URL  string `json:"url"`
		AsOf string `json:"asOf"`
	}
	jsonStep struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonSuppressed struct {
		Finding jsonFinding `json:"finding"`
		By      string      `json:"by"`
		Reason  string      `json:"reason"`
		Until   string      `json:"until"`
		File    string      `json:"file"`
		Line    int         `json:"line"`
	}
)

// JSON writes the result for programs: the whole inventory, every finding with
// every step, and everything that was not analysed.
func JSON(w io.Writer, r *Result, o Options) error {
	out := jsonResult{
		Version:    JSONVersion,
		Tool:       jsonTool(r.Tool),
		Lang:       o.Lang.String(),
		Scope:      jsonScopeOf(r.Inventory, o.Lang),
		Inventory:  jsonItems(r.Inventory, o.Lang),
		Findings:   []jsonFinding{},
		Suppressed: []jsonSuppressed{},
	}
	for _, f := range Ordered(r.Findings) {
		out.Findings = append(out.Findings, jsonFindingOf(f, o.Lang))
	}
	for _, s := range r.Suppressed {
		out.Suppressed = append(out.Suppressed, jsonSuppressed{
			Finding: jsonFindingOf(s.Finding, o.Lang),
			By:      string(s.By), Reason: s.Because, Until: s.Until, File: s.At.File, Line: s.At.Line,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func jsonFindingOf(f finding.Finding, l phrase.Lang) jsonFinding {
	endLine, endColumn := region(f)
	out := jsonFinding{
		Rule: f.Rule, Name: f.Name, Severity: f.Severity.String(), Confidence: f.Confidence.String(),
		Message: f.Message.In(l), Why: f.Why.In(l), Help: f.Help.In(l), SQL: f.FixSQL, Law: []jsonLaw{},
		File: f.Span.File, Line: f.Span.Line, Column: f.Span.Column, EndLine: endLine, EndColumn: endColumn,
		Label: f.Label.In(l), Objects: notNull(f.Objects), Evidence: inLang(f.Evidence, l),
		Steps: jsonSteps(f.Steps, l), Others: jsonSteps(f.Others, l), Fingerprint: f.Print,
	}
	for _, ref := range f.Law {
		out.Law = append(out.Law, jsonLaw{ref.Ref.In(l), ref.URL, ref.AsOf})
	}
	return out
}

// region returns the 1-based last line of a finding, and the column behind its
// last byte: of the span when the finding is on one line.
func region(f finding.Finding) (endLine, endColumn int) {
	if !f.Span.IsValid() {
		return 0, 0
	}
	return max(f.EndLine, f.Span.Line), f.Span.Column + f.Span.Length
}

func jsonSteps(steps []finding.Step, l phrase.Lang) []jsonStep {
	out := []jsonStep{}
	for _, s := range steps {
		out = append(out, jsonStep{s.Span.File, s.Span.Line, s.Span.Column, s.Message.In(l)})
	}
	return out
}

func jsonScopeOf(inv *inventory.Inventory, l phrase.Lang) jsonScope {
	out := jsonScope{Unparsed: []jsonNote{}, Skipped: []jsonNote{}, Notes: []jsonNote{}, Databases: []jsonDatabase{}, Modules: []jsonModule{}, Drift: []jsonDrift{}}
	if inv == nil {
		return out
	}
	s := inv.Scope
	out.Files, out.Statements, out.Degraded, out.Packages, out.GoFiles, out.Settings, out.Exports = s.Files, s.Statements, s.Degraded, s.Packages, s.GoFiles, s.Settings, s.Exports
	out.Pages, out.Mails = s.Pages, s.Mails
	out.Unparsed, out.Skipped, out.Notes = jsonNotes(s.Unparsed), jsonNotes(s.Skipped), jsonNotes(s.Notes)
	for _, d := range s.Drift {
		out.Drift = append(out.Drift, jsonDrift{d.Object, d.Text.In(l), d.Personal, d.Origin.File, d.Origin.Line})
	}
	for _, db := range inv.Databases {
		out.Databases = append(out.Databases, jsonDatabase{db.Name, db.Dialect.String(), db.Layout, notNull(db.Sources), len(db.Tables)})
	}
	for _, m := range s.Modules {
		out.Modules = append(out.Modules, jsonModule{m.Dir, m.Path, m.Packages, m.Degraded})
	}
	return out
}

func jsonNotes(notes []schema.Note) []jsonNote {
	out := []jsonNote{}
	for _, n := range notes {
		at := n.Origin.Position
		out = append(out, jsonNote{at.File, at.Line, at.Column, n.Message, n.Hint})
	}
	return out
}

func inLang(ts []phrase.Text, l phrase.Lang) []string {
	out := []string{}
	for _, t := range ts {
		out = append(out, t.In(l))
	}
	return out
}

func notNull(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
