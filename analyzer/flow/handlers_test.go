package flow_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Each route must have its guard on its way, and those without one must not.
func TestHandlersKnowWhatStandsBeforeThem(t *testing.T) {
	a, err := txtar.ParseFile("testdata/handlers.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	unpack(t, dir, a)
	facts := analyze(t, dir)
	guarded := map[string]bool{}
	for _, h := range facts.Handlers {
		guarded[h.Route] = slices.ContainsFunc(append(h.Way, h.Calls...), func(name string) bool { return strings.Contains(strings.ToLower(name), "guard") })
		if h.Function == "" || h.Package != "shop.example/shop" || !h.Span.IsValid() {
			t.Errorf("handler %+v", h)
		}
	}
	want := map[string]bool{
		"/mux/open": false, "/mux/wrapped": true, "/mux/inside": true,
		"/chi/open": false, "/chi/with": true, "/chi/group": true, "/chi/route": true,
		"/gin/open": false, "/gin/group": true, "/gin/inline": true, "/gin/interface": false, "/gin/guarded": true,
		"/echo/open": false, "/echo/group": true, "/echo/behind": true,
		"/gorilla/open": false, "/gorilla/sub": true,
	}
	for route, guard := range want {
		got, found := guarded[route]
		if !found || got != guard {
			t.Errorf("%s: found %v, guarded %v, want %v", route, found, got, guard)
		}
	}
	if len(guarded) != len(want) {
		t.Errorf("%d routes, want %d: %v", len(guarded), len(want), guarded)
	}
}
