package personal

import "testing"

func TestFields(t *testing.T) {
	c := classifier(t)
	for _, tt := range []struct {
		why   string
		field Field
		want  ID
	}{
		{"a strong name", Field{Type: "User", Name: "Email", GoType: "string"}, "contact.email"},
		{"a weak name in a person's struct", Field{Type: "Customer", Name: "Name", GoType: "string"}, "name.full"},
		{"a weak name in another struct", Field{Type: "Campaign", Name: "Name", GoType: "string"}, ""},
		{"siblings make the person", Field{Type: "Row", Name: "Name", GoType: "string", Siblings: []string{"Phone", "BirthDate", "Email"}}, "name.full"},
		{"what a form to sign up is filled with", Field{Type: "SignupForm", Name: "Email", GoType: "string"}, "contact.email"},
		{"and any form", Field{Type: "form", Name: "Email", GoType: "string"}, "contact.email"},
		{"a form for a thing", Field{Type: "ProductForm", Name: "Name", GoType: "string"}, ""},
		{"forms themselves", Field{Type: "Form", Name: "Name", GoType: "string"}, ""},
		{"a configuration's password", Field{Type: "SMTPConfig", Name: "Password", GoType: "string"}, ""},
		{"a function is no value", Field{Type: "User", Name: "Email", GoType: "func() string"}, ""},
		{"a boolean is no value", Field{Type: "User", Name: "Email", GoType: "bool"}, ""},
		{"the column in a gorm tag", Field{Type: "User", Name: "Em", GoType: "string", Tags: map[string]string{"gorm": "size:80;column:email"}}, "contact.email"},
		{"the column in an xorm tag", Field{Type: "User", Name: "Em", GoType: "string", Tags: map[string]string{"xorm": "varchar(80) 'email'"}}, "contact.email"},
		{"the name in a db tag", Field{Type: "User", Name: "Pw", GoType: "string", Tags: map[string]string{"db": "wachtwoord"}}, "cred.password"},
		{"the name in JSON", Field{Type: "User", Name: "X", GoType: "string", Tags: map[string]string{"json": "dateOfBirth,omitempty"}}, "demo.birth_date"},
		{"the autocomplete token of an input", Field{Type: "checkout", Name: "f7", Tags: map[string]string{"autocomplete": "postal-code"}}, "contact.postcode"},
		{"a tag of three sections", Field{Type: "checkout", Name: "f7", Tags: map[string]string{"autocomplete": "section-a shipping tel"}}, "contact.phone"},
		{"validate says e-mail", Field{Type: "SignupRequest", Name: "Login", GoType: "string", Tags: map[string]string{"validate": "required,email"}}, "contact.email"},
		{"an input of type tel", Field{Type: "order", Name: "q2", Tags: map[string]string{"type": "tel"}}, "contact.phone"},
		{"a struct tag corrects", Field{Type: "User", Name: "Email", GoType: "string", Tags: map[string]string{"privet": "not-personal test data"}}, ""},
		{"a struct tag states", Field{Type: "Thing", Name: "X", GoType: "string", Tags: map[string]string{"privet": "category=id.national"}}, "id.national"},
	} {
		if got := c.Field(tt.field); got.Category != tt.want {
			t.Errorf("%s: %s.%s is %q, want %q: %s", tt.why, tt.field.Type, tt.field.Name, got.Category, tt.want, evidence(got))
		}
	}
}

func TestBareNamesAreJudgedWithCare(t *testing.T) {
	c := classifier(t)
	for name, want := range map[string]ID{
		"email": "contact.email", "userEmail": "contact.email", "passwordHash": "cred.password", "dateOfBirth": "demo.birth_date", "bsn": "id.national", "iban": "fin.bank_account",
		"name": "", "title": "", "user": "", "i": "", "err": "", "ctx": "", "page": "", "message": "", "emailTemplate": "", "passwordPolicy": "", "token": "", "address": "", "description": "", "ipFamily": "",
	} {
		got := c.Name(name)
		if got.Category != want {
			t.Errorf("Name(%q) = %q, want %q: %s", name, got.Category, want, evidence(got))
		}
		if got.Confidence > Medium {
			t.Errorf("Name(%q) is called %v", name, got.Confidence)
		}
	}
}
