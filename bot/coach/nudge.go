package coach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"heed/bot/followup"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// nudgeTeam nudges everybody of a team whose time has come, each in a
// transaction of their own, and tells when the next one's comes.
func (c *Coach) nudgeTeam(ctx context.Context, team string, now time.Time) (next time.Time, err error) {
	due, err := c.dueForNudge(ctx, team, now)
	if err != nil {
		return next, err
	}
	var errs []error
	for _, user := range due {
		quiet := c.slack.Quiet(ctx, team, user, now)
		err := c.store.Update(ctx, func(tx *store.Tx) error {
			u := &unit{Tx: tx, ev: Event{Team: team, User: user}, now: now, coach: c}
			return u.nudgePerson(quiet)
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("nudging %s: %w", user, err))
		}
	}
	err = c.store.View(ctx, func(tx *store.Tx) error {
		r := store.TeamPrefix(team)
		r.From = kv.Key(team, kv.Stamp(now.Add(time.Millisecond)))
		p, ok, err := store.People.FirstBy(tx, store.PeopleByNudge, r)
		if ok {
			next = p.NudgeAt
		}
		return err
	})
	return next, errors.Join(append(errs, err)...)
}

// dueForNudge are the people of a team whose time has come.
func (c *Coach) dueForNudge(ctx context.Context, team string, now time.Time) (due []string, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		due = nil
		for p, err := range store.People.By(tx, store.PeopleByNudge, store.TeamPrefix(team)) {
			if err != nil {
				return err
			}
			if p.NudgeAt.After(now) {
				return nil
			}
			due = append(due, p.ID)
		}
		return nil
	})
	return due, err
}

// nudgePerson sends one bundle, if there is one and somebody may be disturbed,
// and plans the next.
func (u *unit) nudgePerson(quiet time.Time) error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	if err := u.reckon(&p); err != nil {
		return err
	}
	b, next, err := u.plan(&p, quiet)
	if err != nil {
		return err
	}
	if !b.Empty() {
		if err := u.sendNudge(&p, b); err != nil {
			return err
		}
		if _, next, err = u.plan(&p, quiet); err != nil {
			return err
		}
	}
	p.NudgeAt = next
	return store.People.Put(u.Tx, &p)
}

// plan is what to bring up to somebody now, and when to look again. While a
// bundle is on its way, that is the next morning at the latest: by then it is
// known whether it came.
func (u *unit) plan(p *store.Person, quiet time.Time) (b followup.Bundle, next time.Time, err error) {
	open, err := u.openOf(p.ID)
	if err != nil {
		return b, next, err
	}
	ws, err := u.workspace()
	if err != nil {
		return b, next, err
	}
	who := p.Nudging(&ws)
	if quiet.After(who.Quiet) {
		who.Quiet = quiet
	}
	touches, err := u.touchesOf(p.ID)
	if err != nil {
		return b, next, err
	}
	if who.Extras, err = u.extrasOf(p, &ws, who); err != nil {
		return b, next, err
	}
	if b, next = followup.Plan(open, touches, who, u.now); !b.Empty() {
		return b, next, nil
	}
	n, e, err := u.lastNudge(p)
	if n.Week+n.Ask == "" && (who.Off || len(open)+len(touches) == 0) {
		return b, next, err
	}
	if err != nil || n.User == "" || n.Unsent || e.State == store.Sent || e.Key == "" {
		return b, next, err
	}
	if look := who.NextMorning(p.LastNudge.In(who.Loc, 12, 0)); look.After(u.now) && (next.IsZero() || look.Before(next)) {
		next = look
	}
	return b, next, nil
}

// lastNudge is somebody's last bundle and the effect that sends it; the zero
// Nudged if there was none.
func (u *unit) lastNudge(p *store.Person) (n store.Nudged, e store.Effect, err error) {
	if p.LastNudge.IsZero() {
		return n, e, nil
	}
	n, ok, err := store.Nudges.Get(u.Tx, kv.Key(p.Team, p.ID, p.LastNudge.String()))
	if err != nil || !ok {
		return store.Nudged{}, e, err
	}
	e, _, err = u.Effect(n.Key())
	return n, e, err
}

