package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func unprotectedSensitive() *Rule {
	return &Rule{
		ID: "STO-001", Name: "unprotected-sensitive", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Sensitive category without protection", NL: "Gevoelig gegeven zonder bescherming"},
		What: phrase.Text{
			EN: "A bank account, an income or credit score, a precise location or data about a child, for which neither the schema nor the code shows any encryption.",
			NL: "Een rekeningnummer, een inkomen of kredietscore, een precieze locatie of gegevens over een kind, waarvan schema noch code enige versleuteling laat zien.",
		},
		Why: phrase.Text{
			EN: "Security must fit the risk. With a name and a birth date, these are what identity thieves and stalkers need.",
			NL: "De beveiliging moet bij het risico passen. Met een naam en een geboortedatum is dit wat identiteitsdieven en stalkers nodig hebben.",
		},
		Fix: phrase.Text{
			EN: "Ask whether you must store it at all. If so, encrypt the column with a key that is not in the database, or keep it with the payment provider.",
			NL: "Vraag je af of je het echt moet bewaren. Zo ja, versleutel de kolom met een sleutel die niet in de database staat, of laat het bij de betaaldienst.",
		},
		Not: phrase.Text{
			EN: "Encryption of the disk, or in a layer that privet cannot see, is not known to it: declare it with protected_by at the column. Passwords, card data, national numbers and special categories have rules of their own.",
			NL: "Versleuteling van de schijf, of in een laag die privet niet ziet, is onbekend: leg dat vast met protected_by bij de kolom. Wachtwoorden, kaartgegevens, nationale nummers en bijzondere persoonsgegevens hebben eigen regels.",
		},
		Law:   law.Refs("gdpr.32", "ap.security"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			for _, item := range p.items("fin.bank_account", "fin.income_credit", "loc.precise", "demo.child") {
				if item.Protection > personal.Encoded || item.Confidence < personal.Medium || p.protectedElsewhere(item) || ofAPrice(item) {
					continue
				}
				f := about(item)
				f.Message = say("%s (%s): no protection seen in schema or code", "%s (%s): geen bescherming gezien in schema of code", item.Object(), lower(item.Category.Name))
				p.Report(f)
			}
		},
	}
}

// ofAPrice recognises what looks like an income and is of a sale: the deduction
// of a voucher, the bonus of a coupon.
func ofAPrice(item *inventory.Item) bool {
	return item.Category.ID == "fin.income_credit" && item.Confidence < personal.High &&
		hasWord(item.Table.Table.Name.Name, "sale", "sales", "salemaker", "discount", "discounts", "coupon", "coupons", "voucher", "vouchers", "promotion", "promotions", "price", "prices", "product", "products", "korting", "kortingen", "actie", "acties")
}

// protectedElsewhere reports whether privet.yaml says that something privet
// cannot see protects the column.
func (p *Pass) protectedElsewhere(item *inventory.Item) bool {
	declared, ok := declaration(p.Policy, item.Table)
	return ok && declared.Columns[item.Column.Name].ProtectedBy != ""
}
