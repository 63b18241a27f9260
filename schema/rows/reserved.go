package rows

import (
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// reservedDomains can have no mailbox of a person: RFC 2606 and RFC 6761, and
// the domains that examples and seed data of the field use in their place.
var reservedDomains = []string{"example.com", "example.org", "example.net", "example.edu", "example.nl", "example.de", "example.fr", "example.es",
	"test.com", "test.nl", "test.org", "test.net", "domain.com", "mail.test", "email.com", "foo.com", "bar.com", "foo.bar", "acme.com",
	"mailinator.com", "yourdomain.com", "company.com", "localhost.localdomain", "voorbeeld.nl", "contoso.com", "demo.com"}

var reservedTops = []string{".test", ".example", ".invalid", ".localhost", ".local", ".internal", ".lan"}

// numberedUser is the local part that generators write, user12 and test-3, and
// that of a desk rather than a person: info, noreply.
var numberedUser = lazyregexp.New(`^(?:user|test|tester|customer|klant|demo|admin|member|person|account|guest|example|foo|seed|` +
	`administrator|info|sales|support|contact|office|shop|webshop|store|hello|mail|email|no-?reply|webmaster|postmaster|hostmaster|root|help|helpdesk|service|orders?|verkoop|klantenservice)[._+-]?\d*$`)

// reservedEmail reports whether an address belongs to nobody.
func reservedEmail(s string) bool {
	local, domain, _ := strings.Cut(strings.ToLower(s), "@")
	for _, d := range reservedDomains {
		if domain == d || strings.HasSuffix(domain, "."+d) {
			return true
		}
	}
	for _, top := range reservedTops {
		if strings.HasSuffix(domain, top) {
			return true
		}
	}
	return numberedUser.MatchString(local)
}

// reservedNumbers are the numbers that standards, banks and payment providers
// print as examples: ISO 13616's registry, Stripe's and Adyen's test cards, and
// the BSNs of the Dutch government's test sets.
var reservedNumbers = map[string]bool{
	"NL91ABNA0417164300": true, "NL02ABNA0123456789": true, "DE89370400440532013000": true, "GB82WEST12345698765432": true, "GB29NWBK60161331926819": true,
	"FR1420041010050500013M02606": true, "BE68539007547034": true, "ES9121000418450200051332": true, "IT60X0542811101000000123456": true, "NL13TEST0123456789": true,
	"4111111111111111": true, "4242424242424242": true, "4012888888881881": true, "5555555555554444": true, "5105105105105100": true, "378282246310005": true,
	"371449635398431": true, "6011111111111117": true, "4000056655665556": true, "5200828282828210": true, "3530111333300000": true, "2223003122003222": true,
	"111222333": true, "123456782": true, "999999990": true, "999990019": true, "900000000": true,
}

// reservedNumber reports whether an IBAN, BSN or card number is a known example,
// or one digit repeated.
func reservedNumber(s string) bool {
	s = compact(strings.ToUpper(s), " -.")
	return reservedNumbers[s] || strings.Count(s, s[:1]) == len(s)
}

// reservedPhone reports whether a number is one nobody is called by: made of a
// counted or repeated run of digits, or of the 555-01xx range that the North
// American plan keeps for fiction.
func reservedPhone(s string) bool {
	var digits []byte
	for i := range len(s) {
		if isDigit(s[i]) {
			digits = append(digits, s[i])
		}
	}
	d := string(digits)
	if strings.Contains(d, "12345678") || strings.Contains(d, "87654321") || strings.Contains(d, "55501") {
		return true
	}
	tail := d[len(d)-6:]
	return strings.Count(tail, tail[:1]) == len(tail)
}
