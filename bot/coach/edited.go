package coach

import (
	"context"
	"slices"
	"time"

	"heed/bot/call"
	"heed/store"
)

// edited reads a message again whose text was changed. One that was no note
// before may be one now; one that is none any more is forgotten.
func (c *Coach) edited(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	known, err := c.isCall(ctx, ev)
	if err != nil {
		return nil, err
	}
	if !known {
		if _, note := call.LooksLikeNote(ev.Text); !note || ev.ChannelKind == DM {
			return nil, nil // a command or a chat line that was corrected
		}
		return c.message(ctx, now, ev, who)
	}
	pieces := []piece{{source: store.Source{Data: []byte(ev.Text), Slack: true}, at: ev.At}}
	know, err := c.knowledge(ctx, ev, who)
	if err != nil {
		return nil, err
	}
	r := know.read(pieces[0])
	return func(u *unit) error { return u.again(r) }, nil
}

// isCall reports whether the text of ev's message was kept as a call.
func (c *Coach) isCall(ctx context.Context, ev Event) (known bool, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		calls, err := store.Collect(store.Calls.By(tx, store.CallsByMessage, store.TeamPrefix(ev.Team, ev.Channel, ev.TS)))
		known = slices.ContainsFunc(calls, func(k store.Call) bool { return k.File == "" })
		return err
	})
	return known, err
}

// again replaces what a message's text was read as.
func (u *unit) again(r reading) error {
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(calls, func(k store.Call) bool { return k.File == "" })
	if i < 0 {
		return nil // forgotten since
	}
	c := calls[i]
	if r.problem != nil || !r.report.CallNote {
		return u.forget(&c)
	}
	c.Revision++
	source := r.source
	source.Team, source.Call = c.Team, c.ID
	if err := store.Sources.Put(u.Tx, &source); err != nil {
		return err
	}
	return u.take(&c, r)
}
