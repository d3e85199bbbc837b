package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"heed/bot/message"
	"heed/store/kv"
)

func post(key, channel string) Effect {
	return Effect{
		Key: key, Kind: Post, Team: "T1", Channel: channel, Created: noon,
		Message: &message.Message{Text: message.T("hello")},
	}
}

func put(t *testing.T, s *Store, effects ...Effect) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		for _, e := range effects {
			if created, err := tx.PutEffect(e); err != nil || !created {
				return errors.Join(err, fmt.Errorf("effect %s: created %v", e.Key, created))
			}
		}
		return nil
	})
}

func claimEffects(t *testing.T, s *Store, now time.Time, n int) []Effect {
	t.Helper()
	claimed, err := s.ClaimEffects(t.Context(), now, time.Minute, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

// sendAll sends what is due at now, and returns the keys in order.
func sendAll(t *testing.T, s *Store, now time.Time) string {
	t.Helper()
	var keys []string
	for {
		claimed := claimEffects(t, s, now, 1)
		if len(claimed) == 0 {
			return strings.Join(keys, " ")
		}
		e := claimed[0]
		if e.State != Sending {
			t.Fatalf("%s is %s", e.Key, e.State)
		}
		keys = append(keys, strings.TrimPrefix(e.Key, "T1/"))
		o := Outcome{State: Sent, Channel: e.Channel, TS: "ts-" + e.Key}
		if err := s.SettleEffect(t.Context(), now, e, o, nil); err != nil {
			t.Fatal(err)
		}
	}
}

func effect(t *testing.T, s *Store, key string) (e Effect) {
	t.Helper()
	err := s.View(t.Context(), func(tx *Tx) error {
		var ok bool
		var err error
		if e, ok, err = tx.Effect(key); err == nil && !ok {
			err = errors.New("not there")
		}
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return e
}

func TestPutEffectOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		e := post("T1/nudge/U1/2026-11-27", "")
		e.User = "U1"
		e.State, e.Line, e.Seq, e.Attempt, e.Holder = Sent, "T1/else", 99, 5, "me" // not the caller's to say
		put(t, s, e)
		again := post(e.Key, "C9")
		update(t, s, func(tx *Tx) error {
			if created, err := tx.PutEffect(again); created || err != nil {
				t.Errorf("again: %v, %v", created, err)
			}
			return nil
		})
		got := effect(t, s, e.Key)
		if got.State != Pending || got.Lane() != "T1/U1" || got.Seq != 1 || got.Attempt != 0 || got.Holder != "" || got.Channel != "" {
			t.Errorf("%+v", got)
		}
		check(t, s)
	})
}

func TestPutEffectRefuses(t *testing.T) {
	s := openOn(t, kv.NewMemory(), Options{})
	defer s.Close()
	for _, c := range []struct {
		change func(*Effect)
		want   string
	}{
		{func(e *Effect) { e.Kind = "shout" }, "no known kind"},
		{func(e *Effect) { e.Team = "" }, "begin with its team"},
		{func(e *Effect) { e.Team = "T2" }, "begin with its team"},
		{func(e *Effect) { e.Key = "reply/1" }, "begin with its team"},
		{func(e *Effect) { e.Channel = "" }, "nobody to go to"},
		{func(e *Effect) { e.Ref = "T2/x" }, "another team's"},
		{func(e *Effect) { e.Ref = e.Key }, "itself"},
		{func(e *Effect) { e.Channel = "C|1" }, "bar"},
	} {
		e := post("T1/reply/1", "C1")
		c.change(&e)
		err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.PutEffect(e); return err })
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestLanes(t *testing.T) {
	for want, e := range map[string]Effect{
		"T1/C1":        {Kind: Post, Channel: "C1", User: "U1"},
		"T1/U1":        {Kind: Post, User: "U1"},
		"T1/U1/view":   {Kind: OpenView, Channel: "C1", User: "U1"},
		"T1/U1/home":   {Kind: Home, User: "U1"},
		"T1/U1/answer": {Kind: Ephemeral, Channel: "C1", User: "U1", ResponseURL: "https://hooks.example"},
	} {
		if e.Team = "T1"; e.Lane() != want {
			t.Errorf("%s: %s, want %s", e.Kind, e.Lane(), want)
		}
	}
	e := Effect{Team: "T1", Kind: Ephemeral, Channel: "C1", User: "U1"}
	if e.Lane() != "T1/C1" {
		t.Errorf("an answer in a channel waits in %s", e.Lane())
	}
}

// TestOutboxOrder: first in, first out within a lane; one in flight; the
// longest due lane first; nothing before its time.
func TestOutboxOrder(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		later := post("T1/later", "C1")
		later.NotBefore = noon.Add(time.Hour)
		put(t, s, later, post("T1/a1", "C1"), post("T1/a2", "C1"), post("T1/b1", "C2"))
		check(t, s)
		claimed := claimEffects(t, s, noon, 10)
		if len(claimed) != 2 || claimed[0].Key != "T1/a1" || claimed[1].Key != "T1/b1" {
			t.Fatalf("claimed %+v, want the first of each lane", claimed)
		}
		if more := claimEffects(t, s, noon, 10); len(more) != 0 {
			t.Fatalf("claimed %+v while its lane was busy", more)
		}
		for _, e := range claimed {
			if err := s.SettleEffect(t.Context(), noon, e, Outcome{State: Sent}, nil); err != nil {
				t.Fatal(err)
			}
		}
		if got := sendAll(t, s, noon.Add(time.Hour-1)); got != "a2" {
			t.Errorf("sent %s, want a2", got)
		}
		if at, due, err := s.NextEffect(t.Context(), noon, nil); !at.Equal(later.NotBefore) || due || err != nil {
			t.Errorf("next at %v, %v, %v", at, due, err)
		}
		if got := sendAll(t, s, noon.Add(time.Hour)); got != "later" {
			t.Errorf("sent %s, want later", got)
		}
		if at, due, err := s.NextEffect(t.Context(), noon, nil); !at.IsZero() || due || err != nil {
			t.Errorf("next at %v, %v, %v; nothing waits", at, due, err)
		}
		check(t, s)
	})
}

