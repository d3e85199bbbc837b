package followup

import (
	"time"

	"heed/bot/when"
)

// Extra is something besides promises and customers that rides in the one
// message of a day, or makes one: it comes in working hours, to nobody who is
// away or not to be disturbed, and never as a second message.
type Extra struct {
	Reason Reason    // OwnWeek or MayShow
	ID     string    // label of the week; id of what they are asked about
	From   time.Time // not before
	Until  time.Time // worth nothing from then on
}

// holds reports whether it may be brought up at a moment.
func (x Extra) holds(now time.Time) bool { return !x.From.After(now) && now.Before(x.Until) }

// Extra is the id of an extra of a reason in it, "" for none.
func (b Bundle) Extra(why Reason) string {
	for _, x := range b.Extras {
		if x.Reason == why {
			return x.ID
		}
	}
	return ""
}

// nextExtra is the first moment after local at which an extra may be brought
// up; zero for none.
func (p Person) nextExtra(local time.Time) (first time.Time) {
	for _, x := range p.Extras {
		at := x.From.In(p.Loc)
		if at.Before(local) {
			at = local
		}
		if day := when.DateOf(at); p.nudged(day) || !p.open(at) {
			if at = p.firstMorning(at).In(p.Loc, p.Start, 0); p.nudged(when.DateOf(at)) {
				at = p.onOrAfter(p.LastNudge.AddDays(1)).In(p.Loc, p.Start, 0)
			}
		}
		if at.Before(x.Until) && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}
