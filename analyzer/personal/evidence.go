package personal

import (
	"strconv"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// The sentences of verdicts. They are joined, not formatted: one is made for
// every column of a schema.

func say(en, nl string) phrase.Text { return phrase.Text{EN: en, NL: nl} }

func tokenOf(token, lang string, cat phrase.Text) phrase.Text {
	return say("token '"+token+"' ("+lang+") means "+cat.EN, "woord '"+token+"' ("+lang+") betekent "+cat.NL)
}

func personTable(table, noun string) phrase.Text {
	return say("table "+table+" is about persons: '"+noun+"'", "tabel "+table+" gaat over personen: '"+noun+"'")
}

func eventTable(table, noun string) phrase.Text {
	return say("each row of table "+table+" belongs to a person: '"+noun+"'", "elke rij van tabel "+table+" hoort bij een persoon: '"+noun+"'")
}

func publicTable(table, noun string) phrase.Text {
	return say("table "+table+" lists public figures: '"+noun+"'", "tabel "+table+" bevat publieke personen: '"+noun+"'")
}

func thingTable(table, noun string) phrase.Text {
	return say("table "+table+" is not about persons: '"+noun+"'", "tabel "+table+" gaat niet over personen: '"+noun+"'")
}

func facetTable(table, noun string) phrase.Text {
	return say("table "+table+" lists kinds, not persons: '"+noun+"'", "tabel "+table+" bevat soorten, geen personen: '"+noun+"'")
}

func linkedTable(table, noun string) phrase.Text {
	return say("table "+table+" belongs to a person: '"+noun+"'", "tabel "+table+" hoort bij een persoon: '"+noun+"'")
}

func linkedKey(table string) phrase.Text {
	return say("a key in table "+table+" leads to a person", "een sleutel in tabel "+table+" leidt naar een persoon")
}

func personColumns(table string) phrase.Text {
	if table == "" { // a form, or a struct without a table
		return say("what stands beside it describes a person", "wat ernaast staat beschrijft een persoon")
	}
	return say("the columns of table "+table+" describe a person", "de kolommen van tabel "+table+" beschrijven een persoon")
}

func lookalikeOf(column string, cat phrase.Text) phrase.Text {
	return say("'"+column+"' only looks like "+cat.EN, "'"+column+"' lijkt alleen op "+cat.NL)
}

func handling(column, token, word string) phrase.Text {
	return say("'"+column+"' is about the handling of '"+token+"', not its value: '"+word+"'", "'"+column+"' gaat over de verwerking van '"+token+"', niet over de waarde: '"+word+"'")
}

func headOther(column, token, head string) phrase.Text {
	return say("'"+column+"' is a '"+head+"', not a '"+token+"'", "'"+column+"' is een '"+head+"', geen '"+token+"'")
}

func keyOnly(column string) phrase.Text {
	return say("'"+column+"' is a key to another table, not the value", "'"+column+"' is een sleutel naar een andere tabel, niet de waarde zelf")
}

func typeVeto(column, typ string, cat phrase.Text) phrase.Text {
	return say("'"+column+"' of type "+typ+" cannot hold "+cat.EN, "'"+column+"' van type "+typ+" kan geen "+cat.NL+" bevatten")
}

func ofThing(column, thing string) phrase.Text {
	return say("'"+column+"' is of a thing: '"+thing+"'", "'"+column+"' hoort bij een ding: '"+thing+"'")
}

func aboutThing(column, table string) phrase.Text {
	return say("'"+column+"' in table "+table+": not about a person", "'"+column+"' in tabel "+table+": niet over een persoon")
}

func unknownBehind(column string) phrase.Text {
	return say("'"+column+"' holds a word that makes it something else", "'"+column+"' bevat een woord dat er iets anders van maakt")
}

func weakAlone(column, token string) phrase.Text {
	return say("'"+token+"' in '"+column+"' means a person's only in a table about persons", "'"+token+"' in '"+column+"' is alleen in een tabel over personen een persoonsgegeven")
}

func otherLanguage(column string) phrase.Text {
	return say("'"+column+"' is a word of another language than the schema's", "'"+column+"' is een woord uit een andere taal dan die van het schema")
}

func unknownName(column string) phrase.Text {
	return say("no word in '"+column+"' means personal data", "geen woord in '"+column+"' duidt op persoonsgegevens")
}

func opaqueColumn(column, table string) phrase.Text {
	return say("'"+column+"' in table "+table+" may hold anything, so also personal data", "'"+column+"' in tabel "+table+" kan van alles bevatten, dus ook persoonsgegevens")
}

func labelsTell(column string, cat phrase.Text) phrase.Text {
	return say("the allowed values of '"+column+"' are those of "+cat.EN, "de toegestane waarden van '"+column+"' zijn die van "+cat.NL)
}

func corrected(by string, reason string) phrase.Text {
	if reason != "" {
		reason = ": " + reason
	}
	return say("decided by "+by+reason, "bepaald door "+by+reason)
}

func lookupTable(column, table string) phrase.Text {
	return say("'"+column+"' in table "+table+": a list of possible values, nobody's", "'"+column+"' in tabel "+table+": een lijst met mogelijke waarden, van niemand in het bijzonder")
}

func besideStreet(column string, cat phrase.Text) phrase.Text {
	return say("'"+column+"' stands behind a street: "+cat.EN, "'"+column+"' staat achter een straat: "+cat.NL)
}

func typeTells(column, typ string, cat phrase.Text) phrase.Text {
	return say("the type "+typ+" of '"+column+"' holds "+cat.EN, "het type "+typ+" van '"+column+"' bevat "+cat.NL)
}

func commentTells(column, token string, cat phrase.Text) phrase.Text {
	return say("the comment on '"+column+"' says '"+token+"': "+cat.EN, "de toelichting bij '"+column+"' zegt '"+token+"': "+cat.NL)
}

func tagTells(field, tag, value string, cat phrase.Text) phrase.Text {
	return say("the "+tag+" of '"+field+"' is '"+value+"': "+cat.EN, tag+" van '"+field+"' is '"+value+"': "+cat.NL)
}

// valuesTell says what the rows hold, in numbers: never a value.
func valuesTell(column string, kind schema.ValueKind, v *schema.Values) phrase.Text {
	n, all := strconv.Itoa(v.Counts[kind]), strconv.Itoa(v.Sampled)
	return say("values of '"+column+"' look like "+kind.String()+" in "+n+" of "+all+" rows", "waarden van '"+column+"' lijken op "+kindsNL[kind]+" in "+n+" van "+all+" rijen")
}

func valuesDiffer(column string, kind schema.ValueKind, cat phrase.Text) phrase.Text {
	return say("'"+column+"' holds values of the kind "+kind.String()+", not "+cat.EN, "'"+column+"' bevat waarden van de soort "+kindsNL[kind]+", geen "+cat.NL)
}

var kindsNL = [schema.NumValueKinds]string{"overig", "getal", "datum", "geboortedatum", "e-mailadres", "telefoonnummer", "postcode", "IP-adres",
	"UUID", "URL", "JSON", "IBAN", "BSN", "kaartnummer", "bcrypt", "argon2", "scrypt", "PBKDF2", "crypt", "MD5-crypt", "MySQL PASSWORD()",
	"SCRAM", "MD5", "SHA-1", "SHA-256", "SHA-512", "LDAP-hash"}
