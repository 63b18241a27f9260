package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func forcedAccount() *Rule {
	return &Rule{
		ID: "MIN-007", Name: "forced-account", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Account forced before ordering", NL: "Account verplicht om te bestellen"},
		What: phrase.Text{
			EN: "Orders that cannot exist without a customer who has a password: the reference from the order to the customer is NOT NULL, the customer's password too, and nothing in the schema speaks of guests.",
			NL: "Bestellingen die niet zonder klant met wachtwoord kunnen bestaan: de verwijzing van de bestelling naar de klant is NOT NULL, het wachtwoord van de klant ook, en niets in het schema gaat over gasten.",
		},
		Why: phrase.Text{
			EN: "To buy something nobody needs an account. Each forced account is one more password to leak and one more record that is kept for years. The EDPB expects a guest mode; a Finnish shop was fined over it.",
			NL: "Om iets te kopen heeft niemand een account nodig. Elk verplicht account is weer een wachtwoord dat kan lekken en weer een record dat jaren blijft staan. De EDPB verwacht dat bestellen als gast kan; een Finse winkel kreeg hier een boete voor.",
		},
		Fix: phrase.Text{
			EN: "Let the password be empty for who orders as a guest, or let an order carry its own name and address.",
			NL: "Laat het wachtwoord leeg bij wie als gast bestelt, of laat een bestelling haar eigen naam en adres hebben.",
		},
		Not: phrase.Text{
			EN: "Subscriptions and shops for businesses may need an account: declare the purpose b2b_customer for the orders, or an exception. What the form demands is not read here.",
			NL: "Abonnementen en zakelijke winkels kunnen een account nodig hebben: leg bij de bestellingen het doel b2b_customer vast, of een uitzondering. Wat het formulier eist wordt hier niet gelezen.",
		},
		Law:   law.Refs("gdpr.5.1.c", "gdpr.25", "edpb.2.2025", "case.verkkokauppa"),
		Guide: []string{"S14"},
		Check: checkForcedAccount,
	}
}

// guestWords speak of people who order without an account.
var guestWords = []string{"guest", "guests", "is_guest", "guest_id", "gast", "gasten", "anonymous", "anonymous_id", "session_id", "invite", "invitado", "ospite"}

func checkForcedAccount(p *Pass) {
	for _, t := range p.Inventory.Tables {
		password := func(n schema.Name) *inventory.Item { return mandatoryPassword(p, t.Database, n) }
		if !isOrder(t) || serves(t, "b2b_customer") || knowsGuests(t.Database) {
			continue
		}
		for _, fk := range t.Table.ForeignKeys() {
			pw := password(fk.RefTable)
			if pw == nil || !allNotNull(t.Table, fk.Columns) || serves(pw.Table, "staff_login") {
				continue
			}
			p.Report(finding.Finding{
				Confidence: min(pw.Confidence, personal.Medium), Span: fk.Origin.Span, Objects: []string{t.Object() + "." + strings.Join(fk.Columns, ",")},
				Message: phrase.Textf("no %s without an account: %s is mandatory and %s is too", "geen %s zonder account: %s is verplicht en %s ook",
					t.Object(), strings.Join(fk.Columns, ", "), pw.Object()),
				Others: []finding.Step{{Span: pw.Origin.Span, Message: phrase.Text{EN: "every customer must have a password", NL: "elke klant moet een wachtwoord hebben"}}},
				FixSQL: dropNotNull(pw),
			})
			break
		}
	}
}

// isOrder reports whether a row of the table is an order: the last word of its
// name says so. An order's lines are not orders.
func isOrder(t *inventory.Table) bool {
	n := strings.ToLower(t.Table.Name.Name)
	for _, w := range []string{"order", "orders", "bestelling", "bestellingen", "bestellung", "bestellungen", "commande", "commandes", "pedido", "pedidos", "ordine", "ordini", "checkout", "checkouts"} {
		if n == w || strings.HasSuffix(n, "_"+w) {
			return true
		}
	}
	return false
}

func allNotNull(t *schema.Table, columns []string) bool {
	return !slices.ContainsFunc(columns, func(name string) bool {
		c := t.Column(name)
		return c == nil || c.NotNull != schema.Yes
	})
}

// mandatoryPassword returns the table's password when no row can be without.
func mandatoryPassword(p *Pass, db *schema.Database, name schema.Name) *inventory.Item {
	t := p.personalTable(db, name)
	if t == nil {
		return nil
	}
	for _, item := range t.Items {
		if item.Category != nil && item.Category.ID == inventory.Password && item.Mandatory {
			return item
		}
	}
	return nil
}

// knowsGuests reports whether anything in the schema speaks of guests.
func knowsGuests(db *schema.Database) bool {
	return slices.ContainsFunc(db.Tables, func(t *schema.Table) bool {
		return hasWord(t.Name.Name, guestWords...) || slices.ContainsFunc(t.Columns, func(c *schema.Column) bool { return hasWord(c.Name, guestWords...) })
	})
}
