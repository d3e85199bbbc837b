package memory

import (
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
)

// Brief is what to know in the minute before a call.
type Brief struct {
	Customer Customer
	Calls    int
	Last     Contact
	People   []Fact // people and their roles
	Matters  []Fact // goals, standards, values: in their words
	Pains    []Fact // needs and pains
	Worries  []Worry
	Decision []Fact // how they decide, budget
	Dates    []Fact
	Personal []Fact // worth a warm word
	Other    []Fact // preferences, objections, competitors
	IOwe     []followup.FollowUp
	TheyOwe  []followup.FollowUp
	QuietFor time.Duration // 0 unless quiet for longer than usual
}

// Worry is a cue of the last call, and whether it was taken up.
type Worry struct {
	Quote, Who string
}

// perSection keeps the brief on one screen.
const perSection = 3

// NewBrief sorts what is known: facts newest first within each section.
// worries are the missed cues of the last call.
func NewBrief(c Customer, facts []Fact, open []followup.FollowUp, worries []Worry, calls int, now time.Time) Brief {
	b := Brief{Customer: c, Calls: calls, Worries: worries[:min(len(worries), perSection)]}
	b.Last, _ = c.Last()
	if since, quiet := c.Quiet(now); quiet {
		b.QuietFor = since
	}
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b Fact) int { return b.Heard().Compare(a.Heard()) })
	for _, f := range facts {
		if section := b.section(f.Kind); len(*section) < perSection {
			*section = append(*section, f)
		}
	}
	for _, f := range open {
		if f.Mine() {
			b.IOwe = append(b.IOwe, f)
		} else {
			b.TheyOwe = append(b.TheyOwe, f)
		}
	}
	return b
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
	default:
		return &b.Other
	}
}
