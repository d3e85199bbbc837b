package coach

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// The Home tab shows one person what is theirs. It is put together from a
// snapshot, outside of transactions, which it would hold up: opening it, and
// whatever changes something in it, leaves an event that is worked off like
// any other. A burst of changes is one renewal.

// homeKept is how long after it was last opened a Home tab is renewed: Slack
// shows what was published last until it is opened again.
const homeKept = 7 * 24 * time.Hour

// homeAt has the Home tab of somebody renewed at a place of it, whenever they
// opened it last.
func (u *unit) homeAt(user string, at voice.HomeAt) {
	if u.homes == nil {
		u.homes = map[string]string{}
	}
	u.homes[user] = at.String()
}

// touchHome notes that something of somebody's Home tab has changed.
func (u *unit) touchHome(user string) {
	if u.homes == nil {
		u.homes = map[string]string{}
	}
	if _, ok := u.homes[user]; !ok {
		u.homes[user] = ""
	}
}

// renewHomes has the Home tabs renewed that something has changed of, if
// anybody may be looking.
func (u *unit) renewHomes() error {
	for _, user := range slices.Sorted(maps.Keys(u.homes)) {
		at := u.homes[user]
		p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
		if err != nil {
			return err
		}
		if !ok || at == "" && u.now.Sub(p.HomeAt) > homeKept {
			continue
		}
		p.HomeEdition++
		if err := store.People.Put(u.Tx, &p); err != nil {
			return err
		}
		ev := Event{
			Key: kv.Key(p.Team, "home", p.ID, fmt.Sprint(p.HomeEdition)), Kind: HomeOpen, Team: p.Team, User: p.ID, At: u.now,
			Renews: p.HomeEdition, Value: cmp.Or(at, voice.HomeAt{}.String()),
		}
		body, err := json.Marshal(ev)
		if err != nil {
			return err
		}
		if _, err := u.Receive(ev.Key, ev.Conversation(), body, u.now); err != nil {
			return err
		}
	}
	u.homes = nil
	return nil
}

// home publishes the Home tab of whoever opened it, or renews it. A renewal
// that another is behind is left to that.
func (c *Coach) home(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	var view store.Effect
	var edition int
	gone := false
	err := c.store.View(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: ev, now: now, coach: c}
		p, ok, err := store.People.Get(tx, kv.Key(ev.Team, ev.User))
		if err != nil {
			return err
		}
		if gone = !ok && ev.Renews > 0; gone {
			return nil
		}
		if !ok {
			p = who.Person
		}
		edition = p.HomeEdition
		at, _ := voice.ReadHomeAt(ev.Value)
		view, err = u.homeOf(&p, at)
		return err
	})
	if err != nil || gone { // they were forgotten since: nobody has opened it
		return nil, err
	}
	return func(u *unit) error {
		p, err := must(store.People, u.Tx, kv.Key(ev.Team, ev.User))
		if err != nil {
			return err
		}
		if ev.Renews > 0 && p.HomeEdition > ev.Renews {
			return nil
		}
		if p.HomeEdition != edition {
			u.touchHome(p.ID) // something changed since it was looked at
		}
		if ev.Renews == 0 {
			p.HomeAt = now
			if err := store.People.Put(u.Tx, &p); err != nil {
				return err
			}
		}
		view.Key = replyKey(ev, "home")
		return u.put(view)
	}, nil
}

// homeOf is the effect that shows somebody their Home tab, without its key.
func (u *unit) homeOf(p *store.Person, at voice.HomeAt) (store.Effect, error) {
	e := store.Effect{Kind: store.Home, User: p.ID}
	h := voice.Home{At: at, Reader: p.ID, Paused: p.Paused, Today: when.DateOf(u.now.In(p.Location()))}
	l, err := u.listing(p.ID, at.Promises, voice.HomePromises)
	if err != nil {
		return e, err
	}
	h.Promises, h.Names, h.Changed = l.items, l.names, u.changedNow(l.items)
	if h.Me, _, err = u.meOf(p); err != nil {
		return e, err
	}
	if h.Customers, err = u.ownQuietFirst(p, l.items); err != nil {
		return e, err
	}
	if h.Stories, err = u.storiesSeen(); err != nil {
		return e, err
	}
	for i := range h.Stories {
		h.Stories[i].At = h.Stories[i].At.In(p.Location())
	}
	if h.Held, err = u.held(); err != nil {
		return e, err
	}
	if h.Setup, err = u.stepsFor(p); err != nil {
		return e, err
	}
	h.First()
	if err := u.nameShown(&h); err != nil {
		return e, err
	}
	v := h.View()
	e.View = &v
	return on(e, shownAtHome(&h)), nil
}

