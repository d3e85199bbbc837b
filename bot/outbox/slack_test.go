package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"heed/bot/outbox"
	"heed/store"
	"heed/store/kv"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// fault is what goes wrong with one call.
type fault string

const (
	fine     fault = ""
	lost     fault = "lost"     // done, but the answer was lost
	timeout  fault = "timeout"  // not done, and nobody knows
	limited  fault = "429"      // refused for 30 s
	down     fault = "down"     // could not connect
	refused  fault = "refused"  // channel_not_found
	auth     fault = "auth"     // invalid_auth
	panics   fault = "panics"   // a mistake of the sender's, before it posted
	diesLate fault = "dies"     // done, then the process is killed
	hangs    fault = "hangs"    // no answer until the context ends
	plain    fault = "unsorted" // an error of no class; done
)

// slack is a small Slack in memory: what was really posted, and a script of
// what goes wrong.
type slack struct {
	clock func() time.Time

	mu      sync.Mutex
	posted  []posted
	faults  []fault // of the next calls of Send, in order
	look    []fault // of the next calls of Look
	blind   bool    // the history can't be read
	lag     time.Duration
	kill    func()
	looks   int
	delay   time.Duration // that a call takes
	flying  map[string]int
	overlap bool
}

type posted struct {
	key, channel, ts, thread string
	kind                     store.EffectKind
	at                       time.Time
}

func (s *slack) next(script *[]fault) fault {
	if len(*script) == 0 {
		return fine
	}
	f := (*script)[0]
	*script = (*script)[1:]
	return f
}

func (s *slack) Send(ctx context.Context, e store.Effect) (outbox.Receipt, error) {
	s.enter(e.Lane(), 1)
	defer s.enter(e.Lane(), -1)
	if s.delay > 0 {
		time.Sleep(s.delay)
	}
	s.mu.Lock()
	f := s.next(&s.faults)
	s.mu.Unlock()
	if f == hangs {
		<-ctx.Done()
		return outbox.Receipt{}, ctx.Err()
	}
	if err := classed(f); err != nil && f != lost && f != plain {
		return outbox.Receipt{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	channel := e.Channel
	if channel == "" {
		channel = "D-" + e.User
	}
	p := posted{key: e.Key, kind: e.Kind, channel: channel, thread: e.Thread, ts: e.TS, at: s.clock()}
	if e.Kind == store.Post {
		p.ts = fmt.Sprintf("%d.%03d", s.clock().Unix(), len(s.posted))
	}
	s.posted = append(s.posted, p)
	if f == diesLate {
		s.kill()
	}
	return outbox.Receipt{Channel: p.channel, TS: p.ts}, classed(f)
}

func (s *slack) enter(lane string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flying == nil {
		s.flying = map[string]int{}
	}
	if s.flying[lane] += n; s.flying[lane] > 1 {
		s.overlap = true
	}
}

func (s *slack) Look(_ context.Context, e store.Effect) (outbox.Receipt, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks++
	f := s.next(&s.look)
	if f != fine {
		return outbox.Receipt{}, false, classed(f)
	}
	if s.blind {
		return outbox.Receipt{}, false, &outbox.Error{Class: outbox.Terminal, Text: "the history can't be read"}
	}
	for _, p := range s.posted {
		if p.key == e.Key && !p.at.Add(s.lag).After(s.clock()) {
			return outbox.Receipt{Channel: p.channel, TS: p.ts}, true, nil
		}
	}
	return outbox.Receipt{}, false, nil
}

func classed(f fault) error {
	switch f {
	case fine, diesLate:
		return nil
	case limited:
		return &outbox.Error{Class: outbox.RateLimited, After: 30 * time.Second}
	case down:
		return &outbox.Error{Class: outbox.Retry, Err: errors.New("connection refused")}
	case refused:
		return &outbox.Error{Class: outbox.Terminal, Text: "the channel is not there", Err: errors.New("channel_not_found")}
	case auth:
		return fmt.Errorf("posting: %w", &outbox.Error{Class: outbox.NeedsPerson, Text: "reinstall the app and copy the new token"})
	case panics:
		panic("nil map")
	case plain:
		return errors.New("unexpected EOF")
	}
	return &outbox.Error{Class: outbox.Ambiguous, Err: errors.New(string(f))}
}

// count is how often an effect was really done.
func (s *slack) count(key string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.posted {
		if p.key == key {
			n++
		}
	}
	return n
}

func (s *slack) keys() (keys []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.posted {
		keys = append(keys, p.key[3:])
	}
	return keys
}

// world is a store, a Slack and a runner at a made-up time.
type world struct {
	t      *testing.T
	now    time.Time
	db     kv.DB
	store  *store.Store
	slack  *slack
	runner *outbox.Runner
	failed []string
}

func newWorld(t *testing.T, db kv.DB) *world {
	w := &world{t: t, now: noon, db: db}
	w.slack = &slack{clock: func() time.Time { return w.now }}
	w.open()
	t.Cleanup(func() { db.Close() })
	return w
}

// open starts the process, at first or again.
func (w *world) open() {
	w.t.Helper()
	s, err := store.Open(context.Background(), keepOpen{w.db}, store.Options{Now: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = s
	w.runner = &outbox.Runner{Store: s, Sender: w.slack, OnFailed: func(_ *store.Tx, _ time.Time, e store.Effect) error {
		w.failed = append(w.failed, e.Key[3:]+": "+e.Error)
		return nil
	}}
}

// keepOpen lets the database outlive the store over it, as a file does.
type keepOpen struct{ kv.DB }

func (keepOpen) Close() error { return nil }

func (w *world) put(effects ...store.Effect) {
	w.t.Helper()
	err := w.store.Update(context.Background(), func(tx *store.Tx) error {
		for _, e := range effects {
			if _, err := tx.PutEffect(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) drain() (sent int, next time.Time) {
	w.t.Helper()
	sent, next, err := w.runner.Drain(context.Background(), w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	return sent, next
}

// settle lets time go by, from one due time to the next, until nothing waits.
func (w *world) settle() {
	w.t.Helper()
	for range 1000 {
		_, next := w.drain()
		if next.IsZero() {
			return
		}
		if !next.After(w.now) {
			w.t.Fatalf("due at %v, and it is %v", next, w.now)
		}
		w.now = next
	}
	w.t.Fatal("the outbox does not come to rest")
}

func (w *world) effect(key string) (e store.Effect) {
	w.t.Helper()
	err := w.store.View(context.Background(), func(tx *store.Tx) (err error) {
		e, _, err = tx.Effect(key)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func post(key, channel string) store.Effect {
	return store.Effect{Key: "T1/" + key, Kind: store.Post, Team: "T1", Channel: channel, Created: noon}
}
