package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/bot/outbox"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
)

// TestOutcomes plays everything that can go wrong around one effect and
// counts what was really posted.
func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   store.EffectKind
		blind  store.Blind
		faults []fault
		look   []fault
		dark   bool // the history can't be read
		lag    time.Duration
		posts  int
		state  store.EffectState
		after  time.Duration // when it is over
		looks  int
	}{
		{name: "nothing wrong", posts: 1, state: store.Sent},
		{name: "limited", faults: []fault{limited, limited}, posts: 1, state: store.Sent, after: time.Minute},
		{name: "no connection", faults: []fault{down, down, down}, posts: 1, state: store.Sent, after: 7 * time.Second},
		{name: "refused", faults: []fault{refused}, state: store.Failed},
		{name: "answer lost", faults: []fault{lost}, posts: 1, state: store.Sent, after: 10 * time.Second, looks: 1},
		{name: "answer lost, history late", faults: []fault{lost}, lag: 15 * time.Second, posts: 1, state: store.Sent, after: 20 * time.Second, looks: 2},
		{name: "timed out", faults: []fault{timeout}, posts: 1, state: store.Sent, after: 20 * time.Second, looks: 2},
		{name: "timed out, then lost", faults: []fault{timeout, lost}, posts: 1, state: store.Sent, after: 30 * time.Second, looks: 3},
		{
			name: "no connection for long, then timed out", faults: append(slices.Repeat([]fault{down}, 8), timeout),
			posts: 1, state: store.Sent, after: 275 * time.Second, looks: 2,
		},
		{name: "error of no class", faults: []fault{plain}, posts: 1, state: store.Sent, after: 10 * time.Second, looks: 1},
		{name: "sender panics", faults: []fault{panics}, posts: 1, state: store.Sent, after: 20 * time.Second, looks: 2},
		{
			name: "breaks Slack every time", faults: slices.Repeat([]fault{timeout}, 6),
			state: store.Failed, after: 2 * time.Minute, looks: 12,
		},
		{
			name: "history limited", faults: []fault{lost}, look: []fault{limited},
			posts: 1, state: store.Sent, after: 40 * time.Second, looks: 2,
		},
		{
			name: "history down for a while", faults: []fault{lost}, look: []fault{timeout, down, panics},
			posts: 1, state: store.Sent, after: 45 * time.Second, looks: 4,
		},
		{
			name: "history panics and lies", faults: []fault{lost}, look: []fault{plain},
			posts: 1, state: store.Sent, after: 20 * time.Second, looks: 2,
		},
		{
			name: "answer in the dark", faults: []fault{lost}, dark: true,
			posts: 2, state: store.Sent, after: 10 * time.Second, looks: 1,
		},
		{
			name: "nudge in the dark", blind: store.LetGo, faults: []fault{lost}, dark: true,
			posts: 1, state: store.Dropped, after: 10 * time.Second, looks: 1,
		},
		{
			name: "nudge in the dark, not posted", blind: store.LetGo, faults: []fault{timeout}, dark: true,
			posts: 0, state: store.Dropped, after: 10 * time.Second, looks: 1,
		},
		{
			name: "nudge not found twice", blind: store.LetGo, faults: []fault{timeout},
			posts: 1, state: store.Sent, after: 20 * time.Second, looks: 2,
		},
		{name: "view lost", kind: store.OpenView, faults: []fault{lost}, posts: 1, state: store.Dropped},
		{name: "view not shown", kind: store.OpenView, faults: []fault{timeout}, posts: 0, state: store.Dropped},
		{name: "view limited away", kind: store.OpenView, faults: []fault{limited}, posts: 0, state: store.Dropped, after: 30 * time.Second},
		{name: "ephemeral lost", kind: store.Ephemeral, faults: []fault{lost}, posts: 1, state: store.Dropped},
		{name: "update lost", kind: store.Update, faults: []fault{lost}, posts: 2, state: store.Sent, after: time.Second},
		{name: "home not published", kind: store.Home, faults: []fault{timeout}, posts: 1, state: store.Sent, after: time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, kv.NewMemory())
			w.slack.faults, w.slack.look, w.slack.blind, w.slack.lag = c.faults, c.look, c.dark, c.lag
			e := post("e", "C1")
			e.User, e.Blind = "U1", c.blind
			if c.kind != "" {
				e.Kind = c.kind
			}
			if e.Kind == store.Update {
				e.TS = "1.1"
			}
			w.put(e, post("next", e.Lane()[3:]))
			w.settleBut("T1/next")
			got := w.effect(e.Key)
			if n := w.slack.count(e.Key); n != c.posts || got.State != c.state || w.slack.looks != c.looks {
				t.Errorf("posted %d times, %s (%s) after %d looks; want %d, %s, %d",
					n, got.State, got.Error, w.slack.looks, c.posts, c.state, c.looks)
			}
			if took := got.ClosedAt.Sub(noon); took != c.after {
				t.Errorf("it was over after %v, want %v", took, c.after)
			}
			if (c.state == store.Failed) != (len(w.failed) == 1) {
				t.Errorf("told of failures %v", w.failed)
			}
			if err := w.store.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// settleBut is settle, and sees that the lane's next effect is not sent
// before the first is over.
func (w *world) settleBut(next string) {
	w.t.Helper()
	w.settle()
	if n := w.slack.count(next); n != 1 {
		w.t.Errorf("what waited behind was posted %d times", n)
	}
	if keys := w.slack.keys(); keys[len(keys)-1] != next[3:] {
		w.t.Errorf("what waited behind went before: %v", keys)
	}
}

// TestOutage: Slack can't be reached for eight hours; then everything is
// sent, once and in order.
func TestOutage(t *testing.T) {
	w := newWorld(t, kv.NewMemory())
	w.put(post("a", "C1"), post("b", "C1"), post("c", "C2"))
	for end := noon.Add(8 * time.Hour); w.now.Before(end); {
		w.slack.faults = slices.Repeat([]fault{down}, 10)
		_, w.now = w.drain()
	}
	w.slack.faults = nil
	w.settle()
	if got := strings.Join(w.slack.keys(), " "); got != "a c b" && got != "c a b" && got != "a b c" {
		t.Errorf("posted %s", got)
	}
	if w.now.Sub(noon) > 8*time.Hour+20*time.Minute {
		t.Errorf("the last was sent %v after the end of the outage", w.now.Sub(noon)-8*time.Hour)
	}
}

// TestHistoryNeverBack: a history that can't be read for an hour counts as
// one that can't be read at all.
func TestHistoryNeverBack(t *testing.T) {
	w := newWorld(t, kv.NewMemory())
	w.slack.faults, w.slack.look = []fault{lost}, slices.Repeat([]fault{timeout}, 1000)
	w.put(post("a", "C1"))
	w.settle()
	if took := w.now.Sub(noon); w.slack.count("T1/a") != 2 || took < time.Hour || took > 70*time.Minute {
		t.Errorf("posted %d times, after %v; want again after an hour", w.slack.count("T1/a"), took)
	}
	if w.slack.looks > 30 {
		t.Errorf("looked %d times in an hour", w.slack.looks)
	}
}

func TestNeedsPerson(t *testing.T) {
	w := newWorld(t, kv.NewMemory())
	w.slack.faults = []fault{auth}
	w.put(post("a", "C1"))
	_, _, err := w.runner.Drain(t.Context(), w.now)
	var e *outbox.Error
	if !errors.As(err, &e) || e.Class != outbox.NeedsPerson || !strings.Contains(err.Error(), "reinstall the app") {
		t.Fatalf("%v, want what to do", err)
	}
	w.open() // the person has acted
	w.settle()
	if got := w.effect("T1/a"); w.slack.count("T1/a") != 1 || got.Attempt != 1 {
		t.Errorf("posted %d times, in attempt %d", w.slack.count("T1/a"), got.Attempt)
	}
}

// TestFailureIsTold: telling is part of recording; a telling that fails does
// not keep the effect from failing.
func TestFailureIsTold(t *testing.T) {
	for name, broken := range map[string]func() error{
		"fails":  func() error { return errors.New("no") },
		"panics": func() error { panic("no") },
	} {
		w := newWorld(t, kv.NewMemory())
		w.slack.faults = []fault{refused, fine, refused}
		w.runner.OnFailed = func(tx *store.Tx, now time.Time, e store.Effect) error {
			if e.Key == "T1/b" {
				return broken()
			}
			sorry := post("sorry", "")
			sorry.User = "U1"
			_, err := tx.PutEffect(sorry)
			return err
		}
		w.put(post("a", "C1"))
		w.settle()
		if w.slack.count("T1/sorry") != 1 {
			t.Error("nobody was told")
		}
		w.put(post("b", "C1"))
		w.settle()
		if e := w.effect("T1/b"); e.State != store.Failed || !strings.Contains(e.Error, "nobody could be told") {
			t.Errorf("the telling %s: %s (%s)", name, e.State, e.Error)
		}
	}
}

// TestExpiredWhileUnknown: what expired while its fate was unknown is looked
// for once more and not sent again.
func TestExpiredWhileUnknown(t *testing.T) {
	for _, c := range []struct {
		fault fault
		state store.EffectState
		posts int
	}{{lost, store.Sent, 1}, {timeout, store.Dropped, 0}} {
		w := newWorld(t, kv.NewMemory())
		w.slack.faults = []fault{c.fault}
		e := post("a", "C1")
		e.Expires = noon.Add(5 * time.Second)
		w.put(e)
		w.settle()
		if got := w.effect(e.Key); got.State != c.state || w.slack.count(e.Key) != c.posts {
			t.Errorf("%s: %s, posted %d times", c.fault, got.State, w.slack.count(e.Key))
		}
	}
}

// mortal is a database whose process dies before a transaction that writes.
type mortal struct {
	kv.DB
	mu    sync.Mutex
	lives int // transactions until death
	dead  bool
}

var errDied = errors.New("died")

func (m *mortal) Update(ctx context.Context, fn func(kv.Tx) error) error {
	m.mu.Lock()
	if m.lives--; m.lives < 0 {
		m.dead = true
	}
	dead := m.dead
	m.mu.Unlock()
	if dead {
		return errDied
	}
	return m.DB.Update(ctx, fn)
}

func (m *mortal) kill() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dead = true
}

