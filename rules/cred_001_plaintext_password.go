package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func plaintextPassword() *Rule {
	return &Rule{
		ID: "CRED-001", Name: "plaintext-password", Severity: finding.Error, Code: true,
		Title: phrase.Text{EN: "Password stored in readable form", NL: "Wachtwoord leesbaar opgeslagen"},
		What: phrase.Text{
			EN: "A password that is stored as it was typed: followed in the Go code from the request to the column without a hash on the way, seen in the rows of a dump, or kept in a column of a number type, which cannot hold a hash.",
			NL: "Een wachtwoord dat wordt opgeslagen zoals het is ingetypt: in de Go-code van verzoek tot kolom gevolgd zonder hash onderweg, gezien in de rijen van een dump, of bewaard in een kolom met een getaltype, waar geen hash in past.",
		},
		Why: phrase.Text{
			EN: "Whoever reads the table once (a leaked backup, an SQL injection, a colleague) can log in as every customer, here and at every other shop where that customer uses the same password.",
			NL: "Wie de tabel één keer leest (een gelekte back-up, een SQL-injectie, een collega) kan als elke klant inloggen, hier en bij elke andere winkel waar die klant hetzelfde wachtwoord gebruikt.",
		},
		Fix: phrase.Text{
			EN: "Store only a password hash: Argon2id (19 MiB, 2 passes, 1 lane or more) or bcrypt with cost 10 or more, for example bcrypt.GenerateFromPassword([]byte(password), 12). Have every password that was ever readable changed, and judge whether that exposure was a personal data breach.",
			NL: "Sla alleen een wachtwoordhash op: Argon2id (19 MiB, 2 rondes, 1 lane of meer) of bcrypt met kosten 10 of meer, bijvoorbeeld bcrypt.GenerateFromPassword([]byte(wachtwoord), 12). Laat elk wachtwoord dat ooit leesbaar was wijzigen en beoordeel of er sprake was van een datalek.",
		},
		Not: phrase.Text{
			EN: "It stays silent where it has no evidence: a text column named password proves nothing, and neither does a value whose origin is unknown. Passwords of other systems (SMTP, database) are another rule.",
			NL: "Zonder bewijs zwijgt de regel: een tekstkolom met de naam wachtwoord bewijst niets, en een waarde van onbekende herkomst ook niet. Wachtwoorden van andere systemen (SMTP, database) vallen onder een andere regel.",
		},
		Law:    law.Refs("gdpr.5.1.f", "gdpr.32", "case.knuddels", "case.meta"),
		Guide:  []string{"S15", "P3"},
		Covers: []string{"CRED-002"},
		Check:  checkPlaintextPassword,
	}
}

func checkPlaintextPassword(p *Pass) {
	for _, item := range p.passwords() {
		for _, f := range plaintextFindings(item) {
			p.Report(f)
		}
	}
}

// plaintextFindings makes one finding of all the proofs that the item is
// readable, and one for each further function that stores it so: a hash added to
// the signup does not put the change of a password right. A readable DEFAULT is a
// rule of its own.
func plaintextFindings(item *inventory.Item) []finding.Finding {
	label := phrase.Text{EN: "stored in readable form", NL: "leesbaar opgeslagen"}
	writers := map[string]bool{}
	var found []finding.Finding
	for _, proof := range certainFirst(item.Proof) {
		if proof.Kind == inventory.FlowProof && hashedByTrigger(item) {
			continue // what the code hands over is not what is stored
		}
		if !readable(proof.Protection) || proof.Kind == inventory.DefaultProof || proof.Kind == inventory.NameProof || besideHash(item, proof) {
			continue
		}
		writer := ""
		if proof.Event != nil {
			writer = proof.Event.Package + "." + proof.Event.Function
		}
		rows := proof.Kind == inventory.ValueProof && proof.Span.IsValid() && len(found) > 0
		if len(found) > 0 && !rows && (writer == "" || writers[writer] || len(writers) == 0) {
			found[0].Others = append(found[0].Others, finding.Step{Span: proof.Span, Message: proof.Text})
			writers[writer] = true
			continue
		}
		f := about(item)
		f.Label = label
		f.Message = plaintextMessage(item, proof)
		if proof.Kind == inventory.ValueProof {
			softenLoneRow(&f, item)
		}
		if proof.Event != nil {
			placeAt(&f, proof.Event, item, label)
		}
		if partly(proof) {
			f.Severity, f.Confidence = finding.Warning, min(f.Confidence, personal.Medium)
		}
		if proof.Event != nil && proof.Event.InMemory {
			f.Severity = finding.Warning // what is in memory is in no backup
			f.Message = phrase.Textf("the password is kept in memory in %s as it was typed", "het wachtwoord wordt zoals ingetypt in het geheugen bewaard in %s", item.Table.Table.Name.String())
		}
		if len(found) > 0 {
			f.Root = item.Object() + " " + writer
		}
		if rows { // accounts that a script brings along stay when the code is put right
			f.Span, f.Root = proof.Span, item.Object()+" rows"
		}
		f.Evidence = append(f.Evidence, proof.Text)
		writers[writer] = true
		found = append(found, f)
	}
	return append(found, writtenBack(item, found, writers)...)
}

