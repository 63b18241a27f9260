package policy

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/profile"
)

// bases are the legal bases of GDPR art. 6(1), and the own-customer exception of
// the Dutch Telecommunications Act art. 11.7, which stands beside consent.
var bases = []string{"consent", "contract", "legitimate_interest", "soft_optin", "vital_interest", "public_task"}

var (
	retentionForm = regexp.MustCompile(`^([1-9][0-9]*[dwmy]|until_unsubscribe|until_withdrawn)$`)
	ruleForm      = regexp.MustCompile(`^[A-Z]{3,4}-[0-9]{3}$`)
)

// checker collects what is wrong with the values of a policy, each found again
// in the source by its path.
type checker struct {
	source   []byte
	problems []Problem
}

// check says everything that is wrong with a policy that was read.
func check(p *Policy, source []byte) []Problem {
	c := &checker{source: source}
	if p.Version != 1 {
		c.add("$.version", "the version of the format is 1")
	}
	c.purposes(p)
	c.tables(p)
	c.access(p)
	c.exceptions(p)
	c.lexicon(p)
	c.corrections(p)
	for i, x := range p.Processors {
		c.required(fmt.Sprintf("$.processors[%d]", i), "name", x.Name)
		c.date(fmt.Sprintf("$.processors[%d].agreement", i), x.Agreement)
	}
	if p.Breach != nil {
		c.required("$.breach", "contact", p.Breach.Contact)
		c.required("$.breach", "register", p.Breach.Register)
	}
	return c.problems
}

func (c *checker) purposes(p *Policy) {
	for i, x := range p.Purposes {
		at := fmt.Sprintf("$.purposes[%d]", i)
		c.required(at, "id", x.ID)
		if p.Purpose(x.ID) != &p.Purposes[i] {
			c.add(at+".id", fmt.Sprintf("purpose %q is declared twice", x.ID))
		}
		if x.Profile != "" && profile.ByID(x.Profile) == nil {
			c.add(at+".profile", fmt.Sprintf("there is no profile %q", x.Profile)+didYouMean(x.Profile, profileIDs()))
		}
		if law, ok := strings.CutPrefix(x.Basis, "legal:"); (!ok || law == "") && !slices.Contains(bases, x.Basis) {
			c.add(at+".basis", fmt.Sprintf("%q is no legal basis (%s or legal:<the law>)", x.Basis, strings.Join(bases, ", "))+didYouMean(x.Basis, bases))
		}
		if x.Retention != "" && !retentionForm.MatchString(x.Retention) {
			c.add(at+".retention", fmt.Sprintf("%q is no retention period: write 30d, 4w, 36m, 7y, until_unsubscribe or until_withdrawn", x.Retention))
		}
		if x.Special != nil {
			c.required(at+".special", "ground", x.Special.Ground)
			c.required(at+".special", "dpia", x.Special.DPIA)
		}
	}
}

func (c *checker) tables(p *Policy) {
	declared := make([]string, len(p.Purposes))
	for i, x := range p.Purposes {
		declared[i] = x.ID
	}
	purposes := func(at string, ids []string) {
		for i, id := range ids {
			if !slices.Contains(declared, id) {
				c.add(fmt.Sprintf("%s.purposes[%d]", at, i), fmt.Sprintf("purpose %q is not declared", id)+didYouMean(id, declared))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Tables)) {
		at := "$.tables." + quote(name)
		if len(p.Tables[name].Purposes) == 0 {
			c.add(at, fmt.Sprintf("table %s has no purpose", name))
		}
		purposes(at, p.Tables[name].Purposes)
		for _, column := range slices.Sorted(maps.Keys(p.Tables[name].Columns)) {
			purposes(at+".columns."+quote(column), p.Tables[name].Columns[column].Purposes)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(p.Code)) {
		purposes("$.code."+quote(path), p.Code[path].Purposes)
	}
}

func (c *checker) access(p *Policy) {
	for _, role := range slices.Sorted(maps.Keys(p.Access)) {
		for _, table := range slices.Sorted(maps.Keys(p.Access[role])) {
			for _, op := range slices.Sorted(maps.Keys(p.Access[role][table])) {
				if !slices.Contains(operations, op) {
					c.add("$.access."+quote(role)+"."+quote(table), fmt.Sprintf("%q is no operation (%s)", op, strings.Join(operations, ", "))+didYouMean(op, operations))
				}
			}
		}
	}
}

func (c *checker) exceptions(p *Policy) {
	for i, x := range p.Exceptions {
		at := fmt.Sprintf("$.exceptions[%d]", i)
		c.required(at, "where", x.Where)
		c.required(at, "reason", x.Reason)
		c.required(at, "until", x.Until)
		c.date(at+".until", x.Until)
		if !ruleForm.MatchString(x.Rule) {
			c.add(at+".rule", fmt.Sprintf("%q is no rule id such as CRED-001", x.Rule))
		}
		if finding.NeedsException(x.Rule) && x.Law == "" {
			c.add(at+".rule", fmt.Sprintf("an exception to %s must name the law that obliges to it (law:)", x.Rule))
		}
	}
}

func (c *checker) corrections(p *Policy) {
	ids := p.categoryIDs()
	for i, x := range p.Corrections {
		at := fmt.Sprintf("$.corrections[%d]", i)
		c.required(at, "column", x.Column)
		c.required(at, "reason", x.Reason)
		if x.Category != None && !slices.Contains(ids, string(x.Category)) {
			c.add(at+".category", fmt.Sprintf("there is no category %q; write none for what is not personal data", x.Category)+didYouMean(string(x.Category), ids))
		}
	}
}

func profileIDs() []string {
	var ids []string
	for _, p := range profile.All() {
		ids = append(ids, p.ID)
	}
	return ids
}

func (c *checker) required(at, key, value string) {
	if value == "" {
		c.add(at, key+" is missing")
	}
}

func (c *checker) date(at, value string) {
	if value == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		c.add(at, fmt.Sprintf("%q is no date: write it as 2027-01-31", value))
	}
}

// add records a problem at a path of the document. A path that is not there (a
// key is missing) is a problem of the file as a whole.
func (c *checker) add(path, message string) {
	problem := Problem{Message: message}
	if p, err := yaml.PathString(path); err == nil {
		if t := locate(c.source, path); t != nil {
			problem.Line, problem.Column = t.Position.Line, t.Position.Column
		}
		if frame, err := p.AnnotateSource(c.source, false); err == nil {
			problem.Frame = string(frame)
		}
	}
	c.problems = append(c.problems, problem)
}

// locate returns the token at a path of the document, or nil.
func locate(source []byte, path string) *token.Token {
	p, err := yaml.PathString(path)
	if err != nil {
		return nil
	}
	f, err := parser.ParseBytes(source, 0)
	if err != nil {
		return nil
	}
	node, err := p.FilterFile(f)
	if err != nil || node.GetToken() == nil || node.GetToken().Position == nil {
		return nil
	}
	return node.GetToken()
}

// quote writes a key of a path: names from a database may hold dots.
func quote(key string) string { return "'" + strings.ReplaceAll(key, "'", `\'`) + "'" }
