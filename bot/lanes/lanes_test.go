package lanes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// piece is due at once.
type piece struct{ lane, name string }

// pile is a queue in memory that notes when each piece was begun.
type pile struct {
	mu      sync.Mutex
	waiting []piece
	begun   []string
	bell    chan struct{}
	since   time.Time
}

func newPile(pieces ...piece) *pile {
	return &pile{waiting: pieces, bell: make(chan struct{}, 1), since: time.Now()}
}

func (p *pile) claim(_ context.Context, _ time.Time, n int, skip func(string) bool) (out []piece, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := map[string]bool{}
	p.waiting = slices.DeleteFunc(p.waiting, func(w piece) bool {
		if len(out) == n || skip(w.lane) || taken[w.lane] {
			return false
		}
		taken[w.lane] = true
		out = append(out, w)
		return true
	})
	return out, nil
}

func (p *pile) next(_ context.Context, now time.Time, skip func(string) bool) (time.Time, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if slices.ContainsFunc(p.waiting, func(w piece) bool { return !skip(w.lane) }) {
		return now, nil
	}
	return time.Time{}, nil
}

func (p *pile) queue(workers int, do func(context.Context, piece) (time.Duration, error)) Queue[piece] {
	return Queue[piece]{
		Workers: workers, Bell: p.bell, Claim: p.claim, Next: p.next,
		Lane: func(w piece) string { return w.lane },
		Do: func(ctx context.Context, w piece) (time.Duration, error) {
			p.mu.Lock()
			p.begun = append(p.begun, fmt.Sprintf("%s at %v", w.name, time.Since(p.since)))
			p.mu.Unlock()
			return do(ctx, w)
		},
	}
}

// TestLanes: one piece of a lane at a time and in order, the lanes side by
// side, and a lane rests as long as its last piece says.
func TestLanes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPile(piece{"a", "a1"}, piece{"a", "a2"}, piece{"b", "b1"}, piece{"b", "b2"}, piece{"c", "c1"})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		rest := map[string]time.Duration{"a": 10 * time.Second}
		err := p.queue(2, func(_ context.Context, w piece) (time.Duration, error) {
			time.Sleep(time.Second)
			return rest[w.lane], nil
		}).Run(ctx)
		if err != nil {
			t.Error(err)
		}
		slices.Sort(p.begun)
		if want := []string{"a1 at 0s", "a2 at 11s", "b1 at 0s", "b2 at 1s", "c1 at 1s"}; !slices.Equal(p.begun, want) {
			t.Errorf("%q, want %q", p.begun, want)
		}
	})
}

// TestStop: what hangs is given two seconds, what ends by itself ends well,
// and nothing more is begun.
func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPile(piece{"a", "hangs"}, piece{"b", "ends"}, piece{"b", "never"})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		ends := make(chan error, 2)
		err := p.queue(4, func(ctx context.Context, w piece) (time.Duration, error) {
			own, done := Outlive(ctx, time.Minute)
			defer done()
			long := time.Hour
			if w.name == "ends" {
				long = 2500 * time.Millisecond
			}
			select {
			case <-own.Done():
			case <-time.After(long):
			}
			ends <- own.Err()
			return 0, nil
		}).Run(ctx)
		if err != nil || len(p.begun) != 2 || time.Since(p.since) != 3*time.Second {
			t.Errorf("%v after %v, begun %q", err, time.Since(p.since), p.begun)
		}
		if well, hung := <-ends, <-ends; well != nil || !errors.Is(hung, context.Canceled) {
			t.Errorf("ended with %v and %v", well, hung)
		}
	})
}

// TestError: the first error ends the run, after what is in flight.
func TestError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPile(piece{"a", "fails"}, piece{"b", "slow"})
		broken := errors.New("broken")
		err := p.queue(2, func(_ context.Context, w piece) (time.Duration, error) {
			if w.name == "fails" {
				return 0, broken
			}
			time.Sleep(5 * time.Second)
			return 0, nil
		}).Run(t.Context())
		if !errors.Is(err, broken) || time.Since(p.since) != 5*time.Second {
			t.Errorf("%v after %v", err, time.Since(p.since))
		}
	})
}
