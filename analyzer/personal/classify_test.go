package personal

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/privet-dev/privet/schema"
)

// build makes a database from lines of the form "table: column type, ...".
func build(lines ...string) *schema.Database {
	db := &schema.Database{}
	for _, line := range lines {
		name, cols, _ := strings.Cut(line, ": ")
		t := &schema.Table{Name: schema.Name{Name: name}}
		for col := range strings.SplitSeq(cols, "; ") {
			colName, typ, _ := strings.Cut(col, " ")
			t.Columns = append(t.Columns, &schema.Column{Name: colName, Type: parseType(typ)})
		}
		db.AddTable(t)
	}
	return db
}

// verdict judges one column, named table.column, of the database.
func verdict(t *testing.T, c *Classifier, db *schema.Database, name string) Verdict {
	t.Helper()
	table, column, _ := strings.Cut(name, ".")
	for i, tv := range c.Database(db) {
		for j, col := range db.Tables[i].Columns {
			if db.Tables[i].Name.Name == table && col.Name == column {
				return tv.Columns[j]
			}
		}
	}
	t.Fatalf("no column %s", name)
	return Verdict{}
}

func TestVerdicts(t *testing.T) {
	c := classifier(t)
	for _, tt := range []struct {
		why, table, column string
		want               ID
		confidence         Confidence
	}{
		{"a strong token decides", "customers: email varchar(80)", "email", "contact.email", High},
		{"a weak token needs a person", "customers: name varchar(80)", "name", "name.full", Medium},
		{"the name of a product is not a person's", "products: name varchar(80)", "name", "", None},
		{"nor is that of a group of customers", "customer_groups: name varchar(80)", "name", "", None},
		{"a type vetoes", "users: email_verified boolean", "email_verified", "", None},
		{"a boolean is no address", "users: email boolean", "email", "", None},
		{"a template is no address", "users: email_template varchar(80)", "email_template", "", None},
		{"a shop has an address too", "shops: telephone varchar(20)", "telephone", "", None},
		{"but its contact person's is a person's", "shops: contact_person_phone varchar(20)", "contact_person_phone", "contact.phone", Medium},
		{"a copy of a customer in an order", "orders: shipping_postcode varchar(10); shipping_lastname varchar(40)", "shipping_postcode", "contact.postcode", High},
		{"the number of a phone table", "phone_numbers: number varchar(20); user_id int", "number", "contact.phone", Medium},
		{"the number of an order", "orders: number varchar(20); user_id int", "number", "", None},
		{"a prefix of all columns says nothing", "adherents: nom_adh varchar(40); prenom_adh varchar(40); ddn_adh date; mdp_adh varchar(60); cp_adh varchar(10)", "ddn_adh", "demo.birth_date", High},
		{"a glued prefix is cut off", "kunden: kdname varchar(40); kdstrasse varchar(40); kdplz varchar(5); kdtelefon varchar(20)", "kdstrasse", "contact.address", High},
		{"a glued name is cut into words", "main_employees: emppassword varchar(60)", "emppassword", "cred.password", High},
		{"a Dutch compound", "lid: noodtelefoonnummer varchar(20)", "noodtelefoonnummer", "contact.phone", High},
		{"the key to a list of genders tells the gender", "patients: gender_id int; lastname varchar(40)", "gender_id", "demo.gender", High},
		{"the list of genders tells nothing", "genders: gender_id int; gender varchar(20)", "gender", "", None},
		{"an IP address by its type", "visits: origin inet", "origin", "net.ip", Medium},
		{"a gender by its labels", "patients: kind enum('male','female','other')", "kind", "demo.gender", Medium},
		{"the gender of a product", "products: gender enum('male','female','unisex')", "gender", "", None},
		{"a job title is long", "employees: title varchar(100); lastname varchar(40)", "title", "work.career", Medium},
		{"a salutation is short", "employees: title varchar(8); lastname varchar(40)", "title", "demo.salutation", Medium},
		{"a database is a machine", "database_mysqls: name text; address varchar(80); username varchar(80); password varchar(80)", "name", "", None},
		{"and has no street", "databases: name text; address varchar(80); username varchar(80); password varchar(80)", "address", "", None},
		{"an account's name beside the person's own is what he logs in by", "users: name varchar(80); full_name varchar(80); passwd varchar(80)", "name", "name.username", Medium},
		{"and his own stays his", "users: name varchar(80); full_name varchar(80); passwd varchar(80)", "full_name", "name.full", High},
		{"without one it is the person's", "users: name varchar(80); email varchar(80); passwd varchar(80)", "name", "name.full", Medium},
		{"a system's password is nobody's", "users: smtp_password varchar(80)", "smtp_password", "", None},
		{"pin code beside an address is a postcode", "employees: lastname varchar(40); street varchar(40); city varchar(40); pincode varchar(10)", "pincode", "contact.postcode", Medium},
		{"pin code beside a password is a secret", "users: username varchar(40); password varchar(60); pincode varchar(10)", "pincode", "cred.secret", Medium},
	} {
		db := build(tt.table)
		name, _, _ := strings.Cut(tt.table, ":")
		got := verdict(t, c, db, name+"."+tt.column)
		if got.Category != tt.want || got.Confidence != tt.confidence {
			t.Errorf("%s: %s.%s is %q (%v), want %q (%v): %s", tt.why, name, tt.column, got.Category, got.Confidence, tt.want, tt.confidence, evidence(got))
		}
		if len(got.Evidence) == 0 {
			t.Errorf("%s: no evidence", tt.why)
		}
	}
}

