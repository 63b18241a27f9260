package page

import (
	"path"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
)

// PurposeOf tells what a message is for by names alone: of functions, packages,
// templates, and subjects. A word for a transactional message wins.
func PurposeOf(names ...string) Purpose {
	purpose := UnknownPurpose
	for _, name := range names {
		for _, w := range split(name) {
			switch {
			case transName[w]:
				return Transactional
			case strongName[w]:
				purpose = Marketing
			}
		}
	}
	return purpose
}

// Kind is the kind of marketing that a message's name speaks of: "newsletter",
// "offers", or "" where it says neither, or both.
func (p *Page) Kind() string {
	if p.Purpose != Marketing || p.Confidence < personal.Medium {
		return ""
	}
	var kind string
	for _, w := range split(strings.TrimSuffix(p.File, path.Ext(p.File))) {
		k := ""
		switch {
		case newsletterWord.MatchString(w):
			k = "newsletter"
		case offerName[w]:
			k = "offers"
		}
		if k != "" && kind != "" && k != kind {
			// "newsletter/offers.html" is one of the newsletter's messages.
			return "newsletter"
		}
		kind = firstOf(kind, k)
	}
	return kind
}

var offerName = words(`promo promos promotion promotions promotie promoties aanbieding aanbiedingen angebote offres ofertas offer offers deal deals sale discount korting kortingen blackfriday`)

// Find returns the page that a template's name in code means, or nil where
// several or none do.
func Find(pages []*Page, name string) *Page {
	want := partName(name)
	if want == "" {
		return nil
	}
	var found *Page
	for _, p := range pages {
		own := partName(p.File)
		if own != want && !strings.HasSuffix(own, "/"+want) && !strings.HasSuffix(want, "/"+own) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}
