package bot

import (
	"context"
	"errors"

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
// messages of people it knows, while no connection was up. It comes through
// the same inbox keys, so nothing is worked on twice.
func (b *Bot) catchUp(ctx context.Context) {
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
	if err == nil {
		err = b.client.CatchUp(ctx, last, b.receive)
	}
	if err != nil && ctx.Err() == nil {
		b.log.Warn().Err(err).Msg("catching up was not complete; the next reconnect tries again")
		return
	}
	b.counts.caughtUp.Set(1)
}