func TestSettleEffect(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		put(t, s, post("T1/a", "C1"), post("T1/b", "C1"))
		e := claimEffects(t, s, noon, 1)[0]
		settle := func(claim Effect, o Outcome) error { return s.SettleEffect(t.Context(), noon, claim, o, nil) }

		if err := settle(e, Outcome{State: Pending, NotBefore: noon.Add(time.Minute), Uncounted: true}); err != nil {
			t.Fatal(err)
		}
		if got := effect(t, s, "T1/a"); got.Attempt != 0 || got.State != Pending {
			t.Errorf("a limit counted as attempt %d", got.Attempt)
		}
		if got := claimEffects(t, s, noon.Add(time.Minute-1), 5); len(got) != 0 {
			t.Fatalf("%s was claimed while its lane waits", got[0].Key)
		}
		if err := settle(e, Outcome{State: Sent}); !errors.Is(err, ErrStale) {
			t.Errorf("a claim given back was settled: %v", err)
		}
		e = claimEffects(t, s, noon.Add(time.Minute), 5)[0]
		if e.Key != "T1/a" || e.Attempt != 1 {
			t.Fatalf("claimed %s, attempt %d", e.Key, e.Attempt)
		}
		if err := settle(e, Outcome{State: Sending}); err == nil {
			t.Error("sending is no outcome")
		}
		boom := errors.New("boom")
		if err := s.SettleEffect(t.Context(), noon, e, Outcome{State: Failed, Error: "refused"}, func(*Tx, Effect) error { return boom }); !errors.Is(err, boom) {
			t.Errorf("%v, want boom", err)
		}
		if got := effect(t, s, e.Key); got.State != Sending {
			t.Errorf("%s after a telling that failed, want sending still", got.State)
		}
		told := ""
		if err := s.SettleEffect(t.Context(), noon, e, Outcome{State: Failed, Error: "refused"}, func(_ *Tx, e Effect) error {
			told = string(e.State) + ": " + e.Error
			return nil
		}); err != nil || told != "failed: refused" {
			t.Errorf("%v, told %q", err, told)
		}
		if got := effect(t, s, e.Key); got.Message == nil {
			t.Error("what failed must keep its words")
		}
		if got := sendAll(t, s, noon.Add(time.Minute)); got != "b" {
			t.Errorf("sent %s, want the next of the lane", got)
		}
		if got := effect(t, s, "T1/b"); got.Message != nil || got.SentTS != "ts-T1/b" {
			t.Errorf("what was sent must let go of its words and keep its place: %+v", got)
		}
		check(t, s)
	})
}

