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
	Start       Reason = "start"    // due the next working day, and takes a day's work
	Overdue     Reason = "overdue"
	NoDate      Reason = "no-date" // none was said; two working days have passed
	SnoozeOver  Reason = "snooze-over"
	LastAsk     Reason = "last-ask" // brought up twice without an answer: still wanted?
	TheyAreLate Reason = "they-are-late"
	Unanswered  Reason = "unanswered"  // a colleague was asked to take it over, and hasn't said
	Quiet       Reason = "quiet"       // nobody in touch with a customer for longer than usual
	NoThanks    Reason = "no-thanks"   // a first meeting without a word of thanks
	Coming      Reason = "coming"      // a day that matters to a customer is near
	GetToKnow   Reason = "get-to-know" // it is Get to Know Your Customers Day

	OwnWeek Reason = "own-week" // of an Extra: their week is over
	MayShow Reason = "may-show" // of an Extra: they are asked whether something of theirs may be shown
)

// Gaps in working days between unanswered nudges on one item: a promise with
// a day presses more than one without, or than what others owe. After the
// last there is silence.
var (
	gaps     = []int{1, 3}
	softGaps = []int{3, 5}
)

// Shown is how many follow-ups of a bundle are brought up in one day, and
// ShownTouches how many customers to get in touch with; the message says how
// many more follow-ups there are.
const (
	Shown        = 20
	ShownTouches = 2
)

// undatedAfter is when promises without a date are first asked about, in
// working days: a default, and told as one.
const undatedAfter = 2

// keptFor is how many working days "I'm on it" is taken at its word, or until
// the due day if that is later.
const keptFor = 2

// Person is what nudging needs to know about somebody.
type Person struct {
	Loc *time.Location
	Hours
	Off       bool                 // wants no reminders of promises and customers
	Away      []Span               // days off that they set
	Holiday   func(when.Date) bool // days off of everybody; nil: none
	LastNudge when.Date            // day of the last bundle
	Quiet     time.Time            // not to be disturbed until then
	Extras    []Extra              // what else waits for a message to them
}

// Item is one follow-up to bring up, with the reason.
type Item struct {
	FollowUp FollowUp
	Reason   Reason
}

// Touch is a customer that somebody should get in touch with, for a reason
// other than a promise.
type Touch struct {
	Customer string
	Reason   Reason    // Quiet, NoThanks, Coming or GetToKnow
	Fact     string    // of Coming the fact that tells the day, of GetToKnow the reason
	From     time.Time // not before
	Until    time.Time // worth nothing from then on; zero: never
}

// Bundle is what one morning's message brings up.
type Bundle struct {
	Items   []Item
	Touches []Touch
	Extras  []Extra
}

// Empty reports whether there is nothing to bring up.
func (b Bundle) Empty() bool { return len(b.Items)+len(b.Touches)+len(b.Extras) == 0 }

// Plan says what to bring up now, and when to look again. With nothing to
// say now the bundle is empty; next is zero if nothing lies ahead. At most one
// bundle a day, inside the person's working hours and outside of do-not-disturb.
func Plan(all []FollowUp, touches []Touch, p Person, now time.Time) (b Bundle, next time.Time) {
	if !p.Valid() {
		return b, time.Time{}
	}
	if p.Off {
		all, touches = nil, nil
	}
	local := now.In(p.Loc)
	today := when.DateOf(local)
	if p.open(local) && !p.nudged(today) && !now.Before(p.Quiet) {
		b.Items = p.due(all, today)
		for _, t := range touches {
			if !t.From.After(now) && (t.Until.IsZero() || now.Before(t.Until)) && b.room(t) {
				b.Touches = append(b.Touches, t)
			}
		}
		for _, x := range p.Extras {
			if x.holds(now) && b.Extra(x.Reason) == "" {
				b.Extras = append(b.Extras, x)
			}
		}
		if !b.Empty() {
			return b, now
		}
	}
	return b, p.next(all, touches, local)
}

