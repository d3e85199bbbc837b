package bolt

import (
	"context"

	"heed/store/kv"
)

// member is one call of Update on its way through the committer. Its closure
// runs in the caller's own goroutine, to which the committer lends the
// transaction: so a panic, or a runtime.Goexit, unwinds the caller's stack
// and nobody else's, and what the closure prints in a trace is its own.
type member struct {
	ctx  context.Context
	fn   func(kv.Tx) error
	turn chan *tx      // committer to caller: run now, on this
	ran  chan outcome  // caller to committer: done with it
	left chan struct{} // closed when the caller gave up before its turn
	done chan error    // committer to caller: the result
}

// outcome is how a run of a closure ended. gone: by panic or Goexit, and the
// caller waits for no answer.
type outcome struct {
	err  error
	gone bool
}

// Update queues fn, runs it together with others that wait, and returns when
// their common commit is synced. fn runs again if another member of the group
// fails after it has written.
func (db *DB) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := db.gate.Enter(); err != nil {
		return err
	}
	defer db.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	m := &member{
		ctx: ctx, fn: fn,
		turn: make(chan *tx), ran: make(chan outcome, 1),
		left: make(chan struct{}), done: make(chan error, 1),
	}
	queue := db.queue
	if kv.IsFirst(ctx) {
		queue = db.first
	}
	select {
	case queue <- m:
		return m.wait()
	case <-ctx.Done():
		return ctx.Err()
	case <-db.gate.Closing():
		return kv.ErrClosed
	}
}

// wait runs the closure whenever the committer says so and returns the
// result. Until the first turn the caller may leave.
func (m *member) wait() error {
	ended := m.ctx.Done()
	for {
		select {
		case t := <-m.turn:
			m.run(t)
			ended = nil
		case err := <-m.done:
			return err
		case <-ended:
			close(m.left)
			return m.ctx.Err()
		}
	}
}

// run runs the closure once on t and always reports back.
func (m *member) run(t *tx) {
	out := outcome{gone: true}
	defer func() {
		t.end()
		m.ran <- out
	}()
	err := m.ctx.Err()
	if err == nil {
		err = m.fn(t)
	}
	if err == nil {
		err = m.ctx.Err()
	}
	out = outcome{err: err}
}

// lend gives the caller its turn and waits until it has run; false if the
// caller has left.
func (m *member) lend(t *tx) (outcome, bool) {
	select {
	case m.turn <- t:
		return <-m.ran, true
	case <-m.left:
		return outcome{}, false
	}
}
