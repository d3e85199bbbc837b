package slackbot

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/coach"
)

// Ack is what became of an event that was received.
type Ack struct {
	// Known says that the inbox had the event already.
	Known bool
}

// Options of a Listener. Zero values are good defaults.
type Options struct {
	// Receive makes an event durable. The envelope is acknowledged once it has
	// returned nil; after an error Slack delivers the event again. It is called
	// from many goroutines at once.
	Receive func(context.Context, coach.Event) (Ack, error)
	// Check answers a modal or a slash command in its acknowledgement. It must
	// be pure and quick. For a Submit it returns what is wrong by block id and
	// the modal stays open; for a Command the value under "" is the answer,
	// seen by the person alone. An event so answered is not received.
	Check func(coach.Event) map[string]string
	// Connected is called after every hello of Slack, one call at a time and
	// never on the receiving goroutine: time to catch up. Its context ends with
	// Run.
	Connected func(context.Context)

	Connections int           // at once, 2: Slack refreshes one while the other listens
	Stagger     time.Duration // between their openings, 15 s
	Workers     int           // concurrent Receive calls for events, 32; as many again for clicks and commands
	Queue       int           // events waiting for a worker, 1024
	QueueBytes  int64         // their payloads together, 32 MiB
	Deadman     time.Duration // without a ping before a connection counts as dead, 30 s
	ReceiveTime time.Duration // for one Receive, 10 s
	AckTime     time.Duration // for enqueuing one acknowledgement, 2.5 s
	Drain       time.Duration // for Receive calls to finish when stopping, 5 s
	Flush       time.Duration // for the last acknowledgements to leave, 250 ms
	OpenEvery   time.Duration // apps.connections.open at this pace, after OpenBurst; 10 s
	OpenBurst   int           // 6
	Now         func() time.Time
}

func (o Options) withDefaults() Options {
	set := func(d *time.Duration, to time.Duration) {
		if *d <= 0 {
			*d = to
		}
	}
	count := func(n *int, to int) {
		if *n <= 0 {
			*n = to
		}
	}
	count(&o.Connections, 2)
	count(&o.Workers, 32)
	count(&o.Queue, 1024)
	count(&o.OpenBurst, 6)
	set(&o.Stagger, 15*time.Second)
	set(&o.Deadman, 30*time.Second)
	set(&o.ReceiveTime, 10*time.Second)
	set(&o.AckTime, 2500*time.Millisecond)
	set(&o.Drain, 5*time.Second)
	set(&o.Flush, 250*time.Millisecond)
	set(&o.OpenEvery, 10*time.Second)
	if o.QueueBytes <= 0 {
		o.QueueBytes = 32 << 20
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Stats are a Listener's counters since its start.
type Stats struct {
	Up          int64 // connections that have said hello and not ended
	Hellos      int64
	Received    int64 // handed to Receive, which returned nil
	Known       int64 // of these, in the inbox already
	Failed      int64 // Receive returned an error or panicked: not acknowledged
	Ignored     int64
	Undecodable int64
	Refused     int64 // no room: not acknowledged
	Answered    int64 // by Check
	LostAcks    int64 // could not be enqueued or written in time
}

// Listener receives events through Socket Mode until its context ends.
type Listener struct {
	cfg    Config
	opt    Options
	decode Decoder
	log    zerolog.Logger

	up, hellos, received, known, failed, ignored, undecodable, refused, answered, lostAcks atomic.Int64
}

// NewListener is a Listener for the app of cfg in the workspace of self.
func NewListener(cfg Config, self Identity, opt Options) *Listener {
	opt = opt.withDefaults()
	return &Listener{
		cfg: cfg, opt: opt, log: cfg.Log,
		decode: Decoder{Self: self, Now: opt.Now},
	}
}

// Stats may be read at any time.
func (l *Listener) Stats() Stats {
	return Stats{
		Up: l.up.Load(), Hellos: l.hellos.Load(), Received: l.received.Load(), Known: l.known.Load(),
		Failed: l.failed.Load(), Ignored: l.ignored.Load(), Undecodable: l.undecodable.Load(),
		Refused: l.refused.Load(), Answered: l.answered.Load(), LostAcks: l.lostAcks.Load(),
	}
}

// Run receives until ctx ends, then stops in order: no more intake, received
// events finished, their acknowledgements written, connections closed. It
// returns nil then, and a *ConfigError when Slack refuses in a way that only a
// person can mend. No goroutine of it is left when it returns.
func (l *Listener) Run(ctx context.Context) error {
	if l.opt.Receive == nil {
		return errors.New("slackbot: Options.Receive is missing")
	}
	// Connections outlive ctx by the time that acknowledgements take.
	alive, kill := context.WithCancel(context.WithoutCancel(ctx))
	defer kill()

	in := newIntake(l, alive)
	hello := newHellos(l)
	fatal := make(chan error, l.opt.Connections)
	open := newOpener(l.cfg, l.opt)
	defer open.http.CloseIdleConnections()

	beside, endBeside := context.WithCancel(ctx)
	defer endBeside()

	var conns, side sync.WaitGroup
	side.Go(func() { hello.run(beside) })
	for i := range l.opt.Connections {
		conn := newConnection(l, i, open, in, hello)
		conns.Go(func() {
			if !wait(beside, time.Duration(i)*l.opt.Stagger) {
				return
			}
			if err := conn.run(alive); err != nil {
				fatal <- err
			}
		})
	}

	var err error
	select {
	case <-ctx.Done():
	case err = <-fatal:
	}
	endBeside()
	in.stop(l.opt.Drain)
	wait(alive, l.opt.Flush) // the socket client writes acknowledgements behind a queue
	kill()
	conns.Wait()
	in.join()
	side.Wait()
	return err
}

// wait is false if ctx ended first.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
