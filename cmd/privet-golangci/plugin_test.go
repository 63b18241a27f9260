package plugin_test

import (
	"testing"

	"github.com/golangci/plugin-module-register/register"

	plugin "github.com/privet-dev/privet/cmd/privet-golangci"
)

func TestGolangciLintFindsThePluginAndItsSettings(t *testing.T) {
	build, err := register.GetPlugin("privet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := build(map[string]any{"schema": "schema.json"})
	if err != nil {
		t.Fatal(err)
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %q", mode)
	}
	as, err := p.BuildAnalyzers()
	if err != nil || len(as) != 1 || as[0].Name != "privet" {
		t.Fatalf("analyzers %v, %v", as, err)
	}
	if got := as[0].Flags.Lookup("schema").Value.String(); got != "schema.json" {
		t.Errorf("the schema setting is %q", got)
	}
	if len(as[0].FactTypes) == 0 {
		t.Error("without facts, golangci-lint would not analyse imports first")
	}
}

func TestAnUnknownSettingIsAnError(t *testing.T) {
	if _, err := plugin.New(map[string]any{"shema": "x"}); err == nil {
		t.Error("a mistyped setting is taken")
	}
}
