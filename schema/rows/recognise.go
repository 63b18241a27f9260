package rows

import (
	"net/netip"
	"strings"
	"time"

	"github.com/privet-dev/privet/schema"
)

// longest is the length above which a value is only asked whether it is JSON.
const longest = 512

// recognise returns what a value looks like, and whether it is one that can be
// nobody's. The order matters: a hash is asked for before a number, a number
// with a checksum before one without.
func recognise(s string) (kind schema.ValueKind, reserved bool) {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == '{' || s[0] == '[') && (s[len(s)-1] == '}' || s[len(s)-1] == ']') && s[1] != 'S' {
		return schema.JSONValue, false
	}
	if len(s) > longest || s == "" {
		return schema.OtherValue, false
	}
	if k, ok := hashKind(s); ok {
		return k, false
	}
	switch {
	case strings.IndexByte(s, '@') > 0 && isEmail(s):
		return schema.EmailValue, reservedEmail(s)
	case isIBAN(s):
		return schema.IBANValue, reservedNumber(s)
	case isBSN(s):
		return schema.BSNValue, reservedNumber(s)
	case isCard(s):
		return schema.CardValue, reservedNumber(s)
	case isPostcode(s):
		return schema.PostcodeValue, false
	case isUUID(s):
		return schema.UUIDValue, false
	case isIP(s):
		return schema.IPValue, false
	}
	if k, ok := dateKind(s); ok {
		return k, false
	}
	switch {
	case isPhone(s):
		return schema.PhoneValue, reservedPhone(s)
	case isNumber(s):
		return schema.NumberValue, false
	case strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://"):
		return schema.URLValue, false
	}
	return schema.OtherValue, false
}

func isEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || len(local) > 64 || strings.ContainsAny(s, " \t\n<>(),;\"/\\") || strings.Contains(domain, "'") || !strings.Contains(domain, ".") {
		return false
	}
	for _, label := range strings.Split(domain, ".") {
		if label == "" || strings.ContainsAny(label, "@:_") {
			return false
		}
	}
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	return len(top) >= 2 && !isDigit(top[0])
}

// isPostcode reads the Dutch postcode: 1234 AB, never beginning with a zero.
func isPostcode(s string) bool {
	if len(s) == 7 && s[4] == ' ' {
		s = s[:4] + s[5:]
	}
	return len(s) == 6 && s[0] != '0' && allDigits(s[:4]) && isUpper(s[4]) && isUpper(s[5])
}

func isUUID(s string) bool {
	return len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' && isHex(strings.ReplaceAll(s, "-", ""))
}

func isIP(s string) bool {
	if strings.Count(s, ".") != 3 && strings.Count(s, ":") < 2 {
		return false
	}
	addr, _, _ := strings.Cut(s, "/")
	_, err := netip.ParseAddr(addr)
	return err == nil
}

// dateKind reads an ISO date, alone or before a time. A date without a time
// between 1900 and 2010 may be a day of birth: those of orders and articles lie
// later, or have a time.
func dateKind(s string) (schema.ValueKind, bool) {
	if len(s) < 10 || len(s) > 40 || s[4] != '-' || s[7] != '-' {
		return schema.OtherValue, false
	}
	day, err := time.Parse(time.DateOnly, s[:10])
	if err != nil {
		return schema.DateValue, s[:10] == "0000-00-00"
	}
	rest := strings.TrimLeft(s[10:], "T 0:.+Z")
	if rest == "" && day.Year() >= 1900 && day.Year() <= 2010 && len(s) <= 19 {
		return schema.BirthDateValue, true
	}
	return schema.DateValue, s[10:] == "" || s[10] == ' ' || s[10] == 'T'
}

// isPhone reads a telephone number as people write it: an international or a
// trunk prefix, 9 to 15 digits, and only blanks, dashes, dots and brackets
// between them (ITU-T E.123).
func isPhone(s string) bool {
	if len(s) < 9 || len(s) > 24 || s[0] != '+' && s[0] != '0' && s[0] != '(' {
		return false
	}
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits++
		case c == '+' && i == 0, c == ' ', c == '-', c == '.', c == '(', c == ')':
		default:
			return false
		}
	}
	return digits >= 9 && digits <= 15 && !isDecimal(s)
}

// isDecimal reports whether s is a number with one point: 0.12345678.
func isDecimal(s string) bool {
	whole, fraction, ok := strings.Cut(s, ".")
	return ok && allDigits(whole) && allDigits(fraction)
}

func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return allDigits(s) || isDecimal(s)
}
