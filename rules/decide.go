package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// The decision helper answers the question the shop owner's guide was written
// for: must this file be notified to the authority? It gives two answers side by
// side and never the first alone. Then: what the guide said under the Wbp (art.
// 27, its exemption decree, art. 34a), which ended on 25 May 2018. Now: what the
// GDPR and the Telecommunications Act ask for instead. An input that is neither
// declared nor seen makes a question for the owner, never a verdict.

// Use is what is known of the use of one file with personal data.
type Use struct {
	Personal     schema.Tri // holds personal data
	Breach       schema.Tri // stolen, hacked or lost; never seen, only said
	Sold         schema.Tri // sold to or shared with others for their own ends
	Mails        schema.Tri // used to mail people about more than their order
	ConsentAll   schema.Tri // everybody mailed gave consent beforehand
	OwnCustomers schema.Tri // all are own customers, mailed about own similar products
	OptOut       schema.Tri // could refuse when the address was obtained, and in every mail
	OnlyAdmin    schema.Tri // shipping, invoices, bookkeeping, audit and nothing else
}

// Verdict is the helper's answer for one use.
type Verdict struct {
	Case      string // D1, D2 or D3 of the guide; "" where the guide has no case
	Then, Now phrase.Text
	Questions []phrase.Text // when not empty there is no verdict
}

var (
	nowNothing = phrase.Text{EN: "nothing to put in a register: it holds no personal data", NL: "niets te registreren: er staan geen persoonsgegevens in"}
	thenNo     = phrase.Text{EN: "do not notify", NL: "niet aanmelden"}
	thenYes    = phrase.Text{EN: "notify", NL: "wel aanmelden"}
	nowAdmin   = phrase.Text{EN: "nothing to notify; put it in the register; keep invoices seven years; no other use", NL: "niets aan te melden; opnemen in het verwerkingsregister; factuurgegevens zeven jaar bewaren; geen ander gebruik"}
	nowConsent = phrase.Text{EN: "nothing to notify; register; proof of consent; an unsubscribe link in every mail", NL: "niets aan te melden; verwerkingsregister; bewijs van toestemming; een afmeldlink in elke mail"}
	nowForbid  = phrase.Text{EN: "nothing to notify, but mailing is not allowed, unless they are own customers, about own similar products, who could refuse when the address was obtained and can in every mail", NL: "niets aan te melden, maar mailen mag niet, tenzij het eigen klanten zijn, over eigen gelijksoortige producten, met een afmeldkeuze bij het verkrijgen van het adres en in elke mail"}
	nowSoft    = phrase.Text{EN: "nothing to notify; mailing own customers is allowed; register; always honour objections", NL: "niets aan te melden; eigen klanten mailen mag; verwerkingsregister; bezwaar altijd honoreren"}
	nowOther   = phrase.Text{EN: "nothing to notify; put it in the register with its own legal basis, period and measures", NL: "niets aan te melden; opnemen in het verwerkingsregister met eigen grondslag, bewaartermijn en maatregelen"}
	thenSold   = phrase.Text{EN: "only with consent of the people in it", NL: "alleen met toestemming van de betrokkenen"}
	nowSold    = phrase.Text{EN: "consent, or a balancing test on paper; tell the people (GDPR art. 14)", NL: "toestemming, of een belangenafweging op papier; informeer de betrokkenen (AVG art. 14)"}
	thenBreach = phrase.Text{EN: "report to the authority (Wbp art. 34a)", NL: "melden bij de Autoriteit Persoonsgegevens (Wbp art. 34a)"}
	nowBreach  = phrase.Text{EN: "report within 72 hours unless a risk is unlikely; at a high risk tell the people too; always in the breach register", NL: "binnen 72 uur melden tenzij een risico onwaarschijnlijk is; bij een hoog risico ook de betrokkenen; altijd in het datalekregister"}
)

