package followup

import (
	"cmp"
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/when"
)

// Reason names why a follow-up is brought up on a day.
type Reason string

const (
	DueToday    Reason = "due-today"
	DueSoon     Reason = "due-soon" // due on a day off that follows
	Overdue     Reason = "overdue"
	NoDate      Reason = "no-date" // none was said; two working days have passed
	SnoozeOver  Reason = "snooze-over"
	LastAsk     Reason = "last-ask" // brought up twice without an answer: still wanted?
	TheyAreLate Reason = "they-are-late"
)

// Gaps in working days between unanswered nudges on one item: a promise with
// a day presses more than one without, or than what others owe. After the
// last there is silence.
var (
	gaps     = []int{1, 3}
	softGaps = []int{3, 5}
)

// Shown is how many follow-ups of a bundle are brought up in one day; the
// message says how many more there are.
const Shown = 8

// undatedAfter is when promises without a date are first asked about, in
// working days: a default, and told as one.
const undatedAfter = 2

// Person is what nudging needs to know about somebody.
type Person struct {
	Loc        *time.Location
	Start, End int            // working hours, whole hours of the day
	Days       []time.Weekday // working days
	Off        bool           // wants no nudges
	LastNudge  when.Date      // day of the last bundle
	Holiday    func(when.Date) bool
}

// Item is one follow-up to bring up, with the reason.
type Item struct {
	FollowUp FollowUp
	Reason   Reason
}

// Plan says what to bring up now, and when to look again. With nothing to
// say now the bundle is empty; next is zero if nothing lies ahead. At most one
// bundle a day, inside the person's working hours.
func Plan(all []FollowUp, p Person, now time.Time) (bundle []Item, next time.Time) {
	if p.Off {
		return nil, time.Time{}
	}
	local := now.In(p.Loc)
	today := when.DateOf(local)
	if p.works(today) && !p.nudged(today) && local.Hour() >= p.Start && local.Hour() < p.End {
		bundle = p.due(all, today)
		if len(bundle) > 0 {
			return bundle, now
		}
	}
	return nil, p.next(all, local)
}

// due collects what is to be brought up on a working day, the most pressing
// first.
func (p Person) due(all []FollowUp, today when.Date) []Item {
	var out []Item
	for _, f := range all {
		if day, reason, ok := p.nudgeDay(&f); ok && day.Compare(today) <= 0 {
			if reason == DueToday && f.Due.Compare(today) < 0 {
				reason = Overdue
			}
			out = append(out, Item{FollowUp: f, Reason: reason})
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int { return a.FollowUp.order().Compare(b.FollowUp.order()) })
	return out
}

// order is the day a follow-up is sorted by: undated ones stand where they
// would be asked about.
func (f *FollowUp) order() when.Date {
	if f.Due != (when.Date{}) {
		return f.Due
	}
	return when.DateOf(f.Made).AddDays(undatedAfter)
}

// next is the moment of the first bundle after local.
func (p Person) next(all []FollowUp, local time.Time) time.Time {
	today := when.DateOf(local)
	var first when.Date
	for _, f := range all {
		day, _, ok := p.nudgeDay(&f)
		if !ok {
			continue
		}
		if day.Compare(today) <= 0 {
			day = today
			if local.Hour() >= p.End {
				day = today.AddDays(1)
			}
		}
		if p.nudged(day) {
			day = p.LastNudge.AddDays(1)
		}
		day = p.onOrAfter(day)
		if first == (when.Date{}) || day.Compare(first) < 0 {
			first = day
		}
	}
	if first == (when.Date{}) {
		return time.Time{}
	}
	return first.In(p.Loc, p.Start, 0)
}

// nudgeDay is the day on which f is brought up next; ok is false for what is
// settled or has been asked about often enough.
func (p Person) nudgeDay(f *FollowUp) (day when.Date, why Reason, ok bool) {
	if f.State != Open || f.Nudges > len(gaps) {
		return when.Date{}, "", false
	}
	day, why, ok = p.firstDay(f)
	if !ok {
		return when.Date{}, "", false
	}
	if earliest := p.afterTouch(f); day.Compare(earliest) < 0 {
		day = earliest
	}
	if f.Nudges > 0 {
		between := gaps
		if why == TheyAreLate || why == NoDate {
			between = softGaps
		} else {
			why = Overdue
		}
		day = p.addWorkdays(f.LastSaid, between[f.Nudges-1])
		if f.Nudges == len(between) {
			why = LastAsk
		}
	}
	return day, why, true
}

// afterTouch is the first day whose morning comes after f was last touched:
// what somebody has just handled isn't brought up again the same day.
func (p Person) afterTouch(f *FollowUp) when.Date {
	t := f.Touched().In(p.Loc)
	if t.Hour() < p.Start {
		return p.onOrAfter(when.DateOf(t))
	}
	return p.onOrAfter(when.DateOf(t).AddDays(1))
}

// firstDay is the day of the first nudge since the follow-up was touched.
func (p Person) firstDay(f *FollowUp) (when.Date, Reason, bool) {
	dated := f.Due != (when.Date{})
	switch {
	case f.Snoozed != (when.Date{}):
		return p.onOrAfter(f.Snoozed), SnoozeOver, true
	case !f.Mine() && !dated, f.Strength == analyze.Conditional && !dated:
		return when.Date{}, "", false // nothing to hold anybody to
	case !f.Mine():
		return p.addWorkdays(f.Due, 1), TheyAreLate, true
	case !dated:
		return p.addWorkdays(when.DateOf(f.Made.In(p.Loc)), undatedAfter), NoDate, true
	}
	if day := p.onOrBefore(f.Due); day != f.Due {
		return day, DueSoon, true
	}
	return f.Due, DueToday, true
}

// nudged reports whether the bundle of a day has been sent. Who flies west
// comes to live a day twice, and who has had Friday's in Tokyo gets none on
// Friday in New York.
func (p Person) nudged(d when.Date) bool {
	return p.LastNudge != (when.Date{}) && d.Compare(p.LastNudge) <= 0
}

func (p Person) works(d when.Date) bool {
	return slices.Contains(p.Days, d.Weekday()) && (p.Holiday == nil || !p.Holiday(d))
}

// A year of days off is taken for none at all.
const giveUp = 366

func (p Person) onOrAfter(d when.Date) when.Date {
	for i := range giveUp {
		if c := d.AddDays(i); p.works(c) {
			return c
		}
	}
	return d
}

func (p Person) onOrBefore(d when.Date) when.Date {
	for i := range giveUp {
		if c := d.AddDays(-i); p.works(c) {
			return c
		}
	}
	return d
}

func (p Person) addWorkdays(d when.Date, n int) when.Date {
	for range n {
		d = p.onOrAfter(d.AddDays(1))
	}
	return d
}

// Sort puts follow-ups in the order in which they press: open ones by due
// day, undated ones where they would be asked about, settled ones last.
func Sort(fs []FollowUp) {
	slices.SortStableFunc(fs, func(a, b FollowUp) int {
		if (a.State == Open) != (b.State == Open) {
			if a.State == Open {
				return -1
			}
			return 1
		}
		return cmp.Or(a.order().Compare(b.order()), a.Made.Compare(b.Made), cmp.Compare(a.ID, b.ID))
	})
}
