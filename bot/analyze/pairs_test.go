package analyze

import (
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// TestAskPairs reads asks and what only sounds like one, taken up and not.
func TestAskPairs(t *testing.T) {
	const (
		before = "Rosa: Thanks for making the time today.\nMarek: No worries, good to talk.\nRosa: How do you run the bookings?\nMarek: Mostly on paper, it takes Sally most of a morning.\nRosa: Okay, that's helpful to know.\n"
		after  = "Marek: Right, okay.\nRosa: And how many sites is that across?\nMarek: Three, and a fourth in the spring.\nRosa: Thanks for your time, Marek.\n"
	)
	for _, line := range testLines(t, "testdata/asks_talk.txt") {
		asked, reply, ok := strings.Cut(line[2:], " | ")
		if !ok {
			t.Fatalf("no reply in %q", line)
		}
		c := &call.Call{Kind: call.Transcript, Format: call.Plain, Speakers: []call.Speaker{{Name: "Rosa", Side: call.Rep}, {Name: "Marek", Side: call.Customer}}}
		for said := range strings.Lines(before + "Marek: " + asked + "\nRosa: " + reply + "\n" + after) {
			who, text, _ := strings.Cut(strings.TrimSpace(said), ": ")
			speaker := 0
			if who == "Marek" {
				speaker = 1
			}
			c.Turns = append(c.Turns, call.Turn{Speaker: speaker, Start: -1, End: -1, Text: text})
		}
		checkAsk(t, line, c)
	}
}

// TestAskLines reads the same in lines of notes.
func TestAskLines(t *testing.T) {
	for _, line := range testLines(t, "testdata/asks_note.txt") {
		checkAsk(t, line, noteAbout(t, strings.ReplaceAll(line[2:], " / ", "\n")))
	}
}

// noteAbout is a short note of Ana's with some lines in it.
func noteAbout(t *testing.T, lines string) *call.Call {
	t.Helper()
	note := "Call with Oakhurst Group (Priya Nair, Sally), 20 Nov\nThey run three sites on paper.\n" + lines + "\nContract with the current lot ends in May.\n"
	c, err := call.Read(call.Input{Data: []byte(note), Reps: []string{"Ana"}, As: call.Note})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func anasReport(c *call.Call) *Report {
	return Analyze(c, Options{At: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC), Loc: time.UTC, Reps: []string{"Ana"}, CallNote: true})
}

func checkAsk(t *testing.T, line string, c *call.Call) {
	t.Helper()
	missed := false
	for _, f := range anasReport(c).Findings {
		missed = missed || f.ID == "missed_ask"
	}
	if missed != (line[0] == '+') {
		t.Errorf("%s: missed %v", line, missed)
	}
}

// TestReports reads what is reported done and what only sounds like it.
func TestReports(t *testing.T) {
	for _, line := range testLines(t, "testdata/reports.txt") {
		how, said, _ := strings.Cut(line, " | ")
		kind, sign, _ := strings.Cut(how, " ")
		var d *document
		if kind == "note" {
			c := noteAbout(t, said)
			d = newDocument(c, Options{At: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC), Reps: []string{"Ana"}})
			d.label()
		} else {
			d = talkOf(t, "Rosa: How have you been getting on?\nMo: Not bad, busy with the audit.\nRosa: "+said+"\nMo: Okay.")
		}
		if got := len(findSettled(d)) > 0; got != (sign == "+") {
			t.Errorf("%s: reported %v", line, got)
		}
	}
}

// TestTasks reads whose the lines below "Next steps" are.
func TestTasks(t *testing.T) {
	for _, line := range testLines(t, "testdata/tasks.txt") {
		want, task, _ := strings.Cut(line, " | ")
		heading, below, under := strings.Cut(task, " >> ")
		text := "Bookings annoy everyone.\n\nNext steps\n- " + task
		switch {
		case want == "none":
			text = task
		case under:
			text = "Bookings annoy everyone.\n\n" + heading + "\n- " + below
		}
		c := noteAbout(t, text)
		if want != "none" {
			c.Turns = c.Turns[:len(c.Turns)-1] // what would stand below the task
		}
		got := "none"
		if ps := anasReport(c).Promises; len(ps) > 0 {
			got = string(ps[0].Side) + " null"
			if owner := ps[0].Owner; owner != nil {
				got = string(ps[0].Side) + " " + *owner
			}
		}
		if !strings.EqualFold(got, want) {
			t.Errorf("%s: got %s", line, got)
		}
	}
}

// TestTasksUnderNames reads whose the lines are below a name or a side below
// "Next steps".
func TestTasksUnderNames(t *testing.T) {
	const steps = "Next steps\nUs:\n- New price by Wednesday\nThem:\n- Confirm the headcount\n- Sally: pick a date\nPriya:\n- Send over the org chart\n\nFollow-ups (client)\n- sign the form by the 9th\n"
	c := noteAbout(t, steps)
	c.Turns = c.Turns[:len(c.Turns)-1]
	var got []string
	for _, p := range anasReport(c).Promises {
		owner := "null"
		if p.Owner != nil {
			owner = *p.Owner
		}
		got = append(got, string(p.Side)+" "+owner)
	}
	if s := strings.Join(got, ", "); s != "rep null, customer null, customer Sally, customer Priya, customer null" {
		t.Error(s)
	}
}
