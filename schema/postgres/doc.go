// Package postgres reads one PostgreSQL statement into the effects (Ops) it has
// on the model, with PostgreSQL's own grammar (libpg_query, version 16).
//
// # What stands before the grammar
//
// The grammar is C and reads strangers' files, so three things stand before
// every call:
//
//   - Statements that cannot change the model (INSERT, UPDATE, COPY, most
//     SELECTs) are recognised by their first words and never parsed: in dumps
//     they are most of the text.
//   - NUL and invalid UTF-8, which make the library stop silently or fail, are
//     replaced byte for byte, so that offsets stay true.
//   - guard refuses statements whose tree could nest so deeply that the C stack
//     overflows. That is a SIGSEGV, which Go cannot recover from.
//
// # When the grammar refuses
//
// Read returns a *SyntaxError or a *RefusedError and no Ops. The caller's ladder
// is then:
//
//  1. Masked(text): an equal-length copy without psql variables, template
//     placeholders and syntax newer than the grammar; Read it again at the same
//     position.
//  2. The tolerant reader (schema/tolerant), whose facts are Degraded.
//  3. A note with the error's position, message and hint.
//
// Read never does step 1 itself, because only the caller can count it.
//
// # Positions
//
// The tree has positions for columns, constraints, relations, types and roles,
// and none for statements, grants or policies. Those get the statement's first
// line. Texts of expressions are cut from the source with the package's own
// lexer, because the tree does not say where an expression ends.
package postgres
