package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/store/bolt"
	"heed/store/kv"
)

// noon is a Monday in local time nowhere in particular.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 123_456_789, time.UTC)

// onEngines runs a test over every engine. Reopen closes what reopen or the
// first call opened and opens the same database again under another holder.
func onEngines(t *testing.T, test func(t *testing.T, open func(Options) *Store)) {
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		db := keepOpen{kv.NewMemory()}
		t.Cleanup(func() { db.DB.Close() })
		test(t, func(o Options) *Store { return openOn(t, db, o) })
	})
	t.Run("bolt", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "heed.db")
		var last *Store
		test(t, func(o Options) *Store {
			if last != nil {
				last.Close()
			}
			db, err := bolt.Open(path, bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			last = openOn(t, db, o)
			t.Cleanup(func() { last.Close() })
			return last
		})
	})
}

func openOn(t *testing.T, db kv.DB, o Options) *Store {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = noon
	}
	s, err := Open(t.Context(), db, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// keepOpen lets a memory database outlive the store over it, as a file does.
type keepOpen struct{ kv.DB }

func (keepOpen) Close() error { return nil }

func update(t *testing.T, s *Store, fn func(*Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("the store is not in order:\n%v", err)
	}
}

func TestNextIDRace(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		var mu sync.Mutex
		given := map[string]int{}
		var wg sync.WaitGroup
		for i := range 32 {
			wg.Go(func() {
				var id string
				err := s.Update(context.Background(), func(tx *Tx) (err error) {
					if id, err = tx.NextID("T1", "F"); err == nil && i%4 == 3 {
						err = errors.New("changed my mind")
					}
					return err
				})
				if i%4 == 3 {
					return
				}
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				given[id]++
			})
		}
		wg.Wait()
		for n := range 24 {
			if id := fmt.Sprintf("F-%d", n+1); given[id] != 1 {
				t.Errorf("%s was given %d times, want once; all: %v", id, given[id], given)
			}
		}
		update(t, s, func(tx *Tx) error {
			for _, c := range []struct{ team, kind, want string }{
				{"T1", "C", "C-1"}, {"T2", "F", "F-1"}, {"T1", "F", "F-25"}, {"T1", "F", "F-26"},
			} {
				if id, err := tx.NextID(c.team, c.kind); err != nil || id != c.want {
					t.Errorf("NextID(%s, %s) = %s, %v; want %s", c.team, c.kind, id, err, c.want)
				}
			}
			for _, team := range []string{"", "T1/x"} {
				if id, err := tx.NextID(team, "F"); err == nil {
					t.Errorf("team %q got %s, want an error", team, id)
				}
			}
			return nil
		})
	})
}

func TestTeamsJump(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		update(t, s, func(tx *Tx) error {
			for _, team := range []string{"T1", "T10", "T1a", "T2", "E9"} {
				for i := range 20 {
					if err := tx.Put("things", fmt.Sprintf("%s/%02d", team, i), nil); err != nil {
						return err
					}
				}
			}
			got := ""
			for team := range tx.Teams("things") {
				got += team + " "
			}
			if want := "E9 T1 T10 T1a T2 "; got != want {
				t.Errorf("teams: %s, want %s", got, want)
			}
			for range tx.Teams("nothing") {
				t.Error("an empty bucket has teams")
			}
			return nil
		})
	})
}

// TestBells: a bell rings for what was committed and for nothing else.
func TestBells(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		rang := func(b <-chan struct{}) bool {
			select {
			case <-b:
				return true
			default:
				return false
			}
		}
		put := func(fail error) {
			err := s.Update(t.Context(), func(tx *Tx) error {
				_, err := tx.PutEffect(post("T1/reply/1", "C1"))
				return errors.Join(err, fail)
			})
			if !errors.Is(err, fail) {
				t.Fatal(err)
			}
		}
		put(errors.New("no"))
		if rang(s.OutboxBell()) {
			t.Error("the bell rang for what was rolled back")
		}
		put(nil)
		if !rang(s.OutboxBell()) || rang(s.OutboxBell()) || rang(s.InboxBell()) {
			t.Error("the outbox's bell must ring once, the inbox's not")
		}
		put(nil)
		if rang(s.OutboxBell()) {
			t.Error("the bell rang for an effect that was there already")
		}
		if _, err := s.Receive(t.Context(), "T1/message/C1/1", "T1/C1", []byte(`{}`), noon); err != nil {
			t.Fatal(err)
		}
		if !rang(s.InboxBell()) {
			t.Error("the inbox's bell did not ring")
		}
	})
}

