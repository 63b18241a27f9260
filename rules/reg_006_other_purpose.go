package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/profile"
)

func otherPurpose() *Rule {
	return &Rule{
		ID: "REG-006", Name: "other-purpose", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Data used for a purpose it was not collected for", NL: "Gegevens gebruikt voor een ander doel"},
		What: phrase.Text{
			EN: "Go code of one purpose that reads personal data of a table which privet.yaml declares for others only: the newsletter package that takes addresses from the invoices. Which purpose code serves is declared under code:, or follows from the package's name (newsletter, marketing, analytics).",
			NL: "Go-code van het ene doel die persoonsgegevens leest uit een tabel die privet.yaml alleen voor andere doelen noemt: het nieuwsbriefpakket dat adressen uit de facturen haalt. Welk doel code dient staat onder code:, of volgt uit de naam van het pakket (newsletter, nieuwsbrief, marketing, analytics).",
		},
		Why: phrase.Text{
			EN: "Data given for an invoice may not be used for advertising just because it is there (purpose limitation).",
			NL: "Gegevens die voor een factuur zijn gegeven mag je niet voor reclame gebruiken omdat ze er toch staan (doelbinding).",
		},
		Fix: phrase.Text{
			EN: "Read from what was collected for it (a view of people who agreed and did not unsubscribe), or declare the second purpose for the table with its own legal basis.",
			NL: "Lees uit wat daarvoor is verzameld (een view van mensen die toestemming gaven en zich niet afmeldden), of leg het tweede doel voor de tabel vast met een eigen grondslag.",
		},
		Not: phrase.Text{
			EN: "Without privet.yaml nothing is declared to compare with. A query with a condition on consent is taken as lawful. Packages with other names are judged only when code: names them.",
			NL: "Zonder privet.yaml is er niets om mee te vergelijken. Een query met een voorwaarde op toestemming geldt als toegestaan. Pakketten met andere namen worden alleen beoordeeld als code: ze noemt.",
		},
		Law:   law.Refs("gdpr.5.1.b", "gdpr.6.4"),
		Guide: []string{"S09", "S10"},
		Check: func(p *Pass) {
			if p.Policy == nil || len(p.Policy.Tables) == 0 {
				return
			}
			for _, t := range p.personalTables() {
				if _, ok := declaration(p.Policy, t); ok {
					reportOtherPurpose(p, t)
				}
			}
		},
	}
}

// reportOtherPurpose makes one finding for each package that reads the table for
// what it is not for.
func reportOtherPurpose(p *Pass, t *inventory.Table) {
	seen := map[string]bool{}
	for _, item := range t.Items {
		if item.Category == nil || item.Category.Sensitivity < 2 || item.Confidence < personal.Medium {
			continue
		}
		for _, read := range item.Reads {
			purpose, declared := p.purposeOf(read.Package)
			if purpose == "" || seen[read.Package] || slices.ContainsFunc(p.purposes(item), func(x inventory.Purpose) bool { return x.ID == purpose }) ||
				onConsent(read) || onePerson(read, t.Table) {
				continue
			}
			seen[read.Package] = true
			f := about(item)
			f.Root = read.Package + " " + t.Object()
			placeAt(&f, read, item, phrase.Textf("declared for %s only", "alleen vastgelegd voor %s", purposeNames(p.purposes(item)).EN))
			if !declared {
				f.Confidence = min(f.Confidence, personal.Medium)
				f.Severity = finding.Note
			}
			f.Message = say("%s reads %s for %s, but it was collected for %s", "%s leest %s voor %s, maar het is verzameld voor %s",
				read.Function, item.Object(), purposeNames([]inventory.Purpose{{ID: purpose}}), purposeNames(p.purposes(item)))
			p.Report(f)
		}
	}
}

func onConsent(read *usage.Event) bool {
	return slices.ContainsFunc(read.Conditions, func(c string) bool { return hasWord(c, consentWords...) || hasWord(c, leavingWords...) })
}

// packagePurposes are the package names that tell a purpose.
var packagePurposes = map[string]string{
	"newsletter": "newsletter", "newsletters": "newsletter", "nieuwsbrief": "newsletter", "nieuwsbrieven": "newsletter", "marketing": "newsletter", "mailing": "newsletter", "mailings": "newsletter",
	"campaign": "newsletter", "campaigns": "newsletter", "analytics": "analytics", "statistics": "analytics", "statistiek": "analytics", "loyalty": "loyalty", "klantenkaart": "loyalty",
}

// purposeOf returns the purpose that a package serves and whether privet.yaml
// says so; the longest prefix declared there wins. A package that serves several
// is not judged.
func (p *Pass) purposeOf(pkg string) (id string, declared bool) {
	best, found := "", []string(nil)
	for path, code := range p.Policy.Code {
		if (pkg == path || strings.HasPrefix(pkg, strings.TrimSuffix(path, "/")+"/") || strings.HasSuffix(pkg, "/"+path)) && len(path) >= len(best) {
			best, found = path, code.Purposes
		}
	}
	if best != "" {
		if len(found) != 1 {
			return "", true
		}
		if purpose := p.Policy.Purpose(found[0]); purpose != nil {
			return purpose.ProfileID(), true
		}
		return found[0], true
	}
	return packagePurposes[profile.Words(lastOf(pkg))], false
}
