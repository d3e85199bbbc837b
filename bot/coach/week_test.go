package coach

import (
	"strings"
	"testing"
	"time"

	"heed/store"
)

// twoNotes is a week worth telling of: on Monday morning Ana has a message
// about it, not yet sent.
func twoNotes(t *testing.T) (*world, Event) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, planted)
	w.do(note)
	w.do(post("UANA", 2, "Call with Ridley Tools, Sam Reed\n- the line stood for a day, \"never again\"\n- I'll send the price list by Tuesday"))
	w.send()
	w.now = time.Date(2026, 11, 9, 9, 0, 0, 0, time.UTC)
	w.tick()
	return w, note
}

// ofWeek are the effects that tell somebody of a week.
func ofWeek(es []store.Effect) (out []store.Effect) {
	for _, e := range es {
		if e.Message != nil && strings.Contains(words(e), "Your week") {
			out = append(out, e)
		}
	}
	return out
}

// What a week was told with goes with the note that it is from, sent or not,
// and with its customer.
func TestWeekForgets(t *testing.T) {
	for name, goes := range map[string]struct {
		sent bool
		how  func(w *world, note Event)
	}{
		"deleted, sent":      {true, func(w *world, note Event) { w.do(deletion(note)) }},
		"deleted, waiting":   {false, func(w *world, note Event) { w.do(deletion(note)) }},
		"customer forgotten": {true, func(w *world, _ Event) { w.do(click("UANA", "forget.customer", "C-1")) }},
		"edited, and the words go": {true, func(w *world, note Event) {
			w.do(edit(note, w.now.Add(time.Minute), "Call with Elmfield Dental\n- all is well"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w, note := twoNotes(t)
			told := ofWeek(w.allEffects())
			if len(told) != 1 || !strings.Contains(words(told...), "Zyxwell") {
				t.Fatalf("%d messages about the week: %s", len(told), words(told...))
			}
			if goes.sent {
				w.send()
			}
			goes.how(w, note)
			w.tick()
			anew := 0
			for _, e := range ofWeek(w.allEffects()) {
				if e.Seq <= told[0].Seq {
					continue
				}
				if anew++; strings.Contains(words(e), "Zyxwell") || goes.sent && e.Kind != store.Update {
					t.Errorf("%s: %s", e.Kind, words(e))
				}
			}
			if goes.sent && anew != 1 {
				t.Errorf("what stands in Slack was drawn anew %d times", anew)
			}
			w.send()
			w.now = w.now.Add(time.Hour)
			w.tick()
			w.send()
			w.wantNowhere("Zyxwell", "vorpal", "toves")
		})
	}
}

// Who switches it off hears of no week any more.
func TestWeekIsOff(t *testing.T) {
	w, _ := twoNotes(t)
	if p := w.person("UANA"); p.NudgeAt.IsZero() {
		t.Error("nothing is planned")
	}
	w.send()
	w.do(click("UANA", "week.off", "me@nudge/2026-11-09"))
	w.do(post("UANA", 3, "Call with Ridley Tools, Sam Reed\n- they want two shifts, \"nobody told us\""))
	w.do(post("UANA", 4, "Call with Solent Marine, Joris Blom\n- parts come late, \"our night shift waits\""))
	w.now = time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	w.tick()
	if told := ofWeek(w.effects()); len(told) != 0 {
		t.Errorf("told all the same: %s", words(told...))
	}
}
