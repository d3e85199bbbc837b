package slackbot

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"heed/bot/coach"
)

// maxAck is what an acknowledgement may weigh: Slack drops larger ones without
// a word.
const maxAck = 19 << 10

// parcel is an envelope on its way from the socket to Receive. It goes back to
// the connection that it came by.
type parcel struct {
	conn *connection
	env  Envelope
}

// intake is the bounded space between the sockets and the store. Clicks and
// commands have a queue of their own: they are not delivered twice and a
// person is waiting, so a burst of messages may not stand before them.
type intake struct {
	l       *Listener
	ctx     context.Context // of the acknowledgements
	prompt  chan parcel
	events  chan parcel
	waiting atomic.Int64 // bytes
	end     chan struct{}
	once    sync.Once
	work    sync.WaitGroup
}

func newIntake(l *Listener, ctx context.Context) *intake {
	in := &intake{
		l: l, ctx: ctx, end: make(chan struct{}),
		prompt: make(chan parcel, max(l.opt.Queue/4, 1)),
		events: make(chan parcel, l.opt.Queue),
	}
	for range l.opt.Workers {
		in.work.Go(func() { in.worker(in.events) })
	}
	for range l.opt.Workers {
		in.work.Go(func() { in.worker(in.prompt) })
	}
	return in
}

// offer takes an envelope if there is room. If not it is dropped without an
// acknowledgement, so that Slack keeps it for us: that is the back-pressure.
func (in *intake) offer(conn *connection, env Envelope) {
	queue := in.events
	if env.Type == "slash_commands" || env.Type == "interactive" {
		queue = in.prompt
	}
	select {
	case <-in.end:
		return
	default:
	}
	size := int64(len(env.Payload))
	if in.waiting.Add(size) <= in.l.opt.QueueBytes || size > in.l.opt.QueueBytes {
		select {
		case queue <- parcel{conn, env}:
			return
		default:
		}
	}
	in.waiting.Add(-size)
	if in.l.refused.Add(1)%100 == 1 {
		in.l.log.Warn().Int("queue", len(queue)).Msg("more events than can be stored at once; Slack will deliver the rest again")
	}
}

// stop ends the intake and lets what was taken finish, for at most drain.
func (in *intake) stop(drain time.Duration) {
	in.once.Do(func() { close(in.end) })
	done := make(chan struct{})
	go func() { in.work.Wait(); close(done) }()
	t := time.NewTimer(drain)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
}

// join waits for the workers, after the context of Receive has ended.
func (in *intake) join() { in.work.Wait() }

// worker serves one queue; after the end it empties what is left.
func (in *intake) worker(queue chan parcel) {
	for {
		select {
		case p := <-queue:
			in.serve(p)
		case <-in.end:
			select {
			case p := <-queue:
				in.serve(p)
			default:
				return
			}
		}
	}
}

// serve decodes, stores and acknowledges one envelope. A panic fails that
// envelope alone.
func (in *intake) serve(p parcel) {
	defer in.waiting.Add(-int64(len(p.env.Payload)))
	defer func() {
		if r := recover(); r != nil {
			in.l.failed.Add(1)
			in.l.log.Error().Str("panic", fmt.Sprintf("%T", r)).Bytes("stack", debug.Stack()).Msg("receiving an event failed")
		}
	}()
	if in.ctx.Err() != nil {
		return
	}
	ev, why, err := in.l.decode.Decode(p.env)
	switch {
	case err != nil:
		in.l.undecodable.Add(1)
		in.l.log.Warn().Err(err).Str("type", short(p.env.Type)).Msg("an envelope could not be read; it is skipped")
		in.ack(p, nil)
	case why != "":
		in.ignore(p, why)
	default:
		in.receive(p, ev)
	}
}

func (in *intake) ignore(p parcel, why Ignored) {
	in.l.ignored.Add(1)
	if why == RateLimited {
		in.l.log.Warn().Msg("Slack has stopped delivering events for a while: more than 30,000 in an hour")
	}
	in.l.log.Debug().Str("why", string(why)).Msg("envelope ignored")
	in.ack(p, nil)
}

func (in *intake) receive(p parcel, ev coach.Event) {
	if answer := in.answer(ev); answer != nil {
		in.l.answered.Add(1)
		in.ack(p, answer)
		return
	}
	ctx, cancel := context.WithTimeout(in.ctx, in.l.opt.ReceiveTime)
	defer cancel()
	got, err := in.l.opt.Receive(ctx, ev)
	if err != nil {
		in.l.failed.Add(1)
		in.l.log.Error().Str("key", ev.Key).Str("error", Scrub(err.Error())).Msg("an event could not be stored; it is not acknowledged")
		return
	}
	in.l.received.Add(1)
	if got.Known {
		in.l.known.Add(1)
	}
	in.ack(p, nil)
}

// answer is the payload of an acknowledgement that says what Check says, nil
// without.
func (in *intake) answer(ev coach.Event) map[string]any {
	if in.l.opt.Check == nil || ev.Kind != coach.Submit && ev.Kind != coach.Command {
		return nil
	}
	said := in.l.opt.Check(ev)
	if len(said) == 0 {
		return nil
	}
	if ev.Kind == coach.Command {
		return map[string]any{"response_type": "ephemeral", "text": escape(cut(clean(said[""]), 3000))}
	}
	errs := make(map[string]string, len(said))
	total := 0
	for block, text := range said {
		errs[block] = cut(clean(text), 300)
		total += len(block) + len(errs[block])
	}
	if total > maxAck {
		in.l.log.Error().Int("bytes", total).Msg("a form's errors are too many for an acknowledgement")
	}
	return map[string]any{"response_action": "errors", "errors": errs}
}

// ack enqueues an acknowledgement. A nil map must become no payload at all,
// not null.
func (in *intake) ack(p parcel, payload map[string]any) {
	ctx, cancel := context.WithTimeout(in.ctx, in.l.opt.AckTime)
	defer cancel()
	var body any
	if payload != nil {
		body = payload
	}
	if err := p.conn.client.AckCtx(ctx, p.env.ID, body); err != nil {
		in.l.lostAcks.Add(1)
		if !strings.Contains(err.Error(), "context") {
			in.l.log.Warn().Str("error", Scrub(err.Error())).Msg("an acknowledgement was not sent")
		}
	}
}
