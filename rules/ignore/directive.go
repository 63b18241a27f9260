// Package ignore reads the comments by which a developer keeps a finding out of
// the report, and applies them:
//
//	//privet:ignore CRED-001 -- imported hashes, re-hashed at the next login
//	-- privet:ignore MIN-003 until=2027-03-01 -- the form still asks for it
//
// A comment speaks of its own line, or, when it stands alone, of the next line
// of code. Rule and reason are required: an ignore that nobody can explain
// rots. One that suppresses nothing, has ended, or cannot be read is a finding
// of its own.
package ignore

import (
	"strings"
	"time"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Directive is one privet:ignore comment.
type Directive struct {
	Rules   []string
	Reason  string
	Until   string      // YYYY-MM-DD, the last day it holds; "" without end
	Span    schema.Span // the comment
	Line    int         // the line it speaks of
	Problem phrase.Text // why it cannot be applied; empty when it can
}

const mark = "privet:ignore"

var ruleID = lazyregexp.New(`^[A-Z]{3,5}-[0-9]{3}$`)

// parse reads what stands behind the mark.
func parse(text string) (d Directive) {
	head, reason, hasReason := strings.Cut(text, "--")
	d.Reason = strings.TrimSpace(reason)
	for _, end := range []string{"*/", "-->", "*/}}", "*/ -}}", "--}}", "#}"} {
		d.Reason = strings.TrimSpace(strings.TrimSuffix(d.Reason, end))
	}
	for _, word := range strings.FieldsFunc(head, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
		until, isUntil := strings.CutPrefix(word, "until=")
		switch {
		case isUntil:
			d.Until = until
			if _, err := time.Parse(time.DateOnly, until); err != nil {
				d.Problem = phrase.Textf("until=%s is not a date such as 2027-03-01", "until=%s is geen datum zoals 2027-03-01", until)
			}
		case ruleID.MatchString(word):
			d.Rules = append(d.Rules, word)
		default:
			d.Problem = phrase.Textf("%q is not the id of a rule", "%q is niet het nummer van een regel", word)
		}
	}
	switch {
	case !d.Problem.IsZero():
	case len(d.Rules) == 0:
		d.Problem = phrase.Text{EN: "it names no rule", NL: "het noemt geen regel"}
	case !hasReason || d.Reason == "":
		d.Problem = phrase.Text{EN: "it gives no reason behind --", NL: "het geeft geen reden achter --"}
	}
	return d
}

// inForce: the last day counts.
func (d Directive) inForce(today time.Time) bool {
	if d.Until == "" {
		return true
	}
	until, err := time.Parse(time.DateOnly, d.Until)
	return err == nil && today.Before(until.AddDate(0, 0, 1))
}
