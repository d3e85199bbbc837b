package playground_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

const note = `Call with Brightwater Hotels, Ines Moreau (COO)
- showed the close dashboard and the forecasting module
- walked them through our roadmap
- pitched the enterprise tier
- check-in takes twelve minutes at weekends, "guests leave before they have a key"
- Ines decides with the owners in January
Next steps:
- send the rollout plan by Monday`

// TestPressed opens a room whose name is drawn anew, as when a message comes
// in, between the mouse's going down on it and coming up.
func TestPressed(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "")
	p.goes("calls")
	x, y := p.inSide("Heed · Messages")
	p.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	p.isIn("Heed · Messages")
	p.eval(`const side = document.querySelector("#side > div"); side.replaceWith(side.cloneNode(true))`)
	p.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
	p.isIn("Heed · Messages")
}

// TestNote posts a note, finds what it led to in the direct message, settles
// a promise and takes that back.
func TestNote(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	ana, ben := visit(t, s, "UANA", ""), visit(t, s, "UBEN", "")
	ana.goes("calls")
	ana.sends(note)
	ana.until(`document.querySelector("#side .unread")?.innerText.startsWith("Heed")`)
	ana.goes("Heed · Messages")
	ana.sees("Brightwater Hotels")
	ana.sees("send the rollout plan → Mon 23 Nov")
	ana.clickNear("More actions", "send the rollout plan")
	ana.click("Done")
	ana.sees("send the rollout plan done")
	ana.clickNear("Undo", "send the rollout plan")
	ana.sees("send the rollout plan → Mon 23 Nov")

	ben.goes("calls")
	ben.sees("Brightwater Hotels")
	ben.goes("Heed · Messages")
	ben.misses("Brightwater Hotels")
}

// TestForm has something refused in a form, corrects it, and loses nothing.
func TestForm(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "home")
	p.sees("Your promises, and theirs")
	p.clickNear("More actions", "ask our migration team")
	p.click("Edit …")
	p.sees("What was promised")
	p.fill("What was promised", "")
	p.click("Save")
	p.sees("Please complete this required field.")
	p.fill("What was promised", "write to Hanna about the check")
	p.click("Save")
	p.closed()
	p.sees("write to Hanna about the check")
}

// TestClock moves to the next morning, which brings a reminder.
func TestClock(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "")
	p.goes("calls")
	p.sends(note)
	p.goes("Heed · Messages")
	p.sees("send the rollout plan")
	p.click("Next workday 9:00")
	p.until(`document.querySelector("#now").innerText.startsWith("Mon 23 Nov, 09:00")`)
	p.sees("send the rollout plan for Brightwater Hotels · due today")
}

// TestBrief asks for what is known, and gets it alone.
func TestBrief(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	ana, ben := visit(t, s, "UANA", ""), visit(t, s, "UBEN", "")
	ana.goes("sales")
	ana.sends("/heed brief fairmile")
	ana.sees("Only visible to you")
	ana.sees("nobody sleeps that week")
	ben.goes("sales")
	ben.misses("nobody sleeps that week")
	ana.types("/weather")
	ana.until(`document.querySelector("#toasts").innerText.includes("/weather is not a valid command")`)
}

// TestFile drops a transcript into the direct message, and gets it back.
func TestFile(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UCLEO", "")
	p.goes("Heed · Messages")
	file := filepath.Join(t.TempDir(), "oldfield.txt")
	call := "Cleo Marsh: What would a good quarter look like?\nRuth Oldfield: Fewer calls at night. My goal is that nobody is woken up.\n" +
		"Cleo Marsh: What wakes them?\nRuth Oldfield: The pumps. I'm worried about the north site most.\nCleo Marsh: I'll send you the alarm list by Wednesday.\n"
	if err := os.WriteFile(file, []byte(call), 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles(`#composer input[type=file]`, []string{file}))
	p.until(`document.querySelector(".chip").innerText.includes("oldfield.txt")`)
	p.sends("Call with Oldfield Water")
	p.sees("send the alarm list")
	p.until(`(async () => {
		const r = await fetch([...document.querySelectorAll("a.file")].at(-1).href);
		return (await r.text()).includes("Fewer calls at night");
	})()`)
}

// TestOwnMessages writes, edits, answers and deletes as a person does.
func TestOwnMessages(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	ana, ben := visit(t, s, "UANA", ""), visit(t, s, "UBEN", "")
	ana.goes("sales")
	ben.goes("sales")
	ana.sends("Lunch at one, @Ben Okafor?")
	ben.until(`document.querySelector("#messages .mention.me")?.innerText === "@Ben Okafor"`)
	ben.clickNear("Actions for the message of 15:01", "Lunch at one")
	ben.click("Reply in thread")
	ben.found("Reply …", "")
	ben.do(chromedp.Focus(`#thread textarea`))
	ben.insert("Gladly")
	ben.do(chromedp.Click(`#thread .send`))
	ana.sees("1 reply")
	ana.clickNear("Actions for the message of 16:01", "Lunch at one")
	ana.click("Edit message")
	ana.fill("Edit message", "Lunch at two, @Ben Okafor?")
	ana.click("Save changes")
	ben.sees("Lunch at two")
	ben.sees("(edited)")
	ana.clickNear("Actions for the message of 16:01", "Lunch at two")
	ana.click("Delete message …")
	ana.click("Delete")
	ben.sees("This message was deleted.")
}

// TestDueDate sets another due day with the date picker, from the list, and
// takes it back with the button below the promise.
func TestDueDate(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "home")
	p.sees("Your promises, and theirs")
	p.clickNear("More actions", "ask our migration team")
	p.click("Edit …")
	p.found("By when", "")
	p.do(chromedp.Focus(`[data-found]`), chromedp.KeyEvent("12122026"))
	p.click("Save")
	p.closed()
	p.sees("Sat 12 Dec")
	p.clickNear("Undo", "Sat 12 Dec")
	p.misses("Sat 12 Dec")
}
