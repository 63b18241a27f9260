package inventory

import (
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

func passwordItem(c *schema.Column, stated personal.Protection, writes ...*usage.Event) *Item {
	return &Item{Column: c, Category: &personal.Category{ID: Password}, Writes: writes, stated: stated}
}

func typed(raw, base string, args ...string) *schema.Column {
	return &schema.Column{Name: "password", Type: schema.TypeRef{Raw: raw, Base: base, Args: args}}
}

func withDefault(literal string) *schema.Column {
	c := typed("text", "text")
	c.Default = &schema.Expr{Literal: &literal}
	return c
}

func written(p personal.Protection, from usage.Source) *usage.Event {
	return &usage.Event{Kind: usage.Write, Protection: p, Source: from, Algorithm: "bcrypt", Function: "Create"}
}

func TestProtectionIsProvedByTheStrongestKindOfEvidence(t *testing.T) {
	text := typed("text", "text")
	for _, test := range []struct {
		name string
		item *Item
		want personal.Protection
	}{
		{"no evidence is unknown, not plain", passwordItem(text, 0), personal.UnknownProtection},
		{"a hash on the write path", passwordItem(text, 0, written(personal.SlowHash, usage.FromRequest)), personal.SlowHash},
		{"the weakest of two write paths", passwordItem(text, 0, written(personal.SlowHash, usage.FromRequest), written(personal.Plain, usage.FromRequest)), personal.Plain},
		{"plain from an unknown source proves nothing", passwordItem(text, 0, written(personal.Plain, usage.FromUnknown)), personal.UnknownProtection},
		{"plain from the database proves nothing", passwordItem(text, 0, written(personal.Plain, usage.FromDatabase)), personal.UnknownProtection},
		{"the flow wins over the name", passwordItem(text, personal.SlowHash, written(personal.Plain, usage.FromRequest)), personal.Plain},
		{"the name alone", passwordItem(text, personal.SlowHash), personal.SlowHash},
		{"a number cannot be a hash", passwordItem(typed("bigint", "bigint"), 0), personal.Plain},
		{"32 characters are MD5", passwordItem(typed("char(32)", "char", "32"), 0), personal.FastHash},
		{"60 characters are bcrypt", passwordItem(typed("varchar(60)", "varchar", "60"), 0), personal.SlowHash},
		{"45 characters are too short, for what is unknown", passwordItem(typed("varchar(45)", "varchar", "45"), 0), personal.UnknownProtection},
		{"255 characters say nothing", passwordItem(typed("varchar(255)", "varchar", "255"), 0), personal.UnknownProtection},
		{"bytes say nothing", passwordItem(typed("bytea", "bytea"), 0), personal.UnknownProtection},
		{"a readable default", passwordItem(withDefault("qwerty"), 0), personal.Plain},
		{"a default that is a hash", passwordItem(withDefault("$2y$10$abcdefghijklmnopqrstuv"), 0), personal.UnknownProtection},
		{"a default that locks the account", passwordItem(withDefault("!locked"), 0), personal.UnknownProtection},
		{"an empty default", passwordItem(withDefault(""), 0), personal.UnknownProtection},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := protection(proofs(test.item)); got != test.want {
				t.Errorf("protection = %s, want %s", got, test.want)
			}
		})
	}
}

func TestADefaultIsNeverRepeated(t *testing.T) {
	for _, p := range proofs(passwordItem(withDefault("hunter2"), 0)) {
		if p.Kind == DefaultProof && (p.Text.EN == "" || p.Text.NL == "" || strings.Contains(p.Text.EN+p.Text.NL, "hunter2")) {
			t.Errorf("proof text %q", p.Text)
		}
	}
}

func TestTypesOfOtherCategoriesSayNothing(t *testing.T) {
	item := &Item{Column: typed("bigint", "bigint"), Category: &personal.Category{ID: "contact.phone"}}
	if got := proofs(item); len(got) != 0 {
		t.Errorf("proofs of a phone number: %v", got)
	}
}
