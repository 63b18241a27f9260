package personal

import (
	"slices"
	"strings"
)

// agreement maps our category prefixes to the corpus labels they agree with;
// the longest prefix holds.
var agreement = map[string]string{
	"name.full": "name", "name.first": "name", "name.last": "name", "name.username": "username", "contact.email": "email", "contact.phone": "phone",
	"contact.address": "address", "contact.postcode": "address", "contact.locality": "address", "contact.social": "username other_personal",
	"demo.birth_date": "birthdate", "demo.age": "age", "demo.gender": "gender", "demo.salutation": "gender", "demo.nationality": "special other_personal",
	"demo.family": "family", "demo.child": "family", "work.career": "employment company_contact", "cred.password": "password", "cred.secret": "password",
	"cred.token": "password online_id", "fin.": "financial", "id.national": "national_id", "id.document": "national_id", "net.": "online_id",
	"loc.": "location", "beh.": "other_personal", "content.message": "free_text", "content.media": "photo", "special.health": "health", "special.": "special", "crim.": "special",
}

// core are the labels nobody may miss.
var core = strings.Fields("name username email phone address birthdate age gender password national_id financial")

func agrees(cat ID, label string) bool {
	best := ""
	for prefix := range agreement {
		if strings.HasPrefix(string(cat), prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	return best != "" && slices.Contains(strings.Fields(agreement[best]), label)
}

// tally counts columns of one kind.
type tally struct{ tp, fp, fn, agree int }

func (t tally) precision() float64 { return ratio(t.tp, t.tp+t.fp) }
func (t tally) recall() float64    { return ratio(t.tp, t.tp+t.fn) }
func (t tally) f1() float64 {
	p, r := t.precision(), t.recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// score is what the classifier did on a set of columns, strict rows only.
type score struct {
	name       string
	all        tally
	byLabel    map[string]*tally
	confidence map[Confidence]*tally // of what was flagged
}

func newScore(name string) *score {
	return &score{name: name, byLabel: map[string]*tally{}, confidence: map[Confidence]*tally{}}
}

// ignored are categories that are no finding by themselves.
func ignored(id ID) bool { return id == "id.customer" || id == "pref.consent" }

// add judges a project and counts, logging each miss and false alarm.
func (s *score) add(c *Classifier, p *project, verbose bool, logf func(string, ...any)) {
	for i, tv := range c.Database(p.db) {
		for j, verdict := range tv.Columns {
			l := p.labels[i][j]
			if !l.strict() {
				continue
			}
			flagged := verdict.Personal() && !ignored(verdict.Category)
			s.count(l, verdict, flagged)
			if !verbose || flagged == (l.label != "-") && (!flagged || agrees(verdict.Category, l.label)) {
				continue
			}
			kind := "MISS "
			switch {
			case flagged && l.label == "-":
				kind = "FALSE"
			case flagged:
				kind = "CATEG"
			}
			logf("%s %s %s.%s %s: %s, got %s %s (%v) %s", kind, l.project, l.table, l.column, l.typ, l.label, verdict.Category, verdict.Confidence, tv.Subject, evidence(verdict))
		}
	}
}

func evidence(v Verdict) string {
	var out []string
	for _, e := range v.Evidence {
		out = append(out, e.EN)
	}
	return strings.Join(out, "; ")
}

func (s *score) count(l labelled, v Verdict, flagged bool) {
	label, conf := at(s.byLabel, l.label), at(s.confidence, v.Confidence)
	switch {
	case flagged && l.label != "-":
		for _, t := range []*tally{&s.all, label, conf} {
			t.tp++
			if agrees(v.Category, l.label) {
				t.agree++
			}
		}
	case flagged:
		s.all.fp++
		label.fp++
		conf.fp++
	case l.label != "-":
		s.all.fn++
		label.fn++
	}
}

func at[K comparable](m map[K]*tally, k K) *tally {
	if m[k] == nil {
		m[k] = &tally{}
	}
	return m[k]
}

func (s *score) merge(o *score) {
	s.all.plus(o.all)
	for k, v := range o.byLabel {
		at(s.byLabel, k).plus(*v)
	}
	for k, v := range o.confidence {
		at(s.confidence, k).plus(*v)
	}
}

func (t *tally) plus(o tally) {
	t.tp, t.fp, t.fn, t.agree = t.tp+o.tp, t.fp+o.fp, t.fn+o.fn, t.agree+o.agree
}

// coreTally sums the core labels.
func (s *score) coreTally() (t tally) {
	for _, l := range core {
		t.plus(*at(s.byLabel, l))
	}
	return t
}
