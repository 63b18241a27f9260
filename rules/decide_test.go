package rules_test

import (
	"testing"

	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/schema"
)

// The table of the shop owner's guide, and what an unknown input does to it.
func TestTheDecisionFollowsTheGuide(t *testing.T) {
	const yes, no, unsaid = schema.Yes, schema.No, schema.Unsaid
	for _, test := range []struct {
		name      string
		use       rules.Use
		want      string // the guide's case
		then      string
		questions int
	}{
		{"no personal data", rules.Use{Personal: no, Mails: yes}, "", "do not notify", 0},
		{"unknown whether of persons", rules.Use{Personal: unsaid, Sold: no, Mails: no, OnlyAdmin: yes}, "", "", 1},
		{"administration only", rules.Use{Personal: yes, Sold: no, Mails: no, OnlyAdmin: yes}, "D1", "do not notify", 0},
		{"mail with consent", rules.Use{Personal: yes, Sold: no, Mails: yes, ConsentAll: yes}, "D2", "do not notify", 0},
		{"mail without consent", rules.Use{Personal: yes, Sold: no, Mails: yes, ConsentAll: no, OwnCustomers: no}, "D3", "notify", 0},
		{"own customers who could refuse", rules.Use{Personal: yes, Sold: no, Mails: yes, ConsentAll: no, OwnCustomers: yes, OptOut: yes}, "D3", "notify", 0},
		{"own customers, refusing unknown", rules.Use{Personal: yes, Sold: no, Mails: yes, ConsentAll: no, OwnCustomers: yes}, "", "", 1},
		{"consent unknown", rules.Use{Personal: yes, Sold: no, Mails: yes}, "", "", 1},
		{"nothing known", rules.Use{Personal: yes}, "", "", 4},
		{"sale goes before mail", rules.Use{Personal: yes, Sold: yes, Mails: yes, ConsentAll: yes}, "", "only with consent of the people in it", 0},
		{"a breach goes before all", rules.Use{Personal: yes, Breach: yes, Sold: yes}, "", "report to the authority (Wbp art. 34a)", 0},
		{"another use", rules.Use{Personal: yes, Sold: no, Mails: no, OnlyAdmin: no}, "", "notify, unless another exemption fits", 0},
		{"administration unknown", rules.Use{Personal: yes, Sold: no, Mails: no, OnlyAdmin: unsaid}, "", "", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := rules.Decide(test.use)
			if v.Case != test.want || v.Then.EN != test.then || len(v.Questions) != test.questions {
				t.Errorf("case %q, then %q, %d questions: %+v", v.Case, v.Then.EN, len(v.Questions), v.Questions)
			}
			if (len(v.Questions) == 0) == v.Now.IsZero() {
				t.Errorf("today's answer %q with %d questions", v.Now.EN, len(v.Questions))
			}
		})
	}
}
