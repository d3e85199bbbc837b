package playground

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/script"
	"heed/bot/slackfake"
	"heed/store/kv"
)

// Options of a playground.
type Options struct {
	// Story lays out the workspace, and is played before anybody looks.
	Story *script.Story
	// Open opens the bot's database.
	Open func() (kv.DB, error)
	Log  zerolog.Logger
	// Still keeps the clock where it was moved to; otherwise it runs.
	Still bool
}

// Playground is a running workspace with Heed in it.
type Playground struct {
	o     Options
	world *script.World
	slack *slackfake.Workspace

	ctx   context.Context // ends with Close
	stop  context.CancelFunc
	wg    sync.WaitGroup
	stir  chan struct{} // something happened that the bot may have to work on
	moves chan move
}

// move is a wish to have the clock at a time.
type move struct {
	to   time.Time
	done chan error
}

// beat is how often a running clock moves on.
const beat = time.Second

// Open plays the story and lets the bot run until Close.
func Open(ctx context.Context, o Options) (*Playground, error) {
	p := &Playground{o: o, stir: make(chan struct{}, 1), moves: make(chan move)}
	p.ctx, p.stop = context.WithCancel(ctx)
	var err error
	if p.world, err = o.Story.Open(p.ctx, script.Options{Open: o.Open, Log: o.Log}); err != nil {
		p.stop()
		return nil, err
	}
	p.slack = p.world.Slack()
	p.wg.Go(p.run)
	return p, nil
}

// Close ends the bot and the workspace. Its error names what the bot did that
// Slack would have refused.
func (p *Playground) Close() error {
	p.stop()
	p.wg.Wait()
	return p.world.Close()
}

// run lets the bot work on what happened and on what the clock brings.
func (p *Playground) run() {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.stir:
		case <-tick.C:
			if p.o.Still {
				continue
			}
			p.slack.Advance(beat)
		case m := <-p.moves:
			m.done <- p.world.Advance(p.ctx, m.to)
		}
		if err := p.world.Settle(p.ctx); err != nil && p.ctx.Err() == nil {
			p.o.Log.Error().Err(err).Msg("the bot could not work")
		}
	}
}

// happened lets the bot look at what somebody just did.
func (p *Playground) happened() {
	select {
	case p.stir <- struct{}{}:
	default: // it is going to look anyway
	}
}

// errPast is a move to a time that has been.
var errPast = errors.New("the clock only moves forward")

// moveTo moves the clock and waits until the bot has done what came on the
// way.
func (p *Playground) moveTo(ctx context.Context, to time.Time) error {
	if to.Before(p.slack.Now()) {
		return errPast
	}
	m := move{to, make(chan error, 1)}
	select {
	case p.moves <- m:
	case <-ctx.Done():
		return ctx.Err()
	case <-p.ctx.Done():
		return p.ctx.Err()
	}
	return <-m.done
}
