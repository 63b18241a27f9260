package page

import (
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// statementName are the words that name a privacy statement or general terms.
var statementName = words(`privacy privacyverklaring privacybeleid privacystatement privacyverklaringen datenschutz datenschutzerklarung confidentialite privacidad riservatezza gdpr avg ` +
	`voorwaarden leveringsvoorwaarden algemenevoorwaarden terms conditions tos agb cgv condiciones condizioni`)

// readStatement looks whether a page is a privacy statement or terms, and what it
// says of marketing. The whole text counts: what matters may stand anywhere in it.
func (x *parser) readStatement() {
	p := x.page
	name := split(strings.TrimSuffix(path.Base(p.File), path.Ext(p.File)))
	named := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return statementName[w] })
	}
	// A form that is headed "terms" asks for agreement.
	p.Statement = named(name) || len(p.Forms) == 0 && named(split(x.head.String()))
	text := fold(collapse(x.text.String()))
	p.Advertises = p.Statement && advertises.MatchString(text)
	p.Objection = objection.MatchString(text) || wayOut.MatchString(text)
}

// advertises matches the words by which a statement says that data is used for
// marketing.
var advertises = lazyregexp.New(`marketing|newsletter|nieuwsbrief|nieuwsbrieven|reclame|aanbiedingen|promotional|special offers|rundbrief|werbung|werbezwecke|infolettre|publicit|boletin|publicidad|pubblicit`)

// objection matches the words by which it says that one can object to that.
var objection = lazyregexp.New(`bezwaar|verzet aantekenen|intrekken|ingetrokken|\bobject(?:ion|ions)?\b|withdraw|widersp|widerruf|oppos|retirer|oponer|oposicion|opporsi|opposizione|revoca`)

// NoReply reports whether an address or header says that nobody reads what is sent
// to it.
func NoReply(address string) bool { return noReply.MatchString(fold(address)) }

var noReply = lazyregexp.New(`(?:^|[^a-z0-9])(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|dont[-_.]?reply|geen[-_.]?antwoord|niet[-_.]?(?:be)?antwoorden|nicht[-_.]?antworten|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|non[-_.]?rispondere)[a-z0-9._+-]*@`)
