package coach

import (
	"slices"
	"strings"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// keep stores one reading with everything that follows from it: the call, its
// promises and facts, what it settles, and the coaching message. said is
// false where the text turned out to be nobody's call, so that nothing was
// kept or told.
func (u *unit) keep(r reading) (said bool, err error) {
	if r.problem != nil {
		return true, u.tell("problem/"+r.file, u.ev.User, r.problem.Message())
	}
	if !r.report.CallNote && !r.forced {
		return false, nil
	}
	if r.rep.ID == "" {
		return false, u.unclaimed(r)
	}
	if r.rep.Paused && !r.forced && u.ev.ChannelKind != DM {
		return false, nil
	}
	c, err := u.callOf(r)
	if err != nil {
		return false, err
	}
	source := r.source
	source.Team, source.Call = c.Team, c.ID
	if err := store.Sources.Put(u.Tx, &source); err != nil {
		return false, err
	}
	return true, u.take(&c, r)
}

// callOf is the call that this post and file already are, or a new one.
func (u *unit) callOf(r reading) (store.Call, error) {
	if u.ev.TS != "" {
		for c, err := range store.Calls.By(u.Tx, store.CallsByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)) {
			if err != nil || c.File == r.file {
				return c, err
			}
		}
	}
	id, err := u.NextID(u.ev.Team, "K")
	if err != nil {
		return store.Call{}, err
	}
	return store.Call{ID: id, Team: u.ev.Team, Rep: r.rep.ID, Channel: u.ev.Channel, TS: u.ev.TS, File: r.file, At: r.at}, nil
}

// take writes what was read into the records of a call, new or edited.
func (u *unit) take(c *store.Call, r reading) error {
	before := c.Customer
	if err := u.withdraw(c); err != nil {
		return err
	}
	c.Report = *r.report
	c.Lines, c.Minutes = len(r.report.Turns), minutes(r.report)
	c.CueKinds = cueKinds(r.report)
	c.Report.Turns = nil
	if before != "" {
		c.Customer = before // a person's choice, or an earlier sure reading, outlives an edit
	} else if err := u.attribute(c, r.customers); err != nil {
		return err
	}
	if err := u.welcome(c); err != nil {
		return err
	}
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	if err := u.promises(c); err != nil {
		return err
	}
	if err := u.attach(c); err != nil {
		return err
	}
	return u.coachOn(c)
}

// cueKinds are the kinds of cue in a report, each once, in order.
func cueKinds(r *analyze.Report) []string {
	var out []string
	for _, t := range r.Turns {
		for _, s := range t.Sentences {
			for _, l := range s.Labels {
				if kind, ok := strings.CutPrefix(string(l), "cue:"); ok && !slices.Contains(out, kind) {
					out = append(out, kind)
				}
			}
		}
	}
	return out
}

// minutes is the length of a call with times, else 0.
func minutes(r *analyze.Report) int {
	last := 0.0
	for _, t := range r.Turns {
		if t.End != nil {
			last = max(last, *t.End)
		} else if t.Start != nil {
			last = max(last, *t.Start)
		}
	}
	return int(last/60 + 0.5)
}

// welcome marks the message of a rep's first call.
func (u *unit) welcome(c *store.Call) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil || !ok || p.Welcomed {
		return err
	}
	p.Welcomed, c.Welcome = true, true
	return store.People.Put(u.Tx, &p)
}

