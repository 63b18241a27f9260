package inventory

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/privilege"
)

const writePrivileges = schema.Insert | schema.Update | schema.AllPrivileges

// addReaders sets who reaches each item: every role that a grant, a membership,
// ownership, a view or a function gives a right on its column. A role that
// reaches it in several ways is one reader, shown with the most direct way.
func addReaders(inv *Inventory) {
	matrices := map[*schema.Database]*privilege.Matrix{}
	for _, item := range inv.Items {
		m := matrices[item.Database]
		if m == nil {
			m = privilege.Effective(item.Database)
			matrices[item.Database] = m
		}
		for _, right := range m.Column(item.Table.Table.Name, item.Stored().Name) {
			item.Readers = addReader(item.Readers, right)
		}
	}
	for _, t := range inv.Tables {
		m := matrices[t.Database]
		if m == nil || len(t.Items) == 0 {
			continue
		}
		for _, right := range m.Deletes(t.Table.Name) {
			t.Erasers = addReader(t.Erasers, right)
		}
	}
}

func addReader(readers []Reader, right privilege.Right) []Reader {
	r := Reader{
		Role:     right.Role,
		Rights:   right.Privileges & (schema.Select | schema.Insert | schema.Update | schema.Delete),
		Read:     right.Privileges&(schema.Select|schema.AllPrivileges) != 0 && right.Rows != privilege.NoRows,
		Write:    right.Privileges&writePrivileges != 0,
		Inherent: inherent(right.Path),
	}
	r.Restricted = r.Read && right.Rows == privilege.RestrictedRows
	if r.Role == schema.Public {
		r.Role = "PUBLIC"
	}
	if !r.Read {
		r.Rights &^= schema.Select // no row policy lets any row through
	}
	if r.Rights == 0 {
		return readers
	}
	for i := range readers {
		if readers[i].Role == r.Role {
			if r.Read && !r.Restricted || !readers[i].Read {
				readers[i].Restricted = r.Restricted
			}
			readers[i].Read = readers[i].Read || r.Read
			readers[i].Write = readers[i].Write || r.Write
			readers[i].Rights |= r.Rights
			return readers
		}
	}
	for _, s := range right.Path {
		r.Path = append(r.Path, stepText(s))
		if s.Origin.IsValid() {
			r.Origin = s.Origin
		}
	}
	return append(readers, r)
}

// inherent reports whether a right comes from owning the table or from being a
// superuser, and not from a grant that could be taken back.
func inherent(path []privilege.Step) bool {
	for _, s := range path {
		if s.Kind == privilege.OwnerStep || s.Kind == privilege.SuperuserStep {
			return true
		}
	}
	return false
}

// stepTexts say each kind of step; %s is its object.
var stepTexts = map[privilege.StepKind]phrase.Text{
	privilege.MemberStep:     {EN: "is a member of %s", NL: "is lid van %s"},
	privilege.SetRoleStep:    {EN: "may SET ROLE to %s", NL: "mag SET ROLE naar %s"},
	privilege.PublicStep:     {EN: "everyone has it%.0s", NL: "iedereen heeft het%.0s"},
	privilege.GrantStep:      {EN: "GRANT on %s", NL: "GRANT op %s"},
	privilege.ColumnStep:     {EN: "GRANT on column %s", NL: "GRANT op kolom %s"},
	privilege.DefaultStep:    {EN: "default privileges when %s was created", NL: "standaardrechten bij het aanmaken van %s"},
	privilege.SchemaStep:     {EN: "GRANT on all tables in %s", NL: "GRANT op alle tabellen in %s"},
	privilege.GlobalStep:     {EN: "GRANT on everything%.0s", NL: "GRANT op alles%.0s"},
	privilege.OwnerStep:      {EN: "owns %s", NL: "is eigenaar van %s"},
	privilege.SuperuserStep:  {EN: "%s is a superuser", NL: "%s is superuser"},
	privilege.PredefinedStep: {EN: "is a member of %s", NL: "is lid van %s"},
	privilege.ViewStep:       {EN: "reads it through view %s, with its owner's rights", NL: "leest het via view %s, met de rechten van de eigenaar"},
	privilege.InvokerStep:    {EN: "reads it through view %s", NL: "leest het via view %s"},
	privilege.FunctionStep:   {EN: "calls function %s, which reads it", NL: "roept functie %s aan, die het leest"},
	privilege.ParentStep:     {EN: "reads it through %s", NL: "leest het via %s"},
	privilege.PartitionStep:  {EN: "reads partition %s itself", NL: "leest partitie %s rechtstreeks"},
}

func stepText(s privilege.Step) phrase.Text {
	t, ok := stepTexts[s.Kind]
	if !ok {
		return phrase.Text{EN: string(s.Kind) + " " + s.Object, NL: string(s.Kind) + " " + s.Object}
	}
	return phrase.Textf(t.EN, t.NL, s.Object)
}
