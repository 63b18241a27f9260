package word

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
)

// maxNamed is how many functions a sentence names.
const maxNamed = 3

// Uses says what code was seen to do with a stored field, one sentence each: which
// functions write it, look rows up by it, read it, and where it leaves the program. That
// one function alone does is said so: what only the export reads, nobody needs. It is
// empty where no Go code was seen to touch the field.
func Uses(item *inventory.Item) []phrase.Text {
	if len(item.Writes)+len(item.Reads)+len(item.Fetched)+len(item.Filters)+len(item.Exits) == 0 {
		return nil
	}
	var out []phrase.Text
	say := func(done phrase.Text, events []*usage.Event) {
		if where := functions(events); len(where) > 0 {
			out = append(out, by(done, where))
		}
	}
	say(phrase.Text{EN: "written", NL: "opgeslagen"}, item.Writes)
	say(phrase.Text{EN: "used to find rows", NL: "gebruikt om rijen te vinden"}, item.Filters)
	say(phrase.Text{EN: "read", NL: "gelezen"}, item.Reads)
	for _, kind := range ways(item.Exits) {
		way := Exit(kind)
		events := slices.DeleteFunc(slices.Clone(item.Exits), func(e *usage.Event) bool { return e.Kind != kind })
		say(phrase.Text{EN: "handed on (" + way.EN + ")", NL: "doorgegeven (" + way.NL + ")"}, events)
	}
	if len(item.Reads)+len(item.Filters)+len(item.Exits) > 0 {
		return out
	}
	say(phrase.Text{EN: "fetched", NL: "opgehaald"}, item.Fetched)
	return append(out, phrase.Text{EN: "no code that was seen uses it", NL: "geen onderzochte code gebruikt het"})
}

// ways are the kinds of some events, in order.
func ways(events []*usage.Event) []usage.Kind {
	var out []usage.Kind
	for _, e := range events {
		if way := Exit(e.Kind); !way.IsZero() {
			out = append(out, e.Kind)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// functions names the functions that events are in, each with its first place.
func functions(events []*usage.Event) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range events {
		if name := e.Package + "." + e.Function; !e.Test && !e.Blank && !seen[name] {
			seen[name] = true
			out = append(out, fmt.Sprintf("%s (%s:%d)", e.Function, e.Span.File, e.Span.Line))
		}
	}
	return out
}

// by words by which functions something is done.
func by(done phrase.Text, functions []string) phrase.Text {
	en, nl := "by", "door"
	switch n := len(functions); {
	case n == 1:
		en, done.NL = "only by", "alleen "+done.NL
	case n > maxNamed:
		en, nl = fmt.Sprintf("by %d functions, among them", n), fmt.Sprintf("door %d functies, waaronder", n)
		functions = functions[:maxNamed]
	}
	names := strings.Join(functions, ", ")
	return phrase.Text{EN: done.EN + " " + en + " " + names, NL: done.NL + " " + nl + " " + names}
}