func TestSixLanguages(t *testing.T) {
	c := classifier(t)
	for _, tt := range []struct{ table, want string }{
		{"klanten: voornaam text; tussenvoegsel text; achternaam text; huisnr text; bsn text; geb_dat date; tel_nr text", "name.first name.last name.last contact.address id.national demo.birth_date contact.phone"},
		{"kunden: vorname_ap text; strasse_nr text; plz text; ort text; gebdat date; anrede text; kontonr text", "name.first contact.address contact.postcode contact.locality demo.birth_date demo.salutation fin.bank_account"},
		{"adherents: civilite text; nom text; nom_jf text; prenom text; num_secu text; code_postal text; mdp text", "demo.salutation name.full name.last name.first id.national contact.postcode cred.password"},
		{"pacientes: nombres text; ap_paterno text; nro_documento text; fec_nac date; celular text; clave text; alergias text", "name.first name.last id.national demo.birth_date contact.phone cred.password special.health"},
		{"clienti: nome text; cognome text; cod_fisc text; cap text; prov text; cellulare text; data_nascita date", "name.first name.last id.national contact.postcode contact.locality contact.phone demo.birth_date"},
		{"applicants: fname text; mname text; surname text; dob date; ssn text; zip text; salary numeric", "name.first name.first name.last demo.birth_date id.national contact.postcode fin.income_credit"},
	} {
		db := build(tt.table)
		var got []string
		for _, v := range c.Database(db)[0].Columns {
			got = append(got, string(v.Category))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s:\n got %v\nwant %s", tt.table, got, tt.want)
		}
	}
}

func TestNegativeVerdictsExplainThemselvesInBothLanguages(t *testing.T) {
	c := classifier(t)
	got := verdict(t, c, build("products: name varchar(80)"), "products.name").Evidence[0]
	if want := "'name' in table products: not about a person"; got.EN != want {
		t.Errorf("EN = %q, want %q", got.EN, want)
	}
	if want := "'name' in tabel products: niet over een persoon"; got.NL != want {
		t.Errorf("NL = %q, want %q", got.NL, want)
	}
}

func TestForeignKeysLinkBothWays(t *testing.T) {
	c := classifier(t)
	db := build("users: id int; email text; last_name text", "traces: id int; owner int; latitude numeric", "nodes: id int; latitude numeric")
	db.Tables[1].Constraints = []*schema.Constraint{{Kind: schema.ForeignKey, Columns: []string{"owner"}, RefTable: schema.Name{Name: "users"}}}
	if got := verdict(t, c, db, "traces.latitude"); got.Category != "loc.precise" {
		t.Errorf("the latitude of a user's trace is %q: %s", got.Category, evidence(got))
	}
	if got := verdict(t, c, db, "nodes.latitude"); got.Personal() {
		t.Errorf("the latitude of a map node is %q", got.Category)
	}
}

