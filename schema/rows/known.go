package rows

import (
	"crypto/md5"  // #nosec G501 -- to recognise what others stored with it
	"crypto/sha1" // #nosec G505
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"strings"
	"sync"

	"golang.org/x/crypto/bcrypt"

	"github.com/privet-dev/privet/schema"
)

// A seed file often brings an administrator along whose password everybody tries
// first. A hash does not hide it: an unsalted one is the same everywhere, and a
// salted one falls to a list this short as well. So hashes are compared with a few
// passwords, and only how many matched is kept.

// knownPasswords are words that stand on top of every list of guessed passwords
// (SplashData and NordPass, most common passwords; SecLists), and what Dutch shops
// hand out. The first are tried on bcrypt, as far as the budget goes.
var knownPasswords = []string{"password", "admin", "123456", "secret", "admin123", "welkom01", "12345678", "test", "123456789", "1234", "12345", "qwerty",
	"demo", "root", "changeme", "welcome", "welkom", "wachtwoord", "password123", "passw0rd", "letmein", "guest", "user", "iloveyou", "111111", "000000", "abc123",
	"Welkom01", "Admin123", "Password1", "admin1234", "test1234"}

// bcryptBudget bounds what is spent on one column's bcrypt hashes, in rounds: a
// check at cost c takes 2^c. It is four checks at cost 10, some 200 ms.
const bcryptBudget = 4 << 10

// digests are the unsalted digests of the known passwords, in lower case.
var digests = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, p := range knownPasswords {
		once := sha1.Sum([]byte(p))                                                                   // #nosec G401
		twice := sha1.Sum(once[:])                                                                    // #nosec G401 -- PASSWORD() of MySQL
		short, medium, long := md5.Sum([]byte(p)), sha256.Sum256([]byte(p)), sha512.Sum512([]byte(p)) // #nosec G401
		for _, sum := range [][]byte{once[:], twice[:], short[:], medium[:], long[:]} {
			all[hex.EncodeToString(sum)] = true
		}
	}
	return all
})

// guess reports whether a stored hash is one of a known password, and what of the
// budget is left.
func guess(kind schema.ValueKind, hash string, budget int) (hit bool, left int) {
	switch kind {
	case schema.HexMD5Value, schema.HexSHA1Value, schema.HexSHA256Value, schema.HexSHA512Value, schema.MySQLPasswordValue:
		return digests()[strings.ToLower(strings.TrimPrefix(hash, "*"))], budget
	case schema.BcryptValue:
		cost, err := bcrypt.Cost([]byte(hash))
		if err != nil {
			return false, budget
		}
		for _, p := range knownPasswords {
			if budget < 1<<cost {
				break
			}
			budget -= 1 << cost
			if bcrypt.CompareHashAndPassword([]byte(hash), []byte(p)) == nil {
				return true, budget
			}
		}
	}
	return false, budget
}