// promises turns the promises of a call into follow-ups. On an edit the ones
// that still stand keep their state and number, and the others go.
func (u *unit) promises(c *store.Call) error {
	old, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	rep, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	for _, p := range c.Report.Promises {
		f := followUp(c, &rep, p)
		if i := slices.IndexFunc(old, func(o followup.FollowUp) bool { return o.Quote == f.Quote || o.Action == f.Action }); i >= 0 {
			f = renewed(old[i], f)
			old = slices.Delete(old, i, i+1)
		} else if f.ID, err = u.NextID(c.Team, "F"); err != nil {
			return err
		}
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	for _, o := range old {
		if err := store.FollowUps.Delete(u.Tx, kv.Key(o.Team, o.ID)); err != nil {
			return err
		}
	}
	return u.replan(c.Rep)
}

// renewed is an old follow-up after its note was edited: what people did to
// it stays, what the note says is taken over unless somebody edited it here.
func renewed(old, read followup.FollowUp) followup.FollowUp {
	edited := slices.ContainsFunc(old.Changes, func(c followup.Change) bool { return c.What == "edited" })
	old.Quote, old.Customer = read.Quote, read.Customer
	if !edited {
		old.Action, old.Due, old.DueTime, old.DuePhrase = read.Action, read.Due, read.DueTime, read.DuePhrase
	}
	return old
}

func (u *unit) followUpsOf(c *store.Call) ([]followup.FollowUp, error) {
	return store.Collect(store.FollowUps.By(u.Tx, store.FollowUpsByCall, store.TeamPrefix(c.Team, c.ID)))
}

// followUp is the follow-up of a promise; the rep is reminded of all of them,
// also of what colleagues and the customer owe.
func followUp(c *store.Call, rep *store.Person, p analyze.Promise) followup.FollowUp {
	f := followup.FollowUp{
		Team: c.Team, Owner: c.Rep, Side: p.Side, Customer: c.Customer, Call: c.ID,
		Action: p.Action, Quote: p.Quote, Strength: p.Strength, Made: c.At, State: followup.Open,
	}
	if p.Due != nil {
		f.Due, _ = when.ParseDate(*p.Due)
	}
	if p.DueTime != nil {
		f.DueTime = *p.DueTime
	}
	if p.DuePhrase != nil {
		f.DuePhrase = *p.DuePhrase
	}
	if p.Owner != nil && !rep.Called(*p.Owner) {
		f.Who = *p.Owner
	}
	return f
}

// attach adds what a call with a known customer tells of that customer:
// contact, facts, and promises that it reports kept.
func (u *unit) attach(c *store.Call) error {
	if c.Customer == "" {
		return nil
	}
	customer, err := must(store.Customers, u.Tx, kv.Key(c.Team, c.Customer))
	if err != nil {
		return err
	}
	customer.Met(memory.Contact{At: c.At, By: c.Rep, Call: c.ID})
	if err := store.Customers.Put(u.Tx, &customer); err != nil {
		return err
	}
	if err := u.learn(c); err != nil {
		return err
	}
	return u.settle(c)
}

// learn merges the facts of a call into what is known.
func (u *unit) learn(c *store.Call) error {
	known, err := store.Collect(store.Facts.Scan(u.Tx, store.TeamPrefix(c.Team, c.Customer)))
	if err != nil {
		return err
	}
	for _, a := range c.Report.Facts {
		f := memory.Fact{Team: c.Team, Customer: c.Customer, Kind: a.Kind, About: a.About, Text: a.Text,
			Quotes: []memory.Quote{{Words: a.Quote, Text: a.Text, At: c.At, By: c.Rep, Call: c.ID}}}
		if i := memory.Merge(known, f); i >= 0 {
			known[i].Add(f.Quotes...)
			f = known[i]
		} else {
			if f.ID, err = u.NextID(c.Team, "M"); err != nil {
				return err
			}
			known = append(known, f)
		}
		if err := store.Facts.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return nil
}

// settle closes the rep's open promises to this customer that the call
// reports kept. Only a sure match counts; a click undoes it.
func (u *unit) settle(c *store.Call) error {
	open, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(c.Team, c.Customer)))
	if err != nil {
		return err
	}
	open = slices.DeleteFunc(open, func(f followup.FollowUp) bool { return f.Owner != c.Rep || f.Call == c.ID || f.Made.After(c.At) })
	for _, s := range c.Report.Settled {
		i := followup.Match(open, s.Action+" "+s.Quote)
		if i < 0 {
			continue
		}
		f := open[i]
		f.Finish(u.now, "heed", "as your note says")
		f.SettledBy = c.ID
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
		open = slices.Delete(open, i, i+1)
	}
	return u.replan(c.Rep)
}

