package setting

import (
	"net"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A connection is written in four ways: a URL, PostgreSQL's key=value string, the
// Go MySQL driver's user:password@tcp(host)/db, and settings of their own for
// host and SSL mode.
var (
	urlForm     = lazyregexp.New(`(?i)\b(postgres|postgresql|cockroachdb|mysql|mariadb|sqlserver|smtp)://([^\s"'<>` + "`" + `\\]+)`)
	keywordForm = lazyregexp.New(`(?i)(?:\b(?:host|user|dbname|password|port)=\S*\s+)+.*?sslmode=(\w+)|sslmode=(\w+)\s+(?:\b(?:host|user|dbname|password|port)=\S*\s*)+`)
	driverForm  = lazyregexp.New(`([\w.%${}-]*):([^@\s"'` + "`" + `/]*)@(tcp|unix)\(([^)\s]*)\)/([\w%${}.-]*)(\?[^\s"'` + "`" + `]*)?`)
	modeKey     = lazyregexp.New(`(?i)^\s*(?:export\s+|-\s+|ENV\s+)?["']?([a-z0-9_.-]*ssl_?mode)["']?\s*[:=]\s*["']?(disable)["']?\s*,?\s*(?:#.*)?$`)
	mailKey     = lazyregexp.New(`(?i)^\s*(?:export\s+|-\s+|ENV\s+)?["']?((?:[a-z0-9_.-]*_)?(?:smtp|mail|mailer)_(?:encryption|tls|secure|starttls|use_tls))["']?\s*[:=]\s*["']?(none|null|false|off|no)["']?\s*,?\s*(?:#.*)?$`)
	jdbcForm    = lazyregexp.New(`(?i)jdbc:(mysql|mariadb|postgresql)://([^\s"'<>]+)`)
	hostKey     = lazyregexp.New(`(?i)^\s*(?:export\s+|-\s+|ENV\s+)?["']?([a-z0-9_.-]*(?:host|hostname|addr|address|server))["']?\s*[:=]\s*["']?([^"'\s,#]+)`)
	hostWord    = lazyregexp.New(`(?i)\bhost=('[^']*'|\S+)`)
	userWord    = lazyregexp.New(`(?i)\buser=('[^']*'|\S+)`)
	passWord    = lazyregexp.New(`(?i)\bpassword=('[^']*'|\S+)`)
)

// found is a connection in a text and where it begins there.
type found struct {
	Connection
	at, length int
}

// connectionsIn finds connections of the first three forms in a text.
func connectionsIn(text string) []found {
	var all []found
	for _, m := range jdbcForm.FindAllStringSubmatchIndex(text, -1) {
		c := fromURL(text[m[2]:m[3]], text[m[4]:m[5]])
		all = append(all, found{c, m[0], m[1] - m[0]})
	}
	for _, m := range urlForm.FindAllStringSubmatchIndex(text, -1) {
		if m[0] >= 5 && text[m[0]-5:m[0]] == "jdbc:" {
			continue
		}
		c := fromURL(text[m[2]:m[3]], text[m[4]:m[5]])
		all = append(all, found{c, m[0], m[1] - m[0]})
	}
	for _, m := range driverForm.FindAllStringSubmatchIndex(text, -1) {
		c := Connection{Scheme: "mysql", User: literal(text[m[2]:m[3]]), Host: withoutPort(text[m[8]:m[9]])}
		if text[m[6]:m[7]] == "unix" {
			c.Host = "localhost"
		}
		if m[12] >= 0 {
			c.Insecure = insecureQuery(text[m[12]+1 : m[13]])
		}
		c.Password = realPassword(text[m[4]:m[5]], c.User)
		all = append(all, found{c, m[0], m[1] - m[0]})
	}
	if m := keywordForm.FindStringIndex(text); m != nil && len(all) == 0 {
		all = append(all, found{fromKeywords(text), m[0], m[1] - m[0]})
	}
	for i := range all {
		all[i].Reach = reach(all[i].Host)
		if all[i].Reach == UnknownHost {
			all[i].Host = ""
		}
	}
	return all
}

func fromURL(scheme, rest string) Connection {
	c := Connection{Scheme: strings.ToLower(scheme)}
	rest, query, _ := strings.Cut(rest, "?")
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		user, password, _ := strings.Cut(rest[:i], ":")
		c.User, rest = literal(user), rest[i+1:]
		c.Password = realPassword(password, c.User)
	}
	host, _, _ := strings.Cut(rest, "/")
	c.Host = withoutPort(host)
	c.Insecure = insecureQuery(query)
	return c
}

