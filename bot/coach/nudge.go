package coach

import (
	"context"
	"errors"
	"fmt"
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
		err := c.store.Update(ctx, func(tx *store.Tx) error {
			u := &unit{Tx: tx, ev: Event{Team: team, User: user}, now: now, coach: c}
			return u.nudgePerson()
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

// nudgePerson sends one bundle, if there is one, and plans the next.
func (u *unit) nudgePerson() error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	open, err := u.openOf(p.ID)
	if err != nil {
		return err
	}
	items, _ := followup.Plan(open, p.Nudging(), u.now)
	if len(items) > 0 {
		if err := u.sendNudge(&p, items); err != nil {
			return err
		}
	}
	if open, err = u.openOf(p.ID); err != nil {
		return err
	}
	_, p.NudgeAt = followup.Plan(open, p.Nudging(), u.now)
	return store.People.Put(u.Tx, &p)
}

// sendNudge puts a bundle into the outbox and notes what was said: only what
// is shown counts as said, the rest comes up again another day. The message
// is worth nothing once the working day is over.
func (u *unit) sendNudge(p *store.Person, items []followup.Item) error {
	loc := p.Location()
	today := when.DateOf(u.now.In(loc))
	n := store.Nudged{Team: p.Team, User: p.ID, Day: today}
	var customers []string
	for i, it := range items {
		n.Items = append(n.Items, store.NudgedItem{ID: it.FollowUp.ID, Reason: it.Reason})
		customers = append(customers, it.FollowUp.Customer)
		if i >= followup.Shown {
			continue
		}
		f := &items[i].FollowUp
		f.Said(today)
		if err := store.FollowUps.Put(u.Tx, f); err != nil {
			return err
		}
	}
	if err := store.Nudges.Put(u.Tx, &n); err != nil {
		return err
	}
	names, err := u.customerNames(customers)
	if err != nil {
		return err
	}
	p.LastNudge = today
	m := voice.Nudge(items, names, today, today)
	return u.put(on(store.Effect{
		Key: nudgeKey(p, today), Kind: store.Post, User: p.ID, Message: &m,
		Expires: today.In(loc, p.Nudging().End, 0), Blind: store.LetGo,
	}, customers))
}

// nudgeKey names a day's bundle, so that there is one.
func nudgeKey(p *store.Person, day when.Date) string {
	return kv.Key(p.Team, "nudge", p.ID, day.String())
}

// cancelNudge keeps the latest bundle from being sent, if it still waits for
// it; what it would have said counts as not said, and comes another day.
func (u *unit) cancelNudge(user, why string) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	if err != nil || !ok || p.LastNudge == (when.Date{}) {
		return err
	}
	if done, err := u.CancelEffect(nudgeKey(&p, p.LastNudge), why, u.now); err != nil || !done {
		return err
	}
	n, err := must(store.Nudges, u.Tx, kv.Key(p.Team, p.ID, p.LastNudge.String()))
	if err != nil {
		return err
	}
	for _, it := range n.Items[:min(len(n.Items), followup.Shown)] {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(p.Team, it.ID))
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
	return nil
}
