package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
)

const (
	hashBlock = 100   // characters a line's hash is made of
	hashBase  = 37    // base of the rolling hash
	hashEOF   = 65535 // stands behind the file's last character
)

// lineHashes returns the hash of each wanted line of a text, as GitHub's code
// scanning computes primaryLocationLineHash
// (https://github.com/github/codeql-action, src/fingerprints.ts): a rolling
// hash over the 100 characters from the line's start that are no spaces or
// tabs, with all line ends read as \n, and ":n" for the nth line of that hash.
// GitHub warns about, and does not use, any other value under that key.
func lineHashes(r io.Reader, wanted map[int]bool) (map[int]string, error) {
	h := newLineHasher(wanted)
	br := bufio.NewReader(r)
	for {
		c, _, err := br.ReadRune()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("hashing lines: %w", err)
		}
		if hi, lo := utf16.EncodeRune(c); c > 0xffff { // JavaScript counts UTF-16 units
			h.add(uint64(hi))
			h.add(uint64(lo))
			continue
		}
		h.add(uint64(c))
	}
	h.add(hashEOF)
	for range hashBlock { // push the last lines through the window
		h.emit()
		h.roll(0)
	}
	return h.hashes, nil
}

// lineHasher is the state of one pass over a text.
type lineHasher struct {
	window  [hashBlock]uint64
	starts  [hashBlock]int // line that starts with the character in the window, or 0
	index   int
	sum     uint64
	first   uint64 // weight of the character that leaves the window
	line    int
	atStart bool
	afterCR bool
	seen    map[uint64]int
	wanted  map[int]bool
	hashes  map[int]string
}

func newLineHasher(wanted map[int]bool) *lineHasher {
	h := &lineHasher{first: 1, atStart: true, seen: map[uint64]int{}, wanted: wanted, hashes: map[int]string{}}
	for range hashBlock {
		h.first *= hashBase
	}
	return h
}

// add takes one UTF-16 unit.
func (h *lineHasher) add(c uint64) {
	if c == ' ' || c == '\t' || h.afterCR && c == '\n' {
		h.afterCR = false
		return
	}
	h.afterCR = c == '\r'
	if h.afterCR {
		c = '\n'
	}
	h.emit()
	if h.atStart {
		h.atStart = false
		h.line++
		h.starts[h.index] = h.line
	}
	h.atStart = c == '\n'
	h.roll(c)
}

// emit records the hash of the line whose first character is about to leave the
// window.
func (h *lineHasher) emit() {
	line := h.starts[h.index]
	if line == 0 {
		return
	}
	h.starts[h.index] = 0
	h.seen[h.sum]++
	if h.wanted[line] {
		h.hashes[line] = fmt.Sprintf("%x:%d", h.sum, h.seen[h.sum])
	}
}

// roll moves the window on by one character.
func (h *lineHasher) roll(c uint64) {
	h.sum = h.sum*hashBase + c - h.first*h.window[h.index]
	h.window[h.index] = c
	h.index = (h.index + 1) % hashBlock
}
