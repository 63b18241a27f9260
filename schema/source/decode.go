package source

import (
	"bufio"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// Decoding says what a decoder met in a file that is not plain UTF-8.
type Decoding struct {
	UTF16   bool // the file was UTF-16: offsets are those of its UTF-8 form
	Invalid int  // bytes that are not UTF-8, read as '?'
	NULs    int  // NUL bytes, read as blanks
}

// String describes the decoding in one sentence, or is "" for plain UTF-8.
func (d Decoding) String() string {
	switch {
	case d.UTF16:
		return "the file is UTF-16 and was read as UTF-8"
	case d.Invalid > 0 && d.NULs > 0:
		return "bytes that are not UTF-8 were read as question marks, NUL bytes as blanks"
	case d.Invalid > 0:
		return "bytes that are not UTF-8 were read as question marks"
	case d.NULs > 0:
		return "NUL bytes were read as blanks"
	}
	return ""
}

// Decoder reads bytes of unknown encoding and yields valid UTF-8 without NULs.
//
// A byte order mark becomes blanks, a byte that is not UTF-8 (Latin-1, a binary
// literal in a dump) a question mark and a NUL a blank, one byte for one byte,
// so that offsets and columns stay those of the file. UTF-16, which Windows
// tools write, is recognised by its mark or by the NULs in "CREATE" and is the
// one case in which offsets move.
type Decoder struct {
	r    *bufio.Reader
	met  Decoding
	next func(p []byte) (int, error)
	big  bool   // UTF-16 big endian
	rest []byte // decoded from UTF-16, not yet returned
}

// NewDecoder returns a Decoder of r.
func NewDecoder(r io.Reader) *Decoder {
	d := &Decoder{r: bufio.NewReaderSize(r, 16<<10)}
	d.next = d.utf8
	switch h, _ := d.r.Peek(4); {
	case len(h) >= 2 && (h[0] == 0xFE && h[1] == 0xFF || h[0] == 0xFF && h[1] == 0xFE):
		d.met.UTF16, d.big, d.next = true, h[0] == 0xFE, d.utf16
		_, _ = d.r.Discard(2)
	case len(h) == 4 && h[0] == 0 && h[1] != 0 && h[2] == 0 && h[3] != 0:
		d.met.UTF16, d.big, d.next = true, true, d.utf16
	case len(h) == 4 && h[0] != 0 && h[1] == 0 && h[2] != 0 && h[3] == 0:
		d.met.UTF16, d.next = true, d.utf16
	case len(h) >= 3 && h[0] == 0xEF && h[1] == 0xBB && h[2] == 0xBF:
		_, _ = d.r.Discard(3)
		d.rest = []byte("   ")
	}
	return d
}

// Met returns what was decoded so far.
func (d *Decoder) Met() Decoding { return d.met }

// Read implements io.Reader.
func (d *Decoder) Read(p []byte) (int, error) {
	if len(d.rest) > 0 {
		n := copy(p, d.rest)
		d.rest = d.rest[n:]
		return n, nil
	}
	return d.next(p)
}

// utf8 reads what is in the buffer, keeping back a character cut by its end.
func (d *Decoder) utf8(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := d.r.Peek(max(1, d.r.Buffered()))
	if len(b) == 0 {
		return 0, err
	}
	n := len(b)
	if tail := cutTail(b); tail > 0 {
		if n -= tail; n == 0 {
			if b, err = d.r.Peek(utf8.UTFMax); err == nil || len(b) > tail {
				n = min(len(b), utf8.UTFMax) - cutTail(b)
			}
			n = max(n, 1)
		}
	}
	if n > len(p) {
		if n = len(p); cutTail(b[:n]) < n {
			n -= cutTail(b[:n])
		}
	}
	copy(p, b[:n])
	_, _ = d.r.Discard(n)
	d.clean(p[:n])
	return n, nil
}

// cutTail returns how many bytes at the end of b begin a character that b does
// not hold to its end.
func cutTail(b []byte) int {
	for k := 1; k <= min(len(b), utf8.UTFMax-1); k++ {
		if c := b[len(b)-k]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-k:]) {
				return k
			}
			return 0
		}
	}
	return 0
}

// clean replaces in place what must not reach a parser.
func (d *Decoder) clean(p []byte) {
	if isClean(p) {
		return
	}
	for i := 0; i < len(p); {
		c := p[i]
		if c == 0 {
			p[i] = ' '
			d.met.NULs++
		}
		if c < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(p[i:])
		if r == utf8.RuneError && size == 1 {
			p[i] = '?'
			d.met.Invalid++
		}
		i += size
	}
}

func isClean(p []byte) bool {
	for _, c := range p {
		if c == 0 {
			return false
		}
	}
	return utf8.Valid(p)
}

// utf16 decodes one buffer of UTF-16.
func (d *Decoder) utf16(p []byte) (int, error) {
	units := make([]uint16, 0, 4096)
	for len(units) < 4096 {
		u, err := d.unit()
		if err != nil {
			if len(units) == 0 {
				return 0, err
			}
			break
		}
		units = append(units, u)
	}
	if last := units[len(units)-1]; utf16.IsSurrogate(rune(last)) && last < 0xDC00 {
		if u, err := d.unit(); err == nil {
			units = append(units, u)
		}
	}
	for _, r := range utf16.Decode(units) {
		switch r {
		case 0:
			d.met.NULs++
			r = ' '
		case utf8.RuneError:
			d.met.Invalid++
			r = '?'
		}
		d.rest = utf8.AppendRune(d.rest, r)
	}
	return d.Read(p)
}

func (d *Decoder) unit() (uint16, error) {
	a, err := d.r.ReadByte()
	if err != nil {
		return 0, err
	}
	b, err := d.r.ReadByte()
	if err != nil {
		d.met.Invalid++
		return '?', nil
	}
	if d.big {
		return uint16(a)<<8 | uint16(b), nil
	}
	return uint16(b)<<8 | uint16(a), nil
}
