package coach

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/call"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/outbox"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// The simulation: two hundred reps in twelve zones live through ninety days
// over the changes of the clocks, with notes, clicks, answers in words, days
// off, paused notifications, restarts, a Heed that is down for two days and a
// Slack that is out of reach for one. HEED_SEED plays one again.
const (
	simDays   = 90
	simStep   = 30 * time.Minute
	downFrom  = 43 // days
	downFor   = 2
	slackFrom = 60
)

var simWeeks = digest.Schedule{Weekday: time.Friday, Hour: 15, Zone: "UTC"}

var simZones = []string{
	"Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata",
	"Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "Africa/Nairobi", "Asia/Dubai", "America/St_Johns",
}

// rep is one person, with what the test itself knows of them: whether they
// may be nudged is worked out here once more, in other words than the rules'.
type rep struct {
	id    string
	loc   *time.Location
	hours followup.Hours
	away  []followup.Span
	last  when.Date            // of their latest nudge
	weeks map[string]when.Date // label of each week that they were told of → day
	shown []string             // promises of it
	n     int                  // of promises
}

type simulation struct {
	*world
	rnd     *rand.Rand
	seed    uint64
	reps    []*rep
	byID    map[string]*rep
	start   time.Time
	runner  *outbox.Runner
	slackUp bool
	said    map[string]when.Date // promise → day it was nudged last
	holiday func(when.Date) bool
	nudges  int
	alone   int // of them with a week, and nothing else
	settled int
	limits  int // promises checked against their limit
}

func TestPromisesAreKept(t *testing.T) {
	t.Parallel()
	reps := 200
	if testing.Short() || raced {
		reps = 24
	}
	// The same ninety days every time, so that nobody's change fails for what
	// another one brought in; HEED_SEED plays others.
	seed := uint64(1)
	if s := os.Getenv("HEED_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	s := newSimulation(t, seed, reps)
	for s.now.Before(s.start.AddDate(0, 0, simDays)) {
		s.step()
	}
	t.Logf("seed %d: %d nudges about %d promises, %d of them settled, limits looked at %d times", seed, s.nudges, len(s.said), s.settled, s.limits)
	weeks, alone := s.weeksTold()
	t.Logf("%d weeks were told of, %d of them in a message of their own", weeks, alone)
	if s.nudges < 5*reps || s.settled < reps || s.limits < reps || weeks < reps || alone == 0 && reps > 100 {
		t.Errorf("seed %d: too little happened to prove anything", seed)
	}
	if err := s.s.Check(t.Context()); err != nil {
		t.Errorf("seed %d: %v", seed, err)
	}
}

func newSimulation(t *testing.T, seed uint64, n int) *simulation {
	s := &simulation{
		world: newWorld(t), rnd: rand.New(rand.NewPCG(seed, 5)), seed: seed, byID: map[string]*rep{},
		said: map[string]when.Date{}, slackUp: true, start: time.Date(2026, 9, 14, 0, 0, 0, 0, time.UTC),
	}
	s.now, s.quiet = s.start, map[string]time.Time{}
	h := followup.Holidays{"5 Oct", "25 Nov to 26 Nov"}
	s.holiday = h.Calendar(true)
	s.update(func(tx *store.Tx) error {
		ws := store.Workspace{Team: "T1", Holidays: h, DayFirst: true, DatesSet: true, DigestBy: "UADMIN", Digest: simWeeks}
		return store.Workspaces.Put(tx, &ws)
	})
	for i := range n {
		r := &rep{id: fmt.Sprintf("U%03d", i), loc: zoneOf(t, simZones[i%len(simZones)]), weeks: map[string]when.Date{}, hours: followup.DefaultHours()}
		p := store.Person{Team: "T1", ID: r.id, Name: "rep" + r.id, RealName: "Rep " + r.id, Zone: r.loc.String(), Met: s.start, Checked: s.start.AddDate(1, 0, 0)}
		if i%5 == 0 {
			r.hours = followup.Hours{Start: 7 + s.rnd.IntN(5), End: 15 + s.rnd.IntN(5), Days: []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday}}
			p.Hours = &r.hours
		}
		s.reps, s.byID[r.id] = append(s.reps, r), r
		s.update(func(tx *store.Tx) error { return store.People.Put(tx, &p) })
	}
	s.restart()
	return s
}

