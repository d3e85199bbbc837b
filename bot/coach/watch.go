package coach

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// joined asks whoever invited Heed to a channel whether it is to be watched.
// Until somebody says yes, nothing there is read.
func (c *Coach) joined(u *unit) error {
	if !u.ev.Self || u.ev.Inviter == "" {
		return nil
	}
	return u.tell("watch", u.ev.Inviter, voice.AskToWatch(u.ev.Channel))
}

// watchClick answers the question of joined.
func (u *unit) watchClick(verb, channel string) error {
	switch verb {
	case "yes":
		if err := u.startWatching(channel); err != nil {
			return err
		}
		return u.replace(voice.Watching(channel, true))
	case "no":
		if err := store.Watches.Delete(u.Tx, kv.Key(u.ev.Team, channel)); err != nil {
			return err
		}
		return u.replace(voice.NotWatching(channel))
	case "announce":
		m := voice.Announcement()
		if err := u.put(store.Effect{Key: u.ev.Team + "/announce/" + channel + "/" + u.now.UTC().Format(time.DateOnly), Kind: store.Post, Channel: channel, Message: &m}); err != nil {
			return err
		}
		return u.replace(voice.Watching(channel, false))
	}
	return fmt.Errorf("unknown action watch.%s", verb)
}

// watch switches reading on or off for the channel that a command came from.
func (u *unit) watch(on bool) error {
	if u.ev.ChannelKind == DM || !strings.HasPrefix(u.ev.Channel, "C") && !strings.HasPrefix(u.ev.Channel, "G") {
		return u.reply(voice.Say("Say that in the channel I should read: invite me there, then type ", voice.Code("/heed watch"), ". Here, everything you send me is read anyway."))
	}
	if !on {
		if err := store.Watches.Delete(u.Tx, kv.Key(u.ev.Team, u.ev.Channel)); err != nil {
			return err
		}
		return u.reply(voice.NotWatching(u.ev.Channel))
	}
	if err := u.startWatching(u.ev.Channel); err != nil {
		return err
	}
	return u.reply(voice.Watching(u.ev.Channel, true))
}

// startWatching begins with the next message: nothing older is read.
func (u *unit) startWatching(channel string) error {
	if _, ok, err := store.Watches.Get(u.Tx, kv.Key(u.ev.Team, channel)); err != nil || ok {
		return err
	}
	return store.Watches.Put(u.Tx, &store.Watch{
		Team: u.ev.Team, Channel: channel, By: u.ev.User, Since: u.now,
		LastTS: fmt.Sprintf("%d.%06d", u.now.Unix(), u.now.Nanosecond()/1000),
	})
}

// gone forgets what only works with a live installation: what was to be sent
// can't be any more. Records stay until an admin erases them.
func (c *Coach) gone(u *unit) error {
	ws, _, err := store.Workspaces.Get(u.Tx, store.WorkspaceKey(u.ev.Team))
	if err != nil {
		return err
	}
	ws.Team, ws.DigestTo = u.ev.Team, ""
	return store.Workspaces.Put(u.Tx, &ws)
}

// allowRecorder lets the posts of a bot be read, or no longer.
func allowRecorder(ws *store.Workspace, bot string, on bool) {
	ws.Recorders = slices.DeleteFunc(ws.Recorders, func(b string) bool { return b == bot })
	if on {
		ws.Recorders = append(ws.Recorders, bot)
	}
}
