package coach

import (
	"context"
	"errors"
	"slices"
	"time"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// unreadLife is how long an upload that couldn't be read may be tried again by
// a click; the message itself can be edited or posted again at any time.
const unreadLife = 30 * 24 * time.Hour

// unread says why a text couldn't be read, and keeps where it is, so that it
// can be tried again.
func (u *unit) unread(r reading) error {
	key := replyKey(u.ev, "problem/"+r.file)
	if u.ev.BotID != "" && u.ev.Kind == Message { // a recorder's: no person's to try again
		w, ok, err := store.Watches.Get(u.Tx, kv.Key(u.ev.Team, u.ev.Channel))
		if err != nil || !ok {
			return err
		}
		return u.tell("problem/"+r.file, w.By, r.problem.Message())
	}
	if u.ev.TS == "" || r.file == "" && r.other == "" {
		return u.tell("problem/"+r.file, u.ev.User, r.problem.Message())
	}
	id, err := u.NextID(u.ev.Team, "N")
	if err != nil {
		return err
	}
	n := store.Unread{
		Team: u.ev.Team, ID: id, User: u.ev.User, Channel: u.ev.Channel, Kind: string(u.ev.ChannelKind), TS: u.ev.TS, At: u.ev.posted(),
		File: r.file, Name: r.source.Name, Text: u.ev.Text, Other: r.other, Told: key, Until: u.now.Add(unreadLife),
	}
	if i := slices.IndexFunc(u.ev.Files, func(f File) bool { return f.ID == r.file }); i >= 0 {
		n.Type = u.ev.Files[i].Type
	}
	if err := u.forgetUnread(func(o *store.Unread) bool { return o.File == r.file }); err != nil {
		return err
	}
	if err := store.Unreads.Put(u.Tx, &n); err != nil {
		return err
	}
	if err := sweep(u, store.Unreads, store.UnreadByEnd); err != nil {
		return err
	}
	return u.tell("problem/"+r.file, u.ev.User, voice.Unread(r.problem, id, r.other))
}

// forgetUnread lets go of what couldn't be read in the event's message, and
// takes back what was said about it.
func (u *unit) forgetUnread(which func(*store.Unread) bool) error {
	all, err := store.Collect(store.Unreads.By(u.Tx, store.UnreadByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)))
	if err != nil {
		return err
	}
	for _, n := range all {
		if !which(&n) {
			continue
		}
		if err := store.Unreads.Delete(u.Tx, kv.Key(n.Team, n.ID)); err != nil {
			return err
		}
		if err := u.ForgetEffect(n.Told, "the message is gone", u.now); err != nil {
			return err
		}
		if err := u.put(store.Effect{Key: replyKey(u.ev, "unsay/"+n.ID), Kind: store.Remove, User: n.User, Ref: n.Told}); err != nil {
			return err
		}
	}
	return nil
}

// tryAgain reads once more what couldn't be read: verb "again" as it is,
// "other" as what its writer says that it is.
func (c *Coach) tryAgain(ctx context.Context, ev Event, verb, id string) (decide, error) {
	if verb != "again" && verb != "other" {
		return (*unit).oldButton, nil
	}
	n, who, err := c.unreadOf(ctx, ev, id)
	if errors.Is(err, errGone) {
		return func(*unit) error { return errGone }, nil
	}
	if err != nil {
		return nil, err
	}
	post := Event{
		Kind: Message, Key: ev.Key, Team: ev.Team, User: n.User, At: ev.At, Channel: n.Channel, ChannelKind: ChannelKind(n.Kind), TS: n.TS, Text: n.Text,
	}
	p, err := c.pieceOf(ctx, post, n)
	if err != nil {
		return nil, err
	}
	if verb == "other" {
		p.was.As, p.forced = n.Other, true
	}
	know, err := c.knowledge(ctx, post, who)
	if err != nil {
		return nil, err
	}
	reads := []reading{know.read(p)}
	if err := c.findTwins(ctx, post, reads); err != nil {
		return nil, err
	}
	return func(u *unit) error { return u.triedAgain(n, post, reads[0]) }, nil
}

// unreadOf is what couldn't be read, with its writer; of others' there is none.
func (c *Coach) unreadOf(ctx context.Context, ev Event, id string) (n store.Unread, who visitor, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		if n, err = must(store.Unreads, tx, kv.Key(ev.Team, id)); err != nil {
			return err
		}
		if n.User != ev.User {
			return errGone
		}
		who.Person, err = must(store.People, tx, kv.Key(ev.Team, n.User))
		return err
	})
	return n, who, err
}

// pieceOf fetches it again.
func (c *Coach) pieceOf(ctx context.Context, post Event, n store.Unread) (piece, error) {
	if n.File == "" {
		return piece{source: store.Source{Data: []byte(noteOf(post)), Slack: true}, at: n.At}, nil
	}
	p := piece{source: store.Source{Name: n.Name, Comment: n.Text}, file: n.File, at: n.At}
	data, err := c.slack.File(ctx, File{ID: n.File, Name: n.Name, Type: n.Type})
	var problem *voice.Problem
	switch {
	case errors.As(err, &problem):
		p.err = problem
	case err != nil:
		return p, err
	}
	p.source.Data = data
	return p, nil
}

// triedAgain keeps what could be read now, as if it had been posted so; what
// was clicked in says what came of it.
func (u *unit) triedAgain(n store.Unread, post Event, r reading) error {
	if _, err := must(store.Unreads, u.Tx, kv.Key(n.Team, n.ID)); err != nil {
		return err
	}
	switch {
	case r.problem != nil:
		n.Other = r.other
		if err := store.Unreads.Put(u.Tx, &n); err != nil {
			return err
		}
		return u.replace(voice.TriedAgain(voice.Unread(r.problem, n.ID, r.other)))
	case !r.report.CallNote && !r.forced:
		return u.replace(voice.NotANote())
	}
	click := u.ev
	u.ev = post
	came, err := u.keep(r)
	u.ev = click
	if err != nil {
		return err
	}
	if err := store.Unreads.Delete(u.Tx, kv.Key(n.Team, n.ID)); err != nil {
		return err
	}
	if came.what == another {
		return u.replace(voice.Colleagues())
	}
	return u.replace(voice.ReadNow(n.Name))
}
