package bind

import (
	"strconv"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/query"
)

// Values are put into the text of statements too, which is how injections come about:
//
//	db.Exec("UPDATE users SET password = '" + password + "' WHERE id = 3")
//
// A hole within quotes is such a value. It becomes a parameter of its own, so that what
// reads statements need not know of it.

// inlined is the name of the parameters that such values become.
const inlined = "privet_value_"

// parameters returns the template with its quoted holes as parameters, and their values.
func (t Template) parameters() (Template, []Value) {
	var out Template
	var found []Value
	quoted := false  // within a literal
	holding := false // which has a hole
	var literal Template
	for _, p := range t.Parts {
		if p.Hole {
			if quoted {
				if !holding {
					found = append(found, p.value)
				}
				holding = true
				literal.Parts = append(literal.Parts, p)
			} else {
				out.Parts = append(out.Parts, p)
			}
			continue
		}
		for i, piece := range strings.Split(p.Text, "'") {
			if i > 0 {
				switch {
				case quoted && holding:
					out = out.Append(Const(":" + inlined + strconv.Itoa(len(found)-1)))
				case quoted:
					out = out.Append(Const("'")).Append(literal).Append(Const("'"))
				}
				quoted, holding, literal = !quoted, false, Template{}
			}
			if quoted {
				literal = literal.Append(Const(piece))
			} else if piece != "" {
				out = out.Append(Const(piece))
			}
		}
	}
	if quoted || len(found) == 0 {
		return t, nil // no text of SQL, or nothing to do
	}
	return out, found
}

// withInlined gives the parameters that values in the text became those values.
func withInlined(vals values, found []Value) values {
	return func(p query.Param) Value {
		rest, ok := strings.CutPrefix(p.Name, inlined)
		if !ok {
			return vals(p)
		}
		if n, err := strconv.Atoi(rest); err == nil && n < len(found) {
			return found[n]
		}
		return nil
	}
}

// beforeTable is text after which a table is named.
var beforeTable = lazyregexp.New(`(?i)\b(?:from|into|update|join|table)\s+$`)

// unprefixed leaves out holes that stand for a schema ("FROM " + schema + ".users") or
// the prefix of a table ("FROM " + prefix + "users"): what they are called is the
// setting of one installation.
func (t Template) unprefixed() Template {
	var out Template
	for i := 0; i < len(t.Parts); i++ {
		p := t.Parts[i]
		if !p.Hole || i == 0 || i+1 == len(t.Parts) || t.Parts[i-1].Hole || t.Parts[i+1].Hole || t.Parts[i+1].Text == "" {
			out.Parts = append(out.Parts, p)
			continue
		}
		next := t.Parts[i+1].Text
		switch c := next[0]; {
		case c == '.' && !strings.HasSuffix(t.Parts[i-1].Text, "."):
			next = next[1:]
		case (c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && beforeTable.MatchString(t.Parts[i-1].Text):
			next = strings.TrimPrefix(next, "_")
		default:
			out.Parts = append(out.Parts, p)
			continue
		}
		out.Parts = append(out.Parts, Part{Text: next})
		i++
	}
	return out
}
