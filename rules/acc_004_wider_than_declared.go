package rules

import (
	"maps"
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
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
			EN: "A role that may do more with a table with personal data than the access section of privet.yaml gives it, operation by operation and column by column; and, as a note, a declared operation that no GRANT gives.",
			NL: "Een rol die met een tabel met persoonsgegevens meer mag dan het toegangsbeleid in privet.yaml toestaat, per handeling en per kolom; en, als opmerking, een vastgelegde handeling die geen GRANT geeft.",
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
			EN: "Rights of superusers and owners are not compared, and neither are columns without personal data. Without an access section there is nothing to compare.",
			NL: "Rechten van superusers en eigenaren worden niet vergeleken, net als kolommen zonder persoonsgegevens. Zonder toegangsbeleid is er niets te vergelijken.",
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
	reader     inventory.Reader
	rights     tableRights
	objects    []string
	confidence personal.Confidence
}

// reportWider makes one finding for each role that may do more with a table than
// it was declared to.
func reportWider(p *Pass, t *inventory.Table) {
	var roles []string
	found := map[string]*excess{}
	of := func(r inventory.Reader) *excess {
		if found[r.Role] == nil {
			found[r.Role] = &excess{reader: r}
			roles = append(roles, r.Role)
		}
		return found[r.Role]
	}
	for _, item := range t.Items {
		for _, r := range item.Readers {
			if item.Category == nil || r.Role == "PUBLIC" || r.Inherent {
				continue
			}
			declared := declaredOperations(p.Policy, r.Role, t)
			for _, op := range operations {
				if r.Rights&op.privilege == 0 || op.ofTable || declared.Allows(op.name, item.Stored().Name) {
					continue
				}
				x := of(r)
				x.rights.add(op, item.Stored().Name)
				x.confidence = max(x.confidence, item.Confidence)
				if !slices.Contains(x.objects, item.Object()) {
					x.objects = append(x.objects, item.Object())
				}
			}
		}
	}
	for _, r := range t.Erasers {
		if _, declared := declaredOperations(p.Policy, r.Role, t)["delete"]; declared || r.Role == "PUBLIC" || r.Inherent || !holdsPersonal(t) {
			continue
		}
		x := of(r)
		x.rights.add(deleteRows, "")
		x.confidence = max(x.confidence, personal.High)
	}
	for _, role := range roles {
		x := found[role]
		if len(x.objects) == 0 {
			x.objects = []string{t.Object()}
		}
		p.Report(finding.Finding{
			Confidence: x.confidence, Span: x.reader.Origin.Span, Objects: x.objects, Root: "access " + role + " " + t.Object(),
			Message:  say("role %s may %s, which the policy does not give it", "rol %s mag %s; het beleid staat dat niet toe", role, x.rights.on(t.Object())),
			Evidence: x.reader.Path, FixSQL: p.narrow(t, role, &x.rights),
		})
	}
}

// declaredOperations is what the policy gives a role on a table; nil: nothing.
func declaredOperations(pol *policy.Policy, role string, t *inventory.Table) policy.Operations {
	ops, _ := pol.Access[role].Of(t.Table.Name.Schema, t.Table.Name.Name)
	return ops
}

// reportUngranted notes what a role was promised and no GRANT gives it, in one
// finding: a script that was not scanned is one cause.
func reportUngranted(p *Pass, role string) {
	f := finding.Finding{Severity: finding.Note, Span: p.Policy.Place("$.access." + role), Root: "ungranted " + role}
	var parts []phrase.Text
	for _, t := range p.Inventory.Tables {
		missing := missingRights(declaredOperations(p.Policy, role, t), role, t)
		if len(missing.rights) == 0 || !holdsPersonal(t) {
			continue
		}
		f.Objects = append(f.Objects, t.Object())
		part := missing.on(t.Object())
		f.Others = append(f.Others, finding.Step{Span: t.Table.Origin.Span, Message: part})
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return
	}
	f.Message = say("the policy lets role %s %s, but no GRANT for it was seen", "volgens het beleid mag rol %s %s, maar daarvoor is geen GRANT gezien", role, join(parts))
	p.Report(f)
}

// missingRights is what is declared for a role on the personal columns of a table
// and neither it nor PUBLIC has.
func missingRights(declared policy.Operations, role string, t *inventory.Table) (missing tableRights) {
	has := func(readers []inventory.Reader, op operation) bool {
		return slices.ContainsFunc(readers, func(r inventory.Reader) bool {
			return (r.Role == role || r.Role == "PUBLIC") && r.Rights&op.privilege != 0
		})
	}
	for _, op := range operations {
		if _, ok := declared[op.name]; !ok {
			continue
		}
		if op.ofTable && !has(t.Erasers, op) {
			missing.add(op, "")
		}
		for _, item := range t.Items {
			if column := item.Stored().Name; item.Category != nil && !op.ofTable && declared.Allows(op.name, column) && !has(item.Readers, op) {
				missing.add(op, column)
			}
		}
	}
	return missing
}
