package live

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/privet-dev/privet/schema"
)

// pgReader reads one PostgreSQL catalog inside a transaction.
type pgReader struct {
	*builder
	ctx     context.Context
	tx      pgx.Tx
	version int // 150018
}

// readPostgres connects, opens the read-only transaction and reads the catalog
// in the order of a dump: what is referred to comes first.
func readPostgres(ctx context.Context, t *target, opts Options, b *builder) error {
	config, err := pgx.ParseConfig(t.url.String())
	if err != nil { // the error repeats the URL
		return &Error{Kind: BadURL, Server: t.server, Problem: "the connection URL cannot be used", Hint: hintURL}
	}
	config.ConnectTimeout = opts.Timeout
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	r := &pgReader{builder: b, ctx: ctx, tx: tx}
	if err := r.prepare(opts); err != nil {
		return err
	}
	steps := []func() error{r.roles, r.memberships, r.schemas, r.types, r.tables, r.parents, r.constraints, r.functions,
		r.views, r.indexes, r.triggers, r.policies, r.owners, r.rowSecurity, r.comments, r.labels, r.grants, r.columnGrants, r.defaultPrivileges, r.publications}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return r.sample(r.finish(), opts.Sample)
}

// prepare sets the time limits, and an empty search path, so that every
// definition the server writes names the schema of everything in it.
func (r *pgReader) prepare(opts Options) error {
	var database string
	var path []string
	if err := r.tx.QueryRow(r.ctx, `SELECT current_setting('server_version_num')::int, current_database(), current_schemas(false)::text[]`).
		Scan(&r.version, &database, &path); err != nil {
		return err
	}
	r.apply(schema.ConnectTo{Database: database}, schema.SetSearchPath{Schemas: path})
	limit := opts.Timeout.Milliseconds()
	_, err := r.tx.Exec(r.ctx, fmt.Sprintf(`SET LOCAL statement_timeout = %d; SET LOCAL lock_timeout = %[1]d; SET LOCAL search_path = ''`, limit))
	return err
}

// each runs a catalog query and calls do with every row.
func each[T any](r *pgReader, sql string, do func(T)) error {
	rows, err := r.tx.Query(r.ctx, sql)
	if err != nil {
		return err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[T])
	if err != nil {
		return err
	}
	for _, row := range list {
		do(row)
	}
	return nil
}

// ours is the condition that a namespace n is not one of the server's own.
const ours = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

// notOfExtension is the condition that the object of a catalog was not made by
// an extension.
func notOfExtension(catalog, oid string) string {
	return fmt.Sprintf(`NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.%s'::regclass AND d.objid = %s AND d.deptype = 'e')`, catalog, oid)
}
