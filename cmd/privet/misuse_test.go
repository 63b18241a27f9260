package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// said runs privet and returns its exit code and what it says on standard error.
func said(args ...string) (code int, text string) {
	var out, errOut bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errOut)
	return code, errOut.String()
}

// TestEveryMistakeIsNamedInBothLanguages: a mistyped command line ends with exit
// code 2 and says what was probably meant, without the insides of a library.
func TestEveryMistakeIsNamedInBothLanguages(t *testing.T) {
	dir := t.TempDir()
	for line, want := range map[string][2]string{
		"scna":                                  {"did you mean privet scan?", "bedoelde je privet scan?"},
		"help scna":                             {"did you mean scan?", "bedoelde je scan?"},
		"help baseline wrte":                    {"did you mean write?", "bedoelde je write?"},
		"baseline wrte":                         {`privet baseline has no command "wrte"`, `privet baseline heeft geen opdracht "wrte"`},
		"config verfy":                          {"one of: check, print, schema", "een van: check, print, schema"},
		"scan --fromat json":                    {"did you mean --format?", "bedoelde je --format?"},
		"scan -x":                               {"privet scan has no flag -x", "privet scan heeft geen optie -x"},
		"scan --sample many":                    {`--sample takes a whole number, not "many"`, `--sample wil een geheel getal, niet "many"`},
		"scan --db-timeout soon":                {"a length of time such as 30s", "een tijdsduur zoals 30s"},
		"scan --strict=perhaps":                 {"true or false", "true of false"},
		"scan --format":                         {"--format needs a value", "--format heeft een waarde nodig"},
		"scan --format gitlba":                  {"did you mean gitlab?", "bedoelde je gitlab?"},
		"scan --format json --format text":      {"2 formats would be written to standard output", "2 formaten zouden naar de standaarduitvoer gaan"},
		"scan --format json=a --format sarif=a": {"json and sarif would both be written to a", "json en sarif zouden allebei in a komen"},
		"rules --format jsno":                   {"did you mean json?", "bedoelde je json?"},
		"version --format json":                 {"takes no --format", "--format hoort er niet bij"},
		"version --color blue":                  {"unknown colour mode", "onbekende kleurstand"},
		"scan --fail-on eror":                   {"the severities are error", "de niveaus zijn error"},
		"scan --dialect oracle":                 {"the dialects are postgres", "de dialecten zijn postgres"},
		"explain CRED-01":                       {"did you mean CRED-001?", "bedoelde je CRED-001?"},
		"explain":                               {"privet explain RULE", "privet explain REGEL [opties]"},
		"scan a b":                              {"too many arguments: b", "te veel argumenten: b"},
		"completion bsh":                        {"did you mean bash?", "bedoelde je bash?"},
		"scan --config nowhere.yaml " + dir:     {"policy file: nowhere.yaml: no such file or folder", "beleidsbestand: nowhere.yaml: zo'n bestand of map is er niet"},
		"scan --config " + dir + " " + dir:      {"it is a folder", "het is een map"},
		"baseline show --baseline nowhere.json " + dir:            {"baseline: nowhere.json: no such file or folder", "nulmeting: nowhere.json: zo'n bestand of map is er niet"},
		"rules --format json=" + filepath.Join(dir, "no", "file"): {"write json: ", "json schrijven: "},
	} {
		for i, lang := range []string{"en", "nl"} {
			code, text := said(append([]string{"--lang=" + lang}, strings.Fields(line)...)...)
			if code != exitUsage || !strings.Contains(text, want[i]) {
				t.Errorf("privet --lang=%s %s: exit code %d, says %q, not %q", lang, line, code, text, want[i])
			}
			if strings.Contains(text, "strconv") || strings.Contains(text, "pflag") {
				t.Errorf("privet %s shows the insides of a library: %s", line, text)
			}
		}
	}
}

func TestAFamilyAloneShowsItsMembers(t *testing.T) {
	for _, name := range []string{"baseline", "config"} {
		var out bytes.Buffer
		if code := run(context.Background(), []string{name}, nil, &out, &out); code != exitClean || !strings.Contains(out.String(), "Usage:") {
			t.Errorf("privet %s: exit code %d\n%s", name, code, out.String())
		}
	}
}
