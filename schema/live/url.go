package live

import (
	"fmt"
	"net"
	neturl "net/url"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// A target is what a connection URL says, its secrets apart.
type target struct {
	dialect  schema.Dialect
	url      *neturl.URL
	database string
	server   string   // host:port/database: what people are shown
	secrets  []string // never shown
}

const hintURL = "write postgres://user:password@host:5432/database or mysql://user:password@host:3306/database, " +
	"with @ : / and % inside the password as %40 %3A %2F and %25"

// parseURL reads a connection URL. Its errors hold no part of what stands before
// the last @, where a mistyped password may be.
func parseURL(url string) (*target, error) {
	scheme, rest, ok := strings.Cut(strings.TrimSpace(url), "://")
	if !ok {
		return nil, &Error{Kind: BadURL, Problem: "this is not a connection URL", Hint: hintURL}
	}
	t := &target{}
	switch strings.ToLower(scheme) {
	case "postgres", "postgresql":
		t.dialect = schema.PostgreSQL
	case "mysql", "mariadb":
		t.dialect = schema.MySQL
	default:
		return nil, &Error{Kind: BadURL, Problem: fmt.Sprintf("no server of the kind %q is known", scheme), Hint: hintURL}
	}
	u, err := neturl.Parse(strings.ToLower(scheme) + "://" + rest)
	if err != nil { // the error repeats the URL
		return nil, &Error{Kind: BadURL, Problem: "the connection URL cannot be read", Hint: hintURL}
	}
	t.url = u
	t.database = strings.TrimPrefix(u.Path, "/")
	t.server = t.address() + "/" + t.database
	t.secrets = secretsOf(u)
	return t, nil
}

// address returns host:port, or the folder of a socket.
func (t *target) address() string {
	host, port := t.url.Hostname(), t.url.Port()
	if host == "" {
		host = t.url.Query().Get("host")
	}
	if host == "" {
		host = "localhost"
	}
	if port == "" {
		if port = "5432"; t.dialect == schema.MySQL {
			port = "3306"
		}
	}
	if strings.HasPrefix(host, "/") {
		return host
	}
	return net.JoinHostPort(host, port)
}

// secretsOf returns the passwords of a URL in every spelling an error might
// repeat them in.
func secretsOf(u *neturl.URL) []string {
	var secrets []string
	add := func(s string) {
		if s != "" {
			secrets = append(secrets, s, neturl.QueryEscape(s), neturl.PathEscape(s))
		}
	}
	if password, ok := u.User.Password(); ok {
		add(password)
		_, raw, _ := strings.Cut(u.User.String(), ":")
		add(raw)
	}
	for key, values := range u.Query() {
		if strings.Contains(strings.ToLower(key), "pass") {
			for _, v := range values {
				add(v)
			}
		}
	}
	return secrets
}

// redact takes the target's secrets out of a text.
func (t *target) redact(text string) string {
	for _, s := range t.secrets {
		text = strings.ReplaceAll(text, s, "***")
	}
	return text
}
