package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func specialCategory() *Rule {
	return &Rule{
		ID: "SPC-001", Name: "special-category", Severity: finding.Error,
		Title: phrase.Text{EN: "Special-category data", NL: "Bijzondere persoonsgegevens"},
		What: phrase.Text{
			EN: "A column about a person's health, race or ethnic origin, religion or belief, political opinion, trade-union membership, sex life or orientation, or biometric or genetic data.",
			NL: "Een kolom over iemands gezondheid, ras of etnische afkomst, godsdienst of levensovertuiging, politieke opvatting, lidmaatschap van een vakbond, seksueel gedrag of gerichtheid, of biometrische of genetische gegevens.",
		},
		Why: phrase.Text{
			EN: "Processing these is forbidden unless one of the grounds of GDPR art. 9(2) applies. A diet or an allergy of a customer is health data too.",
			NL: "Deze gegevens verwerken is verboden, tenzij een van de uitzonderingen van AVG art. 9 lid 2 geldt. Ook een dieet of allergie van een klant is een gezondheidsgegeven.",
		},
		Fix: phrase.Text{
			EN: "Drop the column. If you really need it: declare the art. 9(2) ground in privet.yaml, ask for explicit consent, encrypt the column, restrict who can read it, and carry out a DPIA.",
			NL: "Verwijder de kolom. Heb je het echt nodig: leg de grond van art. 9 lid 2 vast in privet.yaml, vraag uitdrukkelijke toestemming, versleutel de kolom, beperk wie erbij kan en voer een DPIA uit.",
		},
		Not: phrase.Text{
			EN: "Health checks of servers, races between cars and allergens of an article are not data about a person. Free text that may hold such data is not read.",
			NL: "Health checks van servers, races tussen auto's en allergenen van een artikel gaan niet over een persoon. Vrije tekst waarin zulke gegevens kunnen staan wordt niet gelezen.",
		},
		Law:    law.Refs("gdpr.9", "uavg.22"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check:  checkSpecialCategory,
	}
}

func checkSpecialCategory(p *Pass) {
	for _, item := range p.Inventory.Items {
		if item.Category == nil || item.Category.Class != personal.Special || item.Table.Subject == personal.ThingSubject || ofTheParcel(item) || loneMeasure(item) || ofAKey(item) || p.groundDeclared(item) {
			continue
		}
		f := about(item)
		f.Message = say("%s holds special-category data: %s", "%s bevat bijzondere persoonsgegevens: %s", item.Object(), lower(item.Category.Name))
		f.FixSQL = dropColumn(item)
		for _, field := range item.Forms {
			f.Steps = append(f.Steps, stepTo(field))
		}
		p.Report(f)
	}
	asked := p.askedOnly(func(c *personal.Category) bool { return c.Class == personal.Special })
	reportAsked(p, asked, func(f *inventory.FormField) phrase.Text {
		return say("the form asks for special-category data: %s (%s)", "het formulier vraagt om bijzondere persoonsgegevens: %s (%s)", f.Field.Name, lower(f.Category.Name))
	}, finding.Error)
}

// ofTheParcel recognises what looks like health and is of an order or a switch:
// the weight of a parcel, a link that is disabled.
func ofTheParcel(item *inventory.Item) bool {
	name := item.Column.Name
	return item.Column.Type.Family() == schema.BooleanType && hasWord(name, "disabled") ||
		hasWord(name, "weight", "gewicht", "height", "length") && (isOrder(item.Table) || hasWord(name, "order", "total", "parcel", "package", "shipping"))
}

// loneMeasure recognises a weight or a height with nothing of the body beside it: how
// much an account counts in a list, how tall a picture is.
func loneMeasure(item *inventory.Item) bool {
	measure := func(name string) bool { return hasWord(name, "weight", "height", "gewicht", "lengte") }
	if item.Category.ID != "special.health" || !measure(item.Column.Name) || hasWord(item.Column.Name, "body", "birth", "kg", "lbs", "cm") {
		return false
	}
	medical := hasWord(item.Table.Table.Name.Name, "patient", "patients", "medical", "health", "fitness", "vital", "vitals", "body", "clinic", "workout", "workouts")
	return !medical && !slices.ContainsFunc(item.Table.Items, func(other *inventory.Item) bool {
		return other.Column != item.Column && other.Category != nil && other.Category.ID == item.Category.ID
	})
}

// ofAKey recognises the fingerprint of a cryptographic key, a device or a file.
func ofAKey(item *inventory.Item) bool {
	return hasWord(item.Column.Name, "fingerprint") && (hasWord(item.Table.Table.Name.Name, "key", "keys", "certificate", "certificates", "cert", "certs", "ssh", "gpg", "pgp", "device", "devices", "browser", "token", "tokens", "file", "files", "image", "images", "error", "errors") ||
		sibling(item, "public_key", "publickey", "private_key", "cert", "user_agent") != "")
}

// groundDeclared reports whether privet.yaml names the ground of art. 9(2) and
// the DPIA for a purpose of the item's table or column.
func (p *Pass) groundDeclared(item *inventory.Item) bool {
	declared, ok := declaration(p.Policy, item.Table)
	if !ok {
		return false
	}
	for _, id := range append(declared.Purposes[:len(declared.Purposes):len(declared.Purposes)], declared.Columns[item.Column.Name].Purposes...) {
		if purpose := p.Policy.Purpose(id); purpose != nil && purpose.Special != nil {
			return true
		}
	}
	return false
}
