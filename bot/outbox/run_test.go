package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"heed/bot/outbox"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
	"heed/store/kv/kvtest"
)

// running runs the world's runner by the bubble's clock and returns how to
// stop it; a bubble ends only when no goroutine of it is left.
func (w *world) running() (stop func() error) {
	w.slack.clock = time.Now
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- w.runner.Run(ctx) }()
	return func() error { cancel(); return <-done }
}

// TestRunSleeps: a runner with nothing to do looks once a minute and writes
// nothing; it wakes at once for what comes, and on time for what is due.
func TestRunSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := &kvtest.Counting{DB: kv.NewMemory()}
		w := newWorld(t, db)
		later := post("later", "C1")
		began := time.Now()
		later.NotBefore = began.Add(10*time.Hour + 300*time.Millisecond)
		w.put(later)
		stop := w.running()
		synctest.Wait()
		views, updates := db.Views.Load(), db.Updates.Load()
		time.Sleep(8 * time.Hour)
		if looks := (db.Views.Load() - views) / 2; looks > 8*60+1 || looks < 8*60-1 {
			t.Errorf("%d looks in 8 idle hours, want one a minute", looks)
		}
		if n := db.Updates.Load() - updates; n != 0 {
			t.Errorf("%d transactions in 8 idle hours", n)
		}
		time.Sleep(17 * time.Second)
		w.put(post("now", "C2"))
		put := time.Now()
		time.Sleep(3 * time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		for key, want := range map[string]time.Time{"T1/now": put, "T1/later": later.NotBefore} {
			if e := w.effect(key); !e.SentAt.Equal(want) {
				t.Errorf("%s was sent at %v, want %v", key, e.SentAt.Sub(began), want.Sub(began))
			}
		}
	})
}

// TestRunPaces: about one message a second in each lane, in order, the lanes
// side by side, and a lane with much to say does not keep the others waiting.
func TestRunPaces(t *testing.T) {
	engines := map[string]func(t *testing.T) kv.DB{
		"memory": func(*testing.T) kv.DB { return kv.NewMemory() },
		"bolt": func(t *testing.T) kv.DB {
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
				w := newWorld(t, open(t))
				w.runner.Workers = 2
				w.slack.delay = 100 * time.Millisecond
				for i := range 60 {
					w.put(post(fmt.Sprintf("loud%02d", i), "C1"))
				}
				for i := range 5 {
					w.put(post(fmt.Sprintf("quiet%d", i), fmt.Sprint("C", 2+i)))
				}
				began := time.Now()
				stop := w.running()
				time.Sleep(time.Hour)
				if err := stop(); err != nil {
					t.Error(err)
				}
				last := map[string]time.Time{}
				loud := 0
				for _, p := range w.slack.posted {
					if gap := p.at.Sub(last[p.channel]); !last[p.channel].IsZero() && gap < time.Second {
						t.Errorf("%s came %v after the one before", p.key, gap)
					}
					last[p.channel] = p.at
					if after := p.at.Sub(began); p.channel != "C1" && after > 2*time.Second {
						t.Errorf("%s had to wait %v behind the loud channel", p.key, after)
					}
					if p.channel == "C1" {
						if want := fmt.Sprintf("T1/loud%02d", loud); p.key != want {
							t.Errorf("%s came before %s", p.key, want)
						}
						loud++
					}
				}
				if loud != 60 || len(w.slack.posted) != 65 || w.slack.overlap {
					t.Errorf("%d loud of %d posts, overlapping %v", loud, len(w.slack.posted), w.slack.overlap)
				}
				if took := last["C1"].Sub(began); took > 70*time.Second {
					t.Errorf("60 messages took %v", took)
				}
			})
		})
	}
}

// TestRunLimits: a limit holds up its own lane only, for as long as Slack
// says, and a view does not wait behind its person's messages.
func TestRunLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, kv.NewMemory())
		w.slack.faults = []fault{limited}
		began := time.Now()
		a := post("a", "")
		a.User = "U1"
		w.put(a)
		stop := w.running()
		synctest.Wait()
		w.put(post("b", "C2"), store.Effect{Key: "T1/view", Kind: store.OpenView, Team: "T1", User: "U1", Created: began})
		time.Sleep(time.Minute)
		if err := stop(); err != nil {
			t.Error(err)
		}
		for key, want := range map[string]time.Duration{"T1/a": 30 * time.Second, "T1/b": 0, "T1/view": 0} {
			if e := w.effect(key); e.SentAt.Sub(began) != want || e.Attempt != 1 {
				t.Errorf("%s was sent after %v in attempt %d, want %v", key, e.SentAt.Sub(began), e.Attempt, want)
			}
		}
	})
}

// TestRunHangs: a call that never comes back is ended after a minute, looked
// for, and made again.
func TestRunHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, kv.NewMemory())
		w.slack.faults = []fault{hangs}
		w.put(post("a", "C1"), post("b", "C1"))
		began := time.Now()
		stop := w.running()
		time.Sleep(time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		if got := strings.Join(w.slack.keys(), " "); got != "a b" {
			t.Errorf("posted %s, want a b", got)
		}
		if after := w.effect("T1/a").SentAt.Sub(began); after != 80*time.Second {
			t.Errorf("sent after %v, want 80 s: a minute and two looks", after)
		}
	})
}

// TestRunStops: stopping claims nothing more, and records what is in flight.
func TestRunStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, kv.NewMemory())
		w.slack.delay = 5 * time.Second
		w.put(post("a", "C1"), post("b", "C1"), post("c", "C2"))
		stop := w.running()
		time.Sleep(time.Second)
		if err := stop(); err != nil {
			t.Error(err)
		}
		for key, want := range map[string]store.EffectState{"T1/a": store.Sent, "T1/b": store.Pending, "T1/c": store.Sent} {
			if e := w.effect(key); e.State != want {
				t.Errorf("%s is %s, want %s", key, e.State, want)
			}
		}
	})
}

// TestRunStopsWhenSlackHangs: stopping does not wait for a call that never
// comes back; whether it did its work is looked up after the next start.
func TestRunStopsWhenSlackHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, kv.NewMemory())
		w.slack.faults = []fault{hangs}
		w.put(post("a", "C1"))
		stop := w.running()
		time.Sleep(time.Second)
		began := time.Now()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("stopping took %v", took)
		}
		if e := w.effect("T1/a"); e.State != store.Unknown {
			t.Errorf("the effect is %s, want unknown", e.State)
		}
	})
}

// TestRunNeedsPerson: what only a person can mend ends the runner with what
// to do; what was in flight is recorded.
func TestRunNeedsPerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, kv.NewMemory())
		w.slack.faults = []fault{auth, fine}
		w.put(post("a", "C1"), post("b", "C2"))
		stop := w.running()
		time.Sleep(time.Minute)
		err := stop()
		var e *outbox.Error
		if !errors.As(err, &e) || e.Class != outbox.NeedsPerson || !strings.Contains(err.Error(), "copy the new token") {
			t.Errorf("%v, want what to do", err)
		}
		if n := len(w.slack.posted); n != 1 {
			t.Errorf("%d posted after the refusal, want the one in flight", n)
		}
	})
}
