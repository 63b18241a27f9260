package audit_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/audit"
)

// browser starts a headless Chromium and returns a context for one tab. A
// machine without one skips the test, unless PRIVET_REQUIRE_ALL is set.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("PRIVET_REQUIRE_ALL") != "" {
			t.Fatal("no Chromium on this machine")
		}
		t.Skip("no Chromium on this machine")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, stopTab := chromedp.NewContext(ctx)
	t.Cleanup(stopTab)
	ctx, stopTime := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stopTime)
	return ctx
}

// saved writes the report of a shop to a file and returns its address.
func saved(t *testing.T, r audit.Report) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(render(t, r, phrase.Dutch)), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + file
}

// run runs actions in the tab, or fails the test.
func run(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// complaints collects what the page's console says, refused content included.
func complaints(ctx context.Context) *[]string {
	var said []string
	chromedp.ListenTarget(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			said = append(said, ev.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			said = append(said, fmt.Sprint(ev.Args))
		case *page.EventJavascriptDialogOpening:
			said = append(said, "dialog: "+ev.Message)
		}
	})
	return &said
}

func TestBrowserShowsFiltersAndSorts(t *testing.T) {
	ctx := browser(t)
	said := complaints(ctx)
	var sections, rows, left int
	var first string
	run(t, ctx,
		chromedp.Navigate(saved(t, shop(t, "klant"))),
		chromedp.Evaluate(`document.querySelectorAll("section").length`, &sections),
		chromedp.Evaluate(`document.querySelectorAll("#inventory tbody tr").length`, &rows),
		chromedp.SendKeys(`#inventory input[type=search]`, "wachtwoord", chromedp.ByQuery),
		chromedp.Evaluate(`[...document.querySelectorAll("#inventory tbody tr")].filter(r => !r.hidden).length`, &left),
		chromedp.Click(`#inventory thead th:nth-child(4) button`, chromedp.ByQuery),
		chromedp.Click(`#inventory thead th:nth-child(4) button`, chromedp.ByQuery),
		chromedp.Text(`#inventory tbody tr:first-child td`, &first, chromedp.ByQuery),
	)
	if sections != 16 || rows != 2 || left != 1 {
		t.Errorf("%d sections, %d rows, %d after filtering; want 16, 2 and 1", sections, rows, left)
	}
	if first != "wachtwoord" {
		t.Errorf("sorted by sensitivity, downwards, the first field is %q, want wachtwoord", first)
	}
	if len(*said) > 0 {
		t.Errorf("the page complains: %v", *said)
	}
}

func TestBrowserShowsEverythingWithoutScript(t *testing.T) {
	ctx := browser(t)
	var text string
	run(t, ctx,
		emulation.SetScriptExecutionDisabled(true),
		chromedp.Navigate(saved(t, shop(t, "klant"))),
		chromedp.Text("main", &text, chromedp.ByQuery),
	)
	for _, want := range []string{"klant.wachtwoord wordt opgeslagen", "E-mailadres", "Vragenlijst voor de ondernemer"} {
		if !strings.Contains(text, want) {
			t.Errorf("without script the page does not show %q", want)
		}
	}
}

func TestBrowserFitsAPhoneAndPrintsOnA4(t *testing.T) {
	ctx := browser(t)
	var wide bool
	var shot, pdf []byte
	run(t, ctx,
		emulation.SetDeviceMetricsOverride(390, 844, 2, true),
		chromedp.Navigate(saved(t, shop(t, strings.Repeat("zeer_lange_tabelnaam_", 9)))),
		chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth`, &wide),
		chromedp.FullScreenshot(&shot, 80),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
			return err
		}),
	)
	if wide {
		t.Error("on a phone the page is wider than the screen")
	}
	if len(shot) < 10_000 {
		t.Errorf("the screenshot has %d bytes: an empty page", len(shot))
	}
	// A4 is 595.3 x 841.9 points; Chromium rounds the media box.
	if !strings.Contains(string(pdf), "/MediaBox [0 0 594") && !strings.Contains(string(pdf), "/MediaBox [0 0 595") {
		t.Error("the printed page is not A4")
	}
}

func TestBrowserRunsNothingFromHostileNames(t *testing.T) {
	ctx := browser(t)
	said := complaints(ctx)
	var scripts, images int
	run(t, ctx,
		chromedp.Navigate(saved(t, shop(t, `"><img src=x onerror=alert(1)><script>alert(2)</script>`))),
		chromedp.Evaluate(`document.scripts.length`, &scripts),
		chromedp.Evaluate(`document.images.length`, &images),
	)
	if scripts != 1 || images != 0 || len(*said) > 0 {
		t.Errorf("%d scripts, %d images, said %v; want the page's own script only", scripts, images, *said)
	}
}

// TestBrowserFindsNoAccessibilityFault runs axe-core, whose file PRIVET_AXE
// names (.ci/run installs it), against the WCAG 2.1 A and AA rules.
func TestBrowserFindsNoAccessibilityFault(t *testing.T) {
	file := os.Getenv("PRIVET_AXE")
	if file == "" {
		if os.Getenv("PRIVET_REQUIRE_ALL") != "" {
			t.Fatal("PRIVET_AXE does not name axe-core's axe.min.js")
		}
		t.Skip("PRIVET_AXE does not name axe-core's axe.min.js")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const check = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
		.then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" | ")))`
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			ctx := browser(t)
			var faults []string
			run(t, ctx,
				page.SetBypassCSP(true),
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.Navigate(saved(t, everything(t))),
				chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => { d.open = true })`, nil), // folded text is not looked at
				chromedp.Evaluate(string(axe), nil),
				chromedp.Evaluate(check, &faults, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
			)
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
}
