package flow

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
)

// A code that the program thinks up itself is as secret as one that it reads back from
// its database: whoever has it logs in, or sets a new password. Nothing but the name of
// the function that makes it tells what it is:
//
//	otp := random.GenerateSixDigitOTP()
//	log.Printf("code for %s: %d", email, otp)
//
// A name is all that is kept of it until the value is logged. Elsewhere it does what it
// was made for: it is stored, mailed to the person, answered at login.

// makers are the words that a function's name begins with when it makes something.
var makers = []string{"generate", "gen", "new", "create", "make", "random", "rand", "get", "build"}

// made names a random value after the function that returns it.
func (f *function) made(t taint, callee *ssa.Function) taint {
	if t.From == fromRandom && t.Name == "" && !t.named() {
		t.Name = f.an.codeMadeBy(callee)
	}
	return t
}

// codeMadeBy returns what a function's name says that it makes, "" where that is no
// code that lets somebody in.
func (an *analysis) codeMadeBy(callee *ssa.Function) string {
	verb, rest := cutWord(callee.Name())
	if !slices.Contains(makers, strings.ToLower(verb)) {
		return ""
	}
	for ; rest != ""; _, rest = cutWord(rest) {
		if tokenName.MatchString(rest) {
			return rest
		}
		if saltName.MatchString(rest) {
			return ""
		}
		if category, sure := an.names.name(rest); strings.HasPrefix(string(category), "cred.") && sure >= personal.Medium {
			return rest
		}
	}
	return ""
}

// cutWord cuts off the first word of a name: Generate, OTP.
func cutWord(name string) (word, rest string) {
	for i, r := range name {
		if i > 0 && (r == '_' || unicode.IsUpper(r) && !unicode.IsUpper(rune(name[i-1]))) {
			return name[:i], strings.TrimLeft(name[i:], "_")
		}
	}
	return name, ""
}

// madeCode gives a code that is logged its category.
func (an *analysis) madeCode(t taint) taint {
	if t.Name != "" && !t.named() {
		if t.Category, t.Sure = an.names.name(t.Name); !strings.HasPrefix(string(t.Category), "cred.") {
			t.Category, t.Sure = secretCategory, personal.Medium // only a code is given a name: see made and nameAssigned
		}
	}
	return t
}
