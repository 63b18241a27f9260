// Package policy reads privet.yaml: what the owner of a shop declares about the
// personal data in it. Who is responsible, for which purposes data is kept, on
// which legal basis and how long, which table serves which purpose, which role
// may do what, who is told of a breach, and which findings are accepted, why and
// until when.
//
// A policy is a promise that rules hold the code and the schema to. Reading is
// therefore strict: an unknown key, a purpose nobody declared or a date that is
// none is an error with the place, the lines and, where a name comes close, "did
// you mean".
package policy

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
)

// Policy is privet.yaml. The doc tags are the descriptions in the JSON schema,
// the required tags say what may not be left out.
type Policy struct {
	Version     int               `yaml:"version" doc:"Version of this file's format: 1." required:"true"`
	Controller  Controller        `yaml:"controller" doc:"Who decides why and how personal data is processed: the shop's owner (verwerkingsverantwoordelijke)."`
	Processors  []Processor       `yaml:"processors" doc:"Who processes personal data for the controller: host, agency, mail service (verwerkers)."`
	Register    string            `yaml:"register" doc:"Where the register of processing activities is kept, when this file is not it."`
	Purposes    []Purpose         `yaml:"purposes" doc:"What personal data is kept for."`
	Tables      map[string]Table  `yaml:"tables" doc:"Tables with personal data and the purposes they serve, by table or schema.table."`
	Access      map[string]Access `yaml:"access" doc:"Who may do what: role, then table, then operations."`
	Breach      *Breach           `yaml:"breach" doc:"What happens when personal data leaks."`
	DPIA        string            `yaml:"dpia" doc:"Where the data protection impact assessment is, or why none is needed."`
	LogReview   string            `yaml:"log_review" doc:"Who looks at the access log of sensitive data, and how often."`
	Country     string            `yaml:"country" doc:"Country whose law the retention periods follow, two letters; NL when left out."`
	Authorises  []string          `yaml:"authorises" doc:"Names of Go functions and middleware that check who is asking, beside the usual ones."`
	Code        map[string]Code   `yaml:"code" doc:"Go packages, by import path or the start of one, and the purposes they serve."`
	Exceptions  []Exception       `yaml:"exceptions" doc:"Findings that are accepted, with a reason and an end date."`
	Corrections []Correction      `yaml:"corrections" doc:"Columns that privet takes for something they are not."`
	Categories  []Category        `yaml:"categories" doc:"Kinds of personal data that privet does not know."`

	Tokens map[personal.ID][]string `yaml:"tokens" doc:"Names of columns and fields that mean a category here, by the category's id."`

	File string `yaml:"-"` // as given to Read

	source []byte
}

// Controller is the one who decides.
type Controller struct {
	Name    string `yaml:"name" doc:"Legal name."`
	KvK     string `yaml:"kvk" doc:"Number in the trade register."`
	Contact string `yaml:"contact" doc:"Address for questions about personal data."`
	FG      string `yaml:"fg" doc:"Data protection officer (functionaris gegevensbescherming), or none."`
}

// Processor processes data for the controller.
type Processor struct {
	Name      string   `yaml:"name" doc:"Legal name." required:"true"`
	Role      string   `yaml:"role" doc:"What it does: hosting, mail, payment."`
	Agreement string   `yaml:"agreement" doc:"Date of the processing agreement (verwerkersovereenkomst)." format:"date"`
	Country   string   `yaml:"country" doc:"Country the data is processed in, two letters."`
	Hosts     []string `yaml:"hosts" doc:"Host names and Go packages by which code reaches it."`
	Transfer  string   `yaml:"transfer" doc:"Outside the EEA: the ground for the transfer (adequacy decision, Data Privacy Framework, standard contractual clauses)."`
}

