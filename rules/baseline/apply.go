package baseline

import "github.com/privet-dev/privet/rules/finding"

// Apply takes the remembered findings out, except those that are worse than they
// were. gone are the entries that nothing was found for: they are fixed, and can
// be pruned.
func (b *Baseline) Apply(findings []finding.Finding) (kept []finding.Finding, out []finding.Suppressed, gone []Entry) {
	known := make(map[string]finding.Severity, len(b.Findings))
	for _, e := range b.Findings {
		s, _ := finding.ParseSeverity(e.Severity) // Read has checked it
		known[e.Fingerprint] = s
	}
	found := map[string]bool{}
	for _, f := range findings {
		was, ok := known[f.Print]
		found[f.Print] = true
		if !ok || f.Severity > was || !holds(f.Rule) {
			kept = append(kept, f)
			continue
		}
		out = append(out, finding.Suppressed{Finding: f, By: finding.ByBaseline})
	}
	for _, e := range b.Findings {
		if !found[e.Fingerprint] {
			gone = append(gone, e)
		}
	}
	return kept, out, gone
}

// Prune returns the baseline without the entries that nothing was found for.
func (b *Baseline) Prune(findings []finding.Finding) (pruned *Baseline, gone []Entry) {
	_, _, gone = b.Apply(findings)
	dropped := map[string]bool{}
	for _, e := range gone {
		dropped[e.Fingerprint] = true
	}
	pruned = &Baseline{Version: Version, Findings: []Entry{}}
	for _, e := range b.Findings {
		if !dropped[e.Fingerprint] {
			pruned.Findings = append(pruned.Findings, e)
		}
	}
	return pruned, gone
}
