package live

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/rows"
)

// Rows are looked at only where somebody asked for a number of them, inside the
// same read-only transaction and under the same time limit. They go through the
// Sampler that dumps go through: counted, and gone. A table that this account may
// not read becomes a note.

// sampled are the tables that hold rows of their own.
func sampled(db *schema.Database) []*schema.Table {
	var list []*schema.Table
	for _, t := range db.Tables {
		if (t.Kind == schema.BaseTable || t.Kind == schema.Partition) && len(t.Columns) > 0 {
			list = append(list, t)
		}
	}
	return list
}

func columnNames(t *schema.Table) []string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	return names
}

func (b *builder) noteUnsampled(t *schema.Table) {
	b.note("the rows of "+t.Name.String()+" could not be looked at", "the account needs SELECT on the table; the catalog was read all the same")
}

// sample looks at some rows of every table. A failed statement would end the
// transaction, so each runs behind a savepoint.
func (r *pgReader) sample(db *schema.Database, n int) error {
	if n <= 0 {
		return nil
	}
	s := rows.New(schema.PostgreSQL)
	for _, t := range sampled(db) {
		names := columnNames(t)
		list := make([]string, len(names))
		for i, name := range names {
			list[i] = pgx.Identifier{name}.Sanitize() + "::text"
		}
		point, err := r.tx.Begin(r.ctx)
		if err != nil {
			return err
		}
		table := pgx.Identifier{t.Name.Name}
		if t.Name.Schema != "" {
			table = pgx.Identifier{t.Name.Schema, t.Name.Name}
		}
		err = r.sampleTable(s, point, t, names, fmt.Sprintf("SELECT %s FROM ONLY %s LIMIT %d", strings.Join(list, ", "), table.Sanitize(), n))
		if rerr := point.Rollback(r.ctx); rerr != nil {
			return rerr
		}
		if isTimeout(err) || r.ctx.Err() != nil {
			return err
		}
		if err != nil {
			r.noteUnsampled(t)
		}
	}
	s.Attach(db)
	return nil
}

func (r *pgReader) sampleTable(s *rows.Sampler, tx pgx.Tx, t *schema.Table, names []string, query string) error {
	found, err := tx.Query(r.ctx, query)
	if err != nil {
		return err
	}
	defer found.Close()
	return feed(s, t, names, found)
}

// sample looks at some rows of every table.
func (r *myReader) sample(db *schema.Database, n int) error {
	if n <= 0 {
		return nil
	}
	s := rows.New(schema.MySQL)
	for _, t := range sampled(db) {
		err := r.sampleTable(s, t, n)
		if isTimeout(err) || r.ctx.Err() != nil {
			return err
		}
		if err != nil {
			r.noteUnsampled(t)
		}
	}
	s.Attach(db)
	return nil
}

func (r *myReader) sampleTable(s *rows.Sampler, t *schema.Table, n int) error {
	names := columnNames(t)
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = quote(name)
	}
	table := quote(t.Name.Name)
	if t.Name.Schema != "" {
		table = quote(t.Name.Schema) + "." + table
	}
	found, err := r.conn.QueryContext(r.ctx, fmt.Sprintf("SELECT %s FROM %s LIMIT %d", strings.Join(list, ", "), table, n))
	if err != nil {
		return err
	}
	defer found.Close()
	return feed(s, t, names, found)
}

// cursor is what the two drivers' results have in common.
type cursor interface {
	Next() bool
	Scan(targets ...any) error
	Err() error
}

// feed hands every row of a result to the sampler. The values live in one row
// of cells that the next row overwrites.
func feed(s *rows.Sampler, t *schema.Table, names []string, found cursor) error {
	values, targets := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for found.Next() {
		if err := found.Scan(targets...); err != nil {
			return err
		}
		s.Row(t.Name, names, values, t.Origin.Position)
	}
	return found.Err()
}
