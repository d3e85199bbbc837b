package coach

import (
	"strings"
	"testing"
	"time"

	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// promised is a follow-up by its number.
func (w *world) promised(id string) (f followup.FollowUp) {
	w.t.Helper()
	w.view(func(tx *store.Tx) error {
		var err error
		f, _, err = store.FollowUps.Get(tx, kv.Key("T1", id))
		return err
	})
	return f
}

// An answer in the thread of a coaching message is about what stands there,
// also where a nudge about something else came later.
func TestAnswerInTheThreadOfACoaching(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UANA", elmfield))
	w.send()
	w.owe("T1", "UANA", 90, when.DateOf(w.now))
	var ts string
	for _, e := range w.allEffects() {
		if strings.Contains(e.Key, "/feedback/") {
			ts = e.SentTS
		}
	}
	if ts == "" {
		t.Fatal("no coaching message was sent")
	}
	ev := dm("UANA", "done")
	ev.TS, ev.Thread = "1800000099.000000", ts
	es := w.do(ev)
	w.wantSaid(es, "send the pricing")
	if es[0].Thread != ts {
		t.Errorf("answered in %q, not in the thread", es[0].Thread)
	}
	for _, f := range all(w, store.FollowUps) {
		if want := f.ID != "F-90"; (f.State == followup.Done) != want {
			t.Errorf("%s is %s", f.ID, f.State)
		}
	}
}

// Only the owner's promises can be named, whoever else has one of that name.
func TestAnswerTouchesOnesOwnAlone(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	w.join("T1", "UBEN", "Europe/London")
	w.owe("T1", "UBEN", 1, when.DateOf(w.now))
	w.owe("T1", "UANA", 2, when.DateOf(w.now))
	w.do(dm("UANA", "part 1 done, F-1 done"))
	if s := w.promised("F-1").State; s != followup.Open {
		t.Errorf("a colleague's promise is %s", s)
	}
	w.wantSaid(w.do(click("UANA", "followup.as0", "done|||F-1")), "no longer there")
	w.wantSaid(w.do(click("UANA", "followup.as0", "burn|||F-2")), "earlier version")
}

// Handing over: asked once an offer, answered by whom was asked alone, taken
// back in time, and back with the owner the next morning without an answer.
func TestHandOver(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	w.join("T1", "UBEN", "Europe/London")
	w.do(dm("UBEN", "hello"))
	w.update(func(tx *store.Tx) error {
		p, _, err := store.People.Get(tx, "T1/UBEN")
		if err != nil {
			return err
		}
		p.RealName = "Ben Okafor"
		return store.People.Put(tx, &p)
	})
	w.owe("T1", "UANA", 1, when.DateOf(w.now))
	w.replan("T1", "UANA")

	es := w.do(dm("UANA", "part 1 isn't mine, <@UBEN> has it"))
	w.wantSaid(es, "says that you have this one", "waiting for")
	if f := w.promised("F-1"); f.Owner != "UANA" || f.Offer == nil || f.Offer.To != "UBEN" {
		t.Fatalf("%+v", f)
	}
	w.wantSaid(w.do(click("UCLEO", "offer.accept", "F-1")), "has it after all")
	if w.promised("F-1").Owner != "UANA" {
		t.Fatal("somebody who was not asked took it")
	}
	es = w.do(click("UBEN", "offer.decline", "F-1"))
	w.wantSaid(es, "can't take it")
	w.do(click("UBEN", "offer.accept", "F-1")) // too late
	if f := w.promised("F-1"); f.Owner != "UANA" || f.Offer != nil {
		t.Fatalf("after declining %+v", f)
	}

	w.do(dm("UANA", "Ben has part 1"))
	es = w.do(click("UBEN", "offer.accept", "F-1"))
	w.wantSaid(es, "took over", "Yours, from")
	if f := w.promised("F-1"); f.Owner != "UBEN" || f.From != "UANA" {
		t.Fatalf("after taking over %+v", f)
	}
	w.wantSaid(w.do(click("UANA", "followup.done", "F-1@list")), "no longer there")
	if p := w.personOf("UBEN"); p.NudgeAt.IsZero() {
		t.Error("who took it over is not reminded")
	}
	es = w.do(click("UBEN", "followup.undo", "F-1@offer/F-1"))
	w.wantSaid(es, "says that you have this one")
	if f := w.promised("F-1"); f.Owner != "UANA" {
		t.Errorf("given back, it is %s's", f.Owner)
	}
	es = w.do(dm("UANA", "part 1 done"))
	w.wantSaid(es, "has it after all")
	if p := w.personOf("UANA"); !p.NudgeAt.IsZero() {
		t.Errorf("settled, and planned for %v", p.NudgeAt)
	}
}

// Guests, bots and people nobody knows are not asked.
func TestHandOverToNobody(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	w.owe("T1", "UANA", 1, when.DateOf(w.now))
	for _, who := range []string{"UGIL", "UNOBODY"} {
		es := w.do(dm("UANA", "<@"+who+"> has part 1"))
		w.wantSaid(es, "can't ask")
		if len(es) != 1 || w.promised("F-1").Offer != nil {
			t.Errorf("%s was asked", who)
		}
	}
	w.wantSaid(w.do(dm("UANA", "part 1 isn't mine, Zorro has it")), "nobody here called")
}

// The day after the nudge its answers still count; a week later "done" alone
// says too little.
func TestAnswerOutsideOfThreads(t *testing.T) {
	for days, want := range map[int]followup.State{0: followup.Done, 1: followup.Done, 9: followup.Open} {
		w := newWorld(t)
		w.join("T1", "UANA", "Europe/London")
		w.owe("T1", "UANA", 1, when.DateOf(w.now))
		w.replan("T1", "UANA")
		w.tick()
		w.send()
		w.now = w.now.Add(time.Duration(days) * 24 * time.Hour)
		w.do(dm("UANA", "done"))
		if got := w.promised("F-1").State; got != want {
			t.Errorf("after %d days: %s, want %s", days, got, want)
		}
	}
}

// A note that is deleted takes the messages back that asked colleagues about
// its promises.
func TestDeletedNoteTakesOffersBack(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UBEN", "Europe/London")
	note := dm("UANA", elmfield)
	note.Key = "T1/message/DANA/" + note.TS
	w.do(note)
	w.send()
	answer := dm("UANA", "the pricing isn't mine, <@UBEN> has it")
	answer.TS = ts(101)
	w.wantSaid(w.do(answer), "says that you have this one")
	w.send()
	es := w.do(deletion(note))
	var removed bool
	for _, e := range es {
		removed = removed || e.Kind == store.Remove && strings.Contains(e.Ref, "/offer/")
	}
	if !removed || len(all(w, store.FollowUps)) != 0 {
		t.Errorf("the colleague's message stays: %d effects", len(es))
	}
}

// Long lists page, and a click on the second page redraws the second page.
func TestPages(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	for n := range 60 {
		w.owe("T1", "UANA", n+1, when.DateOf(w.now).AddDays(n))
	}
	w.wantSaid(w.do(slash("UANA", "followups")), "part 1 of", "part 25 of", "35 more")
	second := w.do(click("UANA", "followup.more", "@list+25"))
	w.wantSaid(second, "part 26 of", "part 50 of", "10 more", "Earlier ones")
	if strings.Contains(words(second...), "part 1 of") {
		t.Error("the first page is on the second")
	}
	w.wantSaid(w.do(click("UANA", "followup.done", "F-30@list+25")), "part 26 of", "part 51 of")
	w.wantSaid(w.do(click("UANA", "followup.more", "@home+50")), "part 60 of")
	w.wantSaid(w.do(click("UANA", "followup.more", "@list+99999")), "part 60 of")
}
