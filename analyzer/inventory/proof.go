package inventory

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// Password is the category whose type and default say how it is stored: a hash
// has a shape, a readable value has another. Of other categories only the code,
// the values and the name tell.
const Password personal.ID = "cred.password"

// proofs returns what is known about the form an item is stored in, strongest
// kind of evidence first: what a trigger makes of it, what the code writes, what the values are, what the
// type can hold, what the name says, what the default is.
func proofs(item *Item) []Proof {
	var found []Proof
	if item.Category != nil && item.Category.ID == Password {
		found = triggerProofs(item)
	}
	found = append(append(found, writeProofs(item.Writes)...), valueProofs(item)...)
	if item.Category != nil && item.Category.ID == Password {
		found = append(found, passwordType(item.Column)...)
	}
	if item.stated != personal.UnknownProtection {
		found = append(found, Proof{Kind: NameProof, Protection: item.stated, Span: item.Origin.Span, Text: phrase.Textf(
			"the name %s says so", "de naam %s zegt het", item.Column.Name)})
	}
	if item.Category != nil && item.Category.ID == Password {
		found = append(found, passwordDefault(item.Column)...)
	}
	return found
}

// protection is the answer of the strongest kind of proof that has one. Several
// writes of one item are as strong as the weakest of them.
func protection(proofs []Proof) personal.Protection {
	answer, kind := personal.UnknownProtection, ProofKind("")
	for _, p := range proofs {
		if answer != personal.UnknownProtection && p.Kind != kind {
			break
		}
		answer, kind = answer.Weakest(p.Protection), p.Kind
	}
	return answer
}

// writeProofs says what each write proves. A value that is stored unchanged but
// came from somewhere unknown proves nothing, since the caller may have hashed it,
// unless its name says that it is the password itself.
func writeProofs(writes []*usage.Event) []Proof {
	var found []Proof
	for _, e := range writes {
		text := writeText(e)
		if text.IsZero() {
			continue
		}
		found = append(found, Proof{Kind: FlowProof, Protection: e.Protection, Text: text, Span: e.Span, Event: e})
	}
	return found
}

var sourceNames = map[usage.Source]phrase.Text{
	usage.FromRequest:  {EN: "the request", NL: "het verzoek"},
	usage.FromConstant: {EN: "a constant", NL: "een constante"},
	usage.FromEnv:      {EN: "the environment", NL: "de omgeving"},
	usage.FromFile:     {EN: "a file", NL: "een bestand"},
}

func writeText(e *usage.Event) phrase.Text {
	switch {
	case e.Protection == personal.UnknownProtection:
		return phrase.Text{}
	case e.Protection == personal.Encoded && e.Source == usage.FromRandom:
		return phrase.Text{} // the salt beside a hash, or a token: made, not given by a person
	case e.Protection == personal.Plain:
		from, known := sourceNames[e.Source]
		if !known && e.Source == usage.FromUnknown && isPassword(e) {
			return phrase.Textf("stored as %s was given it; no code that was seen hashes it", "opgeslagen zoals %s het kreeg; in de onderzochte code wordt het nergens gehasht", e.Function)
		}
		if !known {
			return phrase.Text{}
		}
		return phrase.Text{
			EN: "stored as it came from " + from.EN + " in " + e.Function,
			NL: "opgeslagen zoals het uit " + from.NL + " kwam in " + e.Function,
		}
	case e.Algorithm == "":
		return phrase.Textf("stored as %s by %s", "opgeslagen als %s door %s", e.Protection, e.Function)
	}
	return phrase.Textf("passes %s before it is stored by %s", "gaat door %s voordat %s het opslaat", e.Algorithm, e.Function)
}

// isPassword reports whether the code calls what is stored a password: then
// nobody seems to have hashed it.
func isPassword(e *usage.Event) bool {
	return slices.ContainsFunc(e.Data, func(d usage.Datum) bool {
		return d.Category == Password && !strings.Contains(strings.ToLower(d.Name), "hash")
	})
}

// hashLengths are the lengths of readable password hashes that are too weak
// today, and what is stored in a column of just that length.
var hashLengths = map[int]string{
	13: "DES crypt", 32: "MD5", 34: "phpass or md5crypt", 40: "SHA-1", 41: "MySQL PASSWORD()",
}

// BcryptLength is the length of a bcrypt hash, the shortest of today's password
// hashes in text form (OWASP Password Storage Cheat Sheet).
const BcryptLength = 60

// passwordType reads the type of a password column: a number cannot be a hash,
// and a text column of a hash's exact length was made for that hash.
func passwordType(c *schema.Column) []Proof {
	proof := func(p personal.Protection, text phrase.Text) []Proof {
		return []Proof{{Kind: TypeProof, Protection: p, Text: text, Span: c.Origin.Span}}
	}
	switch c.Type.Family() {
	case schema.IntegerType, schema.NumericType:
		return proof(personal.Plain, phrase.Textf("type %s is a number: no hash fits in it", "type %s is een getal: daar past geen hash in", c.Type.Raw))
	case schema.TextType:
	default:
		return nil
	}
	n, ok := c.Type.Length()
	switch {
	case !ok || n > BcryptLength:
		return nil
	case n == BcryptLength:
		return proof(personal.SlowHash, phrase.Textf("type %s has the exact length of a bcrypt hash", "type %s heeft precies de lengte van een bcrypt-hash", c.Type.Raw))
	case hashLengths[n] != "":
		return proof(personal.FastHash, phrase.Textf("type %[1]s has the exact length of %[2]s", "type %[1]s heeft precies de lengte van %[2]s", c.Type.Raw, hashLengths[n]))
	}
	return proof(personal.UnknownProtection, phrase.Textf("type %s is too short for bcrypt, scrypt or Argon2", "type %s is te kort voor bcrypt, scrypt of Argon2", c.Type.Raw))
}

// passwordDefault reads the DEFAULT of a password column: a literal that is
// neither empty, nor a hash, nor a marker for "locked" is a readable password.
// The literal itself is not repeated.
func passwordDefault(c *schema.Column) []Proof {
	if c.Default == nil || c.Default.Literal == nil || c.Default.IsNull {
		return nil
	}
	value := *c.Default.Literal
	if len(value) < 3 || hashShaped(value) {
		return nil
	}
	return []Proof{{Kind: DefaultProof, Protection: personal.Plain, Span: c.Default.Span,
		Text: phrase.Text{EN: "its DEFAULT is a readable word", NL: "de DEFAULT is een leesbaar woord"}}}
}

// hashShaped reports whether a literal looks like a hash: a modular-crypt
// string, {SCHEME}..., or 32 and more hexadecimal digits.
func hashShaped(s string) bool {
	if strings.HasPrefix(s, "$") || strings.HasPrefix(s, "{") || strings.HasPrefix(s, "*") || strings.HasPrefix(s, "!") {
		return true
	}
	return len(s) >= 32 && strings.Trim(strings.ToLower(s), "0123456789abcdef") == ""
}
