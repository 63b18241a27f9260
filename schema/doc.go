// Package schema is the dialect-neutral model of a database: what its tables,
// columns, views, functions, roles, grants and row policies are, and where each
// of those facts was stated.
//
// The package holds data and look-ups only. It reads nothing and decides
// nothing: schema/postgres and schema/tolerant turn statements into Ops,
// schema/replay applies Ops in order to a Database, schema/live fills the same
// Database from a running server's catalog, and everything above (privileges,
// inventory, rules) asks the Database. It imports none of privet's packages.
//
// Two habits hold throughout:
//
//   - Every fact carries an Origin: the span of source text that (last) stated
//     it, and how surely it is known. A fact read by the tolerant reader, or
//     stated inside a DO block, says so, and findings built on it say so too.
//   - Unknown is a value. A boolean that a script may leave unsaid (NOT NULL,
//     LOGIN, row security) is a Tri, so that "not stated" is never taken for
//     "no".
package schema
