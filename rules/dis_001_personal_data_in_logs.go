package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

func personalDataInLogs() *Rule {
	return &Rule{
		ID: "DIS-001", Name: "personal-data-in-logs", Severity: finding.Warning, Code: true,
		Title: phrase.Text{EN: "Personal data in logs", NL: "Persoonsgegevens in logbestanden"},
		What: phrase.Text{
			EN: "Personal data that is written to a log, alone or as part of a struct that is printed whole (%v, %+v), that becomes a label of a metric, or that a handler panics with. An error for passwords, tokens, card data, national numbers and special categories.",
			NL: "Persoonsgegevens die in een logbestand terechtkomen, los of als deel van een struct die in zijn geheel wordt afgedrukt (%v, %+v), die een label van een meetwaarde worden, of waarmee een handler stopt (panic). Een fout bij wachtwoorden, tokens, kaartgegevens, nationale nummers en bijzondere persoonsgegevens.",
		},
		Why: phrase.Text{
			EN: "Logs are copied to other systems, kept long and read by many, and nobody erases a customer from them. Meta was fined EUR 91 million for passwords in logs.",
			NL: "Logbestanden worden naar andere systemen gekopieerd, lang bewaard en door velen gelezen, en niemand wist er een klant uit. Meta kreeg € 91 miljoen boete voor wachtwoorden in logs.",
		},
		Fix: phrase.Text{
			EN: "Log the customer's number instead. Give types that hold personal data a LogValue method (slog.LogValuer) or a String method that leaves it out.",
			NL: "Log in plaats daarvan het klantnummer. Geef types met persoonsgegevens een LogValue-methode (slog.LogValuer) of een String-methode die ze weglaat.",
		},
		Not: phrase.Text{
			EN: "Customer numbers, consent flags, towns and device data are left out, and IP addresses but for the one that a request came from: an access log needs that for a short time, so writing it down, or having a library do so, is a note. fmt.Print is only reported for what came from a request and in code that handlers of requests get to, or beside it in a package of which they call methods, since command-line tools print for their user; a command called by what it does (cmd/create-admin) logs for its user too. What a function named for masking returned is not reported, nor are hashed and encrypted values.",
			NL: "Klantnummers, toestemmingen, woonplaatsen en apparaatgegevens blijven buiten beschouwing, en IP-adressen behalve dat waar een verzoek vandaan kwam: een toegangslog heeft dat korte tijd nodig, dus het wegschrijven, zelf of door een bibliotheek, is een opmerking. fmt.Print wordt alleen gemeld bij gegevens uit een verzoek en in code die een verzoek afhandelt, of daarnaast in een package waarvan die methodes aanroept, want opdrachtregelprogramma's printen voor hun gebruiker; een opdracht die heet naar wat hij doet (cmd/create-admin) logt ook voor zijn gebruiker. Wat een functie teruggaf die naar afschermen genoemd is (mask, redact) wordt niet gemeld, en gehashte en versleutelde waarden ook niet.",
		},
		Law:   law.Refs("gdpr.5.1.c", "gdpr.5.1.f", "gdpr.32", "case.meta"),
		Guide: []string{"P3"},
		Check: checkPersonalDataInLogs,
	}
}

// loggable are the categories that a log may hold for a short time, or that tell
// nothing about a person by themselves.
var loggable = []personal.ID{"id.customer", "pref.consent", "demo.age_flag", "contact.locality", "net.ip", "net.device", "beh.purchase", "beh.browsing", "work.career"}

// logLine is a finding while it is put together: what reaches one line from two
// sources is one, and each line is one of its own, since each must be put right.
type logLine struct {
	finding.Finding
	event *usage.Event // that the finding is of
	names []string
}

func checkPersonalDataInLogs(p *Pass) {
	bySite := map[schema.Span]int{}
	switches := map[string]int{} // by the name of what throws them
	answering := whatAnswers(p)
	var lines []logLine
	for _, e := range p.events(usage.Log, usage.Metric, usage.Panic) {
		if (e.Prints || e.Kind == usage.Panic || endsTool(e)) && answering.printsForUser(e) {
			continue
		}
		f, names, ok := logFinding(e)
		if !ok {
			continue
		}
		line := logLine{f, e, names}
		if i, seen := bySite[f.Span]; seen {
			lines[i] = lines[i].and(line)
			continue
		}
		// A library's switch is thrown for all it says, however often it is called.
		if i, seen := switches[e.Callee]; seen && !e.Detail.IsZero() && !ofRequest(e) {
			lines[i].Others = append(lines[i].Others, finding.Step{Span: f.Span, Message: phrase.Text{EN: "and here", NL: "en hier"}})
			continue
		}
		bySite[f.Span] = len(lines)
		if !e.Detail.IsZero() && !ofRequest(e) {
			switches[e.Callee] = len(lines)
		}
		lines = append(lines, line)
	}
	same, places := map[string]int{}, repeats{}
	for _, l := range lines {
		l.Root = l.event.Package + "." + l.event.Function + " " + strings.Join(l.Objects, " ")
		if same[l.Root]++; same[l.Root] > 1 {
			l.Root += fmt.Sprintf(" #%d", same[l.Root])
		}
		l.Message = whereWritten(l.event, l.names)
		if !l.event.Detail.IsZero() {
			l.Message = say("%s: %s", "%s: %s", l.Message, l.event.Detail)
		}
		if visitorsOnly(l.event, l.names) {
			l.Help = accessLogHelp
		}
		if len(l.names) == 1 && l.names[0] == usage.AccessLog {
			accessLogged(&l.Finding, l.event)
		}
		if quoted := l.event.Quoted; quoted.IsValid() {
			places.fold(&l.Finding, fmt.Sprintf("%v %s", quoted, l.Objects[0]))
		}
		p.Report(l.Finding)
	}
}

