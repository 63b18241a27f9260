package personal

import "strings"

// autocomplete maps the autofill field names of HTML to categories.
// Source: HTML Living Standard, 4.10.18.7.1 "Autofilling form controls".
var autocomplete = map[string]ID{
	"name": "name.full", "honorific-prefix": "demo.salutation", "given-name": "name.first", "additional-name": "name.first", "family-name": "name.last",
	"honorific-suffix": "name.last", "nickname": "name.username", "username": "name.username", "new-password": "cred.password", "current-password": "cred.password",
	"one-time-code": "cred.secret", "organization-title": "work.career", "organization": "work.career", "street-address": "contact.address",
	"address-line1": "contact.address", "address-line2": "contact.address", "address-line3": "contact.address", "address-level1": "contact.locality",
	"address-level2": "contact.locality", "address-level3": "contact.locality", "address-level4": "contact.locality", "country": "contact.locality",
	"country-name": "contact.locality", "postal-code": "contact.postcode", "cc-name": "name.full", "cc-given-name": "name.first", "cc-family-name": "name.last",
	"cc-number": "fin.card_number", "cc-exp": "fin.card_meta", "cc-exp-month": "fin.card_meta", "cc-exp-year": "fin.card_meta", "cc-csc": "fin.card_auth",
	"cc-type": "fin.card_meta", "bday": "demo.birth_date", "bday-day": "demo.birth_date", "bday-month": "demo.birth_date", "bday-year": "demo.birth_date",
	"sex": "demo.gender", "url": "contact.social", "photo": "content.media", "tel": "contact.phone", "tel-national": "contact.phone", "tel-local": "contact.phone",
	"email": "contact.email", "impp": "contact.social",
}

// inputTypes maps the types of HTML inputs that tell what is typed in them.
var inputTypes = map[string]ID{"email": "contact.email", "tel": "contact.phone", "password": "cred.password"}

// validators maps the rules of go-playground/validator that tell what a value
// is. Source: https://pkg.go.dev/github.com/go-playground/validator/v10
var validators = map[string]ID{
	"email": "contact.email", "e164": "contact.phone", "ssn": "id.national", "credit_card": "fin.card_number", "bic": "fin.bank_account",
	"postcode_iso3166_alpha2": "contact.postcode", "postcode_iso3166_alpha2_field": "contact.postcode",
}

// hinted decides by the tags and attributes that say outright what a field
// holds: its autofill name, its input type, its validation rules.
func hinted(tags map[string]string) (id ID, tag, value string) {
	if names := strings.Fields(tags["autocomplete"]); len(names) > 0 {
		last := strings.ToLower(names[len(names)-1])
		if id := autocomplete[last]; id != "" {
			return id, "autocomplete", last
		}
	}
	if id := inputTypes[strings.ToLower(tags["type"])]; id != "" {
		return id, "type", tags["type"]
	}
	for _, key := range []string{"validate", "binding"} {
		for rule := range strings.SplitSeq(tags[key], ",") {
			name, _, _ := strings.Cut(rule, "=")
			if id := validators[name]; id != "" {
				return id, key, name
			}
		}
	}
	return "", "", ""
}
