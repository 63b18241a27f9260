package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/profile"
	"github.com/privet-dev/privet/schema"
)

// items returns the stored fields of the categories, in inventory order.
func (p *Pass) items(ids ...personal.ID) []*inventory.Item {
	var found []*inventory.Item
	for _, item := range p.Inventory.Items {
		if item.Category != nil && slices.Contains(ids, item.Category.ID) {
			found = append(found, item)
		}
	}
	return found
}

// servers are words for tables of things that a program itself logs in to: their
// passwords must be readable, and are no visitor's.
var servers = []string{"smtp", "imap", "pop3", "ldap", "ftp", "sftp", "ssh", "proxy", "server", "servers", "host", "hosts", "mailserver", "connection", "connections",
	"provider", "providers", "integration", "integrations", "webhook", "webhooks", "database", "databases", "datasource", "datasources", "cert", "certs", "gateway", "gateways", "syncer", "syncers"}

// passwords returns the stored fields in which people's passwords are kept.
func (p *Pass) passwords() []*inventory.Item {
	return slices.DeleteFunc(p.items(inventory.Password), func(i *inventory.Item) bool {
		return connects(i.Table.Table) || p.visits(i.Table) || i.Table.Subject != personal.PersonSubject && hasWord(i.Table.Table.Name.Name, servers...)
	})
}

// connects reports whether rows of a table are connections: a server has a host
// and a port, a person has none.
func connects(t *schema.Table) bool {
	has := func(names ...string) bool {
		return slices.ContainsFunc(t.Columns, func(c *schema.Column) bool { return slices.Contains(names, strings.ToLower(c.Name)) })
	}
	return has("host", "hostname", "server", "server_host", "smtp_host") && has("port", "server_port", "smtp_port")
}

// visits reports whether rows of a table are places elsewhere that the program logs
// in to by itself: an address on the web with a user name, and nobody's e-mail
// address or name beside it.
func (p *Pass) visits(t *inventory.Table) bool {
	has := func(names ...string) bool {
		return slices.ContainsFunc(t.Table.Columns, func(c *schema.Column) bool { return hasWord(c.Name, names...) })
	}
	if !has("url", "uri", "endpoint", "feed_url", "site_url", "base_url", "address") || !has("username", "login", "user_name") {
		return false
	}
	return !slices.ContainsFunc(p.Inventory.Items, func(i *inventory.Item) bool {
		if i.Table != t || i.Category == nil {
			return false
		}
		id := string(i.Category.ID)
		return strings.HasPrefix(id, "contact.email") || strings.HasPrefix(id, "contact.phone") || strings.HasPrefix(id, "name.") && id != "name.username" || strings.HasPrefix(id, "demo.")
	})
}

// events returns what the program's own code does of those kinds; test code and
// generated code say nothing about it.
func (p *Pass) events(kinds ...usage.Kind) []*usage.Event {
	var found []*usage.Event
	for i := range p.Inventory.Usage.Events {
		e := &p.Inventory.Usage.Events[i]
		if slices.Contains(kinds, e.Kind) && !e.Test {
			found = append(found, e)
		}
	}
	return found
}

// about starts a finding on a stored field, placed where the schema states it.
func about(item *inventory.Item) finding.Finding {
	return finding.Finding{
		Confidence: item.Confidence, Span: item.Origin.Span,
		Objects: []string{item.Object()}, Evidence: slices.Clip(item.Evidence),
	}
}

// placeAt moves a finding to an event, with the event's trace and, last, the
// column it ends in.
func placeAt(f *finding.Finding, e *usage.Event, item *inventory.Item, label phrase.Text) {
	f.Span, f.EndLine = e.Span, e.EndLine
	f.Confidence = min(f.Confidence, e.Confidence)
	for _, s := range e.Steps {
		f.Steps = append(f.Steps, finding.Step{Span: s.Span, Message: s.Message})
	}
	if item != nil && item.Origin.IsValid() && item.Origin.Span != e.Span {
		f.Steps = append(f.Steps, finding.Step{Span: item.Origin.Span, Message: label})
	}
}

// purposeNames lists purposes as a reader would say them.
func purposeNames(purposes []inventory.Purpose) phrase.Text {
	var en, nl []string
	for _, purpose := range purposes {
		name := phrase.Text{EN: purpose.ID, NL: purpose.ID}
		if p := profile.ByID(purpose.ID); p != nil {
			name = p.Name
		}
		en, nl = append(en, strings.ToLower(name.EN)), append(nl, strings.ToLower(name.NL))
	}
	return phrase.Text{EN: strings.Join(en, ", "), NL: strings.Join(nl, ", ")}
}

// lower is a category's name inside a sentence; abbreviations keep their case.
func lower(t phrase.Text) phrase.Text {
	return phrase.Text{EN: lowerFirst(t.EN), NL: lowerFirst(t.NL)}
}

func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:min(1, len(s))]) + s[min(1, len(s)):]
}

// exposed returns the categories a grant lays open that tell something about a
// person by themselves, each named once with its columns' confidence at best.
// No columns mean the whole table.
func exposed(t *inventory.Table, columns []string) (names []string, confidence personal.Confidence) {
	for _, item := range t.Items {
		if item.Category == nil || item.Category.Sensitivity < 2 || item.Confidence < personal.Medium {
			continue
		}
		if len(columns) > 0 && !slices.ContainsFunc(columns, func(c string) bool { return strings.EqualFold(c, item.Stored().Name) }) {
			continue
		}
		names = append(names, item.Column.Name)
		confidence = max(confidence, item.Confidence)
	}
	return names, confidence
}

// list joins names for a sentence: "a", "a and b", "a, b and 3 more".
func list(names []string) phrase.Text {
	const most = 4
	switch n := len(names); {
	case n == 0:
		return phrase.Text{}
	case n == 1:
		return phrase.Text{EN: names[0], NL: names[0]}
	case n <= most:
		head := strings.Join(names[:n-1], ", ")
		return phrase.Textf("%s and %s", "%s en %s", head, names[n-1])
	default:
		return phrase.Textf("%s and %d more", "%s en nog %d", strings.Join(names[:most-1], ", "), n-most+1)
	}
}

// oneOrMore is the verb of a sentence about names: singular for one, plural for
// more.
func oneOrMore(names []string, en, ens, nl, nls string) phrase.Text {
	if len(names) == 1 {
		return phrase.Text{EN: en, NL: nl}
	}
	return phrase.Text{EN: ens, NL: nls}
}

// say formats a sentence in both languages from arguments that may themselves be
// phrases; anything else is used as it is in both.
func say(en, nl string, args ...any) phrase.Text {
	e, n := make([]any, len(args)), make([]any, len(args))
	for i, a := range args {
		e[i], n[i] = a, a
		if t, ok := a.(phrase.Text); ok {
			e[i], n[i] = t.EN, t.NL
		}
	}
	return phrase.Text{EN: fmt.Sprintf(en, e...), NL: fmt.Sprintf(nl, n...)}
}

// hasRoles reports whether databases of that dialect know roles at all.
func hasRoles(d schema.Dialect) bool { return d != schema.SQLite }

// settings is what configuration and scripts state; an inventory made by hand
// may have none.
func (p *Pass) settings() *setting.Facts {
	if p.Inventory.Settings == nil {
		return &setting.Facts{}
	}
	return p.Inventory.Settings
}
