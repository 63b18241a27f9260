package personal

// What the rules need to know of categories. Categories that the user adds have
// none of these traits: their tokens decide by themselves.

// thingToo lists the categories that things, firms and systems have as well: a
// shop has an e-mail address, a server a password. In a table about things
// their tokens count only where the name says whose the value is.
var thingToo = map[ID]bool{
	"name.full": true, "contact.email": true, "contact.phone": true, "contact.address": true, "contact.postcode": true, "contact.locality": true,
	"contact.social": true, "cred.password": true, "cred.secret": true, "cred.token": true, "fin.bank_account": true, "fin.tax_id": true, "fin.card_meta": true,
	"loc.precise": true, "content.message": true, "content.media": true, "work.career": true, "net.device": true, "beh.browsing": true, "beh.purchase": true,
	"beh.profile": true, "demo.age": true, "special.health": true, "demo.gender": true, "fin.income_credit": true, "demo.salutation": true, "fin.card_number": true,
	"id.customer": true, "pref.consent": true, "special.religion": true, "special.ethnicity": true, "demo.family": true, "crim.record": true, "demo.nationality": true,
}

// keyed lists the categories that have look-up tables. A key to one tells the
// value: gender_id is as personal as gender, while address_id is a link. The
// look-up table itself (genders.gender) is about nobody.
var keyed = map[ID]bool{
	"demo.gender": true, "demo.salutation": true, "demo.nationality": true, "demo.family": true, "special.ethnicity": true, "special.religion": true,
}

// listed lists the further categories that tables of mere values are made of:
// a table of cities, of job titles, of diseases.
var listed = map[ID]bool{
	"contact.locality": true, "contact.postcode": true, "work.career": true, "special.health": true, "id.document": true, "beh.profile": true, "crim.record": true,
	"fin.card_meta": true, "fin.bank_account": true,
}

// soft lists the categories whose tokens mean little outside a table about, or
// linked to, a person: a comment may be anybody's.
var soft = map[ID]bool{
	"content.message": true, "content.media": true, "work.career": true, "beh.browsing": true, "beh.purchase": true, "beh.profile": true, "loc.precise": true, "special.health": true,
}

// linkedWeak lists the categories whose weak tokens count in a table that is
// only linked to a person.
var linkedWeak = map[ID]bool{
	"content.message": true, "net.ip": true, "net.device": true, "loc.precise": true, "fin.income_credit": true, "name.username": true,
}

// rowWeak lists the categories whose weak tokens mean a person only where a row
// is one: the name of an order, the title of a warning are not a person's.
var rowWeak = map[ID]bool{"name.full": true, "name.first": true, "name.last": true, "demo.salutation": true, "work.career": true, "beh.profile": true, "content.media": true, "demo.family": true}

// besides lists, for a weak token that many things are called, the categories
// one of which must stand beside it in the table.
var besides = map[ID][]ID{
	"contact.locality": {"contact.address", "contact.postcode", "contact.phone", "contact.email"}, "fin.card_meta": {"fin.card_number"},
	"cred.token": {"cred.password"}, "cred.secret": {"cred.password", "name.username"}, "cred.password": {"name.username", "contact.email", "name.first", "name.last", "name.full"},
}