// TestOutboxLease: a claim that ran out is not given to the next one to be
// sent again; it has to be looked for first, and the stale one can't settle.
func TestOutboxLease(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		put(t, s, post("T1/a", "C1"))
		first := claimEffects(t, s, noon, 1)[0]
		if got := claimEffects(t, s, noon.Add(time.Minute-1), 1); len(got) != 0 {
			t.Fatal("claimed before the lease ran out")
		}
		gone := noon.Add(time.Minute)
		if got := claimEffects(t, s, gone, 1); len(got) != 0 {
			t.Fatalf("%s was claimed at once as %s", got[0].Key, got[0].State)
		}
		if err := s.SettleEffect(t.Context(), gone, first, Outcome{State: Sent}, nil); !errors.Is(err, ErrStale) {
			t.Errorf("a stale claim was settled: %v", err)
		}
		if got := claimEffects(t, s, gone.Add(SettleTime-1), 1); len(got) != 0 {
			t.Fatal("looked for before Slack has settled")
		}
		got := claimEffects(t, s, gone.Add(SettleTime), 1)
		if len(got) != 1 || got[0].State != Unknown || got[0].Attempt != 1 || !got[0].UnknownAt.Equal(gone) {
			t.Fatalf("%+v, want one to look for", got)
		}
		check(t, s)
		// A look that nobody finishes is looked for again.
		again := gone.Add(SettleTime + time.Minute)
		stale := got[0]
		got = claimEffects(t, s, again, 1)
		if err := s.SettleEffect(t.Context(), again, stale, Outcome{State: Sent}, nil); !errors.Is(err, ErrStale) {
			t.Errorf("a stale look was settled: %v", err)
		}
		if len(got) != 1 || got[0].State != Unknown || !got[0].UnknownAt.Equal(gone) {
			t.Fatalf("%+v, want one to look for, unknown since %v", got, gone)
		}
	})
}

func TestEffectsReleasedAtOpen(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		put(t, s, post("T1/a", "C1"), post("T1/b", "C1"))
		claimEffects(t, s, noon, 1)
		restart := noon.Add(3 * time.Second)
		s = open(Options{Now: restart})
		check(t, s)
		if got := claimEffects(t, s, restart.Add(SettleTime-1), 5); len(got) != 0 {
			t.Fatalf("%s was claimed before Slack has settled", got[0].Key)
		}
		got := claimEffects(t, s, restart.Add(SettleTime), 5)
		if len(got) != 1 || got[0].Key != "T1/a" || got[0].State != Unknown {
			t.Fatalf("%+v, want a to look for", got)
		}
		if e := effect(t, s, "T1/b"); e.State != Pending {
			t.Errorf("b is %s, want it to wait behind a", e.State)
		}
	})
}

