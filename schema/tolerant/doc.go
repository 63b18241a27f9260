// Package tolerant reads DDL in any dialect from its tokens: it is the reader
// of MySQL, MariaDB and SQLite, and the fallback for what PostgreSQL's own
// grammar refuses.
//
// A grammar accepts a statement or loses it. What people keep in repositories
// is full of things a grammar refuses and the meaning of which is plain all the
// same: ENGINE=ENGINE_TYPE placeholders, column options of a later server
// version, TYPE=MyISAM of an earlier one, another dialect's table options. So
// this reader asks for as little as it can. It finds the places where a fact
// must stand (the name behind CREATE TABLE, the words behind a column's name)
// and steps over everything else by its brackets and commas: an unknown column
// option costs that option, never the column, and an unknown clause never the
// statement.
//
// It fails only where going on would mean guessing: a CREATE TABLE without a
// name, or a bracket that the text ends inside.
//
// Names keep the placeholders an installer fills in (PREFIX_customer,
// {{prefix}}users); Table.Prefix says which part that is.
package tolerant
