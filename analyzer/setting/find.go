package setting

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

// Bounds: settings are written by people. What is larger is data.
const (
	maxSize  = 1 << 20
	maxLine  = 64 << 10
	maxFiles = 5000
)

// skippedFolders hold what was built or translated, beside what no walk enters.
var skippedFolders = []string{"venv", "dist", "locale", "locales", "i18n", "translations"}

// content says what a file may hold.
type content struct{ config, script bool }

// contentOf decides by the name.
func contentOf(rel string) content {
	base := strings.ToLower(path.Base(rel))
	ext := path.Ext(base)
	switch {
	case strings.HasPrefix(base, ".env"), ext == ".env", strings.HasSuffix(base, ".env.example"), strings.HasSuffix(base, ".env.sample"):
		return content{config: true}
	case slices.Contains([]string{".yml", ".yaml"}, ext):
		return content{config: true, script: true}
	case slices.Contains([]string{".toml", ".ini", ".cfg", ".conf", ".cnf", ".properties", ".tf", ".tfvars", ".service"}, ext):
		return content{config: true, script: ext == ".service"}
	case strings.HasSuffix(base, ".toml.sample"), strings.HasSuffix(base, ".toml.example"), strings.HasSuffix(base, ".ini.sample"):
		return content{config: true}
	case ext == ".json" && (strings.Contains(base, "config") || strings.Contains(base, "settings") || strings.Contains(base, "database")):
		return content{config: true}
	case slices.Contains([]string{".sh", ".bash", ".ksh", ".cron", ".mk", ".dockerfile"}, ext), strings.HasPrefix(base, "dockerfile"),
		slices.Contains([]string{"makefile", "gnumakefile", "crontab", "jenkinsfile", "justfile", "procfile"}, base):
		return content{config: true, script: true}
	}
	return content{}
}

// ofTests are folders whose settings say nothing about a shop that runs.
var ofTests = []string{"test", "tests", "testdata", "e2e", "fixtures", "spec", "cypress", ".github", ".gitlab", ".circleci", ".travis.yml", "ci", ".ci", "integration", "testing", "quickstart", "contrib"}

func forTests(rel string) bool {
	for _, part := range strings.Split(strings.ToLower(rel), "/") {
		if slices.Contains(ofTests, part) || strings.Contains(part, "test") {
			return true
		}
	}
	return false
}

// isSample reports whether a file is an example, or for development only.
func isSample(rel string) bool {
	low := strings.ToLower(rel)
	return slices.ContainsFunc([]string{"sample", "example", "demo", "dev", "local", "docs/", "template", "dist"}, func(w string) bool { return strings.Contains(low, w) })
}

func (r *reader) walk(ctx context.Context) error {
	return source.Walk{Root: r.root, Exclude: r.exclude, Skip: skippedFolders}.Files(ctx, func(rel, osPath string) error {
		c := contentOf(rel)
		if c == (content{}) {
			return nil
		}
		if r.facts.Files >= maxFiles {
			r.note(rel, "settings are not read: more than 5000 files of settings and scripts", "exclude folders that do not matter")
			return fs.SkipAll
		}
		r.file(osPath, rel, c)
		return nil
	})
}

func (r *reader) note(file, message, hint string) {
	r.facts.Notes = append(r.facts.Notes, schema.Note{Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: file}}}, Message: message, Hint: hint})
}

// line is one line of a file.
type line struct {
	text   string
	number int
	offset int
}

// file reads one file of settings.
func (r *reader) file(osPath, rel string, c content) {
	f, err := os.Open(osPath)
	if err != nil {
		r.note(rel, "settings cannot be read: "+reason(err), "")
		return
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > maxSize {
		r.note(rel, "settings are not read: the file is larger than 1 MB", "")
		return
	}
	r.facts.Files++
	lines := readLines(bufio.NewReaderSize(f, 16<<10))
	s := &settingsFile{reader: r, rel: rel, lines: lines, sample: isSample(rel)}
	if c.config && !forTests(rel) {
		s.connections()
		s.regions()
	}
	if c.script {
		s.dumps()
	}
}

// readLines reads lines, cutting what is longer than a line of settings is. A
// file with a NUL byte is no text and has none.
func readLines(r *bufio.Reader) []line {
	var lines []line
	var long bytes.Buffer
	for n, offset := 1, 0; ; n++ {
		long.Reset()
		size := 0
		for {
			part, err := r.ReadSlice('\n')
			size += len(part)
			if long.Len() < maxLine {
				long.Write(part)
			}
			if err == nil {
				break
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				if size > 0 {
					lines = append(lines, line{text: strings.ToValidUTF8(strings.TrimRight(long.String(), "\r\n"), "\uFFFD"), number: n, offset: offset})
				}
				return lines
			}
		}
		if bytes.IndexByte(long.Bytes(), 0) >= 0 {
			return nil
		}
		lines = append(lines, line{text: strings.ToValidUTF8(strings.TrimRight(long.String(), "\r\n"), "\uFFFD"), number: n, offset: offset})
		offset += size
	}
}

func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// settingsFile is one file while it is looked through.
type settingsFile struct {
	*reader
	rel    string
	lines  []line
	sample bool
}

func (s *settingsFile) span(l line, at, length int) schema.Span {
	return schema.Span{Position: schema.Position{File: s.rel, Line: l.number, Column: at + 1, Offset: l.offset + at}, Length: length}
}

// commented reports whether a line is a comment in any of the formats.
func commented(text string) bool {
	t := strings.TrimSpace(text)
	return t == "" || strings.HasPrefix(t, "#") || strings.HasPrefix(t, ";") || strings.HasPrefix(t, "//")
}
