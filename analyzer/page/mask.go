package page

import (
	"bytes"
	"strings"
)

// A template action may hold quotes, angle brackets and spaces, and may stand
// anywhere in a tag. mask covers each with a placeholder of the same length: one
// mark, the action's number in three bytes, and filling. HTML sees one word.
const (
	markByte = 0x01
	fillByte = 0x02
	numBase  = 0x80 // numbers are written in bytes that no markup uses
	maxMasks = 1 << 18
)

// action is one template action of a file.
type action struct {
	from, to int    // with delimiters
	text     string // without delimiters and trim marks
	kind     actionKind
}

type actionKind uint8

const (
	goAction    actionKind = iota // {{...}}, also of Jinja, Handlebars and their like
	tagAction                     // {%...%}
	codeAction                    // <%...%>, <?...?>
	commentKind                   // {#...#}, {{/*...*/}}, {{!--...--}}
)

type delimiter struct {
	open, close string
	kind        actionKind
}

var delimiters = []delimiter{
	{"{{!--", "--}}", commentKind},
	{"{{/*", "*/}}", commentKind},
	{"{{- /*", "*/ -}}", commentKind},
	{"{{{", "}}}", goAction},
	{"{{", "}}", goAction},
	{"{%", "%}", tagAction},
	{"{#", "#}", commentKind},
	{"{!!", "!!}", goAction},
	{"<%", "%>", codeAction},
	{"<?", "?>", codeAction},
}

// mask returns the file with every action covered, the actions in order, and the
// offsets of actions that do not end.
func mask(src []byte) (masked []byte, actions []action, unclosed []int) {
	masked = bytes.Clone(src)
	for i, c := range masked {
		if c == markByte || c == fillByte {
			masked[i] = ' '
		}
	}
	searched := map[string]int{} // closing mark -> offset up to which there is none
	for i := 0; i < len(src); {
		k := bytes.IndexAny(src[i:], "{<")
		if k < 0 {
			break
		}
		i += k
		d, ok := opening(src[i:])
		if !ok {
			i++
			continue
		}
		end := closing(src, i+len(d.open), d, searched)
		if end < 0 {
			if (d.kind == goAction || d.kind == tagAction) && len(unclosed) < 20 {
				unclosed = append(unclosed, i)
			}
			i += len(d.open)
			continue
		}
		if len(actions) < maxMasks {
			a := action{from: i, to: end, kind: d.kind, text: trimAction(string(src[i+len(d.open) : end-len(d.close)]))}
			cover(masked[i:end], len(actions))
			actions = append(actions, a)
		}
		i = end
	}
	return masked, actions, unclosed
}

func opening(src []byte) (delimiter, bool) {
	for _, d := range delimiters {
		if bytes.HasPrefix(src, []byte(d.open)) {
			return d, true
		}
	}
	return delimiter{}, false
}

// closing returns the offset behind the action whose inside begins at i, or -1.
// A closing mark inside a string of the action does not end it, unless the string
// does not end either: in a text an apostrophe is no quote.
func closing(src []byte, i int, d delimiter, searched map[string]int) int {
	const longest = 4 << 10 // an "action" of more is an opening mark in a text
	limit := min(len(src), i+longest)
	from := max(i, searched[d.close])
	k := bytes.Index(src[min(from, limit):limit], []byte(d.close))
	if k < 0 {
		searched[d.close] = max(from, limit-len(d.close)+1)
		return -1
	}
	if d.kind == goAction {
		if end := quotedClosing(src[:limit], i, d.close); end >= 0 {
			return end
		}
	}
	return from + k + len(d.close)
}

func quotedClosing(src []byte, i int, mark string) int {
	var quote byte
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case quote != 0:
			if c == '\\' && quote != '`' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '`' || c == '\'':
			quote = c
		case bytes.HasPrefix(src[i:], []byte(mark)):
			return i + len(mark)
		}
	}
	return -1
}

func trimAction(s string) string {
	s = strings.TrimSpace(s)
	s = strings.TrimPrefix(strings.TrimSuffix(s, "-"), "-")
	s = strings.Trim(s, "~=")
	return strings.TrimSpace(s)
}

func cover(b []byte, n int) {
	b[0] = markByte
	for i := 1; i < 4; i++ {
		b[i] = numBase + byte(n&0x3f)
		n >>= 6
	}
	for i := 4; i < len(b); i++ {
		b[i] = fillByte
	}
}

// uncover returns the text with the actions as written, the text without them,
// and the actions.
func uncover(s string, src []byte, all []action) (written, plain string, inside []action) {
	if strings.IndexByte(s, markByte) < 0 {
		return s, s, nil
	}
	var w, p strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == markByte && i+3 < len(s):
			n := int(s[i+1]-numBase) | int(s[i+2]-numBase)<<6 | int(s[i+3]-numBase)<<12
			i += 3
			if n < len(all) {
				inside = append(inside, all[n])
				w.Write(src[all[n].from:all[n].to])
			}
		case c == markByte || c == fillByte:
		default:
			w.WriteByte(c)
			p.WriteByte(c)
		}
	}
	return w.String(), p.String(), inside
}
