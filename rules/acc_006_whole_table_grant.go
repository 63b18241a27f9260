package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func wholeTableGrant() *Rule {
	return &Rule{
		ID: "ACC-006", Name: "whole-table-grant", Severity: finding.Warning,
		Title: phrase.Text{EN: "Credentials or special data readable by a reporting role", NL: "Inloggegevens of bijzondere gegevens leesbaar voor een leesrol"},
		What: phrase.Text{
			EN: "A role that may only read, and may read a whole table in which passwords, other secrets, national numbers or special categories stand beside ordinary columns.",
			NL: "Een rol die alleen mag lezen, en een hele tabel mag lezen waarin wachtwoorden, andere geheimen, nationale nummers of bijzondere persoonsgegevens naast gewone kolommen staan.",
		},
		Why: phrase.Text{
			EN: "A role that only reads makes reports, and no report needs a password hash. Such accounts are shared and end up in spreadsheets.",
			NL: "Een rol die alleen leest maakt rapporten, en geen rapport heeft een wachtwoordhash nodig. Zulke accounts worden gedeeld en belanden in spreadsheets.",
		},
		Fix: phrase.Text{
			EN: "Grant the columns the report needs, or a view without the others.",
			NL: "Geef recht op de kolommen die het rapport nodig heeft, of op een view zonder de andere.",
		},
		Not: phrase.Text{
			EN: "Roles that also write are applications and are left to ACC-003. PUBLIC is ACC-002's. Taking one column back after a grant on the table has no effect in PostgreSQL, so that is not proposed.",
			NL: "Rollen die ook schrijven zijn applicaties en vallen onder ACC-003. PUBLIC valt onder ACC-002. Eén kolom intrekken na een recht op de hele tabel heeft in PostgreSQL geen effect en wordt dus niet voorgesteld.",
		},
		Law:   law.Refs("gdpr.25", "gdpr.32"),
		Guide: []string{"P2"},
		Check: checkWholeTableGrant,
	}
}

const changePrivileges = schema.Insert | schema.Update | schema.Delete | schema.AllPrivileges

func checkWholeTableGrant(p *Pass) {
	for _, db := range p.Inventory.Databases {
		for _, g := range db.Grants {
			if g.Kind != schema.TableObject || g.Privileges&schema.Select == 0 || len(g.Columns) > 0 || everyone(db, g.Grantee) || writes(db, g.Grantee) {
				continue
			}
			for _, t := range tablesOf(p.Inventory, g, db.Dialect) {
				reportWholeTable(p, db, g, t)
			}
		}
	}
}

// writes reports whether a role may change anything: it is an application then.
func writes(db *schema.Database, role string) bool {
	for _, g := range db.Grants {
		if g.Grantee == role && g.Privileges&changePrivileges != 0 {
			return true
		}
	}
	return false
}

func reportWholeTable(p *Pass, db *schema.Database, g schema.Grant, t *inventory.Table) {
	var names []string
	secret := map[string]bool{}
	f := finding.Finding{Span: g.Origin.Span, Root: "grant " + g.Grantee + " " + t.Object()}
	for _, item := range t.Items {
		if item.Category == nil || item.Confidence < personal.Medium || !guarded(item.Category) {
			continue
		}
		names, f.Objects = append(names, item.Column.Name), append(f.Objects, item.Object())
		secret[item.Stored().Name] = true
		f.Confidence = max(f.Confidence, item.Confidence)
	}
	if len(names) == 0 {
		return
	}
	f.Message = say("role %s may read all of %s, with %s in it", "rol %s mag heel %s lezen, ook %s", g.Grantee, t.Object(), list(names))
	if p.wholeTableDeclared(g.Grantee, t) {
		f.FixSQL = columnGrant(db.Dialect, g, t, secret)
	}
	p.Report(f)
}

// wholeTableDeclared reports whether the policy has nothing to say against a role
// that reads the whole table; where it has, ACC-004 proposes what to take back.
func (p *Pass) wholeTableDeclared(role string, t *inventory.Table) bool {
	if p.Policy == nil || len(p.Policy.Access) == 0 {
		return true
	}
	columns, ok := declaredOperations(p.Policy, role, t)["select"]
	return ok && len(columns) == 0
}

// guarded are the categories that no report needs.
func guarded(c *personal.Category) bool {
	switch c.Class {
	case personal.Credential, personal.Special, personal.Criminal, personal.NationalID:
		return true
	}
	return false
}

// columnGrant replaces the right to read a table by one on its other columns.
func columnGrant(d schema.Dialect, g schema.Grant, t *inventory.Table, secret map[string]bool) string {
	var columns []string
	for _, c := range t.Table.Columns {
		if !secret[c.Name] {
			columns = append(columns, c.Name)
		}
	}
	if len(columns) == 0 || g.Privileges != schema.Select {
		return ""
	}
	return revoke(d, g) + "\n" + grantColumns(d, schema.Select, t.Table.Name, columns, g.Grantee)
}
