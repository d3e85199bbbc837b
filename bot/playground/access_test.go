package playground_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// unnamed are the controls that a screen reader could only call "button", and
// the ids that are given twice.
const unnamed = `(() => {
	const named = (el) => (el.getAttribute("aria-label") || el.labels?.[0]?.innerText || el.innerText || el.title || "").trim() !== "";
	const controls = [...document.querySelectorAll("button, a, input, select, textarea, summary")].filter((el) => el.checkVisibility() && !el.closest("[aria-hidden=true]"));
	const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
	return controls.filter((el) => !named(el)).map((el) => el.outerHTML).concat(ids.filter((id, i) => ids.indexOf(id) !== i));
})()`

// TestNamed looks for what a screen reader can't name, wherever there is
// something to use.
func TestNamed(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "")
	look := func(where string) {
		t.Helper()
		p.eval(`window.unnamed = ` + unnamed + `; if (window.unnamed.length) console.error(` + quote(where) + ` + ": " + window.unnamed.join("\n"))`)
	}
	p.goes("calls")
	p.sees("Fairmile Foods")
	look("a channel")
	p.goes("Heed · Messages")
	p.sees("1 thing for today")
	look("a direct message")
	p.goes("Heed · Home")
	p.sees("Your customers")
	look("Home")
	p.goes("Heed · Messages")
	p.sends("/heed settings")
	for _, form := range []string{"My day begins at", "My name in the digest"} {
		p.clickNear("Change", form)
		p.found(form, "")
		look(form)
		p.click("Cancel")
		p.closed()
	}
}

// TestKeyboard opens a menu, walks through it, leaves it, and opens and
// leaves a form, without a mouse.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "home")
	p.found("More actions", "ask our migration team")
	p.do(chromedp.Focus(`[data-found]`))
	p.enter()
	p.until(`document.activeElement.innerText === "Done"`)
	p.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	p.until(`document.activeElement.innerText === "Not a promise"`)
	p.do(chromedp.KeyEvent(kb.Escape))
	p.until(`!document.querySelector(":popover-open") && document.activeElement.matches("[data-found]")`)
	p.enter()
	p.until(`document.activeElement.innerText === "Done"`)
	p.do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	p.until(`document.activeElement.innerText === "Edit …"`)
	p.enter()
	p.sees("What was promised")
	p.until(`document.querySelector("dialog").contains(document.activeElement)`)
	p.do(chromedp.KeyEvent(kb.Escape))
	p.closed()
}

// TestNarrow shows every place on a phone without a need to scroll sideways.
func TestNarrow(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "")
	p.looks(360, 740, false)
	for _, room := range []string{"calls", "sales", "Heed · Messages", "Heed · Home"} {
		p.click("☰ Channels")
		p.goes(room)
		p.until(`!document.body.classList.contains("menu-open")`)
		p.until(`document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll("#messages, #home")].every((el) => el.scrollWidth <= el.clientWidth)`)
	}
}
