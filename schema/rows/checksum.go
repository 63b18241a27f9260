package rows

import "strings"

// isIBAN reports whether s, blanks left out, is an International Bank Account
// Number: ISO 13616, check digits by ISO 7064 mod 97-10.
func isIBAN(s string) bool {
	s = compact(s, " ")
	if len(s) < 15 || len(s) > 34 || !isDigit(s[2]) || !isDigit(s[3]) {
		return false
	}
	if s = strings.ToUpper(s); !isUpper(s[0]) || !isUpper(s[1]) {
		return false
	}
	return mod97(s[4:]+s[:4]) == 1
}

// isBSN reports whether s is a Dutch citizen service number: nine digits that
// pass the 11-proof of the Besluit BSN, whose last digit counts -1. One number
// in eleven passes by chance. Eight digits, an older spelling without the
// leading zero, are not taken: too many numbers have eight.
func isBSN(s string) bool {
	s = compact(s, ". ")
	if len(s) != 9 || !allDigits(s) || s == "000000000" {
		return false
	}
	sum := -int(s[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(s[i]-'0')
	}
	return sum%11 == 0
}

// isOldVAT reports whether s is a Dutch VAT number as sole traders had them until
// 2020: NL, their BSN, B and two digits. A legal person's number passes the 11-proof
// too, and begins with an 8; today's number of a sole trader has check digits by
// mod 97 over the whole (Belastingdienst, btw-identificatienummer) and holds no BSN.
func isOldVAT(s string) bool {
	s = strings.ToUpper(compact(s, ". -"))
	if len(s) != 14 || s[:2] != "NL" || s[11] != 'B' || !allDigits(s[12:]) || s[2] == '8' || !isBSN(s[2:11]) {
		return false
	}
	return mod97(s) != 1
}

// mod97 is the remainder of ISO 7064 mod 97-10 over digits and capitals, a letter
// counting as two digits from A = 10; -1 where s holds anything else.
func mod97(s string) int {
	rest := 0
	for _, c := range []byte(s) {
		switch {
		case isDigit(c):
			rest = (rest*10 + int(c-'0')) % 97
		case isUpper(c):
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return -1
		}
	}
	return rest
}

// isCard reports whether s is a payment card number: 13 to 19 digits, in groups
// or not, that begin as Visa, Mastercard, American Express, Discover, JCB or
// Maestro numbers do and pass the Luhn check of ISO/IEC 7812-1.
func isCard(s string) bool {
	s = compact(s, " -")
	if len(s) < 13 || len(s) > 19 || !allDigits(s) || !strings.ContainsRune("23456", rune(s[0])) {
		return false
	}
	if s[0] == '2' && (s[:4] < "2221" || s[:4] > "2720") || s[0] == '3' && !strings.ContainsRune("4578", rune(s[1])) {
		return false
	}
	sum := 0
	for i := range len(s) {
		n := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// compact returns s without the separators people write between groups; a text
// too long to be a number of any kind comes back as it is.
func compact(s, separators string) string {
	if len(s) > 48 || !strings.ContainsAny(s, separators) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(separators, r) {
			return -1
		}
		return r
	}, s)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
