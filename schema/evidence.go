package schema

// ValueKind is what a stored value looks like. The kinds with a checksum (IBAN,
// BSN, card) are given only to values that pass it.
type ValueKind uint8

// The kinds of values.
const (
	OtherValue     ValueKind = iota
	NumberValue              // digits that are none of the below
	DateValue                // a date, or a date with a time
	BirthDateValue           // a date without a time, between 1900 and 2010
	EmailValue
	PhoneValue
	PostcodeValue // Dutch: 1234 AB
	IPValue
	UUIDValue
	URLValue
	JSONValue
	IBANValue // passes mod 97 (ISO 13616)
	BSNValue  // nine digits that pass the 11-proof, as one number in eleven does
	CardValue // 13 to 19 digits of an issuer's range that pass Luhn, as one number in ten does
	BcryptValue
	Argon2Value
	ScryptValue
	PBKDF2Value
	CryptValue         // the slow crypt(3) variants: SHA-crypt, yescrypt, phpass
	MD5CryptValue      // $1$ and $apr1$
	MySQLPasswordValue // PASSWORD(): SHA-1 twice, unsalted
	ScramValue         // SCRAM-SHA-256
	HexMD5Value        // 32 hexadecimal digits
	HexSHA1Value       // 40
	HexSHA256Value     // 64
	HexSHA512Value     // 128
	LDAPHashValue      // {SSHA}, {MD5} and their like
	NumValueKinds
)

var valueKindNames = [NumValueKinds]string{"other", "number", "date", "birth date", "e-mail address", "telephone number", "postcode", "IP address",
	"UUID", "URL", "JSON", "IBAN", "BSN", "card number", "bcrypt", "argon2", "scrypt", "PBKDF2", "crypt", "MD5-crypt", "MySQL PASSWORD()",
	"SCRAM", "MD5", "SHA-1", "SHA-256", "SHA-512", "LDAP hash"}

// String names the kind for people: "bcrypt", "e-mail address".
func (k ValueKind) String() string { return valueKindNames[k] }

// IsHash reports whether values of the kind are password hashes or digests.
func (k ValueKind) IsHash() bool { return k >= BcryptValue && k < NumValueKinds }

// Identifies reports whether one value of the kind points at one person.
func (k ValueKind) Identifies() bool {
	return k == EmailValue || k == PhoneValue || k == IBANValue || k == BSNValue || k == CardValue
}

// Values counts what the sampled values of a column look like. Counts are all
// that is kept of a value.
type Values struct {
	Sampled  int                // values looked at; NULLs and empty ones are not among them
	Empty    int                // NULLs and empty values
	Distinct int                // different values among the first thousand or so
	Counts   [NumValueKinds]int // by kind; they add up to Sampled
	Reserved int                // values that can be nobody's: example.com, test card numbers, 0612345678
	Domains  int                // different domains of e-mail addresses, reserved ones left out
	Stems    int                // different e-mail addresses with their digits left out: jan1@, jan2@ are one
	Readable int                // values that a person could read as a word or a number: no hash, no ciphertext
	Known    int                // hashes of a password that everybody tries first
	OldVAT   int                // Dutch VAT numbers of before 2020 that contain a person's BSN
	Origin   Origin             // where the first of them stands
}

// Kind returns the kind that four in five of the values have, and true; or
// OtherValue and false where there is none. A kind whose checksum many numbers
// pass by chance (BSN, card) must be that of 19 in 20 of at least five values.
func (v *Values) Kind() (kind ValueKind, ok bool) {
	for k := NumberValue; k < NumValueKinds; k++ {
		share, least := 0.8, 1
		if k == BSNValue || k == CardValue {
			share, least = 0.95, 5
		}
		if v.Sampled >= least && float64(v.Counts[k]) >= share*float64(v.Sampled) {
			return k, true
		}
	}
	return OtherValue, false
}

// Persons estimates how many different persons the values point at: those of a
// kind that identifies, less the reserved and the repeated ones. It is 0 where
// the values have no such kind.
func (v *Values) Persons() int {
	k, ok := v.Kind()
	if !ok || !k.Identifies() {
		return 0
	}
	persons := min(v.Counts[k]-v.Reserved, v.Distinct)
	if k == EmailValue {
		persons = min(persons, v.Stems) // klant1@ to klant900@ were counted up by a program
	}
	return max(0, persons)
}

// Key is a field inside a column: a key of its JSON documents, or an attribute
// that an entity-attribute-value table names in another column.
type Key struct {
	Name   string // of a document's inner field: address.street
	InJSON bool   // a key of JSON documents, not an attribute named in another column
	Values *Values
}

// Rows says that a table's rows stand in the sources.
type Rows struct {
	Sampled int    // rows looked at
	Origin  Origin // where the first of them stands
}
