package report

import (
	"encoding/json"
	"io"
)

// What follows writes SARIF 2.1.0 as GitHub's code scanning reads it
// (docs.github.com, "SARIF support for code scanning"), which is a small and
// particular part of the standard:
//
//   - Only the first location of a result is shown, and in a pull request only
//     if every line of its region is in the diff: regions are one line long and
//     carry all four of their numbers.
//   - Secondary places are shown only as a code flow, or when the message links
//     to them: traces become code flows, other sites related locations.
//   - Identity across commits is partialFingerprints.primaryLocationLineHash
//     alone, and only if it is the value GitHub computes itself (linehash.go).
//     privet's own fingerprint stands beside it for everyone else.
//   - A rule with security-severity is a security alert; the number is a string.
//   - Suppressed results are not understood, so they are left out.
//   - Over the limits below the whole file is refused, so they are held here.
const (
	sarifSchema      = "https://json.schemastore.org/sarif-2.1.0.json"
	sarifMaxResults  = 25000
	sarifMaxRelated  = 100  // GitHub shows no more
	sarifMaxFlow     = 100  // places of a trace; GitHub takes 10,000 and nobody reads so many
	sarifMaxText     = 1024 // characters in a description
	sarifMaxHashFile = 64 << 20
)

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Automation  sarifID           `json:"automationDetails"`
		ColumnKind  string            `json:"columnKind"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifID struct {
		ID string `json:"id"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name            string      `json:"name"`
		Version         string      `json:"version"`
		SemanticVersion string      `json:"semanticVersion,omitempty"`
		InformationURI  string      `json:"informationUri"`
		Rules           []sarifRule `json:"rules"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID         string              `json:"id"`
		Name       string              `json:"name"`
		Short      sarifText           `json:"shortDescription"`
		Full       sarifText           `json:"fullDescription"`
		HelpURI    string              `json:"helpUri"`
		Help       sarifText           `json:"help"`
		Default    sarifConfiguration  `json:"defaultConfiguration"`
		Properties sarifRuleProperties `json:"properties"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifRuleProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
		Severity  string   `json:"security-severity"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		CodeFlows    []sarifCodeFlow   `json:"codeFlows,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints,omitempty"`
		Properties   sarifProperties   `json:"properties"`
	}
	sarifProperties struct {
		Confidence string   `json:"confidence"`
		Objects    []string `json:"objects"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifFlowLocation `json:"locations"`
	}
	sarifFlowLocation struct {
		Location sarifLocation `json:"location"`
	}
)

// SARIF writes the result for code scanning.
func SARIF(w io.Writer, r *Result, o Options) error {
	s := sarifWriter{r: r, o: o, index: map[string]int{}}
	run := sarifRun{
		Automation:  sarifID{"privet/"},
		ColumnKind:  "utf16CodeUnits",
		Tool:        sarifTool{sarifDriver{Name: r.Tool.Name, Version: r.Tool.Version, InformationURI: "https://github.com/privet-dev/privet", Rules: s.rules()}},
		Invocations: []sarifInvocation{{Successful: true, Notifications: s.notifications()}},
		Results:     s.results(),
	}
	if r.Tool.Version == "devel" { // not a version: readers compare numbers
		run.Tool.Driver.Version = "0.0.0-devel"
	} else {
		run.Tool.Driver.SemanticVersion = r.Tool.Version
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}
