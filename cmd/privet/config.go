package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/policy"
)

// policyFile is the name of the policy file.
const policyFile = "privet.yaml"

// policy reads the policy file: the one --config names, else the nearest
// privet.yaml from dir upwards, as far as the repository's root. It returns nil
// when there is none.
func (a *app) policy(dir string) (*policy.Policy, error) { return a.policyBelow(dir, "") }

// policyBelow is policy, looking no higher than top.
func (a *app) policyBelow(dir, top string) (*policy.Policy, error) {
	name := a.config
	if name == "" {
		name = findBelow(dir, policyFile, top)
	}
	if name == "" {
		return nil, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, misuse(phrase.Text{}, about("policy file", "beleidsbestand", err))
	}
	defer file.Close()
	pol, err := policy.Read(file, shown(dir, name))
	if err == nil {
		err = pol.CheckRules(ruleIDs())
	}
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err, text: policyProblem(err)}
	}
	return pol, nil
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.All() {
		ids = append(ids, r.ID)
	}
	return ids
}

// policyProblem says in every language what is wrong with a policy file.
func policyProblem(err error) phrase.Text {
	var wrong *policy.Error
	if !errors.As(err, &wrong) {
		return refused(err)
	}
	return phrase.Text{EN: wrong.In(phrase.English), NL: wrong.In(phrase.Dutch)}
}

// shown is how findings name the policy file: relative to the scanned folder, as
// they name all files.
func shown(dir, name string) string {
	base, err := filepath.Abs(dir)
	if err != nil {
		return name
	}
	if info, err := os.Stat(base); err == nil && !info.IsDir() {
		base = filepath.Dir(base)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	rel, err := filepath.Rel(base, abs)
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

// findUp returns the nearest file of that name at or above dir, not above the
// folder that holds .git; "" when there is none.
func findUp(dir, base string) string { return findBelow(dir, base, "") }

// findBelow is findUp that looks no higher than top, unless that is "".
func findBelow(dir, base, top string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	for {
		name := filepath.Join(dir, base)
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			return name
		}
		if dir == top {
			return ""
		}
		if _, err := os.Stat(filepath.Join(dir, ".git")); !errors.Is(err, fs.ErrNotExist) {
			return ""
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
