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

func healthRange() *Rule {
	return &Rule{
		ID: "SPC-007", Name: "health-range", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Product range turns orders into health data", NL: "Assortiment maakt van bestellingen gezondheidsgegevens"},
		What: phrase.Text{
			EN: "Products that tell something about the health or the sex life of who orders them (medicines, prescriptions, incontinence articles, pregnancy tests, erotica), seen in table names, columns or fixed values, in a shop whose orders are linked to persons.",
			NL: "Artikelen die iets zeggen over de gezondheid of het seksleven van wie ze bestelt (geneesmiddelen, recepten, incontinentiemateriaal, zwangerschapstesten, erotiek), gezien in tabelnamen, kolommen of vaste waarden, in een winkel met bestellingen op naam.",
		},
		Why: phrase.Text{
			EN: "The European Court of Justice ruled that an order of pharmacy-only medicines is health data, also without a prescription. Orders are then special categories, with a ban that only consent or another ground of art. 9(2) lifts.",
			NL: "Het Hof van Justitie oordeelde dat een bestelling van apotheekgeneesmiddelen een gezondheidsgegeven is, ook zonder recept. De bestellingen zijn dan bijzondere persoonsgegevens, met een verbod dat alleen toestemming of een andere grond van art. 9 lid 2 opheft.",
		},
		Fix: phrase.Text{
			EN: "Ask for explicit consent with the order or declare another ground (special: in privet.yaml, with the DPIA), keep order lines short, and build no profile from them.",
			NL: "Vraag uitdrukkelijke toestemming bij de bestelling of leg een andere grond vast (special: in privet.yaml, met de DPIA), bewaar bestelregels kort en maak er geen profiel van.",
		},
		Not: phrase.Text{
			EN: "What products are called in the rows is not read, so a general drugstore is not recognised: that is for a person to decide. Allergens of food are properties of the food.",
			NL: "Hoe artikelen in de rijen heten wordt niet gelezen; een gewone drogist wordt dus niet herkend en dat is aan een mens. Allergenen van voedsel zijn eigenschappen van het voedsel.",
		},
		Law:   law.Refs("gdpr.9", "c21.23"),
		Guide: []string{"S15"},
		Check: func(p *Pass) {
			for _, db := range p.Inventory.Databases {
				if ordersOfPersons(p, db) && !p.anyGround() {
					reportHealthRange(p, db)
				}
			}
		},
	}
}

// rangeWords tell, as words of a table of articles, what is sold.
var rangeWords = []string{"medicine", "medicines", "medication", "medications", "medicijn", "medicijnen", "geneesmiddel", "geneesmiddelen", "arzneimittel", "medicament", "medicaments",
	"prescription_only", "is_prescription", "requires_prescription", "prescription_required", "receptplichtig", "op_recept", "rezeptpflichtig", "otc", "uad", "ur_geneesmiddel",
	"pzn", "zi_nummer", "rvg_nummer", "atc_code", "incontinence", "incontinentie", "pregnancy_test", "zwangerschapstest", "erotic", "erotica", "erotiek", "sex_toys", "sextoys"}

func reportHealthRange(p *Pass, db *schema.Database) {
	for _, t := range db.Tables {
		if !articles(t) {
			continue
		}
		word, span := rangeWord(t)
		if word == "" {
			continue
		}
		p.Report(finding.Finding{
			Confidence: personal.Medium, Span: span, Objects: []string{t.Name.Name}, Root: "health range " + db.Name,
			Message: phrase.Textf("%s in %s: orders of such articles say something about somebody's health or sex life", "%s in %s: bestellingen van zulke artikelen zeggen iets over iemands gezondheid of seksleven", word, t.Name),
		})
		return
	}
}

// articles reports whether a table is of what a shop sells.
func articles(t *schema.Table) bool {
	return hasWord(t.Name.Name, "product", "products", "producten", "article", "articles", "artikel", "artikelen", "item", "items", "category", "categories", "categorie", "categorieen", "assortiment", "sku", "skus",
		"medicine", "medicines", "medicijn", "medicijnen", "geneesmiddel", "geneesmiddelen", "arzneimittel", "medicament", "medicaments")
}

// rangeWord returns the word that gives the range away and its place: in the
// name of the table, of a column, or among the fixed values of one.
func rangeWord(t *schema.Table) (string, schema.Span) {
	for _, w := range rangeWords {
		if hasWord(t.Name.Name, w) {
			return w, t.Origin.Span
		}
	}
	for _, c := range t.Columns {
		values := slices.Clone(c.Type.Enum)
		for _, check := range t.ChecksOn(c.Name) {
			values = append(values, check.Expr.Values...)
		}
		for _, w := range rangeWords {
			if hasWord(c.Name, w) || slices.ContainsFunc(values, func(v string) bool { return hasWord(v, w) }) {
				return w, c.Origin.Span
			}
		}
	}
	return "", schema.Span{}
}

// ordersOfPersons reports whether a database has orders and knows whose they are.
func ordersOfPersons(p *Pass, db *schema.Database) bool {
	return slices.ContainsFunc(p.Inventory.Tables, func(t *inventory.Table) bool {
		if t.Database != db || !isOrder(t) {
			return false
		}
		named := slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return i.Category != nil && i.Category.Sensitivity >= 2 })
		return named || slices.ContainsFunc(t.Table.ForeignKeys(), func(fk *schema.Constraint) bool { return p.personalTable(db, fk.RefTable) != nil })
	})
}

// anyGround reports whether privet.yaml names a ground of art. 9(2).
func (p *Pass) anyGround() bool {
	if p.Policy == nil {
		return false
	}
	for _, purpose := range p.Policy.Purposes {
		if purpose.Special != nil {
			return true
		}
	}
	return false
}
