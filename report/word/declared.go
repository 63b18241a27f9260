package word

import (
	"strconv"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
)

var bases = map[string]phrase.Text{
	"consent":             {EN: "consent", NL: "toestemming"},
	"contract":            {EN: "performance of a contract", NL: "uitvoering van een overeenkomst"},
	"legitimate_interest": {EN: "legitimate interest", NL: "gerechtvaardigd belang"},
	"soft_optin":          {EN: "own customers, own similar products (Telecommunications Act art. 11.7(3)), with a way to object", NL: "eigen klanten, eigen gelijksoortige producten (Tw art. 11.7 lid 3), met recht van verzet"},
	"vital_interest":      {EN: "vital interest", NL: "vitaal belang"},
	"public_task":         {EN: "task in the public interest", NL: "taak van algemeen belang"},
}

// Basis words a legal basis as privet.yaml declares it, in the terms of GDPR art.
// 6(1); what it does not know it returns as it is.
func Basis(declared string, l phrase.Lang) string {
	if law, ok := strings.CutPrefix(declared, "legal:"); ok {
		return phrase.Text{EN: "legal obligation", NL: "wettelijke verplichting"}.In(l) + " (" + law + ")"
	}
	if b, ok := bases[declared]; ok {
		return b.In(l)
	}
	return declared
}

var (
	units = map[byte][2]phrase.Text{
		'd': {{EN: "day", NL: "dag"}, {EN: "days", NL: "dagen"}},
		'w': {{EN: "week", NL: "week"}, {EN: "weeks", NL: "weken"}},
		'm': {{EN: "month", NL: "maand"}, {EN: "months", NL: "maanden"}},
		'y': {{EN: "year", NL: "jaar"}, {EN: "years", NL: "jaar"}},
	}
	ends = map[string]phrase.Text{
		"until_unsubscribe": {EN: "until the person unsubscribes", NL: "tot de betrokkene zich afmeldt"},
		"until_withdrawn":   {EN: "until consent is withdrawn", NL: "tot de toestemming wordt ingetrokken"},
	}
)

// Retention words a period as privet.yaml declares it: "36m" is 36 months.
func Retention(declared string, l phrase.Lang) string {
	if end, ok := ends[declared]; ok {
		return end.In(l)
	}
	n := len(declared) - 1
	if n < 1 {
		return declared
	}
	unit, ok := units[declared[n]]
	if _, err := strconv.Atoi(declared[:n]); err != nil || !ok {
		return declared
	}
	form := unit[1]
	if declared[:n] == "1" {
		form = unit[0]
	}
	return declared[:n] + " " + form.In(l)
}
