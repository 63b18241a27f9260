package page

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// parser turns one file's tokens into a Page.
type parser struct {
	page    *Page
	src     []byte
	actions []action
	blocks  []block // of conditions and loops, in order of their start
	lines   []int   // offset of each line's first byte

	form     *Form // open form
	implicit *Form
	link     int // index of the open link, or -1
	label    *labelText
	labels   map[string]string // for -> text
	option   *Field
	text     strings.Builder
	head     strings.Builder // titles and headings
	inHead   string          // the open heading's tag
	hidden   int             // inside <style>, <script>
	fields   int
}

type labelText struct {
	forID string
	text  strings.Builder
	field *Field
}

// tag is one start tag with its attributes uncovered.
type tag struct {
	name  string
	from  int
	raw   []byte
	attrs map[string]string // as written
	plain map[string]string // without actions
	inner map[string][]action
	maybe map[string]bool // the attribute stands under a condition
}

// What is looked at of a page: the beginning and the end of its text (a footer is
// at the end), and so many forms, links, images and conditions. A page that has
// more is generated.
const (
	maxText   = 16 << 10
	maxParts  = 5000
	maxFields = maxParts / 2
)

// full remembers that a page has more of something than is kept.
func (x *parser) full(what string, most int) {
	if text := fmt.Sprintf("more than %d %s: the rest was not read", most, what); !slices.Contains(x.page.over, text) {
		x.page.over = append(x.page.over, text)
	}
}

// parse reads a page's content. The result is complete for whatever could be
// read: a tokenizer does not fail on bad HTML, it reads on.
func parse(p *Page, src []byte) (unclosed []schema.Span) {
	masked, actions, open := mask(src)
	x := &parser{page: p, src: src, actions: actions, lines: lineStarts(src), link: -1, labels: map[string]string{}}
	var all bool
	if x.blocks, all = blocksOf(actions); !all {
		x.full("conditions", maxParts)
	}
	for _, off := range open {
		unclosed = append(unclosed, x.span(off, 2))
	}
	x.readActions()
	z := html.NewTokenizer(bytes.NewReader(masked))
	for off := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			if z.Err() != io.EOF {
				unclosed = append(unclosed, x.span(min(off, len(src)), 0))
			}
			break
		}
		raw := z.Raw()
		switch kind {
		case html.TextToken:
			x.addText(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			x.start(x.tag(z, off, raw), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			x.end(string(name), off)
		case html.CommentToken:
			if c := string(z.Text()); strings.Contains(c, "[if") && strings.Contains(c, "mso") {
				p.text.add(mailMark, "Outlook")
			}
		}
		off += len(raw)
	}
	x.finish()
	return unclosed
}

func (x *parser) tag(z *html.Tokenizer, off int, raw []byte) *tag {
	name, more := z.TagName()
	t := &tag{name: string(name), from: off, raw: bytes.Clone(raw), attrs: map[string]string{}, plain: map[string]string{}, inner: map[string][]action{}, maybe: map[string]bool{}}
	depth := 0 // conditions open inside the tag
	for n := 0; more && n < 200; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		_, key, keyActions := uncover(string(k), x.src, x.actions)
		before := depth
		depth += depthOf(keyActions)
		written, plain, inside := uncover(string(v), x.src, x.actions)
		if key = strings.ToLower(strings.TrimSpace(key)); key != "" {
			if _, dup := t.attrs[key]; !dup {
				t.attrs[key], t.plain[key], t.inner[key] = written, plain, inside
				t.maybe[key] = len(keyActions) > 0 || before > 0 || depth > 0
			}
		}
		for _, a := range keyActions {
			if tick := checkedAction.FindStringSubmatch(fold(a.text)); tick != nil {
				t.maybe[tick[1]] = true
			}
		}
	}
	return t
}

// checkedAction finds helpers that print the attribute themselves.
var checkedAction = lazyregexp.New(`\b(checked|required)\b`)

func depthOf(actions []action) int {
	n := 0
	for _, a := range actions {
		n += a.nesting()
	}
	return n
}

