package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
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

// saidToken is the one word that is no datum by itself: a parser has tokens too.
const saidToken = "token"

// partOfToken matches where the value is what a token holds: "role from token:".
var partOfToken = lazyregexp.New(`(?i)(?:from|in|of|by|per)(?: the| jwt| access| auth)* token`)

// nameSaid names what has no name after the word that stands before it.
func (f *function) nameSaid(s set, word string) set {
	cat, sure := f.an.names.name(word)
	if word == saidToken {
		cat, sure = "cred.token", personal.Medium
	}
	return s.each(func(t taint) (taint, bool) {
		if cat == "" || t.named() || t.From == fromConstant {
			return t, true
		}
		if t.Name == "" || word != saidToken {
			t.Name = word
		}
		t.Category, t.Sure = cat, sure
		return t, true
	})
}

// said returns what the text of a printing call says of its operands, by their numbers.
func said(name string, args []ssa.Value, operands []ssa.Value) map[int]string {
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
	if m == nil || strings.EqualFold(m[1], saidToken) && partOfToken.MatchString(text) {
		return out
	}
	if out == nil {
		out = map[int]string{}
	}
	out[i] = strings.ToLower(strings.ReplaceAll(m[1], "-", ""))
	return out
}
