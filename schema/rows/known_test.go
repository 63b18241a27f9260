package rows

import (
	"testing"

	"golang.org/x/crypto/bcrypt"

	"github.com/privet-dev/privet/schema"
)

// TestHashesOfKnownPasswordsAreRecognised: the digests are published ones, that
// any list of them holds.
func TestHashesOfKnownPasswordsAreRecognised(t *testing.T) {
	for hash, want := range map[string]bool{
		"21232f297a57a5a743894a0e4a801fc3":                                 true,  // MD5 of admin
		"5F4DCC3B5AA765D61D8327DEB882CF99":                                 true,  // MD5 of password
		"7c4a8d09ca3762af61e59520943dc26494f8941b":                         true,  // SHA-1 of 123456
		"*4ACFE3202A5FF5CF467898FC58AAB1D615029441":                        true,  // PASSWORD('admin')
		"8c6976e5b5410415bde908bd4dee15dfb167a9c873fc4bb8a81f6f2ab448a918": true,  // SHA-256 of admin
		"d41d8cd98f00b204e9800998ecf8427e":                                 false, // MD5 of nothing
		"900150983cd24fb0d6963f7d28e17f72":                                 false, // MD5 of abc
		"21232f297a57a5a743894a0e4a801fc3:x9":                              false, // salted: another password
	} {
		kind, ok := hashKind(hash)
		if !ok {
			t.Fatalf("%s is no hash", hash)
		}
		if got, _ := guess(kind, hash, bcryptBudget); got != want {
			t.Errorf("%s: known %v, want %v", hash, got, want)
		}
	}
}

// TestBcryptIsTriedWithinItsBudget: the first words of the list at a low cost, none
// where one check costs more than is left.
func TestBcryptIsTriedWithinItsBudget(t *testing.T) {
	hashed := func(password string, cost int) string {
		h, err := bcrypt.GenerateFromPassword([]byte(password), cost)
		if err != nil {
			t.Fatal(err)
		}
		return string(h)
	}
	for _, tt := range []struct {
		password string
		budget   int
		want     bool
	}{{"admin", bcryptBudget, true}, {"correct horse", bcryptBudget, false}, {"admin", 1 << bcrypt.MinCost, false}, {"password", 1 << bcrypt.MinCost, true}} {
		got, left := guess(schema.BcryptValue, hashed(tt.password, bcrypt.MinCost), tt.budget)
		if got != tt.want || left < 0 || left >= tt.budget {
			t.Errorf("%s with %d: known %v, %d left", tt.password, tt.budget, got, left)
		}
	}
	if got, left := guess(schema.BcryptValue, "$2a$14$notahashnotahashnotahasnotahashnotahashnotahashnotahashno", 1<<13); got || left != 1<<13 {
		t.Errorf("a check that costs more than the budget: known %v, %d left", got, left)
	}
}

// TestOldVATNumbersHoldABSN: of a person, not of a company and not of today's kind.
func TestOldVATNumbersHoldABSN(t *testing.T) {
	for number, want := range map[string]bool{
		"NL123456782B01":     true,  // 123456782 passes the 11-proof
		"nl 1234.56.782.B90": true,  // as people write it
		"NL123456789B01":     false, // does not pass it
		"NL812345678B01":     false, // a company's: begins with 8
		"NL000099998B57":     false, // the tax office's own example of today's number
		"DE123456782":        false,
		"NL123456782B1":      false,
	} {
		if got := isOldVAT(number); got != want {
			t.Errorf("%s: %v, want %v", number, got, want)
		}
	}
}