// room reports whether a bundle takes one more touch: one a customer, and
// ShownTouches beside those of Get to Know Your Customers Day, which are as
// many as were chosen.
func (b Bundle) room(t Touch) bool {
	if t.Customer == "" || slices.ContainsFunc(b.Touches, func(o Touch) bool { return o.Customer == t.Customer }) {
		return false
	}
	n := 0
	for _, o := range b.Touches {
		if o.Reason != GetToKnow {
			n++
		}
	}
	return t.Reason == GetToKnow || n < ShownTouches
}

// Working reports whether somebody is at work at a moment.
func (p Person) Working(now time.Time) bool { return !p.Off && p.Valid() && p.open(now.In(p.Loc)) }

// open reports whether a time of the person's zone is one at which they work.
func (p Person) open(local time.Time) bool {
	return p.works(when.DateOf(local)) && local.Hour() >= p.Start && local.Hour() < p.End
}

// due collects what is to be brought up on a working day, the most pressing
// first.
func (p Person) due(all []FollowUp, today when.Date) []Item {
	var out []Item
	for _, f := range all {
		if day, reason, ok := p.nudgeDay(&f); ok && day.Compare(today) <= 0 {
			switch {
			case f.Due.IsZero() || !f.Due.Before(today):
			case reason == DueToday, reason == DueSoon, reason == Start:
				reason = Overdue
			}
			if on := p.dueDay(&f); reason == Start && !on.After(today) { // the day to start on was missed
				if reason = DueToday; on != f.Due {
					reason = DueSoon
				}
			}
			out = append(out, Item{FollowUp: f, Reason: reason})
		}
	}
	if len(out) > Shown { // what had no room before comes first
		slices.SortStableFunc(out, func(a, b Item) int { return a.FollowUp.LastSaid.Compare(b.FollowUp.LastSaid) })
		pressing(out[:Shown])
		pressing(out[Shown:])
		return out
	}
	pressing(out)
	return out
}

// pressing sorts by the day that things are due.
func pressing(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int { return a.FollowUp.order().Compare(b.FollowUp.order()) })
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
func (p Person) next(all []FollowUp, touches []Touch, local time.Time) time.Time {
	var first when.Date
	for _, f := range all {
		if day, _, ok := p.nudgeDay(&f); ok {
			first = earlier(first, p.free(day, local))
		}
	}
	for _, t := range touches {
		day := p.free(p.firstMorning(t.From), local)
		if t.Until.IsZero() || day.In(p.Loc, p.Start, 0).Before(t.Until) {
			first = earlier(first, day)
		}
	}
	at := p.nextExtra(local)
	if !first.IsZero() {
		if morning := first.In(p.Loc, p.Start, 0); at.IsZero() || morning.Before(at) {
			at = morning
		}
	}
	if at.IsZero() {
		return at
	}
	if quiet := p.Quiet.In(p.Loc); at.Before(quiet) {
		if at = quiet; !p.open(quiet) {
			at = p.firstMorning(quiet).In(p.Loc, p.Start, 0)
		}
	}
	return at
}

