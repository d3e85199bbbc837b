package memory

import (
	"slices"
	"time"
	"unicode/utf8"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// Rung of the trust ladder: promises are kept, then people are listened to,
// then their needs are met.
type Rung string

const (
	Trust    Rung = "trust"
	Listened Rung = "listened"
	Needs    Rung = "needs"
	Climbed  Rung = "climbed" // there is evidence for all three
)

// Ladder is the evidence for each rung, never a score, and the next one.
type Ladder struct {
	Kept, Overdue int // our promises to them
	Known, Kinds  int // discovery questions asked or told unasked, of how many kinds
	Needs, Met    int // what hurts and what they need; those that something was promised or done about

	Next     Rung
	Owed     *followup.FollowUp    // of Trust: the promise most overdue
	Ask      analyze.DiscoveryKind // of Listened: the kind to ask next, with its question
	Question string
	Unmet    *Fact // of Needs: the one that has waited longest
}

// leastKnown is how many kinds of discovery questions are known before
// somebody counts as listened to: half of the kinds that are worth most.
const leastKnown = 4

// History is what a ladder is read from beside facts.
type History struct {
	FollowUps []followup.FollowUp // open and settled ones with the customer
	Coverage  []analyze.Coverage  // of the calls with them
	Calls     int
}

// NewLadder reads how far a customer's trust goes, from what was done.
func NewLadder(stand []Fact, h History, today when.Date) Ladder {
	l := Ladder{}
	for i, f := range h.FollowUps {
		switch {
		case !f.Mine():
		case f.State == followup.Done:
			l.Kept++
		case f.LateOn(today):
			l.Overdue++
			if l.Owed == nil || f.Due.Compare(l.Owed.Due) < 0 {
				l.Owed = &h.FollowUps[i]
			}
		}
	}
	l.covered(h.Coverage)
	l.needs(stand, h.FollowUps)
	switch {
	case l.Owed != nil:
		l.Next = Trust
	case h.Calls > 0 && l.Known < leastKnown && l.Question != "":
		l.Next = Listened
	case l.Unmet != nil:
		l.Next = Needs
	case l.Kept > 0 && l.Met > 0:
		l.Next = Climbed
	}
	return l
}

func (l *Ladder) covered(calls []analyze.Coverage) {
	known := map[analyze.DiscoveryKind]bool{}
	for _, c := range calls {
		for _, a := range c.Kinds {
			if _, seen := known[a.Kind]; !seen {
				l.Kinds++
			}
			known[a.Kind] = known[a.Kind] || a.Asked > 0 || a.Told
		}
	}
	for _, is := range known {
		if is {
			l.Known++
		}
	}
	l.Ask, l.Question = analyze.NextDiscovery(calls...)
}

// needs counts what hurts and what they need, and what was promised or done
// about it: a promise of ours that shares words with it.
func (l *Ladder) needs(stand []Fact, all []followup.FollowUp) {
	var oldest time.Time
	for i := range stand {
		f := &stand[i]
		if !needs(f.Kind) {
			continue
		}
		l.Needs++
		if slices.ContainsFunc(all, func(p followup.FollowUp) bool {
			return p.Mine() && p.State != followup.Dropped && meets(p.Action, f.Says())
		}) {
			l.Met++
			continue
		}
		first := f.First()
		if l.Unmet == nil || f.Pinned && !l.Unmet.Pinned || f.Pinned == l.Unmet.Pinned && first.Before(oldest) {
			l.Unmet, oldest = f, first
		}
	}
}

// First is when a fact was first heard.
func (f *Fact) First() time.Time {
	if len(f.Quotes) == 0 {
		return time.Time{}
	}
	return f.Quotes[0].At
}

// longWord is how many letters a word has at least to tell by itself what a
// promise is about.
const longWord = 4

// meets reports whether a promise is about a need: they share a telling word,
// or two of any kind ("the SOC report"). What is sent of everything, such as a
// template, tells nothing by itself.
func meets(promise, need string) bool {
	p, n := contentOf(promise).words, contentOf(need).words
	shared := 0
	for _, w := range p {
		switch {
		case !n.has(w):
		case tells(w):
			return true
		default:
			shared++
		}
	}
	return shared > 1
}

// Gesture is one thing that can be done before they ask.
type Gesture struct {
	Fact Fact
	Day  when.Date // of something that is coming up; zero for none
}

// soon is how far ahead something that is coming up is worth a gesture.
const soon = 30

// NextGesture picks what to do before they ask: something personal or a day
// that is near, a need that nothing was promised for, what they insist on.
// A detail is worth more than a date, and a date more than a need.
func NextGesture(stand []Fact, l Ladder, today when.Date, loc *time.Location, o when.Options) *Gesture {
	var near *Gesture
	for _, f := range stand {
		day, ok := f.Day(loc, o)
		if !ok || day.Compare(today) < 0 || day.Compare(today.AddDays(soon)) > 0 {
			continue
		}
		if near == nil || f.Kind == analyze.FactPersonal && near.Fact.Kind != analyze.FactPersonal {
			near = &Gesture{f, day}
		}
	}
	switch {
	case near != nil:
		return near
	case l.Unmet != nil:
		return &Gesture{Fact: *l.Unmet}
	}
	for _, kind := range []analyze.FactKind{analyze.FactStandard, analyze.FactValue, analyze.FactPersonal} {
		if i := slices.IndexFunc(stand, func(f Fact) bool { return f.Kind == kind }); i >= 0 {
			return &Gesture{Fact: stand[i]}
		}
	}
	return nil
}

// Day is the day that a date or something personal falls on, read against the
// day on which it was heard, with figures in the order of o; ok is false where only a month or no day was
// said.
func (f *Fact) Day(loc *time.Location, o when.Options) (day when.Date, ok bool) {
	if f.Kind != analyze.FactDate && f.Kind != analyze.FactPersonal {
		return day, false
	}
	r, ok := when.Resolve(f.Says(), f.Heard().In(loc), o)
	if !ok || r.Grain != when.Day {
		return day, false
	}
	return r.Date, true
}

// over reports whether the day, week or month that a date names has gone by.
func (f *Fact) over(now time.Time, o when.Options) bool {
	if f.Kind != analyze.FactDate {
		return false
	}
	r, ok := when.Resolve(f.Says(), f.Heard().In(now.Location()), o)
	if !ok {
		return false
	}
	last := r.Date
	switch r.Grain {
	case when.Week:
		last = last.AddDays(6)
	case when.Month:
		last = last.AddDays(31)
	case when.Quarter:
		last = last.AddDays(92)
	case when.Year:
		last = last.AddDays(366)
	}
	return last.Before(when.DateOf(now))
}

// Shared is how many telling words two texts have in common.
func Shared(a, b string) (n int) {
	x, y := contentOf(a).words, contentOf(b).words
	for _, w := range x {
		if y.has(w) && tells(w) {
			n++
		}
	}
	return n
}

// tells reports whether a word tells by itself what a text is about.
func tells(w string) bool {
	return utf8.RuneCountInString(w) >= longWord && classes[w]&number == 0 && !words["sent"][w]
}
