package source

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
)

// traits is what the head of a file says about it.
type traits struct {
	evidence Evidence
	created  map[string]bool // tables it creates, lower case, without schema
	touched  map[string]bool // tables it creates or alters
	ddl      bool            // it holds DDL of any kind
	drops    bool            // it drops tables
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
	createTable = regexp.MustCompile("(?i)\\bcreate\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+|temporary\\s+|temp\\s+|foreign\\s+|virtual\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?" + tableName)
	alterTable  = regexp.MustCompile("(?i)\\balter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + tableName)
	dropTable   = regexp.MustCompile(`(?i)\bdrop\s+table\b`)
	anyDDL      = regexp.MustCompile(`(?im)(?:^|;|!\d{5})\s*(?:create|alter|drop|grant|revoke|comment\s+on|rename|do\s+\$|set\s+default\s+role)\b`)
	anyRows     = regexp.MustCompile(`(?im)(?:^|;)\s*(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into|replace\s+into|copy\s+\S+[^;]*from\s+stdin)\b`)
	namedQuery  = regexp.MustCompile(`(?m)^\s*(?:--+|#|/\*)\s*name\s*:\s*[A-Za-z_]`)
	dumpHeader  = regexp.MustCompile(`(?m)^-- (?:PostgreSQL database (?:cluster )?dump|MySQL dump|MariaDB dump|phpMyAdmin SQL Dump|Dumped (?:from|by))|^PRAGMA foreign_keys=OFF;\s*BEGIN TRANSACTION;`)
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

func (t *traits) read(head []byte) {
	t.evidence = Detect(head)
	for _, m := range createTable.FindAllSubmatch(head, -1) {
		t.created[strings.ToLower(string(m[1]))] = true
	}
	for _, m := range alterTable.FindAllSubmatch(head, -1) {
		t.touched[strings.ToLower(string(m[1]))] = true
	}
	for name := range t.created {
		t.touched[name] = true
	}
	t.ddl = len(t.created) > 0 || anyDDL.Match(head)
	t.drops = dropTable.Match(head)
	t.rows = anyRows.Match(head)
	t.queries = namedQuery.Match(head)
	t.dump = dumpHeader.Match(head)
	t.down = downMarkOf(head)
}

// unreadable turns an error from opening a file into the reason shown.
func unreadable(err error) string {
	var path interface{ Unwrap() error }
	if errors.As(err, &path) && path.Unwrap() != nil {
		err = path.Unwrap()
	}
	return "the file cannot be read: " + err.Error()
}
