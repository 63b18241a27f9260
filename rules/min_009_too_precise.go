package rules

import (
	"strconv"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func tooPrecise() *Rule {
	return &Rule{
		ID: "MIN-009", Name: "too-precise", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "More precise than needed", NL: "Nauwkeuriger dan nodig"},
		What: phrase.Text{
			EN: "A whole IP address in statistics, a position to the metre where no delivery is made, a full birth date in a loyalty programme or behind a birthday greeting, and a birth date that views only ever use as an age or a year.",
			NL: "Een volledig IP-adres in statistieken, een positie tot op de meter waar niets wordt bezorgd, een volledige geboortedatum bij een spaarprogramma of voor een verjaardagsgroet, en een geboortedatum die views alleen als leeftijd of jaar gebruiken.",
		},
		Why: phrase.Text{
			EN: "A rounded value serves the purpose just as well and does not point at one person.",
			NL: "Een afgeronde waarde dient het doel net zo goed en wijst niet één persoon aan.",
		},
		Fix: phrase.Text{
			EN: "Cut IP addresses to /24 (IPv4) or /48 (IPv6) before they are stored, round coordinates to two or three decimals, keep day and month for a birthday and a year or a range for an age.",
			NL: "Kort IP-adressen voor het opslaan in tot /24 (IPv4) of /48 (IPv6), rond coördinaten af op twee of drie decimalen, bewaar dag en maand voor een verjaardag en een jaar of leeftijdsgroep voor een leeftijd.",
		},
		Not: phrase.Text{
			EN: "A security log needs the whole address for a short time, a courier the exact place. What Go code does with a value after reading it is not followed here.",
			NL: "Een beveiligingslog heeft het volledige adres korte tijd nodig, een bezorger de precieze plek. Wat Go-code na het lezen met een waarde doet wordt hier niet gevolgd.",
		},
		Law:   law.Refs("gdpr.5.1.c"),
		Guide: []string{"S14"},
		Check: func(p *Pass) {
			located := map[*inventory.Table]bool{}
			for _, item := range p.Inventory.Items {
				if item.Category == nil || item.Confidence < personal.Medium {
					continue
				}
				text := tooPreciseText(p, item)
				if text.IsZero() || item.Category.ID == "loc.precise" && located[item.Table] {
					continue
				}
				located[item.Table] = item.Category.ID == "loc.precise"
				f := about(item)
				f.Confidence = min(f.Confidence, personal.Medium)
				f.Message = text
				p.Report(f)
			}
		},
	}
}

// tooPreciseText says what is too precise about an item, or nothing.
func tooPreciseText(p *Pass, item *inventory.Item) phrase.Text {
	t := item.Table
	switch item.Category.ID {
	case "net.ip":
		if serves(t, "analytics") && !serves(t, "security_log") && wholeAddress(item.Column) {
			return phrase.Textf("%s keeps whole IP addresses for statistics", "%s bewaart volledige IP-adressen voor statistieken", item.Object())
		}
	case "loc.precise":
		if toTheMetre(item.Column) && (serves(t, "analytics") || serves(t, "loyalty") || serves(t, "newsletter")) && !serves(t, "shipping") {
			return phrase.Textf("%s keeps a position to the metre", "%s bewaart een positie tot op de meter", item.Object())
		}
	case "demo.birth_date":
		if item.Column.Type.Family() != schema.DateType {
			return phrase.Text{}
		}
		if serves(t, "loyalty") || speaksOfBirthday(item.Column.Comment) || speaksOfBirthday(item.Column.LineComment) {
			return phrase.Textf("%s keeps the whole birth date, where day and month are enough for a birthday", "%s bewaart de hele geboortedatum, terwijl dag en maand genoeg zijn voor een verjaardag", item.Object())
		}
		if onlyAsAge(t.Database, item) && len(item.Reads) == 0 {
			return phrase.Textf("%s is only used as an age or a year", "%s wordt alleen als leeftijd of jaar gebruikt", item.Object())
		}
	}
	return phrase.Text{}
}

// wholeAddress: a type that holds more than a shortened or hashed address would.
func wholeAddress(c *schema.Column) bool {
	if c.Type.Family() == schema.InetType {
		return c.Type.Base != "cidr" // a network is what is left of an address
	}
	n, ok := c.Type.Length()
	return ok && (n == 15 || n == 16 || n == 39 || n == 45)
}

// toTheMetre: five decimals of a degree are about a metre.
func toTheMetre(c *schema.Column) bool {
	if c.Type.Family() == schema.GeoType || c.Type.Base == "double precision" || c.Type.Base == "float8" {
		return true
	}
	if len(c.Type.Args) != 2 {
		return false
	}
	scale, err := strconv.Atoi(c.Type.Args[1])
	return err == nil && scale >= 5
}

func speaksOfBirthday(comment *schema.Text) bool {
	return comment != nil && hasWord(comment.Text, "birthday", "verjaardag", "verjaardagsmail", "verjaardagskorting", "geburtstag", "anniversaire")
}

// ageFunctions turn a date into a year or a number of years.
var ageFunctions = map[string]bool{"age": true, "year": true, "timestampdiff": true, "datediff": true, "date_part": true, "extract": true, "date_trunc": true, "floor": true, "cast": true, "pg_catalog.date_part": true}

// onlyAsAge reports whether at least one view shows the item and all that do
// show it through functions that leave an age or a year.
func onlyAsAge(db *schema.Database, item *inventory.Item) bool {
	shown := false
	for _, v := range db.Views {
		for _, c := range v.Columns {
			for _, from := range c.From {
				if db.Table(from.Table) != item.Table.Table || from.Column != item.Column.Name {
					continue
				}
				if !throughAge(c.Via) {
					return false
				}
				shown = true
			}
		}
	}
	return shown
}

func throughAge(via []string) bool {
	strong := false
	for _, f := range via {
		strong = strong || ageFunctions[f] && f != "floor" && f != "cast"
	}
	return strong
}
