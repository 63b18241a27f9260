package live

import (
	"context"
	"time"

	"github.com/privet-dev/privet/schema"
)

// Options steer Open. The zero value is a limit of 30 seconds a statement.
type Options struct {
	Timeout time.Duration // how long connecting, and any one statement, may take
	Sample  int           // rows of each table to look at; 0: none, catalogs only
}

const defaultTimeout = 30 * time.Second

// Open reads the catalog behind a URL, postgres://user:password@host:port/db or
// mysql://user:password@host:port/db, closes the connection and returns the
// model with the lineage of its views. A MySQL URL without a database reads all
// of the server's; a MySQL database is a schema of the model.
//
// Every error is an *Error; what could not be read of a server that answered is
// a Note of the Database.
func Open(ctx context.Context, url string, opts Options) (*schema.Database, error) {
	if opts.Timeout <= 0 {
		opts.Timeout = defaultTimeout
	}
	t, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	read := readPostgres
	if t.dialect == schema.MySQL {
		read = readMySQL
	}
	b := newBuilder(t)
	if err := read(ctx, t, opts, b); err != nil {
		return nil, t.explain(err, opts.Timeout)
	}
	b.result.Notes = append(b.result.Notes, b.notes...)
	return b.result, nil
}
