package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// load reads the files of a txtar archive as a folder of pages.
func load(t *testing.T, archive string) *Result {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	res, err := Load(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// one reads a single page.
func one(t *testing.T, name, content string) *Page {
	t.Helper()
	res := load(t, "-- "+name+" --\n"+content)
	if len(res.Pages) != 1 {
		t.Fatalf("%d pages, want 1", len(res.Pages))
	}
	return res.Pages[0]
}

func TestAFormIsReadThroughItsTemplateActions(t *testing.T) {
	p := one(t, "signup.gohtml", `{{define "signup"}}
<form action="{{ url "signup" }}" method="POST" class="{{if .Err}}bad{{end}}">
  <label for="mail">E-mail</label>
  <input id="mail" type="email" name="email" value="{{ .Form.Get "email" }}" required>
  <label><input type="checkbox" name="news" {{if eq .News "yes"}}checked{{end}}> Newsletter</label>
  <label><input type="checkbox" name="offers" checked> Offers</label>
  {{if .Terms}}<input type="checkbox" name="terms" checked>{{else}}<input type="checkbox" name="terms">{{end}}
  <input name="phone" {{with .Strict}}required{{end}} placeholder='Phone "mobile"'>
  <select name="title"><option>Ms</option></select>
  <input type="hidden" name="csrf" value="{{.Token}}"><button type=submit name=go>Go</button>
</form>{{end}}`)
	form := p.Forms[0]
	if form.Method != "POST" || form.Action != `{{ url "signup" }}` {
		t.Errorf("form %s %q", form.Method, form.Action)
	}
	type field struct {
		Name, Type, Label string
		Required, Checked bool
		Line, Column      int
	}
	var got []field
	for _, f := range form.Fields {
		got = append(got, field{f.Name, f.Type, f.Label, f.Required, f.Checked, f.Span.Line, f.Span.Column})
	}
	want := []field{
		{"email", "email", "E-mail", true, false, 4, 3},
		{"news", "checkbox", "Newsletter", false, false, 5, 10},
		{"offers", "checkbox", "Offers", false, true, 6, 10},
		{"terms", "checkbox", "", false, false, 7, 16},
		{"terms", "checkbox", "", false, false, 7, 68},
		{"phone", "text", `Phone "mobile"`, false, false, 8, 3},
		{"title", "select", "", false, false, 9, 3},
		{"csrf", "hidden", "", false, false, 10, 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if at := form.Fields[2].CheckedAt; at.Line != 6 || at.Column != 47 || at.Length != 7 {
		t.Errorf("checked stands at %d:%d+%d, want 6:47+7", at.Line, at.Column, at.Length)
	}
}

func TestTheMethodOfAFormIsKnownOrNotSaid(t *testing.T) {
	for _, test := range []struct{ name, html, want string }{
		{"stated", `<form method="get" action="/a"><input name=email></form>`, "GET"},
		{"the default", `<body><form action="/a"><input name=email></form></body>`, "GET"},
		{"the default in a page with scripts", `<body><form action="/a"><input name=email></form><script src=x.js></script></body>`, ""},
		{"the default in a fragment", `<form action="/a"><input name=email></form>`, ""},
		{"no action: a script's", `<body><form id="login"><input name=email></form></body>`, ""},
		{"htmx", `<body><form hx-post="/a" action="/a"><input name=email></form></body>`, ""},
		{"from a variable", `<body><form method="{{.Method}}" action="/a"><input name=email></form></body>`, ""},
	} {
		if got := one(t, "p.html", test.html).Forms[0].Method; got != test.want {
			t.Errorf("%s: method %q, want %q", test.name, got, test.want)
		}
	}
}

func TestAWayOutInASharedPartCounts(t *testing.T) {
	for _, test := range []struct {
		name, files string
		want        bool
	}{
		{"in the message", `-- mail/newsletter.html --
<html><body><p>Offers</p><a href="{{.UnsubscribeURL}}">click</a></body></html>`, true},
		{"nowhere", `-- mail/newsletter.html --
<html><body><p>Offers</p></body></html>`, false},
		{"in a defined footer", `-- mail/newsletter.html --
<html><body><p>Offers</p>{{template "footer" .}}</body></html>
-- mail/parts.html --
{{define "footer"}}<a href="/x">Afmelden</a>{{end}}`, true},
		{"in the layout that asks for the content", `-- mail/newsletter.html --
{{define "content"}}<p>Offers</p>{{end}}
-- mail/base.html --
<html><body>{{template "content" .}}<a href="/uit">Uitschrijven</a></body></html>`, true},
		{"in another mail of the same layout", `-- mail/newsletter.html --
{{define "content"}}<p>Offers</p>{{end}}
-- mail/other.html --
{{define "content"}}<p>Unsubscribe</p>{{end}}
-- mail/base.html --
<html><body>{{template "content" .}}</body></html>`, false},
		{"in the parent that is extended", `-- mail/newsletter.twig --
{% extends "mail/base.twig" %}{% block body %}<p>Offers</p>{% endblock %}
-- mail/base.twig --
<html><body>{% block body %}{% endblock %}<a href="/x">se désinscrire</a></body></html>`, true},
		{"in a Handlebars partial", `-- mail/newsletter.hbs --
<html><body>{{> footer}}</body></html>
-- mail/footer.hbs --
<a href="/x">Abmelden</a>`, true},
		{"in the site's footer, not the mail's", `-- mail/newsletter.html --
<html><body>{{template "footer" .}}</body></html>
-- mail/footer.html --
{{define "footer"}}<p>Bye</p>{{end}}
-- site/footer.html --
{{define "footer"}}<a href="/unsubscribe">Unsubscribe</a>{{end}}`, false},
		{"in a layout that takes the body as a variable", `-- mail/newsletter.html --
<p>Offers</p>
-- mail/layouts/wrap.html --
<html><body>{{.Content}}<p>Darse de baja</p></body></html>`, true},
	} {
		for _, p := range load(t, test.files).Pages {
			if strings.Contains(p.File, "newsletter") && p.HasWayOut() != test.want {
				t.Errorf("%s: way out %v, want %v", test.name, p.HasWayOut(), test.want)
			}
		}
	}
}

func TestAnIncludeThatIsNotThereIsSaid(t *testing.T) {
	p := one(t, "mail/newsletter.html", `<html><body>{{template "footer" .}}</body></html>`)
	if diff := cmp.Diff([]string{"footer"}, p.Unresolved()); diff != "" {
		t.Errorf("unresolved (-want +got):\n%s", diff)
	}
}

func TestImagesOfAMessage(t *testing.T) {
	for _, test := range []struct {
		html                  string
		embedded, pixel, each bool
	}{
		{`<img src="cid:logo">`, true, false, false},
		{`<img src="data:image/png;base64,AAAA">`, true, false, false},
		{`<img src="https://shop.example/banner.png" width="600">`, false, false, false},
		{`<img src="https://shop.example/o.gif?u={{.ID}}" width="1" height="1">`, false, true, true},
		{`<img src="{{.BaseURL}}/open/{{.Subscriber.UUID}}.png" style="width:1px;height:1px">`, false, true, true},
		{`<img src="https://shop.example/spacer.gif" width="1" height="1">`, false, false, false},
		{`<img src="{{.LogoURL}}" width="200">`, false, false, false},
		{`{{range .Products}}<img src="https://shop.example/img?id={{.ID}}">{{end}}`, false, false, false},
		{`<img src="https://shop.example/barcode?code={{.OrderNumber}}" width="200">`, false, false, false},
		{`<img src="{{.User.AvatarURL}}">`, false, false, false},
	} {
		i := one(t, "mail/x.html", test.html).Images[0]
		if i.Embedded != test.embedded || i.Pixel != test.pixel || i.PerRecipient != test.each {
			t.Errorf("%s: embedded %v, pixel %v, per recipient %v", test.html, i.Embedded, i.Pixel, i.PerRecipient)
		}
	}
}

func TestWhatAMessageIsFor(t *testing.T) {
	for _, test := range []struct {
		file, html string
		want       Purpose
	}{
		{"mail/newsletter.html", `<body>News</body>`, Marketing},
		{"mail/lente-aanbieding.html", `<body>20% korting op tulpen</body>`, Marketing},
		{"mail/campaign.html", `<body>20% korting op tulpen</body>`, Marketing},
		{"mail/campaign.html", `<body>{{.Body}}</body>`, UnknownPurpose},
		{"mail/spring.html", `<body>Special offer! Shop now with discount code X</body>`, Marketing},
		{"mail/order_confirmation.html", `<body>Thanks! 10% off your next order: shop now</body>`, Transactional},
		{"mail/bestelling-verzonden.html", `<body>Onderweg</body>`, Transactional},
		{"mail/reset.html", `<body>Reset your password: {{.ResetURL}}</body>`, Transactional},
		{"mail/thanks.html", `<body>Your order {{.OrderNumber}}</body>`, Transactional},
		{"mail/newsletter-confirm.html", `<body>Confirm your subscription</body>`, Transactional},
		{"mail/newsletter/optin.html", `<body>Hello</body>`, Transactional},
		{"mail/campaign-status.html", `<body>Sent: {{.Sent}}</body>`, Transactional},
		{"mail/hello.html", `<body>Hello {{.Name}}</body>`, UnknownPurpose},
	} {
		p := one(t, test.file, test.html)
		if !p.Mail || p.Purpose != test.want {
			t.Errorf("%s %s: mail %v, %q; want %q", test.file, test.html, p.Mail, p.Purpose, test.want)
		}
	}
}

func TestAWebPageAboutMailIsNoMail(t *testing.T) {
	for file, html := range map[string]string{
		"newsletter/thanks.html": `<body><p>Thanks for signing up for our newsletter</p></body>`,
		"newsletter.html":        `<body><form method=post><input name=email></form></body>`,
		"mail/inbox.html":        `<body><script src=app.js></script></body>`,
		"admin/campaigns.html":   `<body><table><tr><td>Summer sale</td></tr></table></body>`,
	} {
		if p := one(t, file, html); p.Mail {
			t.Errorf("%s is taken for mail: %v", file, p.Evidence)
		}
	}
}

func TestAStoredMessageIsDecoded(t *testing.T) {
	p := one(t, "campaign.eml", strings.ReplaceAll(`From: Shop <shop@example.com>
Subject: =?utf-8?q?Nieuwsbrief_mei?=
List-Unsubscribe: <https://shop.example/u>
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<img src=3D"cid:logo"> 20% korting, koop nu
--b--
`, "\n", "\r\n"))
	if !p.Mail || p.Purpose != Marketing || !p.HasWayOut() || len(p.Images) != 1 || !p.Images[0].Embedded {
		t.Errorf("mail %v, purpose %q, way out %v, images %v", p.Mail, p.Purpose, p.HasWayOut(), p.Images)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	res := load(t, "-- a.html --\n<p>{{ .Name </p>\n-- broken.eml --\n<no headers>\n-- tests/b.html --\n<p>x</p>\n-- config.tmpl --\nport: {{.Port}}\n")
	var got []string
	for _, n := range res.Skipped {
		got = append(got, strings.TrimSpace(n.Origin.Span.Position.String()+" "+n.Message))
	}
	want := []string{"a.html:1:4 a template action does not end: read as text", "broken.eml not a message: its headers cannot be read", "pages in folders of tests not read: 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
	if len(res.Pages) != 1 {
		t.Errorf("%d pages, want 1", len(res.Pages))
	}
}

func TestAMessageThatStaffCompletesIsOpen(t *testing.T) {
	for text, want := range map[string]bool{
		"{{.Body}}": true, "{{ .Content | safe }}": true, "{message}": true, "$EMAIL_MESSAGE": true, "%recipient.body%": true,
		"Dear {{.Name}}, 20% off and 30% cheaper": false, "{{.Product.Name}}": false, "only $ 5": false,
	} {
		if got := one(t, "mail/newsletter.html", "<body>"+text+"</body>").Open; got != want {
			t.Errorf("%q: open %v, want %v", text, got, want)
		}
	}
}

func TestFormsOfABackOffice(t *testing.T) {
	for file, html := range map[string]string{
		"admin/customer.html":  `<form method="post" action="/save"><input name="phone"></form>`,
		"views/customer.html":  `<form method="post" action="/admin/customer/update"><input name="phone"></form>`,
		"views/customers.html": `<form method="post" action="{{url "backoffice_save"}}"><input name="phone"></form>`,
	} {
		if !one(t, file, html).ForStaff() {
			t.Errorf("%s is taken for a page for visitors", file)
		}
	}
	if one(t, "views/checkout.html", `<form method="post" action="/checkout"><input name="phone"></form>`).ForStaff() {
		t.Error("the checkout is taken for a page of the back office")
	}
}

func TestTheSenderIsRecognised(t *testing.T) {
	for text, want := range map[string]bool{
		"Bloemenwinkel, Dorpsstraat 12, 1234 AB Utrecht": true,
		"KvK 12345678":                               true,
		"12 High Street, London SW1A 1AA":            true,
		"500 Market Street, San Francisco, CA 94105": true,
		"Musterstraße 5, HRB 1234":                   true,
		"{{.CompanyAddress}}":                        true,
		"{{ .Shop.Address }}":                        true,
		"Greetings from the team":                    false,
		"Hi {{.Name}}, 20% off until 12 May":         false,
		"Only 1999 eur this week":                    false,
	} {
		if got := one(t, "mail/x.html", "<body>"+text+"</body>").HasSender(); got != want {
			t.Errorf("%q: sender %v, want %v", text, got, want)
		}
	}
}

func TestWhatAPageHasTooMuchOfIsSaid(t *testing.T) {
	res := load(t, "-- long.html --\n<html><body>"+strings.Repeat("<input name=a>", maxFields+1)+strings.Repeat("<a href=b>", maxParts+1)+strings.Repeat("<img src=c>", maxParts+2)+"\n"+
		"-- full.html --\n<html><body>"+strings.Repeat("<input name=a>", maxFields)+strings.Repeat("{{if .A}}{{end}}", maxParts)+"\n")
	var got []string
	for _, n := range res.Skipped {
		got = append(got, n.Origin.Span.File+" "+n.Message)
	}
	want := []string{"long.html more than 2500 fields: the rest was not read", "long.html more than 5000 links: the rest was not read", "long.html more than 5000 images: the rest was not read"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

func TestALinkPastACounterIsTracked(t *testing.T) {
	p := one(t, "mail/newsletter.html", `<html><body>
<a href="https://shop.example/click?s={{.SubscriberID}}&amp;url=https%3A%2F%2Fshop.example%2Ftea">counted by person</a>
<a href="https://shop.example/click?campaign={{.CampaignID}}&amp;url=https%3A%2F%2Fshop.example%2Ftea">counted by campaign</a>
<a href="https://shop.example/click?s={{.SubscriberID}}">Unsubscribe</a>
<a href="https://shop.example/r/{{.Token}}">by token</a>
<a href="https://shop.example/tea?utm_source=mail">plain</a>
<a href="https://shop.example/orders/{{.CustomerID}}">an order</a></body></html>`)
	var got []string
	for _, l := range p.Links {
		if l.Tracked {
			got = append(got, l.Text)
		}
	}
	if diff := cmp.Diff([]string{"counted by person"}, got); diff != "" {
		t.Errorf("tracked (-want +got):\n%s", diff)
	}
}

func TestAPrivacyStatementIsReadForObjection(t *testing.T) {
	tests := []struct {
		file, text                       string
		statement, advertises, objection bool
	}{
		{"privacy.html", "We use your address for our newsletter.", true, true, false},
		{"privacyverklaring.html", "Wij sturen een nieuwsbrief; u kunt daar bezwaar tegen maken.", true, true, true},
		{"shop.html", "Subscribe to our newsletter.", false, false, false},
		{"agb.html", "Lieferung in drei Tagen.", true, false, false},
		{"a.html", "<h1>Privacy policy</h1>No marketing.", true, true, false},
		{"b.html", "<h1>Terms</h1><form action=/agree><input name=agree></form>We use it for marketing.", false, false, false},
	}
	for _, tt := range tests {
		p := one(t, tt.file, "<html><body>"+tt.text+"</body></html>")
		if p.Statement != tt.statement || p.Advertises != tt.advertises || p.SpeaksOfObjection() != tt.objection {
			t.Errorf("%s: statement %t, advertises %t, objection %t", tt.file, p.Statement, p.Advertises, p.SpeaksOfObjection())
		}
	}
}

func TestAnAddressThatNobodyReads(t *testing.T) {
	for address, want := range map[string]bool{
		"no-reply@shop.example": true, "Shop <noreply@shop.example>": true, "do_not_reply@shop.example": true, "noreply+news@shop.example": true,
		"reply@shop.example": false, "shop@noreply.example": false, "casanoreply@shop.example": false, "Please do not reply to this mail": false,
	} {
		if got := NoReply(address); got != want {
			t.Errorf("NoReply(%q) = %t", address, got)
		}
	}
}
