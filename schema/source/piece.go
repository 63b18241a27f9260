package source

import "github.com/privet-dev/privet/schema"

// Kind tells the pieces of an SQL file apart.
type Kind uint8

// The kinds of pieces.
const (
	Statement   Kind = iota // an SQL statement, without its terminator
	CopyData                // lines of a COPY ... FROM stdin block, without the closing \.
	MetaCommand             // a client's own command: psql's \connect, SQLite's .read, mysql's source
)

// Piece is one statement, data block or client command of a file.
type Piece struct {
	Kind     Kind
	Keyword  string          // first keyword of a statement or command, upper case: "CREATE", "\CONNECT", "SOURCE"
	Text     string          // the bytes of the file from Position on, comments inside included
	Lead     string          // the comment block right above the statement, one comment a line
	Position schema.Position // of Text's first byte; Position.File is the caller's to fill
	Copy     string          // of CopyData: the COPY statement before it
	Size     int             // bytes the piece has in the file: more than len(Text) when Truncated

	// Truncated says that Text is only the head of a piece too large to hold:
	// a multi-row INSERT, a COPY block, a hundred-megabyte line.
	Truncated bool
	// Unclosed says that a quote or a body opened in the piece is never closed, or
	// that a block of rows has no end;
	// the piece was cut at the next line that ends in a terminator, so that the
	// rest of the file is still read.
	Unclosed bool
}

// Limits of what a Splitter keeps of one piece.
const (
	// maxStatement is more than any DDL statement met in practice (the largest
	// function body of the measured corpora has 180 KB), and the size from which
	// the PostgreSQL grammar is not called any more.
	maxStatement = 1 << 20
	// maxRows is what is kept of a statement or block that holds rows: enough
	// for a sample of some hundred rows, little enough to copy for each of the
	// one-megabyte INSERTs that mysqldump writes.
	maxRows = 64 << 10
	// maxLead bounds the comment block kept for a statement.
	maxLead = 8 << 10
	// maxRecoveries bounds how often one file may be cut at an unclosed quote,
	// so that a file made of quotes is not scanned once per quote.
	maxRecoveries = 64
)