func TestRef(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		nudge := Effect{Key: "T1/nudge", Kind: Post, Team: "T1", User: "U1", NotBefore: noon.Add(time.Hour)}
		edit := Effect{Key: "T1/edit", Kind: Update, Team: "T1", Ref: "T1/nudge"}
		reply := Effect{Key: "T1/inthread", Kind: Post, Team: "T1", Channel: "D1", Ref: "T1/nudge"}
		put(t, s, nudge, edit, reply)
		if got := sendAll(t, s, noon); got != "" {
			t.Errorf("sent %s before what it refers to", got)
		}
		e := claimEffects(t, s, noon.Add(time.Hour), 5)
		if len(e) != 1 || e[0].Key != "T1/nudge" {
			t.Fatalf("claimed %+v, want the nudge alone", e)
		}
		if err := s.SettleEffect(t.Context(), noon, e[0], Outcome{State: Sent, Channel: "D1", TS: "17.1"}, nil); err != nil {
			t.Fatal(err)
		}
		if got := sendAll(t, s, noon.Add(time.Hour)); got != "edit inthread" {
			t.Errorf("sent %s", got)
		}
		if e := effect(t, s, "T1/edit"); e.Channel != "D1" || e.TS != "17.1" {
			t.Errorf("the edit went to %s %s", e.Channel, e.TS)
		}
		if e := effect(t, s, "T1/inthread"); e.Channel != "D1" || e.Thread != "17.1" || e.TS != "" {
			t.Errorf("the reply went to %s %s %s", e.Channel, e.Thread, e.TS)
		}
		check(t, s)
	})
}

// TestRefThatNeverCame: what refers to an effect that failed, was dropped or
// never was is dropped itself; what knows its place is not.
func TestRefThatNeverCame(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		put(t, s, post("T1/a", "C1"))
		a := claimEffects(t, s, noon, 1)[0]
		if err := s.SettleEffect(t.Context(), noon, a, Outcome{State: Failed}, nil); err != nil {
			t.Fatal(err)
		}
		put(
			t, s,
			Effect{Key: "T1/b", Kind: Update, Team: "T1", Ref: "T1/a"},
			Effect{Key: "T1/c", Kind: Update, Team: "T1", Ref: "T1/never"},
			Effect{Key: "T1/d", Kind: Update, Team: "T1", Ref: "T1/swept", Channel: "C1", TS: "1.1"},
			post("T1/e", "C1"),
			Effect{Key: "T1/before", Kind: Update, Team: "T1", Ref: "T1/after"},
			post("T1/after", "C5"),
		)
		if got := sendAll(t, s, noon); got != "d e after" {
			t.Errorf("sent %s, want d e after", got)
		}
		if got := sendAll(t, s, noon.Add(refWait)); got != "before" {
			t.Errorf("sent %q, want what came before the one it refers to", got)
		}
		for key, want := range map[string]EffectState{"T1/b": Dropped, "T1/c": Dropped, "T1/d": Sent, "T1/before": Sent} {
			if e := effect(t, s, key); e.State != want {
				t.Errorf("%s is %s (%s), want %s", key, e.State, e.Error, want)
			}
		}
		check(t, s)
	})
}

// TestRemoveUnsent: what is removed before it was begun is never sent; what
// was begun is sent first.
func TestRemoveUnsent(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		gone := func(key string) Effect {
			return Effect{Key: key + "/gone", Kind: Remove, Team: "T1", Ref: key, Created: noon}
		}
		put(t, s, post("T1/a", "C1"), gone("T1/a"), post("T1/b", "C2"))
		claimed := claimEffects(t, s, noon, 5)
		if len(claimed) != 1 || claimed[0].Key != "T1/b" {
			t.Fatalf("claimed %+v, want b alone", claimed)
		}
		put(t, s, gone("T1/b"))
		if err := s.SettleEffect(t.Context(), noon, claimed[0], Outcome{State: Sent, Channel: "C2", TS: "1"}, nil); err != nil {
			t.Fatal(err)
		}
		if got := sendAll(t, s, noon); got != "b/gone" {
			t.Errorf("sent %s, want the removal of b", got)
		}
		for key, want := range map[string]EffectState{"T1/a": Dropped, "T1/a/gone": Dropped, "T1/b/gone": Sent} {
			if e := effect(t, s, key); e.State != want {
				t.Errorf("%s is %s, want %s", key, e.State, want)
			}
		}
		check(t, s)
	})
}

