package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// FixSQL writes the statements that the findings propose, as a script to read,
// change and run: one part for each database, in its dialect. Rights are taken
// back first, then columns are changed and added, and columns are dropped last,
// so that one statement does not pull the ground from under another.
func FixSQL(w io.Writer, r *Result, o Options) error {
	say := func(en, nl string) string { return phrase.Text{EN: en, NL: nl}.In(o.Lang) }
	var b strings.Builder
	comment := func(text string) {
		for _, l := range frame.Wrap(frame.Printable(text), 77) {
			fmt.Fprintf(&b, "-- %s\n", strings.ReplaceAll(l, "*/", "* /"))
		}
	}
	comment(say("Proposed by privet: read, change and test each statement before you run it, and make a backup. Dropping a column erases what is in it.",
		"Voorgesteld door privet: lees, wijzig en test elke opdracht voordat je die uitvoert, en maak een back-up. Een kolom verwijderen wist wat erin staat."))
	parts := fixParts(r)
	if len(parts) == 0 {
		comment(say("No finding proposes a statement.", "Geen bevinding stelt een opdracht voor."))
	}
	for _, p := range parts {
		b.WriteString("\n")
		comment(fmt.Sprintf("%s: %s (%s)", say("Database", "Database"), p.db.Name, p.db.Dialect))
		// Only PostgreSQL rolls changes of tables back.
		transaction := p.db.Dialect == schema.PostgreSQL
		if transaction {
			b.WriteString("BEGIN;\n")
		}
		for _, s := range p.statements {
			b.WriteString("\n")
			comment(fmt.Sprintf("%s: %s (%s)", s.finding.Rule, s.finding.Message.In(o.Lang), s.finding.Span.Position))
			b.WriteString(s.sql + "\n")
		}
		if transaction {
			b.WriteString("\nCOMMIT;\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

type fixPart struct {
	db         *schema.Database
	statements []fixStatement
}

type fixStatement struct {
	sql     string
	finding *finding.Finding
}

// fixParts sorts the statements of the findings by database and by what they do,
// each once.
func fixParts(r *Result) []*fixPart {
	var parts []*fixPart
	findings := Ordered(r.Findings)
	for i := range findings {
		f := &findings[i]
		if f.FixSQL == "" {
			continue
		}
		db := databaseOf(r, f.Span.File)
		if db == nil {
			continue
		}
		at := slices.IndexFunc(parts, func(p *fixPart) bool { return p.db == db })
		if at < 0 {
			at = len(parts)
			parts = append(parts, &fixPart{db: db})
		}
		for _, sql := range strings.Split(f.FixSQL, "\n") {
			if !parts[at].absorbs(sql) {
				parts[at].statements = append(parts[at].statements, fixStatement{sql, f})
			}
		}
	}
	for _, p := range parts {
		slices.SortStableFunc(p.statements, func(a, b fixStatement) int { return fixOrder(a.sql) - fixOrder(b.sql) })
	}
	return parts
}

// absorbs reports whether the part already does what a statement does. MySQL's
// MODIFY states a column anew, so that of two for one column the second would
// undo the first: they become one, wide enough for both and nullable if either
// is.
func (p *fixPart) absorbs(sql string) bool {
	head, def, modifies := cutModify(sql)
	for i, s := range p.statements {
		if s.sql == sql {
			return true
		}
		h, d, ok := cutModify(s.sql)
		if !modifies || !ok || h != head {
			continue
		}
		typ, null := definition(d)
		if t, n := definition(def); n || len(t) > len(typ) {
			null = null || n
			if len(t) > len(typ) { // varchar(255) beside varchar(40)
				typ = t
			}
		}
		p.statements[i].sql = head + typ + map[bool]string{true: " NULL;", false: " NOT NULL;"}[null]
		return true
	}
	return false
}

// cutModify cuts "ALTER TABLE t MODIFY c definition;" behind the column.
func cutModify(sql string) (head, def string, ok bool) {
	before, after, ok := strings.Cut(sql, " MODIFY ")
	if !ok {
		return "", "", false
	}
	end := strings.IndexByte(after, ' ')
	if strings.HasPrefix(after, "`") {
		end = strings.IndexByte(after[1:], '`') + 2
	}
	if end <= 0 || end >= len(after) {
		return "", "", false
	}
	return before + " MODIFY " + after[:end] + " ", strings.TrimSpace(after[end:]), true
}

// definition is a column's type and whether it may be empty.
func definition(def string) (typ string, null bool) {
	def = strings.TrimSuffix(def, ";")
	if t, ok := strings.CutSuffix(def, " NOT NULL"); ok {
		return t, false
	}
	return strings.TrimSuffix(def, " NULL"), true
}

// databaseOf is the database a file states, else the only or first one: rules
// about Go code propose statements too.
func databaseOf(r *Result, file string) *schema.Database {
	for _, db := range r.Inventory.Databases {
		if slices.Contains(db.Sources, file) {
			return db
		}
	}
	for _, db := range r.Inventory.Databases {
		if len(db.Sources) > 0 {
			return db
		}
	}
	return nil
}

func fixOrder(sql string) int {
	switch {
	case strings.HasPrefix(sql, "REVOKE"), strings.HasPrefix(sql, "ALTER DEFAULT"):
		return 0
	case strings.Contains(sql, " DROP COLUMN "):
		return 3
	case strings.HasPrefix(sql, "GRANT"):
		return 1
	}
	return 2
}
