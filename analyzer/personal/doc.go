// Package personal decides what is personal data: which columns of a table,
// fields of a struct or inputs of a form, of which category, how surely, and
// why.
package personal