// withdraw takes back what an earlier version of a call told of its customer;
// promises are dealt with by promises, which keeps what people did to them.
func (u *unit) withdraw(c *store.Call) error {
	if c.Customer == "" {
		return nil
	}
	if customer, ok, err := store.Customers.Get(u.Tx, kv.Key(c.Team, c.Customer)); err != nil {
		return err
	} else if ok {
		customer.Forget(c.ID)
		if err := store.Customers.Put(u.Tx, &customer); err != nil {
			return err
		}
	}
	facts, err := store.Collect(store.Facts.By(u.Tx, store.FactsByCall, store.TeamPrefix(c.Team, c.ID)))
	if err != nil {
		return err
	}
	for _, f := range facts {
		if f.Without(c.ID) {
			err = store.Facts.Put(u.Tx, &f)
		} else {
			err = store.Facts.Delete(u.Tx, kv.Key(f.Team, f.Customer, f.ID))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// coachOn posts the coaching message of a call, or redraws it after an edit.
func (u *unit) coachOn(c *store.Call) error {
	m, err := u.feedback(c)
	if err != nil {
		return err
	}
	if c.Revision > 0 {
		return u.put(store.Effect{Key: replyKey(u.ev, "redraw/"+c.ID), Kind: store.Update, User: c.Rep, Ref: c.Feedback(), Message: &m, Customer: c.Customer})
	}
	return u.put(store.Effect{Key: c.Feedback(), Kind: store.Post, User: c.Rep, Message: &m, Customer: c.Customer})
}

// feedback is the coaching message of a call as it stands now.
func (u *unit) feedback(c *store.Call) (m message.Message, err error) {
	f := voice.Feedback{Call: c.ID, Candidate: c.Named, Report: &c.Report, Lines: c.Lines, Minutes: c.Minutes, Welcome: c.Welcome, Thin: c.NotRight != ""}
	loc, err := u.zone(c.Rep)
	if err != nil {
		return m, err
	}
	f.Today = when.DateOf(u.now.In(loc))
	if f.Customer, err = u.customerName(c.Customer); err != nil {
		return m, err
	}
	if f.FollowUps, err = u.followUpsOf(c); err != nil {
		return m, err
	}
	if f.Settled, err = u.settledBy(c); err != nil {
		return m, err
	}
	if c.Customer == "" {
		if f.Choices, err = u.customerChoices(c.Named); err != nil {
			return m, err
		}
	}
	pick, err := u.pick(c)
	if err != nil {
		return m, err
	}
	f.Praise, f.Try = pick.Praise, pick.Try
	if f.Trend, err = u.trend(c); err != nil {
		return m, err
	}
	return f.Message(), nil
}

// trendCalls is how many of the rep's own earlier calls of the type a new one
// is compared with.
const trendCalls = 5

func (u *unit) trend(c *store.Call) (*voice.Trend, error) {
	if c.Report.Measures.TalkShare == nil {
		return nil, nil
	}
	t := voice.Trend{}
	r := kv.Range{Prefix: kv.Key(c.Team, c.Rep) + "/", To: kv.Key(c.Team, c.Rep, kv.Stamp(c.At)), Reverse: true, Limit: 40}
	for o, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return nil, err
		}
		if s := o.Report.Measures.TalkShare; o.ID != c.ID && o.Report.Type == c.Report.Type && s != nil && t.Calls < trendCalls {
			t.TalkShare += *s
			t.Calls++
		}
	}
	if t.Calls == 0 {
		return nil, nil
	}
	t.TalkShare /= float64(t.Calls)
	return &t, nil
}

// unclaimed asks the person who had the channel watched whose call a
// recorder's transcript is.
func (u *unit) unclaimed(r reading) error {
	w, ok, err := store.Watches.Get(u.Tx, kv.Key(u.ev.Team, u.ev.Channel))
	if err != nil || !ok || r.read.Kind != call.Transcript {
		return err
	}
	names := make([]string, 0, len(r.read.Speakers))
	for _, s := range r.read.Speakers {
		names = append(names, s.Name)
	}
	return u.tell("unclaimed/"+r.file, w.By, voice.Unclaimed(u.ev.Channel, names))
}

// settledBy are the follow-ups that a call reported done.
func (u *unit) settledBy(c *store.Call) ([]followup.FollowUp, error) {
	return store.Collect(store.FollowUps.By(u.Tx, store.SettledByCall, store.TeamPrefix(c.Team, c.ID)))
}