// shownAtHome are the customers whose words are on the pages that are shown.
func shownAtHome(h *voice.Home) []string {
	var out []string
	from := h.At.Promises
	for _, f := range h.Promises[from:min(len(h.Promises), from+voice.HomePromises)] {
		out = append(out, f.Customer)
	}
	from = h.At.Customers
	for _, c := range h.Customers[from:min(len(h.Customers), from+voice.HomeCustomers)] {
		out = append(out, c.ID)
	}
	from = h.At.Stories
	for _, s := range h.Stories[from:min(len(h.Stories), from+voice.HomeStories)] {
		out = append(out, s.Customer)
	}
	return out
}

// nameShown names the customers on the page that is shown.
func (u *unit) nameShown(h *voice.Home) (err error) {
	from := h.At.Customers
	for i := from; i < min(len(h.Customers), from+voice.HomeCustomers) && err == nil; i++ {
		h.Customers[i].Name, err = u.customerName(h.Customers[i].ID)
	}
	return err
}

// stepsFor are the steps of setting Heed up, for who may take them while any
// is left.
func (u *unit) stepsFor(p *store.Person) (*voice.Setup, error) {
	ws, err := u.workspace()
	if err != nil || !ws.Administers(p) {
		return nil, err
	}
	s, err := u.setup(&ws)
	if err != nil || s.Done() {
		return nil, err
	}
	return &s, nil
}

// ownQuietFirst are somebody's own customers: those that are quiet for longer
// than usual first, the furthest beyond it first of all, then those met latest.
// They have no names yet.
func (u *unit) ownQuietFirst(p *store.Person, promises []followup.FollowUp) ([]voice.HomeCustomer, error) {
	open := map[string]int{}
	for _, f := range promises {
		if f.State == followup.Open {
			open[f.Customer]++
		}
	}
	var out []voice.HomeCustomer
	var last string
	loc := p.Location()
	for key := range u.Scan(store.CallsOwn, store.TeamPrefix(p.Team, p.ID)) {
		id := strings.Clone(kv.Split(key)[2])
		if id == last {
			continue
		}
		last = id
		c, ok, err := store.Pulses.Get(u.Tx, kv.Key(p.Team, id))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		x := homeCustomer(&c, p.ID, loc, u.now)
		x.Open = open[id]
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b voice.HomeCustomer) int {
		switch {
		case a.Quiet != b.Quiet && a.Quiet:
			return -1
		case a.Quiet != b.Quiet:
			return 1
		case a.Quiet:
			return cmp.Compare(beyond(b), beyond(a))
		}
		return b.Last.Compare(a.Last)
	})
	return out, nil
}

// beyond is how many times the usual a customer has been quiet.
func beyond(c voice.HomeCustomer) float64 {
	return c.Silence.For.Hours() / max(c.Silence.Usual.Hours(), 1)
}

// homeCustomer is a customer as the Home tab shows it, without name and
// promises. One that somebody wants to hear nothing of is never called quiet to
// them.
func homeCustomer(c *store.Pulse, user string, loc *time.Location, now time.Time) voice.HomeCustomer {
	x := voice.HomeCustomer{ID: c.Customer}
	if !c.Last.IsZero() {
		x.Last = when.DateOf(c.Last.In(loc))
	}
	if !slices.Contains(c.Muted, user) {
		x.Silence, x.Quiet = c.Quiet(now)
	}
	return x
}

// atHome reports whether whoever acts clicked in the Home tab, where no message
// shows.
func (u *unit) atHome() bool {
	return u.ev.Kind == Action && u.ev.Channel == "" && u.ev.Callback == "" && u.ev.Trigger != ""
}

// touchHomes notes that something was changed that many may see in their Home
// tabs; what is gone goes from all of them, however long ago they were opened.
func (u *unit) touchHomes(gone bool) error {
	for p, err := range store.People.Scan(u.Tx, store.TeamPrefix(u.ev.Team)) {
		if err != nil {
			return err
		}
		switch {
		case gone && !p.HomeAt.IsZero():
			u.homeAt(p.ID, voice.HomeAt{})
		case u.now.Sub(p.HomeAt) <= homeKept:
			u.touchHome(p.ID)
		}
	}
	return nil
}

// homeClick is a button of the Home tab that other messages don't have.
func (u *unit) homeClick(verb, value string) error {
	switch verb {
	case "pause", "resume":
		_, _, err := u.change(setting.Messages, map[string]string{"coaching": map[string]string{"pause": "off", "resume": "on"}[verb]})
		return err
	case "brief":
		return u.briefAside(value)
	case "privacy":
		h, err := u.held()
		if err != nil {
			return err
		}
		return u.openOr(voice.Aside("Who sees what", h.Privacy()), h.Privacy())
	}
	if strings.HasPrefix(verb, "customers") || strings.HasPrefix(verb, "stories") {
		at, _ := voice.ReadHomeAt(value)
		u.homeAt(u.ev.User, at)
		return nil
	}
	return u.oldButton()
}

// briefAside shows a brief in a modal.
func (u *unit) briefAside(id string) error {
	c, err := u.card(id)
	if err != nil {
		return err
	}
	m, err := u.briefOf(c)
	if err != nil {
		return err
	}
	return u.openOr(voice.Aside(c.Name, m), m, c.ID)
}
