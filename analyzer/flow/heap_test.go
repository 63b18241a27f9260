package flow

import (
	"testing"

	"github.com/privet-dev/privet/analyzer/personal"
)

// A cache keeps counts of attempts beside tokens, both as text: what is a number when it
// is read back is none of the tokens, unless the field is named after a code.
func TestANumberIsNoToken(t *testing.T) {
	value := heapKey{"shop.entry", "Value"}
	made := label{From: fromRandom, Name: "token"}
	h := heap{value: setOf(taint{label: made})}
	read := label{From: fromField, Owner: value.owner, Field: value.field}

	if got := h.resolve(taint{label: read}); !got.some(func(l label) bool { return l.Name == "token" }) {
		t.Errorf("as text: got %v, want the token", got)
	}
	read.Number = true
	if got := h.resolve(taint{label: read}); got.some(func(l label) bool { return l.Name == "token" }) {
		t.Errorf("as a number: got %v, want no token", got)
	}
	read.Name, read.Category, read.Sure = "Pin", secretCategory, personal.High
	if got := h.resolve(taint{label: read}); !got.some(func(l label) bool { return l.From == fromRandom }) {
		t.Errorf("a number that is named after a code: got %v, want what was made", got)
	}
}
