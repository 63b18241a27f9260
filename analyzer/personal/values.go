package personal

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Values of a dump are evidence of another kind than names: an IBAN that passes
// its check in 40 of 40 rows is one whatever its column is called. So they
// decide where the name says nothing, confirm where it says the same, and
// contradict where a column named email holds numbers. They never decide
// against a person's correction.

// kindCategories are the categories that values of a kind are of. A date or a
// number may be anything, so it is not here.
var kindCategories = map[schema.ValueKind]ID{
	schema.EmailValue: "contact.email", schema.PhoneValue: "contact.phone", schema.PostcodeValue: "contact.postcode", schema.IPValue: "net.ip",
	schema.IBANValue: "fin.bank_account", schema.BSNValue: "id.national", schema.CardValue: "fin.card_number",
	schema.BcryptValue: "cred.password", schema.Argon2Value: "cred.password", schema.CryptValue: "cred.password", schema.MD5CryptValue: "cred.password",
	schema.PBKDF2Value: "cred.password", schema.ScryptValue: "cred.password", schema.MySQLPasswordValue: "cred.password", schema.ScramValue: "cred.password",
}

// vague are the kinds that values which mean something else have too: an order
// number may begin with a zero, a version may look like an address. They need a
// table that is about, or linked to, a person.
var vague = map[schema.ValueKind]bool{schema.PhoneValue: true, schema.PostcodeValue: true, schema.IPValue: true}

// never are the kinds that a value of the category cannot have.
var never = map[ID][]schema.ValueKind{
	"contact.email":    {schema.NumberValue, schema.DateValue, schema.BirthDateValue, schema.UUIDValue, schema.URLValue, schema.IPValue},
	"contact.phone":    {schema.EmailValue, schema.UUIDValue, schema.URLValue},
	"fin.bank_account": {schema.EmailValue, schema.UUIDValue, schema.URLValue, schema.DateValue},
	"demo.birth_date":  {schema.EmailValue, schema.UUIDValue, schema.URLValue},
	"net.ip":           {schema.EmailValue, schema.UUIDValue, schema.URLValue, schema.DateValue},
	"name.first":       {schema.NumberValue, schema.DateValue, schema.UUIDValue, schema.URLValue, schema.EmailValue},
	"name.last":        {schema.NumberValue, schema.DateValue, schema.UUIDValue, schema.URLValue, schema.EmailValue},
}

// certain is how many values make a judgement that rests on them alone sure.
const certain = 5

// fromValues decides by the values of a column whose name says nothing.
func (v *schemaView) fromValues(tv *tableView, col *columnView) (Verdict, bool) {
	if col.values == nil {
		return Verdict{}, false
	}
	kind, ok := col.values.Kind()
	id := kindCategories[kind]
	if !ok || id == "" || vague[kind] && (tv.subject != PersonSubject && tv.subject != LinkedSubject || col.values.Sampled < certain) {
		return Verdict{}, false
	}
	confidence := Medium
	if col.values.Sampled >= certain && !vague[kind] && tv.subject != ThingSubject {
		confidence = High
	}
	return Verdict{Category: id, Confidence: confidence, Evidence: []phrase.Text{valuesTell(col.name, kind, col.values)}}, true
}

// weigh compares a verdict from the name with the values: a reason against it,
// or the verdict, surer where they agree.
func (v *schemaView) weigh(col *columnView, verdict Verdict) Verdict {
	if col.values == nil || col.values.Sampled == 0 {
		return verdict
	}
	kind, ok := col.values.Kind()
	if !ok {
		return verdict
	}
	if kindCategories[kind] == verdict.Category {
		verdict.Confidence = High
		verdict.Evidence = append(verdict.Evidence[:len(verdict.Evidence):len(verdict.Evidence)], valuesTell(col.name, kind, col.values))
		return verdict
	}
	for _, k := range never[verdict.Category] {
		if k == kind && col.values.Sampled >= certain && col.values.Counts[k] == col.values.Sampled {
			return negative(valuesDiffer(col.name, kind, v.c.nameOf(verdict.Category)))
		}
	}
	return verdict
}
