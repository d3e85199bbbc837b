package coach

import (
	"context"
	"time"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// joined asks whoever invited Heed to a channel whether it is to be watched.
// Until somebody says yes, nothing there is read. Where Slack doesn't say who
// invited it, nobody is asked: /heed watch in the channel does the same.
func (c *Coach) joined(ctx context.Context, now time.Time, ev Event) (decide, error) {
	if !ev.Self {
		return nil, nil
	}
	host := ev
	host.User = ev.Inviter
	who, err := c.meet(ctx, now, host)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		w, watched, err := u.rejoined()
		if err != nil || watched {
			return err
		}
		ask := ev.Inviter
		if ask == "" || who.refused() {
			ask = w.By // who had it watched the last time, if anybody
		}
		if ask == "" {
			return nil
		}
		ws, err := u.workspace()
		if err != nil {
			return err
		}
		return u.tell("watch", ask, voice.AskToWatch(ev.Channel, ws.DigestTo == ev.Channel))
	}, nil
}

// rejoined looks what is left of an earlier stay. What was said while Heed
// was away is nothing that anybody agreed to: a channel that it was removed
// from is asked about anew. One that was to be watched from the invitation on
// is watched from the invitation on.
func (u *unit) rejoined() (w store.Watch, watched bool, err error) {
	key := kv.Key(u.ev.Team, u.ev.Channel)
	w, ok, err := store.Watches.Get(u.Tx, key)
	switch {
	case err != nil || !ok:
		return w, false, err
	case w.Since.After(u.ev.At), w.Seen && w.LastTS >= Stamp(u.ev.At):
		return w, true, nil // somebody has answered already, or this comes late
	case w.Seen:
		return w, false, store.Watches.Delete(u.Tx, key)
	}
	// By the invitation's own time: what was said since then may be read from
	// the history before this is worked on.
	w.Since, w.LastTS, w.Absent = u.ev.At, max(w.LastTS, Stamp(u.ev.At)), false
	u.setupChanged()
	return w, true, store.Watches.Put(u.Tx, &w)
}

// watchClick answers the question of joined.
func (u *unit) watchClick(verb, channel string) error {
	if !channelID().MatchString(channel) {
		return u.oldButton()
	}
	switch verb {
	case "yes":
		if err := u.startWatching(channel, false); err != nil {
			return err
		}
		return u.replace(voice.Watching(channel, true))
	case "no":
		u.setupChanged()
		if err := store.Watches.Delete(u.Tx, kv.Key(u.ev.Team, channel)); err != nil {
			return err
		}
		return u.replace(voice.NotWatching(channel))
	case "announce":
		return u.announce(channel)
	}
	return u.oldButton()
}

// announce tells a channel, once a day at most, that it is read; if it still
// is.
func (u *unit) announce(channel string) error {
	if !store.Watches.Has(u.Tx, kv.Key(u.ev.Team, channel)) {
		return u.replace(voice.NotWatching(channel))
	}
	m := voice.Announcement()
	key := kv.Key(u.ev.Team, "announce", channel, u.now.UTC().Format(time.DateOnly))
	if err := u.put(store.Effect{Key: key, Kind: store.Post, Channel: channel, Message: &m}); err != nil {
		return err
	}
	return u.replace(voice.Watching(channel, false))
}

// watch switches reading on or off for the channel that a command came from.
func (u *unit) watch(on bool) error {
	if u.ev.ChannelKind == DM || !channelID().MatchString(u.ev.Channel) {
		return u.reply(voice.Say("Say that in the channel I should read: invite me there, then type ", voice.Code("/heed watch"), ". Admins can also choose channels in ", voice.Code("/heed settings channels"), ". Here, everything you send me is read anyway."))
	}
	if !on {
		u.setupChanged()
		if err := store.Watches.Delete(u.Tx, kv.Key(u.ev.Team, u.ev.Channel)); err != nil {
			return err
		}
		return u.reply(voice.NotWatching(u.ev.Channel))
	}
	if err := u.startWatching(u.ev.Channel, false); err != nil {
		return err
	}
	m := voice.Watching(u.ev.Channel, true)
	m.Blocks = append(m.Blocks, voice.InviteMe())
	return u.reply(m)
}

// startWatching begins with the next message: nothing older is read. absent
// says that Heed is not in the channel yet.
func (u *unit) startWatching(channel string, absent bool) error {
	u.setupChanged()
	if store.Watches.Has(u.Tx, kv.Key(u.ev.Team, channel)) {
		return nil
	}
	return store.Watches.Put(u.Tx, &store.Watch{
		Team: u.ev.Team, Channel: channel, By: u.ev.User, Since: u.now, LastTS: Stamp(u.now), Absent: absent,
	})
}

// gone forgets what only works with a live installation: what was to be sent
// can't be any more. Records stay until an admin erases them.
func (c *Coach) gone(u *unit) error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	ws.DigestTo = ""
	return store.Workspaces.Put(u.Tx, &ws)
}
