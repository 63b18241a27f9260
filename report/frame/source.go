package frame

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/privet-dev/privet/schema"
)

const (
	windowBefore = 480 // bytes kept before the caret: more than any terminal shows
	windowAfter  = 480 // bytes kept from the caret on
	headBytes    = 160 // bytes kept of the line's start, to tell what kind of line it is
	markEvery    = 256 // lines between two remembered line starts
	bufferSize   = 64 << 10
)

// errNotRegular says that a path names a device, pipe or directory. A frame
// never opens those: a pipe would block.
var errNotRegular = errors.New("not a regular file")

// Source reads single lines of the files below one folder. It opens no file
// outside the folder, not even through symbolic links. It is not safe for
// concurrent use.
type Source struct {
	root  *os.Root
	marks map[string][]int64 // file -> offset of line 1, 1+markEvery, ...

	columns map[schema.Span][2]int // what Columns has answered
}

// Open returns a Source for the files below dir, or below the folder of dir if
// dir is a file.
func Open(dir string) (*Source, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening %s for code frames: %w", dir, err)
	}
	return &Source{root: root, marks: map[string][]int64{}}, nil
}

// Close releases the folder. A nil Source is closed already.
func (s *Source) Close() error {
	if s == nil {
		return nil
	}
	return s.root.Close()
}

// window is the part of a line around a column.
type window struct {
	text   []byte // without line end
	start  int    // byte offset of text in the line
	head   []byte // the line's first bytes
	quotes int    // single quotes before text: odd when text starts inside a literal
	more   bool   // the line goes on behind text
}

// line returns the window of a line around a 1-based byte column. The error is
// io.EOF when the file has no such line or column.
func (s *Source) line(file string, line, column int) (window, error) {
	f, err := s.File(file)
	if err != nil {
		return window{}, err
	}
	defer f.Close()
	r, seekable, base, err := decode(f)
	if err != nil {
		return window{}, err
	}
	br := bufio.NewReaderSize(r, bufferSize)
	if err := s.toLine(br, f, file, line, seekable, base); err != nil {
		return window{}, err
	}
	return readWindow(br, max(column-1, 0))
}

// File opens a regular file below the folder for reading.
func (s *Source) File(file string) (*os.File, error) {
	if s == nil {
		return nil, os.ErrNotExist
	}
	name := filepath.FromSlash(file)
	info, err := s.root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", file, errNotRegular)
	}
	return s.root.Open(name)
}

// decode returns the file as UTF-8. Offsets in the file are offsets in the text
// (seekable) unless the file is UTF-16, which PowerShell makes of a redirected
// dump. base is the length of a UTF-8 byte order mark.
func decode(f *os.File) (r io.Reader, seekable bool, base int64, err error) {
	var bom [3]byte
	n, err := io.ReadFull(f, bom[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, false, 0, err
	}
	if bytes.Equal(bom[:n], []byte("\xef\xbb\xbf")) {
		base = 3
	}
	if _, err := f.Seek(base, io.SeekStart); err != nil {
		return nil, false, 0, err
	}
	if n >= 2 && (bom[0] == 0xff && bom[1] == 0xfe || bom[0] == 0xfe && bom[1] == 0xff) {
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		return transform.NewReader(f, utf16.NewDecoder()), false, 0, nil
	}
	return f, true, base, nil
}

// toLine moves br to the first byte of a line.
func (s *Source) toLine(br *bufio.Reader, f *os.File, file string, line int, seekable bool, base int64) error {
	at, offset := 1, base
	marks := s.marks[file]
	if len(marks) == 0 {
		marks = []int64{base}
	}
	if seekable {
		i := min((line-1)/markEvery, len(marks)-1)
		at, offset = 1+i*markEvery, marks[i]
		if _, err := f.Seek(offset, io.SeekStart); err != nil {
			return err
		}
		br.Reset(f)
	}
	for at < line {
		n, end, err := skip(br, -1)
		if err != nil {
			return err
		}
		if !end {
			return io.EOF
		}
		offset += n
		at++
		if seekable && at == 1+len(marks)*markEvery {
			marks = append(marks, offset)
		}
	}
	s.marks[file] = marks
	return nil
}

// skip reads to behind the next newline, or to limit bytes if limit is not
// negative. It returns how many bytes it read and whether it saw the newline.
func skip(br *bufio.Reader, limit int) (n int64, newline bool, err error) {
	for limit < 0 || n < int64(limit) {
		chunk, err := br.ReadSlice('\n')
		n += int64(len(chunk))
		switch {
		case err == nil:
			return n, true, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return n, false, nil
		default:
			return n, false, err
		}
	}
	return n, false, nil
}

// readWindow reads the window around a 0-based byte column of the line that br
// stands at.
func readWindow(br *bufio.Reader, column int) (window, error) {
	var w window
	peek, err := br.Peek(headBytes)
	if len(peek) == 0 {
		return w, err
	}
	w.head, _, _ = bytes.Cut(bytes.Clone(peek), []byte("\n"))
	for w.start < column-windowBefore {
		chunk, err := br.Peek(min(bufferSize, column-windowBefore-w.start))
		if len(chunk) == 0 {
			return w, err
		}
		if bytes.IndexByte(chunk, '\n') >= 0 {
			return w, io.EOF
		}
		w.quotes += bytes.Count(chunk, []byte("'"))
		w.start += len(chunk)
		if _, err := br.Discard(len(chunk)); err != nil {
			return w, err
		}
	}
	text, err := br.Peek(column - w.start + windowAfter)
	if len(text) == 0 && err != nil {
		return w, err
	}
	w.more = err == nil
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text, w.more = text[:i], false
	}
	w.text = bytes.TrimSuffix(bytes.Clone(text), []byte("\r"))
	if column > w.start+len(w.text) {
		return w, io.EOF
	}
	return w, nil
}