// whereWritten words what happens to the data: a metric's labels are kept as long as the
// metric, and what a program panics with is printed when it, or the server around its
// handlers, is done.
func whereWritten(e *usage.Event, names []string) phrase.Text {
	switch e.Kind {
	case usage.Metric:
		return say("%s %s a metric by %s", "%s %s een meetwaarde via %s", list(names), oneOrMore(names, "becomes a label of", "become labels of", "wordt een label van", "worden labels van"), e.Callee)
	case usage.Panic:
		return say("%s %s what the program panics with, and so of the log", "%s %s de melding waarmee het programma stopt (panic), en zo in het logbestand", list(names), oneOrMore(names, "is part of", "are part of", "staat in", "staan in"))
	}
	return say("%s %s written to the log by %s", "%s %s in het logbestand terecht via %s", list(names), oneOrMore(names, "is", "are", "komt", "komen"), e.Callee)
}

// ofRequest reports whether a part of a request is logged as it came: then the detail
// says what may be in it, and each such line is one of its own.
func ofRequest(e *usage.Event) bool {
	return slices.ContainsFunc(e.Data, wholePart)
}

func wholePart(d usage.Datum) bool {
	return slices.Contains([]string{usage.AccessLog, usage.RequestAddress, usage.RequestBody, usage.RequestHeaders, usage.QueueMessage, usage.ResponseBody}, d.Name)
}

// accessLogHelp is for what is allowed for a while, to find faults and attacks: so it asks
// for how long.
var accessLogHelp = phrase.Text{
	EN: "An access log may be kept for a short time, to find faults and attacks: decide how long and delete it then, say so in the privacy statement, and cut the address off (192.0.2.x) where it is kept longer.",
	NL: "Een toegangslog mag korte tijd bewaard worden om storingen en aanvallen te vinden: bepaal hoe lang en wis het daarna, zet dat in de privacyverklaring, en kort het adres in (192.0.2.x) waar het langer bewaard wordt.",
}

// accessLogged words the note on a log that a library writes of all requests.
func accessLogged(f *finding.Finding, e *usage.Event) {
	f.Message = say("every request is written to the log by %s, with: %s", "elk verzoek komt in het logbestand via %s, met: %s", e.Callee, e.Detail)
	f.Label = phrase.Text{EN: "every request is logged here", NL: "hier wordt elk verzoek gelogd"}
}

// and joins two findings of one line: the graver one leads, with its trace, since it
// is what a reader looks for.
func (l logLine) and(o logLine) logLine {
	if o.Severity > l.Severity {
		l, o = o, l
	}
	for _, n := range o.names {
		if !slices.ContainsFunc(l.names, func(have string) bool { return strings.EqualFold(have, n) }) {
			l.names = append(l.names, n)
		}
	}
	for _, object := range o.Objects {
		if !slices.Contains(l.Objects, object) {
			l.Objects = append(l.Objects, object)
		}
	}
	return l
}

// logFinding makes a finding of a log line and names what is in it. A name by
// which somebody is known to the shop only tells little to others.
func logFinding(e *usage.Event) (f finding.Finding, names []string, ok bool) {
	if e.Generated || e.Protection > personal.Encoded {
		return f, nil, false
	}
	f = finding.Finding{Confidence: personal.None, Severity: finding.Note}
	for _, d := range e.Data {
		if d.Category == "" || d.Confidence < personal.Medium || slices.Contains(loggable, d.Category) && !visitor(e, d) {
			continue
		}
		if mostlyOfThings(d.Category) && d.Confidence < personal.High {
			continue
		}
		if strings.EqualFold(d.Name, "id") || strings.HasSuffix(strings.ToLower(d.Name), ".id") {
			continue // the number of a record, whatever the record is
		}
		if numberOfRecord(d) {
			continue
		}
		if !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, d.Name) }) {
			names = append(names, d.Name)
		}
		f.Objects = append(f.Objects, datumObject(d))
		f.Confidence = max(f.Confidence, d.Confidence)
		switch {
		case visitor(e, d):
		case wholePart(d): // the secret is in some of them
			f.Severity = max(f.Severity, finding.Warning)
		case grave(d.Category):
			f.Severity = finding.Error
		case d.Category != "name.username" && d.Category != "name.given":
			f.Severity = max(f.Severity, finding.Warning)
		}
	}
	if len(names) == 0 {
		return f, nil, false
	}
	if e.Kind == usage.Panic && e.Quoted.IsValid() {
		f.Severity = finding.Note // panic(err): what some error may say
	}
	placeAt(&f, e, nil, phrase.Text{})
	f.Label = phrase.Text{EN: "written to the log here", NL: "hier naar het logbestand geschreven"}
	return f, names, true
}

