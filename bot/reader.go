package bot

import (
	"context"
	"errors"
	"time"

	"heed/bot/coach"
	"heed/bot/slackbot"
	"heed/bot/voice"
	"heed/store"
)

// reader is what coach may ask of Slack, with errors in words for people.
type reader struct{ *slackbot.Client }

// File turns a file that can't be had into a problem that may be shown.
func (r reader) File(ctx context.Context, f coach.File) ([]byte, error) {
	data, err := r.Client.File(ctx, f)
	var bad *slackbot.FileError
	if errors.As(err, &bad) {
		return nil, &voice.Problem{Words: bad.Words}
	}
	return data, err
}

// catchUp reads what was said in the watched channels, and in the direct
// messages of people it knows, while no connection was up, and tries again
// until it has. It comes through the same inbox keys, so nothing is worked on
// twice.
func (b *Bot) catchUp(ctx context.Context) {
	for wait := firstCatchUpWait; ; wait = min(2*wait, lastCatchUpWait) {
		err := b.catchUpOnce(ctx)
		if b.caughtUp != nil {
			b.caughtUp(err)
		}
		if err == nil {
			b.counts.caughtUp.Inc()
			return
		}
		b.log.Warn().Err(err).Dur("again_in", wait).Msg("catching up was not complete")
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

const (
	firstCatchUpWait = 10 * time.Second
	lastCatchUpWait  = 10 * time.Minute
)

func (b *Bot) catchUpOnce(ctx context.Context) error {
	last := map[string]string{}
	err := b.store.View(ctx, func(tx *store.Tx) error {
		team := store.TeamPrefix(b.client.Self().Team)
		for w, err := range store.Watches.Scan(tx, team) {
			if err != nil {
				return err
			}
			last[w.Channel] = w.LastTS
		}
		for p, err := range store.People.Scan(tx, team) {
			if err != nil {
				return err
			}
			if p.DM != "" {
				last[p.DM] = p.LastDM
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.client.CatchUp(ctx, last, b.receive)
}
