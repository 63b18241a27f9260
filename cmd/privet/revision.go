package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// base returns the commit that the work since rev started from: the merge base
// of rev and HEAD, so that what others added to rev meanwhile is not taken for a
// change of this branch. A pipeline's clone often knows main as origin/main only.
func (r *repository) base(ctx context.Context, rev string) (string, error) {
	commit, err := r.commit(ctx, rev)
	if err != nil {
		return "", err
	}
	head, err := r.ask(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
	if err != nil {
		return commit, nil // no commit yet on this branch
	}
	base, err := r.ask(ctx, "merge-base", commit, head)
	if err == nil {
		return base, nil
	}
	if r.shallow(ctx) {
		return "", shallow(rev)
	}
	return "", misuse(phrase.Text{}, phrase.Textf("%s and HEAD have no common ancestor", "%s en HEAD hebben geen gemeenschappelijke voorouder", rev))
}

// commit returns the commit that rev names.
func (r *repository) commit(ctx context.Context, rev string) (string, error) {
	if rev == "" || strings.HasPrefix(rev, "-") {
		return "", misuse(phrase.Text{}, phrase.Textf("%q is not a revision", "%q is geen revisie", rev))
	}
	for _, name := range []string{rev, "origin/" + rev} {
		commit, err := r.ask(ctx, "rev-parse", "--verify", "--quiet", name+"^{commit}")
		if err == nil {
			return commit, nil
		}
		var failed *errGit
		if !errors.As(err, &failed) {
			return "", err
		}
	}
	if r.shallow(ctx) {
		return "", shallow(rev)
	}
	return "", misuse(phrase.Text{EN: "git log --oneline lists commits, git branch -a lists branches", NL: "git log --oneline noemt de commits, git branch -a de branches"},
		phrase.Textf("there is no revision %q", "er is geen revisie %q", rev))
}

func (r *repository) shallow(ctx context.Context) bool {
	is, err := r.ask(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && is == "true"
}

// shallow says what to change in the pipeline: its clone ends before rev.
func shallow(rev string) error {
	return misuse(
		phrase.Text{EN: "fetch the whole history: fetch-depth: 0 for actions/checkout, GIT_DEPTH: \"0\" in .gitlab-ci.yml, git fetch --unshallow elsewhere",
			NL: "haal de hele geschiedenis op: fetch-depth: 0 bij actions/checkout, GIT_DEPTH: \"0\" in .gitlab-ci.yml, elders git fetch --unshallow"},
		phrase.Textf("this clone is shallow: its history ends before %s", "deze kloon is ondiep: de geschiedenis reikt niet tot %s", rev))
}

// changes returns what the work tree changed since a commit, as files below the
// scanned folder. The index is the commit's tree, so that every other file, in
// the project's own index or not, is new; an empty entry for each lets git see
// that it is an old one under a new name.
func (r *repository) changes(ctx context.Context, commit string) (touched, error) {
	if _, err := r.read(ctx, nil, "read-tree", commit); err != nil {
		return nil, err
	}
	others, err := r.read(ctx, nil, "ls-files", "--others", "--exclude-standard", "-z", "--", r.pathspec())
	if err != nil {
		return nil, err
	}
	var entries strings.Builder
	for _, name := range strings.Split(strings.TrimSuffix(others, "\x00"), "\x00") {
		if name != "" && !strings.HasSuffix(name, "/") { // a folder is another repository
			fmt.Fprintf(&entries, "100644 %s\t%s\x00", r.empty, name)
		}
	}
	if entries.Len() > 0 {
		if _, err := r.read(ctx, strings.NewReader(entries.String()), "update-index", "-z", "--index-info"); err != nil {
			return nil, err
		}
	}
	patch, err := r.read(ctx, nil, "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all", "--find-renames",
		"--unified=0", "--src-prefix=a/", "--dst-prefix=b/", commit, "--", r.pathspec())
	if err != nil {
		return nil, err
	}
	files, _, err := gitdiff.Parse(strings.NewReader(patch + "\n"))
	if err != nil {
		return nil, fmt.Errorf("read what git diff says: %w", err)
	}
	out := touched{}
	for _, f := range files {
		out.add(strings.TrimPrefix(f.NewName, r.prefix), f)
	}
	return out, nil
}

func (r *repository) pathspec() string {
	if r.prefix == "" {
		return "."
	}
	return strings.TrimSuffix(r.prefix, "/")
}

// checkout writes a commit's files to a new folder, and returns it and the folder
// in it that corresponds to the scanned one. Links become small text files: one
// that leads out of the tree would be followed.
func (r *repository) checkout(ctx context.Context, commit string) (top, dir string, err error) {
	top, err = os.MkdirTemp(r.dir, "tree-")
	if err != nil {
		return "", "", fmt.Errorf("check out %.12s: %w", commit, err)
	}
	if _, err := r.readIn(ctx, top, nil, "read-tree", commit); err != nil {
		return "", "", err
	}
	if _, err := r.readIn(ctx, top, nil, "-c", "core.symlinks=false", "checkout-index", "--all", "--quiet", "--force"); err != nil {
		return "", "", err
	}
	return top, filepath.Join(top, filepath.FromSlash(r.prefix)), nil
}