// numberOfRecord reports whether a name is that of a record's number, here or at a payment
// provider: authorization_id, sessionID, stripeId.
func numberOfRecord(d usage.Datum) bool {
	group, _, _ := strings.Cut(string(d.Category), ".")
	return (group == "cred" || group == "fin") && (hasWord(d.Name, "id") || strings.HasSuffix(d.Name, "ID"))
}

// visitor reports whether a datum is the address that a request came from: personal data
// that a log may hold for a while, so writing it down is worth a note.
func visitor(e *usage.Event, d usage.Datum) bool {
	return d.Category == "net.ip" && (d.Name == usage.AccessLog || e.Source == usage.FromRequest && !hasWord(d.Name, "host"))
}

// visitorsOnly reports whether the names in a line are all of such addresses.
func visitorsOnly(e *usage.Event, names []string) bool {
	for _, n := range names {
		if !slices.ContainsFunc(e.Data, func(d usage.Datum) bool { return d.Name == n && visitor(e, d) }) {
			return false
		}
	}
	return true
}

// mostlyOfThings reports whether names of the category are more often of things: a
// text, the address of a site that is fetched.
func mostlyOfThings(id personal.ID) bool {
	return strings.HasPrefix(string(id), "content.") || id == "contact.social"
}

// answering is what of a program handlers of requests get to: what that prints on standard
// output is the server's log.
type answering struct {
	functions map[string]bool // "package function"
	packages  map[string]bool // of which handlers call methods, and that are no program by themselves
	handling  map[string]bool // packages that handlers are in: cmd/web is a command that answers
}

func whatAnswers(p *Pass) answering {
	out := answering{functions: map[string]bool{}, packages: map[string]bool{}, handling: map[string]bool{}}
	programs := map[string]bool{}
	for _, e := range p.Inventory.Usage.Events {
		programs[e.Package] = programs[e.Package] || e.Function == "main"
	}
	for i := range p.Inventory.Usage.Handlers {
		h := &p.Inventory.Usage.Handlers[i]
		programs[h.Package] = programs[h.Package] || h.Function == "main"
		out.handling[h.Package] = true
	}
	for i := range p.Inventory.Usage.Handlers {
		for _, name := range p.Inventory.Usage.Handlers[i].Reaches {
			out.functions[name] = true
			// A package of methods is a part of the server; one of functions may be anybody's.
			if pkg, fn, _ := strings.Cut(name, " "); strings.HasPrefix(fn, "(") && !programs[pkg] && !ofCommands(pkg) {
				out.packages[pkg] = true
			}
		}
	}
	return out
}

// printsForUser reports whether what is printed is a command-line tool talking to the
// person who runs it rather than a server writing its log.
func (a answering) printsForUser(e *usage.Event) bool {
	if a.functions[e.Package+" "+e.Function] || a.packages[e.Package] {
		return false
	}
	return e.Source != usage.FromRequest || ofCommands(e.Package) && !a.handling[e.Package]
}

// ofCommands reports whether a package is one of commands, by the folder that it is in.
func ofCommands(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(folder string) bool {
		return strings.HasSuffix(folder, "cli") || strings.HasSuffix(folder, "ctl") || slices.Contains([]string{"cmd", "command", "commands", "console", "script", "scripts", "seed", "seeds", "tool", "tools"}, folder)
	})
}

// endsTool reports whether a command-line tool ends with what it logs, for whoever runs it,
// or is one that does a single thing and says what it did: cmd/create-admin.
func endsTool(e *usage.Event) bool {
	if strings.HasPrefix(e.Callee, "log.") && e.Function == "main" && doesOneThing.MatchString(e.Package) {
		return true
	}
	return strings.HasPrefix(e.Callee, "log.Fatal") && slices.ContainsFunc(strings.Split(e.Package, "/"), func(folder string) bool {
		return strings.HasSuffix(folder, "cli") || strings.HasSuffix(folder, "ctl")
	})
}

// doesOneThing matches the package of a command that is called by what it does.
var doesOneThing = lazyregexp.New(`(?:^|/)(?:cmd|commands?|scripts?|tools?)/(?:create|add|make|seed|import|migrate|reset|generate|gen|bootstrap)[-_]?[a-z]*(?:[-_][a-z]+)*$`)

// grave reports whether a category does harm by itself once it is in a log.
func grave(id personal.ID) bool {
	for _, prefix := range []string{"cred.", "special.", "crim.", "id.national", "id.document", "fin.card_number", "fin.card_auth"} {
		if strings.HasPrefix(string(id), prefix) {
			return true
		}
	}
	return false
}
