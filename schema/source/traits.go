package source

import (
	"bytes"
	"errors"
	"io"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// traits is what the head of a file says about it.
type traits struct {
	evidence Evidence
	created  map[string]bool // tables it creates, lower case, without schema
	touched  map[string]bool // tables it creates or alters
	ddl      bool            // it holds DDL of any kind
	makes    bool            // it creates or adds something
	rows     bool            // it holds INSERT or COPY rows
	queries  bool            // it holds "-- name:" queries
	dump     bool            // a dump tool wrote it
	down     string          // key of downMarks
	reason   string          // why the file cannot be read, or ""
}

// headSize is how much of a file is looked at to place it. pg_dump and
// mysqldump state the schema before or between the rows; a schema that begins
// behind the first megabyte of rows is still read, only its place in a set is
// then guessed from names.
const headSize = 1 << 20

var (
	createTable = lazyregexp.New("^create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+|temporary\\s+|temp\\s+|foreign\\s+|virtual\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?" + tableName)
	alterTable  = lazyregexp.New("^alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + tableName)
	makes       = lazyregexp.New(`\b(?:create|add)\s`)
	anyDDL      = lazyregexp.New(`(?m)(?:^|;|!\d{5})\s*(?:create|alter|drop|grant|revoke|comment\s+on|rename|do\s+\$|set\s+default\s+role)\b`)
	anyRows     = lazyregexp.New(`(?m)(?:^|;)\s*(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into|replace\s+into|copy\s+\S+[^;]*from\s+stdin)\b`)
	namedQuery  = lazyregexp.New(`(?m)^\s*(?:--+|#|/\*)\s*name\s*:\s*[A-Za-z_]`)
	dumpHeader  = lazyregexp.New(`(?m)^-- (?:postgresql database (?:cluster )?dump|mysql dump|mariadb dump|phpmyadmin sql dump|dumped (?:from|by))|^pragma foreign_keys=off;\s*begin transaction;`)
)

// tableName captures the last part of a possibly qualified and quoted name.
const tableName = "(?:[\"`\\[]?[\\w$#{}%-]+[\"`\\]]?\\s*\\.\\s*){0,2}[\"`\\[]?([\\w$#{}%-]+)"

// sniff reads the head of a file. An error means the file cannot be opened or
// decompressed.
func sniff(f File) (traits, error) {
	t := traits{created: map[string]bool{}, touched: map[string]bool{}}
	s, err := f.Open()
	if err != nil {
		return t, err
	}
	defer s.Close()
	head, err := io.ReadAll(io.LimitReader(s, headSize))
	if err != nil && len(head) == 0 {
		return t, err
	}
	switch met := s.Met(); {
	case len(bytes.TrimSpace(head)) == 0:
		t.reason = "the file is empty"
		return t, nil
	case met.NULs > len(head)/100+8, met.Invalid > len(head)/4:
		t.reason = "the file is binary, not SQL"
		return t, nil
	}
	t.read(head)
	return t, nil
}

// read looks for what tells files apart. The patterns are tried only where a
// word of theirs stands: this runs on every file before any of it is read.
func (t *traits) read(head []byte) {
	low := bytes.ToLower(head)
	t.evidence = detect(low)
	each(low, "create", createTable, func(name string) { t.created[name], t.touched[name] = true, true })
	each(low, "alter", alterTable, func(name string) { t.touched[name] = true })
	has := func(word string) bool { return bytes.Contains(low, []byte(word)) }
	t.makes = makes.Match(low)
	t.ddl = len(t.created) > 0 || anyDDL.Match(low)
	t.rows = (has("insert") || has("replace") || has("stdin")) && anyRows.Match(low)
	t.queries = has("name") && namedQuery.Match(low)
	t.dump = (has("dump") || has("pragma")) && dumpHeader.Match(low)
	if has("up") || has("create above") || has("liquibase") || has("statement-breakpoint") {
		t.down = downMarkOf(low)
	}
}

// each calls found with what the pattern captures at the occurrences of a word.
func each(low []byte, word string, pattern *lazyregexp.Regexp, found func(string)) {
	const window = 256
	for k := 0; ; k += len(word) {
		n := bytes.Index(low[k:], []byte(word))
		if n < 0 {
			return
		}
		k += n
		if k > 0 && isWord(low[k-1]) {
			continue
		}
		if m := pattern.FindSubmatch(low[k:min(len(low), k+window)]); m != nil {
			found(string(m[len(m)-1]))
		}
	}
}

// unreadable turns an error from opening a file into the reason shown.
func unreadable(err error) string {
	var path interface{ Unwrap() error }
	if errors.As(err, &path) && path.Unwrap() != nil {
		err = path.Unwrap()
	}
	return "the file cannot be read: " + err.Error()
}
