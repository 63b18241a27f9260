package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func encryptedPassword() *Rule {
	return &Rule{
		ID: "CRED-007", Name: "encrypted-password", Severity: finding.Error, Code: true,
		Title: phrase.Text{EN: "Password encrypted instead of hashed", NL: "Wachtwoord versleuteld in plaats van gehasht"},
		What: phrase.Text{
			EN: "A password that reaches its column through a cipher: AES in Go, or AES_ENCRYPT() and pgp_sym_encrypt() in SQL.",
			NL: "Een wachtwoord dat via versleuteling in de kolom komt: AES in Go, of AES_ENCRYPT() en pgp_sym_encrypt() in SQL.",
		},
		Why: phrase.Text{
			EN: "What can be decrypted will be: the key lies where the program runs, and whoever takes both has every password.",
			NL: "Wat ontsleuteld kan worden, wordt een keer ontsleuteld: de sleutel ligt waar het programma draait, en wie beide meeneemt heeft alle wachtwoorden.",
		},
		Fix: phrase.Text{
			EN: "Hash passwords with Argon2id or bcrypt: nobody needs to read them back, not even you. Decrypt the existing ones once, hash them, and destroy the key.",
			NL: "Hash wachtwoorden met Argon2id of bcrypt: niemand hoeft ze terug te lezen, jij ook niet. Ontsleutel de bestaande één keer, hash ze en vernietig de sleutel.",
		},
		Not: phrase.Text{
			EN: "A hash that is encrypted on top (a pepper) is fine. A column that is only named encrypted is not reported: people call hashes that.",
			NL: "Een hash die daarna nog wordt versleuteld (een pepper) is in orde. Een kolom die alleen versleuteld heet wordt niet gemeld: mensen noemen hashes ook zo.",
		},
		Law:   law.Refs("gdpr.32", "owasp.password"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			for _, item := range p.passwords() {
				reportWrites(p, item, func(proof inventory.Proof) phrase.Text {
					if proof.Protection != personal.Encrypted {
						return phrase.Text{}
					}
					return phrase.Textf("the password in %s is encrypted with %s, and can be decrypted", "het wachtwoord in %s wordt versleuteld met %s en is terug te lezen", item.Object(), algorithm(proof.Event))
				})
			}
		},
	}
}

// reportWrites reports the writes of an item of which say has something to say,
// as one finding: the first is where it is shown, the others are listed in it.
func reportWrites(p *Pass, item *inventory.Item, say func(inventory.Proof) phrase.Text) {
	var f finding.Finding
	found := false
	for _, proof := range item.Proof {
		if proof.Kind != inventory.FlowProof || proof.Event == nil {
			continue
		}
		message := say(proof)
		if message.IsZero() {
			continue
		}
		if found {
			f.Others = append(f.Others, finding.Step{Span: proof.Span, Message: message})
			continue
		}
		found = true
		f = about(item)
		f.Message = message
		placeAt(&f, proof.Event, item, phrase.Text{EN: "the column it is stored in", NL: "de kolom waarin het wordt opgeslagen"})
	}
	if found {
		p.Report(f)
	}
}
