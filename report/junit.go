package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/privet-dev/privet/rules/finding"
)

type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes the result as a test report: a suite for each group of rules, a
// test for each rule, so that a rule without findings is a passed test. Errors
// and warnings fail the test; notes are its output.
func JUnit(w io.Writer, r *Result, o Options) error {
	byRule := map[string][]finding.Finding{}
	for _, f := range Ordered(r.Findings) {
		byRule[f.Rule] = append(byRule[f.Rule], f)
	}
	report := junitSuites{Name: "privet"}
	for _, id := range ruleOrder(r) {
		group, _, _ := strings.Cut(id, "-")
		if n := len(report.Suites); n == 0 || report.Suites[n-1].Name != group {
			report.Suites = append(report.Suites, junitSuite{Name: group})
		}
		suite := &report.Suites[len(report.Suites)-1]
		test := junitTest(id, r, byRule[id], o)
		suite.Cases = append(suite.Cases, test)
		suite.Tests++
		report.Tests++
		if test.Failure != nil {
			suite.Failures++
			report.Failures++
		}
	}
	for _, suite := range junitDrift(r, o) {
		report.Suites = append(report.Suites, suite)
		report.Tests += suite.Tests
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(report); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitTest is the test of one rule.
func junitTest(id string, r *Result, fs []finding.Finding, o Options) junitCase {
	c := junitCase{Class: "privet." + id, Name: id}
	if rule := r.Rule(id); rule != nil {
		c.Name = id + " " + sentence(rule.Title, o.Lang)
	}
	var failed, told []string
	for _, f := range fs {
		line := sentence(f.Message, o.Lang)
		if span, ok := r.place(f); ok {
			line = fmt.Sprintf("%s:%d:%d: %s", o.repoPath(span.File), span.Line, span.Column, line)
		}
		if f.Severity < finding.Warning {
			told = append(told, line)
			continue
		}
		failed = append(failed, line)
	}
	c.Out = strings.Join(told, "\n")
	if len(failed) > 0 {
		c.Failure = &junitFailure{Message: count(len(failed), countFindings, o.Lang), Type: fs[0].Severity.String(), Text: strings.Join(failed, "\n")}
	}
	return c
}
