package coach

import (
	"cmp"
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/pick"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Everybody's own week, and the team's for managers, are told in the one
// message of a working morning after the week is over (followup.Extra), once a
// week and only where there is something to tell. The weeks are the digest's.

// weekKept is for how long after a week's end it is worth telling of.
const weekKept = 5 * 24 * time.Hour

// extrasOf are what waits for a message to somebody besides promises and
// customers.
func (u *unit) extrasOf(p *store.Person, ws *store.Workspace, who followup.Person) ([]followup.Extra, error) {
	if p.Paused || p.Guest || p.Bot {
		return nil, nil
	}
	var out []followup.Extra
	if !p.NoWeekly {
		x, ok, err := u.weekFor(p, ws, who)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, x)
		}
	}
	x, ok, err := u.questionFor(p.ID)
	if ok {
		out = append(out, x)
	}
	return out, err
}

// weekFor is the week that somebody is to be told of: the last that is over,
// or else the one that runs.
func (u *unit) weekFor(p *store.Person, ws *store.Workspace, who followup.Person) (x followup.Extra, ok bool, err error) {
	last, err := ws.Digest.Latest(u.now)
	if err != nil {
		return x, false, nil // the digest's own step says what is wrong with its zone
	}
	if x = extraOf(last, who); u.now.Before(x.Until) {
		told, err := u.toldOf(p.ID, last)
		if err != nil {
			return x, false, err
		}
		if !told {
			if ok, err = u.tells(p, ws, last, x); err != nil || ok {
				return x, ok, err
			}
		}
	}
	next, err := ws.Digest.Latest(last.To.AddDate(0, 0, 7))
	if err != nil {
		return x, false, err
	}
	return extraOf(next, who), u.calledIn(p.ID, next), nil
}

func extraOf(w digest.Window, who followup.Person) followup.Extra {
	return followup.Extra{Reason: followup.OwnWeek, ID: w.Label, From: who.MorningAfter(w.To), Until: w.To.Add(weekKept)}
}

// tells reports whether there is something to tell of a week: before its time
// comes, whether there may be.
func (u *unit) tells(p *store.Person, ws *store.Workspace, w digest.Window, x followup.Extra) (bool, error) {
	if x.From.After(u.now) {
		return u.calledIn(p.ID, w) || ws.Manages(p), nil
	}
	parts, _, err := u.weekParts(p, ws, w, &store.Nudged{User: p.ID, Day: when.DateOf(u.now.In(p.Location()))})
	return len(parts) > 0, err
}

// calledIn reports whether somebody had a call in a week.
func (u *unit) calledIn(user string, w digest.Window) bool {
	r := u.callsIn(user, w.From, w.To)
	r.Limit = 1
	for range u.Scan(store.CallsByRep, r) {
		return true
	}
	return false
}

// callsIn is the range of somebody's calls of a time, the latest first.
func (u *unit) callsIn(user string, from, to time.Time) kv.Range {
	r := store.TeamPrefix(u.ev.Team, user)
	r.From, r.To, r.Reverse = kv.Key(u.ev.Team, user, kv.Stamp(from)), kv.Key(u.ev.Team, user, kv.Stamp(to)), true
	return r
}

// toldOf reports whether somebody was told of a week.
func (u *unit) toldOf(user string, w digest.Window) (bool, error) {
	day := when.DateOf(w.To)
	r := store.TeamPrefix(u.ev.Team, user)
	r.From, r.To = kv.Key(u.ev.Team, user, day.AddDays(-1).String()), kv.Key(u.ev.Team, user, day.AddDays(8).String())
	for n, err := range store.Nudges.Scan(u.Tx, r) {
		if err != nil || n.Week == w.Label && !n.Unsent {
			return err == nil, err
		}
	}
	return false, nil
}

// weekParts are somebody's own week and, of a manager, the team's, as they
// stand in a message: in one that was not sent yet only what is worth it.
func (u *unit) weekParts(p *store.Person, ws *store.Workspace, w digest.Window, n *store.Nudged) (parts []voice.Part, about []string, err error) {
	own, about, err := u.ownWeek(p, w, n)
	if err != nil {
		return nil, nil, err
	}
	if !own.Empty() || n.Week != "" && own.Calls+own.Notes > 0 {
		parts = append(parts, own.Part())
	}
	if !ws.Manages(p) {
		return parts, about, nil
	}
	team, of, err := u.teamView(w)
	if err != nil {
		return nil, nil, err
	}
	shared, err := u.sharedWith(&team, w.From)
	if err != nil {
		return nil, nil, err
	}
	sheet := ""
	if len(parts) == 0 {
		sheet = "nudge/" + n.Day.String()
	}
	if t, ok := team.WeekPart(of, sheet); ok {
		parts, about = append(parts, t), append(about, shared...)
	}
	return parts, about, nil
}

