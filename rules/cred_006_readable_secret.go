package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func readableSecret() *Rule {
	return &Rule{
		ID: "CRED-006", Name: "readable-secret", Severity: finding.Error,
		Title: phrase.Text{EN: "Security question, hint or PIN readable", NL: "Geheime vraag, hint of pincode leesbaar"},
		What: phrase.Text{
			EN: "A text column for the answer to a security question, a password hint or a PIN with no sign of a hash, and a seed for one-time passwords with no sign of encryption (a warning).",
			NL: "Een tekstkolom voor het antwoord op een geheime vraag, een wachtwoordhint of een pincode zonder spoor van een hash, en een sleutel voor eenmalige wachtwoorden zonder spoor van versleuteling (een waarschuwing).",
		},
		Why: phrase.Text{
			EN: "The answer or the hint opens the account as well as the password does, people give the same answers everywhere, and they tell about their lives: a mother's name, a place of birth.",
			NL: "Het antwoord of de hint opent het account net zo goed als het wachtwoord, mensen geven overal dezelfde antwoorden, en die vertellen over hun leven: de naam van hun moeder, een geboorteplaats.",
		},
		Fix: phrase.Text{
			EN: "Drop questions and hints and use a reset link by e-mail. Hash PINs like passwords. Encrypt the seeds of one-time passwords with a key that is not in the database.",
			NL: "Verwijder vragen en hints en gebruik een herstellink per e-mail. Hash pincodes zoals wachtwoorden. Versleutel sleutels voor eenmalige wachtwoorden met een sleutel die niet in de database staat.",
		},
		Not: phrase.Text{
			EN: "Byte columns and columns that the code was seen to hash or encrypt are left alone, and postal PIN codes are no secrets.",
			NL: "Kolommen met bytes en kolommen die de code hasht of versleutelt blijven met rust, en postcodes (pin code in India) zijn geen geheim.",
		},
		Law:    law.Refs("gdpr.5.1.c", "gdpr.32"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check:  checkReadableSecret,
	}
}

func checkReadableSecret(p *Pass) {
	for _, item := range p.items("cred.secret") {
		text := item.Column.Type.Family() == schema.TextType || item.Column.Type.Family() == schema.IntegerType
		if !text || item.Protection > personal.Encoded || postalCode(item) || hasWord(item.Column.Name, "salt", "zout") {
			continue
		}
		f := about(item)
		f.Message = phrase.Textf("%s keeps a secret of the customer, with no sign of a hash", "%s bewaart een geheim van de klant, zonder spoor van een hash", item.Object())
		if otpSeed(item) {
			f.Severity = finding.Warning
			f.Message = phrase.Textf("%s keeps the seed of one-time passwords, with no sign of encryption", "%s bewaart de sleutel voor eenmalige wachtwoorden, zonder spoor van versleuteling", item.Object())
		}
		if oneTimeCode(item) && (hasWord(item.Column.Name, "otp") || confirms(item)) {
			f.Message = phrase.Textf("%s keeps a one-time code readable until it ends", "%s bewaart een eenmalige code leesbaar tot die verloopt", item.Object())
			f.Confidence = min(f.Confidence, personal.Medium)
		}
		if oneTimeCode(item) || hasWord(item.Column.Name, "private_key") {
			f.Severity = finding.Warning // short-lived, or encrypted by whoever holds the key
		}
		p.Report(f)
	}
}

// oneTimeCode recognises a code that ends by itself: it stands beside the time
// at which it does.
func oneTimeCode(item *inventory.Item) bool {
	if !hasWord(item.Column.Name, "code", "otp") || hasWord(item.Column.Name, "seed", "key") || hasWord(item.Column.Name, "secret") && !confirms(item) {
		return false
	}
	return slices.ContainsFunc(item.Table.Table.Columns, func(c *schema.Column) bool {
		return hasWord(c.Name, "expires", "expires_at", "expired_at", "expiry", "expiration", "valid_until", "geldig_tot", "verloopt_op")
	})
}

// confirms reports whether a table is of links and codes that are mailed to confirm
// an address.
func confirms(item *inventory.Item) bool {
	return hasWord(item.Table.Table.Name.Name, "verify", "verification", "verifications", "confirm", "confirmation", "confirmations", "activation", "activations")
}

// postalCode tells India's postal PIN code from a secret by the address it is
// part of.
func postalCode(item *inventory.Item) bool {
	if !hasWord(item.Column.Name, "pin", "pin_code", "pincode") {
		return false
	}
	for _, other := range item.Table.Items {
		if other.Category != nil && (other.Category.ID == "contact.address" || other.Category.ID == "contact.locality") {
			return true
		}
	}
	return false
}

// otpSeed: a seed must be read back, so it is encrypted rather than hashed.
func otpSeed(item *inventory.Item) bool {
	words := []string{"otp", "totp", "hotp", "2fa", "twofa", "twofactor", "tfa", "mfa", "two_factor", "authenticator"}
	return hasWord(item.Column.Name, words...) || hasWord(item.Table.Table.Name.Name, words...) && hasWord(item.Column.Name, "secret", "seed", "key", "url")
}
