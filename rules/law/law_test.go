package law

import (
	"net/url"
	"testing"
	"time"
)

func TestEveryReferenceIsDatedAndInBothLanguages(t *testing.T) {
	if len(Keys()) == 0 {
		t.Fatal("no references")
	}
	for _, key := range Keys() {
		ref := Refs(key)[0]
		if ref.Ref.EN == "" || ref.Ref.NL == "" {
			t.Errorf("%s: a citation is missing: %+v", key, ref.Ref)
		}
		if _, err := time.Parse("2006-01", ref.AsOf); err != nil {
			t.Errorf("%s: as_of: %v", key, err)
		}
		if u, err := url.Parse(ref.URL); err != nil || u.Scheme != "https" {
			t.Errorf("%s: url %q is not https (%v)", key, ref.URL, err)
		}
	}
}

func TestAnUnknownKeyPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Refs of an unknown key returned")
		}
	}()
	Refs("gdpr.no-such-article")
}

func TestTransfersAndBandsAreData(t *testing.T) {
	for country, want := range map[string]Transfer{"nl": NoTransfer, "NO": NoTransfer, "uk": AdequateCountry, "US": AdequateCountry, "IN": ThirdCountry} {
		if got := TransferTo(country); got != want {
			t.Errorf("TransferTo(%s) = %d, want %d", country, got, want)
		}
	}
	for _, test := range []struct {
		purpose, country, when string
		floor, ceiling         int
	}{
		{"invoicing", "NL", "", 84, 84},
		{"invoicing", "NL", "oss", 84, 120},
		{"job_application", "NL", "", 0, 1},
		{"job_application", "NL", "consent", 0, 12},
		{"account", "FR", "", 0, 36},
	} {
		if b, ok := RetentionBand(test.purpose, test.country, test.when); !ok || b.Floor != test.floor || b.Ceiling != test.ceiling {
			t.Errorf("%s in %s (%s): %+v, %v", test.purpose, test.country, test.when, b, ok)
		}
	}
	if b, ok := RetentionBand("invoicing", "DE", ""); ok {
		t.Errorf("a band for German invoices: %+v", b)
	}
}
