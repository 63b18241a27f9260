package inventory

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A trigger has the last word on what is stored: what the code writes plainly may
// be hashed by the database, SET NEW.passwd = MD5(NEW.passwd). So what triggers
// prove stands before what the code proves.

var (
	assigned = lazyregexp.New("(?is)\\bnew\\s*\\.\\s*[`\"]?(\\w+)[`\"]?\\s*:?=([^;]+)")
	called   = lazyregexp.New(`(?i)(\w+)\s*\(`)
	bcrypted = lazyregexp.New(`(?i)gen_salt\s*\(\s*'bf'`)
	weakSalt = lazyregexp.New(`(?i)gen_salt\s*\(\s*'(?:md5|des|xdes)'`)
)

// triggerProofs says what the triggers before an INSERT make of a password.
func triggerProofs(item *Item) []Proof {
	if item.Table == nil || item.Table.Table == nil {
		return nil
	}
	var found []Proof
	for _, t := range item.Table.Table.Triggers {
		if !inserts(t) {
			continue
		}
		for _, m := range assigned.FindAllStringSubmatch(triggerText(item.Database, t), -1) {
			algorithm, protection := hashedBy(m[2])
			if protection == personal.UnknownProtection || !strings.EqualFold(m[1], item.Column.Name) || !strings.Contains(strings.ToLower(m[2]), "new") {
				continue
			}
			found = append(found, Proof{Kind: TriggerProof, Protection: protection, Span: t.Origin.Span,
				Text: phrase.Textf("the trigger %s stores %s() of it", "de trigger %s slaat er %s() van op", t.Name, algorithm)})
		}
	}
	return found
}

// inserts reports whether a trigger can change the row that is put in.
func inserts(t *schema.Trigger) bool {
	for _, e := range t.Events {
		if e == "INSERT" {
			return t.When == "BEFORE"
		}
	}
	return false
}

// triggerText is the body of a trigger, or of the function it calls.
func triggerText(db *schema.Database, t *schema.Trigger) string {
	if t.Body != "" {
		return t.Body
	}
	for _, f := range db.Functions {
		if f.Name.Name == t.Func.Name && (t.Func.Schema == "" || t.Func.Schema == f.Name.Schema) {
			return f.Body
		}
	}
	return ""
}

// hashedBy returns the strongest hash in an expression. What crypt() does depends on
// the salt it is given.
func hashedBy(expr string) (algorithm string, strongest personal.Protection) {
	for _, m := range called.FindAllStringSubmatch(expr, -1) {
		name := strings.ToLower(m[1])
		p := personal.SQLFunction(name)
		switch {
		case name == "crypt" && bcrypted.MatchString(expr):
			p = personal.SlowHash
		case name == "crypt" && weakSalt.MatchString(expr):
			p = personal.FastHash
		case p != personal.FastHash && p != personal.KeyedHash:
			continue // no hash: what can be read back, or nothing that is known
		}
		if p > strongest {
			algorithm, strongest = m[1], p
		}
	}
	return algorithm, strongest
}