func (x *parser) addText(s string) {
	written, plain, _ := uncover(s, x.src, x.actions)
	if x.hidden > 0 {
		return
	}
	x.text.WriteString(plain)
	if x.inHead != "" && x.head.Len() < maxText {
		x.head.WriteString(plain + " ")
	}
	if x.link >= 0 {
		l := &x.page.Links[x.link]
		l.Text = shorten(l.Text+written, 200)
	}
	if x.label != nil && x.label.text.Len() < 400 {
		x.label.text.WriteString(plain + " ")
	}
}

func (x *parser) start(t *tag, selfClosing bool) {
	x.mailMarks(t)
	switch t.name {
	case "style", "script":
		if !selfClosing {
			x.hidden++
		}
		x.page.scripted = x.page.scripted || t.name == "script" && t.attrs["type"] != "application/ld+json" // which mail has too
	case "html", "body", "mjml":
		x.page.Fragment = false
		if t.name != "html" {
			x.page.bodies++
		}
	case "title", "h1", "h2", "mj-title", "mj-preview":
		x.inHead = t.name
	case "form":
		x.openForm(t)
	case "label":
		x.label = &labelText{forID: t.attrs["for"]}
	case "input", "textarea", "select", "button":
		x.addField(t)
	case "a", "area", "mj-button", "mj-navbar-link", "mj-social-element":
		x.addLink(t, selfClosing)
	case "img", "mj-image", "amp-img", "v:fill", "v:image":
		x.addImage(t)
	case "table", "td", "th", "div", "mj-section":
		if src := t.attrs["background"] + t.attrs["background-url"]; src != "" {
			x.addImageSource(t, src)
		}
	case "br", "p", "li", "tr":
		x.addText(" ")
	}
}

func (x *parser) end(name string, off int) {
	switch name {
	case "style", "script":
		x.hidden = max(0, x.hidden-1)
	case "title", "h1", "h2", "mj-title", "mj-preview":
		x.inHead = ""
		x.addText(" ")
	case "form":
		if x.form != nil {
			x.form.end = off
			x.form = nil
		}
	case "label":
		x.endLabel()
	case "a", "mj-button":
		x.link = -1
	case "p", "div", "td", "li", "tr", "h3":
		x.addText(" ")
	}
}

func (x *parser) addLink(t *tag, selfClosing bool) {
	href := t.attrs["href"]
	if href == "" {
		return
	}
	if len(x.page.Links) >= maxParts {
		x.full("links", maxParts)
		return
	}
	link := Link{Span: x.spanOf(t), Href: shorten(href, 500)}
	link.Tracked = redirect.MatchString(strings.ToLower(href)) && x.perRecipient(strings.ToLower(href), t.plain["href"], t.inner["href"])
	x.page.Links = append(x.page.Links, link)
	if !selfClosing {
		x.link = len(x.page.Links) - 1
	}
}

func (x *parser) addImage(t *tag) {
	if t.attrs["src"] != "" {
		x.addImageSource(t, t.attrs["src"])
	}
}

func (x *parser) addImageSource(t *tag, src string) {
	if len(x.page.Images) >= maxParts {
		x.full("images", maxParts)
		return
	}
	low := strings.ToLower(strings.TrimSpace(src))
	img := Image{Span: x.spanOf(t), Source: shorten(src, 120)}
	img.Embedded = strings.HasPrefix(low, "cid:") || strings.HasPrefix(low, "data:image")
	if !img.Embedded {
		inner := t.inner["src"]
		img.PerRecipient = x.perRecipient(low, t.plain["src"], inner)
		img.Pixel = onePixel(t) && (len(inner) > 0 || trackPath.MatchString(low)) && !spacer.MatchString(low)
	}
	x.page.Images = append(x.page.Images, img)
}

// perRecipient reports whether an image's address differs between recipients: it
// names one, or asks for a counter with an id. The address of a picture that is
// itself a variable ({{.AvatarURL}}) says nothing.
func (x *parser) perRecipient(written, plain string, inner []action) bool {
	for _, a := range inner {
		text := strings.ReplaceAll(fold(strings.Join(split(a.text), " ")), "_", " ")
		if tracker.MatchString(fold(a.text)) {
			return true
		}
		addressed := strings.Contains(plain, "/") || strings.Contains(plain, "?")
		if !addressed || x.inLoop(a.from) && !recipientStrict.MatchString(text) {
			continue
		}
		asked := strings.Contains(plain, "?") || strings.Contains(plain, "=") || trackPath.MatchString(written)
		if asked && (recipient.MatchString(text) || idOnly.MatchString(fold(a.text))) {
			return true
		}
	}
	return false
}