// TestTeamsApart: no range of one team reaches into another's, and nothing
// of a record lies under another team's keys.
func TestTeamsApart(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		update(t, s, func(tx *Tx) error {
			for _, team := range []string{"T1", "T12", "T2"} {
				for i := range 3 {
					n := note{Team: team, ID: fmt.Sprintf("N%d", i), Tags: []string{"x"}}
					if err := notes.Put(tx, &n); err != nil {
						return err
					}
				}
				e := post(team+"/reply/1", "C1")
				e.Team, e.Customer = team, "K-1"
				if _, err := tx.PutEffect(e); err != nil {
					return err
				}
			}
			return nil
		})
		err := s.View(t.Context(), func(tx *Tx) error {
			for _, r := range []kv.Range{kv.Prefix("T1/"), {Prefix: "T1/", From: "A", To: "Z"}, {Prefix: "T1/", Reverse: true}} {
				byKey, err1 := Collect(notes.Scan(tx, r))
				byTag, err2 := Collect(notes.By(tx, "notes.tag", r))
				if err := errors.Join(err1, err2); err != nil {
					return err
				}
				for _, n := range append(byKey, byTag...) {
					if n.Team != "T1" {
						t.Errorf("range %+v of T1 shows %+v", r, n)
					}
				}
				if len(byKey) != 3 || len(byTag) != 3 {
					t.Errorf("range %+v of T1 shows %d and %d, want 3", r, len(byKey), len(byTag))
				}
			}
			for _, r := range []kv.Range{{}, kv.Prefix("T1"), {From: "T1/"}} {
				_, err1 := Collect(notes.Scan(tx, r))
				_, err2 := Collect(notes.By(tx, "notes.tag", r))
				if err1 == nil || err2 == nil {
					t.Errorf("range %+v is of no team and was not refused", r)
				}
			}
			of, err := Collect(tx.EffectsOf("T1", "K-1"))
			if len(of) != 1 || of[0].Team != "T1" {
				t.Errorf("effects with words of T1's K-1: %+v", of)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		for _, bad := range []note{{ID: "N1"}, {Team: "T1", ID: "N1", Foreign: "T2/x"}} {
			err := s.Update(t.Context(), func(tx *Tx) error { return notes.Put(tx, &bad) })
			if !errors.Is(err, errNoTeam) {
				t.Errorf("%+v: %v, want %v", bad, err, errNoTeam)
			}
		}
	})
}

// TestNamesStayOut: what people wrote is in values only, never in a key.
func TestNamesStayOut(t *testing.T) {
	s := openOn(t, kv.NewMemory(), Options{})
	defer s.Close()
	update(t, s, func(tx *Tx) error {
		e := post("T1/reply/1", "C1")
		e.Customer = "K-1"
		_, err1 := tx.PutEffect(e)
		_, err2 := tx.Receive("T1/message/C1/1", "T1/C1", []byte(`{"text":"Marlow Foods asked again"}`), noon)
		return errors.Join(err1, err2)
	})
	err := s.View(t.Context(), func(tx *Tx) error {
		n := 0
		for _, bucket := range []string{
			"inbox", "inbox.order", "inbox.lanes", "inbox.due",
			"outbox", "outbox.order", "outbox.lanes", "outbox.due", "outbox.customer",
		} {
			for key := range tx.Scan(bucket, kv.Range{}) {
				n++
				if strings.Contains(key, "Marlow") || teamOf(key) != "T1" {
					t.Errorf("%s/%s", bucket, key)
				}
			}
		}
		if n != 9 {
			t.Errorf("%d keys, want one in each bucket", n)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
