package inventory

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A name like "pass" means a password in a table of persons and something else in most
// others, and who calls a table "usrs" is not asked. Where the code was seen to store
// in such a column what people type as their password, and nothing else, that decides.

// ambiguous matches names that stand for a password among other things.
var ambiguous = lazyregexp.New(`(?i)^(?:.*_)?(?:pass|pas|pw|psw|pswd|hash|secret|sandi|parol|mdp)$|^[a-z]{0,2}pass$`)

// typedPasswords returns the columns, as "table.column" in lower case, that the code stores
// passwords in from requests, and nothing of another kind from anywhere.
func typedPasswords(events []usage.Event) map[string]bool {
	out := map[string]bool{}
	for i := range events {
		e := &events[i]
		if e.Kind != usage.Write || e.Test || e.Target.Column == "" || !ambiguous.MatchString(e.Target.Column) {
			continue
		}
		key := fold(e.Target.Table.Name + "." + e.Target.Column)
		for _, d := range e.Data {
			if d.Category != Password {
				out[key] = false
			} else if was, seen := out[key]; (was || !seen) && e.Source == usage.FromRequest && d.Confidence >= personal.Medium && e.Confidence == personal.High {
				out[key] = true
			}
		}
	}
	return out
}

// told adds to what names say of a table what the code tells of it.
func told(t *schema.Table, v personal.TableVerdict, chosen map[string]bool) personal.TableVerdict {
	if v.Subject == personal.ThingSubject || v.Subject == personal.PublicSubject {
		return v
	}
	columns := slices.Clone(v.Columns)
	for i, c := range t.Columns {
		if columns[i].Personal() || columns[i].Corrected || !chosen[fold(t.Name.Name+"."+c.Name)] {
			continue
		}
		columns[i] = personal.Verdict{Category: Password, Confidence: personal.High, Stated: columns[i].Stated,
			Evidence: []phrase.Text{phrase.Textf("the code stores in %s what people type as their password", "de code bewaart in %s wat mensen als hun wachtwoord intypen", strings.ToLower(c.Name))}}
	}
	v.Columns = columns
	return v
}