func TestAPartitionIsWhatItsParentIs(t *testing.T) {
	c := classifier(t)
	db := build("customers: name text; email text", "p2024_05: name text; email text")
	db.Tables[1].Parents = []schema.Name{{Name: "customers"}}
	if got := c.Database(db)[1]; got.Subject != PersonSubject || got.Columns[0].Category != "name.full" {
		t.Errorf("partition: subject %v, name %q", got.Subject, got.Columns[0].Category)
	}
}

func TestCommentsTellWhatNamesDoNot(t *testing.T) {
	c := classifier(t)
	for comment, want := range map[string]ID{
		"Geburtsdatum des Kunden":    "demo.birth_date",
		"Geboortedatum":              "demo.birth_date",
		"date de naissance":          "demo.birth_date",
		"fecha de nacimiento":        "demo.birth_date",
		"data di nascita":            "demo.birth_date",
		"date of birth":              "demo.birth_date",
		"day the record was written": "",
		"the date of birth is not kept here since the law of 2018 forbids it": "",
	} {
		db := build("customers: f3 date; email text")
		db.Tables[0].Columns[0].Comment = &schema.Text{Text: comment}
		if got := verdict(t, c, db, "customers.f3"); got.Category != want {
			t.Errorf("comment %q: %q, want %q", comment, got.Category, want)
		}
	}
}

func TestOpaqueColumnsMayHoldPersonalData(t *testing.T) {
	c := classifier(t)
	db := build("customers: custom1 text; freifeld3 varchar(80); attribs jsonb; email text", "products: custom1 text; attribs jsonb")
	for _, name := range []string{"customers.custom1", "customers.freifeld3", "customers.attribs"} {
		if got := verdict(t, c, db, name); !got.MayHold || got.Personal() {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for _, name := range []string{"products.custom1", "products.attribs"} {
		if got := verdict(t, c, db, name); got.MayHold {
			t.Errorf("%s may hold personal data: %s", name, evidence(got))
		}
	}
}

func TestProtectionIsStatedByTheName(t *testing.T) {
	c := classifier(t)
	db := build("users: password_hash text; password_bcrypt text; password text; encrypted_password text; bsn_encrypted bytea; username text")
	for column, want := range map[string]Protection{
		"password_hash": FastHash, "password_bcrypt": SlowHash, "password": UnknownProtection, "encrypted_password": UnknownProtection, "bsn_encrypted": Encrypted,
	} {
		if got := verdict(t, c, db, "users."+column); got.Stated != want || !got.Personal() {
			t.Errorf("%s: category %q, stated %v, want %v", column, got.Category, got.Stated, want)
		}
	}
}

func TestOneTableIsJudgedAsInItsDatabase(t *testing.T) {
	c := classifier(t)
	for _, p := range readProjects(t, "columns-dev.tsv", "foreign-keys-dev.tsv")[:3] {
		all := c.Database(p.db)
		for i, table := range p.db.Tables[:5] {
			if got := c.Table(p.db, table); !reflect.DeepEqual(got, all[i]) {
				t.Errorf("%s.%s: Table and Database disagree", p.name, table.Name)
			}
		}
	}
	lone := build("customers: email text").Tables[0]
	if got := c.Table(nil, lone); got.Columns[0].Category != "contact.email" {
		t.Errorf("without a database: %+v", got)
	}
}

func TestAClassifierServesManyGoroutines(t *testing.T) {
	c := classifier(t)
	p := readProjects(t, "holdout.tsv", "")[0]
	want := fmt.Sprint(c.Database(p.db))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := fmt.Sprint(c.Database(p.db)); got != want {
				t.Error("verdicts differ between goroutines")
			}
		})
	}
	wg.Wait()
}
