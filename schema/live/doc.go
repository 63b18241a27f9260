// Package live reads the catalog of a running PostgreSQL, MySQL or MariaDB
// server into the same schema.Database that files are read into.
//
// It does so by asking the server for statements: pg_get_viewdef, SHOW CREATE
// TABLE and the like, put together much as a dump is, then read and replayed by
// the packages that read and replay files. So there is one way from a CREATE
// VIEW to the model, and a server and its own dump cannot differ by accident.
// What a catalog holds as plain facts (grants, memberships, owners) becomes Ops
// without the detour.
//
// A server under audit must not notice: everything happens in one read-only
// transaction, each statement under a time limit, and only catalogs are read,
// never a row of a table. Password hashes stay on the server: the query returns
// their kind.
//
// No password of a connection URL reaches a result or an error's text. Facts
// have no line; the File of their positions is the server's address.
package live
