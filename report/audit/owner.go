package audit

import "github.com/privet-dev/privet/analyzer/phrase"

// ownerQuestions are what no scanner can see. They follow the shop owner's guide
// and GDPR art. 12-35; each is answered by a person, with a date.
var ownerQuestions = []struct {
	text  phrase.Text
	guide []string // sentences of the guide it serves
}{
	{phrase.Text{EN: "Does every form link to a privacy statement that says what is collected and why (GDPR art. 13)?", NL: "Staat bij elk formulier een link naar de privacyverklaring, met wat er wordt verzameld en waarom (AVG art. 13)?"}, []string{"T1"}},
	{phrase.Text{EN: "Is there a processing agreement with the agency, the hosting provider, the mail service and the payment service (art. 28)?", NL: "Is er een verwerkersovereenkomst met het bureau, de hostingpartij, de e-maildienst en de betaaldienst (art. 28)?"}, []string{"S11", "S03"}},
	{phrase.Text{EN: "Who decides within 72 hours whether a breach is reported, also at weekends, and where is the breach register (art. 33)?", NL: "Wie beslist binnen 72 uur of een datalek wordt gemeld, ook in het weekend, en waar is het datalekregister (art. 33)?"}, []string{"S05", "P4"}},
	{phrase.Text{EN: "Do administrators sign in in two steps, and do leavers lose their access the same day?", NL: "Loggen beheerders in met tweestapsverificatie, en verliezen vertrokken medewerkers dezelfde dag hun toegang?"}, []string{"P2"}},
	{phrase.Text{EN: "Who reads the access logs, and how often?", NL: "Wie leest de toegangslogs, en hoe vaak?"}, []string{"P2"}},
	{phrase.Text{EN: "Are retention periods really carried out, also in backups and at the mail service (art. 5(1)(e))?", NL: "Worden de bewaartermijnen echt uitgevoerd, ook in back-ups en bij de e-maildienst (art. 5 lid 1 onder e)?"}, []string{"P3"}},
	{phrase.Text{EN: "Which consent texts were shown, from which date (art. 7)?", NL: "Welke toestemmingsteksten zijn getoond, vanaf welke datum (art. 7)?"}, []string{"S16", "E2", "E3"}},
	{phrase.Text{EN: "Are requests for access and erasure answered within a month, without asking for a copy of a passport (art. 12)?", NL: "Worden verzoeken om inzage en wissen binnen een maand beantwoord, zonder om een kopie van het paspoort te vragen (art. 12)?"}, []string{"S17"}},
	{phrase.Text{EN: "Does data go to countries outside the EEA, and on what ground (art. 44)?", NL: "Gaan er gegevens naar landen buiten de EER, en op welke grond (art. 44)?"}, []string{"P1"}},
	{phrase.Text{EN: "Which cookies and tracking pixels are used, and was consent asked for them?", NL: "Welke cookies en meetpixels worden gebruikt, en is daar toestemming voor gevraagd?"}, []string{"E5"}},
	{phrase.Text{EN: "Is a data protection impact assessment needed, or a data protection officer (art. 35, 37)?", NL: "Is een gegevensbeschermingseffectbeoordeling (DPIA) of een functionaris gegevensbescherming (FG) nodig (art. 35, 37)?"}, []string{"S13"}},
	{phrase.Text{EN: "Does the test environment work without real customers?", NL: "Werkt de testomgeving zonder echte klanten?"}, []string{"P3"}},
	{phrase.Text{EN: "Are there customers under sixteen, and is their parents' consent recorded (art. 8)?", NL: "Zijn er klanten jonger dan zestien, en is de toestemming van de ouders vastgelegd (art. 8)?"}, []string{"S16"}},
	{phrase.Text{EN: "Is the right to object to marketing mentioned clearly and separately (art. 21(4))?", NL: "Is het recht van bezwaar tegen marketing duidelijk en apart vermeld (art. 21 lid 4)?"}, []string{"T2"}},
	{phrase.Text{EN: "Is customer data ever exchanged for money, discounts or leads?", NL: "Worden klantgegevens ooit geruild tegen geld, korting of leads?"}, []string{"P1"}},
	{phrase.Text{EN: "Which address lists exist outside the database: at the mail service, in Excel, in a phone?", NL: "Welke adreslijsten bestaan buiten de database: bij de e-maildienst, in Excel, in een telefoon?"}, []string{"S03"}},
	{phrase.Text{EN: "Are laptops, USB sticks and backups with customer data encrypted, and who may export?", NL: "Zijn laptops, USB-sticks en back-ups met klantgegevens versleuteld, en wie mag exporteren?"}, []string{"S06"}},
}

func questions(s *section, _ Report, lang phrase.Lang) {
	t := table{Head: []string{words["question"].In(lang), words["answer"].In(lang)}}
	for _, q := range ownerQuestions {
		t.Rows = append(t.Rows, row{Cells: []string{q.text.In(lang), ""}})
	}
	s.Tables = append(s.Tables, t)
}
