// Package analyzer is the pipeline from files to the joined picture: Scan reads
// a whole project.
package analyzer
