package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"heed/bot/coach"
	"heed/bot/outbox"
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

// Member asks Slack whether Heed is in a channel. What it may not see it is
// not in.
func (r reader) Member(ctx context.Context, _, channel string) (bool, error) {
	ch, err := r.Channel(ctx, channel)
	var refused *outbox.Error
	if errors.As(err, &refused) && (refused.Class == outbox.Terminal || refused.Class == outbox.NeedsPerson) {
		return false, nil
	}
	return ch.Member, err
}

// Quiet asks Slack whether somebody's notifications are paused. Where it can't
// be asked nobody is quiet: Slack itself keeps the message from ringing.
func (r reader) Quiet(ctx context.Context, _, user string, now time.Time) time.Time {
	d, err := r.DND(ctx, user)
	if err != nil {
		return time.Time{}
	}
	until, _ := d.Quiet(now)
	return until
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
	last, now := map[string]string{}, b.now()
	err := b.store.View(ctx, func(tx *store.Tx) error {
		team := store.TeamPrefix(b.client.Self().Team)
		for w, err := range store.Watches.Scan(tx, team) {
			if err != nil {
				return err
			}
			last[w.Channel] = from(now, w.LastTS, w.Since)
		}
		for p, err := range store.People.Scan(tx, team) {
			if err != nil {
				return err
			}
			if p.DM != "" {
				last[p.DM] = from(now, p.LastDM, p.Met)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.client.CatchUp(ctx, last, b.receive)
}

// How far before the last message that was worked on catching up begins. A
// crash loses what was received and not yet stored while something later in
// the channel was; Slack delivers it again for five minutes only. What is
// known falls to its inbox key, which is kept for two days: after a longer
// pause nothing is read twice.
const (
	catchUpOverlap = 10 * time.Minute
	catchUpWithin  = 24 * time.Hour
)

// from is the timestamp to catch up from: before last, but not before since.
func from(now time.Time, last string, since time.Time) string {
	seconds, micros, _ := strings.Cut(last, ".")
	s, err1 := strconv.ParseInt(seconds, 10, 64)
	us, err2 := strconv.ParseInt(micros, 10, 64)
	t := time.Unix(s, us*1000)
	if err1 != nil || err2 != nil || len(micros) != 6 || now.Sub(t) > catchUpWithin {
		return last
	}
	at := t.Add(-catchUpOverlap)
	if at.Before(since) {
		at = since
	}
	if at.After(t) {
		return last
	}
	return coach.Stamp(at)
}
