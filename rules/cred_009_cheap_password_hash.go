package rules

import (
	"strconv"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

func cheapPasswordHash() *Rule {
	return &Rule{
		ID: "CRED-009", Name: "cheap-password-hash", Severity: finding.Warning, Code: true,
		Title: phrase.Text{EN: "Password hash too cheap", NL: "Wachtwoordhash te goedkoop ingesteld"},
		What: phrase.Text{
			EN: "A password hashed with a slow method at a cost below today's floor: bcrypt below 10 (bcrypt.MinCost, or gen_salt('bf') without a cost, which means 6), PBKDF2 with fewer than 600,000 iterations, Argon2 with less than 19 MiB of memory at two passes (46 MiB at one).",
			NL: "Een wachtwoord dat met een trage methode wordt gehasht, maar met te weinig werk: bcrypt onder 10 (bcrypt.MinCost, of gen_salt('bf') zonder kosten, dat is 6), PBKDF2 met minder dan 600.000 iteraties, Argon2 met minder dan 19 MiB geheugen bij twee rondes (46 MiB bij één).",
		},
		Why: phrase.Text{
			EN: "The cost is what makes guessing slow. Each step less in bcrypt halves the attacker's work; at cost 4 a graphics card tries thousands of passwords a second.",
			NL: "Het werk is wat raden traag maakt. Elke stap minder in bcrypt halveert het werk van de aanvaller; bij kosten 4 probeert een videokaart duizenden wachtwoorden per seconde.",
		},
		Fix: phrase.Text{
			EN: "Raise the cost (bcrypt 10 or more, 12 is common; Argon2id 19 MiB and 2 passes; PBKDF2-SHA256 600,000 iterations) and hash each password anew at its owner's next login.",
			NL: "Verhoog het werk (bcrypt 10 of meer, 12 is gangbaar; Argon2id 19 MiB en 2 rondes; PBKDF2-SHA256 600.000 iteraties) en hash elk wachtwoord opnieuw bij de volgende keer inloggen.",
		},
		Not: phrase.Text{
			EN: "Costs that are read from configuration are not known. Test code is not judged.",
			NL: "Kosten die uit de configuratie komen zijn onbekend. Testcode wordt niet beoordeeld.",
		},
		Law:   law.Refs("gdpr.32", "owasp.password"),
		Guide: []string{"P3"},
		Check: checkCheapPasswordHash,
	}
}

// Floors of the OWASP Password Storage Cheat Sheet, as checked in law.yaml.
const (
	bcryptFloor = 10
	pbkdf2Floor = 600_000
	scryptFloor = 1 << 13 // of its five settings, which trade memory for rounds, the least memory
)

// argonFloor is the least memory in KiB for a number of passes: fewer passes need
// more memory for the same work.
var argonFloor = map[int]int{1: 47104, 2: 19456, 3: 12288, 4: 9216}

// cheapArgon reads "time 1, memory 4096 KiB"; without both numbers nothing is known.
func cheapArgon(cost string) bool {
	found := number.FindAllString(cost, 2)
	if len(found) < 2 {
		return false
	}
	passes, err := strconv.Atoi(found[0])
	memory, err2 := strconv.Atoi(found[1])
	if err != nil || err2 != nil {
		return false
	}
	floor, ok := argonFloor[passes]
	if !ok {
		floor = 7168 // five passes and more
	}
	return memory < floor
}

func checkCheapPasswordHash(p *Pass) {
	for _, item := range p.items(inventory.Password) {
		reportWrites(p, item, func(proof inventory.Proof) phrase.Text {
			if proof.Protection != personal.SlowHash {
				return phrase.Text{}
			}
			cost, cheap := tooCheap(proof.Event)
			if !cheap {
				return phrase.Text{}
			}
			return phrase.Textf("the password in %s is hashed with %s at %s, too cheap today", "het wachtwoord in %s wordt gehasht met %s en %s; dat is tegenwoordig te weinig", item.Object(), algorithm(proof.Event), cost)
		})
	}
}

var number = lazyregexp.New(`\d+`)

// tooCheap reads the cost of a hash as the event states it; a cost that is not
// a number in the source is unknown and never too cheap.
func tooCheap(e *usage.Event) (cost string, cheap bool) {
	algorithm := strings.ToLower(e.Algorithm)
	digits := number.FindString(e.Cost)
	n, err := strconv.Atoi(digits)
	switch {
	case strings.Contains(algorithm, "gen_salt('bf')"), strings.HasSuffix(algorithm, "gen_salt bf)"):
		return "cost 6", true
	case err != nil:
		return "", false
	case strings.Contains(algorithm, "bcrypt"), strings.Contains(algorithm, "bf"):
		return e.Cost, n < bcryptFloor
	case strings.Contains(algorithm, "pbkdf2"):
		return e.Cost, n < pbkdf2Floor
	case algorithm == "scrypt":
		return e.Cost, n < scryptFloor
	case strings.HasPrefix(algorithm, "argon2"):
		return e.Cost, cheapArgon(e.Cost)
	}
	return "", false
}
