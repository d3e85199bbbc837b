package memory

import (
	"cmp"
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// Get to Know Your Customers Day is the third Thursday of each quarter's first
// month. Whoever is off then gets theirs on the first working day after.

// KnowDay is the first of these days from a day on.
func KnowDay(from when.Date) when.Date {
	for i := range 5 {
		q := (int(from.Month)-1)/3 + i
		first := when.Date{Year: from.Year + q/4, Month: time.Month(q%4*3 + 1), Day: 1}
		thursday := first.AddDays((int(time.Thursday)-int(first.Weekday())+7)%7 + 14)
		if !thursday.Before(from) {
			return thursday
		}
	}
	return when.Date{} // there is one in every quarter
}

// knowSpan is for how many days after it the day is still made up for.
const knowSpan = 4

// KnowDayNow is the day that today, or one of the few days before it, is; ok
// is false on all others.
func KnowDayNow(today when.Date) (day when.Date, ok bool) {
	day = KnowDay(today.AddDays(1 - knowSpan))
	return day, !day.After(today)
}

// NextKnow is the reminder of the next such day, of no customer yet: they are
// chosen on the day.
func NextKnow(today when.Date) followup.Touch {
	day := KnowDay(today.AddDays(1))
	at := day.In(time.UTC, 0, 0).Add(-morningsEast)
	return followup.Touch{Reason: followup.GetToKnow, From: at, Until: at.AddDate(0, 0, knowSpan)}
}

// Candidate is a customer who may be one of the day's, with what is known of
// them.
type Candidate struct {
	Customer Customer
	Facts    []Fact
}

// KnowPicks is how many customers somebody gets on the day.
const KnowPicks = 3

// leastQuiet is how long nobody has been in touch with a customer at least, to
// be one of them.
const leastQuiet = 10 * 24 * time.Hour

// ToKnow chooses the customers for the day: by how long it has been quiet, for
// their own rhythm, and by what is known that isn't about business. Nobody is
// chosen who wants to be left alone, was sent on, or was met just now.
func ToKnow(user string, all []Candidate, now time.Time, day when.Date) []followup.Touch {
	type pick struct {
		t    followup.Touch
		rank float64
	}
	var picks []pick
	for i := range all {
		c := &all[i].Customer
		last, met := c.Last()
		if !met || c.Gone() || c.Keeps() != user || slices.Contains(c.Muted, user) || now.Sub(last.At) < leastQuiet {
			continue
		}
		gap, _ := c.Rhythm()
		rank := min(float64(now.Sub(last.At))/float64(max(gap, shortest)), 4)
		t := followup.Touch{Customer: c.ID, Reason: followup.GetToKnow, From: day.In(time.UTC, 0, 0).Add(-morningsEast)}
		t.Until = t.From.AddDate(0, 0, knowSpan)
		if f := warmest(all[i].Facts); f != nil {
			t.Fact = f.ID
			rank += warmth(f.Kind)
		}
		picks = append(picks, pick{t, rank})
	}
	slices.SortStableFunc(picks, func(a, b pick) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.t.Customer, b.t.Customer))
	})
	var out []followup.Touch
	for _, p := range picks[:min(len(picks), KnowPicks)] {
		out = append(out, p.t)
	}
	return out
}

// warmth is how much a kind of fact is worth as a reason to be in touch: what
// is of their own lives most, what is ours to sell nothing.
func warmth(k analyze.FactKind) float64 {
	switch k {
	case analyze.FactPersonal:
		return 2
	case analyze.FactValue, analyze.FactPreference:
		return 1.5
	case analyze.FactGoal:
		return 1
	case analyze.FactPerson:
		return 0.5
	}
	return 0
}

// warmest is the fact that makes the best reason, the latest of its kind.
func warmest(facts []Fact) *Fact {
	stand, _ := Stands(facts)
	SortFacts(stand)
	var out *Fact
	for i := range stand {
		if w := warmth(stand[i].Kind); w > 0 && (out == nil || w > warmth(out.Kind)) {
			out = &stand[i]
		}
	}
	return out
}
