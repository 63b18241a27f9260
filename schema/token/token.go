// Package token cuts SQL text into tokens, in any of the dialects privet reads.
//
// It knows how each dialect writes strings, quoted names, comments and
// parameters, and nothing of grammar: what a word means is the reader's
// business. Token texts are slices of the input, so scanning allocates nothing.
//
// The scanner reads what people really hand to a database, not only what its
// manual allows:
//
//   - "--x" without a blank is a comment in MySQL too: installers strip such
//     lines before they reach the server.
//   - The content of MySQL's executable comments, /*!40101 ... */ and MariaDB's
//     /*M! ... */, is scanned as if the brackets were not there.
//   - Placeholders that an installer fills in later ({{prefix}}users,
//     %TABLE_PREFIX%users, ${db}.users, #__users) are part of the word they touch.
//
// Sources: PostgreSQL manual 4.1 (Lexical Structure), MySQL reference manual
// chapter 9 (Language Structure), sqlite.org/lang_keywords.html and
// sqlite.org/lang_expr.html.
package token

import "strings"

// Kind tells tokens apart.
type Kind uint8

// The kinds of tokens.
const (
	EOF      Kind = iota
	Word          // a keyword or an unquoted name, placeholders included
	Quoted        // a quoted name: "x", `x`, [x]
	String        // a string literal with its prefix and quotes: 'x', E'x', N'x', _utf8'x', $tag$x$tag$; "x" in MySQL
	Number        // 1, 1.5e3, 0x1F
	Operator      // an operator or a punctuation mark
	Param         // $1, ?, ?1, :name, @name, @@name
	Comment       // a comment with its marks; a line comment without the line's end
	Unclosed      // a string, quoted name or comment the text ends inside
)

// Token is one token. Text is the piece of the input it was read from and
// Offset the byte where that piece begins.
type Token struct {
	Kind   Kind
	Text   string
	Offset int
}

// End returns the byte offset behind the token.
func (t Token) End() int { return t.Offset + len(t.Text) }

// Is reports whether the token is that keyword or operator, letter case apart.
// A quoted name or a string never is.
func (t Token) Is(word string) bool {
	return (t.Kind == Word || t.Kind == Operator) && len(t.Text) == len(word) && strings.EqualFold(t.Text, word)
}