// Purpose is one thing personal data is kept for.
type Purpose struct {
	ID         string   `yaml:"id" doc:"A profile of privet (order_guest, invoicing, newsletter ...) or a name of your own." required:"true"`
	Profile    string   `yaml:"profile" doc:"For a name of your own: the profile it is judged by."`
	Basis      string   `yaml:"basis" doc:"Legal basis: consent, contract, legitimate_interest, soft_optin, vital_interest, public_task or legal:<the law>." required:"true"`
	Retention  string   `yaml:"retention" doc:"How long data is kept: 30d, 4w, 36m, 7y, until_unsubscribe or until_withdrawn."`
	Subjects   []string `yaml:"subjects" doc:"Whose data it is: customers, subscribers, applicants."`
	Recipients []string `yaml:"recipients" doc:"Who receives the data, besides the processors; [none] says nobody does."`
	Measures   []string `yaml:"measures" doc:"How the data is protected."`
	Special    *Special `yaml:"special" doc:"For special categories: the ground of GDPR art. 9(2) and the DPIA."`
}

// Special declares why special categories are processed at all.
type Special struct {
	Ground string `yaml:"ground" doc:"The ground of GDPR art. 9(2): explicit_consent, employment_law ..." required:"true"`
	DPIA   string `yaml:"dpia" doc:"Where the data protection impact assessment is." required:"true"`
}

// Table says what a table serves.
type Table struct {
	Purposes []string          `yaml:"purposes" doc:"Ids of purposes." required:"true"`
	Subjects string            `yaml:"subjects" doc:"Whose data it is."`
	PurgedBy string            `yaml:"purged_by" doc:"What erases old rows where privet cannot see it: a job on the server, another program."`
	Columns  map[string]Column `yaml:"columns" doc:"Columns that serve another purpose than the table, or are used elsewhere."`
}

// Code says which purposes a part of the program serves.
type Code struct {
	Purposes []string `yaml:"purposes" doc:"Ids of purposes." required:"true"`
}

// Column says what a column serves beyond its table.
type Column struct {
	Purposes    []string `yaml:"purposes" doc:"Ids of purposes, besides those of the table."`
	UsedBy      string   `yaml:"used_by" doc:"Who reads the column where privet cannot see it."`
	ProtectedBy string   `yaml:"protected_by" doc:"How the column is protected where privet cannot see it: disk encryption, a vault."`
}

// Breach is the procedure for personal data breaches.
type Breach struct {
	Contact  string `yaml:"contact" doc:"Who decides in time whether to notify." required:"true"`
	Register string `yaml:"register" doc:"Where breaches are recorded (datalekregister)." required:"true"`
	Hours    int    `yaml:"hours" doc:"Hours within which the authority is told."`
}

// Exception accepts findings of one rule on one object.
type Exception struct {
	Rule   string `yaml:"rule" doc:"Id of the rule." required:"true"`
	Where  string `yaml:"where" doc:"The object as the finding names it: table or table.column; * stands for any part." required:"true"`
	Reason string `yaml:"reason" doc:"Why it is accepted." required:"true"`
	Until  string `yaml:"until" doc:"Last day it is accepted." format:"date" required:"true"`
	Law    string `yaml:"law" doc:"The law that obliges to it; national numbers and card codes need one."`
}

// Correction is a person's verdict on a column.
type Correction struct {
	Column   string      `yaml:"column" doc:"table.column, or table for all its columns." required:"true"`
	Category personal.ID `yaml:"category" doc:"The right category, or none." required:"true"`
	Reason   string      `yaml:"reason" doc:"Why." required:"true"`
}

// None is the category of a correction that says: not personal data.
const None personal.ID = "none"

// Purpose returns the purpose of that id, or nil.
func (p *Policy) Purpose(id string) *Purpose {
	for i := range p.Purposes {
		if p.Purposes[i].ID == id {
			return &p.Purposes[i]
		}
	}
	return nil
}

// ProfileID returns the id of the profile that the purpose is judged by: the
// one it names, else its own id, which need not be a profile's.
func (p Purpose) ProfileID() string {
	if p.Profile != "" {
		return p.Profile
	}
	return p.ID
}

// Place returns where a path of the document ("$.purposes[2]") stands in
// privet.yaml, or its first line.
func (p *Policy) Place(path string) schema.Span {
	span := schema.Span{Position: schema.Position{File: p.File, Line: 1, Column: 1}}
	if t := locate(p.source, path); t != nil {
		span.Line, span.Column, span.Length = t.Position.Line, t.Position.Column, len(t.Value)
	}
	return span
}

// Source returns the file as it was read.
func (p *Policy) Source() []byte { return p.source }
