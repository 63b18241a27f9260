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
	"github.com/privet-dev/privet/schema"
)

func passwordEquality() *Rule {
	return &Rule{
		ID: "CRED-004", Name: "password-equality", Severity: finding.Error, Code: true,
		Title: phrase.Text{EN: "Password looked up or compared by equality, or not at all", NL: "Wachtwoord wordt op gelijkheid vergeleken, of niet"},
		What: phrase.Text{
			EN: "A query that looks for a row by its password (WHERE password = $1), Go code that compares a stored password with ==, strings.EqualFold or subtle.ConstantTimeCompare, an index or UNIQUE on a password column, and a login that looks its user up and never looks at the password.",
			NL: "Een query die een rij op wachtwoord zoekt (WHERE wachtwoord = $1), Go-code die een opgeslagen wachtwoord vergelijkt met ==, strings.EqualFold of subtle.ConstantTimeCompare, een index of UNIQUE op een wachtwoordkolom, en een login die de gebruiker opzoekt en nooit naar het wachtwoord kijkt.",
		},
		Why: phrase.Text{
			EN: "Equality only works when the stored value is readable or hashed without a salt of its own: two customers with the same password then have the same value. Where nothing is compared, anyone who knows an e-mail address is let in.",
			NL: "Gelijkheid werkt alleen als de opgeslagen waarde leesbaar is of zonder eigen salt is gehasht: twee klanten met hetzelfde wachtwoord hebben dan dezelfde waarde. Waar niets wordt vergeleken komt iedereen binnen die een e-mailadres kent.",
		},
		Fix: phrase.Text{
			EN: "Select the row by user name or e-mail address, then verify: bcrypt.CompareHashAndPassword(hash, []byte(password)), or in PostgreSQL crypt($1, password) = password.",
			NL: "Zoek de rij op gebruikersnaam of e-mailadres en controleer daarna: bcrypt.CompareHashAndPassword(hash, []byte(wachtwoord)), of in PostgreSQL crypt($1, wachtwoord) = wachtwoord.",
		},
		Not: phrase.Text{
			EN: "A new password that is compared with its confirmation field is fine, and so is comparing two keys that a slow hash derived. That nothing is compared is only said where a login, all that it calls and all that calls it are in sight and hand the password to nobody.",
			NL: "Een nieuw wachtwoord vergelijken met het bevestigingsveld is in orde, net als twee sleutels vergelijken die een trage hash heeft afgeleid. Dat er niets wordt vergeleken zegt de regel alleen als een login, alles wat die aanroept en alles wat de login aanroept te zien zijn en het wachtwoord aan niemand doorgeven.",
		},
		Law:   law.Refs("gdpr.32", "owasp.password"),
		Guide: []string{"S15"},
		Check: checkPasswordEquality,
	}
}

func checkPasswordEquality(p *Pass) {
	for _, item := range p.passwords() {
		reportFilters(p, item)
		reportIndex(p, item)
	}
	for _, e := range p.events(usage.Compare) {
		d, ok := comparedPassword(e)
		if !ok || e.Protection > personal.Encoded {
			continue
		}
		f := finding.Finding{Confidence: d.Confidence, Objects: []string{datumObject(d)}, Root: e.Package + "." + e.Function}
		placeAt(&f, e, nil, phrase.Text{})
		if e.Operator == usage.Missing {
			f.Message = phrase.Textf("the login looks %s up and never compares the password: anyone is let in who knows the name", "de login zoekt %s op en vergelijkt het wachtwoord nergens: iedereen komt binnen die de naam kent", d.Column.Table.String())
			p.Report(f)
			continue
		}
		f.Message = phrase.Textf("the stored password %s is compared with %s", "het opgeslagen wachtwoord %s wordt vergeleken met %s", d.Name, e.Operator)
		p.Report(f)
	}
}

// equality are the SQL operators that find a row by a value. A slow hash of the
// parameter, as in crypt($1, password) = password, is the right way to do it.
var equality = []string{"=", "IN", "LIKE", "ILIKE", "<=>"}

func reportFilters(p *Pass, item *inventory.Item) {
	var f finding.Finding
	found := false
	for _, e := range item.Filters {
		if !slices.Contains(equality, strings.ToUpper(e.Operator)) && !filledByExample(e, item) || e.Protection > personal.Encoded || strings.Contains(e.Algorithm, "crypt") {
			continue
		}
		message := phrase.Textf("a query looks for the row whose %s equals the given password", "een query zoekt de rij waarvan %s gelijk is aan het opgegeven wachtwoord", item.Object())
		if found {
			f.Others = append(f.Others, finding.Step{Span: e.Span, Message: message})
			continue
		}
		found = true
		f = about(item)
		f.Message = message
		placeAt(&f, e, item, phrase.Text{EN: "the password that is looked up", NL: "het wachtwoord waarop wordt gezocht"})
		f.Root = item.Object() + " filter"
	}
	if found {
		p.Report(f)
	}
}