// weekIn are the parts of a message that was sent to tell of a week.
func (u *unit) weekIn(n *store.Nudged) ([]voice.Part, []string, error) {
	ws, err := u.workspace()
	if err != nil {
		return nil, nil, err
	}
	p, ok, err := store.People.Get(u.Tx, kv.Key(n.Team, n.User))
	if err != nil || !ok {
		return nil, nil, err
	}
	w, err := ws.Digest.Latest(n.At)
	if err != nil || w.Label != n.Week {
		return nil, nil, err // the digest comes at another time now
	}
	return u.weekParts(&p, &ws, w, n)
}

// ownWeek is what a week of somebody's held, for the message that tells it.
func (u *unit) ownWeek(p *store.Person, w digest.Window, n *store.Nudged) (x voice.Week, about []string, err error) {
	x = voice.Week{Number: w.Week, Sheet: "nudge/" + n.Day.String(), Today: when.DateOf(u.now.In(p.Location()))}
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByRep, u.callsIn(p.ID, w.From, w.To)))
	if err != nil || len(calls) == 0 {
		return x, nil, err
	}
	calls = conversations(calls)
	if x.Wins, about, err = u.wins(p, calls); err != nil {
		return x, nil, err
	}
	earlier := u.callsIn(p.ID, time.Time{}, w.From)
	earlier.Limit = looksBack
	before, err := store.Collect(store.Calls.By(u.Tx, store.CallsByRep, earlier))
	if err != nil {
		return x, nil, err
	}
	for _, k := range kindsOfCall() {
		if y, ok := weekTrend(k, calls, before); ok {
			x.Trend = append(x.Trend, y)
		}
	}
	for i := range calls {
		if calls[i].Report.Kind == call.Note {
			x.Notes++
		} else {
			x.Calls++
		}
	}
	if x.Me, _, err = u.meOf(p); err != nil {
		return x, nil, err
	}
	if x.Me.Focus == "" && !x.Me.Off {
		x.Suggest, x.Missing = pick.Common(tries(calls, &p.Coaching))
		x.Of = len(calls)
	}
	ahead, err := u.promisesOf(&x, p, w, n)
	return x, append(about, ahead...), err
}

// conversations are calls without further records of one conversation.
func conversations(calls []store.Call) []store.Call {
	seen := map[string]bool{}
	return slices.DeleteFunc(calls, func(c store.Call) bool {
		twice := seen[c.Conversation()]
		seen[c.Conversation()] = true
		return twice
	})
}

