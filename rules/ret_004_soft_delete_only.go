package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func softDeleteOnly() *Rule {
	return &Rule{
		ID: "RET-004", Name: "soft-delete-only", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Soft delete only", NL: "Alleen verborgen, niet gewist"},
		What: phrase.Text{
			EN: "A table about persons with a column that marks rows as deleted, in a project whose Go code was read and in which nothing was seen that really deletes them.",
			NL: "Een tabel over personen met een kolom die rijen als verwijderd markeert, in een project waarvan de Go-code is gelezen en waarin niets is gezien dat ze echt wist.",
		},
		Why: phrase.Text{
			EN: "Hidden is not erased: the data can still leak, and a customer who asks for erasure is told something that is not true. The CNIL fined Brico Privé for it.",
			NL: "Verborgen is niet gewist: de gegevens kunnen nog lekken, en een klant die om wissing vraagt krijgt te horen wat niet waar is. De CNIL beboette Brico Privé hiervoor.",
		},
		Fix: phrase.Text{
			EN: "Delete the row, or empty its personal columns, once the time to undo is over.",
			NL: "Wis de rij, of maak de kolommen met persoonsgegevens leeg, zodra de tijd om het ongedaan te maken voorbij is.",
		},
		Not: phrase.Text{
			EN: "Jobs outside the scanned code are not seen: say so in an exception. Where no Go code was read nothing is said.",
			NL: "Taken buiten de onderzochte code zijn niet te zien: leg dat vast in een uitzondering. Is er geen Go-code gelezen, dan wordt er niets gezegd.",
		},
		Law:   law.Refs("gdpr.17", "case.brico"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			if len(p.Inventory.Usage.Modules) == 0 {
				return
			}
			for _, t := range p.Inventory.Tables {
				reportSoftDelete(p, t)
			}
		},
	}
}

func reportSoftDelete(p *Pass, t *inventory.Table) {
	flag := deletionFlag(t.Table)
	if flag == nil || t.Subject != personal.PersonSubject || !holdsPersonal(t) || len(t.Deletes) > 0 {
		return
	}
	p.Report(finding.Finding{
		Confidence: personal.Medium, Span: flag.Origin.Span, Objects: []string{t.Object()},
		Message: phrase.Textf("rows of %s are marked in %s, and no code that was seen deletes them", "rijen van %s worden gemarkeerd in %s, maar nergens in de onderzochte code gewist", t.Object(), flag.Name),
	})
}

// deletionFlag returns the column that marks rows as deleted, or nil.
func deletionFlag(t *schema.Table) *schema.Column {
	for _, c := range t.Columns {
		switch c.Type.Family() {
		case schema.BooleanType, schema.DateType, schema.IntegerType:
			if hasWord(c.Name, "deleted", "deleted_at", "is_deleted", "removed_at", "verwijderd", "verwijderd_op", "geloescht", "supprime") {
				return c
			}
		}
	}
	return nil
}
