package rules

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func openConnection() *Rule {
	return &Rule{
		ID: "STO-005", Name: "open-connection", Severity: finding.Warning,
		Title: phrase.Text{EN: "Unencrypted database or mail connection", NL: "Onversleutelde verbinding"},
		What: phrase.Text{
			EN: "Settings that switch the encryption of a database or mail connection off, or the check of who is at the other end: sslmode=disable, tls=false, tls=skip-verify, useSSL=false, MAIL_ENCRYPTION=null, and InsecureSkipVerify: true in Go; in connection strings, env, compose and configuration files.",
			NL: "Instellingen die de versleuteling van een database- of mailverbinding uitzetten, of de controle op wie er aan de andere kant zit: sslmode=disable, tls=false, tls=skip-verify, useSSL=false, MAIL_ENCRYPTION=null, en InsecureSkipVerify: true in Go; in verbindingsregels, env-, compose- en configuratiebestanden.",
		},
		Why: phrase.Text{
			EN: "Everything the shop knows of its customers passes over that line. Whoever is in between, in the data centre or on the office network, reads it, the passwords of the database included.",
			NL: "Alles wat de winkel van zijn klanten weet gaat over die lijn. Wie ertussen zit, in het datacentrum of op het kantoornetwerk, leest mee, ook het wachtwoord van de database.",
		},
		Fix: phrase.Text{
			EN: "PostgreSQL: sslmode=verify-full with sslrootcert. MySQL: tls=true, or a registered TLS configuration with the server's CA. Mail: STARTTLS or port 465. For a certificate of your own, add its CA to RootCAs instead of skipping the check.",
			NL: "PostgreSQL: sslmode=verify-full met sslrootcert. MySQL: tls=true, of een geregistreerde TLS-configuratie met de CA van de server. Mail: STARTTLS of poort 465. Voeg bij een eigen certificaat de CA toe aan RootCAs in plaats van de controle over te slaan.",
		},
		Not: phrase.Text{
			EN: "A connection to the same machine, to a container beside this one, to a host that only a variable knows, or in a sample file is a note. Settings of tests and CI are left out, and so is what a flag decides at run time.",
			NL: "Een verbinding met dezelfde machine, met een container ernaast, met een host die alleen een variabele kent, of in een voorbeeldbestand is een opmerking. Instellingen van tests en CI blijven buiten beschouwing, net als wat een optie tijdens het draaien bepaalt.",
		},
		Law:   law.Refs("gdpr.32", "ap.security"),
		Guide: []string{"P3"},
		Check: checkOpenConnection,
	}
}

// checkOpenConnection makes one finding for each way of leaving a connection
// open and each weight: the habit is the cause.
func checkOpenConnection(p *Pass) {
	if len(p.Inventory.Items) == 0 {
		return
	}
	type habit struct {
		insecure string
		severity finding.Severity
	}
	index := map[habit]int{}
	var findings []finding.Finding
	for _, c := range p.settings().Connections {
		if c.Insecure == "" {
			continue
		}
		h := habit{c.Insecure, openSeverity(c)}
		if i, ok := index[h]; ok {
			findings[i].Others = append(findings[i].Others, finding.Step{Span: c.Span, Message: openMessage(c)})
			continue
		}
		index[h] = len(findings)
		findings = append(findings, finding.Finding{
			Severity: h.severity, Confidence: personal.Medium, Span: c.Span, Objects: []string{"connection " + c.Insecure}, Root: c.Insecure + " " + h.severity.String(),
			Message: openMessage(c), Label: phrase.Text{EN: "not encrypted, or not checked", NL: "niet versleuteld, of niet gecontroleerd"},
		})
	}
	for _, f := range findings {
		p.Report(f)
	}
}

// openSeverity weighs by where the other end is.
func openSeverity(c setting.Connection) finding.Severity {
	if !c.Sample && (c.Reach == setting.RemoteHost || c.Scheme == "tls") {
		return finding.Warning
	}
	return finding.Note
}

func openMessage(c setting.Connection) phrase.Text {
	where := map[setting.Reach]phrase.Text{
		setting.UnknownHost: {EN: "to a host that is not written here", NL: "met een host die hier niet staat"},
		setting.LocalHost:   {EN: "to this machine", NL: "met deze machine"},
		setting.ServiceName: {EN: "to the container beside it", NL: "met de container ernaast"},
		setting.RemoteHost:  {EN: "over the network", NL: "over het netwerk"},
	}[c.Reach]
	if c.Scheme == "tls" {
		return phrase.Text{EN: "a TLS connection does not check who is at the other end (InsecureSkipVerify)", NL: "een TLS-verbinding controleert niet wie er aan de andere kant zit (InsecureSkipVerify)"}
	}
	what := phrase.Text{EN: "database connection", NL: "databaseverbinding"}
	if c.Scheme == "smtp" {
		what = phrase.Text{EN: "mail connection", NL: "mailverbinding"}
	}
	return say("the %s %s is not encrypted: %s", "de %s %s is niet versleuteld: %s", what, where, c.Insecure)
}