func TestExpiry(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		a := post("T1/a", "C1")
		a.Expires = noon.Add(time.Hour)
		view := Effect{Key: "T1/v", Kind: OpenView, Team: "T1", User: "U1", Trigger: "t", Created: noon}
		answer := Effect{Key: "T1/r", Kind: Ephemeral, Team: "T1", User: "U1", ResponseURL: "https://hooks.example", Created: noon}
		put(t, s, a, view, answer, post("T1/b", "C1"))
		if got := sendAll(t, s, noon.Add(time.Hour)); got != "b" {
			t.Errorf("sent %s, want b", got)
		}
		for _, key := range []string{"T1/a", "T1/v", "T1/r"} {
			if e := effect(t, s, key); e.State != Dropped || e.Trigger+e.ResponseURL != "" {
				t.Errorf("%s is %s, want it dropped", key, e.State)
			}
		}
		view.Key = "T1/v2"
		put(t, s, view)
		if got := sendAll(t, s, noon.Add(2*time.Second)); got != "v2" {
			t.Errorf("sent %q, want a view whose trigger still lives", got)
		}
		check(t, s)
	})
}

func TestCancel(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		put(t, s, post("T1/a", "C1"), post("T1/b", "C1"), post("T1/c", "C1"))
		a := claimEffects(t, s, noon, 1)[0]
		update(t, s, func(tx *Tx) error {
			for key, want := range map[string]bool{"T1/a": false, "T1/b": true, "T1/nothing": false} {
				if done, err := tx.CancelEffect(key, "done already", noon); done != want || err != nil {
					t.Errorf("cancelling %s: %v, %v; want %v", key, done, err, want)
				}
			}
			return nil
		})
		check(t, s)
		if err := s.SettleEffect(t.Context(), noon, a, Outcome{State: Sent}, nil); err != nil {
			t.Errorf("cancelling a neighbour broke the claim: %v", err)
		}
		if got := sendAll(t, s, noon); got != "c" {
			t.Errorf("sent %s, want c", got)
		}
		check(t, s)
	})
}

func TestForgetEffects(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		states := []EffectState{Sent, Failed, Dropped, Unknown, Sending, Pending}
		for i := range states {
			e := post(fmt.Sprint("T1/e", i), fmt.Sprint("C", i))
			e.Customer = "K-1"
			put(t, s, e)
		}
		other := post("T1/other", "C5")
		other.Customer = "K-11"
		put(t, s, other)
		for i, e := range claimEffects(t, s, noon, 5) {
			if states[i] == Sending {
				continue
			}
			if err := s.SettleEffect(t.Context(), noon, e, Outcome{State: states[i], NotBefore: noon}, nil); err != nil {
				t.Fatal(err)
			}
		}
		before, err := s.Counts(t.Context())
		if want := (Counts{Effects: 4, Failed: 1}); before != want || err != nil {
			t.Errorf("%+v, %v; want %+v", before, err, want)
		}
		update(t, s, func(tx *Tx) error {
			sent, err := tx.ForgetEffects("T1", "K-1", noon)
			if len(sent) != 1 || sent[0].Key != "T1/e0" {
				t.Errorf("sent: %+v", sent)
			}
			return err
		})
		for i, was := range states {
			e := effect(t, s, fmt.Sprint("T1/e", i))
			inFlight := was == Sending || was == Unknown // a look may end in sending it again
			if (e.Message != nil) != inFlight {
				t.Errorf("what was %s is %s and still has its words: %v", was, e.State, e.Message != nil)
			}
			if was == Pending && e.State != Dropped {
				t.Errorf("what was not sent yet is %s", e.State)
			}
		}
		if e := effect(t, s, "T1/other"); e.State != Pending || e.Message == nil {
			t.Errorf("another customer's is %s", e.State)
		}
		check(t, s)
	})
}

