package setting

import (
	"path"
	"slices"
	"strings"
)

// dumpTools copy a whole database.
var dumpTools = []string{"pg_dump", "pg_dumpall", "mysqldump", "mariadb-dump", "mydumper"}

// ciphers encrypt what passes through them, or store encrypted.
var ciphers = []string{"gpg", "gpg2", "age", "rage", "openssl", "restic", "borg", "borgmatic", "duplicity", "ccrypt", "kopia", "cryptsetup", "sops", "7z", "wal-g"}

// talkers take a tool's name as text, or look whether it is there.
var talkers = []string{"echo", "printf", "which", "command", "type", "apt-get", "apt", "apk", "yum", "dnf", "brew", "grep", "man", "if", "ln", "chmod", "alias", "hash", "whereis"}

// dumps looks for commands that dump a database to a place where others may
// read it. A script that encrypts anything is taken to encrypt its dump: which
// file goes where cannot be told from text.
func (s *settingsFile) dumps() {
	encrypts := false
	var found []Dump
	for i := 0; i < len(s.lines); i++ {
		if commented(s.lines[i].text) {
			continue
		}
		first, text := s.lines[i], s.lines[i].text
		for strings.HasSuffix(text, `\`) && i+1 < len(s.lines) && len(text) < maxLine {
			i++
			text = text[:len(text)-1] + " " + s.lines[i].text
		}
		for _, command := range commands(text) {
			encrypts = encrypts || command.encrypts()
			tool := command.dumps()
			target := command.target()
			if tool == "" || target == "" {
				continue
			}
			at := max(0, strings.Index(first.text, tool))
			found = append(found, Dump{Tool: tool, Target: target, Encrypted: command.encrypts(), Span: s.span(first, at, len(tool))})
		}
	}
	for _, d := range found {
		d.Encrypted = d.Encrypted || encrypts
		s.facts.Dumps = append(s.facts.Dumps, d)
	}
}

// pipeline is the commands between two separators, as words; "|" and ">" are
// words of their own.
type pipeline []string

// commands cuts a line at ;, && and ||. Quotes keep words together, and go.
func commands(text string) []pipeline {
	var all []pipeline
	var now pipeline
	word, quote, has := strings.Builder{}, byte(0), false
	endWord := func() {
		if has {
			now = append(now, word.String())
		}
		word.Reset()
		has = false
	}
	end := func() {
		endWord()
		if len(now) > 0 {
			all = append(all, now)
		}
		now = nil
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		two := i+1 < len(text) && text[i+1] == c
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				word.WriteByte(c)
			}
		case c == '"' || c == '\'':
			quote, has = c, true
		case c == ';' || c == '&' && two || c == '|' && two:
			end()
			if c != ';' {
				i++
			}
		case c == '|' || c == '>':
			if c == '>' && has && strings.Trim(word.String(), "0123456789&") == "" && word.String() != "" {
				word.Reset() // 2>: the number is no word
				has = false
				now = append(now, "2>")
				continue
			}
			endWord()
			now = append(now, string(c))
			if two {
				i++
			}
		case c == ' ' || c == '\t' || c == '(' || c == ')' || c == '[' || c == ']' || c == ',' || c == '`':
			endWord()
		case c == '#' && !has:
			end()
			return all
		default:
			word.WriteByte(c)
			has = true
		}
	}
	end()
	return all
}

// dumps returns the tool that dumps rows here, or "". A dump of the schema
// alone holds nobody.
func (p pipeline) dumps() string {
	for i, w := range p {
		tool := path.Base(w)
		if !slices.Contains(dumpTools, tool) {
			if slices.Contains(talkers, path.Base(w)) {
				return ""
			}
			continue
		}
		for _, arg := range p[i+1:] {
			mysql := tool == "mysqldump" || tool == "mariadb-dump"
			switch {
			case arg == "|":
				return tool
			case arg == "--schema-only", arg == "--no-data", arg == "--version", arg == "--help", arg == "--globals-only", arg == "--roles-only",
				arg == "-s" && !mysql, arg == "-d" && mysql, arg == "-V" && !mysql:
				return ""
			}
		}
		return tool
	}
	return ""
}

func (p pipeline) encrypts() bool {
	return slices.ContainsFunc(p, func(w string) bool {
		return slices.Contains(ciphers, path.Base(w)) || strings.HasPrefix(w, "--encrypt") || strings.HasPrefix(w, "--sse") || strings.HasPrefix(w, "--recipient")
	})
}

// target says where the dump goes: a file it is written to or a host it is sent
// to. "" where nothing says so, or it goes straight into another database.
func (p pipeline) target() string {
	last := ""
	for i, w := range p {
		next := ""
		if i+1 < len(p) {
			next = p[i+1]
		}
		switch {
		case w == ">" && next != "" && next != "/dev/null":
			last = next
		case (w == "-f" || w == "--file" || w == "-r" || w == "--result-file") && next != "" && last == "":
			last = next
		case strings.HasPrefix(w, "--file="), strings.HasPrefix(w, "--result-file="):
			_, last, _ = strings.Cut(w, "=")
		case strings.HasPrefix(w, "s3://"), strings.HasPrefix(w, "gs://"):
			last = w
		case w == "|" && slices.Contains([]string{"psql", "mysql", "mariadb", "pg_restore"}, path.Base(next)):
			return ""
		case w == "|" && slices.Contains([]string{"ssh", "tee", "rclone"}, path.Base(next)):
			last = path.Base(next)
		}
	}
	if last == "/dev/null" {
		return ""
	}
	return shorten(last)
}

// shorten leaves the end of a long target.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return "..." + string(r[len(r)-most:])
	}
	return s
}