// recipientStrict is recipient without the words that a row of a loop has too.
var recipientStrict = lazyregexp.New(`\b(?:subscriber|recipient|customer|abonnee|ontvanger|klant)\b`)

var spacer = lazyregexp.New(`spacer|blank|transparent|shim|clear\.gif|empty`)

var styleOnePixel = map[string]*lazyregexp.Regexp{
	"width":  lazyregexp.New(`(?:^|;)width:[01](?:px)?(?:;|$|!)`),
	"height": lazyregexp.New(`(?:^|;)height:[01](?:px)?(?:;|$|!)`),
}

// onePixel reports whether a tag's size is at most one pixel both ways, or is
// hidden altogether.
func onePixel(t *tag) bool {
	style := strings.ReplaceAll(strings.ToLower(t.attrs["style"]), " ", "")
	small := func(dim string) bool {
		if v := strings.TrimSuffix(strings.TrimSpace(t.plain[dim]), "px"); v != "" {
			n, err := strconv.Atoi(v)
			return err == nil && n <= 1
		}
		return styleOnePixel[dim].MatchString(style)
	}
	return small("width") && small("height") || strings.Contains(style, "display:none") && t.attrs["src"] != ""
}

func (x *parser) finish() {
	x.endLabel()
	x.labelFields()
	p := x.page
	linked := func(re *lazyregexp.Regexp) bool {
		return slices.ContainsFunc(p.Links, func(l Link) bool { return re.MatchString(fold(l.Href + " " + l.Text)) })
	}
	p.Privacy = p.Privacy || linked(privacy)
	p.Start = x.firstContent()
	for i, l := range p.Links {
		// A way out, or to a page of one's own, must know who follows it.
		p.Links[i].Tracked = l.Tracked && !wayOut.MatchString(fold(l.Href+" "+l.Text)) && !ownPage.MatchString(fold(l.Href))
	}
	x.readStatement()
	if p.scripted {
		return // no message: what follows is asked of messages
	}
	text := fold(ends(collapse(x.text.String())))
	p.Open = p.Open || foreign.MatchString(x.text.String())
	p.text.read(fold(collapse(x.head.String())), text)
	p.WayOut = p.WayOut || wayOut.MatchString(text) || linked(wayOut)
	p.Sender = p.Sender || sender.MatchString(text) || linked(impressum)
}

// foreign matches the placeholders of programs that replace words in a text.
var foreign = lazyregexp.New(`\{[a-z][a-z_]{2,}\}|\$[A-Z][A-Z_]{3,}|%[a-z][a-z_.]{2,}%|\[\[?[A-Z][A-Z_:]{3,}\]?\]`)

// ends is the beginning and the end of a text.
func ends(s string) string {
	if len(s) <= 2*maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "") + " " + strings.ToValidUTF8(s[len(s)-maxText:], "")
}

var impressum = lazyregexp.New(`impressum|colofon|imprint|mentions-legales|aviso-legal|note-legali`)

// firstContent is the span of the first line that is not empty.
func (x *parser) firstContent() schema.Span {
	for i, from := range x.lines {
		to := len(x.src)
		if i+1 < len(x.lines) {
			to = x.lines[i+1]
		}
		if line := bytes.TrimSpace(x.src[from:to]); len(line) > 0 {
			return x.span(from+bytes.Index(x.src[from:to], line), len(line))
		}
	}
	return x.span(0, 0)
}

func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// span is a place of the file; it ends with its line at the latest.
func (x *parser) span(off, length int) schema.Span {
	line := sort.SearchInts(x.lines, off+1)
	from := x.lines[line-1]
	if nl := bytes.IndexByte(x.src[min(off, len(x.src)):min(off+length, len(x.src))], '\n'); nl >= 0 {
		length = len(bytes.TrimRight(x.src[off:off+nl], " \t\r"))
	}
	return schema.Span{Position: schema.Position{File: x.page.File, Offset: off, Line: line, Column: off - from + 1}, Length: length}
}

func (x *parser) spanOf(t *tag) schema.Span { return x.span(t.from, len(t.raw)) }

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

func shorten(s string, most int) string {
	s = collapse(s)
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}