func earlier(a, b when.Date) when.Date {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// free is the first day from day on, and from local on, that can still have a
// bundle.
func (p Person) free(day when.Date, local time.Time) when.Date {
	today := when.DateOf(local)
	if day.Compare(today) <= 0 {
		day = today
		if local.Hour() >= p.End {
			day = today.AddDays(1)
		}
	}
	if p.nudged(day) {
		day = p.LastNudge.AddDays(1)
	}
	return p.onOrAfter(day)
}

// NextMorning is when the person's next working day begins.
func (p Person) NextMorning(now time.Time) time.Time {
	return p.onOrAfter(when.DateOf(now.In(p.Loc)).AddDays(1)).In(p.Loc, p.Start, 0)
}

// MorningAfter is when the first working day begins whose morning comes after t.
func (p Person) MorningAfter(t time.Time) time.Time { return p.firstMorning(t).In(p.Loc, p.Start, 0) }

// firstMorning is the first working day whose morning comes after t.
func (p Person) firstMorning(t time.Time) when.Date {
	t = t.In(p.Loc)
	if t.Hour() < p.Start {
		return p.onOrAfter(when.DateOf(t))
	}
	return p.onOrAfter(when.DateOf(t).AddDays(1))
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
	earliest := p.afterTouch(f)
	if f.kept() {
		earliest = p.addWorkdays(when.DateOf(f.Touched().In(p.Loc)), keptFor)
	}
	if day.Compare(earliest) < 0 {
		day = earliest
	}
	if again := f.LastSaid.AddDays(1); !f.LastSaid.IsZero() && day.Before(again) {
		day = p.onOrAfter(again) // never twice on a day, whoever's it has become
	}
	if f.Nudges == 0 {
		return day, why, true
	}
	if on, early := p.dueDay(f), f.LastSaid; f.Mine() && early.Before(on) {
		if why = DueToday; on != f.Due {
			why = DueSoon // brought up before, and comes again on its day
		}
		day = on
	} else {
		between := gaps
		if why == TheyAreLate || why == NoDate {
			between = softGaps
		} else {
			why = Overdue
		}
		day = p.addWorkdays(f.LastSaid, between[f.Nudges-1])
	}
	if f.Nudges == len(gaps) {
		why = LastAsk
	}
	return day, why, true
}

// dueDay is the working day on which a dated promise is brought up: its own,
// or the last before it. Zero for one without a date.
func (p Person) dueDay(f *FollowUp) when.Date {
	if f.Due.IsZero() {
		return f.Due
	}
	return p.onOrBefore(f.Due)
}

// afterTouch is the first day whose morning comes after f was last touched:
// what somebody has just handled isn't brought up again the same day.
func (p Person) afterTouch(f *FollowUp) when.Date { return p.firstMorning(f.Touched()) }

// firstDay is the day of the first nudge since the follow-up was touched.
func (p Person) firstDay(f *FollowUp) (when.Date, Reason, bool) {
	dated := !f.Due.IsZero()
	switch {
	case f.Offer != nil && !f.Snoozed.After(when.DateOf(f.Offer.At.In(p.Loc))):
		return p.firstMorning(f.Offer.At), Unanswered, true
	case !f.Snoozed.IsZero():
		return p.onOrAfter(f.Snoozed), SnoozeOver, true
	case !f.Mine() && !dated, f.Strength == analyze.Conditional && !dated:
		return when.Date{}, "", false // nothing to hold anybody to
	case !f.Mine():
		return p.addWorkdays(f.Due, 1), TheyAreLate, true
	case !dated:
		return p.addWorkdays(when.DateOf(f.Made.In(p.Loc)), undatedAfter), NoDate, true
	}
	on := p.dueDay(f)
	if before := p.onOrBefore(on.AddDays(-1)); TakesADay(f.Action) && p.startable(f, before) {
		return before, Start, true
	}
	if on != f.Due {
		return on, DueSoon, true
	}
	return on, DueToday, true
}

// startable reports whether a day to start on was still ahead when the promise
// was made or last changed.
func (p Person) startable(f *FollowUp, day when.Date) bool {
	return !p.afterTouch(f).After(day)
}

// nudged reports whether the bundle of a day has been sent. Who flies west
// comes to live a day twice, and who has had Friday's in Tokyo gets none on
// Friday in New York.
func (p Person) nudged(d when.Date) bool {
	return p.LastNudge != (when.Date{}) && d.Compare(p.LastNudge) <= 0
}

func (p Person) works(d when.Date) bool {
	return slices.Contains(p.Days, d.Weekday()) && (p.Holiday == nil || !p.Holiday(d)) &&
		!slices.ContainsFunc(p.Away, func(s Span) bool { return s.Holds(d) })
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
