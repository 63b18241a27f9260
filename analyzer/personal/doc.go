// Package personal decides what is personal data: which columns of a table,
// fields of a struct or inputs of a form, of which category, how surely, and
// why.
//
// # How a name is judged
//
// A name is taken apart into words (normalise.go): at separators, at the humps
// of camelCase, at digits, and, where a word is unknown, at the seams of a
// compound whose parts are known (segment.go). Every run of words that the
// lexicon lists for a category is a candidate (candidate.go); the words around
// it say whether it is the value (billing_email, email_nr), or something about
// the value (email_template, email_verified_at), or a thing's (shop_email).
//
// A strong token decides by itself, a weak one needs the table to be about a
// person, a row token needs each row to be one, and a value token (number,
// amount) needs a table that is named for the category (rule.go). What a table
// is about is told by its name, its columns and its foreign keys in both
// directions (subject.go, link.go). Words of a language count in a schema that
// is written in it (language.go). Types veto and tell (fit.go, labels.go).
//
// The lexicon is data: one file a language in data/lexicon. Adding a language
// is adding a file. What people say wins over all of it (correction.go).
//
// Every verdict carries the sentences it rests on, also a negative one.
package personal
