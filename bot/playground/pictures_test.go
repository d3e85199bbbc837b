package playground_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pictures is where the README's pictures are written to:
//
//	go test ./bot/playground -run TestPictures -pictures ../../docs/pictures
var pictures = flag.String("pictures", "", "write the README's pictures into this folder")

// TestPictures goes through what the README shows; with -pictures it keeps
// what it sees.
func TestPictures(t *testing.T) {
	t.Parallel()
	s := seeded(t)

	ana := visit(t, s, "UANA", "")
	ana.looks(1120, 760, false)
	ana.goes("calls")
	ana.sends(note)
	ana.goes("Heed · Messages")
	ana.sees("send the rollout plan")
	ana.keep("note.png")
	ana.clickNear("More actions", "send the rollout plan")
	ana.click("Edit …")
	ana.sees("What was promised")
	ana.keep("form.png")
	ana.click("Cancel")
	ana.closed()

	ana.goes("Heed · Home")
	ana.sees("Your promises, and theirs")
	ana.looks(1120, 760, true)
	ana.keep("home-dark.png")

	cleo := visit(t, s, "UCLEO", "")
	cleo.looks(1120, 1000, false)
	cleo.goes("sales")
	cleo.sees("Week 47")
	cleo.keep("digest.png")

	ben := visit(t, s, "UBEN", "")
	ben.looks(390, 780, false)
	ben.eval(`document.getElementById("menu").click()`)
	ben.goes("Heed · Messages")
	ben.sends("/heed brief ridley")
	ben.sees("Only visible to you")
	ben.keep("phone.png")
}

// looks gives the page a size, and a system that is light or dark.
func (p *page) looks(width, height int64, dark bool) {
	p.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	p.do(chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
}

// keep writes a picture of the page, if pictures are wanted.
func (p *page) keep(name string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil && *pictures != "" {
		err = os.WriteFile(filepath.Join(*pictures, name), png, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}
