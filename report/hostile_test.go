package report

import (
	"strings"
	"testing"
)

// TestNoFormatHidesOrCommands: a table's name that begins a command of a
// pipeline's log, turns the line around or moves the cursor does neither in any
// format that people read. JSON and JSON-LD carry names as they are, escaped.
func TestNoFormatHidesOrCommands(t *testing.T) {
	r := sample(t)
	r.Inventory.Tables[0].Table.Name.Name = "::error::x\x1b[2J\u202ekcab"
	for name, write := range map[string]Writer{
		"text": Text, "github": GitHub, "gitlab": GitLab, "junit": JUnit, "markdown": Markdown, "inventory": InventoryText, "inventory csv": InventoryCSV,
		"inventory markdown": InventoryMarkdown, "fideslang": InventoryFideslang, "mermaid": InventoryMermaid, "svg": InventorySVG,
		"access": AccessText, "access csv": AccessCSV, "access markdown": AccessMarkdown,
	} {
		got := string(written(t, write, r, sampleOptions(t)))
		for _, bad := range []string{"\x1b", "\u202e"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s lets %q through", name, bad)
			}
		}
		for line := range strings.Lines(got) {
			if strings.HasPrefix(strings.TrimSpace(line), "::error::x") {
				t.Errorf("%s: a name begins a line, and is a command: %s", name, line)
			}
		}
	}
}
