package playground_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// page is one tab of a person.
type page struct {
	t    *testing.T
	ctx  context.Context
	took float64 // seconds that a person would have taken, by the model below
}

// What a person takes, after the keystroke-level model of Card, Moran and
// Newell (1980): to find and decide, to point and press, to type a character
// as the average who isn't a typist does, and to read what came.
const (
	toDecide = 1.35
	toPoint  = 1.1 + 0.2
	toType   = 0.28
	toRead   = 2.0
)

// do plays actions in the tab.
func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// until waits for a JavaScript expression to be true.
func (p *page) until(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	poll := chromedp.Poll[bool]("Boolean("+expression+")", chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(0))
	if _, err := chromedp.Run(ctx, poll); err != nil {
		p.t.Fatalf("never true: %s (%v)", expression, err)
	}
}

// text is what the page shows in front, the end of it.
func (p *page) text() string {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	s, _ := chromedp.Run(ctx, chromedp.Evaluate[string](shown+`.innerText.replace(/\n+/g, "\n").slice(-1500) + document.querySelector("#toasts").innerText`))
	return s
}

// shown is what is in front: the form if there is one, else the conversation.
const shown = `(document.querySelector("dialog[open]") ?? document.querySelector("#talk"))`

// sees waits until what is in front holds a text, whatever its line breaks.
func (p *page) sees(text string) {
	p.t.Helper()
	p.took += toRead
	p.until(shown + `.innerText.replace(/\s+/g, " ").includes(` + quote(text) + `)`)
}

// misses waits until what is in front does not hold a text.
func (p *page) misses(text string) {
	p.t.Helper()
	p.until(`!` + shown + `.innerText.replace(/\s+/g, " ").includes(` + quote(text) + `)`)
}

// closed waits until no form is open.
func (p *page) closed() {
	p.t.Helper()
	p.until(`!document.querySelector("dialog[open]")`)
}

// finder looks for the newest control of a name, as it is shown or as a
// screen reader reads it; with near, in a block or a message that holds that text. Its
// result is where the control can be clicked, null while it can't or while it moves.
const finder = `((name, near) => {
	const flat = (s) => s.replace(/\s+/g, " ").trim();
	const names = (el) => [el.getAttribute("aria-label"), (el.labels?.[0] ?? el).innerText, el.placeholder].map((s) => flat(s ?? "").replace(/ \((optional|unread)\)$/, ""));
	const front = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
	const all = [...front.querySelectorAll("button, a, input, select, textarea, summary")].filter((el) => names(el).includes(name) && el.checkVisibility());
	const holding = (kind) => all.filter((el) => flat(el.closest(kind)?.innerText ?? "").includes(near));
	const el = (near === "" ? all : [".section", ".field", ".message", ".blocks"].map(holding).find((some) => some.length) ?? []).at(-1);
	document.querySelectorAll("[data-found]").forEach((old) => old.removeAttribute("data-found"));
	if (!el) return null;
	el.setAttribute("data-found", "");
	el.scrollIntoView({ block: "center" });
	const r = el.getBoundingClientRect();
	const at = [r.x + r.width / 2, r.y + r.height / 2];
	const still = at.join() === window.foundAt;
	window.foundAt = at.join();
	return still && el.contains(document.elementFromPoint(...at)) ? at : null;
})`

// found waits for a control, and says where it is.
func (p *page) found(name, near string) (x, y float64) {
	p.t.Helper()
	return p.at(name, finder+`(`+quote(name)+`, `+quote(near)+`)`)
}

// at waits for the place of something on the page.
func (p *page) at(what, expression string) (x, y float64) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Poll[[]float64](expression, chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(0)))
	if err != nil || len(at) != 2 {
		p.t.Fatalf("never there to be clicked: %s (%v)", what, err)
	}
	return at[0], at[1]
}

// click presses a button or a link with the mouse.
func (p *page) click(name string) { p.t.Helper(); p.clickNear(name, "") }

