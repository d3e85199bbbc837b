package memory

import (
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// Stackup is what there is to show for a customer, as evidence and never as a
// score: what was learnt and acted on, what was promised and kept, and when
// somebody was last in touch or did something unasked.
type Stackup struct {
	Customer Customer
	Calls    int
	Learnt   []Fact // all that stand, the latest first
	Acted    []Acted
	Waiting  []Fact // what hurts and what they need, with nothing promised or done about it, the oldest first
	Kept     []followup.FollowUp
	OnTime   int // of Kept
	Open     []followup.FollowUp
	Overdue  int // of Open
	Last     Contact
	Silence  *Silence
	Deed     *Deed // the last thing done without being asked; nil for none known
}

// Acted is a detail that something was made of: a promise kept about it, or
// else the last time that it was brought up.
type Acted struct {
	Fact    Fact
	Promise *followup.FollowUp
	Use     *Use
}

// NewStackup reads it from facts, and from the promises and deeds of the team.
// zone is where somebody keeps their days, to tell what was kept on its day.
func NewStackup(c Customer, facts []Fact, all []followup.FollowUp, deeds []Deed, now time.Time, zone func(user string) *time.Location) Stackup {
	s := Stackup{Customer: c, Deed: LastDeed(deeds)}
	s.Last, _ = c.Last()
	if silence, quiet := c.Quiet(now); quiet {
		s.Silence = &silence
	}
	s.Learnt, _ = Stands(facts)
	slices.SortStableFunc(s.Learnt, func(a, b Fact) int { return b.Heard().Compare(a.Heard()) })
	s.Learnt = saidOnce(s.Learnt)
	for _, f := range all {
		if !f.Mine() || f.State == followup.Dropped {
			continue
		}
		loc := zone(f.Owner)
		switch {
		case f.State == followup.Open:
			s.Open = append(s.Open, f)
			if f.LateOn(when.DateOf(now.In(loc))) {
				s.Overdue++
			}
		default:
			s.Kept = append(s.Kept, f)
			if f.KeptOnTime(loc) {
				s.OnTime++
			}
		}
	}
	followup.Sort(s.Open)
	slices.SortStableFunc(s.Kept, func(a, b followup.FollowUp) int { return b.Settled.Compare(a.Settled) })
	s.acted()
	return s
}

// saidOnce leaves one fact of those that say the same of the same person: one
// sentence may tell what hurts and what is needed. A need stays before another.
func saidOnce(facts []Fact) (out []Fact) {
	at := map[[2]string]int{}
	for _, f := range facts {
		key := [2]string{Fold(f.Says()), Fold(f.About)}
		i, again := at[key]
		switch {
		case !again:
			at[key] = len(out)
			out = append(out, f)
		case needs(f.Kind) && !needs(out[i].Kind):
			out[i] = f
		}
	}
	return out
}

// acted parts the details that something was done about from the needs that
// nothing was promised for.
func (s *Stackup) acted() {
	for _, f := range s.Learnt {
		about := func(p followup.FollowUp) bool {
			return p.Made.After(f.First().Add(-sameOccasion)) && meets(p.Action, f.Says())
		}
		if i := slices.IndexFunc(s.Kept, about); i >= 0 {
			s.Acted = append(s.Acted, Acted{Fact: f, Promise: &s.Kept[i]})
			continue
		}
		if n := len(f.Used); n > 0 {
			s.Acted = append(s.Acted, Acted{Fact: f, Use: &f.Used[n-1]})
			continue
		}
		if needs(f.Kind) && !slices.ContainsFunc(s.Open, about) {
			s.Waiting = append(s.Waiting, f)
		}
	}
	slices.SortStableFunc(s.Waiting, func(a, b Fact) int { return a.First().Compare(b.First()) })
}

// needs reports whether facts of a kind ask for something to be done.
func needs(k analyze.FactKind) bool { return k == analyze.FactNeed || k == analyze.FactPain }
