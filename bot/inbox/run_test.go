package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"heed/bot/inbox"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
	"heed/store/kv/kvtest"
)

// running runs a pump and returns how to stop it; a synctest bubble ends
// only when no goroutine of it is left.
func running(t *testing.T, p *inbox.Pump) (stop func() error) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	return func() error { cancel(); return <-done }
}

// TestRunSleeps: a pump with nothing to do looks once a minute and writes
// nothing; it wakes for what comes at once, not after the rest of a minute.
func TestRunSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := &kvtest.Counting{DB: kv.NewMemory()}
		s := openStore(t, db)
		var at time.Time
		p := &inbox.Pump{Store: s, Handle: finishing(s, func(store.InboxRow) error { at = time.Now(); return nil })}
		stop := running(t, p)
		synctest.Wait()
		views, updates := db.Views.Load(), db.Updates.Load()
		time.Sleep(8 * time.Hour)
		// A look is two views: for what can be claimed and when to come again.
		if looks := (db.Views.Load() - views) / 2; looks > 8*60+1 || looks < 8*60-1 {
			t.Errorf("%d looks in 8 idle hours, want one a minute", looks)
		}
		if n := db.Updates.Load() - updates; n != 0 {
			t.Errorf("%d transactions in 8 idle hours", n)
		}
		time.Sleep(17 * time.Second)
		receive(t, s, "T1/C1/a")
		received := time.Now()
		synctest.Wait()
		if !at.Equal(received) {
			t.Errorf("handled at %v, received at %v", at, received)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// TestRunMany: serial within a conversation, at once across them, never more
// than there are workers; and the same over a file.
func TestRunMany(t *testing.T) {
	engines := map[string]func() kv.DB{
		"memory": kv.NewMemory,
		"bolt": func() kv.DB {
			db, err := bolt.Open(filepath.Join(t.TempDir(), "heed.db"), bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return db
		},
	}
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t, open())
				var busy, most, done atomic.Int64
				var inC [10]atomic.Int64
				last := [10]int{}
				p := &inbox.Pump{Store: s, Workers: 4, Handle: finishing(s, func(row store.InboxRow) error {
					var c, n int
					fmt.Sscanf(row.Key, "T1/C%d/%d", &c, &n)
					if inC[c].Add(1) != 1 {
						t.Errorf("two events of C%d at once", c)
					}
					if last[c]+1 != n {
						t.Errorf("event %d of C%d came after %d", n, c, last[c])
					}
					last[c] = n
					if now := busy.Add(1); now > most.Load() {
						most.Store(now)
					}
					time.Sleep(time.Second)
					busy.Add(-1)
					inC[c].Add(-1)
					done.Add(1)
					return nil
				})}
				began := time.Now()
				stop := running(t, p)
				for n := range 4 {
					for c := range 10 {
						receive(t, s, fmt.Sprintf("T1/C%d/%d", c, n+1))
					}
				}
				for done.Load() < 40 {
					time.Sleep(time.Second)
				}
				if took := time.Since(began); took > 12*time.Second {
					t.Errorf("40 events of a second took 4 workers %v", took)
				}
				if most.Load() != 4 {
					t.Errorf("%d at once, want 4", most.Load())
				}
				if err := stop(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestRunStops: stopping claims nothing more and lets what is in flight end,
// but waits for nothing that hangs.
func TestRunStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t, kv.NewMemory())
		receive(t, s, "T1/C1/a", "T1/C1/b", "T1/C2/hangs")
		p := &inbox.Pump{Store: s, Handle: func(ctx context.Context, _ time.Time, row store.InboxRow) error {
			long := time.Second
			if row.Key == "T1/C2/hangs" {
				long = time.Hour
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(long):
			}
			return s.Update(ctx, func(tx *store.Tx) error { return tx.FinishInbox(row.Key) })
		}}
		stop := running(t, p)
		synctest.Wait()
		began := time.Now()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("stopping took %v", took)
		}
		if h := state(t, s, "T1/C2/hangs"); h.State != store.Queued || h.Attempts != 1 {
			t.Errorf("what hung is %s after %d attempts, want queued after one", h.State, h.Attempts)
		}
		if a, b := state(t, s, "T1/C1/a"), state(t, s, "T1/C1/b"); a.State != store.Done || b.State != store.Queued {
			t.Errorf("a is %s and b %s, want done and queued", a.State, b.State)
		}
	})
}

// TestRunRetries: what failed is taken up again when it is due, and a handler
// that hangs is ended by its context after a minute.
func TestRunRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t, kv.NewMemory())
		receive(t, s, "T1/C1/a")
		began := time.Now()
		var tries []time.Duration
		p := &inbox.Pump{Store: s, Handle: finishing(s, nil)}
		p.Handle = func(ctx context.Context, now time.Time, row store.InboxRow) error {
			tries = append(tries, time.Since(began))
			switch len(tries) {
			case 1:
				return errors.New("no luck")
			case 2:
				<-ctx.Done()
				return ctx.Err()
			}
			return finishing(s, func(store.InboxRow) error { return nil })(ctx, now, row)
		}
		stop := running(t, p)
		time.Sleep(time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		if want := []time.Duration{0, 2 * time.Second, 72 * time.Second}; fmt.Sprint(tries) != fmt.Sprint(want) {
			t.Errorf("tried after %v, want %v", tries, want)
		}
	})
}

// TestRunEndsWithTheStore: a store that fails ends the pump with its error.
func TestRunEndsWithTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := &mortal{DB: kv.NewMemory(), lives: 1 << 30}
		s := openStore(t, db)
		p := &inbox.Pump{Store: s, Handle: finishing(s, func(store.InboxRow) error { return nil })}
		stop := running(t, p)
		receive(t, s, "T1/C1/a")
		synctest.Wait()
		db.mu.Lock()
		db.lives = 0
		db.mu.Unlock()
		time.Sleep(2 * time.Minute)
		if err := stop(); !errors.Is(err, errDied) {
			t.Errorf("%v, want %v", err, errDied)
		}
	})
}
