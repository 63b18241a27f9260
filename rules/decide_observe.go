package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
)

// Decision is the helper's answer for one table, and what it rests on.
type Decision struct {
	Table   *inventory.Table
	Use     Use
	Because []phrase.Text
	Verdict Verdict
}

// Decisions answers for every table with personal data, from what privet.yaml
// declares and what was seen. The policy may be nil: then most answers are
// questions. It sets the purposes of the tables, as Run does.
func Decisions(inv *inventory.Inventory, pol *policy.Policy) []Decision {
	AssignPurposes(inv, pol)
	p := &Pass{Inventory: inv, Policy: pol}
	var all []Decision
	for _, t := range p.personalTables() {
		d := Decision{Table: t, Use: Use{Personal: schema.Yes}}
		d.observe(p)
		d.Verdict = Decide(d.Use)
		all = append(all, d)
	}
	return all
}

// adminPurposes are the ordinary relation between shop and customer, as the
// guide puts it: shipping, invoices, bookkeeping and audit.
var adminPurposes = []string{"order_guest", "shipping", "invoicing", "payment", "account", "b2b_customer", "returns_service", "age_restricted", "staff_login"}

func (d *Decision) observe(p *Pass) {
	t := d.Table
	declared, ok := declaration(p.Policy, t)
	d.because(serves(t, "newsletter"), "it serves a newsletter", "het dient voor een nieuwsbrief")
	if serves(t, "newsletter") {
		d.Use.Mails = schema.Yes
	} else if ok {
		d.Use.Mails = schema.No
		d.because(true, "no purpose declared for it is a newsletter", "geen doel dat ervoor is vastgelegd is een nieuwsbrief")
	}
	if soldSomewhere(p, t) {
		d.Use.Sold = schema.Yes
		d.because(true, "a view or table named for partners or the sale of leads takes data from it", "een view of tabel die naar partners of leadverkoop is genoemd haalt er gegevens uit")
	}
	if ok {
		d.declaredUse(p, declared)
	}
}

// declaredUse reads what privet.yaml says of the table.
func (d *Decision) declaredUse(p *Pass, declared policy.Table) {
	admin, consent, own, sold := true, true, true, schema.No
	mailing := false
	for _, id := range declared.Purposes {
		purpose := p.Policy.Purpose(id)
		if purpose == nil {
			return
		}
		admin = admin && slices.Contains(adminPurposes, purpose.ProfileID())
		if purpose.ProfileID() == "newsletter" {
			mailing = true
			consent, own = consent && purpose.Basis == "consent", own && purpose.Basis == "soft_optin"
		}
		switch {
		case slices.ContainsFunc(purpose.Recipients, func(r string) bool { return hasWord(r, buyers...) }):
			sold = schema.Yes
		case len(purpose.Recipients) == 0 && sold != schema.Yes:
			sold = schema.Unsaid
		}
	}
	if d.Use.Sold != schema.Yes {
		d.Use.Sold = sold
		d.because(sold == schema.No, "its declared recipients are no buyers", "de vastgelegde ontvangers zijn geen kopers")
	}
	d.Use.OnlyAdmin = schema.TriOf(admin)
	d.because(admin, "all its declared purposes are ordinary administration", "al zijn vastgelegde doelen zijn gewone administratie")
	if !mailing {
		return
	}
	d.Use.ConsentAll, d.Use.OwnCustomers = schema.TriOf(consent), schema.TriOf(own)
	if consent && !datedTable(d.Table) && !consentSource(d.Table) {
		d.Use.ConsentAll = schema.Unsaid // said, but nothing in the table proves it
		d.because(true, "consent is declared, but no column proves it", "toestemming is vastgelegd, maar geen kolom bewijst die")
	}
	if own {
		d.Use.OptOut = schema.TriOf(recordsLeaving(d.Table) || suppressionTable(d.Table.Database))
		if d.Use.OptOut == schema.No && deletionFlag(d.Table.Table) != nil {
			d.Use.OptOut = schema.Unsaid // rows are marked as deleted, for whatever reason
		}
		d.because(d.Use.OptOut == schema.No, "nothing records that somebody refused", "nergens wordt vastgelegd dat iemand weigert")
	}
}

func (d *Decision) because(holds bool, en, nl string) {
	if holds {
		d.Because = append(d.Because, phrase.Text{EN: en, NL: nl})
	}
}

// soldSomewhere reports whether a view named for a buyer takes personal data of
// the table without a condition on consent.
func soldSomewhere(p *Pass, t *inventory.Table) bool {
	if namedForSale(t.Table.Name.Name) {
		return true
	}
	return slices.ContainsFunc(t.Database.Views, func(v *schema.View) bool {
		if !namedForSale(v.Name.Name) || asksConsent(v) {
			return false
		}
		return slices.ContainsFunc(v.Columns, func(c schema.ViewColumn) bool {
			return slices.ContainsFunc(c.From, func(u schema.ColumnUse) bool {
				item := p.sellable(t.Database, u)
				return item != nil && item.Table == t
			})
		})
	})
}
