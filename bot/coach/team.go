package coach

import (
	"context"
	"slices"
	"time"

	"heed/bot/digest"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Managers see the team, never a rep: weeks that are over, each counted once,
// when it ends, and kept as it was (see digest.TeamWeek). Everybody else sees
// the same page.

// teamWeeks is how many weeks it looks back.
const teamWeeks = 6

// weekTeam counts the weeks of a team that are over and were not counted yet.
// Where the one that runs has no call yet, nothing lies ahead.
func (c *Coach) weekTeam(ctx context.Context, team string, now time.Time) (next time.Time, err error) {
	var missing []digest.Window
	in := func(do func(*unit) error) func(*store.Tx) error {
		return func(tx *store.Tx) error { return do(&unit{Tx: tx, ev: Event{Team: team}, now: now, coach: c}) }
	}
	err = c.store.View(ctx, in(func(u *unit) error {
		ws, err := u.workspace()
		if err != nil {
			return err
		}
		last, err := ws.Digest.Latest(now)
		if err != nil {
			return err
		}
		running := kv.Range{Prefix: team + "/", From: kv.Key(team, kv.Stamp(last.To)), Limit: 1}
		for range u.Scan(store.CallsByTime, running) {
			if next, err = ws.Digest.Next(now); err != nil {
				return err
			}
		}
		missing = nil
		for n := range teamWeeks {
			if w := last.Before(n); !store.TeamWeeks.Has(u.Tx, kv.Key(team, w.Label)) {
				missing = append(missing, w)
			}
		}
		return nil
	}))
	if err != nil {
		return next, err
	}
	for _, w := range missing {
		var counted digest.TeamWeek
		err := c.store.View(ctx, in(func(u *unit) error {
			inputs, err := u.weekInputs(w)
			counted = digest.BuildWeek(inputs)
			return err
		}))
		if err != nil {
			return next, err
		}
		err = c.store.Update(ctx, in(func(u *unit) error {
			if err := store.TeamWeeks.Put(u.Tx, &store.TeamWeek{Team: team, Week: counted}); err != nil {
				return err
			}
			return u.planManagers()
		}))
		if err != nil {
			return next, err
		}
	}
	return next, nil
}

// planManagers plans when managers are told of a week that was counted.
func (u *unit) planManagers() error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	for _, id := range ws.Managers {
		if err := u.replan(id); err != nil {
			return err
		}
	}
	return nil
}

// weekInputs reads one week alone.
func (u *unit) weekInputs(w digest.Window) (digest.Inputs, error) {
	in := digest.Inputs{Window: w}
	var err error
	if in.Loc, err = u.zones(); err != nil {
		return in, err
	}
	r := kv.Range{Prefix: u.ev.Team + "/", From: kv.Key(u.ev.Team, kv.Stamp(w.From)), To: kv.Key(u.ev.Team, kv.Stamp(w.To))}
	if in.Stats, err = u.stats(r); err != nil {
		return in, err
	}
	in.FollowUps, err = store.Collect(store.FollowUps.By(u.Tx, store.SettledByTime, r))
	return in, err
}

// team answers /heed team.
func (u *unit) team(string) error {
	st, err := u.state()
	if err != nil {
		return err
	}
	weeks, err := u.teamWeeksTo("", st.Loc)
	if err != nil {
		return err
	}
	v := voice.TeamView{
		Team: digest.Together(weeks), Manager: st.Workspace.Manages(st.Person), Managers: st.Workspace.Managers,
		Today: when.DateOf(u.now.In(st.Loc)),
	}
	about, err := u.sharedWith(&v, time.Time{})
	if err != nil {
		return err
	}
	return u.reply(v.Message(), about...)
}

// teamWeeksTo are the latest weeks that were counted, up to one ("" for all),
// the oldest first, dated in a reader's zone.
func (u *unit) teamWeeksTo(label string, loc *time.Location) ([]digest.TeamWeek, error) {
	r := store.TeamPrefix(u.ev.Team)
	r.Reverse, r.Limit = true, teamWeeks
	if label != "" {
		r.To = kv.Key(u.ev.Team, label) + "~"
	}
	kept, err := store.Collect(store.TeamWeeks.Scan(u.Tx, r))
	if err != nil {
		return nil, err
	}
	slices.Reverse(kept)
	weeks := make([]digest.TeamWeek, len(kept))
	for i := range kept {
		weeks[i] = kept[i].Week
		weeks[i].To = weeks[i].To.In(loc)
	}
	return weeks, nil
}

// teamView is the team for a manager after a week, and that week; it is empty
// where the week wasn't counted.
func (u *unit) teamView(w digest.Window) (v voice.TeamView, week digest.TeamWeek, err error) {
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return v, week, err
	}
	weeks, err := u.teamWeeksTo(w.Label, loc)
	if n := len(weeks); n > 0 && weeks[n-1].Label == w.Label {
		week = weeks[n-1]
	}
	week.Label = w.Label
	return voice.TeamView{Team: digest.Together(weeks), Manager: true, Today: when.DateOf(u.now.In(loc))}, week, err
}

// sharedWith lists what is shared with a manager since a time, or by whoever
// is none.
func (u *unit) sharedWith(v *voice.TeamView, since time.Time) (about []string, err error) {
	all, err := store.Collect(store.Shares.By(u.Tx, store.SharesByWho, store.TeamPrefix(u.ev.Team, u.ev.User)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b store.Share) int { return b.At.Compare(a.At) })
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		with := s.To == u.ev.User
		if with != v.Manager && with || s.At.Before(since) || !with && !since.IsZero() { // no longer a manager; not of that time
			continue
		}
		c, ok, err := store.Calls.Get(u.Tx, kv.Key(s.Team, s.Call))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		line := voice.SharedCall{ID: s.ID, To: s.To, At: when.DateOf(c.At.In(loc))}
		if with {
			line.Rep = s.Rep
		}
		if line.Customer, err = u.customerName(c.Customer); err != nil {
			return nil, err
		}
		v.Shared, about = append(v.Shared, line), append(about, c.Customer)
	}
	return about, nil
}

// managers answers /heed managers: who is one, and for admins the form.
func (u *unit) managers(string) error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	admin, err := u.administers()
	if err != nil {
		return err
	}
	return u.reply(voice.WhoManages(ws.Managers, admin, ws.Named()))
}
