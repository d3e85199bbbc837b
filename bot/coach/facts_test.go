package coach

import (
	"strings"
	"testing"
	"time"

	"heed/bot/memory"
	"heed/store"
)

const gates = "Call with Orbis Tiles, Mo Lind (owner)\n- they need a second gate by the river\n- budget is 40k for the year\n- his daughter rows for the county\n- I'll send the plan by Friday"

// factSaying is the one fact whose text holds some words.
func (w *world) factSaying(words string) memory.Fact {
	w.t.Helper()
	var found []memory.Fact
	for _, f := range all(w, store.Facts) {
		if strings.Contains(f.Text, words) {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		w.t.Fatalf("%d facts say %q: %+v", len(found), words, all(w, store.Facts))
	}
	return found[0]
}

func (w *world) factDo(verb string, f memory.Fact) {
	w.t.Helper()
	w.do(click("UANA", "fact.menu", verb+":"+f.Customer+"/"+f.ID+"@facts/"+f.Customer+"/0"))
}

// What people said of a fact outlives that its note is edited, and goes with
// the note.
func TestFactsAfterAnEdit(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, gates)
	w.do(note)
	w.factDo("confirm", w.factSaying("gate"))
	w.factDo("drop", w.factSaying("rows"))
	w.do(Event{
		Kind: Submit, User: "UANA", Callback: "fact.correct", PrivateMeta: `{"id":"C-1/` + w.factSaying("40k").ID + `","sheet":"facts/C-1/0"}`,
		Inputs: map[string]string{"text": "the budget is 45k, says the bank", "kind": "budget"},
	})
	before := len(all(w, store.Facts))
	w.do(edit(note, tuesday.Add(time.Hour), gates+"\n- they pay 600 a month today"))
	if f := w.factSaying("gate"); f.State != memory.Confirmed {
		t.Errorf("no longer confirmed: %+v", f)
	}
	if f := w.factSaying("rows"); f.State != memory.Dropped {
		t.Errorf("learnt again: %+v", f)
	}
	if f := w.factSaying("40k"); f.Says() != "the budget is 45k, says the bank" {
		t.Errorf("the correction is lost: %+v", f)
	}
	if n := len(all(w, store.Facts)); n <= before {
		t.Errorf("%d facts, were %d: the new line told none", n, before)
	}
	w.do(deletion(note))
	if fs := all(w, store.Facts); len(fs) > 0 {
		t.Errorf("left of a deleted note: %+v", fs)
	}
}

// A fact that was moved stays with the other customer, and its undo brings it
// back; nobody can be made to hold it who isn't there.
func TestMovedFact(t *testing.T) {
	w := stocked(t)
	w.do(dm("UANA", gates))
	f := w.factSaying("gate")
	to := func(customer string) {
		w.do(Event{
			Kind: Submit, User: "UANA", Callback: "fact.move", PrivateMeta: `{"id":"` + f.Customer + "/" + f.ID + `","sheet":"facts/` + f.Customer + `/0"}`,
			Inputs: map[string]string{"customer": customer},
		})
	}
	to("C-999")
	if got := w.factSaying("gate"); got.Customer != f.Customer {
		t.Errorf("moved to nobody: %+v", got)
	}
	to("C-2")
	moved := w.factSaying("gate")
	if moved.Customer != "C-2" || moved.From != f.Customer {
		t.Errorf("%+v", moved)
	}
	w.do(click("UANA", "fact.undo", "C-2/"+f.ID+"@facts/C-2/0"))
	if got := w.factSaying("gate"); got.Customer != f.Customer || got.Touched() {
		t.Errorf("not brought back: %+v", got)
	}
}
