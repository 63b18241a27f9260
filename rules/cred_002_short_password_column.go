package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func shortPasswordColumn() *Rule {
	return &Rule{
		ID: "CRED-002", Name: "short-password-column", Severity: finding.Error,
		Title: phrase.Text{EN: "Password column cannot hold a modern hash", NL: "Wachtwoordkolom te kort voor een moderne hash"},
		What: phrase.Text{
			EN: "A password column with room for fewer than 60 characters. A bcrypt hash has 60, scrypt and Argon2 have more, so what is stored there is a readable password or an outdated hash: 32 characters fit MD5, 40 SHA-1, 41 MySQL's PASSWORD().",
			NL: "Een wachtwoordkolom met ruimte voor minder dan 60 tekens. Een bcrypt-hash heeft er 60, scrypt en Argon2 meer; er staat dus een leesbaar wachtwoord of een verouderde hash in: 32 tekens is MD5, 40 SHA-1, 41 PASSWORD() van MySQL.",
		},
		Why: phrase.Text{
			EN: "Readable passwords, and MD5 or SHA-1 hashes, are recovered in minutes once the table leaks. Security must follow the state of the art.",
			NL: "Leesbare wachtwoorden en MD5- of SHA-1-hashes zijn na een lek binnen minuten achterhaald. De beveiliging moet bij de stand van de techniek passen.",
		},
		Fix: phrase.Text{
			EN: "Widen the column to varchar(255) or text and store bcrypt or Argon2id hashes; hash each password anew when its owner logs in.",
			NL: "Maak de kolom breder, varchar(255) of text, en sla bcrypt- of Argon2id-hashes op; hash elk wachtwoord opnieuw zodra de eigenaar inlogt.",
		},
		Not: phrase.Text{
			EN: "Columns of bytes are left alone: a raw derived key is short. So are passwords of servers (a host and a port beside them), a passcode beside the password itself, columns where the code was seen to store a slow hash, and tables that keep the salt and the number of iterations beside it. In SQLite, which does not enforce lengths, the finding is one step milder.",
			NL: "Kolommen met bytes blijven buiten beschouwing: een ruwe afgeleide sleutel is kort. Net als wachtwoorden van servers (een host en een poort ernaast), een passcode naast het wachtwoord zelf, kolommen waarin de code een trage hash opslaat, en tabellen met de salt en het aantal iteraties ernaast. In SQLite, dat lengtes niet afdwingt, weegt de bevinding een stap lichter.",
		},
		Law:   law.Refs("gdpr.32", "owasp.password"),
		Guide: []string{"S15"},
		Check: checkShortPasswordColumn,
	}
}

func checkShortPasswordColumn(p *Pass) {
	for _, item := range p.passwords() {
		n, ok := item.Column.Type.Length()
		short := ok && n < inventory.BcryptLength && item.Column.Type.Family() == schema.TextType
		if !short || provedSlow(item) || besidePassword(item) || sibling(item, "iterations", "rounds", "iteraties") != "" {
			continue
		}
		f := about(item)
		f.Message = shortMessage(item, n)
		f.Label = phrase.Textf("%s: a bcrypt hash needs %d characters", "%s: een bcrypt-hash heeft %d tekens nodig", item.Column.Type.Raw, inventory.BcryptLength)
		f.FixSQL = widen(item)
		if salt := sibling(item, "salt", "zout"); salt != "" {
			f.Confidence = min(f.Confidence, personal.Medium)
			f.Evidence = append(f.Evidence, phrase.Textf("the table keeps a salt in %s, so the hash may be split over two columns", "de tabel bewaart een salt in %s; de hash kan over twee kolommen verdeeld zijn", salt))
		}
		if item.Database.Dialect == schema.SQLite {
			f.Confidence = personal.Low
		}
		p.Report(f)
	}
}

func shortMessage(item *inventory.Item, n int) phrase.Text {
	for _, proof := range item.Proof {
		if proof.Kind == inventory.TypeProof && proof.Protection == personal.FastHash {
			return say("%s is made for an outdated hash: %s", "%s is gemaakt voor een verouderde hash: %s", item.Object(), proof.Text)
		}
	}
	return phrase.Textf("%s has room for %d characters, too few for a modern password hash", "%s heeft ruimte voor %d tekens, te weinig voor een moderne wachtwoordhash", item.Object(), n)
}

// besidePassword reports whether a passcode stands beside the password: then it is
// something else that goes into the hash, or a second factor.
func besidePassword(item *inventory.Item) bool {
	return hasWord(item.Column.Name, "passcode", "pass_code") && slices.ContainsFunc(item.Table.Items, func(other *inventory.Item) bool {
		return other.Column != item.Column && other.Category != nil && other.Category.ID == inventory.Password
	})
}

// provedSlow reports whether the code or the values show a slow hash.
func provedSlow(item *inventory.Item) bool {
	return slices.ContainsFunc(item.Proof, func(p inventory.Proof) bool {
		return p.Protection == personal.SlowHash && p.Kind != inventory.NameProof && p.Kind != inventory.TypeProof
	})
}

// sibling returns the name of a column of the item's table that has one of the
// words in its name, or "".
func sibling(item *inventory.Item, words ...string) string {
	for _, c := range item.Table.Table.Columns {
		for _, w := range words {
			if c != item.Column && strings.Contains(strings.ToLower(c.Name), w) {
				return c.Name
			}
		}
	}
	return ""
}
