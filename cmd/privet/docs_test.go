package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocsSayWhatPrivetPrints runs the console blocks of README.md and the guide:
// every line that begins with "$ " is run by a shell, in a folder that holds a
// copy of testdata/shops, and prints what stands under it. A line of three dots
// stands for any lines, three dots in a line for any text; what the command prints on standard error counts too.
// The blocks of one document share their folder, as for a reader who follows it.
//
// UPDATE_DOCS=1 rewrites what stands under commands, except under those whose
// output holds three dots.
func TestDocsSayWhatPrivetPrints(t *testing.T) {
	files, err := filepath.Glob("../../docs/guide/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no guide: %v", err)
	}
	for _, file := range append(files, "../../README.md") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := reader(t)
			updated := console.ReplaceAllStringFunc(string(text), func(block string) string {
				return runBlock(t, dir, block)
			})
			if updated != string(text) {
				if err := os.WriteFile(file, []byte(updated), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// console is a block of commands and their output.
var console = regexp.MustCompile("(?ms)^```console\n.*?^```$")

// reader makes the folder a reader of the docs is in, with privet on the path.
func reader(t *testing.T) string {
	t.Helper()
	dir, bin := t.TempDir(), t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test binary runs privet when it is called by that name (TestMain).
	if err := os.Symlink(self, filepath.Join(bin, "privet")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "testdata", "shops"), os.DirFS("../../testdata/shops")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	for _, e := range []string{"GIT_AUTHOR_NAME=x", "GIT_AUTHOR_EMAIL=x@example.org", "GIT_COMMITTER_NAME=x", "GIT_COMMITTER_EMAIL=x@example.org",
		"GIT_AUTHOR_DATE=2026-01-01T12:00:00Z", "GIT_COMMITTER_DATE=2026-01-01T12:00:00Z", "GIT_CONFIG_GLOBAL=" + os.DevNull} {
		key, value, _ := strings.Cut(e, "=")
		t.Setenv(key, value)
	}
	return dir
}

// runBlock runs the commands of a block and returns the block as it should be.
func runBlock(t *testing.T, dir, block string) string {
	t.Helper()
	lines := strings.Split(block, "\n")
	out := []string{lines[0]}
	for i := 1; i < len(lines)-1; {
		command, ok := strings.CutPrefix(lines[i], "$ ")
		if !ok {
			t.Errorf("a console block begins with %q, not with a command", lines[i])
			return block
		}
		start := i
		i++
		if strings.Contains(command, "<<'EOF'") {
			for ; i < len(lines)-1 && lines[i-1] != "EOF"; i++ {
				command += "\n" + lines[i]
			}
		}
		out = append(out, lines[start:i]...)
		var want []string
		for ; i < len(lines)-1 && !strings.HasPrefix(lines[i], "$ "); i++ {
			want = append(want, lines[i])
		}
		got := shell(t, dir, command)
		switch {
		case matches(want, got):
			out = append(out, want...)
		case os.Getenv("UPDATE_DOCS") != "" && !strings.Contains("\n"+strings.Join(want, "\n")+"\n", "\n...\n"):
			out = append(out, got...)
		default:
			t.Errorf("$ %s\nprints\n%s\nnot\n%s", command, strings.Join(got, "\n"), strings.Join(want, "\n"))
			out = append(out, want...)
		}
	}
	return strings.Join(append(out, lines[len(lines)-1]), "\n")
}

// shell returns what a command prints, and how it ends when it fails in a way
// that no page describes.
func shell(t *testing.T, dir, command string) []string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil && (cmd.ProcessState.ExitCode() < 0 || cmd.ProcessState.ExitCode() >= exitInternal) {
		fmt.Fprintf(&said, "(%v)\n", err)
	}
	text := strings.TrimRight(said.String(), "\n")
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return lines
}

// matches compares output with what a document shows of it.
func matches(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] == "..." {
		for skip := range len(got) + 1 {
			if matches(want[1:], got[skip:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && sameLine(strings.TrimRight(want[0], " \t"), got[0]) && matches(want[1:], got[1:])
}

// sameLine compares two lines; three dots in the first stand for anything.
func sameLine(want, got string) bool {
	if want == got {
		return true
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(want), `\.\.\.`, ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(got)
}
