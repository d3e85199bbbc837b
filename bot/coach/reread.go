package coach

import (
	"context"
	"errors"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// errMoved says that a call changed between being read and being written; the
// event is tried again.
var errMoved = errors.New("the call was changed meanwhile")

// reread reads the kept text of a call once more, with what change makes of
// the call's record: an answer about its speakers, another reading. The text
// is as it was, so what people did to its promises stays. change is run twice
// and says whether there is anything to do; where there isn't, the message is
// only drawn anew.
func (c *Coach) reread(ctx context.Context, ev Event, id string, change func(k *store.Call) bool) (decide, error) {
	var was store.Call
	var p piece
	p.same, p.forced = true, true
	var who visitor
	changed := false
	err := c.store.View(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: ev}
		var err error
		if was, err = u.ownCall(id); err != nil {
			return err
		}
		if p.source, err = must(store.Sources, tx, kv.Key(ev.Team, id)); err != nil {
			return err
		}
		who.Person, err = must(store.People, tx, kv.Key(ev.Team, was.Rep))
		return err
	})
	if errors.Is(err, errGone) {
		return func(*unit) error { return errGone }, nil
	}
	if err != nil {
		return nil, err
	}
	revision := was.Revision
	p.was, p.file, p.at = was, was.File, was.At
	if changed = change(&p.was); !changed {
		return func(u *unit) error { return u.redrawCall(id) }, nil
	}
	know, err := c.knowledge(ctx, ev, who)
	if err != nil {
		return nil, err
	}
	r := know.read(p)
	return func(u *unit) error {
		k, err := u.ownCall(id)
		if err != nil {
			return err
		}
		if k.Revision != revision || !change(&k) {
			return errMoved
		}
		if r.problem != nil {
			return u.reply(voice.StillUnread(r.problem))
		}
		k.Revision++
		return u.take(&k, r)
	}, nil
}

// redrawCall renews the coaching message of a call of whoever acts.
func (u *unit) redrawCall(id string) error {
	k, err := u.ownCall(id)
	if err != nil {
		return err
	}
	return u.refresh(&k)
}
