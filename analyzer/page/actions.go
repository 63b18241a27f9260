package page

import (
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// block is a stretch of the file under a condition or in a loop.
type block struct {
	from, to int
	loop     bool
}

var (
	opensBlock  = lazyregexp.New(`^(?:#?(?:if|unless|with|range|each|for|foreach|while|ifequal|ifchanged|section)\b|\^)`)
	closesBlock = lazyregexp.New(`^(?:end$|end[a-z]+\b|/(?:if|unless|with|each|for|section)\b)`)
	opensLoop   = lazyregexp.New(`^#?(?:range|each|for|foreach|while)\b`)
	// In text/template a define or block takes an end of its own.
	opensDefine = lazyregexp.New(`^(?:define|block)\b`)
	isElse      = lazyregexp.New(`^(?:else|elif|elseif|elsif)\b`)
)

// nesting is what the action does to the depth of conditions.
func (a action) nesting() int {
	switch {
	case a.kind == commentKind:
		return 0
	case opensBlock.MatchString(a.text), opensDefine.MatchString(a.text):
		return 1
	case closesBlock.MatchString(a.text):
		return -1
	}
	return 0
}

// blocksOf pairs the opening and closing actions of conditions and loops.
func blocksOf(actions []action) (blocks []block, all bool) {
	type open struct {
		at         int
		cond, loop bool
	}
	var stack []open
	all = true
	for _, a := range actions {
		switch n := a.nesting(); {
		case n > 0:
			stack = append(stack, open{a.to, opensBlock.MatchString(a.text), opensLoop.MatchString(a.text)})
		case n < 0 && len(stack) > 0:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			switch {
			case !top.cond:
			case len(blocks) < maxParts:
				blocks = append(blocks, block{top.at, a.from, top.loop})
			default:
				all = false
			}
		}
	}
	return blocks, all
}

// conditional reports whether the place stands under a condition that begins
// inside the form: the page then shows one of several states of a field.
func (x *parser) conditional(off int, form *Form) bool {
	for _, b := range x.blocks {
		if !b.loop && b.from <= off && off < b.to && (form.Implicit || b.from > form.Span.Offset) {
			return true
		}
	}
	return false
}

// inLoop reports whether the place is repeated for each row of something.
func (x *parser) inLoop(off int) bool {
	for _, b := range x.blocks {
		if b.loop && b.from <= off && off < b.to {
			return true
		}
	}
	return false
}

var (
	goDefine  = lazyregexp.New("^(define|block)\\s+[\"`]([^\"`]+)[\"`]")
	goInclude = lazyregexp.New("^(?:template|include|partial|render|yield|import|layout)\\s*\\(?\\s*[\"'`]([^\"'`]+)[\"'`]")
	hbsPart   = lazyregexp.New(`^>\s*["']?([\w./-]+)`)
	tagBlock  = lazyregexp.New(`^block\s+(\w+)`)
	tagParts  = lazyregexp.New(`^(include|extends|import|from|embed|render|ssi|layout)\s*\(?\s*["']([^"']+)["']`)
	codeParts = lazyregexp.New(`(?:include|render|partial|require)(?:_once)?[\s(:]+(?:["']|partial:\s*["'])([\w./-]+)["']`)
	slot      = lazyregexp.New(`^\.?(?:content|body|yield|embed|main|slot|inner|message|html|htmlbody|payload)\b\s*(?:\||$)|^(?:raw|safe|safehtml|unescape)\s+\.?(?:content|body|message|html)\b|^(?:template|block)\s+["` + "`" + `](?:content|body|main|message|inner)["` + "`" + `]|^template\s+\.|^yield\b|^embed\b`)
	blade     = lazyregexp.New(`@(include|extends|component)\(\s*['"]([\w./:-]+)['"]`)
)

// readActions takes from the actions what they say: parts, definitions, ways
// out, trackers.
func (x *parser) readActions() {
	p := x.page
	for _, a := range x.actions {
		if a.kind == commentKind {
			continue
		}
		x.parts(a)
		low := fold(a.text)
		p.WayOut = p.WayOut || wayOut.MatchString(low)
		p.Sender = p.Sender || sender.MatchString(low)
		p.Privacy = p.Privacy || privacy.MatchString(low)
		p.text.action(strings.Join(split(a.text), " "))
		if tracker.MatchString(low) && !definition(a) {
			p.Trackers = append(p.Trackers, x.span(a.from, a.to-a.from))
		}
		if slot.MatchString(low) {
			p.slots = append(p.slots, low)
			p.Open = p.Open || !opensDefine.MatchString(low)
		}
	}
	for _, m := range blade.FindAllSubmatchIndex(x.src, -1) {
		name := strings.ReplaceAll(string(x.src[m[4]:m[5]]), ".", "/")
		x.include(name, m[0], m[1], string(x.src[m[2]:m[3]]) != "include")
	}
}

// definition reports whether an action only asks or sets: {{if .Tracker}}.
func definition(a action) bool {
	return a.nesting() != 0 || isElse.MatchString(a.text) || strings.Contains(a.text, ":=")
}

func (x *parser) parts(a action) {
	switch a.kind {
	case goAction:
		if m := goDefine.FindStringSubmatch(a.text); m != nil {
			x.page.Defines = append(x.page.Defines, m[2])
			if m[1] == "block" {
				x.page.slots = append(x.page.slots, "block "+m[2])
			}
			return
		}
		if m := goInclude.FindStringSubmatch(a.text); m != nil {
			x.include(m[1], a.from, a.to, strings.HasPrefix(a.text, "layout"))
		} else if m := hbsPart.FindStringSubmatch(a.text); m != nil {
			x.include(m[1], a.from, a.to, false)
		}
	case tagAction:
		if m := tagBlock.FindStringSubmatch(a.text); m != nil {
			x.page.Defines = append(x.page.Defines, m[1])
		}
		if m := tagParts.FindStringSubmatch(a.text); m != nil {
			x.include(m[2], a.from, a.to, m[1] == "extends" || m[1] == "layout")
		}
	case codeAction:
		if m := codeParts.FindStringSubmatch(a.text); m != nil {
			x.include(m[1], a.from, a.to, false)
		}
	}
}

func (x *parser) include(name string, from, to int, frame bool) {
	x.page.Includes = append(x.page.Includes, Include{Name: name, Span: x.span(from, to-from), Frame: frame})
}
