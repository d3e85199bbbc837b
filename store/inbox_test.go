package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func receive(t *testing.T, s *Store, keys ...string) {
	t.Helper()
	for _, key := range keys {
		part := strings.Split(key, "/") // T1/C1/…
		fresh, err := s.Receive(t.Context(), key, part[0]+"/"+part[1], []byte(`{"text":"hello"}`), noon)
		if err != nil || !fresh {
			t.Fatalf("receiving %s: %v, %v", key, fresh, err)
		}
	}
}

// claim claims events and returns them with their keys in one line.
func claim(t *testing.T, s *Store, now time.Time, n int) ([]InboxRow, string) {
	t.Helper()
	rows, err := s.ClaimInbox(t.Context(), now, time.Minute, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	return rows, strings.Join(keys, " ")
}

func finish(s *Store, key string) error {
	return s.Update(context.Background(), func(tx *Tx) error { return tx.FinishInbox(key) })
}

func TestReceiveOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		var mu sync.Mutex
		news := 0
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				fresh, err := s.Receive(context.Background(), "T1/message/C1/17", "T1/C1", []byte(`{}`), noon)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if fresh {
					news++
				}
			})
		}
		wg.Wait()
		if news != 1 {
			t.Errorf("one event was news %d times", news)
		}
		rows, _ := claim(t, s, noon, 10)
		if len(rows) != 1 {
			t.Fatalf("claimed %d, want 1", len(rows))
		}
		if err := finish(s, rows[0].Key); err != nil {
			t.Fatal(err)
		}
		fresh, err := s.Receive(t.Context(), rows[0].Key, "T1/C1", []byte(`{}`), noon.Add(time.Hour))
		if fresh || err != nil {
			t.Errorf("a finished event came again: %v, %v", fresh, err)
		}
		for _, bad := range []struct{ key, conversation, body string }{
			{"T1/x", "C1", "{}"},
			{"T1/x", "T2/C1", "{}"},
			{"T1/x", "T1/C|1", "{}"},
			{"x", "T1/C1", "{}"},
			{"T1/x", "T1/C1", "no json"},
		} {
			if fresh, err := s.Receive(t.Context(), bad.key, bad.conversation, []byte(bad.body), noon); err == nil || fresh {
				t.Errorf("%+v was received", bad)
			}
		}
		check(t, s)
	})
}

func TestInboxOrder(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		receive(t, s, "T1/C1/a", "T1/C1/b", "T1/C2/c", "T2/C1/d", "T1/C1/e")
		check(t, s)
		_, got := claim(t, s, noon, 10)
		if want := "T1/C1/a T2/C1/d T1/C2/c"; got != want {
			t.Errorf("claimed %s, want one of each conversation: %s", got, want)
		}
		if _, got := claim(t, s, noon, 10); got != "" {
			t.Errorf("claimed %s while their conversations were busy", got)
		}
		check(t, s)
		for _, step := range []struct{ finish, next string }{{"T1/C2/c", ""}, {"T1/C1/a", "T1/C1/b"}, {"T1/C1/b", "T1/C1/e"}, {"T1/C1/e", ""}} {
			if err := finish(s, step.finish); err != nil {
				t.Fatal(err)
			}
			if _, got := claim(t, s, noon, 1); got != step.next {
				t.Errorf("after %s came %q, want %q", step.finish, got, step.next)
			}
			check(t, s)
		}
	})
}

func TestInboxClaimedOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		for i := range 40 {
			receive(t, s, fmt.Sprintf("T1/C%d/x", i))
		}
		var mu sync.Mutex
		seen := map[string]int{}
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				for {
					rows, err := s.ClaimInbox(context.Background(), noon, time.Minute, 3, nil)
					if err != nil {
						t.Error(err)
					}
					if len(rows) == 0 {
						return
					}
					mu.Lock()
					for _, r := range rows {
						seen[r.Key]++
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if len(seen) != 40 {
			t.Errorf("%d events were claimed, want 40", len(seen))
		}
		for key, n := range seen {
			if n != 1 {
				t.Errorf("%s was claimed %d times", key, n)
			}
		}
	})
}

