package page

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// The word lists of this package, in the six languages privet reads: Dutch,
// English, German, French, Spanish and Italian. Texts are folded before they are
// matched (lower case, no diacritics), so the lists are written folded.

// Fold lower-cases a text and takes its diacritics off, as the word lists are
// written.
func Fold(s string) string { return fold(s) }

// fold lower-cases a text and takes its diacritics off.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// split cuts a name or path into folded words: "OrderConfirm.html" is order,
// confirm, html.
func split(s string) []string {
	var b strings.Builder
	var before rune
	for _, r := range s {
		if unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsDigit(before)) {
			b.WriteByte(' ')
		}
		before = r
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.Fields(fold(b.String()))
}

// wayOut matches words for leaving a mailing, in links, texts and variables.
// The marks of mail services (*|UNSUB|*, [[UNSUB_LINK]], asm_group_unsubscribe)
// hold one of them.
var wayOut = lazyregexp.New(`unsub|opt[ _-]?out|email[ _-]?preferences|(?:subscription|notification|mail|contact|communication)s?[ _-]?(?:preferences|settings)|manage (?:your )?(?:subscription|preferences)|stop (?:receiving|these|getting)|no longer (?:wish|want)|` +
	`afmeld|afgemeld|uitschrijv|uitschrijf|uitgeschreven|geen (?:mail|e-mail|nieuwsbrief|nieuwsbrieven|reclame)|mailvoorkeur|voorkeuren|opzeggen|` +
	`abmeld|abbestell|austragen|nicht mehr (?:erhalten|wunschen)|desabonn|desinscri|desinscription|ne plus recevoir|darse de baja|dar(?:te|me)? de baja|\bbaja\b|desuscri|cancelar (?:la |tu )?suscrip|disiscri|annulla(?:re)? (?:l'|la )?iscrizione|cancella(?:re)? (?:l'|la )?iscrizione|cancellati`)

// privacy matches links to a privacy statement.
var privacy = lazyregexp.New(`privacy|datenschutz|confidentialite|privacidad|riservatezza|gegevensbescherming|\b(?:avg|gdpr|dsgvo|rgpd)\b|data[ _-]?protection|donnees[ _-]personnelles|datos[ _-]personales|persoonsgegevens`)

// sender matches what tells who sends a message: a company number, an address,
// or a variable or service mark for one of these.
var sender = lazyregexp.New(`\bk\.?v\.?k\b|kamer van koophandel|handelsregister|\bhr[ab][ -]?(?:nr|nummer|\d)|\bsiret\b|\bsiren\b|\brcs\b|\bp\.? ?iva\b|\bn\.?i\.?f\b|\bcif\b|registered (?:in|office|company)|company (?:no|number|reg)|btw[ -]?(?:nr|nummer|id)|vat (?:no|number|id)|impressum|colofon|imprint|` +
	`\bpostbus \d|\bp\.? ?o\.? box|\b\d{4} ?[a-z]{2}\b (?:'s-|[a-z]{3})|\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|\b[a-z]{2} \d{5}(?:-\d{4})?\b|` +
	`[a-z]{3,}(?:straat|laan|weg|plein|gracht|kade|singel|dijk|strasse|str\.|gasse|platz) \d|\b\d{1,5} [a-z .']{2,30}\b(?:street|st\.|road|rd\.?|avenue|ave\.?|lane|drive|suite|boulevard|blvd)\b|\b\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|place|chemin|quai) |\b(?:calle|avda|avenida|plaza|paseo|via|viale|piazza|corso) [a-z .']{2,40},? \d|` +
	`list:address|sender_?address|physical_?address|postal_?address|company_?address|business_?address|organi[sz]ation_?address|shop_?address|store_?address|mailing_?address|account_?address|sender_?city|(?:company|shop|store|site|sender|firm|organi[sz]ation|winkel|bedrijf)[._ ]*(?:\.?(?:address|adres|street|straat|postcode|city|plaats|kvk|vat|btw))|\.address\b|\.adres\b`)

