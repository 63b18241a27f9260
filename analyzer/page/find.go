package page

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

// Options steer Load.
type Options struct {
	Exclude []string // doublestar patterns relative to the root
}

// Result is what Load read, and what it could not read.
type Result struct {
	Pages   []*Page       // by file name
	Skipped []schema.Note // files not read, or only in part, and why
}

// Pages of people are small. A larger file is generated, and so many files are
// somebody else's.
const (
	maxSize  = 1 << 20
	maxFiles = 10_000
)

// Load reads the pages and messages at or below root, which may be one file. It
// returns an error only when root itself cannot be read, or ctx ends.
func Load(ctx context.Context, root string, opts Options) (*Result, error) {
	l := &loader{root: root, opts: opts, result: &Result{}, idle: map[string]int{}}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error { return l.visit(ctx, p, d, err) })
	if err != nil {
		return nil, fmt.Errorf("finding pages: %w", err)
	}
	slices.SortFunc(l.result.Pages, func(a, b *Page) int { return cmp.Compare(a.File, b.File) })
	finishAll(l.result.Pages)
	l.noteIdle()
	return l.result, nil
}

// finishAll joins the pages and decides what each is.
func finishAll(pages []*Page) {
	resolve(pages)
	for _, p := range pages {
		p.judge()
		p.doubtMethods()
	}
}

// doubtMethods takes back the default method of forms that a script may send:
// where the page or a layout of it has scripts, or the layout is not known.
func (p *Page) doubtMethods() {
	if !p.hasScripts() && (!p.Fragment || len(p.frames) > 0) {
		return
	}
	for _, f := range p.Forms {
		if f.unstated {
			f.Method, f.Scripted = "", true
		}
	}
}

func (p *Page) hasScripts() bool { return p.any(func(q *Page) bool { return q.scripted }) }

type loader struct {
	root   string
	opts   Options
	result *Result
	files  int
	idle   map[string]int // kind of folder -> files left out
}

// skippedFolders hold other people's code, or pages that no visitor sees.
var (
	skippedFolders = []string{"node_modules", "vendor", "bower_components", "__pycache__"}
	idleFolders    = map[string]string{
		"test": "tests", "tests": "tests", "testdata": "tests", "fixtures": "tests", "__tests__": "tests", "__snapshots__": "tests", "e2e": "tests", "spec": "tests", "mocks": "tests",
		"docs": "documentation", "doc": "documentation", "swagger": "documentation", "swagger-ui": "documentation", "apidoc": "documentation", "javadoc": "documentation", "website": "documentation",
		"dist": "build output", "build": "build output", "coverage": "build output",
	}
)

