package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func fastPasswordHash() *Rule {
	return &Rule{
		ID: "CRED-003", Name: "fast-password-hash", Severity: finding.Error, Code: true,
		Title: phrase.Text{EN: "Fast or obsolete password hash", NL: "Verouderde of te snelle wachtwoordhash"},
		What: phrase.Text{
			EN: "A password that is stored or compared as MD5, SHA-1, SHA-2, an HMAC of these or another hash made to be fast, in Go or in SQL (md5(), sha1(), PASSWORD(), crypt() with an old method), or values of that shape in a dump.",
			NL: "Een wachtwoord dat wordt opgeslagen of vergeleken als MD5, SHA-1, SHA-2, een HMAC daarvan of een andere snelle hash, in Go of in SQL (md5(), sha1(), PASSWORD(), crypt() met een oude methode), of waarden van die vorm in een dump.",
		},
		Why: phrase.Text{
			EN: "These hashes are made for speed: one graphics card tries billions of passwords a second. A webshop was fined EUR 65,500 for MD5 passwords.",
			NL: "Deze hashes zijn op snelheid gemaakt: één videokaart probeert miljarden wachtwoorden per seconde. Een webwinkel kreeg € 65.500 boete voor wachtwoorden in MD5.",
		},
		Fix: phrase.Text{
			EN: "Use bcrypt or Argon2id. Existing hashes can be wrapped at once (argon2id over the old hash) and replaced when the customer logs in.",
			NL: "Gebruik bcrypt of Argon2id. Bestaande hashes kun je meteen inpakken (argon2id over de oude hash) en vervangen zodra de klant inlogt.",
		},
		Not: phrase.Text{
			EN: "A SHA-256 whose result goes straight into bcrypt is fine and is not reported, nor are hashes of random tokens, or SHA-1 sent to a breached-password service.",
			NL: "Een SHA-256 die direct in bcrypt gaat is in orde en wordt niet gemeld; hashes van willekeurige tokens en SHA-1 voor een dienst met gelekte wachtwoorden ook niet.",
		},
		Law:    law.Refs("gdpr.32", "gdpr.25", "case.niedersachsen", "owasp.password"),
		Guide:  []string{"P3"},
		Covers: []string{"CRED-002"},
		Check:  checkFastPasswordHash,
	}
}

func checkFastPasswordHash(p *Pass) {
	for _, item := range p.passwords() {
		if machineSecret(item.Column.Name) {
			continue
		}
		for _, f := range fastHashFindings(item) {
			p.Report(f)
		}
	}
	readable := map[schema.Span]bool{}
	for _, e := range p.events(usage.Compare) {
		readable[e.Span] = readable[e.Span] || e.Protection <= personal.Encoded
	}
	for _, e := range p.events(usage.Compare) {
		if readable[e.Span] {
			continue // compared as it is: CRED-004
		}
		if d, ok := comparedPassword(e); ok && fast(e.Protection) {
			f := finding.Finding{Confidence: d.Confidence, Objects: []string{datumObject(d)}, Root: e.Package + "." + e.Function}
			placeAt(&f, e, nil, phrase.Text{})
			f.Message = phrase.Textf("the password is compared as %s, a hash that is fast to guess", "het wachtwoord wordt vergeleken als %s, een hash die snel te raden is", algorithm(e))
			if d.Column.Table.Name == "" {
				f.Message = phrase.Textf("%s is compared with a hash that stands in the code, made with %s, which is fast to guess", "%s wordt vergeleken met een hash die in de code staat, gemaakt met %s, dat snel te raden is", d.Name, algorithm(e))
			}
			p.Report(f)
		}
	}
}

// machineSecret tells a secret that a machine made from a password a person
// chose: nobody guesses a long random value, and a fast hash is right for it.
func machineSecret(name string) bool {
	return hasWord(name, "client_secret", "api_key", "api_secret", "secret_key", "token", "webhook_secret")
}

// fast reports whether a hash is made for speed. A key does not slow guessing
// down once it leaks with the table.
func fast(p personal.Protection) bool { return p == personal.FastHash || p == personal.KeyedHash }

// fastHashFindings makes one finding for each such hash and one for each function that
// stores one, since each of these is to be put right, and one for the rows of a dump or
// a seed. A function that chooses among hashes is told once, with the first of them.
func fastHashFindings(item *inventory.Item) []finding.Finding {
	label := phrase.Text{EN: "stored as a fast hash", NL: "opgeslagen als snelle hash"}
	var found []finding.Finding
	index := map[string]int{} // by hash, and by function
	report := func(e *usage.Event, function string, message phrase.Text) {
		_, told := index[algorithm(e)]
		i, again := index[function]
		if told && again {
			found[i].Others = append(found[i].Others, finding.Step{Span: e.Span, Message: message})
			return
		}
		f := about(item)
		f.Message, f.Label = message, label
		placeAt(&f, e, item, label)
		if len(found) > 0 {
			f.Root = item.Object() + " " + algorithm(e) + " " + function
		}
		for _, cause := range []string{algorithm(e), function} {
			if _, known := index[cause]; !known {
				index[cause] = len(found)
			}
		}
		found = append(found, f)
	}
	for _, e := range surestFirst(item.Writes) {
		if fast(e.Protection) {
			report(e, e.Package+"."+e.Function, phrase.Textf("the password in %s is hashed with %s, which is fast to guess", "het wachtwoord in %s wordt gehasht met %s, dat snel te raden is", item.Object(), algorithm(e)))
		}
	}
	for _, e := range item.Filters {
		if fast(e.Protection) {
			report(e, algorithm(e), phrase.Textf("the password in %s is looked up as %s, which is fast to guess", "het wachtwoord in %s wordt opgezocht als %s, dat snel te raden is", item.Object(), algorithm(e)))
		}
	}
	for _, proof := range item.Proof {
		if proof.Kind == inventory.TriggerProof && fast(proof.Protection) {
			f := about(item)
			f.Message = say("the password in %s gets a hash that is fast to guess: %s", "het wachtwoord in %s krijgt een hash die snel te raden is: %s", item.Object(), proof.Text)
			f.Label = label
			f.Others = append(f.Others, finding.Step{Span: proof.Span, Message: proof.Text})
			found = append(found, f)
			break
		}
	}
	for _, proof := range item.Proof {
		if proof.Kind != inventory.ValueProof || !fast(proof.Protection) {
			continue
		}
		f := about(item)
		softenLoneRow(&f, item)
		f.Message = say("%s holds fast password hashes: %s", "%s bevat snelle wachtwoordhashes: %s", item.Object(), proof.Text)
		if len(found) > 0 {
			f.Span, f.Root = proof.Span, item.Object()+" rows"
		}
		return append(found, f)
	}
	return found
}

// surestFirst puts what was followed all the way before what was pieced together: a
// finding lies where the surest of its places is.
func surestFirst(events []*usage.Event) []*usage.Event {
	out := slices.Clone(events)
	slices.SortStableFunc(out, func(a, b *usage.Event) int { return int(b.Confidence) - int(a.Confidence) })
	return out
}

// algorithm names the hash of an event.
func algorithm(e *usage.Event) string {
	if e.Algorithm == "" {
		return e.Protection.String()
	}
	return e.Algorithm
}