// tracker matches actions that insert an open or click tracker.
var tracker = lazyregexp.New(`\b(?:trackview|tracklink|trackingpixel|trackingurl|tracking_pixel|tracking_url|tracker|openpixel|open_pixel|opentracking|pixelurl|pixel_url|open_tracking|beacon(?:url)?)\b`)

// trackPath matches image addresses that only count.
var trackPath = lazyregexp.New(`\b(?:track|tracking|tracker|pixel|beacon|opens?|opened|seen|read-?receipt)\b|/o(?:pen)?\.(?:gif|png)|\bview\.gif`)

// redirect matches addresses that count who follows a link before leading on.
var redirect = lazyregexp.New(`\b(?:click|clicks|clicked|clk|redirect|redir|track|tracking|tracklink|linktrack|klik)\b|/(?:r|c|l|lnk|go|out)/|[?&](?:url|u|to|target|dest|destination|redirect|redirect_url|next|link)=`)

// ownPage matches addresses of pages for one person: to confirm, pay, sign in.
var ownPage = lazyregexp.New(`confirm|bevestig|verif|activat|reset|password|wachtwoord|login|signin|inloggen|account|order|bestel|invoice|factuur|payment|betaal|checkout|cart|winkelwagen|preferences|voorkeur|settings|instelling|webversion|view[_-]?in[_-]?browser|browser|download|privacy`)

// recipient matches actions that name the person mailed.
var recipient = lazyregexp.New(`\b(?:subscriber|recipient|customer|user|member|contact|klant|abonnee|ontvanger|email|mail|uuid|uid|rid|userid|user_id|customerid|customer_id|subscriberid|subscriber_id|recipientid|messageid|message_id|unique_?id|hash|token)\b`)

// idOnly matches an action that is a bare id, which in a mail's own scope is the
// recipient's or the message's.
var idOnly = lazyregexp.New(`^\.?(?:id|uid|uuid|token|hash|rid)$`)

// negative matches a no.
var negative = lazyregexp.New(`\b(?:no|not|don't|do not|dont|never|opt[ _-]?out|geen|niet|liever niet|nooit|nicht|kein|keine|keinen|pas|aucun|aucune|non|nunca|unsubscribe|afmelden)\b`)

// Negative reports whether a label or name says no: a ticked "no advertising" box
// protects people.
func Negative(text string) bool {
	return negative.MatchString(strings.ReplaceAll(fold(text), "_", " "))
}

// marketingAsk matches labels and names of consent to marketing.
var marketingAsk = lazyregexp.New(`newsletter|nieuwsbrief|nieuwsbrieven|rundbrief|infolettre|boletin|marketing|\bmailing\b|\bmailings\b|\bopt[ _-]?in\b|\boptin\b|aanbieding|\boffers?\b|special offer|\bangebote?\b|\boffres?\b|\bofertas?\b|\bpromo|reclame|publicit|werbung|advertis|commercial|\bdeals\b|nieuws en acties|kortingen|\bsubscribe\b|op de hoogte`)

// AsksMarketing reports whether a label or name is about marketing mail.
func AsksMarketing(text string) bool {
	return marketingAsk.MatchString(strings.ReplaceAll(fold(text), "_", " "))
}

// NewsletterWords reports whether a text, name or address is about a newsletter.
func NewsletterWords(text string) bool {
	return newsletterWord.MatchString(fold(text))
}

var newsletterWord = lazyregexp.New(`newsletter|nieuwsbrief|rundbrief|infolettre|boletin|mailing[ _-]?list|mailinglijst`)

// IsAddressName reports whether a field's name asks for an e-mail address.
func IsAddressName(name string) bool {
	return addressName.MatchString(strings.Join(split(name), " "))
}

var addressName = lazyregexp.New(`^(?:your |user |customer |klant )?(?:e ?mail|mail|e ?mailadres|mailadres|correo|courriel|email address)$`)
