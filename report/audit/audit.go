package audit

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"time"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
)

var (
	//go:embed audit.html.tmpl
	layout string
	//go:embed audit.css
	style string
	//go:embed audit.js
	script string
)

// Report is what an audit report is made of.
type Report struct {
	Project    string    // the name on the cover
	Revision   string    // commit or tag of the scanned project, "" when unknown
	Date       time.Time // day of the scan
	Version    string    // version of privet
	Inventory  *inventory.Inventory
	Findings   []finding.Finding
	Suppressed []finding.Suppressed // accepted exceptions
	Rules      []*rules.Rule        // the rules that were applied
	Policy     *policy.Policy       // privet.yaml, nil without one
	Source     *frame.Source        // the scanned files, nil: findings show no code
}

// Write writes the report as HTML in the language. It returns the writer's
// error, or one of the template, which would be a bug.
func Write(w io.Writer, r Report, lang phrase.Lang) error {
	t, err := template.New("audit").Funcs(template.FuncMap{"visible": visible}).Parse(layout)
	if err != nil {
		return fmt.Errorf("audit: layout: %w", err)
	}
	p := newPage(r, lang)
	p.Style, p.Script = template.CSS(style), template.JS(script)
	p.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		digest(style), digest(script))
	var out bytes.Buffer
	if err := t.Execute(&out, p); err != nil {
		return fmt.Errorf("audit: render: %w", err)
	}
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("audit: write: %w", err)
	}
	return nil
}

// digest returns the Content-Security-Policy source expression of an inline
// style or script.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