var (
	askPerson  = phrase.Text{EN: "Does it hold data about persons?", NL: "Staan er gegevens over personen in?"}
	askSold    = phrase.Text{EN: "Is this data ever sold, exchanged or shared for somebody else's ends?", NL: "Worden deze gegevens ooit verkocht, geruild of gedeeld voor doelen van een ander?"}
	askMails   = phrase.Text{EN: "Is this data used to mail people about more than their own order?", NL: "Worden deze gegevens gebruikt om mensen te mailen over meer dan hun eigen bestelling?"}
	askConsent = phrase.Text{EN: "Did everybody on it give consent to be mailed, and can you prove that?", NL: "Heeft iedereen erop toestemming gegeven om gemaild te worden, en kun je dat bewijzen?"}
	askOwn     = phrase.Text{EN: "Are they all own customers, mailed only about your own similar products?", NL: "Zijn het allemaal eigen klanten, die alleen over eigen gelijksoortige producten mail krijgen?"}
	askOptOut  = phrase.Text{EN: "Could they refuse when they gave the address, and can they in every mail?", NL: "Konden ze weigeren toen ze het adres gaven, en kunnen ze dat in elke mail?"}
	askAdmin   = phrase.Text{EN: "Is it used for shipping, invoices, bookkeeping and audit only?", NL: "Worden ze alleen voor verzending, facturering, administratie en controle gebruikt?"}
)

// Decide answers for one use. Without personal data there is nothing to decide;
// then breach comes first, then sale, then mail, then ordinary administration.
func Decide(u Use) Verdict {
	switch {
	case u.Personal == schema.No:
		return Verdict{Then: thenNo, Now: nowNothing}
	case u.Personal == schema.Unsaid:
		return Verdict{Questions: open(u)}
	case u.Breach == schema.Yes:
		return Verdict{Then: thenBreach, Now: nowBreach}
	case u.Sold == schema.Yes:
		return Verdict{Then: thenSold, Now: nowSold}
	case u.Sold == schema.Unsaid || u.Mails == schema.Unsaid:
		return Verdict{Questions: open(u)}
	case u.Mails == schema.Yes:
		return decideMail(u)
	case u.OnlyAdmin == schema.Yes:
		return Verdict{Case: "D1", Then: thenNo, Now: nowAdmin}
	case u.OnlyAdmin == schema.No:
		// S04: in principle each file had to be notified.
		return Verdict{Then: phrase.Text{EN: "notify, unless another exemption fits", NL: "wel aanmelden, tenzij een andere vrijstelling past"}, Now: nowOther}
	}
	return Verdict{Questions: open(u)}
}

func decideMail(u Use) Verdict {
	switch {
	case u.ConsentAll == schema.Yes:
		return Verdict{Case: "D2", Then: thenNo, Now: nowConsent}
	case u.ConsentAll == schema.Unsaid:
		return Verdict{Questions: open(u)}
	case u.OwnCustomers == schema.Yes && u.OptOut == schema.Yes:
		return Verdict{Case: "D3", Then: thenYes, Now: nowSoft}
	case u.OwnCustomers == schema.No || u.OptOut == schema.No:
		return Verdict{Case: "D3", Then: thenYes, Now: nowForbid}
	}
	return Verdict{Questions: open(u)}
}

// open lists the questions whose answers decide and are not known.
func open(u Use) []phrase.Text {
	var questions []phrase.Text
	ask := func(when bool, answer schema.Tri, q phrase.Text) {
		if when && answer == schema.Unsaid {
			questions = append(questions, q)
		}
	}
	mails, consent := u.Mails != schema.No, u.Mails != schema.No && u.ConsentAll != schema.Yes
	ask(true, u.Personal, askPerson)
	ask(true, u.Sold, askSold)
	ask(true, u.Mails, askMails)
	ask(mails, u.ConsentAll, askConsent)
	ask(consent && u.ConsentAll == schema.No, u.OwnCustomers, askOwn)
	ask(consent && u.ConsentAll == schema.No, u.OptOut, askOptOut)
	ask(u.Mails != schema.Yes, u.OnlyAdmin, askAdmin)
	return questions
}
