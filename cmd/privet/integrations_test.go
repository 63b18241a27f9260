package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// unmarshal reads a YAML file of the repository.
func unmarshal(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// installed puts privet where "go install" puts it, and on the path, and returns
// the GOPATH and a folder with a shop in it.
func installed(t *testing.T) (gopath, shop string) {
	t.Helper()
	gopath, shop = t.TempDir(), t.TempDir()
	bin := filepath.Join(gopath, "bin")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(bin, "privet")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err := os.WriteFile(filepath.Join(shop, "schema.sql"), []byte("CREATE TABLE klant (email text, wachtwoord varchar(32) NOT NULL);\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return gopath, shop
}

// TestTheActionScansAndReports runs the scan step of action.yml as a runner does:
// inputs in the environment, files in the runner's folder.
func TestTheActionScansAndReports(t *testing.T) {
	var action struct {
		Inputs map[string]struct{ Description, Default string }
		Runs   struct {
			Steps []struct{ ID, Run, Uses string }
		}
	}
	unmarshal(t, "../../action.yml", &action)
	gopath, shop := installed(t)
	temp := t.TempDir()
	for _, step := range action.Runs.Steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("an input is pasted into a script: %s", step.Run)
		}
		if step.ID != "scan" {
			continue
		}
		cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", step.Run)
		cmd.Dir = shop
		cmd.Env = append(os.Environ(), "GOPATH="+gopath, "SCAN=.", "NEW_FROM=", "FAIL_ON=error", "LANGUAGE_OF_REPORT=nl", "DIFF=",
			"RUNNER_TEMP="+temp, "GITHUB_STEP_SUMMARY="+filepath.Join(temp, "summary"), "GITHUB_OUTPUT="+filepath.Join(temp, "output"))
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != exitFindings {
			t.Fatalf("the scan step: %v\n%s", err, out)
		}
		if !strings.Contains(string(out), "::error file=schema.sql,line=1,") {
			t.Errorf("no annotation in %s", out)
		}
	}
	for file, want := range map[string]string{"summary": "### privet: ", "output": "sarif=", "privet.sarif": `"ruleId": "CRED-002"`} {
		text, err := os.ReadFile(filepath.Join(temp, file))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %v, no %q in %.200s", file, err, want, text)
		}
	}
}

// TestThePreCommitHookRuns runs the hook's entry in a repository.
func TestThePreCommitHookRuns(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not on this machine")
	}
	var hooks []struct{ ID, Entry, Language string }
	unmarshal(t, "../../.pre-commit-hooks.yaml", &hooks)
	_, shop := installed(t)
	script := "git init -q . && git -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m one && git add . && " + hooks[0].Entry
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir = shop
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != exitFindings || !strings.Contains(string(out), "CRED-002") {
		t.Errorf("the hook ends with %d:\n%s", cmd.ProcessState.ExitCode(), out)
	}
}

// TestTheProblemMatcherReadsAnnotations matches the pattern that the guide gives
// for VS Code with what privet prints.
func TestTheProblemMatcherReadsAnnotations(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guide/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`"regexp": "(.*)"`).FindSubmatch(guide)
	if m == nil {
		t.Fatal("no pattern in the guide")
	}
	pattern := regexp.MustCompile("(?m)" + strings.ReplaceAll(string(m[1]), `\\`, `\`))
	_, shop := installed(t)
	cmd := exec.Command("privet", "--format", "github")
	cmd.Dir = shop
	out, _ := cmd.CombinedOutput()
	got := pattern.FindSubmatch(out)
	if got == nil || string(got[2]) != "schema.sql" || string(got[3]) != "1" || string(got[7]) == "" {
		t.Errorf("the pattern reads %q in\n%s", got, out)
	}
}

// TestManPagesAreWritten writes them all.
func TestManPagesAreWritten(t *testing.T) {
	_, dir := installed(t)
	cmd := exec.Command("privet", "man", filepath.Join(dir, "man1"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, page := range []string{"privet.1", "privet-scan.1", "privet-baseline-write.1", "privet-diff.1"} {
		text, err := os.ReadFile(filepath.Join(dir, "man1", page))
		if err != nil || !strings.Contains(string(text), ".SH SYNOPSIS") {
			t.Errorf("%s: %v", page, err)
		}
	}
}
