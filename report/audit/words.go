package audit

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

// words are the fixed texts of the page, by key: the layout asks for them as
// {{.W.key}}.
var words = map[string]phrase.Text{
	"title":        {EN: "Privacy report", NL: "Privacyrapport"},
	"project":      {EN: "Project", NL: "Project"},
	"revision":     {EN: "Revision", NL: "Versie van de code"},
	"date":         {EN: "Date", NL: "Datum"},
	"tool":         {EN: "Made with", NL: "Gemaakt met"},
	"contents":     {EN: "Contents", NL: "Inhoud"},
	"skip":         {EN: "Skip to the report", NL: "Naar het rapport"},
	"filter":       {EN: "Filter this table", NL: "Filter deze tabel"},
	"table":        {EN: "Table", NL: "Tabel"},
	"field":        {EN: "Field", NL: "Veld"},
	"category":     {EN: "Kind of data", NL: "Soort gegeven"},
	"sensitivity":  {EN: "Sensitivity", NL: "Gevoeligheid"},
	"protection":   {EN: "Stored as", NL: "Opgeslagen als"},
	"mandatory":    {EN: "Mandatory", NL: "Verplicht"},
	"used":         {EN: "Use seen in the code", NL: "Gebruik gezien in de code"},
	"yes":          {EN: "yes", NL: "ja"},
	"no":           {EN: "no", NL: "nee"},
	"why":          {EN: "Why", NL: "Waarom"},
	"do":           {EN: "Do", NL: "Doen"},
	"law":          {EN: "Law", NL: "Wet"},
	"where":        {EN: "Where", NL: "Waar"},
	"path":         {EN: "How the data gets there", NL: "Hoe het gegeven daar komt"},
	"more":         {EN: "Also at", NL: "Ook op"},
	"evidence":     {EN: "What was seen", NL: "Wat er is gezien"},
	"sql":          {EN: "Statement for the developer", NL: "Opdracht voor de ontwikkelaar"},
	"nofindings":   {EN: "Nothing was found here in the files that were analysed.", NL: "Hier is in de onderzochte bestanden niets gevonden."},
	"norows":       {EN: "No personal data was found.", NL: "Er zijn geen persoonsgegevens gevonden."},
	"role":         {EN: "Database role", NL: "Databaserol"},
	"reads":        {EN: "may read", NL: "mag lezen"},
	"writes":       {EN: "may change", NL: "mag wijzigen"},
	"noroles":      {EN: "No rights were stated in the files. Ask the hosting provider for the list of database users and their rights.", NL: "In de bestanden staan geen rechten. Vraag de hostingpartij om de lijst van databasegebruikers en hun rechten."},
	"question":     {EN: "Question", NL: "Vraag"},
	"answer":       {EN: "Answer and date", NL: "Antwoord en datum"},
	"disclaimer":   {EN: "This report describes what was seen in the files provided. It is not legal advice and no rights can be derived from it.", NL: "Dit rapport beschrijft wat in de aangeleverde bestanden is gezien. Het is geen juridisch advies; er kunnen geen rechten aan worden ontleend."},
	"applied":      {EN: "Checks that were made", NL: "Controles die zijn gedaan"},
	"until":        {EN: "Until", NL: "Tot en met"},
	"rule":         {EN: "Rule", NL: "Regel"},
	"check":        {EN: "What is looked for", NL: "Waar naar is gekeken"},
	"notanalysed":  {EN: "What was not analysed", NL: "Wat niet is onderzocht"},
	"allanalysed":  {EN: "All files that privet recognises were analysed.", NL: "Alle bestanden die privet herkent zijn onderzocht."},
	"noexceptions": {EN: "No exceptions were recorded.", NL: "Er zijn geen uitzonderingen vastgelegd."},
	"before":       {EN: "To do before delivery", NL: "Vóór oplevering doen"},
	"later":        {EN: "May follow later", NL: "Mag later"},
	"nobefore":     {EN: "Nothing was found that must be solved first.", NL: "Er is niets gevonden dat eerst moet worden opgelost."},
	"datamap":      {EN: "Data map: tables by sensitivity", NL: "Gegevenskaart: tabellen naar gevoeligheid"},
	"matrix":       {EN: "Who may read what", NL: "Wie mag wat lezen"},
	"flows":        {EN: "From the web shop to the table and out again", NL: "Van de winkel naar de tabel en weer naar buiten"},
	"noflows":      {EN: "No Go code was seen that stores or passes on personal data.", NL: "Er is geen Go-code gezien die persoonsgegevens opslaat of doorgeeft."},
	"exits":        {EN: "leaves to", NL: "verlaat de winkel naar"},
	"stored":       {EN: "stored in", NL: "opgeslagen in"},
	"then":         {EN: "Then (Wbp, until 25 May 2018; no longer in force)", NL: "Toen (Wbp, tot 25 mei 2018; geldt niet meer)"},
	"now":          {EN: "Now", NL: "Nu"},
	"case":         {EN: "Case", NL: "Geval"},
	"unnamed":      {EN: "(unnamed)", NL: "(zonder naam)"},
}

// lights are the traffic-light words of the severities.
var lights = map[finding.Severity]struct {
	class string
	word  phrase.Text
}{
	finding.Error:   {"red", phrase.Text{EN: "Red: solve first", NL: "Rood: eerst oplossen"}},
	finding.Warning: {"orange", phrase.Text{EN: "Orange: justify or change", NL: "Oranje: onderbouwen of aanpassen"}},
	finding.Note:    {"blue", phrase.Text{EN: "Blue: improvement", NL: "Blauw: verbetering"}},
	finding.Info:    {"grey", phrase.Text{EN: "Grey: for information", NL: "Grijs: ter informatie"}},
}
