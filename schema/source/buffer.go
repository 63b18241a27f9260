package source

import (
	"bytes"
	"io"

	"github.com/privet-dev/privet/schema"
)

// firstSize is how much is asked of the reader at first, and readSize at most: most
// migrations are a few lines, and a folder can hold thousands.
const (
	firstSize = 8 << 10
	readSize  = 128 << 10
)

// buffer is a window over a stream: bytes from base on, of which those before
// keep are no longer needed. It knows the line of every position it is asked
// about in ascending order.
type buffer struct {
	r    io.Reader
	b    []byte
	i    int // scan position
	keep int // first byte still needed
	base int // offset in the stream of b[0]
	eof  bool
	err  error

	limit   int    // how many bytes from keep on are worth holding; 0: all
	head    []byte // the first limit bytes, once more than that went by
	clipped bool   // head is in use: keep follows i

	mark      int // b[mark] has been counted into line up to here
	line      int // 1-based line of b[mark]
	lineStart int // stream offset of that line's first byte
}

func newBuffer(r io.Reader) buffer { return buffer{r: r, line: 1} }

// fill reads more bytes behind the window and reports whether there are any. It
// may move the window: indexes other than i, keep and mark are void after it.
func (w *buffer) fill() bool {
	if w.eof {
		return false
	}
	w.drop()
	ask := min(max(firstSize, cap(w.b)), readSize)
	if free := cap(w.b) - len(w.b); free < ask {
		grown := make([]byte, len(w.b), 2*cap(w.b)+2*ask)
		copy(grown, w.b)
		w.b = grown
	}
	for range 100 {
		n, err := w.r.Read(w.b[len(w.b) : len(w.b)+ask])
		w.b = w.b[:len(w.b)+n]
		if err != nil {
			w.eof = true
			if err != io.EOF {
				w.err = err
			}
			return n > 0
		}
		if n > 0 {
			return true
		}
	}
	w.eof, w.err = true, io.ErrNoProgress
	return false
}

// hold starts a piece at p of which limit bytes are to be kept.
func (w *buffer) hold(p, limit int) {
	w.keep, w.limit, w.clipped, w.head = p, limit, false, w.head[:0]
}

// held returns the bytes of the piece from hold's p up to end, or their head,
// and whether that is all of them.
func (w *buffer) held(end int) (text []byte, clipped bool) {
	if w.clipped {
		return w.head, true
	}
	text = w.b[w.keep:end]
	if w.limit > 0 && len(text) > w.limit {
		return text[:w.limit], true
	}
	return text, false
}

// lookBehind is how many bytes before i a lexer may still look at.
const lookBehind = 16

// drop forgets the bytes before keep once they are worth the copying. A piece
// that has outgrown its limit is reduced to its head first.
func (w *buffer) drop() {
	if w.limit > 0 && !w.clipped && w.i-w.keep > w.limit+lookBehind {
		w.head, w.clipped = append(w.head[:0], w.b[w.keep:w.keep+w.limit]...), true
	}
	if w.clipped {
		w.keep = max(w.keep, w.i-lookBehind)
	}
	k := w.keep
	if k < readSize && k*2 < len(w.b) || k == 0 {
		return
	}
	w.count(k)
	w.b = w.b[:copy(w.b, w.b[k:])]
	w.base += k
	w.i -= k
	w.mark -= k
	w.keep = 0
}

// need makes sure that n bytes from i on are in the window, as far as the
// stream has them, and returns them.
func (w *buffer) need(n int) []byte {
	for len(w.b)-w.i < n && w.fill() {
	}
	return w.b[w.i:min(len(w.b), w.i+n)]
}

// peek returns the byte n places behind i, or 0 at the end.
func (w *buffer) peek(n int) byte {
	if w.i+n < len(w.b) {
		return w.b[w.i+n]
	}
	if s := w.need(n + 1); len(s) > n {
		return s[n]
	}
	return 0
}

// more reports whether there is a byte at i.
func (w *buffer) more() bool { return w.i < len(w.b) || w.fill() }

func (w *buffer) count(p int) {
	if p <= w.mark {
		return
	}
	seg := w.b[w.mark:p]
	if n := bytes.Count(seg, newline); n > 0 {
		w.line += n
		w.lineStart = w.base + w.mark + bytes.LastIndexByte(seg, '\n') + 1
	}
	w.mark = p
}

var newline = []byte{'\n'}

// position returns the position of b[p]; p must not lie before an earlier one.
func (w *buffer) position(p int) schema.Position {
	w.count(p)
	off := w.base + p
	return schema.Position{Offset: off, Line: w.line, Column: off - w.lineStart + 1}
}

// toLineEnd moves i behind the next newline, or to the end.
func (w *buffer) toLineEnd() {
	for w.more() {
		if k := bytes.IndexByte(w.b[w.i:], '\n'); k >= 0 {
			w.i += k + 1
			return
		}
		w.i = len(w.b)
	}
}
