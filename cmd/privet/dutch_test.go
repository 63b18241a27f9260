package main

import (
	"bytes"
	"context"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// englishWords have no meaning in Dutch, and stand in nearly every English
// sentence. Words that Dutch knows too (in, is, of, was, over) are no evidence.
var englishWords = regexp.MustCompile(`\b([Tt]he|and|[Tt]his|[Tt]hat|[Tt]hese|[Ww]hich|cannot|from|not|were|been|without|because|each|every|when|its|their|into|than|then|has|have|are|by|with|who|what|some|more|other|files|tables|columns|passwords)\b`)

// quoted is what stands in a text as it is in the project: names, code, paths,
// and the titles of laws and guidelines, which have one language.
var quoted = regexp.MustCompile("`[^`]*`" + `|"[^"]*"|'[^']*'|\bOWASP [A-Z]\S*( [A-Z]\S*)*|\S*[./_=]\S*|\S*\w-\S*|--\S+`)

// codeLine is a line of a code frame, a mark under one, or proposed SQL.
var codeLine = regexp.MustCompile(`^\s*(\d+ \||\||-->|:::|= sql:|[+-]{3} )`)

// english returns the lines of a text that hold an English word.
func english(text string) (lines []string) {
	sql := false
	for line := range strings.SplitSeq(text, "\n") {
		_, mark, found := strings.Cut(line, " | ")
		if codeLine.MatchString(line) {
			sql = strings.Contains(line, "= sql:")
			if !found || strings.HasPrefix(strings.TrimSpace(line), "|") {
				// the label under a line is a sentence
				if word := englishWords.FindString(quoted.ReplaceAllString(strings.TrimLeft(mark, " ^-"), "")); word != "" {
					lines = append(lines, word+": "+line)
				}
			}
			continue
		}
		if sql = sql && strings.HasPrefix(strings.TrimSpace(line), "= ") == false && strings.HasPrefix(line, "     "); sql {
			continue
		}
		if word := englishWords.FindString(quoted.ReplaceAllString(line, "")); word != "" {
			lines = append(lines, word+": "+line)
		}
	}
	return lines
}

// extracted writes the files of an archive to a folder.
func extracted(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// spoken runs privet in Dutch and returns all that it says.
func spoken(args ...string) string {
	var out bytes.Buffer
	run(context.Background(), append([]string{"--lang=nl"}, args...), strings.NewReader(""), &out, &out)
	return out.String()
}

// TestDutchReportsHoldNoEnglish scans everything the manual and the rules show.
func TestDutchReportsHoldNoEnglish(t *testing.T) {
	var archives []string
	for _, pattern := range []string{"../../testdata/script/*.txtar", "../../rules/testdata/*.txtar"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		archives = append(archives, found...)
	}
	for _, archive := range archives {
		t.Run(filepath.Base(archive), func(t *testing.T) {
			t.Parallel()
			for _, line := range english(spoken("scan", "--baseline", "none", extracted(t, archive))) {
				t.Error(line)
			}
		})
	}
}

// tags are the parts of a page that hold no sentences of ours.
var tags = regexp.MustCompile(`(?s)<(style|script|code|pre)[^>]*>.*?</(style|script|code|pre)>|<[^>]*>`)

// TestDutchCommandsHoldNoEnglish runs the other commands on whole shops.
func TestDutchCommandsHoldNoEnglish(t *testing.T) {
	for _, shop := range []string{"bloemenwinkel", "teashop-clean"} {
		dir := filepath.Join("../../testdata/shops", shop)
		for _, args := range [][]string{
			{"inventory", dir}, {"inventory", dir, "--format", "markdown"}, {"access", dir}, {"doctor", dir}, {"register", dir}, {"register", dir, "--decide"},
			{"register", dir, "--processor"}, {"audit", dir}, {"scan", dir, "--format", "markdown"}, {"scan", dir, "--format", "github"}, {"version"}, {"rules"},
			{"help"}, {"help", "baseline", "write"}, {"diff", "--help"}, {"inventory", dir, "--why", "klant.email"},
		} {
			text := spoken(args...)
			text, _, _ = strings.Cut(text, "```") // a bug report is read by us
			text = html.UnescapeString(tags.ReplaceAllString(text, "\n"))
			for _, line := range english(text) {
				t.Errorf("privet %s: %s", strings.Join(args, " "), line)
			}
		}
	}
}
