package memory

import (
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// Brief is what to know in the minute before a call.
type Brief struct {
	Customer Customer
	Calls    int
	Last     Contact
	People   []Fact   // people and their roles
	Met      []string // others who were in the calls, the latest first
	Matters  []Fact   // goals, standards, values: in their words
	Pains    []Fact   // needs and pains
	Worries  []Worry
	Missed   []Worry // all of them, also those that have no room
	Decision []Fact  // how they decide, budget
	Doubts   []Fact  // what worries them and speaks against it
	Dates    []Fact  // those to come
	Personal []Fact  // worth a warm word
	Other    []Fact  // preferences, competitors
	IOwe     []followup.FollowUp
	TheyOwe  []followup.FollowUp
	Silence  *Silence                     // nil unless quiet for longer than usual
	Before   map[string][]Fact            // what facts took the place of, by their id
	Ladder   *Ladder                      // nil: nothing was looked up
	Gesture  *Gesture                     // nil: nothing is known to do
	Waiting  *Fact                        // the need that nothing was promised or done about for long; nil for none
	TakenUp  map[string]bool              // ids of facts that were worries of the last call, and were taken up in it
	Answered map[string]followup.FollowUp // what we promised or did about Doubts, by the fact's id

	stand []Fact       // all that stand
	dates when.Options // by which days are read
}

// Knows reports whether any fact stands.
func (b *Brief) Knows() bool { return len(b.stand) > 0 }

// Climb adds how far trust goes and what to do before they ask.
func (b *Brief) Climb(h History, today when.Date, loc *time.Location) {
	h.Calls = b.Calls
	l := NewLadder(b.stand, h, today)
	b.Ladder, b.Gesture = &l, NextGesture(b.stand, l, today, loc, b.dates)
	b.Answered = map[string]followup.FollowUp{}
	for _, f := range b.Doubts {
		if i := slices.IndexFunc(h.FollowUps, func(p followup.FollowUp) bool {
			return p.Mine() && p.State != followup.Dropped && !p.Made.Before(f.First().Add(-sameOccasion)) && meets(p.Action, f.Says())
		}); i >= 0 {
			b.Answered[f.ID] = h.FollowUps[i]
		}
	}
	if f := l.Unmet; f != nil && today.DaysSince(when.DateOf(f.First().In(loc))) >= longWait {
		b.Waiting = f
	}
}

// longWait is for how many days nothing was promised or done about a need
// until the brief says so.
const longWait = 30

// TookUp notes which of the facts were worries of calls, by their ids, and not
// among those that were passed over. It goes by the words of the fact.
func (b *Brief) TookUp(calls []string) {
	b.TakenUp = map[string]bool{}
	for _, f := range b.stand {
		q := f.latest()
		if f.Kind != analyze.FactPain && f.Kind != analyze.FactObjection || !slices.Contains(calls, q.Call) {
			continue
		}
		words := Fold(q.Words)
		b.TakenUp[f.ID] = words != "" && !slices.ContainsFunc(b.Missed, func(w Worry) bool { return repeats([]string{Fold(w.Quote)}, words) })
	}
}

// Worry is a cue of the last call that nobody took up.
type Worry struct {
	Quote, Who string
}

// perSection keeps the brief on one screen.
const perSection = 3

// NewBrief sorts what is known: facts newest first within each section, what
// is open by how it presses. worries are the missed cues of the last call.
// Words that were read as several kinds of fact are shown once.
func NewBrief(c Customer, facts []Fact, open []followup.FollowUp, worries []Worry, calls int, now time.Time, o when.Options) Brief {
	b := Brief{Customer: c, Calls: calls, Worries: worries[:min(len(worries), perSection)], Missed: worries, dates: o}
	b.Last, _ = c.Last()
	if s, quiet := c.Quiet(now); quiet {
		b.Silence = &s
	}
	b.addFacts(facts, now)
	open = slices.Clone(open)
	followup.Sort(open)
	for _, f := range open {
		switch {
		case f.State != followup.Open:
		case f.Mine():
			b.IOwe = append(b.IOwe, f)
		default:
			b.TheyOwe = append(b.TheyOwe, f)
		}
	}
	return b
}

func (b *Brief) addFacts(facts []Fact, now time.Time) {
	facts, b.Before = Stands(facts)
	SortFacts(facts)
	b.stand = facts
	var shown []string
	for _, w := range b.Worries {
		shown = append(shown, Fold(w.Quote))
	}
	for _, section := range b.sections() {
		for _, f := range facts {
			if len(*section) == perSection {
				break
			}
			if b.section(f.Kind) != section || f.over(now, b.dates) || b.introduced(&f) {
				continue
			}
			words := Fold(f.Says())
			if repeats(shown, words) {
				continue
			}
			*section = append(*section, f)
			shown = append(shown, words)
		}
	}
}

// introduced reports whether a fact tells who somebody is of whom that is told
// already.
func (b *Brief) introduced(f *Fact) bool {
	return f.Kind == analyze.FactPerson && f.About != "" && slices.ContainsFunc(b.People, func(o Fact) bool { return SamePerson(o.About, f.About) })
}

// Meet adds who else was in the latest calls.
func (b *Brief) Meet(names []string) {
	for _, n := range names {
		same := func(o string) bool { return SamePerson(o, n) }
		if len(b.Met) < mostMet && !slices.ContainsFunc(b.Met, same) && !slices.ContainsFunc(b.People, func(f Fact) bool { return same(f.About) }) {
			b.Met = append(b.Met, n)
		}
	}
}

// mostMet is how many names a brief lists of whom nothing else is known.
const mostMet = 4

// SortFacts puts pinned facts first, then what was heard last.
func SortFacts(facts []Fact) {
	slices.SortStableFunc(facts, func(x, y Fact) int {
		if x.Pinned != y.Pinned {
			if x.Pinned {
				return -1
			}
			return 1
		}
		return y.Heard().Compare(x.Heard())
	})
}

// repeats reports whether words were shown already, whole or as a part.
func repeats(shown []string, words string) bool {
	return words != "" && slices.ContainsFunc(shown, func(s string) bool {
		return s != "" && (strings.Contains(s, words) || strings.Contains(words, s))
	})
}

// sections in the order in which they take words for themselves: what is
// plainest about a sentence first.
func (b *Brief) sections() []*[]Fact {
	return []*[]Fact{&b.Pains, &b.Matters, &b.Decision, &b.Personal, &b.Dates, &b.People, &b.Doubts, &b.Other}
}

func (b *Brief) section(k analyze.FactKind) *[]Fact {
	switch k {
	case analyze.FactPerson:
		return &b.People
	case analyze.FactGoal, analyze.FactStandard, analyze.FactValue:
		return &b.Matters
	case analyze.FactNeed, analyze.FactPain:
		return &b.Pains
	case analyze.FactDecision, analyze.FactBudget:
		return &b.Decision
	case analyze.FactDate:
		return &b.Dates
	case analyze.FactPersonal:
		return &b.Personal
	case analyze.FactObjection:
		return &b.Doubts
	default:
		return &b.Other
	}
}