// promisesOf adds what was kept in a week, and what is to be kept in the next
// days but those that stand in the message anyway.
func (u *unit) promisesOf(x *voice.Week, p *store.Person, w digest.Window, n *store.Nudged) (about []string, err error) {
	r := store.TeamPrefix(p.Team, p.ID)
	r.From, r.To = kv.Key(p.Team, p.ID, kv.Stamp(w.From)), kv.Key(p.Team, p.ID, kv.Stamp(w.To))
	for f, err := range store.FollowUps.By(u.Tx, store.SettledByOwner, r) {
		if err != nil {
			return nil, err
		}
		if f.State == followup.Done && f.Mine() {
			x.Kept++
			if f.KeptOnTime(p.Location()) {
				x.OnTime++
			}
		}
	}
	open, err := u.openOf(p.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range open {
		if f.Mine() && f.Due.After(n.Day) && !f.Due.After(n.Day.AddDays(7)) && !slices.Contains(n.IDs(), f.ID) {
			x.Ahead = append(x.Ahead, f)
			about = append(about, f.Customer)
		}
	}
	followup.Sort(x.Ahead)
	x.Names, err = u.customerNames(about)
	return about, err
}

// politeness is praise that is worth telling where there is no other.
var politeness = []string{"next_step", "thanks"}

// wins are the calls with the best that was praised in them, each of another
// kind, and none that the rep took back.
func (u *unit) wins(p *store.Person, calls []store.Call) (out []voice.Feedback, about []string, err error) {
	for i := range calls {
		c := unpacked(&calls[i])
		if err := u.recalled(c); err != nil {
			return nil, nil, err
		}
		f := pick.Find(&c.Report, c.Pick.Praise)
		if f == nil || c.Customer == "" || p.Coaching.Has(c.ID, c.Pick.Praise) { // words are kept under a customer's key
			continue
		}
		x := voice.Feedback{Call: c.ID, Report: &c.Report, Praise: f, Nth: c.Nth}
		if x.Customer, err = u.customerName(c.Customer); err != nil {
			return nil, nil, err
		}
		out, about = append(out, x), append(about, c.Customer)
	}
	slices.SortStableFunc(out, func(a, b voice.Feedback) int {
		return cmp.Compare(pick.Place(a.Praise), pick.Place(b.Praise))
	})
	seen := map[string]bool{}
	out = slices.DeleteFunc(out, func(f voice.Feedback) bool {
		less := len(seen) > 0 && slices.Contains(politeness, f.Praise.ID) || seen[f.Praise.ID]
		seen[f.Praise.ID] = true
		return less
	})
	return out, about, nil
}

// tries are what the rep was told to try in calls, one of each, without what
// they took back.
func tries(calls []store.Call, rec *pick.Record) (out []*analyze.Finding) {
	for i := range calls {
		c := &calls[i]
		if f := pick.Find(&c.Report, c.Pick.Try); f != nil && !rec.Has(c.ID, c.Pick.Try) {
			out = append(out, f)
		}
	}
	return out
}

// weekTrend is what calls of a kind had in common in a week, beside the latest
// before it; ok is false where nothing is claimed.
func weekTrend(k kindOfCall, week, before []store.Call) (x voice.Usual, ok bool) {
	now, was := k.of(week), k.of(before)
	x = means(k.Usual, now)
	if x.TalkShare == nil && x.SelfTalk == nil {
		return x, false
	}
	if was = was[:min(len(was), 2*trendCalls)]; len(was) >= fewestBefore {
		b := means(voice.Usual{}, was)
		x.Before = &b
	}
	return x, true
}

// toldWeek is a call of somebody whose week they may have been told of.
type toldWeek struct {
	user string
	call string
	at   time.Time
}

// touchWeek has the message that told of a call's week drawn anew at the end
// of the unit of work.
func (u *unit) touchWeek(c *store.Call) {
	if t := (toldWeek{c.Rep, c.ID, c.At}); !slices.Contains(u.weeks, t) {
		u.weeks = append(u.weeks, t)
	}
}

func (u *unit) renewWeeks() error {
	if len(u.weeks) == 0 {
		return nil
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	actor := u.ev.User
	defer func() { u.ev.User = actor }()
	drawn := map[string]bool{}
	for _, t := range u.weeks {
		day := when.DateOf(t.at)
		r := store.TeamPrefix(u.ev.Team, t.user)
		r.From, r.To = kv.Key(u.ev.Team, t.user, day.AddDays(-1).String()), kv.Key(u.ev.Team, t.user, day.AddDays(15).String())
		told, err := gather(store.Nudges.Scan(u.Tx, r), func(n store.Nudged) bool { return (n.Week != "" || n.Ask == t.call) && !n.Unsent })
		if err != nil {
			return err
		}
		for _, n := range told {
			w, err := ws.Digest.Latest(n.At)
			if err != nil || drawn[n.Key()] || n.Ask != t.call && (t.at.Before(w.From) || !t.at.Before(w.To)) {
				continue
			}
			drawn[n.Key()] = true
			u.ev.User = t.user
			if err := u.tellWeekAnew(&n); err != nil {
				return err
			}
		}
	}
	u.weeks = nil
	return nil
}

// tellWeekAnew draws a message of a morning anew; one that still waits to be
// sent is called back, and comes again.
func (u *unit) tellWeekAnew(n *store.Nudged) error {
	e, ok, err := u.Effect(n.Key())
	switch {
	case err != nil || !ok || e.State == store.Failed || e.State == store.Dropped:
		return err
	case e.State == store.Pending:
		if err := u.cancelNudge(n.User, "the week in it has changed"); err != nil {
			return err
		}
		return u.replan(n.User)
	}
	p, err := u.bundle(n)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{Key: replyKey(u.ev, "week/"+n.User+"/"+n.Day.String()), Kind: store.Update, User: n.User, Ref: n.Key(), Message: &p.Message}, p.about))
}

// weekClick is a button of that part of the message.
func (u *unit) weekClick(verb, _ string) error {
	if verb != "off" {
		return u.oldButton()
	}
	return u.changeOwn(setting.Messages, map[string]string{"weekly": "off"}, voice.WeeklyOff())
}
