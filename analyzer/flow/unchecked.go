package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A login that looks a user up by his e-mail address and never asks whether the
// password that came with it is his, lets everybody in as anybody:
//
//	func Login(given *User) (string, error) {
//		if err := db.Where("email = ?", given.Email).First(&given).Error; err != nil {
//			return "", err
//		}
//		return token(given.ID)
//	}
//
// To say so is to say that something is nowhere, which needs more proof than to say
// that it is somewhere. A function counts that is called a login, is handed a struct
// with a password, reads a row that has one by something else than its key, and makes
// a token or a session; and where, in it and all that it calls, and in all that calls
// it, no password is compared, hashed or looked up, no two texts of which one may be a
// password are compared, and no code that is not seen is handed one. What is read off
// anywhere else (a token, a code by mail, another server) is a reason to say nothing.

const (
	maxLoginReach   = 300 // functions that a login reaches; one that reaches more is not judged
	maxLoginCallers = 40
)

var (
	loginWords   = lazyregexp.New(`(?i)log_?in|sign_?in|authenticat`)
	notALogin    = lazyregexp.New(`(?i)log_?out|sign_?out|regist|sign_?up|oauth|oidc|saml|ldap|sso|social|google|facebook|github|gitlab|twitter|wechat|weixin|wx|apple|firebase|otp|totp|2fa|mfa|code|magic|link|sms|phone|mobile|qr|captcha|guest|anonym|auto|token|refresh|session|cookie|third|by_?id|history|log_?info|attempt|fail|count|middleware|required|test|mock|fake|url|page|form$|html|view|render|get`)
	provesLogin  = lazyregexp.New(`(?i)token|jwt|session|sess\b|signed|cookie|claims`)
	checksLogin  = lazyregexp.New(`(?i)compar|verif|match|hash|bcrypt|scrypt|argon|pbkdf|crypt|md5|sha\d|hmac|ldap|oauth|passw|pwd|authenticat|valid(?:ate)?_?(?:user|cred|login)|checks?um|equal|digest|otp|firebase|cognito|keycloak|auth0|casbin_login|bind_?dn`)
	accountWords = lazyregexp.New(`(?i)mail|user|name|login|account|phone|mobile|nick|tel`)
	keyWords     = lazyregexp.New(`(?i)(?:^|_)u?u?id$`)
)

// uncheckedLogins records the lookups of logins that never compare the password.
func (an *analysis) uncheckedLogins() []usage.Event {
	if an.alone {
		return nil // neither what it calls nor what calls it is all in sight
	}
	lookups := an.lookups()
	if len(lookups) == 0 {
		return nil
	}
	callers := map[*ssa.Function][]*ssa.Function{}
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					for _, c := range an.callees(call) {
						callers[c] = append(callers[c], fn)
					}
				}
			}
		}
	}
	var out []usage.Event
	told := map[*site]bool{}
	for _, fn := range an.functions {
		if !isLogin(fn) || fn.Synthetic != "" {
			continue
		}
		l := login{an: an, fn: fn, callers: callers}
		found := l.unchecked(lookups)
		if found == nil || told[found] || found.event.Test {
			continue
		}
		told[found] = true
		out = append(out, found.missing())
	}
	return out
}

// missing is the event of a lookup after which the password was to be compared.
func (s *site) missing() usage.Event {
	e := s.event
	e.Kind, e.Operator, e.Source = usage.Compare, usage.Missing, usage.FromRequest
	e.Target = usage.ColumnRef{}
	e.Confidence = personal.High
	e.Data = []usage.Datum{{Name: s.event.Target.Column, Column: s.event.Target, Category: passwordCategory, Confidence: personal.High}}
	text := textf("looked up here, and let in whatever the password is", "hier opgezocht, en binnengelaten met elk wachtwoord")
	e.Steps = []usage.Step{{Span: e.Span, Message: *text}}
	return e
}

// isLogin reports whether a function is called one, or stands in one that is.
func isLogin(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return loginWords.MatchString(fn.Name()) && !notALogin.MatchString(fn.Name())
}

// lookups returns the places where a row with a password is read by the name of its
// account, by the function they are in.
func (an *analysis) lookups() map[*ssa.Function][]*site {
	out := map[*ssa.Function][]*site{}
	for _, s := range an.order {
		if s.event.Kind != usage.Read || s.foreign || len(s.event.Conditions) == 0 {
			continue
		}
		if id, sure := an.columnCategory(s.event.Target); id != passwordCategory || sure < personal.Medium {
			continue
		}
		if slices.ContainsFunc(s.event.Conditions, accountName) {
			out[s.by] = append(out[s.by], s)
		}
	}
	return out
}

func accountName(column string) bool {
	return accountWords.MatchString(column) && !keyWords.MatchString(column)
}

// login is one function that is called one.
type login struct {
	an      *analysis
	fn      *ssa.Function
	callers map[*ssa.Function][]*ssa.Function
}

