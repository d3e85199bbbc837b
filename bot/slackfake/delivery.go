package slackfake

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// retryAfter is how long after the first attempt Slack tries again; after the
// last it gives up.
var retryAfter = []time.Duration{0, time.Minute, 5 * time.Minute}

// maxAckPayload is the size from which on Slack refuses an ack's payload.
const maxAckPayload = 20 << 10

// deliveries is what was told to the app and how that went.
type deliveries struct {
	byEnvelope map[string]*delivery // every envelope ever sent, for late and double acks
	waiting    []*delivery          // for a retry at a later time
	held       []*delivery
	holding    bool
	inFlight   int
	dupSame    int // so many further events come twice with one event id
	dupNew     int // … with two
	took       []time.Duration
}

func (d *deliveries) init() { d.byEnvelope = map[string]*delivery{} }

// delivery is one thing the app is told, over one or more envelopes.
type delivery struct {
	kind    string // events_api, slash_commands, interactive
	what    string // for the log
	payload json.RawMessage
	accepts bool // a payload in the ack is honoured
	retries bool // events only; the rest is told once

	attempt int // 0 at first
	born    time.Time
	sent    time.Time // when the first envelope of it was sent, in real time
	due     time.Time
	sock    *socket // where the latest attempt went
	timer   *time.Timer
	done    bool

	acked  func(payload json.RawMessage)
	failed func(why string)
}

func (d *delivery) stopTimer() {
	if d.timer != nil {
		d.timer.Stop()
	}
}

// emit tells the app something for the first time.
func (w *Workspace) emit(d *delivery) {
	w.stats.Emitted++
	d.born = w.clock()
	if w.deliver.holding {
		w.deliver.held = append(w.deliver.held, d)
		return
	}
	w.attempt(d)
}

// attempt sends d in an envelope of its own. A retry gets a new envelope id,
// so that nobody can take that for what names an event.
func (w *Workspace) attempt(d *delivery) {
	s := w.pick()
	if s == nil {
		w.undelivered(d, "dispatch_failed")
		return
	}
	id := w.envelopeID()
	w.deliver.byEnvelope[id] = d
	env := map[string]any{
		"envelope_id": id, "type": d.kind, "payload": d.payload,
		"accepts_response_payload": d.accepts,
	}
	if d.retries {
		env["retry_attempt"], env["retry_reason"] = d.attempt, ""
	}
	if d.attempt > 0 {
		env["retry_reason"] = "timeout"
		w.stats.Redelivered++
	}
	if d.sent.IsZero() {
		d.sent = time.Now()
	}
	d.sock = s
	s.pending[d] = true
	w.deliver.inFlight++
	n := d.attempt
	d.timer = time.AfterFunc(w.o.AckTimeout, func() { w.ackTimedOut(d, n) })
	w.note("envelope %s: %s, attempt %d", id, d.what, d.attempt)
	s.send(env)
}

// envelopeID is a UUID in form, a counter in fact.
func (w *Workspace) envelopeID() string {
	w.serial["envelope"]++
	return uuidOf(0xe0, w.serial["envelope"])
}

func uuidOf(kind, n int) string {
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", kind<<24, n)
}

// settle takes d out of flight.
func (w *Workspace) settle(d *delivery) {
	if d.sock == nil || !d.sock.pending[d] {
		return
	}
	delete(d.sock.pending, d)
	d.stopTimer()
	w.deliver.inFlight--
	w.touch()
}

// ackTimedOut is the ack timer's end. Called without the lock.
func (w *Workspace) ackTimedOut(d *delivery, attempt int) {
	w.mu.Lock()
	defer w.unlock()
	if d.done || d.attempt != attempt || w.socket.closed {
		return
	}
	w.settle(d)
	w.undelivered(d, "operation_timeout")
}

// failPending gives up on what a connection that ended hadn't acked.
func (w *Workspace) failPending(s *socket) {
	var list []*delivery
	for d := range s.pending {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b *delivery) int { return cmp.Compare(a.what, b.what) })
	for _, d := range list {
		w.settle(d)
		if !w.socket.closed {
			w.undelivered(d, "operation_timeout")
		}
	}
}

