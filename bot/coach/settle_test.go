package coach

import (
	"strings"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
)

const sentIt = "Call with Elmfield Dental again\n- Hanna says it would calm her front desk\n- sent the pricing yesterday"

// later posts a note a day after the first.
func (w *world) later(n int, text string) Event {
	w.t.Helper()
	w.now = w.now.Add(24 * time.Hour)
	ev := post("UANA", 24*3600+n, text)
	w.do(ev)
	w.send()
	return ev
}

func (w *world) promise(id string) followup.FollowUp {
	w.t.Helper()
	for _, f := range all(w, store.FollowUps) {
		if f.ID == id {
			return f
		}
	}
	w.t.Fatalf("no %s", id)
	return followup.FollowUp{}
}

// What a note reports done is done once: an edit changes nothing of it, one
// that says so no longer opens it again, and a person's undo is the last word.
func TestSettledByANote(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 1, elmfield))
	note := w.later(1, sentIt)
	at := w.promise("F-1").Settled
	if at.IsZero() {
		t.Fatal("not settled")
	}
	w.now = w.now.Add(48 * time.Hour)
	w.do(edit(note, w.now, sentIt+"\n- and she has a new laptop"))
	if f := w.promise("F-1"); f.State != followup.Done || !f.Settled.Equal(at) || len(f.Changes) != 1 {
		t.Errorf("an edit settled it anew: %+v", f)
	}
	facts := len(all(w, store.Facts))
	w.do(edit(note, w.now.Add(time.Minute), sentIt+"\n- and she has a new laptop computer"))
	if n := len(all(w, store.Facts)); n != facts {
		t.Errorf("%d facts, were %d", n, facts)
	}
	for _, f := range all(w, store.Facts) {
		seen := map[string]int{}
		for _, q := range f.Quotes {
			if seen[q.Call]++; seen[q.Call] > 1 {
				t.Errorf("learnt twice from one call: %+v", f)
			}
		}
	}

	w.do(edit(note, w.now.Add(2*time.Minute), strings.Replace(sentIt, "sent the pricing yesterday", "she is on holiday next week", 1)))
	if f := w.promise("F-1"); f.State != followup.Open {
		t.Errorf("still settled: %+v", f)
	}
	w.do(edit(note, w.now.Add(3*time.Minute), sentIt))
	if f := w.promise("F-1"); f.State != followup.Done {
		t.Errorf("not settled again: %+v", f)
	}
	w.do(click("UANA", "followup.undo", "F-1@call/K-2"))
	w.do(edit(note, w.now.Add(4*time.Minute), sentIt+"\n- ok"))
	if f := w.promise("F-1"); f.State != followup.Open {
		t.Errorf("the note settled again what was undone: %+v", f)
	}
	w.later(3, sentIt+" for good") // another note may
	if f := w.promise("F-1"); f.State != followup.Done || f.SettledBy != "K-3" {
		t.Errorf("a later note doesn't count: %+v", f)
	}
}

// A note filed under another customer takes back what it settled, and what it
// told, there.
func TestSettledElsewhere(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 1, elmfield))
	w.do(post("UANA", 2, "Call with Ridley Tools, Sam Reed\n- worried about downtime\n- I'll send the pricing by Monday"))
	note := w.later(1, sentIt)
	if f := w.promise("F-1"); f.SettledBy == "" {
		t.Fatal("not settled")
	}
	es := w.do(Event{Kind: Submit, User: "UANA", Callback: "call.customer", PrivateMeta: `{"id":"K-3"}`, Inputs: map[string]string{"known": "C-2"}})
	w.wantSaid(es, "Ridley Tools")
	if a, b := w.promise("F-1"), w.promise("F-2"); a.State != followup.Open || b.SettledBy != "K-3" {
		t.Errorf("%+v\n%+v", a, b)
	}
	for _, f := range all(w, store.Facts) {
		for _, q := range f.Quotes {
			if q.Call == "K-3" && f.Customer != "C-2" {
				t.Errorf("%+v", f)
			}
		}
	}
	w.do(deletion(note))
	if b := w.promise("F-2"); b.State != followup.Open {
		t.Errorf("%+v", b)
	}
}

