package profile

import (
	"testing"

	"github.com/privet-dev/privet/analyzer/personal"
)

func TestEveryProfileIsCompleteAndDoesNotContradictItself(t *testing.T) {
	all := All()
	if len(all) != 16 {
		t.Fatalf("%d profiles, want 16", len(all))
	}
	for _, p := range all {
		if p.Name.EN == "" || p.Name.NL == "" || p.Basis.EN == "" || p.Basis.NL == "" || p.Keep.EN == "" || p.Keep.NL == "" || p.Why == "" {
			t.Errorf("%s: something is left unsaid: %+v", p.ID, p)
		}
		seen := map[personal.ID]bool{}
		for _, list := range [][]personal.ID{p.need, p.optional, p.excessive} {
			for _, id := range list {
				if seen[id] {
					t.Errorf("%s: %s is listed twice", p.ID, id)
				}
				seen[id] = true
			}
		}
	}
	for id := range load().Hints {
		if ByID(id) == nil {
			t.Errorf("hints name %q, which is no profile", id)
		}
	}
}

func TestFit(t *testing.T) {
	category := func(id personal.ID, class personal.Class) *personal.Category {
		return &personal.Category{ID: id, Class: class}
	}
	for _, test := range []struct {
		name     string
		profile  string
		category *personal.Category
		want     Fit
	}{
		{"a newsletter needs the address", "newsletter", category("contact.email", personal.Ordinary), Needed},
		{"a first name is optional in a newsletter", "newsletter", category("name.first", personal.Ordinary), Optional},
		{"a gender is too much for an order", "order_guest", category("demo.gender", personal.Ordinary), Excessive},
		{"health is too much wherever it is not listed", "loyalty", category("special.health", personal.Special), Excessive},
		{"a card code is too much everywhere", "payment", category("fin.card_auth", personal.Financial), Excessive},
		{"a card code is too much where no profile lists it", "reviews", category("fin.card_auth", personal.Financial), Excessive},
		{"an account may have a password", "account", category("cred.password", personal.Credential), Needed},
		{"privet has no opinion on what is not listed", "reviews", category("work.career", personal.Ordinary), Unlisted},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ByID(test.profile).Fit(test.category); got != test.want {
				t.Errorf("Fit = %d, want %d", got, test.want)
			}
		})
	}
}

func TestHints(t *testing.T) {
	for _, test := range []struct {
		table string
		want  []string
	}{
		{"nieuwsbrief", []string{"newsletter"}},
		{"shop_customers", []string{"account"}},
		{"OrderPayments", []string{"order_guest", "payment"}},
		{"sales_order_payment", []string{"order_guest", "payment"}},
		{"MailingList", []string{"newsletter"}},
		{"login_log", []string{"security_log"}},
		{"reorder_level", nil},
		{"usertypes", nil},
		{"", nil},
	} {
		t.Run(test.table, func(t *testing.T) {
			var got []string
			for _, h := range Hints(test.table) {
				got = append(got, h.Profile)
			}
			if len(got) != len(test.want) {
				t.Fatalf("Hints(%q) = %v, want %v", test.table, got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("Hints(%q) = %v, want %v", test.table, got, test.want)
				}
			}
		})
	}
}