// clickNear is click where several have the name.
func (p *page) clickNear(name, near string) {
	p.t.Helper()
	p.took += toDecide + toPoint
	x, y := p.found(name, near)
	p.do(chromedp.MouseClickXY(x, y))
}

// fill types into a field, in the place of what is there.
func (p *page) fill(name, text string) {
	p.t.Helper()
	p.took += toDecide + toPoint + toType*float64(len(text))
	p.found(name, "")
	p.do(chromedp.Focus(`[data-found]`), chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	if text == "" {
		p.do(chromedp.KeyEvent(kb.Delete))
		return
	}
	p.insert(text)
}

// insert puts a text where the cursor is, as pasting does.
func (p *page) insert(text string) {
	p.t.Helper()
	p.eval(`document.execCommand("insertText", false, ` + quote(text) + `)`)
}

// choose takes an option of a select by its label.
func (p *page) choose(name, option string) { p.t.Helper(); p.chooseNear(name, option, "") }

// chooseNear is choose where several have the name.
func (p *page) chooseNear(name, option, near string) {
	p.t.Helper()
	p.took += toDecide + 2*toPoint
	p.found(name, near)
	p.until(`((el) => {
		const o = [...el.options].find((o) => o.label.trim() === ` + quote(option) + `);
		if (o) {
			el.value = o.value;
			el.dispatchEvent(new Event("change", { bubbles: true }));
		}
		return o;
	})(document.querySelector("[data-found]"))`)
}

// date sets a date field to a day like 2026-11-24.
func (p *page) date(name, day string) {
	p.t.Helper()
	p.took += toDecide + 3*toPoint
	p.found(name, "")
	p.eval(`((el) => { el.value = ` + quote(day) + `; el.dispatchEvent(new Event("change", { bubbles: true })); })(document.querySelector("[data-found]"))`)
}

// sends writes something in the conversation that is open, and presses Enter.
func (p *page) sends(text string) {
	p.t.Helper()
	p.types(text)
	p.until(`document.querySelector("#composer textarea").value === ""`)
}

// pastes is sends for what was written elsewhere, as notes and transcripts
// are.
func (p *page) pastes(text string) {
	p.t.Helper()
	took := p.took + toDecide + toPoint + 2*toType
	p.sends(text)
	p.took = took
}

// types is sends, whatever becomes of it.
func (p *page) types(text string) {
	p.t.Helper()
	p.took += toDecide + toPoint + toType*float64(len(text))
	p.do(chromedp.Focus(`#composer textarea`))
	p.insert(text)
	p.enter()
}

// enter presses Enter as a keyboard does: what the page prevents does not
// happen, which chromedp's own key events would do all the same.
func (p *page) enter() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{
			Type: "keyDown", Key: "Enter", Code: "Enter", Text: "\r", WindowsVirtualKeyCode: 13,
		})
		return err
	}))
}

// mouse does one half of a click.
func (p *page) mouse(what input.DispatchMouseEventType, x, y float64) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: what, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1})
		return err
	}))
}

// goes opens a channel ("calls"), "Heed · Home" or "Heed · Messages".
func (p *page) goes(room string) {
	p.t.Helper()
	p.took += toDecide + toPoint
	p.do(chromedp.MouseClickXY(p.inSide(room)))
	p.isIn(room)
}

// inSide is where a room's name stands.
func (p *page) inSide(room string) (x, y float64) {
	p.t.Helper()
	return p.at(room, `((el) => {
		const r = el?.getBoundingClientRect();
		return r ? [r.x + r.width / 2, r.y + r.height / 2] : null;
	})([...document.querySelectorAll("#side button span")].find((s) => s.innerText === `+quote(room)+`))`)
}

func (p *page) isIn(room string) {
	p.t.Helper()
	p.until(`document.querySelector("#side [aria-current]")?.textContent.includes(` + quote(room) + `)`)
}

// eval runs JavaScript in the page.
func (p *page) eval(script string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](script)); err != nil {
		p.t.Fatal(err)
	}
}

// quote writes a string as JavaScript.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}
