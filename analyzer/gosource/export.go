package gosource

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/gcexportdata"
)

// Types of what is outside a module come from export data: the compiler's own
// summary of a package, which holds all that its users need to know, also of the
// packages that it uses in turn. The go command is asked for that of the packages
// that the module's files import, and for nothing else. It compiles those where
// they are not in its cache; the module itself it need not compile, and so it does
// not matter whether it builds.

// exporter finds export data through the go command.
type exporter struct {
	dir string   // where it runs: what an import path means depends on it
	env []string // see Environment
}

// listed is a package that the go command found.
type listed struct {
	ImportPath string
	Export     string // the file with export data; "" where it does not compile here
	Dir        string
}

// list returns the packages of the given import paths that the go command could
// find, by import path, and with deep those that they import in turn. The error says
// why the command cannot work in dir at all.
func (e exporter) list(ctx context.Context, names []string, deep bool) (map[string]listed, error) {
	names = slices.DeleteFunc(slices.Clone(names), isPattern)
	if len(names) == 0 {
		return nil, nil
	}
	args := []string{"list", "-e", "-export", "-json=ImportPath,Export,Dir", "-buildvcs=false", "-pgo=off", fmt.Sprintf("-deps=%t", deep), "--"}
	cmd := exec.CommandContext(ctx, "go", append(args, names...)...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = e.dir, append(e.env, "PWD="+e.dir), 5*time.Second
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	runErr := cmd.Run()
	found := map[string]listed{}
	for dec := json.NewDecoder(&out); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return found, fmt.Errorf("read what go list says: %w", err)
		}
		if p.Export != "" || p.Dir != "" {
			found[p.ImportPath] = p
		}
	}
	if runErr != nil && len(found) == 0 {
		if text := firstLine(complaint.String()); text != "" {
			return nil, errors.New(text)
		}
		return nil, fmt.Errorf("go list: %w", runErr)
	}
	return found, ctx.Err()
}

// isPattern reports whether the go command would read an import path as something
// else: a pattern, a version query, a flag. No package that compiles is called that.
func isPattern(name string) bool {
	return name == "" || strings.ContainsAny(name[:1], "./-") || strings.Contains(name, "...") || strings.ContainsAny(name, "@ \\") ||
		slices.Contains([]string{"all", "cmd", "std", "main", "tool", "work"}, name)
}

// readExport reads a package's types as the compiler wrote them, and adds them to
// those that were loaded.
func (l *fileLoader) readExport(name, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return err
	}
	p, err := gcexportdata.Read(r, l.fset, l.loaded, name)
	if err != nil {
		return err
	}
	l.have[name] = p
	return nil
}

// isStandard reports whether an import path is one of the standard library:
// those have no dot in their first element.
func isStandard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".")
}

// Dependencies returns every package reachable from p's imports, p excluded,
// sorted: SSA needs to know of each one, without bodies.
func Dependencies(p *types.Package) []*types.Package {
	seen := map[*types.Package]bool{p: true}
	var all []*types.Package
	queue := []*types.Package{p}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, dep := range next.Imports() {
			if !seen[dep] {
				seen[dep] = true
				all = append(all, dep)
				queue = append(queue, dep)
			}
		}
	}
	slices.SortFunc(all, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return all
}
