package playground_test

import "testing"

// The walks are what the README promises to somebody who has read nothing
// else: each main task in under a minute, by what is on the screen. What a
// person takes is reckoned while the page is used (see page.took).

// limit is what one task may take a person, in seconds.
const limit = 60

// task plays one task and checks what it would take a person.
func (p *page) task(name string, do func()) {
	p.t.Helper()
	p.took = 0
	do()
	p.t.Logf("%s: about %.0f seconds", name, p.took)
	if p.took > limit {
		p.t.Errorf("%s takes a person about %.0f seconds", name, p.took)
	}
}

// TestNewAdmin sets Heed up in an empty workspace from the message that
// installing it sends.
func TestNewAdmin(t *testing.T) {
	t.Parallel()
	p := visit(t, open(t, "empty.play"), "UDORA", "")
	p.task("set up", func() {
		p.goes("Heed · Messages")
		p.sees("Heed is installed. Three steps")
		p.chooseNear("Choose a channel", "#calls", "A channel to read")
		p.sees("not a member yet")
		p.goes("calls")
		p.click("Invite Heed")
		p.goes("sales")
		p.click("Invite Heed")
		p.goes("Heed · Messages")
		p.sees("Done: A channel to read")
		p.click("Choose day and hour")
		p.choose("The digest goes to", "#sales")
		p.click("Save")
		p.closed()
		p.click("Write your names")
		p.fill("Our company and products", "Ledgerline, Ledgerline Close")
		p.click("Save")
		p.closed()
		p.sees("Heed is set up")
	})
	p.task("change the digest's hour", func() {
		p.sends("/heed settings")
		p.clickNear("Change", "Hour of the digest")
		p.choose("Hour of the digest", "16:00")
		p.click("Save")
		p.closed()
		p.sees("16:00")
	})
}

// TestNewRep writes a first note, puts a promise right, asks for a brief and
// is forgotten again.
func TestNewRep(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UELI", "")
	p.task("first note", func() {
		p.goes("calls")
		p.pastes("Call with Oakham Tools this morning, Petra Vance (operations)\n- planning is still on a whiteboard, \"our Mondays are gone before ten\"\nNext steps\n- send the quote by Friday")
		p.goes("Heed · Messages")
		p.sees("Hello Eli, new here")
		p.sees("send the quote → Fri 27 Nov")
	})
	p.task("fix a wrong promise", func() {
		p.clickNear("More actions", "send the quote")
		p.click("Edit …")
		p.fill("What was promised", "send the quote and the plan")
		p.date("By when", "2026-11-24")
		p.click("Save")
		p.closed()
		p.sees("send the quote and the plan → Tue 24 Nov")
	})
	p.task("brief", func() {
		p.sends("/heed brief oakham")
		p.sees("Petra Vance, operations")
		p.sees("our Mondays are gone before ten")
	})
	p.task("erase oneself", func() {
		p.goes("Heed · Home")
		p.click("Forget me …")
		p.sees("It can't be undone")
		p.click("Forget me")
		p.closed()
		p.sees("Forgotten, as you asked.")
	})
}

// TestDigestHour changes the hour of the digest in a workspace that has run
// for weeks; the next one comes then.
func TestDigestHour(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UDORA", "")
	p.goes("Heed · Messages")
	p.task("change the digest's hour", func() {
		p.sends("/heed settings")
		p.clickNear("Change", "Hour of the digest")
		p.choose("Hour of the digest", "11:00")
		p.click("Save")
		p.closed()
	})
	p.sees("11:00")
	p.goes("sales")
	p.sees("Week 47")
	p.misses("Week 48")
	p.click("+1 week")
	p.sees("Week 48 in customers' words")
	p.until(`[...document.querySelectorAll("#messages .message")].at(-1).querySelector(".by time").innerText === "11:00"`)
}

// TestManager is named a manager, sees how the team does, and a rep sees what
// the manager sees.
func TestManager(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	p := visit(t, s, "UDORA", "")
	p.goes("Heed · Messages")
	p.task("name a manager", func() {
		p.sends("/heed settings")
		p.clickNear("Change", "Managers: nobody")
		p.clickNear("Dora Quist", "Managers")
		p.click("Save")
		p.closed()
		p.sees("named you a manager here")
	})
	p.task("see the team", func() {
		p.sends("/heed team")
		p.sees("The team, 3 weeks up to today")
		p.sees("At least three reps are behind every number")
	})
	eli := visit(t, s, "UELI", "")
	eli.goes("Heed · Messages")
	eli.sends("/heed team")
	eli.sees("This is what @Dora Quist can see")
}
