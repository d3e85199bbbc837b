package playground_test

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/rs/zerolog"

	"heed/bot/playground"
	"heed/bot/script"
	"heed/store/bolt"
	"heed/store/kv"
)

// chromium is one browser for all tests of the package, started by the first
// that needs it; every visit has a profile of its own in it.
var chromium struct {
	once sync.Once
	ctx  context.Context
	err  error
}

func startChromium() {
	path, err := chromiumPath()
	if err != nil {
		chromium.err = err
		return
	}
	o := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1280, 860),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	alloc, _ := chromedp.NewExecAllocator(context.Background(), o...)
	chromium.ctx, _ = chromedp.NewContext(alloc) // ends in TestMain
	chromium.err = chromedp.Do(chromium.ctx)
}

func chromiumPath() (path string, err error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

func TestMain(m *testing.M) {
	code := m.Run()
	if chromium.ctx != nil {
		_ = chromedp.Cancel(chromium.ctx)
	}
	os.Exit(code)
}

// needsChromium skips a test where there is none; one that can't be started
// fails it.
func needsChromium(t *testing.T) context.Context {
	t.Helper()
	chromium.once.Do(startChromium)
	switch {
	case errors.Is(chromium.err, exec.ErrNotFound):
		t.Skip("no Chromium here, so the page isn't tried (Debian: apt-get install chromium)")
	case chromium.err != nil:
		t.Fatalf("Chromium does not start: %v", chromium.err)
	}
	return chromium.ctx
}

// open serves the playground of stories played one after the other.
func open(t *testing.T, stories ...string) *playground.Server {
	t.Helper()
	var text bytes.Buffer
	for _, name := range stories {
		b, err := os.ReadFile(filepath.Join("../../cmd/heed", name))
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
		text.WriteByte('\n')
	}
	st, err := script.Parse("seed", &text)
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "heed.db")
	p, err := playground.Open(context.WithoutCancel(t.Context()), playground.Options{
		Story: st, Log: zerolog.Nop(), Open: func() (kv.DB, error) { return bolt.Open(db, bolt.Options{}) },
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Serve(0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// seeded is the workspace after its three weeks.
func seeded(t *testing.T) *playground.Server { return open(t, "demo.play", "served.play") }

// visit opens the page as somebody, in a room ("home", or "" for the first).
// Whatever the page throws, and whatever its policy forbids it, fails the
// test.
func visit(t *testing.T, s *playground.Server, as, room string) *page {
	t.Helper()
	browser := needsChromium(t)
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	p := &page{t: t, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil { // opens the tab, which lives as long as this context
		t.Fatal(err)
	}
	said := chromedp.Console(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		for m, err := range said {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == chromedp.ConsoleError && m.Source != "network" {
				t.Errorf("the page: %s", m)
			}
		}
	})
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("what %s saw last:\n%s", as, p.text())
		}
		cancel()
		wg.Wait()
	})
	p.do(chromedp.Navigate(s.URL() + "#" + url.Values{"as": {as}, "room": {room}}.Encode()))
	p.until(`document.body.dataset.drawn?.startsWith(` + quote(as) + `)`)
	return p
}

// patience is how long a fact may take to show: far more than it needs, as
// the machine may be busy.
const patience = 30 * time.Second