func TestInboxLease(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{Shared: true})
		other := &Store{db: s.db, holder: "other", inboxBell: newBell(), outboxBell: newBell()}
		receive(t, s, "T1/C1/a", "T1/C1/b")
		mine, _ := claim(t, s, noon, 1)
		if _, got := claim(t, other, noon.Add(time.Minute-1), 1); got != "" {
			t.Fatalf("%s was claimed before its lease ran out", got)
		}
		theirs, got := claim(t, other, noon.Add(time.Minute), 1)
		if got != "T1/C1/a" || theirs[0].Attempts != 2 {
			t.Fatalf("claimed %s, attempt %d; want T1/C1/a again", got, theirs[0].Attempts)
		}
		wrote := s.Update(t.Context(), func(tx *Tx) error {
			return errors.Join(tx.Put("x", "T1/x", []byte("work")), tx.FinishInbox("T1/C1/a"))
		})
		for what, err := range map[string]error{
			"finish": wrote,
			"fail":   s.FailInbox(t.Context(), mine[0], "x", noon, true),
			"bury":   s.BuryInbox(t.Context(), noon, mine[0], "x", nil),
		} {
			if !errors.Is(err, ErrStale) {
				t.Errorf("%s with a stale claim: %v, want ErrStale", what, err)
			}
		}
		update(t, other, func(tx *Tx) error {
			if _, ok := tx.Get("x", "T1/x"); ok {
				t.Error("the stale claimant's work was written")
			}
			return tx.FinishInbox("T1/C1/a")
		})
		if err := finish(other, "T1/C1/a"); !errors.Is(err, ErrStale) {
			t.Errorf("finishing twice: %v", err)
		}
		check(t, s)
	})
}

// TestInboxReleasedAtOpen: what a process that died was at is done again by
// the next one, at once; unless others share the store.
func TestInboxReleasedAtOpen(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		receive(t, s, "T1/C1/a", "T1/C2/b")
		claim(t, s, noon, 1)
		s = open(Options{Shared: true})
		if _, got := claim(t, s, noon, 10); got != "T1/C2/b" {
			t.Errorf("claimed %s from a store that is shared, want T1/C2/b", got)
		}
		s = open(Options{})
		check(t, s)
		rows, got := claim(t, s, noon, 10)
		if got != "T1/C1/a T1/C2/b" || rows[0].Attempts != 2 {
			t.Errorf("claimed %s after the restart, attempt %d; want both, the second time", got, rows[0].Attempts)
		}
	})
}

func TestFailInbox(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		receive(t, s, "T1/C1/a", "T1/C1/b")
		rows, _ := claim(t, s, noon, 1)
		later := noon.Add(5 * time.Second)
		if err := s.FailInbox(t.Context(), rows[0], "no luck", later, true); err != nil {
			t.Fatal(err)
		}
		check(t, s)
		if at, due, err := s.NextInbox(t.Context(), noon, nil); due || !at.Equal(later) || err != nil {
			t.Errorf("next at %v, %v, %v; want %v", at, due, err, later)
		}
		if _, got := claim(t, s, later.Add(-1), 1); got != "" {
			t.Errorf("%s was claimed before it was due", got)
		}
		rows, got := claim(t, s, later, 1)
		if got != "T1/C1/a" || rows[0].Error != "no luck" {
			t.Errorf("claimed %s (%s), want the one that failed", got, rows[0].Error)
		}
		// The second time it goes behind what came since.
		if err := s.FailInbox(t.Context(), rows[0], "no luck", later.Add(time.Hour), false); err != nil {
			t.Fatal(err)
		}
		if _, got = claim(t, s, later, 1); got != "T1/C1/b" {
			t.Errorf("claimed %s, want the one behind", got)
		}
		if err := finish(s, "T1/C1/b"); err != nil {
			t.Fatal(err)
		}
		if _, got = claim(t, s, later.Add(time.Hour-1), 1); got != "" {
			t.Errorf("%s was claimed before it was due", got)
		}
		if _, got = claim(t, s, later.Add(time.Hour), 1); got != "T1/C1/a" {
			t.Errorf("claimed %q, want the one that failed twice", got)
		}
		check(t, s)
	})
}

