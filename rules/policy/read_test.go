package policy

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
)

func read(t *testing.T, text string) (*Policy, error) {
	t.Helper()
	return Read(strings.NewReader(text), "privet.yaml")
}

func webshop(t *testing.T) *Policy {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "webshop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(bytes.NewReader(source), "privet.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAWholePolicyIsRead(t *testing.T) {
	p := webshop(t)
	if got := p.Purpose("mailing").ProfileID(); got != "newsletter" {
		t.Errorf("mailing is judged by %q", got)
	}
	if table, ok := p.Table("public", "FACTUUR"); !ok || table.Columns["telefoon"].UsedBy == "" {
		t.Errorf("table factuur: %+v, %v", table, ok)
	}
	ops, _ := p.Access["bi"].Of("public", "bestelling")
	if !ops.Allows("select", "totaal") || ops.Allows("select", "email") || ops.Allows("update", "totaal") {
		t.Errorf("operations of bi: %v", ops)
	}
	ops, _ = p.Access["shop_app"].Of("public", "bestelling")
	if !ops.Allows("insert", "anything") || ops.Allows("delete", "anything") {
		t.Errorf("operations of shop_app: %v", ops)
	}
	if !p.CoversTable("public", "bestelling") || p.CoversTable("public", "factuur") {
		t.Error("the access matrix names bestelling and not factuur")
	}
}

func TestAnEmptyFileIsNotAPolicy(t *testing.T) {
	if _, err := read(t, ""); err == nil || !strings.Contains(err.Error(), "version") {
		t.Errorf("an empty file: %v", err)
	}
}

func TestMistakesAreShownWhereTheyAre(t *testing.T) {
	for _, test := range []struct{ name, yaml, want string }{
		{"a misspelt key", "version: 1\npurpose:\n  - {id: newsletter, basis: consent}\n", "2:1: there is no key \"purpose\" here: did you mean purposes?"},
		{"a misspelt key further down", "version: 1\nbreach:\n  contact: a@example.nl\n  registre: r\n", "did you mean register?"},
		{"a key nobody knows", "version: 1\nzzz: 1\n", "2:1: there is no key \"zzz\" here: one of version"},
		{"a list where a text belongs", "version: 1\nregister: [a]\n", "2:"},
		{"broken yaml", "version: 1\n  x: [\n", "privet.yaml:"},
		{"another version", "version: 2\n", "1:10: the version of the format is 1"},
		{"a purpose nobody declared", "version: 1\npurposes: [{id: newsletter, basis: consent}]\ntables:\n  leden: {purposes: [newsleter]}\n", "4:22: purpose \"newsleter\" is not declared: did you mean newsletter?"},
		{"a table without purpose", "version: 1\ntables:\n  leden: {subjects: x}\n", "table leden has no purpose"},
		{"a purpose twice", "version: 1\npurposes: [{id: a, basis: consent}, {id: a, basis: consent}]\n", "declared twice"},
		{"a basis that is none", "version: 1\npurposes: [{id: a, basis: contact}]\n", "did you mean contract?"},
		{"a law without a name", "version: 1\npurposes: [{id: a, basis: \"legal:\"}]\n", "is no legal basis"},
		{"a retention that is none", "version: 1\npurposes: [{id: a, basis: consent, retention: seven years}]\n", "is no retention period"},
		{"a profile that is none", "version: 1\npurposes: [{id: a, profile: newsleter, basis: consent}]\n", "did you mean newsletter?"},
		{"an operation that is none", "version: 1\naccess: {bi: {orders: [selct]}}\n", "did you mean select?"},
		{"operations in no known form", "version: 1\naccess: {bi: {orders: all}}\n", "2:23: "},
		{"an exception without an end", "version: 1\nexceptions: [{rule: MIN-001, where: a.b, reason: r}]\n", "until is missing"},
		{"an end that is no date", "version: 1\nexceptions: [{rule: MIN-001, where: a.b, reason: r, until: soon}]\n", "is no date"},
		{"a national number without a law", "version: 1\nexceptions: [{rule: SPC-002, where: a.b, reason: r, until: 2027-01-01}]\n", "must name the law"},
		{"a category that is none", "version: 1\ncorrections: [{column: a.b, category: contact.mail, reason: r}]\n", "did you mean contact.email?"},
		{"special data without a DPIA", "version: 1\npurposes: [{id: a, basis: consent, special: {ground: explicit_consent}}]\n", "dpia is missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := read(t, test.yaml)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error:\n%v\nwant it to contain %q", err, test.want)
			}
		})
	}
}

func TestAMistakeIsFramed(t *testing.T) {
	_, err := read(t, "version: 1\nregister: there\npurposes:\n  - {id: a, basis: contact}\n")
	if err == nil || !strings.Contains(err.Error(), ">  4 |   - {id: a, basis: contact}") {
		t.Errorf("error without frame:\n%v", err)
	}
}

func TestMistakesAreSaidInDutch(t *testing.T) {
	for yaml, want := range map[string]string{
		"version: 1\nporposes: []\n":                                `de sleutel "porposes" bestaat hier niet: bedoelde je purposes?`,
		"version: 1\nexceptions: [{rule: CRED-001, column: a.b}]\n": `de sleutel "column" bestaat hier niet: een van rule, `,
		"version: 1\npurposes:\n  klant: nieuwsbrief\n":             "hier hoort een lijst",
		"version: een\n":                                    `"een" is geen geheel getal`,
		"version: 1\nversion: 1\n":                          "geen geldige YAML",
		"version: 1\npurposes: [\n":                         "geen geldige YAML",
		"version: 1\npurposes: [{id: a, basis: consnet}]\n": `"consnet" is geen grondslag (consent, contract, legitimate_interest, soft_optin, vital_interest, public_task of legal:<de wet>): bedoelde je consent?`,
		"version: 1\nexceptions: [{rule: SPC-002, where: a.b, reason: c, until: 2027-13-01}]\n": "is geen datum",
	} {
		_, err := read(t, yaml)
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.Contains(wrong.In(phrase.Dutch), want) {
			t.Errorf("%s: %v; want %q", yaml, err, want)
		}
	}
}

func TestAnExceptionToNoRuleIsAMistake(t *testing.T) {
	p, err := read(t, "version: 1\nexceptions:\n  - {rule: CRED-010, where: a.b, reason: c, until: 2027-01-01}\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.CheckRules([]string{"CRED-010"}); err != nil {
		t.Error(err)
	}
	if err := p.CheckRules([]string{"CRED-001"}); err == nil || !strings.Contains(err.Error(), "privet.yaml:3:12: there is no rule CRED-010: did you mean CRED-001?") {
		t.Errorf("%v", err)
	}
}

func TestAllMistakesAreSaidAtOnce(t *testing.T) {
	_, err := read(t, "version: 1\npurposes: [{id: a, basis: x, retention: y}]\nexceptions: [{rule: 1, where: a, reason: r, until: z}]\n")
	problems := err.(*Error).Problems
	if len(problems) != 4 {
		t.Errorf("%d problems: %v", len(problems), err)
	}
}

func FuzzRead(f *testing.F) {
	source, err := os.ReadFile(filepath.Join("testdata", "webshop.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(source)
	f.Add([]byte("version: 1\naccess: {a: {b: {select: [c]}}}\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(bytes.NewReader(data), "privet.yaml")
		if (p == nil) == (err == nil) {
			t.Errorf("policy %v, error %v", p, err)
		}
	})
}