func (m *mortal) revive(lives int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dead, m.lives = false, lives
}

const immortal = 1 << 40

// TestCrashWindows kills the process before the claim, between claim and
// send (the transaction of the claim is durable, the post is not made) and
// between post and record.
func TestCrashWindows(t *testing.T) {
	for _, c := range []struct {
		name  string
		blind store.Blind
		dark  bool
		lives int
		late  bool // dies after the post, before the record
		posts int
		state store.EffectState
		after time.Duration
	}{
		{name: "before the claim", lives: 0, posts: 1, state: store.Sent},
		{name: "after the claim", lives: 1, posts: 1, state: store.Sent, after: 20 * time.Second},
		{name: "after the post", lives: 1, late: true, posts: 1, state: store.Sent, after: 10 * time.Second},
		{name: "after the record", lives: 2, posts: 1, state: store.Sent},
		{name: "after the claim, dark", lives: 1, dark: true, posts: 1, state: store.Sent, after: 10 * time.Second},
		{name: "after the post, dark", lives: 1, late: true, dark: true, posts: 2, state: store.Sent, after: 10 * time.Second},
		{name: "nudge after the claim, dark", blind: store.LetGo, lives: 1, dark: true, posts: 0, state: store.Dropped, after: 10 * time.Second},
		{name: "nudge after the post, dark", blind: store.LetGo, lives: 1, late: true, dark: true, posts: 1, state: store.Dropped, after: 10 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := &mortal{DB: kv.NewMemory(), lives: immortal}
			w := newWorld(t, db)
			e := post("e", "C1")
			e.Blind = c.blind
			w.put(e)
			w.slack.kill, w.slack.blind = db.kill, c.dark
			switch db.revive(c.lives); {
			case c.late:
				w.slack.faults = []fault{diesLate}
			case c.lives == 1: // dies before the call, which then never happens
				w.slack.faults = []fault{timeout}
			}
			_, _, err := w.runner.Drain(t.Context(), w.now)
			if c.lives < 2 && !errors.Is(err, errDied) {
				t.Fatalf("%v, want the process to die", err)
			}
			db.revive(immortal)
			w.open()
			w.settle()
			got := w.effect(e.Key)
			if n := w.slack.count(e.Key); n != c.posts || got.State != c.state || w.now.Sub(noon) != c.after {
				t.Errorf("posted %d times, %s after %v; want %d, %s, %v", n, got.State, w.now.Sub(noon), c.posts, c.state, c.after)
			}
		})
	}
}

