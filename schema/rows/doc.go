// Package rows looks at the rows that a dump or a seed file holds and says what
// the values of each column look like: bcrypt hashes, e-mail addresses, IBANs.
//
// Looking at values is the best evidence there is, and the most delicate: the
// values are persons' data. So a Sampler keeps counts only. A value lives as a
// slice of the statement it was read from, is classified, and is gone; to count
// how many are different, a keyed 64-bit hash is kept until the evidence is
// handed out, under a key that is made per run and kept nowhere. No error or
// note of this package repeats a value.
//
// It samples: the first rows of a table one by one, then some rows of every
// later statement, so that a dump of any size costs a few thousand rows a table.
package rows
