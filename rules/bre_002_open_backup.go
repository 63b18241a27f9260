package rules

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func openBackup() *Rule {
	return &Rule{
		ID: "BRE-002", Name: "open-backup", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Unencrypted backups or portable copies", NL: "Onversleutelde back-up of kopie"},
		What: phrase.Text{
			EN: "A pg_dump or mysqldump in a script, cron job, CI job, Dockerfile or compose file whose output goes to a file, another host or object storage without passing anything that encrypts (age, gpg, openssl, restic, borg ...).",
			NL: "Een pg_dump of mysqldump in een script, cronjob, CI-taak, Dockerfile of compose-bestand waarvan de uitvoer naar een bestand, een andere host of objectopslag gaat zonder langs iets te komen dat versleutelt (age, gpg, openssl, restic, borg ...).",
		},
		Why: phrase.Text{
			EN: "A backup is the whole customer file in one piece, and it travels: to a laptop, a USB stick, a bucket. When an encrypted copy is lost, customers mostly need not be told; when a readable one is lost, they must be.",
			NL: "Een back-up is het hele klantenbestand in één stuk, en het reist: naar een laptop, een USB-stick, een bucket. Raakt een versleutelde kopie kwijt, dan hoef je klanten meestal niet te informeren; bij een leesbare kopie wel.",
		},
		Fix: phrase.Text{
			EN: "Encrypt before it is written: pg_dump shop | age -r \"$KEY\" > shop.age, with the private key on another machine. Dump only what you need, and erase old dumps.",
			NL: "Versleutel voordat er iets wordt geschreven: pg_dump winkel | age -r \"$SLEUTEL\" > winkel.age, met de geheime sleutel op een andere machine. Neem alleen mee wat nodig is, en wis oude back-ups.",
		},
		Not: phrase.Text{
			EN: "A disk or bucket that encrypts by itself is not seen: say so in an exception. Dumps of the schema alone, straight into another database, or in a script that encrypts anything at all are left alone.",
			NL: "Een schijf of bucket die zelf versleutelt is niet te zien: leg dat vast in een uitzondering. Dumps van alleen het schema, rechtstreeks naar een andere database, of in een script dat iets versleutelt blijven met rust.",
		},
		Law:   law.Refs("gdpr.32", "gdpr.34"),
		Guide: []string{"S05", "S06"},
		Check: func(p *Pass) {
			if len(p.Inventory.Items) == 0 {
				return
			}
			index := map[string]int{}
			var findings []finding.Finding
			for _, d := range p.settings().Dumps {
				if d.Encrypted {
					continue
				}
				message := phrase.Textf("%s writes the whole database, readable, to %s", "%s schrijft de hele database leesbaar naar %s", d.Tool, d.Target)
				if i, ok := index[d.Span.File]; ok { // one script is one habit
					findings[i].Others = append(findings[i].Others, finding.Step{Span: d.Span, Message: message})
					continue
				}
				index[d.Span.File] = len(findings)
				findings = append(findings, finding.Finding{Confidence: personal.Medium, Span: d.Span, Objects: []string{"backup " + d.Span.File}, Message: message})
			}
			for _, f := range findings {
				p.Report(f)
			}
		},
	}
}