// undelivered decides what follows on a failed attempt.
func (w *Workspace) undelivered(d *delivery, why string) {
	if !d.retries || d.attempt >= len(retryAfter) {
		w.lose(d, why)
		return
	}
	d.due = d.born.Add(retryAfter[d.attempt])
	d.attempt++
	if !d.due.After(w.clock()) {
		w.attempt(d)
		return
	}
	w.deliver.waiting = append(w.deliver.waiting, d)
	w.touch()
}

func (w *Workspace) lose(d *delivery, why string) {
	d.done = true
	w.stats.Lost++
	w.note("lost: %s, %s", d.what, why)
	if d.failed != nil {
		d.failed(why)
	}
	w.touch()
}

// retryDue sends the retries whose time has come, the longest due first.
func (w *Workspace) retryDue() {
	now := w.clock()
	var due, later []*delivery
	for _, d := range w.deliver.waiting {
		if d.due.After(now) {
			later = append(later, d)
		} else {
			due = append(due, d)
		}
	}
	w.deliver.waiting = later
	slices.SortStableFunc(due, func(a, b *delivery) int { return a.due.Compare(b.due) })
	for _, d := range due {
		w.attempt(d)
	}
}

// takeAck reads one frame of the app. Called without the lock.
func (w *Workspace) takeAck(s *socket, frame []byte) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	err := json.Unmarshal(frame, &ack)
	w.mu.Lock()
	defer w.unlock()
	if s.halfOpen {
		return
	}
	d := w.deliver.byEnvelope[ack.EnvelopeID]
	switch {
	case err != nil:
		w.problem("a frame that is no JSON came over the socket")
		return
	case ack.EnvelopeID == "":
		w.problem("a frame without envelope_id came over the socket")
		return
	case d == nil:
		w.stats.StrayAcks++
		w.problem("ack of an envelope that never was: %q", ack.EnvelopeID)
		return
	case d.done:
		w.stats.StrayAcks++
		w.touch()
		return
	}
	w.finish(d, ack.Payload)
}

// finish counts the ack of d and honours its payload.
func (w *Workspace) finish(d *delivery, payload json.RawMessage) {
	d.done = true
	w.settle(d)
	w.deliver.waiting = slices.DeleteFunc(w.deliver.waiting, func(o *delivery) bool { return o == d })
	w.stats.Acked++
	w.deliver.took = append(w.deliver.took, time.Since(d.sent))
	w.touch()
	given := len(payload) > 0 && string(payload) != "null" && string(payload) != "{}"
	switch {
	case given && len(payload) >= maxAckPayload:
		w.problem("the ack of %s carries %d bytes: Slack takes fewer than %d", d.what, len(payload), maxAckPayload)
		payload = nil
	case given && !d.accepts:
		w.problem("the ack of %s carries a payload, which Slack doesn't accept there", d.what)
	}
	if d.acked != nil {
		d.acked(payload)
	}
}

// AckTimes are how long the app took for everything it has acked so far, in
// real time, from the first envelope to the ack, in the order of the acks.
func (w *Workspace) AckTimes() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.deliver.took)
}

// WaitAcked waits until nothing is in flight: everything emitted so far was
// acked, was given up, or waits for Release or for a retry at a later fake
// time (Stats tells how many of each). Scripts need no sleep after an act.
func (w *Workspace) WaitAcked(ctx context.Context) error {
	return w.await(ctx, "acks", func() bool { return w.deliver.inFlight == 0 })
}

// WaitConnected waits until n sockets are open.
func (w *Workspace) WaitConnected(ctx context.Context, n int) error {
	return w.await(ctx, fmt.Sprintf("%d connections", n), func() bool { return len(w.socket.live) >= n })
}

// WaitUntil waits until done is true of the counters.
func (w *Workspace) WaitUntil(ctx context.Context, what string, done func(Stats) bool) error {
	return w.await(ctx, what, func() bool {
		s := w.stats
		s.Connections, s.InFlight = len(w.socket.live), w.deliver.inFlight
		s.Waiting, s.Held = len(w.deliver.waiting), len(w.deliver.held)
		return done(s)
	})
}