// sendNudge puts a bundle into the outbox and notes what was said: only what
// is shown counts as said, the rest comes up again another day. The message
// is worth nothing once the working day is over.
func (u *unit) sendNudge(p *store.Person, b followup.Bundle) error {
	loc := p.Location()
	today := when.DateOf(u.now.In(loc))
	n := store.Nudged{Team: p.Team, User: p.ID, Day: today, At: u.now, Week: b.Extra(followup.OwnWeek), Ask: b.Extra(followup.MayShow)}
	before, ok, err := store.Nudges.Get(u.Tx, kv.Key(p.Team, p.ID, today.String()))
	if err != nil {
		return err
	}
	if ok {
		n.Try = before.Try + 1
	}
	for i := range b.Items {
		f := &b.Items[i].FollowUp
		n.Items = append(n.Items, store.NudgedItem{ID: f.ID, Reason: b.Items[i].Reason})
		if i >= followup.Shown {
			continue
		}
		f.Said(today)
		if err := store.FollowUps.Put(u.Tx, f); err != nil {
			return err
		}
	}
	for _, t := range b.Touches {
		n.Touches = append(n.Touches, store.NudgedTouch{Customer: t.Customer, Reason: t.Reason, Fact: t.Fact})
		if err := u.raised(t); err != nil {
			return err
		}
	}
	if err := store.Nudges.Put(u.Tx, &n); err != nil {
		return err
	}
	if err := u.toldQuestion(n.Ask, true); err != nil {
		return err
	}
	p.LastNudge = today
	page, err := u.bundle(&n)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{
		Key: n.Key(), Kind: store.Post, User: p.ID, Message: &page.Message,
		Expires: today.In(loc, p.Nudging(&store.Workspace{}).End, 0), Blind: store.LetGo,
	}, page.about))
}

// nudge is a morning's bundle as it stands now.
func (u *unit) nudge(day string) (page, error) {
	n, err := must(store.Nudges, u.Tx, kv.Key(u.ev.Team, u.ev.User, day))
	if err != nil {
		return page{}, err
	}
	return u.bundle(&n)
}

func (u *unit) bundle(n *store.Nudged) (page, error) {
	var items []followup.Item
	var customers []string
	for _, it := range n.Items {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, it.ID))
		if err != nil {
			return page{}, err
		}
		if ok && f.Owner == n.User {
			items, customers = append(items, followup.Item{FollowUp: f, Reason: it.Reason}), append(customers, f.Customer)
		}
	}
	touches, err := u.touched(n)
	if err != nil {
		return page{}, err
	}
	for _, t := range touches {
		customers = append(customers, t.Customer)
	}
	names, err := u.customerNames(customers)
	if err != nil {
		return page{}, err
	}
	var parts []voice.Part
	if n.Week != "" {
		week, about, err := u.weekIn(n)
		if err != nil {
			return page{}, err
		}
		parts, customers = append(parts, week...), append(customers, about...)
	}
	if n.Ask != "" {
		part, customer, ok, err := u.questionPart(n.Ask, "nudge/"+n.Day.String())
		if err != nil {
			return page{}, err
		}
		if ok {
			parts, customers = append(parts, part), append(customers, customer)
		}
	}
	loc, err := u.zone(n.User)
	return page{voice.Nudge(items, touches, names, n.Day, when.DateOf(u.now.In(loc)), parts...), customers}, err
}

// recall calls a bundle back that waits to be sent, if something in it was
// touched since: it would ask about what is settled. What else is in it comes
// in another one.
func (u *unit) recall(p *store.Person) error {
	n, e, err := u.lastNudge(p)
	if err != nil || e.State != store.Pending {
		return err
	}
	for _, id := range n.IDs() {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return err
		}
		if !ok || f.Owner != p.ID || f.State != followup.Open || f.Nudges == 0 {
			return u.takeBackNudge(p, n, "something in it was settled")
		}
	}
	return nil
}

// cancelNudge keeps the latest bundle from being sent, if it still waits for
// it; what it would have said counts as not said, and comes another time.
func (u *unit) cancelNudge(user, why string) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	if err != nil || !ok {
		return err
	}
	n, e, err := u.lastNudge(&p)
	if err != nil || e.State != store.Pending {
		return err
	}
	if err := u.takeBackNudge(&p, n, why); err != nil {
		return err
	}
	return store.People.Put(u.Tx, &p)
}

// takeBackNudge drops a bundle that was not sent. p is not stored.
func (u *unit) takeBackNudge(p *store.Person, n store.Nudged, why string) error {
	if done, err := u.CancelEffect(n.Key(), why, u.now); err != nil || !done {
		return err
	}
	p.LastNudge = n.Day.AddDays(-1) // the day is free again, and no earlier one
	return u.unsaid(n)
}

// reckon finds out whether the last bundle was sent. One that never was has
// said nothing.
func (u *unit) reckon(p *store.Person) error {
	n, e, err := u.lastNudge(p)
	if err != nil || n.Unsent || e.State != store.Dropped && e.State != store.Failed {
		return err
	}
	return u.unsaid(n)
}

// unsaid takes back that a bundle was said.
func (u *unit) unsaid(n store.Nudged) error {
	n.Unsent = true
	if err := store.Nudges.Put(u.Tx, &n); err != nil {
		return err
	}
	if err := u.toldQuestion(n.Ask, false); err != nil {
		return err
	}
	ids := n.IDs()
	for _, id := range slices.Clip(ids[:min(len(ids), followup.Shown)]) {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(n.Team, id))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		f.Unsaid()
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	for _, t := range n.Touches {
		if err := u.unraised(t); err != nil {
			return err
		}
	}
	return nil
}
