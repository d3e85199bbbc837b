package coach

import (
	"context"
	"slices"
	"time"

	"heed/store"
	"heed/store/kv"
)

// edited reads a message again whose text was changed. One that was no note
// before may be one now; one that is none any more is forgotten, and so is
// what came from files that were taken out of it.
func (c *Coach) edited(ctx context.Context, ev Event, who visitor) (decide, error) {
	was, err := c.textAt(ctx, ev)
	if err != nil {
		return nil, err
	}
	var work decide
	if was.ID == "" {
		if work, err = c.becameNote(ctx, ev, who); err != nil {
			return nil, err
		}
	} else if work, err = c.readAgain(ctx, ev, was); err != nil {
		return nil, err
	}
	return func(u *unit) error {
		stale, err := u.stale()
		if err != nil || stale {
			return err
		}
		if err := u.withoutFiles(); err != nil {
			return err
		}
		if work != nil {
			if err := work(u); err != nil {
				return err
			}
		}
		return u.markEdit()
	}, nil
}

// becameNote captures a message that an edit made a note of.
func (c *Coach) becameNote(ctx context.Context, ev Event, who visitor) (decide, error) {
	if mine, err := c.concerns(ctx, ev); err != nil || !mine || !worthReading(ev) {
		return nil, err
	}
	return c.capture(ctx, ev, who)
}

// textAt is the call that the text of ev's message was read as; the zero Call
// if none.
func (c *Coach) textAt(ctx context.Context, ev Event) (was store.Call, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: ev}
		was, _, err = u.callAt("")
		return err
	})
	return was, err
}

// readAgain reads the text of a call after an edit, as its rep's own and as
// of the day of its post.
func (c *Coach) readAgain(ctx context.Context, ev Event, was store.Call) (decide, error) {
	rep := visitor{ev: ev}
	err := c.store.View(ctx, func(tx *store.Tx) error {
		var err error
		rep.Person, _, err = store.People.Get(tx, kv.Key(was.Team, was.Rep))
		return err
	})
	if err != nil {
		return nil, err
	}
	know, err := c.knowledge(ctx, ev, rep)
	if err != nil {
		return nil, err
	}
	p := piece{source: store.Source{Data: []byte(noteOf(ev)), Slack: true}, at: ev.posted(), forced: was.Forced, was: was}
	if loc := rep.Location(); ev.At.In(loc).Format(time.DateOnly) != p.at.In(loc).Format(time.DateOnly) {
		p.edited = ev.At
	}
	r := know.read(p)
	return func(u *unit) error { return u.again(r) }, nil
}

// again replaces what a message's text was read as.
func (u *unit) again(r reading) error {
	c, ok, err := u.callAt("")
	if err != nil || !ok {
		return err // forgotten since
	}
	if r.problem != nil || !r.report.CallNote {
		return u.leave(&c, func(p store.Place) bool { return p == store.Place{Channel: u.ev.Channel, TS: u.ev.TS} })
	}
	c.Revision++
	return u.take(&c, r)
}

// withoutFiles forgets what came from files that the message has no longer.
func (u *unit) withoutFiles() error {
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)))
	if err != nil {
		return err
	}
	gone := func(file string) bool {
		return !slices.ContainsFunc(u.ev.Files, func(f File) bool { return f.ID == file })
	}
	if err := u.forgetUnread(func(n *store.Unread) bool { return gone(n.File) }); err != nil {
		return err
	}
	for _, c := range calls {
		err := u.leave(&c, func(p store.Place) bool {
			return p.Channel == u.ev.Channel && p.TS == u.ev.TS && p.File != "" && gone(p.File)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// markEdit remembers the edit of a message that is Heed's business, in case
// the message itself, or an earlier edit, comes later.
func (u *unit) markEdit() error {
	if mine, err := u.reads(); err != nil || !mine {
		return err
	}
	return u.mark(store.Mark{Channel: u.ev.Channel, TS: u.ev.TS, Newest: u.ev.At}, markLife)
}

// follows reports whether an edit is any of Heed's business.
func (c *Coach) follows(ctx context.Context, ev Event) (mine bool, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: ev}
		if old, err := u.stale(); err != nil || old {
			return err
		}
		mine, err = u.reads()
		return err
	})
	return mine, err
}

// reads reports whether messages like the event's are read: in a DM, a
// watched channel, or as a call already.
func (u *unit) reads() (bool, error) {
	if u.ev.ChannelKind == DM || u.ev.Mention || store.Watches.Has(u.Tx, kv.Key(u.ev.Team, u.ev.Channel)) {
		return true, nil
	}
	here := store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)
	if _, known, err := store.Calls.FirstBy(u.Tx, store.CallsByMessage, here); err != nil || known {
		return known, err
	}
	_, known, err := store.Unreads.FirstBy(u.Tx, store.UnreadByMessage, here)
	return known, err
}
