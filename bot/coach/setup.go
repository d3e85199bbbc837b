package coach

import (
	"cmp"
	"context"
	"slices"
	"time"

	"heed/bot/setting"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// Setting Heed up. Slack doesn't tell a bot who installed it: not in auth.test,
// whose user is the bot, not in bots.info, not in an event. So whoever runs
// Heed may say it (Installed); else it is taken to be the first person who has
// to do with Heed and may administer it. They get one direct message with the
// steps, which changes with each.

// Installed tells Heed who administers it in a team, the installer first; nil
// for nobody in particular. Calling it again changes nothing.
func (c *Coach) Installed(ctx context.Context, now time.Time, team string, admins []string) error {
	if len(admins) == 0 {
		return nil
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: team, User: admins[0]}, now: now, coach: c}
		ws, err := u.workspace()
		if err != nil {
			return err
		}
		ws.Installer = admins[0]
		for _, id := range admins[1:] {
			if !slices.Contains(ws.Admins, id) {
				ws.Admins = append(ws.Admins, id)
			}
		}
		return u.sendSetup(&ws)
	})
}

// introduce sends the steps to the first person who may take them.
func (u *unit) introduce(p *store.Person) error {
	ws, err := u.workspace()
	if err != nil || !ws.Untouched() || !ws.Administers(p) {
		return err
	}
	return u.sendSetup(&ws)
}

// sendSetup stores a workspace and sends the steps to whoever acts, if nobody
// got them yet and nobody has set anything.
func (u *unit) sendSetup(ws *store.Workspace) error {
	if !ws.Untouched() {
		return store.Workspaces.Put(u.Tx, ws)
	}
	ws.Setup = store.Setup{To: u.ev.User, At: u.now}
	if err := store.Workspaces.Put(u.Tx, ws); err != nil {
		return err
	}
	s, err := u.setup(ws)
	if err != nil {
		return err
	}
	m := s.Message()
	return u.put(store.Effect{Key: setupKey(ws), Kind: store.Post, User: ws.Setup.To, Message: &m})
}

// setupKey names the one message with the steps.
func setupKey(ws *store.Workspace) string { return kv.Key(ws.Team, "setup", ws.Setup.To) }

// setup is how far it has come.
func (u *unit) setup(ws *store.Workspace) (voice.Setup, error) {
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return voice.Setup{}, err
	}
	s := voice.Setup{
		DigestSet: ws.DigestBy != "", DigestTo: ws.DigestTo, Weekday: ws.Digest.Weekday, Hour: ws.Digest.Hour, Zone: cmp.Or(ws.Digest.Zone, loc.String()),
		Companies: ws.Companies, DatesSet: ws.DatesSet, DayFirst: ws.DayFirst,
	}
	for w, err := range store.Watches.Scan(u.Tx, store.TeamPrefix(ws.Team)) {
		if err != nil {
			return s, err
		}
		s.Channels = append(s.Channels, voice.SetupChannel{ID: w.Channel, Absent: w.Absent && !w.Seen})
	}
	return s, nil
}

// setupChanged notes that something of the steps was done.
func (u *unit) setupChanged() { u.steps = true }

// renewSetup renews the message with the steps, if there is one, after
// something of them was done.
func (u *unit) renewSetup() error {
	if !u.steps {
		return nil
	}
	u.touchHome(u.ev.User)
	ws, err := u.workspace()
	if err != nil || ws.Setup.To == "" {
		return err
	}
	u.touchHome(ws.Setup.To)
	if _, ok, err := u.Effect(setupKey(&ws)); err != nil || !ok {
		return err // long ago: what the outbox did is forgotten after a week
	}
	s, err := u.setup(&ws)
	if err != nil {
		return err
	}
	m := s.Message()
	return u.put(store.Effect{Key: replyKey(u.ev, "setup"), Kind: store.Update, User: ws.Setup.To, Ref: setupKey(&ws), Message: &m})
}

// setupClick does a step that needs no form.
func (c *Coach) setupClick(ctx context.Context, ev Event, verb, value string) (decide, error) {
	switch verb {
	case "watch":
		if !channelID().MatchString(value) {
			return (*unit).oldButton, nil
		}
		in, err := c.slack.Member(ctx, ev.Team, value)
		if err != nil {
			return nil, err
		}
		return func(u *unit) error {
			if no, err := u.notTheirs(setting.Channels); err != nil || no {
				return err
			}
			return u.startWatching(value, !in)
		}, nil
	case "dates":
		return func(u *unit) error { return u.setDates(value) }, nil
	}
	return (*unit).oldButton, nil
}

// setDates takes the answer to what 3/4 is. The message with the steps shows
// that it was heard.
func (u *unit) setDates(order string) error {
	m, changed, err := u.change(setting.Calendar, map[string]string{"dates": order})
	if err != nil || !changed {
		return err
	}
	return u.tell("settings", u.ev.User, m)
}
