package source

import (
	"bufio"
	"bytes"
	"io"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// downMark says how a migration tool marks, inside one file, the half that is
// run and the half that undoes it.
type downMark struct {
	up   *lazyregexp.Regexp // the file uses the tool's marks
	down *lazyregexp.Regexp // from this line on nothing is run
	line *lazyregexp.Regexp // single lines that are not run (liquibase's rollback)
}

// downMarks were read from the tools' own sources, except node-pg-migrate's and
// Liquibase's, which follow their documentation.
var downMarks = map[string]downMark{
	"goose":           {up: mustLine(`--\s*\+goose\s+Up`), down: mustLine(`--\s*\+goose\s+Down`)},
	"sql-migrate":     {up: mustLine(`--\s*\+migrate\s+Up`), down: mustLine(`--\s*\+migrate\s+Down`)},
	"dbmate":          {up: mustLine(`--\s*migrate:up`), down: mustLine(`--\s*migrate:down`)},
	"tern":            {up: mustLine(`----\s*create above\s*/\s*drop below\s*----`), down: mustLine(`----\s*create above\s*/\s*drop below\s*----`)},
	"node-pg-migrate": {up: mustLine(`--\s*Up Migration`), down: mustLine(`--\s*Down Migration`)},
	"liquibase":       {up: mustLine(`--\s*liquibase formatted sql`), line: mustLine(`--\s*rollback\b`)},
	"drizzle":         {up: mustLine(`-->\s*statement-breakpoint`)},
	"rambler":         {up: mustLine(`--\s*rambler up`), down: mustLine(`--\s*rambler down`)},
}

func mustLine(pattern string) *lazyregexp.Regexp { return lazyregexp.New(`(?mi)^[ \t]*` + pattern) }

// downMarkOrder is the order in which the tools' marks are looked for, and a
// word without which a mark cannot be there.
var downMarkOrder = []struct{ name, word string }{{"goose", "+goose"}, {"sql-migrate", "+migrate"}, {"dbmate", "migrate:"},
	{"tern", "create above"}, {"node-pg-migrate", "up migration"}, {"liquibase", "liquibase"}, {"rambler", "rambler"}, {"drizzle", "statement-breakpoint"}}

// downMarkOf returns the name of the tool whose marks a lower-case text holds,
// or "".
func downMarkOf(head []byte) string {
	for _, tool := range downMarkOrder {
		if bytes.Contains(head, []byte(tool.word)) && downMarks[tool.name].up.Match(head) {
			return tool.name
		}
	}
	return ""
}

// upReader blanks the lines a migration tool would not run: every byte but
// line breaks becomes a blank, so that offsets hold.
type upReader struct {
	r     *bufio.Reader
	mark  downMark
	rest  []byte
	down  bool // inside the down half
	blank bool // the current line is blanked
	start bool // the next bytes begin a line
}

func newUpReader(r io.Reader, m downMark) *upReader {
	return &upReader{r: bufio.NewReaderSize(r, 64<<10), mark: m, start: true}
}

// Read implements io.Reader.
func (u *upReader) Read(p []byte) (int, error) {
	if len(u.rest) == 0 {
		line, err := u.r.ReadSlice('\n')
		if len(line) == 0 {
			return 0, err
		}
		if u.start {
			u.enter(line)
		}
		u.start = line[len(line)-1] == '\n'
		if u.blank {
			for i, c := range line {
				if c != '\n' && c != '\r' {
					line[i] = ' '
				}
			}
		}
		u.rest = line
	}
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	return n, nil
}

// enter decides about the line that begins with these bytes.
func (u *upReader) enter(line []byte) {
	if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("--")) {
		switch {
		case u.mark.down != nil && u.mark.down.Match(line):
			u.down = true
		case u.mark.up.Match(line):
			u.down = false
		}
	}
	u.blank = u.down || u.mark.line != nil && u.mark.line.Match(line)
}