// A promise that an edit adds days later was made then; those that stand
// keep their day.
func TestLateEdit(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	text := "Call with Elmfield Dental, Hanna Lund\n- they lose two hours a day to double booking\n- I'll send the pricing tomorrow"
	note := post("UANA", 1, text)
	w.do(note)
	w.now = time.Date(2026, 11, 12, 15, 0, 0, 0, time.UTC)
	w.do(edit(note, w.now, text+"\n- I'll call Hanna tomorrow\n- I'll ask Kofi about the export"))
	for action, want := range map[string]struct {
		due  string
		made time.Time
	}{
		"pricing": {"2026-11-04", note.At},
		"Hanna":   {"2026-11-13", w.now},
		"Kofi":    {"", w.now},
	} {
		found := false
		for _, f := range all(w, store.FollowUps) {
			if !strings.Contains(f.Action, action) {
				continue
			}
			found = true
			if f.Due != (when.Date{}) && f.Due.String() != want.due || f.Due == (when.Date{}) && want.due != "" || !f.Made.Equal(want.made) {
				t.Errorf("%s: due %s, made %v; want %+v", action, f.Due, f.Made, want)
			}
		}
		if !found {
			t.Errorf("no promise about %s", action)
		}
	}
	// The same edit on the day of the post is read as of the post.
	who := w.personOf("UANA")
	if _, next := followup.Plan(all(w, store.FollowUps), nil, who.Nudging(&store.Workspace{}), w.now); next.IsZero() {
		t.Error("nothing planned")
	}
}

func (w *world) personOf(id string) *store.Person { p := w.person(id); return &p }

func TestStanding(t *testing.T) {
	f := func(action, quote string) followup.FollowUp { return followup.FollowUp{Action: action, Quote: quote} }
	old := []followup.FollowUp{f("send the pricing", "I'll send the pricing by Friday"), f("ask Kofi about the export", "q2"), f("call Sam", "q3")}
	read := []followup.FollowUp{f("send over pricing", "I'll send over pricing by Monday"), f("call Sam", "new words"), f("ask Kofi about the migration", "q4"), f("call Sam", "q3")}
	got := standing(old, read, false)
	for i, want := range []int{0, -1, -1, 2} {
		if got[i] != want {
			t.Errorf("%q stands for %d, want %d", read[i].Action, got[i], want)
		}
	}
}

// What a person said about a promise outlives what the note says.
func TestRenewed(t *testing.T) {
	due := when.Date{Year: 2026, Month: 11, Day: 6}
	old := followup.FollowUp{ID: "F-1", Action: "send the pricing", Due: due, DuePhrase: "by Friday", State: followup.Open}
	read := followup.FollowUp{Action: "send the price list", Due: due.AddDays(7), DuePhrase: "next Friday"}
	if f := renewed(old, read); f.Due != read.Due || f.Action != read.Action || f.ID != "F-1" {
		t.Errorf("%+v", f)
	}
	sameDay := read
	sameDay.DuePhrase = "by Friday"
	if f := renewed(old, sameDay); f.Due != due {
		t.Errorf("the day moved with the edit: %+v", f)
	}
	old.Edit(tuesday, "UANA", "send the offer", due.AddDays(1))
	if f := renewed(old, read); f.Due != due.AddDays(1) || f.Action != "send the offer" {
		t.Errorf("%+v", f)
	}
}

func TestStat(t *testing.T) {
	n := func(i int) *int { return &i }
	c := store.Call{Rep: "UANA", At: tuesday, CueKinds: []string{"worry", "pain"}}
	c.Report.Measures = analyze.Measures{Cues: n(5), CuesMissed: n(2)}
	c.Report.Findings = []analyze.Finding{{ID: "missed_cue", Kind: "worry"}, {ID: "missed_cue", Kind: "worry"}, {ID: "missed_cue"}, {ID: "cue_taken_up", Kind: "pain"}}
	s := stat(&c)
	if s.Cues != 5 || s.Missed != 2 || strings.Join(s.Kinds, " ") != "worry pain" || strings.Join(s.MissedKind, " ") != "worry" || s.Rep != "UANA" {
		t.Errorf("%+v", s)
	}
	if s := stat(&store.Call{}); s.Cues != 0 || s.Kinds != nil {
		t.Errorf("%+v", s)
	}
}

// "Not right" once, twice, undone: the count of what tires follows.
func TestTakeBack(t *testing.T) {
	w := newWorld(t)
	w.wantSaid(w.do(w.upload("UBEN", "F1", fairmile, "Call with Fairmile Foods")), "handover worries me")
	w.send()
	id := only(w, store.Calls).ID
	count := func() int { return len(w.person("UBEN").Coaching.TakenBack) }
	for i, step := range []struct {
		verb string
		want int
	}{{"notright", 1}, {"notright", 1}, {"right", 0}, {"right", 0}, {"notright", 1}} {
		es := w.do(click("UBEN", "call."+step.verb, id))
		if len(es) != 1 || es[0].Kind != store.Update {
			t.Fatalf("%+v", es)
		}
		if got := count(); got != step.want {
			t.Errorf("step %d: %d taken back, want %d", i, got, step.want)
		}
	}
}