func fromKeywords(text string) Connection {
	c := Connection{Scheme: "postgres", Host: "localhost"}
	value := func(re *lazyregexp.Regexp) string {
		if m := re.FindStringSubmatch(text); m != nil {
			return strings.Trim(m[1], "'")
		}
		return ""
	}
	if m := hostWord.FindString(text); m != "" {
		c.Host = value(hostWord)
	}
	c.User = literal(value(userWord))
	c.Password = realPassword(value(passWord), c.User)
	if strings.Contains(strings.ToLower(text), "sslmode=disable") {
		c.Insecure = "sslmode=disable"
	}
	return c
}

// insecureOptions are the options of connection URLs that switch encryption or
// the check of the certificate off.
var insecureOptions = []string{"sslmode=disable", "tls=false", "tls=skip-verify", "usessl=false", "ssl=false", "ssl-mode=disabled", "sslmode=disabled", "encrypt=disable", "encrypt=false"}

func insecureQuery(query string) string {
	for _, o := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' }) {
		if i := slices.Index(insecureOptions, strings.ToLower(strings.TrimRight(o, `)},]`))); i >= 0 {
			return insecureOptions[i]
		}
	}
	return ""
}

// literal is a user's name when it is written out.
func literal(s string) string {
	if strings.ContainsAny(s, "${}%<>*") {
		return ""
	}
	return s
}

func withoutPort(host string) string {
	if end := strings.IndexByte(host, '}'); strings.HasPrefix(host, "${") && end > 0 {
		return host[:end+1]
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.ContainsAny(host[i:], "${}%0123456789") && !strings.Contains(host, "]") && !strings.Contains(host, ":-") {
		return host[:i]
	}
	return host
}

// reach says where a host is. A variable with a default is its default.
func reach(host string) Reach {
	host = strings.Trim(host, `"'[]`)
	if _, def, ok := strings.Cut(host, ":-"); ok && strings.HasPrefix(host, "${") {
		host = strings.TrimSuffix(def, "}")
	}
	switch ip := net.ParseIP(host); {
	case host == "":
		return LocalHost
	case strings.ContainsAny(host, "${}%<>*("):
		return UnknownHost
	case host == "localhost", strings.HasPrefix(host, "/"), host == "host.docker.internal", strings.HasSuffix(host, ".localhost"), ip != nil && (ip.IsLoopback() || ip.IsUnspecified()):
		return LocalHost
	case ip == nil && !strings.Contains(host, "."), strings.HasSuffix(host, ".svc"), strings.HasSuffix(host, ".svc.cluster.local"):
		return ServiceName
	}
	return RemoteHost
}

// placeholders are what people write where a password will stand.
var placeholders = []string{"password", "passwd", "pass", "pwd", "secret", "changeme", "change_me", "changethis", "example", "postgres", "root", "admin", "test", "user", "mysql", "mariadb", "xxx", "xxxx", "123456", "dbpass", "db_password", "mypassword", "wachtwoord", "username", "qwerty"}

// realPassword reports whether a literal password stands there that somebody
// might use.
func realPassword(s, user string) bool {
	low := strings.ToLower(s)
	if len(s) < 3 || strings.ContainsAny(s, "${}%<>*[]") || low == strings.ToLower(user) || slices.Contains(placeholders, low) {
		return false
	}
	return !slices.ContainsFunc([]string{"your", "my-", "my_", "changeme", "example", "password", "secret", "placeholder", "xxx"}, func(w string) bool { return strings.Contains(low, w) })
}

// connections looks through the lines of a file.
func (s *settingsFile) connections() {
	for i, l := range s.lines {
		if commented(l.text) {
			continue
		}
		for _, c := range connectionsIn(l.text) {
			c.Span, c.Sample = s.span(l, c.at, c.length), s.sample
			s.facts.Connections = append(s.facts.Connections, c.Connection)
		}
		for _, form := range []struct {
			re     *lazyregexp.Regexp
			scheme string
		}{{modeKey, "postgres"}, {mailKey, "smtp"}} {
			m := form.re.FindStringSubmatchIndex(l.text)
			if m == nil {
				continue
			}
			c := Connection{Scheme: form.scheme, Insecure: l.text[m[2]:m[3]] + "=" + l.text[m[4]:m[5]], Sample: s.sample, Span: s.span(l, m[2], m[5]-m[2])}
			c.Host, c.Reach = s.hostNear(i)
			s.facts.Connections = append(s.facts.Connections, c)
		}
	}
}

// hostNear finds the host that a setting's neighbours name: the nearest within
// ten lines.
func (s *settingsFile) hostNear(i int) (string, Reach) {
	for d := 1; d <= 10; d++ {
		for _, j := range []int{i - d, i + d} {
			if j < 0 || j >= len(s.lines) || commented(s.lines[j].text) {
				continue
			}
			if m := hostKey.FindStringSubmatch(s.lines[j].text); m != nil {
				host := withoutPort(m[2])
				if r := reach(host); r != UnknownHost {
					return host, r
				}
				return "", UnknownHost
			}
		}
	}
	return "", UnknownHost
}
