package proposal

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed processors.yaml
var processorSource []byte

// company is an entry of processors.yaml.
type company struct {
	Prefix string `yaml:"prefix"`
	Name   string `yaml:"name"`
	Role   string `yaml:"role"`
}

var companies = sync.OnceValue(func() (all []company) {
	if err := yaml.UnmarshalWithOptions(processorSource, &all, yaml.Strict()); err != nil {
		panic(fmt.Errorf("proposal: embedded processors.yaml: %w", err))
	}
	return all
})

// processors lists the companies whose libraries the code imports.
func (w *writer) processors() {
	type found struct {
		company
		hosts []string
	}
	var all []*found
	for _, m := range w.inv.Usage.Modules {
		for _, path := range m.Imports {
			for _, c := range companies() {
				if !strings.HasPrefix(path, c.Prefix) {
					continue
				}
				i := 0
				for i < len(all) && all[i].Name != c.Name {
					i++
				}
				if i == len(all) {
					all = append(all, &found{company: c})
				}
				host := strings.TrimSuffix(c.Prefix, "/")
				if n := len(all[i].hosts); n == 0 || all[i].hosts[n-1] != host {
					all[i].hosts = append(all[i].hosts, host)
				}
				break
			}
		}
	}
	w.line("")
	w.comment(`Who processes data for you: hosting, mail, payment, the agency. Add the date of
the processing agreement and the country to each.`, `Wie gegevens voor je verwerkt: hosting, mail, betalingen, het bureau. Vul bij elk
de datum van de verwerkersovereenkomst en het land in.`)
	if len(all) == 0 {
		w.line("# processors:\n#   - {name: %s, role: hosting, agreement: 2026-01-31, country: NL}", w.say("Your host", "Je hostingbedrijf"))
		return
	}
	w.line("processors:")
	for _, f := range all {
		w.line("  - name: %s%s", quoted(f.Name), w.guess())
		w.line("    role: %s", f.Role)
		w.line("    # agreement: %s", w.say("date", "datum"))
		w.line("    # country: %s", w.say("two letters", "twee letters"))
		w.line("    hosts: [%s]", strings.Join(f.hosts, ", "))
	}
}