// unchecked returns the lookup after which nothing compares the password, nil where
// something may.
func (l login) unchecked(lookups map[*ssa.Function][]*site) *site {
	within, ok := l.an.calledFrom(l.fn)
	if !ok {
		return nil
	}
	var found *site
	for _, fn := range within {
		if ss := lookups[fn]; len(ss) > 0 && found == nil {
			found = ss[0]
		}
	}
	if found == nil || !l.given(within) || !l.proves(within) {
		return nil
	}
	around := within
	for _, top := range l.above() {
		more, ok := l.an.calledFrom(top)
		if !ok {
			return nil
		}
		around = append(around, more...)
	}
	c := passwordUse{an: l.an, seen: map[*ssa.Function]bool{}}
	for _, fn := range around {
		if c.mayCheck(fn) {
			return nil
		}
	}
	for _, s := range l.an.order {
		if c.seen[s.by] && s.judgesPassword(l.an) {
			return nil
		}
	}
	return found
}

// judgesPassword reports whether a site compares or looks up a password.
func (s *site) judgesPassword(an *analysis) bool {
	switch s.event.Kind {
	case usage.Compare, usage.Verify:
		return true
	case usage.Filter:
		id, _ := an.columnCategory(s.event.Target)
		return id == passwordCategory || id == secretCategory || id == "cred.token"
	}
	return false
}

// calledFrom returns a function and all functions of the module that it reaches; ok is
// false where they are too many to say anything of.
func (an *analysis) calledFrom(fn *ssa.Function) (out []*ssa.Function, ok bool) {
	seen := map[*ssa.Function]bool{fn: true}
	out = []*ssa.Function{fn}
	for i := 0; i < len(out); i++ {
		for _, b := range out[i].Blocks {
			for _, instr := range b.Instrs {
				next := []*ssa.Function(nil)
				switch instr := instr.(type) {
				case ssa.CallInstruction:
					next = an.callees(instr)
				case *ssa.MakeClosure:
					next = []*ssa.Function{instr.Fn.(*ssa.Function)}
				}
				for _, c := range next {
					if !seen[c] && an.analysed(c) {
						seen[c] = true
						out = append(out, c)
					}
				}
			}
		}
		if len(out) > maxLoginReach {
			return nil, false
		}
	}
	return out, true
}

// above returns all that calls the login, however far above.
func (l login) above() []*ssa.Function {
	seen := map[*ssa.Function]bool{l.fn: true}
	out := []*ssa.Function{l.fn}
	for i := 0; i < len(out) && len(out) <= maxLoginCallers; i++ {
		next := l.callers[out[i]]
		if p := out[i].Parent(); p != nil {
			next = append(next[:len(next):len(next)], p)
		}
		for _, c := range next {
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out[1:]
}

// given reports whether the login is handed a struct with a password, or fills one.
func (l login) given(within []*ssa.Function) bool {
	for _, p := range l.fn.Params {
		if l.an.passwordField(p.Type()) != nil {
			return true
		}
	}
	for _, fn := range within {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && len(l.an.callees(call)) == 0 && l.takesIn(call.Common()) {
					return true
				}
			}
		}
	}
	return false
}

// takesIn reports whether a call reads a password from a request, or a struct with one.
func (l login) takesIn(c *ssa.CallCommon) bool {
	rows := l.an.models.Lookup(l.an.modelName(c))
	if i := slices.IndexFunc(rows, func(r models.Row) bool { return r.Verb == "source" && r.Key >= 0 }); i >= 0 {
		if args := arguments(c); rows[i].Key < len(args) {
			key, _ := constString(unwrap(args[rows[i].Key]))
			id, _ := l.an.names.name(key)
			return id == passwordCategory
		}
	}
	return decodes.MatchString(calledName(c)) && slices.ContainsFunc(c.Args, func(a ssa.Value) bool { return l.an.passwordField(unwrap(a).Type()) != nil })
}

// decodes matches the names of functions that fill a struct from a request.
var decodes = lazyregexp.New(`(?i)bind|decode|unmarshal|parse|readjson|readform|readbody`)

// proves reports whether somebody is given a token or a session.
func (l login) proves(within []*ssa.Function) bool {
	for _, fn := range within {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && provesLogin.MatchString(calledName(call.Common())) {
					return true
				}
			}
		}
	}
	return false
}

// passwordField returns the field of a struct that is a password, nil where the type is
// no struct or has none.
func (an *analysis) passwordField(t types.Type) *types.Var {
	owner := deref(t)
	s := structOf(owner)
	if s == nil {
		return nil
	}
	for f := range s.Fields() {
		if id, _ := an.names.field(owner, f); id == passwordCategory {
			return f
		}
	}
	return nil
}

// calledName is what a callee is called, "" for function values.
func calledName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.Name()
	}
	if fn := c.StaticCallee(); fn != nil {
		return fn.Name()
	}
	return ""
}