// writtenBack notes the functions that store a whole row again as they found it, with the
// password in it that another function stored readable.
func writtenBack(item *inventory.Item, found []finding.Finding, writers map[string]bool) []finding.Finding {
	certain := func(f finding.Finding) bool { return f.Severity == finding.Info } // none is set: the rule's own
	if !slices.ContainsFunc(found, certain) {
		return nil
	}
	var out []finding.Finding
	for _, e := range item.Writes {
		writer := e.Package + "." + e.Function
		if e.Source != usage.FromDatabase || e.Protection > personal.Plain || writers[writer] || e.Test {
			continue
		}
		writers[writer] = true
		f := about(item)
		f.Severity, f.Root = finding.Note, item.Object()+" "+writer
		f.Message = phrase.Textf("the readable password in %s is written back as it is", "het leesbare wachtwoord in %s wordt ongewijzigd teruggeschreven", item.Object())
		placeAt(&f, e, nil, phrase.Text{})
		f.Others = []finding.Step{{Span: found[0].Span, Message: phrase.Text{EN: "it is stored readable here", NL: "het wordt hier leesbaar opgeslagen"}}}
		out = append(out, f)
	}
	return out
}

// partly reports whether a password is hashed on another way to the same place. The
// condition between the two may be a proof that this one holds a hash or nothing.
func partly(proof inventory.Proof) bool { return proof.Event != nil && proof.Event.Partly }

// certainFirst puts the proofs that hold on one way only behind the others.
func certainFirst(proofs []inventory.Proof) []inventory.Proof {
	out := slices.Clone(proofs)
	slices.SortStableFunc(out, func(a, b inventory.Proof) int {
		switch {
		case partly(a) == partly(b):
			return 0
		case partly(a):
			return 1
		}
		return -1
	})
	return out
}

// hashedByTrigger reports whether the database hashes what is put into the item.
func hashedByTrigger(item *inventory.Item) bool {
	return slices.ContainsFunc(item.Proof, func(p inventory.Proof) bool { return p.Kind == inventory.TriggerProof })
}

// besideHash reports whether a constant ends where slow hashes do: what stands for an
// account that nobody can log in to yet ("invited"), or what a row holds before it is
// filled. No password fits it, since what is compared there is a hash.
func besideHash(item *inventory.Item, proof inventory.Proof) bool {
	if proof.Event == nil || proof.Event.Source != usage.FromConstant {
		return false
	}
	return slices.ContainsFunc(item.Proof, func(o inventory.Proof) bool {
		return o.Event != nil && o.Protection == personal.SlowHash
	})
}

// readable reports whether a form of storage can be read back by anyone:
// encoding is no protection.
func readable(p personal.Protection) bool { return p == personal.Plain || p == personal.Encoded }

func plaintextMessage(item *inventory.Item, proof inventory.Proof) phrase.Text {
	object := item.Object()
	switch {
	case proof.Kind == inventory.TypeProof:
		return phrase.Textf("%s holds the password as a number (%s)", "%s bewaart het wachtwoord als getal (%s)", object, item.Column.Type.Raw)
	case proof.Kind == inventory.ValueProof:
		return say("%s holds readable passwords: %s", "%s bevat leesbare wachtwoorden: %s", object, proof.Text)
	case partly(proof):
		return phrase.Textf("the password is hashed on one way to %s and not on another", "het wachtwoord wordt op de ene weg naar %s wel gehasht en op de andere niet", object)
	case proof.Protection == personal.Encoded:
		return phrase.Textf("the password is only encoded, not hashed, before it is stored in %s", "het wachtwoord wordt alleen gecodeerd, niet gehasht, voordat het in %s wordt opgeslagen", object)
	}
	return phrase.Textf("the password is stored in %s without a password hash", "het wachtwoord wordt zonder wachtwoordhash opgeslagen in %s", object)
}
