package rules

import (
	"fmt"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"golang.org/x/tools/txtar"
)

// headings of a rule's page.
var (
	headWhat    = phrase.Text{EN: "What it finds", NL: "Wat de regel vindt"}
	headWhy     = phrase.Text{EN: "Why it matters", NL: "Waarom dat telt"}
	headFix     = phrase.Text{EN: "How to fix it", NL: "Hoe je het oplost"}
	headNot     = phrase.Text{EN: "What it does not find", NL: "Wat de regel niet vindt"}
	headBad     = phrase.Text{EN: "Example", NL: "Voorbeeld"}
	headGood    = phrase.Text{EN: "The same, put right", NL: "Hetzelfde, maar goed"}
	headQuiet   = phrase.Text{EN: "Looks alike, and is left alone", NL: "Lijkt erop, en blijft met rust"}
	headLaw     = phrase.Text{EN: "Law", NL: "Wet en regels"}
	headIgnore  = phrase.Text{EN: "When you disagree", NL: "Als je het er niet mee eens bent"}
	notLegal    = phrase.Text{EN: "Engineering advice, not legal advice.", NL: "Technisch advies, geen juridisch advies."}
	previewText = phrase.Text{
		EN: "This rule is a preview: it is reported, but never fails a build.",
		NL: "Deze regel is een voorproef: hij wordt gemeld, maar laat een build nooit mislukken.",
	}
	ignoreText = phrase.Text{
		EN: "Write the reason on the line, `//privet:ignore %[1]s -- reason` in Go or `-- privet:ignore %[1]s -- reason` in SQL, or add an exception with a reason and an end date to privet.yaml.",
		NL: "Zet de reden op de regel, `//privet:ignore %[1]s -- reden` in Go of `-- privet:ignore %[1]s -- reden` in SQL, of voeg in privet.yaml een uitzondering toe met een reden en een einddatum.",
	}
)

// Explain returns a rule's page as Markdown: what it finds and why, how to fix
// it, what it does not find, and the cases its tests run. The page in docs/rules
// and the answer of "privet explain" are this text. ok is false when there is no
// such rule.
func Explain(id string, lang phrase.Lang) (page string, ok bool) {
	r := ByID(strings.ToUpper(id))
	if r == nil {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n`%s` · %s\n", r.ID, r.Title.In(lang), r.Name, r.Severity)
	if r.Preview {
		fmt.Fprintf(&b, "\n%s\n", previewText.In(lang))
	}
	section(&b, headWhat.In(lang), r.What.In(lang))
	section(&b, headWhy.In(lang), r.Why.In(lang))
	section(&b, headFix.In(lang), r.Fix.In(lang))
	section(&b, headNot.In(lang), r.Not.In(lang))
	if a, err := ArchiveOf(r.ID); err == nil {
		examples(&b, a, lang)
	}
	section(&b, headLaw.In(lang), lawList(r, lang)+"\n"+notLegal.In(lang))
	section(&b, headIgnore.In(lang), fmt.Sprintf(ignoreText.In(lang), r.ID))
	return b.String(), true
}

func section(b *strings.Builder, head, text string) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n", head, text)
}

func examples(b *strings.Builder, a *Archive, lang phrase.Lang) {
	fmt.Fprintf(b, "\n## %s\n", headBad.In(lang))
	listing(b, a.Bad)
	if a.Want != "" {
		fmt.Fprintf(b, "\n```text\n%s```\n", a.Want)
	}
	fmt.Fprintf(b, "\n## %s\n", headGood.In(lang))
	listing(b, a.Good)
	fmt.Fprintf(b, "\n## %s\n", headQuiet.In(lang))
	for _, q := range a.Quiet {
		listing(b, q.Files)
	}
}

func listing(b *strings.Builder, files []txtar.File) {
	for _, f := range files {
		kind := "sql"
		if i := strings.LastIndexByte(f.Name, '.'); i >= 0 {
			kind = f.Name[i+1:]
		}
		fmt.Fprintf(b, "\n`%s`\n\n```%s\n%s```\n", f.Name, kind, f.Data)
	}
}

func lawList(r *Rule, lang phrase.Lang) string {
	var b strings.Builder
	for _, l := range r.Law {
		fmt.Fprintf(&b, "- [%s](%s) (%s)\n", l.Ref.In(lang), l.URL, l.AsOf)
	}
	return b.String()
}

// Index returns the table of all rules as Markdown: docs/rules/README.md.
func Index(lang phrase.Lang) string {
	var b strings.Builder
	head := phrase.Text{
		EN: "# Rules\n\nWritten from the rules themselves by `go generate ./rules`. `privet explain ID` shows the same pages.\n\n| Rule | Name | Severity | Finds |\n|---|---|---|---|\n",
		NL: "# Regels\n\nGeschreven uit de regels zelf door `go generate ./rules`. `privet explain ID` toont dezelfde pagina's.\n\n| Regel | Naam | Ernst | Vindt |\n|---|---|---|---|\n",
	}
	b.WriteString(head.In(lang))
	for _, r := range All() {
		severity := r.Severity.String()
		if r.Preview {
			severity += " (preview)"
		}
		fmt.Fprintf(&b, "| [%[1]s](%[1]s.md) | `%[2]s` | %[3]s | %[4]s |\n", r.ID, r.Name, severity, r.Title.In(lang))
	}
	return b.String()
}
