package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A captcha is a third party that no SDK shows: a script of another company looks at
// the visitor, and what it made of him is checked by a request to that company.
// hCaptcha, reCAPTCHA, Turnstile and Friendly Captcha all call that siteverify.

// captchaCompany marks the companies of which every call is such a check.
const captchaCompany = "captcha"

// checksCaptcha reports whether a request asks a company whether a visitor passed its
// captcha.
func (f *function) checksCaptcha(args []ssa.Value) bool {
	for _, a := range args {
		if !isText(a) {
			continue
		}
		for _, t := range (evaluator{an: f.an}).eval(a, 0) {
			if text := beginning(t); strings.HasPrefix(text, "https://") && strings.Contains(text, "/siteverify") {
				return true
			}
		}
	}
	return false
}

// ownKeys matches names of what the site itself is known to the company by.
var ownKeys = lazyregexp.New(`(?i)secret|key|site`)

// captchaToken names what a visitor sent in with a form, if nothing else names it.
func captchaToken(t taint) (taint, bool) {
	if t.From != fromRequest && t.From != fromParam || t.named() && !strings.HasPrefix(string(t.Category), "cred.") || ownKeys.MatchString(t.Name) {
		return t, true
	}
	t.Name, t.Category, t.Sure = usage.CaptchaToken, "net.device", personal.High
	t.Owner, t.Field, t.Column = "", "", ""
	return t, true
}
