package coach

import (
	"testing"
	"time"

	"heed/bot/memory"
	"heed/bot/story"
	"heed/store"
)

func TestNamesInQuestions(t *testing.T) {
	c := store.Call{Voices: []store.Voice{{Name: "Priya Nair"}}}
	named := namesIn(&c, &memory.Customer{Name: "Northgate Foods", Aliases: []string{"NGF"}})
	for q, want := range map[string]bool{
		"Priya, what would a good month end look like?":        true,
		"What does Nair & Co think of the plan for spring?":    true,
		"What would make Northgate a better place to work at?": true,
		"What would a good month end look like for you?":       false,
	} {
		if got := names(q, named); got != want {
			t.Errorf("%q names somebody: %v", q, got)
		}
	}
}

// askAt is two working days before, at the hour of the digest.
func TestAskAt(t *testing.T) {
	loc := zoneOf(t, "America/New_York")
	for _, c := range [][2]time.Time{
		{time.Date(2026, 11, 6, 15, 0, 0, 0, loc), time.Date(2026, 11, 4, 15, 0, 0, 0, loc)},
		{time.Date(2026, 11, 2, 9, 0, 0, 0, loc), time.Date(2026, 10, 29, 9, 0, 0, 0, loc)},
		{time.Date(2026, 11, 1, 9, 0, 0, 0, loc), time.Date(2026, 10, 29, 9, 0, 0, 0, loc)},
	} {
		if got := askAt(c[0]); !got.Equal(c[1]) {
			t.Errorf("before %s: %s, want %s", c[0], got, c[1])
		}
	}
}

// slipway is a call with a question worth passing on.
const slipway = `WEBVTT

00:00:05.000 --> 00:00:09.000
Ben Okafor: Thanks for making the time, Rob. Good to see the yard so busy.

00:00:10.000 --> 00:00:20.000
Rob Hollis: Busy is the word, yes. Boats wait on both slips and nobody can tell me which one goes out first.

00:00:21.000 --> 00:00:30.000
Ben Okafor: What would have to be different on a morning for you to call it a good one?

00:00:31.000 --> 00:01:10.000
Rob Hollis: I would walk in and know who is where. Last spring we had two crews on one hull and none on the other, and I only heard of it at lunch. My foreman keeps it all in his head, and when he is ill we stand about until ten, ringing each other, and by then the tide is gone.

00:01:11.000 --> 00:01:20.000
Ben Okafor: So it is less about a plan than about knowing at seven. I will send you two examples by Tuesday.

00:01:21.000 --> 00:01:25.000
Rob Hollis: Please do, thank you.
`

// Only its rep answers for a question, and a note that goes takes it out of
// the channel.
func TestQuestionIsItsReps(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(w.upload("UBEN", "F1", slipway, "Call with Hollis Marine"))
	w.do(slash("UANA", "help"))
	w.setWorkspace(func(ws *store.Workspace) { ws.DigestTo = "CTEAM" })
	w.send()
	var key string
	w.update(func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}
		c := only(w, store.Calls)
		x, ok, err := u.bestQuestion(&c)
		if err != nil || !ok {
			t.Fatalf("no question in it: %v", err)
		}
		key = x.key
		c.Question = &store.Question{Finding: key, Score: x.score, At: w.now, Until: w.now.Add(48 * time.Hour), Told: true}
		return store.Calls.Put(tx, &c)
	})
	w.do(click("UANA", "question.named", "K-1@nudge/2026-11-05"))
	if q := only(w, store.Calls).Question; q.Consent != story.Asked {
		t.Fatalf("a colleague said %q of it", q.Consent)
	}
	w.do(click("UBEN", "question.unnamed", "K-1@said/"))
	w.update(func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}
		ws, err := u.workspace()
		if err != nil {
			return err
		}
		return u.postQuestion(&ws, "2026-W45")
	})
	w.wantSaid(w.effects(), "Question of the week:")
	w.send()
	es := w.do(click("UBEN", "call.menu", "forget:K-1"))
	out := 0
	for _, e := range es {
		if e.Kind == store.Remove && (e.Channel == "CTEAM" || e.Ref == "T1/digest/question/K-1/2026-W45") {
			out++
		}
	}
	if out != 1 {
		t.Errorf("taken out of the channel %d times", out)
	}
}