func zoneOf(t *testing.T, name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// restart is a process that dies and comes back: all that is in memory is new.
func (s *simulation) restart() {
	st, err := store.Open(s.t.Context(), s.db, store.Options{Now: s.now})
	if err != nil {
		s.fail("opening: %v", err)
	}
	s.s, s.c = st, New(Options{Store: st, Slack: s, Log: zerolog.Nop(), Companies: []string{"Ledgerline"}})
	s.runner = &outbox.Runner{Store: st, Sender: s, OnFailed: s.c.Failed}
}

func (s *simulation) fail(format string, a ...any) {
	s.t.Helper()
	s.t.Fatalf("HEED_SEED=%d, %s: %s", s.seed, s.now.Format(time.RFC3339), fmt.Sprintf(format, a...))
}

// down reports whether Heed isn't running.
func (s *simulation) down() bool {
	d := s.now.Sub(s.start) / (24 * time.Hour)
	return d >= downFrom && d < downFrom+downFor
}

func (s *simulation) step() {
	day := s.now.Sub(s.start) / (24 * time.Hour)
	// Every Thursday forenoon Slack takes nothing either: messages wait while
	// people go on answering.
	s.slackUp = day != slackFrom && (s.now.Weekday() != time.Thursday || s.now.Hour() < 6 || s.now.Hour() > 11)
	if !s.down() {
		if s.rnd.IntN(400) == 0 {
			s.restart()
		}
		for range s.many() {
			s.happens(s.reps[s.rnd.IntN(len(s.reps))])
		}
		if _, err := s.c.Tick(s.t.Context(), s.now); err != nil {
			s.fail("tick: %v", err)
		}
		if _, _, err := s.runner.Drain(s.t.Context(), s.now); err != nil {
			s.fail("sending: %v", err)
		}
		if _, err := s.s.Sweep(s.t.Context(), s.now); s.now.Hour() == 0 && err != nil {
			s.fail("sweeping: %v", err)
		}
		if s.now.Minute() == 0 && s.now.Hour() == 5 && s.now.YearDay()%2 == 0 {
			s.forgotten()
		}
	}
	s.now = s.now.Add(simStep)
}

// many is how many things happen in one step: some fifty a rep in all.
func (s *simulation) many() int {
	const steps = int(simDays * 24 * time.Hour / simStep)
	each := 50 * len(s.reps)
	n := each / steps
	if s.rnd.IntN(steps) < each%steps {
		n++
	}
	return n
}

var simThings = strings.Fields(`pricing invoice agenda timeline roster brochure certificate catalogue sample drawing warranty manual minutes
	permit checklist passport schedule voucher datasheet licence`)

// happens is one thing that somebody does.
func (s *simulation) happens(r *rep) {
	switch k := s.rnd.IntN(100); {
	case k < 24:
		s.promise(r)
	case k < 27:
		s.note(r)
	case k < 45 && len(r.shown) > 0:
		verb := []string{"done", "done", "tomorrow", "nextweek", "notpromise", "undo"}[s.rnd.IntN(6)]
		s.does(click(r.id, "followup."+verb, r.shown[s.rnd.IntN(len(r.shown))]+"@nudge/"+r.last.String()))
	case k < 70 && len(r.shown) > 0:
		s.does(dm(r.id, s.answer(r)))
	case k < 72:
		s.quiet[r.id] = s.now.Add(time.Duration(1+s.rnd.IntN(5)) * simStep)
	case k >= 96: // enough for a week to be worth telling
		s.note(r)
		s.note(r)
	case k < 73 && len(r.away) < 3:
		from := when.DateOf(s.now.In(r.loc)).AddDays(1 + s.rnd.IntN(20))
		span := followup.Span{From: from, To: from.AddDays(s.rnd.IntN(9))}
		r.away = append(r.away, span)
		s.does(slash(r.id, "away "+span.From.String()+" to "+span.To.String()))
	}
}

func (s *simulation) does(ev Event) {
	ev.TS = fmt.Sprintf("%d.%06d", s.now.Unix(), s.events)
	if err := s.try(ev); err != nil {
		s.fail("%s %q of %s: %v", ev.Kind, ev.Text+ev.Value, ev.User, err)
	}
}

// answer is something a rep may write to the last nudge.
func (s *simulation) answer(r *rep) string {
	words := func(id string) string {
		f := s.promised(id)
		return strings.TrimPrefix(f.Action, "send the ")
	}
	one := r.shown[s.rnd.IntN(len(r.shown))]
	switch s.rnd.IntN(12) {
	case 0:
		return "done"
	case 1:
		return "all done"
	case 2:
		return "snooze all until next week"
	case 3:
		return words(one) + " doen"
	case 4:
		return "move " + words(one) + " to Friday"
	case 5:
		return "sent the " + words(one) + " yesterday, rest tomorrow"
	case 6:
		return "drop the " + words(one)
	case 7:
		return "on it"
	case 8:
		return "the " + words(one) + " isn't mine, <@" + s.reps[s.rnd.IntN(len(s.reps))].id + "> has it"
	case 9:
		return "later"
	case 10:
		return "what was that again?"
	}
	return "ok thanks"
}

// promise is one made without a note, which takes less time to simulate.
func (s *simulation) promise(r *rep) {
	r.n++
	f := followup.FollowUp{
		ID: fmt.Sprintf("F-%s%d", r.id[1:], r.n), Team: "T1", Owner: r.id, Side: call.Rep, Made: s.now, State: followup.Open,
		Action: "send the " + simThings[s.rnd.IntN(len(simThings))] + " " + strconv.Itoa(r.n),
	}
	if s.rnd.IntN(4) > 0 {
		f.Due = when.DateOf(s.now.In(r.loc)).AddDays(s.rnd.IntN(15))
	}
	switch s.rnd.IntN(10) {
	case 0:
		f.Side = call.Customer
	case 1:
		f.Action = strings.Replace(f.Action, "send", "prepare", 1)
	}
	s.update(func(tx *store.Tx) error {
		if err := store.FollowUps.Put(tx, &f); err != nil {
			return err
		}
		return (&unit{Tx: tx, ev: Event{Team: "T1"}, now: s.now, coach: s.c}).replan(r.id)
	})
}

func (s *simulation) note(r *rep) {
	ev := dm(r.id, fmt.Sprintf("Call with Customer %c%c Ltd, Hanna Lund\n- they lose two hours a day to double booking, number %d, \"our Mondays are gone\"\n- I'll send the plan %d on %s",
		'A'+s.rnd.IntN(20), 'a'+s.rnd.IntN(20), s.events, s.events, []string{"Monday", "Thursday", "Sunday"}[s.rnd.IntN(3)]))
	s.does(ev)
}

// Send is Slack: it sees every message, and is out of reach for a day.
func (s *simulation) Send(_ context.Context, e store.Effect) (outbox.Receipt, error) {
	if !s.slackUp {
		return outbox.Receipt{}, &outbox.Error{Class: outbox.Retry, Err: errors.New("no connection")}
	}
	if strings.Contains(e.Key, "/nudge/") && e.Kind == store.Post {
		s.nudged(e)
	}
	if strings.Contains(e.Key, "/offer/") && e.Kind == store.Post {
		if verb := []string{"accept", "decline", ""}[s.rnd.IntN(3)]; verb != "" {
			id := strings.Split(e.Key, "/")[2]
			ev := click(e.User, "offer."+verb, id)
			defer s.does(ev)
		}
	}
	return outbox.Receipt{Channel: "D" + strings.TrimPrefix(e.User, "U"), TS: fmt.Sprintf("%d.%06d", s.now.Unix(), e.Seq)}, nil
}

func (s *simulation) Look(context.Context, store.Effect) (outbox.Receipt, bool, error) {
	return outbox.Receipt{}, false, nil
}

// works reports whether somebody works on a day.
func (s *simulation) works(r *rep, d when.Date) bool {
	ok := false
	for _, w := range r.hours.Days {
		ok = ok || w == d.Weekday()
	}
	for _, a := range r.away {
		ok = ok && (d.Before(a.From) || d.After(a.To))
	}
	return ok && !s.holiday(d)
}

// nudged checks a nudge at the moment at which it is sent.
func (s *simulation) nudged(e store.Effect) {
	r := s.byID[e.User]
	local := s.now.In(r.loc)
	today := when.DateOf(local)
	var n store.Nudged
	s.view(func(tx *store.Tx) error {
		var err error
		n, _, err = store.Nudges.Get(tx, kv.Key("T1", r.id, today.String()))
		return err
	})
	s.nudges++
	switch {
	case !s.works(r, today):
		s.fail("%s was nudged on a day off, %s", r.id, local)
	case local.Hour() < r.hours.Start || local.Hour() >= r.hours.End:
		s.fail("%s was nudged outside of %s, at %s", r.id, r.hours, local)
	case s.now.Before(s.quiet[r.id]) && s.now.Sub(e.Created) < simStep:
		s.fail("%s was nudged at %s, not to be disturbed until %s", r.id, local, s.quiet[r.id].In(r.loc))
	case r.last == today:
		s.fail("%s was nudged twice on %s", r.id, today)
	case n.Key() != e.Key:
		s.fail("%s got %s, and %s is noted", r.id, e.Key, n.Key())
	}
	if n.Week != "" {
		s.toldWeek(r, &n, today)
	}
	r.last, r.shown = today, nil
	for i, it := range n.Items {
		f := s.promised(it.ID)
		switch {
		case i >= followup.Shown:
			continue
		case f.State != followup.Open || f.Owner != r.id:
			s.fail("%s was nudged about %s, which is %s and %s's", r.id, f.ID, f.State, f.Owner)
		case f.Touched().After(e.Created):
			s.fail("%s was nudged about %s, which was touched at %s", r.id, f.ID, f.Touched())
		case s.said[f.ID] == today:
			s.fail("%s was nudged about %s twice on %s", r.id, f.ID, today)
		case f.Nudges > 3:
			s.fail("%s was nudged about %s for the %d. time without an answer", r.id, f.ID, f.Nudges)
		case f.Snoozed.After(today):
			s.fail("%s was nudged about %s, which sleeps until %s", r.id, f.ID, f.Snoozed)
		}
		s.said[f.ID] = today
		r.shown = append(r.shown, f.ID)
	}
}

// toldWeek checks a week at the moment at which somebody is told of it.
func (s *simulation) toldWeek(r *rep, n *store.Nudged, today when.Date) {
	if len(n.Items)+len(n.Touches) == 0 {
		s.alone++
	}
	w := s.week(s.now)
	over := when.DateOf(w.To.In(r.loc))
	switch on, twice := r.weeks[n.Week]; {
	case twice:
		s.fail("%s was told of %s on %s and on %s", r.id, n.Week, on, today)
	case n.Week != w.Label:
		s.fail("%s was told of %s, the last that is over is %s", r.id, n.Week, w.Label)
	case today.Before(over) || today == over && w.To.In(r.loc).Hour() >= r.hours.Start:
		s.fail("%s was told of %s at %s, which is no morning after it", r.id, n.Week, s.now.In(r.loc))
	}
	r.weeks[n.Week] = today
}

// week is the last that is over at a time.
func (s *simulation) week(at time.Time) digest.Window {
	w, err := simWeeks.Latest(at)
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}

// weeksTold counts the weeks that were told of, and fails for one that was
// not, though its rep had two calls and worked for two days in time.
func (s *simulation) weeksTold() (told, alone int) {
	calls := map[string]int{}
	for _, c := range all(s.world, store.Calls) {
		w := s.week(c.At.AddDate(0, 0, 7))
		calls[c.Rep+" "+w.Label]++
	}
	for _, r := range s.reps {
		told += len(r.weeks)
		for w := s.week(s.now.AddDate(0, 0, -7)); w.From.After(s.start); w = w.Before(1) {
			days := 0
			for d := when.DateOf(w.To.In(r.loc)).AddDays(1); d.In(r.loc, r.hours.End, 0).Before(w.To.Add(weekKept)); d = d.AddDays(1) {
				out := d.In(time.UTC, 0, 0).Sub(s.start) / (24 * time.Hour)
				if s.works(r, d) && d.Weekday() != time.Thursday && (out < downFrom-1 || out > downFrom+downFor) && (out < slackFrom-1 || out > slackFrom+1) {
					days++
				}
			}
			if _, was := r.weeks[w.Label]; !was && calls[r.id+" "+w.Label] > 1 && days > 1 {
				s.fail("%s had %d calls in %s, and was not told of it", r.id, calls[r.id+" "+w.Label], w.Label)
			}
		}
	}
	return told, s.alone
}

// forgotten looks for promises that are more than a working day past due, or
// past their last change, and were not brought up.
func (s *simulation) forgotten() {
	s.settled = 0
	for _, f := range all(s.world, store.FollowUps) {
		if f.State != followup.Open {
			s.settled++
			continue
		}
		r := s.byID[f.Owner]
		if f.Due.IsZero() || f.Side == call.Customer {
			continue
		}
		day := f.Due
		for _, later := range []when.Date{f.Snoozed, when.DateOf(f.Touched().In(r.loc)).AddDays(1)} {
			if later.After(day) {
				day = later
			}
		}
		limit := s.workday(r, s.workday(r, day).AddDays(1))                                   // the day itself, and one more
		if c := len(f.Changes); c > 0 && f.Changes[c-1].What == "kept" && f.Undone.IsZero() { // "on it" buys a day
			limit = s.workday(r, limit.AddDays(1))
		}
		s.limits++
		if today := when.DateOf(s.now.In(r.loc)); !today.After(s.afterOutages(r, limit)) {
			continue
		}
		if first := s.before(r, f.Due); f.Nudges == 0 || f.LastSaid.Before(first) {
			p := s.personOf(r.id)
			s.fail("%s of %s, due %s, snoozed %s, touched %s, was not brought up by %s (said %s, %d times); looked at next at %s",
				f.ID, r.id, f.Due, f.Snoozed, f.Touched().In(r.loc), limit, f.LastSaid, f.Nudges, p.NudgeAt.In(r.loc))
		}
	}
}

// workday is the first working day of somebody from d on, before the last.
func (s *simulation) workday(r *rep, d when.Date) when.Date {
	for !s.works(r, d) {
		d = d.AddDays(1)
	}
	return d
}

func (s *simulation) before(r *rep, d when.Date) when.Date {
	for !s.works(r, d) {
		d = d.AddDays(-1)
	}
	return d
}

// afterOutages moves a limit that lies in an outage, or on the day after it,
// to two working days after its end.
func (s *simulation) afterOutages(r *rep, d when.Date) when.Date {
	for _, o := range [][2]int{{downFrom, downFrom + downFor}, {slackFrom, slackFrom + 1}} {
		from := when.DateOf(s.start.AddDate(0, 0, o[0]).In(r.loc)).AddDays(-1)
		to := when.DateOf(s.start.AddDate(0, 0, o[1]).In(r.loc))
		if !d.Before(from) && !d.After(to.AddDays(1)) {
			d = s.workday(r, s.workday(r, to.AddDays(1)).AddDays(1))
		}
	}
	return d
}
