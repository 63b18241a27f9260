package setting

import (
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Regions as AWS, Google Cloud and compatible hosts write them.
var (
	regionKey  = lazyregexp.New(`(?i)^\s*(?:export\s+|-\s+|ENV\s+)?["']?([a-z0-9_.-]*region)["']?\s*[:=]\s*["']?([a-z]+-(?:gov-)?[a-z]+-?\d)["']?\s*,?\s*(?:#.*)?$`)
	regionHost = lazyregexp.New(`(?i)\b[a-z0-9.-]+\.([a-z]{2}-(?:gov-)?[a-z]+-\d)\.(?:rds|s3|ses|es|cache|elb|compute|amazonses)\.?[a-z.]*amazonaws\.com`)
	s3Host     = lazyregexp.New(`(?i)\b(?:s3|email|email-smtp)[.-]([a-z]{2}-(?:gov-)?[a-z]+-\d)\.amazonaws\.com`)
)

// regionCountries are the regions in Europe but outside the EEA, by name.
var regionCountries = map[string]string{"eu-west-2": "GB", "eu-central-2": "CH", "europe-west2": "GB", "europe-west6": "CH"}

// prefixCountries are the countries of the regions that begin so; "" where one
// prefix has several. Regions that begin eu and europe are inside, but for those
// above.
var prefixCountries = map[string]string{"us": "US", "ca": "CA", "northamerica": "", "sa": "BR", "southamerica": "", "ap": "", "asia": "", "australia": "AU", "me": "", "af": "ZA", "africa": "ZA", "cn": "CN", "il": "IL", "mx": "MX"}

// outside says whether a region is outside the EEA, and its country.
func outside(region string) (country string, out bool) {
	if c, ok := regionCountries[region]; ok {
		return c, true
	}
	prefix, _, _ := strings.Cut(region, "-")
	country, out = prefixCountries[prefix]
	return country, out
}

// regions looks through the lines of a file.
func (s *settingsFile) regions() {
	if s.sample {
		return
	}
	for _, l := range s.lines {
		if commented(l.text) {
			continue
		}
		for _, form := range []struct {
			re    *lazyregexp.Regexp
			group int
		}{{regionKey, 2}, {regionHost, 1}, {s3Host, 1}} {
			m := form.re.FindStringSubmatchIndex(l.text)
			if m == nil {
				continue
			}
			from, to := m[2*form.group], m[2*form.group+1]
			name := strings.ToLower(l.text[from:to])
			if country, out := outside(name); out {
				s.facts.Regions = append(s.facts.Regions, Region{Name: name, Country: country, Span: s.span(l, from, to-from)})
				break
			}
		}
	}
}
