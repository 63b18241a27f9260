package page

import (
	"bytes"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

func (x *parser) openForm(t *tag) {
	f := &Form{
		Span: x.spanOf(t), Action: shorten(t.attrs["action"], 500), end: len(x.src),
		Name: collapse(t.plain["id"] + " " + t.plain["name"] + " " + t.plain["class"]),
	}
	for k, v := range t.attrs {
		switch {
		case k == "onsubmit", strings.HasPrefix(k, "@submit"), strings.HasPrefix(k, "v-on:submit"), strings.HasPrefix(k, "x-on:submit"), k == "ng-submit", k == "(ngsubmit)",
			strings.HasPrefix(k, "hx-"), strings.HasPrefix(k, "data-hx-"), strings.HasPrefix(k, "data-remote"), k == "up-submit", k == "data-controller":
			f.Scripted = true
		case k == "hx-get":
			f.Method = "GET"
		case k == "role" && v == "search":
			f.Search = true
		}
	}
	switch m := strings.ToUpper(strings.TrimSpace(t.plain["method"])); {
	case m == "GET" || m == "POST" || m == "DIALOG":
		f.Method = m
	case m == "" && len(t.inner["method"]) == 0 && f.Action != "" && f.Action != "#" && !strings.HasPrefix(f.Action, "javascript:") && !f.Scripted:
		f.Method, f.unstated = "GET", true // the default: HTML Living Standard, 4.10.18.6
	}
	f.Search = f.Search || searchWord.MatchString(fold(f.Action+" "+f.Name))
	x.form = f
	x.page.Forms = append(x.page.Forms, f)
}

var searchWord = lazyregexp.New(`search|zoek|filter|lookup|suche|recherche|buscar|cerca|query`)

func (x *parser) addField(t *tag) {
	kind := strings.ToLower(t.plain["type"])
	switch {
	case t.name == "button":
		return
	case t.name != "input":
		kind = t.name
	case kind == "":
		kind = "text"
	}
	if x.fields++; x.fields > maxFields {
		x.full("fields", maxFields)
		return
	}
	if slices.Contains([]string{"submit", "button", "reset", "image"}, kind) {
		return
	}
	f := &Field{
		Span: x.spanOf(t), Name: t.plain["name"], ID: t.plain["id"], Type: kind, Autocomplete: t.plain["autocomplete"], Value: t.plain["value"],
		Label: collapse(t.plain["aria-label"] + " " + t.plain["placeholder"] + " " + t.plain["title"]),
	}
	if f.Name == "" {
		f.Name = firstOf(t.plain["x-model"], t.plain["v-model"], t.plain["ng-model"], f.ID)
	}
	sure := func(name string) bool {
		_, has := t.attrs[name]
		return has && !t.maybe[name] && len(t.inner[name]) == 0
	}
	form := x.formOf()
	f.Required = sure("required") || t.attrs["aria-required"] == "true"
	f.RequiredAt = x.attrSpan(t, "required")
	if kind == "checkbox" || kind == "radio" {
		f.Checked = sure("checked") && !x.conditional(t.from, form)
		f.CheckedAt = x.attrSpan(t, "checked")
	}
	if kind == "search" {
		form.Search = true
	}
	form.Fields = append(form.Fields, f)
	if x.label != nil {
		x.label.field, f.wrapped = f, true
	}
}

func firstOf(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}

// formOf is the open form, or the one that gathers the fields outside any.
func (x *parser) formOf() *Form {
	if x.form != nil {
		return x.form
	}
	if x.implicit == nil {
		x.implicit = &Form{Implicit: true, Scripted: true}
		x.page.Forms = append(x.page.Forms, x.implicit)
	}
	return x.implicit
}

// attrSpan is the place of an attribute's name in its tag, or the tag's.
func (x *parser) attrSpan(t *tag, name string) schema.Span {
	var quote byte
	low := bytes.ToLower(t.raw)
	for i := 1; i+len(name) <= len(low); i++ {
		switch c := low[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case bytes.HasPrefix(low[i:], []byte(name)) && space(low[i-1]) && (i+len(name) == len(low) || bytes.IndexByte([]byte(" \t\r\n=/>"), low[i+len(name)]) >= 0):
			return x.span(t.from+i, len(name))
		}
	}
	return x.spanOf(t)
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (x *parser) endLabel() {
	l := x.label
	if l == nil {
		return
	}
	x.label = nil
	text := collapse(l.text.String())
	switch {
	case l.field != nil:
		l.field.Label = collapse(text + " " + l.field.Label)
	case l.forID != "":
		x.labels[l.forID] = text
	}
}

// labelFields gives the fields the text of labels that name them, wherever these
// stand.
func (x *parser) labelFields() {
	for _, form := range x.page.Forms {
		for _, f := range form.Fields {
			if text := x.labels[f.ID]; text != "" && f.ID != "" && !f.wrapped {
				f.Label = collapse(text + " " + f.Label)
			}
			f.Label = shorten(f.Label, 200)
		}
	}
}
