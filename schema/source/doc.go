// Package source turns a folder, a file or a text into the SQL statements of
// one or more databases: which files are schema, in which dialect they are
// written, in which order they apply, and where each statement begins.
//
// It goes in four steps, each usable alone:
//
//   - Find walks a root and groups the SQL files into Sets, one Set a database,
//     files in the order in which they apply. Nothing is left out silently: a
//     file that is not read stands in Found.Skipped with its reason.
//   - File.Open decodes a file (byte order marks, UTF-16, stray bytes, NULs, gzip,
//     zstd) and blanks what a migration tool would not run (the "down" half),
//     so that byte offsets stay those of the file.
//   - Detect says which dialect a text is written in.
//   - Splitter cuts the decoded bytes into statements, COPY data and client
//     commands, in memory that does not grow with the file.
//
// The package does not understand statements; it knows only enough of each
// dialect's lexical rules to find where one ends.
package source