// TestRandomKills runs many effects through many deaths at random points,
// over both engines: where the history can be read every post is made
// exactly once, and every update comes after its post.
func TestRandomKills(t *testing.T) {
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
		seeds := 12
		if name == "bolt" {
			seeds = 2
		}
		for seed := range uint64(seeds) {
			t.Run(fmt.Sprint(name, "/", seed), func(t *testing.T) {
				t.Parallel()
				randomKills(t, open(t), rand.New(rand.NewPCG(seed, 7)))
			})
		}
	}
}

func randomKills(t *testing.T, engine kv.DB, rnd *rand.Rand) {
	db := &mortal{DB: engine, lives: immortal}
	w := newWorld(t, db)
	w.slack.kill = db.kill
	const n = 30
	for i := range n {
		e := post(fmt.Sprintf("p%02d", i), fmt.Sprint("C", rnd.IntN(4)))
		w.put(e, store.Effect{Key: fmt.Sprintf("T1/u%02d", i), Kind: store.Update, Team: "T1", Ref: e.Key, Created: noon})
	}
	deaths := 0
	for range 5000 {
		f := []fault{fine, fine, fine, lost, timeout, limited, down, diesLate, plain, panics}
		w.slack.mu.Lock()
		w.slack.faults = []fault{f[rnd.IntN(len(f))], f[rnd.IntN(len(f))], f[rnd.IntN(len(f))]}
		w.slack.look = []fault{[]fault{fine, fine, fine, limited, timeout}[rnd.IntN(5)]}
		w.slack.mu.Unlock()
		db.revive(rnd.IntN(12))
		_, next, err := w.runner.Drain(t.Context(), w.now)
		if err != nil {
			if !errors.Is(err, errDied) {
				t.Fatal(err)
			}
			deaths++
			db.revive(immortal)
			w.now = w.now.Add(time.Duration(rnd.IntN(20)) * time.Second)
			w.open()
			continue
		}
		if next.IsZero() {
			break
		}
		w.now = next
	}
	db.revive(immortal)
	if deaths < 5 {
		t.Errorf("only %d deaths", deaths)
	}
	for i := range n {
		p, u := w.effect(fmt.Sprintf("T1/p%02d", i)), w.effect(fmt.Sprintf("T1/u%02d", i))
		posts, updates := w.slack.count(p.Key), w.slack.count(u.Key)
		switch {
		case p.State == store.Sent && posts == 1 && u.State == store.Sent && updates >= 1 && u.TS == p.SentTS:
		case p.State == store.Failed && p.Doubts == 6 && posts == 0 && u.State == store.Dropped && updates == 0:
		case p.State == store.Sent && posts == 1 && u.State == store.Failed && u.Doubts == 6:
		default:
			t.Errorf("%s: %s, posted %d times, %d doubts; update %s, %d times, at %s for %s",
				p.Key, p.State, posts, p.Doubts, u.State, updates, u.TS, p.SentTS)
		}
	}
	firstPost := map[string]int{}
	for i, key := range w.slack.keys() {
		if key[0] == 'p' {
			firstPost[key[1:]] = i
		} else if _, ok := firstPost[key[1:]]; !ok {
			t.Errorf("%s came before its post", key)
		}
	}
	if err := w.store.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
