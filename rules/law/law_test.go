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
