package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// A scanned project is not trusted, and neither is its .git folder: its
// configuration can name programs that git would run (hooks, fsmonitor, external
// diffs, text conversions, clean and smudge filters, transports). So git is
// asked in two ways only:
//
//   - names of commits are resolved in the project's repository, by rev-parse and
//     merge-base, which start nothing, with every transport refused;
//   - contents are read through a store of our own, an empty repository that
//     borrows the project's objects and none of its configuration. Filters that
//     .gitattributes asks for are not defined in it, and do nothing.
//
// Nothing is written to the project: the index that git needs is our own too.

// repository is the git repository of a scanned folder.
type repository struct {
	top    string // the work tree's root
	prefix string // the scanned folder below it, "" or "shop/", forward slashes
	dir    string // our store, removed by close
	empty  string // object id of the empty file
}

// noRepository says that a revision was asked for where there is none.
func noRepository(dir string) error {
	return misuse(phrase.Text{EN: "run privet in a clone of the project", NL: "voer privet uit in een kloon van het project"},
		phrase.Textf("%s is in no git repository", "%s staat in geen git-repository", dir))
}

// openRepository prepares to read the history of the project that holds dir.
func openRepository(ctx context.Context, dir string) (*repository, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		abs = filepath.Dir(abs)
	}
	r := &repository{top: repositoryRoot(abs)}
	if r.top == "" {
		return nil, noRepository(dir)
	}
	if rel, err := filepath.Rel(r.top, abs); err == nil && rel != "." {
		r.prefix = filepath.ToSlash(rel) + "/"
	}
	if r.dir, err = os.MkdirTemp("", "privet-git-"); err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	if err := r.borrow(ctx); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// close removes our store.
func (r *repository) close() { os.RemoveAll(r.dir) }

func (r *repository) store() string { return filepath.Join(r.dir, "store") }

// borrow makes our store and points it to the project's objects.
func (r *repository) borrow(ctx context.Context) error {
	objects, err := r.ask(ctx, "rev-parse", "--git-path", "objects")
	if err != nil {
		return err
	}
	format, err := r.ask(ctx, "rev-parse", "--show-object-format")
	if err != nil {
		return err
	}
	if !filepath.IsAbs(objects) {
		objects = filepath.Join(r.top, objects)
	}
	if _, err := git(ctx, r.dir, nil, nil, "init", "--quiet", "--bare", "--template=", "--object-format="+format, r.store()); err != nil {
		return err
	}
	info := filepath.Join(r.store(), "objects", "info")
	if err := os.MkdirAll(info, 0o700); err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	if err := os.WriteFile(filepath.Join(info, "alternates"), []byte(objects+"\n"), 0o600); err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	r.empty, err = r.read(ctx, strings.NewReader(""), "hash-object", "-t", "blob", "--stdin")
	return err
}

// ask runs a command that resolves names in the project's own repository.
func (r *repository) ask(ctx context.Context, args ...string) (string, error) {
	return git(ctx, r.top, []string{"GIT_DIR=" + filepath.Join(r.top, ".git")}, nil, args...)
}

// read runs a command on our store, with the project as its work tree.
func (r *repository) read(ctx context.Context, in *strings.Reader, args ...string) (string, error) {
	return r.readIn(ctx, r.top, in, args...)
}

// readIn is read with another folder as the work tree.
func (r *repository) readIn(ctx context.Context, tree string, in *strings.Reader, args ...string) (string, error) {
	env := []string{"GIT_DIR=" + r.store(), "GIT_WORK_TREE=" + tree, "GIT_INDEX_FILE=" + filepath.Join(r.dir, "index")}
	own := []string{"-c", "core.bare=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false",
		"-c", "core.attributesFile=" + os.DevNull, "-c", "core.quotePath=false", "-c", "core.autocrlf=" + lineEnds(ctx), "-c", "core.safecrlf=false"}
	return git(ctx, tree, env, in, append(own, args...)...)
}

// lineEnds is the user's own core.autocrlf: without it every file of a Windows
// clone would look changed.
func lineEnds(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "git", "config", "--global", "--get", "core.autocrlf").Output()
	if value := strings.TrimSpace(string(out)); err == nil && (value == "true" || value == "input") {
		return value
	}
	return "false"
}

// errGit is what git said when it refused.
type errGit struct {
	command, said string
	cause         error
}

func (e *errGit) Error() string {
	if e.said == "" {
		return fmt.Sprintf("git %s: %v", e.command, e.cause)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.said)
}
func (e *errGit) Unwrap() error { return e.cause }

// git runs one git command in dir and returns what it prints.
func git(ctx context.Context, dir string, env []string, in *strings.Reader, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"--no-pager"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(plainEnvironment(), env...)
	if in != nil {
		cmd.Stdin = in
	}
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return "", misuse(phrase.Text{EN: "install git", NL: "installeer git"}, phrase.Text{EN: "git is not on this machine, and a revision was asked for", NL: "git staat niet op deze machine, en er is naar een revisie gevraagd"})
	}
	if err != nil {
		return "", &errGit{command: command(args), said: strings.TrimPrefix(strings.TrimSpace(said.String()), "fatal: "), cause: err}
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

// command is the git command among its arguments, for messages.
func command(args []string) string {
	for i := 0; i < len(args); i++ {
		if args[i] == "-c" {
			i++
			continue
		}
		return args[i]
	}
	return ""
}

// plainEnvironment is the environment without what would let git start other
// programs, ask questions or reach the network.
func plainEnvironment() []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "GIT_") {
			env = append(env, e)
		}
	}
	return append(env, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_ATTR_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0",
		"GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1", "LC_ALL=C")
}
