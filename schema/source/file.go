package source

import (
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/privet-dev/privet/schema"
)

// File is one SQL file of a Set.
type File struct {
	Path string // relative to the root, forward slashes
	Size int64  // bytes on disk

	osPath string
	inline *Inline
	down   string // how the file marks the half that undoes it: a key of downMarks, or ""
}

// Inline is SQL that stands in another file: in a Go string, or embedded.
type Inline struct {
	Name     string          // of the Set it becomes part of; inlines of one name are one database, in order
	Text     string          // the SQL
	Position schema.Position // of Text's first byte in its host file
	Dialect  schema.Dialect  // UnknownDialect: detect
}

// Position translates a position in the decoded file to the one to show: for an
// Inline that is a place in the host file.
func (f File) Position(p schema.Position) schema.Position {
	p.File = f.Path
	if f.inline == nil || !f.inline.Position.IsValid() {
		return p
	}
	at := f.inline.Position
	if p.Line == 1 {
		p.Column += at.Column - 1
	}
	p.Line += at.Line - 1
	p.Offset += at.Offset
	p.File = at.File
	return p
}

// Stream is an open File: decoded, decompressed, its "down" half blanked.
type Stream struct {
	io.Reader
	decoder *Decoder
	closers []func() error
}

// Met returns what the decoder met so far.
func (s *Stream) Met() Decoding { return s.decoder.Met() }

// Close closes the file.
func (s *Stream) Close() error {
	var first error
	for i := len(s.closers) - 1; i >= 0; i-- {
		if err := s.closers[i](); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// FileAt returns the file at osPath, which people know as path.
func FileAt(path, osPath string) File { return File{Path: path, osPath: osPath} }

// Open opens the file for a Splitter.
func (f File) Open() (*Stream, error) {
	s := &Stream{}
	var r io.Reader
	if f.inline != nil {
		r = strings.NewReader(f.inline.Text)
	} else {
		file, err := os.Open(f.osPath)
		if err != nil {
			return nil, err
		}
		s.closers = append(s.closers, file.Close)
		if r, err = s.decompress(file, f.Path); err != nil {
			_ = s.Close()
			return nil, err
		}
	}
	s.decoder = NewDecoder(r)
	s.Reader = s.decoder
	if strings.HasSuffix(strings.ToLower(f.Path), ".fizz") && f.inline == nil {
		ddl, err := newFizzReader(s.decoder)
		if err != nil {
			_ = s.Close()
			return nil, err
		}
		s.Reader = ddl
	}
	if f.down != "" {
		s.Reader = newUpReader(s.decoder, downMarks[f.down])
	}
	return s, nil
}

// zstdWindow bounds the memory a zstd frame may ask for; zstd -19 needs 8 MiB,
// and --long=27 128 MiB, which no dump of ours was worth.
const zstdWindow = 32 << 20

func (s *Stream) decompress(r io.Reader, name string) (io.Reader, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".gz":
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		s.closers = append(s.closers, z.Close)
		return z, nil
	case ".zst":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, err
		}
		s.closers = append(s.closers, func() error { z.Close(); return nil })
		return z, nil
	}
	return r, nil
}