func (l *loader) visit(ctx context.Context, p string, d fs.DirEntry, err error) error {
	if ctxErr := ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	rel := l.rel(p)
	if err != nil {
		if rel == "." {
			return err
		}
		l.skip(rel, "cannot be read")
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	name := d.Name()
	if d.IsDir() {
		if rel != "." && (strings.HasPrefix(name, ".") || slices.Contains(skippedFolders, name) || source.Excluded(l.opts.Exclude, rel)) {
			return fs.SkipDir
		}
		return nil
	}
	if !d.Type().IsRegular() || !candidate(rel) || source.Excluded(l.opts.Exclude, rel) {
		return nil
	}
	if why := idle(rel); why != "" {
		l.idle[why]++
		return nil
	}
	if l.files++; l.files > maxFiles {
		if l.files == maxFiles+1 {
			l.skip(rel, fmt.Sprintf("more than %d pages: this one and later ones were not read", maxFiles))
		}
		return nil
	}
	l.read(rel, p)
	return nil
}

func idle(rel string) string {
	for dir := range strings.SplitSeq(path.Dir(rel), "/") {
		if why := idleFolders[strings.ToLower(dir)]; why != "" {
			return why
		}
	}
	return ""
}

func (l *loader) noteIdle() {
	for _, why := range []string{"build output", "documentation", "tests"} {
		if n := l.idle[why]; n > 0 {
			l.result.Skipped = append(l.result.Skipped, schema.Note{
				Message: fmt.Sprintf("pages in folders of %s not read: %d", why, n), Hint: "name such a folder on the command line to read its pages",
			})
		}
	}
}

func (l *loader) rel(p string) string {
	rel, err := filepath.Rel(l.root, p)
	if err != nil || rel == "." && l.isFile() {
		return filepath.Base(p)
	}
	return filepath.ToSlash(rel)
}

func (l *loader) isFile() bool {
	info, err := os.Stat(l.root)
	return err == nil && !info.IsDir()
}

func (l *loader) skip(file, message string) {
	l.note(schema.Span{Position: schema.Position{File: file}}, message, "")
}

func (l *loader) note(at schema.Span, message, hint string) {
	l.result.Skipped = append(l.result.Skipped, schema.Note{Origin: schema.Origin{Span: at}, Message: message, Hint: hint})
}

// pageExts are the extensions of files that hold pages, and those that may.
var (
	pageExts  = []string{".html", ".htm", ".xhtml", ".gohtml", ".mjml", ".eml", ".twig", ".hbs", ".handlebars", ".mustache", ".liquid", ".njk", ".jinja", ".jinja2", ".ejs", ".erb", ".jet", ".pongo", ".phtml"}
	maybeExts = []string{".tmpl", ".gotmpl", ".tpl", ".tmplt", ".template", ".j2", ".txt", ".md"}
)

func isPageExt(ext string) bool {
	ext = strings.ToLower(ext)
	return slices.Contains(pageExts, ext) || slices.Contains(maybeExts, ext) || ext == ".blade" || ext == ".php"
}

// candidate reports whether a file's name says that it may be a page.
func candidate(rel string) bool {
	low := strings.ToLower(rel)
	ext := path.Ext(low)
	return slices.Contains(pageExts, ext) || slices.Contains(maybeExts, ext) || strings.HasSuffix(low, ".blade.php")
}

func (l *loader) read(rel, osPath string) {
	f, err := os.Open(osPath)
	if err != nil {
		l.skip(rel, "cannot be read")
		return
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		l.skip(rel, "cannot be read")
		return
	}
	ext := strings.ToLower(path.Ext(rel))
	name := readName(rel)
	if slices.Contains(maybeExts, ext) && !looksLikePage(ext, name, src) {
		return
	}
	if len(src) > maxSize {
		l.skip(rel, "larger than 1 MB: not read as a page")
		return
	}
	src, err = decode(src)
	if err != nil {
		l.skip(rel, err.Error())
		return
	}
	p := &Page{File: rel, Fragment: true, name: name}
	if ext == ".eml" {
		if err := readEML(p, src); err != nil {
			l.skip(rel, "not a message: "+err.Error())
			return
		}
	} else {
		for _, at := range parse(p, src) {
			l.note(at, "a template action does not end: read as text", "close it with }} or %}")
		}
	}
	for _, what := range p.over {
		l.skip(rel, what)
	}
	l.result.Pages = append(l.result.Pages, p)
}

// looksLikePage tells pages from the other things that are made from templates:
// plain text counts in a folder for mail, everything else needs HTML in it.
func looksLikePage(ext string, name nameWords, src []byte) bool {
	head := bytes.ToLower(src[:min(len(src), 64<<10)])
	if ext == ".txt" || ext == ".md" {
		return name.mail != "" && (bytes.Contains(head, []byte("{{")) || bytes.Contains(head, []byte("{%")))
	}
	for _, t := range []string{"<html", "<body", "<form", "<input", "<table", "<div", "<p>", "<a ", "<img", "<mjml", "<mj-", "<h1"} {
		if bytes.Contains(head, []byte(t)) {
			return true
		}
	}
	return name.mail != "" && bytes.Contains(head, []byte("{{"))
}

var errBinary = errors.New("not a text file")

// decode returns the text as UTF-8. Pages are UTF-8 nearly always; of other
// bytes only words are lost, since all markup is ASCII.
func decode(src []byte) ([]byte, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(src[:min(len(src), 8<<10)], 0) >= 0 {
		return nil, errBinary
	}
	if utf8.Valid(src) {
		return src, nil
	}
	out := make([]byte, 0, len(src)) // one byte for each, so that positions stay true
	for _, c := range src {
		if c < 0x80 {
			out = append(out, c)
		} else {
			out = append(out, '?')
		}
	}
	return out, nil
}
