package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/profile"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// bases are the legal bases of GDPR art. 6(1), and the own-customer exception of
// the Dutch Telecommunications Act art. 11.7, which stands beside consent.
var bases = []string{"consent", "contract", "legitimate_interest", "soft_optin", "vital_interest", "public_task"}

var (
	retentionForm = lazyregexp.New(`^([1-9][0-9]*[dwmy]|until_unsubscribe|until_withdrawn)$`)
	ruleForm      = lazyregexp.New(`^[A-Z]{3,4}-[0-9]{3}$`)
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
		c.add("$.version", phrase.Text{EN: "the version of the format is 1: write version: 1", NL: "de versie van het formaat is 1: schrijf version: 1"})
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
			c.add(at+".id", phrase.Textf("purpose %q is declared twice", "doel %q staat er twee keer", x.ID))
		}
		if x.Profile != "" && profile.ByID(x.Profile) == nil {
			c.add(at+".profile", join(phrase.Textf("there is no profile %q", "er is geen profiel %q", x.Profile), didYouMean(x.Profile, profileIDs())))
		}
		if law, ok := strings.CutPrefix(x.Basis, "legal:"); (!ok || law == "") && !slices.Contains(bases, x.Basis) {
			c.add(at+".basis", join(phrase.Textf("%q is no legal basis (%s or legal:<the law>)", "%q is geen grondslag (%s of legal:<de wet>)", x.Basis, strings.Join(bases, ", ")), didYouMean(x.Basis, bases)))
		}
		if x.Retention != "" && !retentionForm.MatchString(x.Retention) {
			c.add(at+".retention", phrase.Textf("%q is no retention period: write 30d, 4w, 36m, 7y, until_unsubscribe or until_withdrawn", "%q is geen bewaartermijn: schrijf 30d, 4w, 36m, 7y, until_unsubscribe of until_withdrawn", x.Retention))
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
				c.add(fmt.Sprintf("%s.purposes[%d]", at, i), join(phrase.Textf("purpose %q is not declared", "doel %q staat niet onder purposes", id), didYouMean(id, declared)))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Tables)) {
		at := "$.tables." + quote(name)
		if len(p.Tables[name].Purposes) == 0 {
			c.add(at, phrase.Textf("table %s has no purpose", "tabel %s heeft geen doel", name))
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
					c.add("$.access."+quote(role)+"."+quote(table), join(phrase.Textf("%q is no operation (%s)", "%q is geen bewerking (%s)", op, strings.Join(operations, ", ")), didYouMean(op, operations)))
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
			c.add(at+".rule", phrase.Textf("%q is no rule id such as CRED-001", "%q is geen regelnummer zoals CRED-001", x.Rule))
		}
		if finding.NeedsException(x.Rule) && x.Law == "" {
			c.add(at+".rule", phrase.Textf("an exception to %s must name the law that obliges to it (law:)", "een uitzondering op %s moet de wet noemen die ertoe verplicht (law:)", x.Rule))
		}
	}
}

// CheckRules says which exceptions name a rule that is not there: a mistyped id
// would accept nothing, in silence. The ids are the caller's to know.
func (p *Policy) CheckRules(ids []string) error {
	c := &checker{source: p.source}
	for i, x := range p.Exceptions {
		if !slices.Contains(ids, x.Rule) {
			c.add(fmt.Sprintf("$.exceptions[%d].rule", i), join(phrase.Textf("there is no rule %s", "er is geen regel %s", x.Rule), didYouMean(x.Rule, ids)))
		}
	}
	if len(c.problems) == 0 {
		return nil
	}
	return &Error{File: p.File, Problems: c.problems}
}

func (c *checker) corrections(p *Policy) {
	ids := p.categoryIDs()
	for i, x := range p.Corrections {
		at := fmt.Sprintf("$.corrections[%d]", i)
		c.required(at, "column", x.Column)
		c.required(at, "reason", x.Reason)
		if x.Category != None && !slices.Contains(ids, string(x.Category)) {
			c.add(at+".category", join(phrase.Textf("there is no category %q; write none for what is not personal data", "er is geen categorie %q; schrijf none voor wat geen persoonsgegeven is", x.Category), didYouMean(string(x.Category), ids)))
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
		c.add(at, phrase.Textf("%s is missing", "%s ontbreekt", key))
	}
}

func (c *checker) date(at, value string) {
	if value == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		c.add(at, phrase.Textf("%q is no date: write it as 2027-01-31", "%q is geen datum: schrijf die als 2027-01-31", value))
	}
}

// add records a problem at a path of the document. A path that is not there (a
// key is missing) is a problem of the file as a whole.
func (c *checker) add(path string, message phrase.Text) {
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
