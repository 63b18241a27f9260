package rules

import (
	"maps"
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/policy"
)

func widerThanDeclared() *Rule {
	return &Rule{
		ID: "ACC-004", Name: "wider-than-declared", Severity: finding.Error,
		Title: phrase.Text{EN: "Rights and declared policy differ", NL: "Rechten en eigen beleid verschillen"},
		What: phrase.Text{
			EN: "A role that may read or write personal columns which the access section of privet.yaml does not give it; and, as a note, a declared right that no GRANT gives.",
			NL: "Een rol die persoonsgegevens mag lezen of schrijven die het toegangsbeleid in privet.yaml niet noemt; en, als opmerking, een vastgelegd recht dat geen GRANT geeft.",
		},
		Why: phrase.Text{
			EN: "A policy that is not kept is worse than none: it shows that you knew.",
			NL: "Een beleid dat niet wordt nageleefd is erger dan geen beleid: het laat zien dat je het wist.",
		},
		Fix: phrase.Text{
			EN: "Revoke the right, or add it to the policy with the reason.",
			NL: "Trek het recht in, of neem het met de reden op in het beleid.",
		},
		Not: phrase.Text{
			EN: "Rights of superusers and owners are not compared. Without an access section there is nothing to compare.",
			NL: "Rechten van superusers en eigenaren worden niet vergeleken. Zonder toegangsbeleid is er niets te vergelijken.",
		},
		Law:   law.Refs("gdpr.24", "gdpr.32.4"),
		Guide: []string{"P2"},
		Check: checkWiderThanDeclared,
	}
}

func checkWiderThanDeclared(p *Pass) {
	if p.Policy == nil || len(p.Policy.Access) == 0 {
		return
	}
	for _, t := range p.Inventory.Tables {
		reportWider(p, t)
	}
	for _, role := range slices.Sorted(maps.Keys(p.Policy.Access)) {
		reportUngranted(p, role)
	}
}

// excess is what one role may do beyond its declaration on one table.
type excess struct {
	reader inventory.Reader
	items  []*inventory.Item
}

// reportWider makes one finding for each role that reaches more of a table than
// it was declared to.
func reportWider(p *Pass, t *inventory.Table) {
	var roles []string
	found := map[string]*excess{}
	for _, item := range t.Items {
		for _, r := range item.Readers {
			if item.Category == nil || r.Role == "PUBLIC" || r.Inherent || declaredFor(p.Policy, r, item) {
				continue
			}
			if found[r.Role] == nil {
				found[r.Role] = &excess{reader: r}
				roles = append(roles, r.Role)
			}
			found[r.Role].items = append(found[r.Role].items, item)
		}
	}
	for _, role := range roles {
		x := found[role]
		var names, objects []string
		for _, item := range x.items {
			names, objects = append(names, item.Column.Name), append(objects, item.Object())
		}
		p.Report(finding.Finding{
			Confidence: x.items[0].Confidence, Span: x.reader.Origin.Span, Objects: objects, Root: "access " + role + " " + t.Object(),
			Message:  say("role %s reaches %s of %s, which the policy does not give it", "rol %s kan bij %s van %s, wat het beleid niet toestaat", role, list(names), t.Object()),
			Evidence: x.reader.Path,
		})
	}
}

// declaredFor reports whether the policy gives the role what it can do.
func declaredFor(pol *policy.Policy, r inventory.Reader, item *inventory.Item) bool {
	ops, ok := pol.Access[r.Role].Of(item.Table.Table.Name.Schema, item.Table.Table.Name.Name)
	if !ok {
		return false
	}
	column := item.Stored().Name
	reads := !r.Read || ops.Allows("select", column)
	writes := !r.Write || ops.Allows("insert", column) || ops.Allows("update", column)
	return reads && writes
}

// reportUngranted notes the tables a role was promised and cannot reach at all.
func reportUngranted(p *Pass, role string) {
	for _, t := range p.Inventory.Tables {
		ops, ok := p.Policy.Access[role].Of(t.Table.Name.Schema, t.Table.Name.Name)
		if !ok || len(ops) == 0 || !holdsPersonal(t) {
			continue
		}
		reached := slices.ContainsFunc(t.Items, func(i *inventory.Item) bool {
			return slices.ContainsFunc(i.Readers, func(r inventory.Reader) bool { return r.Role == role || r.Role == "PUBLIC" })
		})
		if reached || columnsOnly(ops, t) {
			continue
		}
		p.Report(finding.Finding{
			Severity: finding.Note, Span: p.Policy.Place("$.access." + role), Objects: []string{t.Object()}, Root: "ungranted " + role + " " + t.Object(),
			Message: phrase.Textf("the policy gives role %s access to %s, but no GRANT was seen", "het beleid geeft rol %s toegang tot %s, maar er is geen GRANT gezien", role, t.Object()),
		})
	}
}

// columnsOnly reports whether the declared operations name columns, none of
// which is personal: there is then no right on an item to look for.
func columnsOnly(ops policy.Operations, t *inventory.Table) bool {
	for op := range ops {
		for _, item := range t.Items {
			if ops.Allows(op, item.Column.Name) {
				return false
			}
		}
	}
	return true
}
