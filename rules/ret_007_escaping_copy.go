package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/profile"
	"github.com/privet-dev/privet/schema"
)

func escapingCopy() *Rule {
	return &Rule{
		ID: "RET-007", Name: "escaping-copy", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "History, log or archive copy escapes the purge", NL: "Historie- of logtabel ontsnapt aan het wissen"},
		What: phrase.Text{
			EN: "A table that keeps earlier versions or copies of a table with personal data (customers_history, klant_archief, a table that a trigger fills from OLD), with personal columns of its own, that nothing deletes from and for which no retention period is declared.",
			NL: "Een tabel met eerdere versies of kopieën van een tabel met persoonsgegevens (customers_history, klant_archief, een tabel die een trigger vult uit OLD), met eigen persoonsgegevens, waaruit niets wist en waarvoor geen bewaartermijn is vastgelegd.",
		},
		Why: phrase.Text{
			EN: "The customer is erased, and every earlier address and phone number stays in the history. Whoever asks for erasure is told something that is not true.",
			NL: "De klant is gewist, en elk vorig adres en telefoonnummer blijft in de historie staan. Wie om wissing vraagt krijgt te horen wat niet waar is.",
		},
		Fix: phrase.Text{
			EN: "Give the copy a period of its own and purge it too, or store only who changed which column and when, not the values.",
			NL: "Geef de kopie een eigen bewaartermijn en schoon die ook op, of leg alleen vast wie wanneer welke kolom wijzigde en niet de waarden.",
		},
		Not: phrase.Text{
			EN: "Copies in backups, at the mail service and in spreadsheets are not seen. An audit trail that the law asks for is right: declare its purpose and period.",
			NL: "Kopieën in back-ups, bij de e-maildienst en in spreadsheets zijn niet te zien. Een controlespoor dat de wet vraagt is goed: leg doel en termijn ervan vast.",
		},
		Law:   law.Refs("gdpr.5.1.e", "gdpr.17"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			for _, t := range p.personalTables() {
				if p.hasPeriod(t) || len(t.Deletes) > 0 || deletedInSQL(t) {
					continue
				}
				if of := copyOf(p, t); of != nil {
					reportCopy(p, t, of)
				}
			}
		},
	}
}

// copySuffixes end the names of tables that keep what another table was.
var copySuffixes = []string{"history", "hist", "archive", "archived", "audit", "log", "backup", "bak", "old", "copy", "versions", "version", "historie", "archief", "kopie", "mutaties", "historial", "historique"}

// copyOf returns the table with personal data that t keeps copies of, or nil.
func copyOf(p *Pass, t *inventory.Table) *inventory.Table {
	name := profile.Words(t.Table.Name.Name)
	for _, other := range p.Inventory.Tables {
		if other == t || other.Database != t.Database || !holdsPersonal(other) {
			continue
		}
		base := profile.Words(other.Table.Name.Name)
		suffixed := slices.ContainsFunc(copySuffixes, func(s string) bool {
			return name == base+"_"+s || name == strings.TrimSuffix(base, "s")+"_"+s || name == s+"_"+base || name == strings.TrimSuffix(base, "en")+"_"+s
		})
		if suffixed || filledByTrigger(t, other) {
			return other
		}
	}
	return nil
}

// filledByTrigger reports whether a trigger of the other table puts OLD values
// into t.
func filledByTrigger(t, other *inventory.Table) bool {
	into := strings.ToLower(t.Table.Name.Name)
	return slices.ContainsFunc(other.Table.Triggers, func(tr *schema.Trigger) bool {
		body := tr.Body
		for _, f := range t.Database.Functions {
			if f.Name.Name == tr.Func.Name {
				body += " " + f.Body
			}
		}
		words := strings.FieldsFunc(strings.ToLower(body), func(r rune) bool { return !(r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z') })
		old := slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "old.") || w == "old" })
		i := slices.Index(words, "into")
		for i >= 0 && i+1 < len(words) {
			if strings.TrimPrefix(words[i+1], "public.") == into {
				return old
			}
			next := slices.Index(words[i+1:], "into")
			if next < 0 {
				break
			}
			i += 1 + next
		}
		return false
	})
}

// hasPeriod reports whether a purpose with a retention period is declared for
// the table.
func (p *Pass) hasPeriod(t *inventory.Table) bool {
	declared, ok := declaration(p.Policy, t)
	if !ok {
		return false
	}
	return declared.PurgedBy != "" || slices.ContainsFunc(declared.Purposes, func(id string) bool {
		purpose := p.Policy.Purpose(id)
		return purpose != nil && purpose.Retention != ""
	})
}

func reportCopy(p *Pass, t, of *inventory.Table) {
	var names []string
	f := finding.Finding{Span: t.Table.Origin.Span, Objects: []string{t.Object()}}
	for _, item := range t.Items {
		if item.Category != nil && item.Category.Sensitivity >= 2 && item.Confidence >= personal.Medium {
			names = append(names, item.Column.Name)
			f.Confidence = max(f.Confidence, min(item.Confidence, personal.Medium))
		}
	}
	if len(names) == 0 {
		return
	}
	f.Message = say("%s keeps copies from %s (%s), and nothing that was read ever erases them", "%s bewaart kopieën uit %s (%s), en niets van wat is gelezen wist ze ooit", t.Object(), of.Object(), list(names))
	f.Others = []finding.Step{{Span: of.Table.Origin.Span, Message: phrase.Textf("%s, which it copies", "%s, waarvan het een kopie is", of.Object())}}
	p.Report(f)
}
