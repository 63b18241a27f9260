package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A line of a log often says itself what a value is that has no name anywhere else:
//
//	log.Println("OTP", value)
//	log.Printf("token=%s", parts[1])
//
// Only a word that stands right before the value counts, alone or with a sign between
// them: "invalid token %s" may be of a parser, "mail %s" a template.

// saidBefore matches text that ends in such a word.
var saidBefore = lazyregexp.New(`(?i)(?:^|[^a-z])(e-?mail|phone|mobile|password|otp|token)(?: address| number)? ?(?:is|was|[:=]|->|=>)[\s:=>'"\[]*$`)

// saidAlone matches text that is such a word, and no more.
var saidAlone = lazyregexp.New(`(?i)^\s*(e-?mail|phone|mobile|password|otp|token)(?: address| number)?[\s:=>-]*$`)

// said returns what the text of a printing call says of its operands, by their numbers.
func said(name string, args []ssa.Value, operands []ssa.Value) map[int]string {
	if !printsFlat(name) || len(args) == 0 {
		return nil
	}
	if len(args) > 1 && strings.HasSuffix(name, "f") {
		if format, ok := constString(args[len(args)-2]); ok {
			return saidInFormat(format)
		}
	}
	var out map[int]string
	for i := 1; i < len(operands); i++ {
		if operands[i-1] == nil {
			continue
		}
		if text, ok := constString(unwrap(operands[i-1])); ok {
			out = noteSaid(out, i, text)
		}
	}
	return out
}

// saidInFormat is said for a format.
func saidInFormat(format string) (out map[int]string) {
	if strings.ContainsAny(format, "*") || strings.Contains(format, "%[") {
		return nil
	}
	n, from := 0, 0
	for _, at := range verbs.FindAllStringSubmatchIndex(format, -1) {
		if format[at[2]:at[3]] == "%" {
			continue
		}
		out = noteSaid(out, n, format[from:at[0]])
		n, from = n+1, at[1]
	}
	return out
}

func noteSaid(out map[int]string, i int, text string) map[int]string {
	m := saidAlone.FindStringSubmatch(text)
	if m == nil {
		m = saidBefore.FindStringSubmatch(text)
	}
	if m == nil {
		return out
	}
	if out == nil {
		out = map[int]string{}
	}
	word := strings.ToLower(strings.ReplaceAll(m[1], "-", ""))
	if word == "token" {
		word = "access_token" // by itself it may be one of a parser, but no text says so of that
	}
	out[i] = word
	return out
}
