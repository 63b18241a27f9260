// Package frame shows source lines: the numbered line, a caret under the part
// that matters, and a label behind the caret. It is privet's face on the
// terminal.
//
// # What makes it harder than it looks
//
// The scanned tree is somebody else's, and three things follow.
//
// Lines may be of any length. A dump can be one line of 100 MB, so lines are
// never held whole: a Source streams to the line, then to the column, and keeps
// a window of a few hundred bytes around the caret. Line starts found on the
// way are remembered sparsely, so the next frame in the same file starts near.
//
// Lines may hold anything. Control characters could move the cursor or retitle
// the terminal, and bidirectional marks can make code read differently from
// what it does; both are written as escapes (\x1b, \u202e). Tabs become spaces,
// and every character is measured by the width a terminal gives it, so that the
// caret stands where it should under Chinese, emoji and combining marks.
//
// Lines may hold personal data. Seed files and INSERT statements are full of
// it, and a report travels further than the repository: into CI logs, into
// mails. Quoted values are therefore replaced by '…' before anything is
// printed. Where it is unclear whether a literal is data or structure, it is
// masked: nothing a reader needs is lost, since columns have names.
//
// A line is turned into cells (one cell is one printed character with the
// bytes it stands for), and every later step, masking, cutting and underlining,
// works on cells. That keeps bytes, characters and terminal columns apart.
package frame
