package page

import (
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// What a page is. Three questions, each answered by evidence that is kept as a
// sentence for the finding:
//
//   - Is it a message? Its kind of file or its folder says so, or marks that only
//     mail has. A page with scripts or a form is a web page whatever its folder.
//   - Is it transactional? A word in its name, or what its text speaks of (an
//     order number, a link to reset a password), says so and wins over all else:
//     a confirmation of a newsletter is a confirmation.
//   - Is it marketing? Its name says so outright, or says so weakly and its text
//     agrees, or its text says so three times.

// nameWords are the words of a page's path that bear on what it is.
type nameWords struct {
	mail                string // a folder or name for mail
	list                string // a folder or name that a sign-up page has as well
	strong, weak, trans string
	part                bool
	admin               bool
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

var (
	mailFolders = words(`mail mails email emails mailer mailers mailtemplates emailtemplates mjml`)
	listFolders = words(`newsletter newsletters nieuwsbrief nieuwsbrieven mailing mailings campaign campaigns campagne campagnes promo promotions promoties aanbiedingen marketing`)
	mailNames   = words(`mail email mails emails mailtemplate emailtemplate`)
	strongName  = words(`newsletter newsletters nieuwsbrief nieuwsbrieven rundbrief infolettre boletin promo promos promotion promotions promotie promoties marketing mailing mailings mailshot aanbieding aanbiedingen angebote offres ofertas reclame advertentie winback blackfriday reengagement`)
	weakName    = words(`campaign campaigns campagne campagnes offer offers deal deals sale discount korting kortingen news nieuws digest announcement product launch seasonal lente zomer herfst winter kerst christmas`)
	transName   = words(`confirm confirmation confirmed bevestig bevestiging bevestigen reset forgot forgotten password wachtwoord verify verification verifieer verificatie activate activation activeren activatie welcome welkom ` +
		`order orders bestelling bestellingen invoice invoices factuur facturen receipt receipts bon shipping shipped shipment verzending verzonden verzend delivery delivered bezorging bezorgd refund refunded return returns retour payment payments paid betaling betaald ` +
		`otp mfa code login signin inloggen magic invite invites invitation uitnodiging alert alerts notification notifications notify notice melding status report reports ticket tickets contact support reminder herinnering optin subscribed unsubscribed unsubscribe subscriber subscribe aanmelding afmelding aangemeld afgemeld uitgeschreven ` +
		`data export deleted account registration registratie register appointment afspraak booking reservation reservering admin error test passwort bestellung rechnung versand bestatigung commande facture livraison pedido factura envio ordine fattura spedizione conferma confirmacion confirmer contrasena system warning security import comment reply mention assigned approval approved rejected cancelled canceled geannuleerd`)
	partName_  = words(`partial partials layout layouts base component components include includes shared common master _ header footer wrapper fragments fragment`)
	adminNames = words(`admin beheer beheerder backoffice backend cms dashboard staff medewerkers intern internal console manage management`)
)

func readName(file string) nameWords {
	var n nameWords
	dir, base := path.Split(file)
	for _, w := range split(dir) {
		switch {
		case mailFolders[w]:
			n.mail = firstOf(n.mail, w)
		case listFolders[w]:
			n.list = firstOf(n.list, w)
		case adminNames[w]:
			n.admin = true
		case w == "partials" || w == "layouts" || w == "components" || w == "includes" || w == "fragments":
			n.part = true
		}
		if strongName[w] {
			n.strong = firstOf(n.strong, w)
		}
		if weakName[w] && listFolders[w] {
			n.weak = firstOf(n.weak, w)
		}
	}
	stem := base
	for ext := path.Ext(stem); isPageExt(ext); ext = path.Ext(stem) {
		stem = strings.TrimSuffix(stem, ext)
	}
	n.part = n.part || strings.HasPrefix(stem, "_")
	for _, w := range split(stem) {
		n.addStem(w)
	}
	return n
}

func (n *nameWords) addStem(w string) {
	if mailNames[w] {
		n.mail = firstOf(n.mail, w)
	}
	switch {
	case transName[w]:
		n.trans = firstOf(n.trans, w)
	case strongName[w]:
		n.strong, n.list = firstOf(n.strong, w), firstOf(n.list, w)
	case weakName[w]:
		n.weak = firstOf(n.weak, w)
	}
	n.part = n.part || partName_[w]
	n.admin = n.admin || adminNames[w]
}

// markKind says what a piece of textual evidence is evidence of.
type markKind uint8

const (
	mailMark  markKind = iota
	tableMark          // the layout in tables that mail still needs
	marketingMark
	transMark
	markKinds
)

// textEvidence gathers distinct marks of each kind.
type textEvidence struct{ marks [markKinds][]string }

func (e *textEvidence) add(k markKind, name string) {
	if !slices.Contains(e.marks[k], name) {
		e.marks[k] = append(e.marks[k], name)
	}
}

func (e *textEvidence) count(k markKind) int { return len(e.marks[k]) }

// mark is a kind of evidence that a text may hold; headOnly counts in titles,
// headings and subjects alone.
type mark struct {
	kind     markKind
	name     string
	keys     string // words of which the text must hold one, for speed
	re       *lazyregexp.Regexp
	headOnly bool
}

var textMarks = []mark{
	{marketingMark, "newsletter", "newsletter nieuwsbrief rundbrief infolettre boletin", lazyregexp.New(`newsletter|nieuwsbrief|rundbrief|infolettre|boletin`), true},
	{marketingMark, "discount", "% korting discount rabatt descuento scont", lazyregexp.New(`\d ?% (?:off|korting|rabatt|de reduction|de descuento|di sconto)|\bkorting(?:en|scode)?\b|\bdiscount|\brabatt|\bdescuento|\bsconto|\bsconti\b`), false},
	{marketingMark, "offer", "offer aanbieding angebote offres ofertas deal limited tijdelijk acti", lazyregexp.New(`special offers?|aanbieding|unsere angebote|nos offres|nuestras ofertas|le nostre offerte|exclusive (?:deal|offer)|great deals|limited time|tijdelijk|acties? van (?:de|deze)`), false},
	{marketingMark, "buy now", "now nu direct jetzt maintenant ahora acquista bekijk shop", lazyregexp.New(`shop (?:now|nu)|(?:buy|order) now|koop nu|bestel nu|bestel direct|nu bestellen|jetzt (?:kaufen|bestellen|shoppen)|acheter maintenant|compra(?:r)? ahora|acquista ora|bekijk (?:de|onze) (?:collectie|producten|aanbiedingen)|naar de (?:web)?shop|visit (?:the|our) shop`), false},
	{marketingMark, "sale", "sale uitverkoop black soldes rebajas saldi", lazyregexp.New(`\b(?:summer|winter|spring|flash|big|end of season) sale\b|\bsale!|uitverkoop|black friday|\bsoldes\b|\brebajas\b|\bsaldi\b`), false},
	{marketingMark, "coupon", "code codice codigo coupon gutschein", lazyregexp.New(`kortingscode|discount code|promo ?code|coupon|gutschein|code promo|codigo (?:de )?descuento|codice sconto`), false},
	{marketingMark, "subscription", "receiv ontvang erhalten recevez recib ricevi", lazyregexp.New(`(?:you (?:are )?receiv\w+|you received) (?:this|these) (?:e-?mails?|messages?|newsletters?)|je ontvangt deze (?:e-?mail|mail|nieuwsbrief)|u ontvangt deze (?:e-?mail|mail|nieuwsbrief)|sie erhalten dies|vous recevez c|recibes? este|ricevi questa`), false},
	{mailMark, "browser", "browser online web ligne navegador", lazyregexp.New(`(?:view|read|open) (?:this |the )?(?:e-?mail |message |newsletter |it )?in (?:your |a |the )?browser|bekijk (?:deze (?:e-?mail|mail|nieuwsbrief) )?(?:online|in je browser|in uw browser)|webversie|web version|im browser (?:ansehen|offnen)|version en ligne|ver en (?:el|tu) navegador|visualizza nel browser`), false},
	{transMark, "order", "order bestel commande pedido ordine aankoop purchase", lazyregexp.New(`(?:order|bestel|bestelling|ordernummer|bestellung|commande|pedido|ordine)[ -]?(?:number|nummer|no\b|nr|#|id\b|numero)|(?:your|je|uw|jouw|ihre?|votre|su|tu|il tuo) (?:order|bestelling|bestellung|commande|pedido|ordine|aankoop|purchase)\b`), false},
	{transMark, "password", "password wachtwoord passwort passe contrasena", lazyregexp.New(`(?:reset|forgot|change|new|wijzig|herstel|vergeten|nieuw|zurucksetzen|reinitialis\w+|restablecer|reimposta\w*)[^.]{0,30}(?:password|wachtwoord|passwort|mot de passe|contrasena)|(?:password|wachtwoord|passwort|mot de passe|contrasena)[^.]{0,30}(?:reset|forgot|changed|gewijzigd|vergeten|herstel|zuruck|reinit|restablec)`), false},
	{transMark, "confirm", "confirm verif activ bestatig bevestig conferma code magic", lazyregexp.New(`(?:confirm|verify|activate) (?:your|this|the) (?:e-?mail|account|address|subscription|registration|order|booking)|bevestig (?:je|uw|jouw|deze)|activeer (?:je|uw)|verification code|verificatiecode|bestatigen sie|confirmez|confirma tu|conferma (?:il|la)|(?:one[- ]time|login|security) code|inlogcode|magic link`), false},
	{transMark, "invoice", "invoice factu rechnung fattura track verzonden shipped onderweg delivery", lazyregexp.New(`\b(?:invoice|factuur|rechnung|facture|fattura)(?:s|nummer|en)?\b|track (?:&|and) trace|tracking number|verzonden naar|has (?:been )?shipped|is onderweg|out for delivery`), false},
	{transMark, "account", "account invited uitgenodigd someone if als", lazyregexp.New(`your account (?:has|was|is)|je account (?:is|werd)|(?:invited you|invited to join|heeft je uitgenodigd)|someone (?:requested|tried)|if you (?:did not|didn't) (?:request|sign|create|make)|als je dit niet (?:hebt|zelf)`), false},
}

// actionMark finds, in a template's variables, what only a message about
// something holds.
var actionMark = lazyregexp.New(`\b(?:order (?:id|number|no|nr|ref|reference|code|date|items?|lines?|total)|bestelnummer|bestelling|ordernummer|invoice|factuur|tracking (?:number|code|nr)|reset (?:url|link|token|code|password)|(?:confirm|confirmation|verify|verification|activation|activate|invite|invitation|login|magic|otp) (?:url|link|token|code)|otp|password|wachtwoord|opt ?in (?:url|link)|optin url)\b`)

func (e *textEvidence) action(words string) {
	if actionMark.MatchString(words) {
		e.add(transMark, "variable")
	}
}

func (e *textEvidence) read(head, text string) {
	for _, m := range textMarks {
		if m.in(head) || !m.headOnly && m.in(text) {
			e.add(m.kind, m.name)
		}
	}
}

func (m mark) in(text string) bool {
	for key := range strings.FieldsSeq(m.keys) {
		if strings.Contains(text, key) {
			return m.re.MatchString(text)
		}
	}
	return false
}

// mailMarks notes what only the markup of mail has.
func (x *parser) mailMarks(t *tag) {
	switch {
	case strings.HasPrefix(t.name, "mj-"), t.name == "mjml":
		x.page.text.add(mailMark, "MJML")
	case strings.Contains(t.attrs["xmlns:v"], "schemas-microsoft-com") || strings.Contains(t.attrs["xmlns:o"], "schemas-microsoft-com"):
		x.page.text.add(mailMark, "Outlook")
	case strings.HasPrefix(strings.ToLower(t.attrs["src"]), "cid:"):
		x.page.text.add(mailMark, "cid")
	case t.name == "table" && (t.attrs["cellpadding"]+t.attrs["cellspacing"] != "" || t.attrs["role"] == "presentation" || t.plain["width"] == "600"):
		x.page.text.add(tableMark, "table")
	}
}

// judge decides what the page is.
func (p *Page) judge() {
	ext := strings.ToLower(path.Ext(p.File))
	web := p.scripted || slices.ContainsFunc(p.Forms, func(f *Form) bool { return len(f.Fields) > 0 })
	switch {
	case ext == ".eml" || ext == ".mjml" || p.text.count(mailMark) > 0:
		p.Mail = true
		p.say("it has the markup of mail", "het heeft de opmaak van e-mail")
	case web || p.hasScripts(): // a page about mail
	case p.name.mail != "":
		p.Mail = true
		p.say("its path says %q", "het pad zegt %q", p.name.mail)
	case p.name.list != "" && (p.text.count(tableMark) > 0 || ext == ".txt"):
		p.Mail = true
		p.say("it is laid out as e-mail, and its path says %q", "het is opgemaakt als e-mail, en het pad zegt %q", p.name.list)
	}
	if p.Mail {
		p.judgePurpose()
	}
}

func (p *Page) judgePurpose() {
	marketing, trans := p.text.count(marketingMark), p.text.count(transMark)
	switch n := p.name; {
	case n.trans != "":
		p.decide(Transactional, personal.High)
		p.say("its name says %q", "de naam zegt %q", n.trans)
	case p.bodies > 1 && len(p.Defines) > 1:
		// Several messages in one file: no evidence is about one of them.
	case n.strong != "" && trans <= 1 && (trans == 0 || marketing > 0):
		p.decide(Marketing, personal.High)
		p.say("its path says %q", "het pad zegt %q", n.strong)
		p.sayMarks()
	case trans > 0:
		p.decide(Transactional, personal.Medium)
	case n.weak != "" && marketing > 0, marketing >= 3:
		p.decide(Marketing, personal.Medium)
		p.sayMarks()
	}
}

func (p *Page) decide(purpose Purpose, c personal.Confidence) { p.Purpose, p.Confidence = purpose, c }

func (p *Page) say(en, nl string, args ...any) {
	p.Evidence = append(p.Evidence, phrase.Textf(en, nl, args...))
}

var markWords = map[string]phrase.Text{
	"newsletter":   {EN: "a newsletter", NL: "een nieuwsbrief"},
	"discount":     {EN: "a discount", NL: "korting"},
	"offer":        {EN: "an offer", NL: "een aanbieding"},
	"buy now":      {EN: "a call to buy", NL: "een oproep om te kopen"},
	"sale":         {EN: "a sale", NL: "uitverkoop"},
	"coupon":       {EN: "a discount code", NL: "een kortingscode"},
	"subscription": {EN: "a subscription", NL: "een abonnement"},
}

func (p *Page) sayMarks() {
	var en, nl []string
	for _, m := range p.text.marks[marketingMark] {
		en, nl = append(en, markWords[m].EN), append(nl, markWords[m].NL)
	}
	if len(en) > 0 {
		p.Evidence = append(p.Evidence, phrase.Text{EN: "its text speaks of " + strings.Join(en, ", "), NL: "de tekst spreekt van " + strings.Join(nl, ", ")})
	}
}

// ForStaff reports whether the page is part of a back office: its path says so,
// or the address of one of its forms.
func (p *Page) ForStaff() bool {
	return p.name.admin || slices.ContainsFunc(p.Forms, func(f *Form) bool {
		return slices.ContainsFunc(split(f.Action), func(w string) bool { return adminNames[w] })
	})
}
