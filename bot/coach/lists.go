package coach

import (
	"slices"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// page is a message with the customers whose words are in it.
type page struct {
	message.Message
	about []string
}

// followups lists one's own promises: all open ones, those with one customer,
// or what was settled lately.
func (u *unit) followups(rest string) error {
	var p page
	var err error
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(rest) {
	case "", "me", "mine", "all", "open":
		p, err = u.list(0)
	case "calendar", "ics", "ical", "cal":
		return u.calendarFile()
	case "done", "settled", "closed":
		p, err = u.settledList(0)
	default:
		c, ok, findErr := u.find(rest, "followups")
		if findErr != nil || !ok {
			return findErr
		}
		p, err = u.customerList(c, 0)
	}
	if err != nil {
		return err
	}
	return u.reply(p.Message, p.about...)
}

// whichIsDone answers "done" with what it may be about.
func (u *unit) whichIsDone(string) error {
	if strings.HasSuffix(strings.TrimSpace(u.ev.Text), "?") { // "did they call?"
		return u.notUnderstood(u.ev.Text, "")
	}
	l, err := u.listing(u.ev.User, 0, voice.Listed)
	if err != nil {
		return err
	}
	m := voice.FollowUpList(l.items, l.names, 0, l.today, "")
	if slices.ContainsFunc(l.items, func(f followup.FollowUp) bool { return f.State == followup.Open }) {
		m = voice.WhichIsDone(m)
	}
	return u.reply(m, l.about()...)
}

// list is somebody's open follow-ups, the most pressing first, with those
// settled in the last hour, so that a click can be undone.
func (u *unit) list(from int) (page, error) {
	l, err := u.listing(u.ev.User, from, voice.Listed)
	return page{voice.FollowUpList(l.items, l.names, from, l.today, u.changedNow(l.items)), l.about()}, err
}

// settledLately is how far back settled promises are listed.
const settledLately = 14 * 24 * time.Hour

// settledList is what somebody settled lately, the latest first.
func (u *unit) settledList(from int) (page, error) {
	items, err := u.settledSince(u.ev.User, settledLately)
	if err != nil {
		return page{}, err
	}
	slices.Reverse(items)
	l, err := u.named(items, u.ev.User, from, voice.Listed)
	return page{voice.SettledList(l.items, l.names, from, l.today), l.about()}, err
}

// customerList is the asker's own open follow-ups with a customer, and what
// colleagues heard the customer promise. What colleagues promised is theirs.
func (u *unit) customerList(c memory.Customer, from int) (page, error) {
	l, err := u.listing(u.ev.User, 0, voice.Listed)
	if err != nil {
		return page{}, err
	}
	own := slices.DeleteFunc(l.items, func(f followup.FollowUp) bool { return f.Customer != c.ID })
	theirs, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(u.ev.Team, c.ID)))
	if err != nil {
		return page{}, err
	}
	theirs = slices.DeleteFunc(theirs, func(f followup.FollowUp) bool { return f.Owner == u.ev.User || f.Side != call.Customer })
	followup.Sort(theirs)
	return page{voice.CustomerFollowUps(c.Name, c.ID, own, theirs, from, l.today, u.changedNow(own)), []string{c.ID}}, nil
}

// listing is a list of follow-ups, of which one page is shown.
type listing struct {
	items []followup.FollowUp
	shown []followup.FollowUp
	names map[string]string // of the customers of those that are shown, by id
	today when.Date
}

// about are the customers of what is shown.
func (l listing) about() []string {
	var ids []string
	for _, f := range l.shown {
		ids = append(ids, f.Customer)
	}
	return ids
}

// listing is what is open of somebody's, the most pressing first, with what
// was settled in the last hour, and the page of it that begins at from.
func (u *unit) listing(user string, from, size int) (listing, error) {
	items, err := u.openOf(user)
	if err != nil {
		return listing{}, err
	}
	settled, err := u.settledSince(user, time.Hour)
	if err != nil {
		return listing{}, err
	}
	items = append(items, settled...)
	followup.Sort(items)
	return u.named(items, user, from, size)
}

// settledSince are somebody's follow-ups settled within a time, the earliest
// first.
func (u *unit) settledSince(user string, since time.Duration) ([]followup.FollowUp, error) {
	r := store.TeamPrefix(u.ev.Team, user)
	r.From = kv.Key(u.ev.Team, user, kv.Stamp(u.now.Add(-since)))
	return store.Collect(store.FollowUps.By(u.Tx, store.SettledByOwner, r))
}

// named adds what a list needs beside its items for its reader and a page.
func (u *unit) named(items []followup.FollowUp, reader string, from, size int) (l listing, err error) {
	l.items = items
	from = voice.PageOf(from, len(items), size)
	l.shown = items[from:min(len(items), from+size)]
	if l.names, err = u.customerNames(l.about()); err != nil {
		return l, err
	}
	loc, err := u.zone(reader)
	l.today = when.DateOf(u.now.In(loc))
	return l, err
}