func TestDeadLetters(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		receive(t, s, "T1/C1/a", "T1/C1/b", "T2/C1/c")
		rows, _ := claim(t, s, noon, 1)
		boom := errors.New("boom")
		tell := func(err error) func(*Tx) error {
			return func(tx *Tx) error {
				_, putErr := tx.PutEffect(post("T1/sorry/1", "C1"))
				return errors.Join(putErr, err)
			}
		}
		if err := s.BuryInbox(t.Context(), noon, rows[0], "broken", tell(boom)); !errors.Is(err, boom) {
			t.Errorf("burying: %v, want boom", err)
		}
		if _, got := claim(t, s, noon, 10); got != "T2/C1/c" {
			t.Errorf("claimed %s: the burial that failed left something behind", got)
		}
		if err := s.BuryInbox(t.Context(), noon, rows[0], "broken", tell(nil)); err != nil {
			t.Fatal(err)
		}
		check(t, s)
		update(t, s, func(tx *Tx) error {
			dead, err := Collect(tx.DeadInbox("T1"))
			if len(dead) != 1 || dead[0].Key != "T1/C1/a" || dead[0].Error != "broken" || len(dead[0].Body) == 0 {
				t.Errorf("dead letters: %+v, %v", dead, err)
			}
			if _, ok, _ := tx.Effect("T1/sorry/1"); !ok {
				t.Error("nobody was told")
			}
			if err := tx.RequeueInbox("T1/C1/b"); err == nil {
				t.Error("an event that waits was queued again")
			}
			return tx.RequeueInbox("T1/C1/a")
		})
		if _, got := claim(t, s, noon, 1); got != "T1/C1/a" {
			t.Errorf("claimed %s, want the dead letter in its old place", got)
		}
		check(t, s)
	})
}

// TestSweep: rows go when their time has come, all of them, and not sooner.
func TestSweep(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		const n = 2*sweepBatch + 7
		update(t, s, func(tx *Tx) error {
			for i := range n {
				key := fmt.Sprintf("T%d/C%d/x", i%3, i)
				if _, err := tx.Receive(key, key[:len(key)-2], []byte(`{}`), noon); err != nil {
					return err
				}
			}
			return nil
		})
		rows, _ := claim(t, s, noon, n)
		update(t, s, func(tx *Tx) error {
			for _, r := range rows[1:] {
				if err := tx.FinishInbox(r.Key); err != nil {
					return err
				}
			}
			return nil
		})
		if err := s.BuryInbox(t.Context(), noon, rows[0], "broken", nil); err != nil {
			t.Fatal(err)
		}
		sent := post("T1/reply/1", "C1")
		failed := post("T1/reply/2", "C2")
		update(t, s, func(tx *Tx) error {
			_, err1 := tx.PutEffect(sent)
			_, err2 := tx.PutEffect(failed)
			kept := post("T1/feedback/1", "C3")
			kept.Customer = "K-1"
			_, err3 := tx.PutEffect(kept)
			return errors.Join(err1, err2, err3)
		})
		for i, e := range claimEffects(t, s, noon, 10) {
			o := Outcome{State: []EffectState{Sent, Failed, Sent}[i]}
			if err := s.SettleEffect(t.Context(), noon, e, o, nil); err != nil {
				t.Fatal(err)
			}
		}
		for _, step := range []struct {
			after time.Duration
			want  int
		}{
			{0, 0},
			{24 * time.Hour, 0},
			{48 * time.Hour, 0},
			{48*time.Hour + 1, n - 1},
			{7 * 24 * time.Hour, 0},
			{7*24*time.Hour + 1, 1},
			{30 * 24 * time.Hour, 0},
			{30*24*time.Hour + 1, 2},
			{KeepRemovable, 0},
			{KeepRemovable + 1, 1},
			{KeepRemovable + time.Hour, 0},
		} {
			if got, err := s.Sweep(t.Context(), noon.Add(step.after)); got != step.want || err != nil {
				t.Errorf("after %v %d rows were swept, %v; want %d", step.after, got, err, step.want)
			}
			check(t, s)
		}
		update(t, s, func(tx *Tx) error {
			for _, bucket := range []string{"inbox", "inbox.done", "inbox.dead", "inbox.order", "inbox.lanes", "inbox.due", "outbox", "outbox.done", "outbox.removable", "outbox.customer", "outbox.failed", "outbox.lanes", "outbox.due"} {
				if teams := slices.Collect(tx.Teams(bucket)); len(teams) > 0 {
					t.Errorf("%s still has rows of %v", bucket, teams)
				}
			}
			return nil
		})
	})
}
