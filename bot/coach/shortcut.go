package coach

import (
	"context"
	"strings"

	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

// shortcut coaches on a message that somebody pointed at. Coaching goes to
// its writer alone, so it works on one's own messages and on those of bots,
// of which whoever points becomes the rep.
func (c *Coach) shortcut(ctx context.Context, ev Event, who visitor) (decide, error) {
	switch {
	case ev.Self:
		return func(u *unit) error { return u.reply(voice.Mine()) }, nil
	case ev.BotID == "" && ev.Author != ev.User:
		return func(u *unit) error { return u.reply(voice.NotYours()) }, nil
	}
	pieces, err := c.pieces(ctx, ev)
	if err != nil {
		return nil, err
	}
	if len(pieces) == 0 && strings.TrimSpace(ev.Text) != "" {
		pieces = append(pieces, piece{source: store.Source{Data: []byte(ev.Text), Slack: true}, at: ev.posted()})
	}
	for i := range pieces {
		pieces[i].forced = true
	}
	read, err := c.readAll(ctx, ev, who, pieces)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		if err := u.unmark(); err != nil {
			return err
		}
		came, err := read(u)
		if err != nil {
			return err
		}
		return u.sayWhatCame(came, voice.Say("On it: what I noticed comes as a direct message."))
	}, nil
}

// sayWhatCame answers somebody who asked for a text to be read.
func (u *unit) sayWhatCame(came outcome, done message.Message) error {
	switch came.what {
	case ignored:
		return u.reply(voice.NotANote())
	case told:
		return nil // by a message of its own
	case another:
		return u.reply(voice.Colleagues())
	case known:
		return u.already(&came.call)
	default:
		return u.reply(done)
	}
}

// already says that a text was read before, and leads back to its coaching.
func (u *unit) already(c *store.Call) error {
	name, err := u.customerName(c.Customer)
	if err != nil {
		return err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return err
	}
	if u.ev.Kind == Shortcut {
		if err := u.leadBack(c); err != nil {
			return err
		}
	}
	return u.reply(voice.Already(name, when.DateOf(c.At.In(loc)), when.DateOf(u.now.In(loc))), c.Customer)
}

// leadBack brings an earlier coaching message up again: by a reply to it, or
// as a new one where it never came or can't be found any more.
func (u *unit) leadBack(c *store.Call) error {
	e, ok, err := u.Effect(c.Feedback())
	if err != nil || ok && !e.State.Final() {
		return err
	}
	post := store.Effect{Key: replyKey(u.ev, "again/"+c.ID), Kind: store.Post, User: c.Rep}
	if ok && e.State == store.Sent {
		m := voice.Again()
		post.Ref, post.Message = c.Feedback(), &m
		return u.put(post)
	}
	m, err := u.feedback(c)
	if err != nil {
		return err
	}
	post.Message = &m
	return u.put(on(post, []string{c.Customer}))
}
