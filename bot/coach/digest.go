package coach

import (
	"context"
	"slices"
	"time"

	"heed/bot/digest"
	"heed/store"
	"heed/store/kv"
)

// digestTeam posts the latest digest that is due and was not made yet. After
// downtime only that one is made.
func (c *Coach) digestTeam(ctx context.Context, ws *store.Workspace, now time.Time) (next time.Time, err error) {
	if ws.DigestTo == "" {
		return next, nil
	}
	window, err := ws.Digest.Latest(now)
	if err != nil {
		return next, err
	}
	if window.Label != ws.Ran {
		if err := c.postDigest(ctx, ws.Team, now, window); err != nil {
			return next, err
		}
	}
	return ws.Digest.Next(now)
}

// postDigest makes one week's digest. It is read outside of the transaction,
// which would hold up everything else: a large team's takes seconds.
func (c *Coach) postDigest(ctx context.Context, team string, now time.Time, w digest.Window) error {
	var d digest.Digest
	in := func(do func(*unit) error) func(*store.Tx) error {
		return func(tx *store.Tx) error { return do(&unit{Tx: tx, ev: Event{Team: team}, now: now, coach: c}) }
	}
	err := c.store.View(ctx, in(func(u *unit) error {
		inputs, err := u.digestInputs(w)
		if err == nil {
			d = digest.Build(inputs)
		}
		return err
	}))
	if err != nil {
		return err
	}
	return c.store.Update(ctx, in(func(u *unit) error { return u.putDigest(w, d) }))
}

// putDigest decides to post a week's digest, once: its label is its name.
func (u *unit) putDigest(w digest.Window, d digest.Digest) error {
	ws, err := u.workspace()
	if err != nil || ws.DigestTo == "" || ws.Ran == w.Label {
		return err
	}
	ws.Ran = w.Label
	if err := store.Workspaces.Put(u.Tx, &ws); err != nil {
		return err
	}
	if d.Empty() {
		return u.postBeside(&ws, w)
	}
	post := store.DigestPost{Team: ws.Team, Channel: ws.DigestTo, At: u.now, Digest: d}
	if err := store.DigestPosts.Put(u.Tx, &post); err != nil {
		return err
	}
	p, err := u.digestPage(&post)
	if err != nil {
		return err
	}
	if err := u.put(on(store.Effect{Key: post.Effect(), Kind: store.Post, Channel: ws.DigestTo, Message: &p.Message, Internal: true}, p.about)); err != nil {
		return err
	}
	return u.postBeside(&ws, w)
}

// postBeside posts what stands beside a digest: the question of the week and a
// story, each with consent.
func (u *unit) postBeside(ws *store.Workspace, w digest.Window) error {
	if err := u.postQuestion(ws, w.Label); err != nil {
		return err
	}
	return u.postStory(ws, w)
}

// digestInputs reads the weeks that a digest looks at.
func (u *unit) digestInputs(w digest.Window) (digest.Inputs, error) {
	in := digest.Inputs{Window: w}
	var err error
	if in.Loc, err = u.zones(); err != nil {
		return in, err
	}
	calls := kv.Range{Prefix: u.ev.Team + "/", From: kv.Key(u.ev.Team, kv.Stamp(w.From.AddDate(0, 0, -7*digest.TrendWeeks)))}
	if in.Stats, err = u.stats(calls); err != nil {
		return in, err
	}
	settled := kv.Range{Prefix: u.ev.Team + "/", From: kv.Key(u.ev.Team, kv.Stamp(w.From))}
	if in.FollowUps, err = store.Collect(store.FollowUps.By(u.Tx, store.SettledByTime, settled)); err != nil {
		return in, err
	}
	open, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByOwner, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return in, err
	}
	in.FollowUps = append(in.FollowUps, open...)
	people, err := store.Collect(store.People.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return in, err
	}
	if in.Known, err = u.known(w, people); err != nil {
		return in, err
	}
	weeks, err := u.weeksUpTo(w)
	if err != nil {
		return in, err
	}
	in.Weeks = weeks
	ws, err := u.workspace()
	if err != nil || ws.Cards == store.CardsOfOwn {
		return in, err // a channel is no place for customers of some reps alone
	}
	in.Customers, err = u.customers()
	return in, err
}

// zones are everybody's own.
func (u *unit) zones() (func(user string) *time.Location, error) {
	zones := map[string]*time.Location{}
	people, err := store.Collect(store.People.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	for _, p := range people {
		zones[p.ID] = p.Location()
	}
	return func(user string) *time.Location {
		if loc := zones[user]; loc != nil {
			return loc
		}
		return time.UTC
	}, err
}

// stats are what a digest counts of the calls of a range, one a conversation.
func (u *unit) stats(calls kv.Range) (out []digest.Stat, err error) {
	at := map[string]int{} // conversation → its place
	for c, err := range store.Calls.By(u.Tx, store.CallsByTime, calls) {
		if err != nil {
			return nil, err
		}
		if i, ok := at[c.Conversation()]; ok {
			out[i] = oneCall(out[i], stat(&c))
			continue
		}
		at[c.Conversation()] = len(out)
		out = append(out, stat(&c))
	}
	return out, nil
}

// oneCall is what a digest counts of two records of one conversation: the one
// that heard more, with what came up in either.
func oneCall(a, b digest.Stat) digest.Stat {
	if b.Cues > a.Cues {
		a, b = b, a
	}
	for _, k := range b.Kinds {
		if !slices.Contains(a.Kinds, k) {
			a.Kinds = append(a.Kinds, k)
		}
	}
	return a
}

// stat is what a digest counts of a call.
func stat(c *store.Call) digest.Stat {
	s := digest.Stat{Rep: c.Rep, At: c.At, Type: c.Report.Type, Talk: c.Report.Measures.TalkShare}
	if m := c.Report.Measures; m.Cues != nil && m.CuesMissed != nil {
		s.Cues, s.Missed = *m.Cues, *m.CuesMissed
	}
	s.Kinds = slices.Clone(c.CueKinds)
	for _, f := range c.Report.Findings {
		if f.ID == "missed_cue" && f.Kind != "" && !slices.Contains(s.MissedKind, f.Kind) {
			s.MissedKind = append(s.MissedKind, f.Kind)
		}
	}
	return s
}
