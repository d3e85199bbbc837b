package coach

import (
	"context"
	"slices"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// profileLife is how long a profile from Slack is good for; user_change
// events renew it earlier.
const profileLife = 24 * time.Hour

// visitor is who an event comes from, as known before the transaction.
type visitor struct {
	store.Person
	fresh bool // to be stored
	ev    Event
}

// meet finds out who an event is from. A recorder's post is from no person.
func (c *Coach) meet(ctx context.Context, now time.Time, ev Event) (visitor, error) {
	v := visitor{ev: ev}
	if ev.User == "" || ev.BotID != "" && ev.Kind != Shortcut {
		return v, nil
	}
	err := c.store.View(ctx, func(tx *store.Tx) error {
		var err error
		v.Person, _, err = store.People.Get(tx, kv.Key(ev.Team, ev.User))
		return err
	})
	fresh := v.ID != "" && now.Sub(v.Checked) < profileLife
	if err != nil || ev.Kind == Person && v.ID == "" || ev.Kind != Person && fresh {
		return v, err // news of people whom Heed hasn't met are none
	}
	p, err := c.slack.Profile(ctx, ev.Team, ev.User)
	if err != nil {
		if v.ID != "" { // an old profile will do
			return v, nil
		}
		return v, err
	}
	if v.ID == "" {
		v.Person = store.Person{Team: ev.Team, ID: ev.User, Met: now}
	}
	v.Name, v.RealName, v.Zone, v.Bot, v.Guest, v.Admin = p.Name, p.RealName, p.Zone, p.Bot, p.Guest, p.Admin
	v.Checked, v.fresh = now, true
	return v, nil
}

// refused reports whether the person is none that Heed works for: guests,
// bots and people of other workspaces.
func (v visitor) refused() bool {
	return v.ev.Stranger || v.Guest || v.Bot
}

// refusal answers a stranger who asked something, takes from their Home tab what
// stood there when they were none, and ignores everything else from them.
func (v visitor) refusal(ev Event) decide {
	if ev.Kind == HomeOpen && !v.Bot {
		return func(u *unit) error {
			return u.put(store.Effect{Key: replyKey(ev, "home"), Kind: store.Home, User: ev.User, View: new(voice.HomeForGuests())})
		}
	}
	if v.Bot || ev.Kind == Edited || ev.Kind == Message && ev.ChannelKind != DM && !ev.Mention {
		return nil
	}
	return func(u *unit) error { return u.reply(voice.MembersOnly()) }
}

// known stores the person, if Heed doesn't know them yet or Slack says news
// of them, and does the work.
func (v visitor) known(work decide) decide {
	return func(u *unit) error {
		if v.ID != "" {
			p, err := v.person(u)
			if err != nil {
				return err
			}
			if err := u.introduce(&p); err != nil {
				return err
			}
		}
		return work(u)
	}
}

// renew stores what Slack says anew of a person whom Heed has met.
func (v visitor) renew(u *unit) error {
	if v.ID == "" {
		return nil
	}
	_, err := v.person(u)
	return err
}

// person is the stored person, brought up to date, without touching what Heed
// keeps beside what Slack says; a changed zone or role moves the next nudge.
func (v visitor) person(u *unit) (store.Person, error) {
	p, ok, err := store.People.Get(u.Tx, kv.Key(v.Team, v.ID))
	if err != nil || ok && !v.fresh {
		return p, err
	}
	moved := ok && (p.Zone != v.Zone || p.Guest != v.Guest || p.Bot != v.Bot)
	if !ok {
		p = v.Person
	}
	p.Name, p.RealName, p.Zone, p.Bot, p.Guest, p.Admin, p.Checked = v.Name, v.RealName, v.Zone, v.Bot, v.Guest, v.Admin, v.Checked
	if err := store.People.Put(u.Tx, &p); err != nil || !moved {
		return p, err
	}
	if p.Guest && !p.HomeAt.IsZero() {
		u.homeAt(p.ID, voice.HomeAt{}) // however long ago they looked: it shows customers' words
	}
	return p, u.replan(p.ID)
}

// colleague is somebody who can be asked for something, whom Heed has met or a
// message has just mentioned; ok is false for bots, guests and strangers.
func (u *unit) colleague(id string, mentioned []store.Person) (p store.Person, ok bool, err error) {
	p, known, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return p, false, err
	}
	i := slices.IndexFunc(mentioned, func(m store.Person) bool { return m.ID == id })
	if !known && i >= 0 {
		p = mentioned[i]
	}
	ok = (known || i >= 0) && !p.Bot && !p.Guest
	if ok && !known {
		err = store.People.Put(u.Tx, &p)
	}
	return p, ok, err
}

// teammate is the colleague whom a text names or mentions, where it should have
// named a customer ("Ana", "@ana", "Ana's calls").
func (u *unit) teammate(name string) (p store.Person, is bool, err error) {
	name, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimPrefix(name, "@"), "’", "'"), "'s")
	id := strings.Trim(strings.TrimSpace(name), "<@>")
	for p, err := range store.People.Scan(u.Tx, store.TeamPrefix(u.ev.Team)) {
		if err != nil {
			return p, false, err
		}
		if p.ID != u.ev.User && !p.Bot && (p.ID == id || p.Called(name)) {
			return p, true, nil
		}
	}
	return p, false, nil
}

// replan computes anew when to look at somebody's follow-ups next; it is
// called after every change to one of them.
func (u *unit) replan(user string) error {
	u.touchHome(user)
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	if err != nil || !ok {
		return err
	}
	if err := u.recall(&p); err != nil {
		return err
	}
	b, next, err := u.plan(&p, time.Time{})
	if err != nil {
		return err
	}
	if !b.Empty() {
		next = u.now
	}
	p.NudgeAt = next
	return store.People.Put(u.Tx, &p)
}

// openOf are the open follow-ups of somebody.
func (u *unit) openOf(user string) ([]followup.FollowUp, error) {
	return store.Collect(store.FollowUps.By(u.Tx, store.OpenByOwner, store.TeamPrefix(u.ev.Team, user)))
}

// zone is the time zone of somebody; UTC for people whom Heed hasn't met.
func (u *unit) zone(user string) (*time.Location, error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	return p.Location(), err
}
