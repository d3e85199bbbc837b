package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/bot/inbox"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func openStore(t *testing.T, db kv.DB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), db, store.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func receive(t *testing.T, s *store.Store, keys ...string) {
	t.Helper()
	for _, key := range keys {
		conversation := key[:strings.LastIndex(key, "/")]
		if _, err := s.Receive(context.Background(), key, conversation, []byte(`{}`), noon); err != nil {
			t.Fatal(err)
		}
	}
}

// finishing is a handler that does fn and finishes the event.
func finishing(s *store.Store, fn func(row store.InboxRow) error) inbox.Handler {
	return func(ctx context.Context, _ time.Time, row store.InboxRow) error {
		if err := fn(row); err != nil {
			return err
		}
		return s.Update(ctx, func(tx *store.Tx) error { return tx.FinishInbox(row.Key) })
	}
}

func state(t *testing.T, s *store.Store, key string) store.InboxRow {
	t.Helper()
	var row store.InboxRow
	err := s.View(context.Background(), func(tx *store.Tx) (err error) {
		row, _, err = tx.InboxRow(key)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func drain(t *testing.T, p *inbox.Pump, now time.Time, want int) {
	t.Helper()
	if n, err := p.Drain(t.Context(), now); n != want || err != nil {
		t.Errorf("Drain at %v made %d attempts, %v; want %d", now.Format(time.TimeOnly), n, err, want)
	}
}

func TestDrainInOrder(t *testing.T) {
	s := openStore(t, kv.NewMemory())
	receive(t, s, "T1/C1/a", "T1/C2/b", "T1/C1/c", "T2/C1/d")
	var got []string
	p := &inbox.Pump{Store: s, Handle: finishing(s, func(row store.InboxRow) error {
		got = append(got, row.Key)
		if row.Key == "T1/C2/b" { // what comes meanwhile is part of the same drain
			receive(t, s, "T1/C2/e")
		}
		return nil
	})}
	drain(t, p, noon, 5)
	if want := []string{"T1/C1/a", "T2/C1/d", "T1/C2/b", "T1/C1/c", "T1/C2/e"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	drain(t, p, noon, 0)
}

// TestRetries: an event that always fails is tried at growing distances,
// holds its conversation only at first, and is given up at last.
func TestRetries(t *testing.T) {
	s := openStore(t, kv.NewMemory())
	receive(t, s, "T1/C1/bad", "T1/C1/good")
	var log []string
	now := noon
	p := &inbox.Pump{
		Store: s,
		Handle: finishing(s, func(row store.InboxRow) error {
			log = append(log, fmt.Sprintf("%s@%v", row.Key[6:], now.Sub(noon)))
			if row.Key == "T1/C1/bad" {
				return errors.New("no luck")
			}
			return nil
		}),
		OnDead: func(tx *store.Tx, now time.Time, row store.InboxRow, cause error) error {
			_, err := tx.PutEffect(store.Effect{
				Key: "T1/dead/" + row.Key, Kind: store.Post, Team: "T1", User: "U1", Created: now,
			})
			return errors.Join(err, unless(cause.Error() == "no luck", "told of "+cause.Error()))
		},
	}
	for range 60 * 60 {
		if _, err := p.Drain(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Second)
	}
	want := "bad@0s bad@2s bad@12s good@12s bad@1m2s bad@5m12s bad@20m12s"
	if got := strings.Join(log, " "); got != want {
		t.Errorf("attempts:\n%s\nwant\n%s", got, want)
	}
	if row := state(t, s, "T1/C1/bad"); row.State != store.Dead || row.Error != "no luck" || row.Attempts != inbox.MaxAttempts {
		t.Errorf("%+v, want it dead", row)
	}
	told := false
	_ = s.View(t.Context(), func(tx *store.Tx) error {
		_, told, _ = tx.Effect("T1/dead/T1/C1/bad")
		return nil
	})
	if !told {
		t.Error("nobody was told")
	}
}

func unless(ok bool, what string) error {
	if ok {
		return nil
	}
	return errors.New(what)
}

func TestPanicsAndPermanents(t *testing.T) {
	s := openStore(t, kv.NewMemory())
	receive(t, s, "T1/C1/panics", "T1/C2/permanent", "T1/C3/forgets", "T1/C4/good")
	seen := map[string]int{}
	var observed []string
	p := &inbox.Pump{
		Store: s,
		Handle: func(ctx context.Context, now time.Time, row store.InboxRow) error {
			switch seen[row.Key]++; row.Key {
			case "T1/C1/panics":
				panic("index out of range")
			case "T1/C2/permanent":
				return fmt.Errorf("reading: %w", inbox.Permanent(errors.New("no event")))
			case "T1/C3/forgets":
				return nil
			}
			return finishing(s, func(store.InboxRow) error { return nil })(ctx, now, row)
		},
		OnDead: func(*store.Tx, time.Time, store.InboxRow, error) error { panic("nobody to tell") },
		Observe: func(row store.InboxRow, _ time.Duration, err error) {
			var panicked *inbox.PanicError
			observed = append(observed, fmt.Sprint(row.Key[6:], " ", errors.As(err, &panicked) && len(panicked.Stack) > 0, " ", err))
		},
	}
	for _, after := range []time.Duration{0, time.Minute, time.Hour, 24 * time.Hour} {
		if _, err := p.Drain(t.Context(), noon.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	for key, want := range map[string]struct {
		state    store.InboxState
		attempts int
	}{
		"T1/C1/panics":    {store.Dead, 3},
		"T1/C2/permanent": {store.Dead, 1},
		"T1/C3/forgets":   {store.Done, 1},
		"T1/C4/good":      {store.Done, 1},
	} {
		if row := state(t, s, key); row.State != want.state || seen[key] != want.attempts {
			t.Errorf("%s is %s after %d attempts, want %v", key, row.State, seen[key], want)
		}
	}
	if row := state(t, s, "T1/C2/permanent"); !strings.Contains(row.Error, "nobody could be told: panic: nobody to tell") {
		t.Errorf("the failed telling left no trace: %s", row.Error)
	}
	if want := "panics true panic: index out of range"; observed[0] != want {
		t.Errorf("observed %s, want %s", observed[0], want)
	}
}

// TestKilled: an event whose process died in its middle is done by the next
// one, once; one that kills every process is given up.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	open := func() *store.Store {
		db, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return openStore(t, db)
	}
	s := open()
	receive(t, s, "T1/C1/killer", "T1/C2/good")
	deaths, done := 0, 0
	for range 20 {
		pump := &inbox.Pump{Store: s}
		pump.Handle = func(ctx context.Context, _ time.Time, row store.InboxRow) error {
			if row.Key == "T1/C1/killer" {
				deaths++
				s.Close() // nothing that is done from here on is written
				return errors.New("gone")
			}
			done++
			return s.Update(ctx, func(tx *store.Tx) error { return tx.FinishInbox(row.Key) })
		}
		if _, err := pump.Drain(t.Context(), noon); err == nil {
			break
		}
		s = open()
	}
	if row := state(t, s, "T1/C1/killer"); row.State != store.Dead || deaths != inbox.MaxAttempts {
		t.Errorf("the killer is %s after %d deaths", row.State, deaths)
	}
	if done != 1 {
		t.Errorf("the good one was done %d times", done)
	}
}

// TestCrashAnywhere: whatever transaction a crash falls on, an event's
// work is written exactly once.
func TestCrashAnywhere(t *testing.T) {
	for cut := range 40 {
		db := &mortal{DB: kv.NewMemory(), lives: 1 << 30}
		s := openStore(t, db)
		receive(t, s, "T1/C1/a", "T1/C1/b", "T1/C2/c")
		db.lives = cut
		for range 5 {
			p := &inbox.Pump{Store: s, Handle: func(ctx context.Context, _ time.Time, row store.InboxRow) error {
				return s.Update(ctx, func(tx *store.Tx) error {
					if _, err := tx.NextID("T1", row.Key[6:]); err != nil {
						return err
					}
					return tx.FinishInbox(row.Key)
				})
			}}
			_, err := p.Drain(t.Context(), noon)
			if err == nil {
				break
			}
			db.lives = 1 << 30
			s = openStore(t, db)
		}
		_ = s.Update(t.Context(), func(tx *store.Tx) error {
			for _, key := range []string{"a", "b", "c"} {
				if id, _ := tx.NextID("T1", key); id != key+"-2" {
					t.Errorf("cut at %d: %s was not done once, the next id is %s", cut, key, id)
				}
			}
			return nil
		})
	}
}

// mortal is a database whose process dies after a number of transactions.
type mortal struct {
	kv.DB
	mu    sync.Mutex
	lives int
}

var errDied = errors.New("died")

func (m *mortal) die() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.lives--; m.lives < 0 {
		return errDied
	}
	return nil
}

func (m *mortal) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := m.die(); err != nil {
		return err
	}
	return m.DB.View(ctx, fn)
}

func (m *mortal) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := m.die(); err != nil {
		return err
	}
	return m.DB.Update(ctx, fn)
}

func (m *mortal) Close() error { return nil }