// filledByExample reports whether a condition by example was given a password of
// its own: db.Get(&User{Name: n, Password: typed}). Where the example is a user
// that came from elsewhere as a whole, nothing says that its password is filled; and
// nobody logs in to a row that is looked up by its key.
func filledByExample(e *usage.Event, item *inventory.Item) bool {
	if e.Operator != usage.ByExample || byKey(e, item) {
		return false
	}
	return slices.ContainsFunc(e.Data, func(d usage.Datum) bool {
		m := item.Table.Model
		own := m != nil && (d.Type == m.Package+"."+m.Type || d.Type == m.Type)
		return d.Column.Column == "" && !own && (d.Category == inventory.Password || e.Source == usage.FromRequest)
	})
}

// byKey reports whether a statement has a condition on the table's primary key.
func byKey(e *usage.Event, item *inventory.Item) bool {
	return slices.ContainsFunc(item.Table.Table.PrimaryKeyColumns(), func(column string) bool {
		return slices.ContainsFunc(e.Conditions, func(c string) bool { return strings.EqualFold(c, column) })
	})
}

// reportIndex reports a key or an index that has the password as a part. A
// unique index needs comparable values as much as a plain one does.
func reportIndex(p *Pass, item *inventory.Item) {
	t := item.Table.Table
	has := func(columns []string) bool {
		return slices.ContainsFunc(columns, func(c string) bool { return strings.EqualFold(c, item.Column.Name) })
	}
	report := func(origin schema.Origin, what phrase.Text, drop string) {
		f := about(item)
		f.Span, f.Root = origin.Span, item.Object()+" index"
		f.Message = say("%s on %s: passwords are compared with each other", "%s op %s: wachtwoorden worden met elkaar vergeleken", what, item.Object())
		if statable(item) {
			f.FixSQL = drop
		}
		p.Report(f)
	}
	d := item.Database.Dialect
	for _, c := range t.Constraints {
		if (c.Kind == schema.UniqueKey || c.Kind == schema.PrimaryKey) && has(c.Columns) {
			report(c.Origin, phrase.Text{EN: "UNIQUE", NL: "UNIQUE"}, dropUnique(d, t, c))
			return
		}
	}
	for _, i := range t.Indexes {
		if has(i.Columns) {
			report(i.Origin, phrase.Text{EN: "an index", NL: "een index"}, dropIndex(d, t, i))
			return
		}
	}
}

// dropUnique drops a named UNIQUE; a primary key is for a person to replace.
func dropUnique(d schema.Dialect, t *schema.Table, c *schema.Constraint) string {
	switch {
	case c.Name == "" || c.Kind != schema.UniqueKey && d == schema.MySQL:
		return ""
	case d == schema.PostgreSQL:
		return "ALTER TABLE " + qualified(d, t.Name) + " DROP CONSTRAINT " + ident(d, c.Name) + ";"
	case d == schema.MySQL:
		return "ALTER TABLE " + qualified(d, t.Name) + " DROP INDEX " + ident(d, c.Name) + ";"
	}
	return ""
}

// dropIndex drops a named index.
func dropIndex(d schema.Dialect, t *schema.Table, i *schema.Index) string {
	switch {
	case i.Name == "":
		return ""
	case d == schema.MySQL:
		return "DROP INDEX " + ident(d, i.Name) + " ON " + qualified(d, t.Name) + ";"
	}
	return "DROP INDEX " + qualified(d, schema.Name{Schema: t.Name.Schema, Name: i.Name}) + ";"
}

// comparedPassword returns the stored password among the data of a comparison.
// Two values from the request (a password and its confirmation) are none.
func comparedPassword(e *usage.Event) (usage.Datum, bool) {
	for _, d := range e.Data {
		if d.Category == inventory.Password && d.Column.Column != "" && d.Confidence >= personal.Medium {
			return d, true
		}
	}
	return usage.Datum{}, false
}

// datumObject names a piece of data in code: its column where known, else its
// field, else what the code calls it.
func datumObject(d usage.Datum) string {
	switch {
	case d.Column.Column != "":
		return d.Column.Table.String() + "." + d.Column.Column
	case d.Type != "":
		return d.Type + "." + d.Field
	}
	return d.Name
}
