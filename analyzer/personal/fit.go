package personal

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// families is a set of type families.
type families uint16

func familySet(fs ...schema.Family) families {
	var set families
	for _, f := range fs {
		set |= 1 << f
	}
	return set
}

var (
	anyFamily = ^families(0)
	textual   = familySet(schema.TextType, schema.BinaryType, schema.OtherType)
	coded     = textual | familySet(schema.EnumType, schema.IntegerType)
	numbered  = textual | familySet(schema.IntegerType, schema.NumericType)
)

// fits says which types can hold a value of a category. A type outside the set
// vetoes: a boolean email_verified is no e-mail address. Binary types always
// fit, as ciphertext is stored in them. A category that is not listed fits
// everything.
var fits = map[ID]families{
	"name.full": textual, "name.first": textual, "name.last": textual, "name.username": textual,
	"contact.email": textual, "contact.phone": numbered, "contact.address": numbered | familySet(schema.JSONType),
	"contact.postcode": numbered, "contact.locality": coded, "contact.social": textual | familySet(schema.JSONType),
	"demo.birth_date": textual | familySet(schema.DateType, schema.IntegerType),
	"demo.age":        numbered | familySet(schema.EnumType),
	"demo.gender":     coded | familySet(schema.BooleanType, schema.NumericType), "demo.salutation": coded, "demo.nationality": coded,
	"cred.password": textual | familySet(schema.IntegerType), "cred.secret": textual | familySet(schema.IntegerType, schema.JSONType),
	"cred.token":       textual | familySet(schema.UUIDType, schema.JSONType),
	"fin.bank_account": numbered | familySet(schema.JSONType), "fin.card_number": numbered, "fin.card_auth": numbered,
	"fin.card_meta": numbered | familySet(schema.DateType), "fin.income_credit": numbered, "fin.tax_id": numbered,
	"id.national": numbered, "id.document": textual | familySet(schema.JSONType),
	"net.ip": textual | familySet(schema.InetType, schema.IntegerType), "net.device": numbered | familySet(schema.UUIDType, schema.JSONType, schema.InetType),
	"loc.precise":     numbered | familySet(schema.GeoType, schema.JSONType),
	"content.message": textual | familySet(schema.JSONType), "content.media": textual,
	"special.biometric": textual | familySet(schema.JSONType),
	"work.career":       coded | familySet(schema.JSONType, schema.DateType, schema.NumericType),
}

// shortest is the least number of characters a value of the category takes; a
// shorter column holds a flag or a code about it.
var shortest = map[ID]int{
	"contact.email": 6, "contact.phone": 5, "name.full": 3, "name.last": 3, "name.username": 3, "cred.password": 4, "cred.token": 6,
	"contact.address": 2, "contact.locality": 2, "contact.postcode": 3, "fin.bank_account": 4, "id.national": 4, "net.ip": 4, "content.message": 20, "content.media": 4, "contact.social": 4,
}

// yesNo are the sets of labels that make an enumeration a boolean.
var yesNo = []string{"y", "n", "yes", "no", "0", "1", "true", "false", "t", "f", "on", "off", "j", "ja", "nee", "nein", "o", "oui", "non", "si", "s"}

// boolish reports whether the type holds yes or no.
func boolish(t schema.TypeRef) bool {
	if t.Family() == schema.BooleanType {
		return true
	}
	labels := t.Enum
	if len(labels) == 0 || len(labels) > 3 {
		return false
	}
	if slices.ContainsFunc(labels, func(l string) bool { return strings.EqualFold(l, "m") }) {
		return false // 'M','F' is a gender, not true and false
	}
	for _, l := range labels {
		if l != "" && !slices.Contains(yesNo, strings.ToLower(l)) {
			return false
		}
	}
	return true
}

// typeFits reports whether a column of the type can hold a value of the
// category. A type privet does not know fits everything.
func typeFits(cat ID, t schema.TypeRef) bool {
	allowed, listed := fits[cat]
	if !listed {
		return true
	}
	family := t.Family()
	if boolish(t) {
		family = schema.BooleanType
	}
	if allowed&(1<<family) == 0 {
		return false
	}
	n, known := t.Length()
	return !known || n >= shortest[cat] || family == schema.BinaryType
}

// weakFits is typeFits for a token that does not decide by itself: a session
// number is no session id, a location of type integer no address, and a title
// of 100 characters no "Mr".
func weakFits(cat ID, t schema.TypeRef) bool {
	family := t.Family()
	switch cat {
	case "crim.record":
		return family != schema.BooleanType
	case "net.device":
		return textual&(1<<family) != 0 && family != schema.BinaryType || family == schema.UUIDType
	case "cred.token", "contact.address", "content.media", "id.document":
		return family != schema.IntegerType && family != schema.NumericType
	case "work.career":
		return family != schema.IntegerType
	case "content.message":
		n, known := t.Length()
		return !known || n >= shortestText
	case "fin.tax_id":
		return family == schema.TextType || family == schema.OtherType
	case "demo.salutation":
		n, known := t.Length()
		return family != schema.TextType || known && n <= longestTitle
	}
	return true
}

// valueFits is typeFits for a word that means the category only in a table named
// for it: a house number is one, the number of a prescription's type is not.
func valueFits(cat ID, t schema.TypeRef) bool {
	if cat == "special.health" || cat == "content.message" || cat == "cred.token" {
		return textual&(1<<t.Family()) != 0
	}
	return cat == "contact.address" || weakFits(cat, t)
}

// keyLike reports whether the token names a device's or visitor's id and the
// type says that it is but the key of a row.
func keyLike(cat ID, token string, t schema.TypeRef) bool {
	return cat == "net.device" && strings.HasSuffix(token, "id") && (t.Base == "int" || t.Base == "integer" || t.Base == "smallint" || token == "id" && t.Family() == schema.UUIDType)
}

// numbersRows reports whether the column is the table's key and a number: it
// counts rows, and says nothing about a person by itself (adresnr, telefoon_id).
func (tv *tableView) numbersRows(col *columnView) bool {
	if tv == nil || tv.table == nil || col.typ.Family() != schema.IntegerType {
		return false
	}
	key := tv.table.PrimaryKeyColumns()
	return len(key) == 1 && strings.EqualFold(key[0], col.name)
}

// countsAsKey reports whether a number that keys a table may be of the category:
// people are numbered by the state and by shops.
func countsAsKey(cat ID) bool {
	return strings.HasPrefix(string(cat), "id.") || strings.HasPrefix(string(cat), "fin.")
}

// shortestText is the length below which a column called reason or note is
// taken to hold a code rather than a text somebody wrote.
const shortestText = 40

// longestTitle is the length up to which a column called title is taken to hold
// Mr, Prof. or the like rather than a job title.
const longestTitle = 25
