package script

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heed/bot/slackfake"
)

// World is the workspace of a story that has been played, with the bot still
// connected, for whoever goes on in it by hand. One goroutine at a time may
// call its methods; the workspace itself takes any number.
type World struct{ w *world }

// Open plays a story and leaves its world standing until Close. The bot's
// connections end with ctx. On an error nothing is left standing.
func (st *Story) Open(ctx context.Context, o Options) (*World, error) {
	w := newWorld(o)
	err := st.play(ctx, w)
	if err == nil {
		err = w.begin(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", st.Name, err), w.close())
	}
	return &World{w}, nil
}

// Slack is the workspace.
func (w *World) Slack() *slackfake.Workspace { return w.w.slack }

// Zone is where the story is told.
func (w *World) Zone() *time.Location { return w.w.zone }

// Settle lets the bot receive what happened and do everything that is due at
// the workspace's time.
func (w *World) Settle(ctx context.Context) error { return w.w.settle(ctx) }

// Advance moves the clock to a time that isn't past, stopping wherever the
// bot has something to do.
func (w *World) Advance(ctx context.Context, to time.Time) error {
	if err := w.w.advance(ctx, to); err != nil {
		return err
	}
	return w.w.settle(ctx)
}

// Problems are what the bot did that Slack would refuse.
func (w *World) Problems() []string { return w.w.slack.Problems() }

// Close disconnects the bot and closes the store and the workspace. Its
// error names what Slack would have refused, too.
func (w *World) Close() error { return w.w.close() }