// TestOutboxRandom drives the outbox at random, with restarts, and checks
// that it stays in order, that at most one effect of a lane is in flight,
// and that all effects end.
func TestOutboxRandom(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		rnd := rand.New(rand.NewPCG(3, 4))
		now, keys := noon, 0
		var flying []Effect
		for range 400 {
			now = now.Add(time.Duration(rnd.IntN(9000)) * time.Millisecond)
			switch rnd.IntN(8) {
			case 0, 1, 2:
				keys++
				put(t, s, randomEffect(rnd, keys, now))
			case 3, 4:
				flying = append(flying, claimEffects(t, s, now, 1+rnd.IntN(3))...)
			case 5, 6:
				if len(flying) > 0 {
					i := rnd.IntN(len(flying))
					err := s.SettleEffect(t.Context(), now, flying[i], randomOutcome(rnd, now), nil)
					if err != nil && !errors.Is(err, ErrStale) {
						t.Fatal(err)
					}
					flying = append(flying[:i], flying[i+1:]...)
				}
			case 7:
				if rnd.IntN(5) == 0 {
					s, flying = open(Options{Now: now}), nil
				}
			}
			check(t, s)
			oneInFlight(t, s)
		}
		for range 2000 {
			now = now.Add(time.Minute)
			for _, e := range claimEffects(t, s, now, 10) {
				if err := s.SettleEffect(t.Context(), now, e, Outcome{State: Sent}, nil); err != nil {
					t.Fatal(err)
				}
			}
			if at, _, _ := s.NextEffect(t.Context(), now, nil); at.IsZero() {
				break
			}
		}
		for i := range keys {
			if e := effect(t, s, fmt.Sprint("T1/e", i+1)); !e.State.Final() {
				t.Errorf("%s is %s for ever", e.Key, e.State)
			}
		}
		check(t, s)
	})
}

func randomEffect(rnd *rand.Rand, n int, now time.Time) Effect {
	e := post(fmt.Sprint("T1/e", n), fmt.Sprint("C", rnd.IntN(3)))
	e.Created = now
	if rnd.IntN(4) == 0 {
		e.NotBefore = now.Add(time.Duration(rnd.IntN(60)) * time.Second)
	}
	if rnd.IntN(6) == 0 {
		e.Expires = now.Add(time.Duration(rnd.IntN(60)) * time.Second)
	}
	if rnd.IntN(4) == 0 {
		e.Kind, e.Ref = Update, fmt.Sprint("T1/e", rnd.IntN(n+2)+1)
		if e.Ref == e.Key {
			e.Ref = ""
		}
	}
	return e
}

func randomOutcome(rnd *rand.Rand, now time.Time) Outcome {
	return Outcome{
		State:     []EffectState{Sent, Sent, Pending, Unknown, Failed, Dropped}[rnd.IntN(6)],
		NotBefore: now.Add(time.Duration(rnd.IntN(20)) * time.Second),
		Uncounted: rnd.IntN(2) == 0,
	}
}

func oneInFlight(t *testing.T, s *Store) {
	t.Helper()
	err := s.View(context.Background(), func(tx *Tx) error {
		lanes := map[string]string{}
		for e, err := range effectTable.Scan(tx, kv.Prefix("T1/")) {
			if err != nil {
				return err
			}
			if e.Holder == "" || e.State.Final() {
				continue
			}
			if other := lanes[e.Lane()]; other != "" {
				t.Errorf("%s and %s are in flight in one lane", other, e.Key)
			}
			lanes[e.Lane()] = e.Key
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
