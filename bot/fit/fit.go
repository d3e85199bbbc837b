// Package fit weighs whether a customer and we suit each other: what they
// insist on, need and value, against two short lists that the workspace keeps,
// of what we stand by and of what we don't do. It claims only what plainly
// matches and lists what may bear on it apart; a person decides. It keeps no
// state. Facts are bot/memory's, words bot/voice's.
//
// Words that mean the same are in same.txt, for a coach to edit.
package fit

import (
	"slices"

	"heed/bot/analyze"
	"heed/bot/memory"
)

// Match is something of theirs beside the line of ours that it was weighed
// against.
type Match struct {
	Fact memory.Fact
	Ours string
}

// Fit is the evidence for and against, and what nothing is known about.
type Fit struct {
	For     []Match
	Against []Match
	Perhaps []Match       // shares something with a line of ours, not enough to claim it
	Open    []memory.Fact // no line of ours says anything about it
}

// Lists are what the workspace wrote down.
type Lists struct {
	Ours []string // what we do and stand by
	Cant []string // what we don't do
}

// Empty reports whether nothing is written down.
func (l Lists) Empty() bool { return len(l.Ours)+len(l.Cant) == 0 }

// Weighs reports whether facts of a kind say what suits somebody.
func Weighs(k analyze.FactKind) bool {
	switch k {
	case analyze.FactStandard, analyze.FactNeed, analyze.FactValue, analyze.FactDecision, analyze.FactBudget:
		return true
	}
	return false
}

// Weigh compares the facts that stand with the lists. Facts stay in their
// order, pinned and latest first; each is in one part only, and what speaks
// against comes before what speaks for.
func Weigh(facts []memory.Fact, l Lists) Fit {
	var out Fit
	stand, _ := memory.Stands(facts)
	memory.SortFacts(stand)
	seen := map[string]bool{}
	for _, f := range stand {
		words := memory.FoldText(f.Says())
		if !Weighs(f.Kind) || seen[words] { // one sentence may be a need and a standard
			continue
		}
		seen[words] = true
		against, weakly := best(f, l.Cant, false)
		meant, perhaps := best(f, l.Ours, true)
		short, enough := money(f, l.Ours)
		switch {
		case short != "":
			out.Against = append(out.Against, Match{f, short})
		case against != "":
			out.Against = append(out.Against, Match{f, against})
		case enough != "":
			out.For = append(out.For, Match{f, enough})
		case meant != "":
			out.For = append(out.For, Match{f, meant})
		case weakly != "":
			out.Perhaps = append(out.Perhaps, Match{f, weakly})
		case perhaps != "":
			out.Perhaps = append(out.Perhaps, Match{f, perhaps})
		default:
			out.Open = append(out.Open, f)
		}
	}
	return out
}

// sure is the share of the telling words of the shorter text that two must
// have in common to be about one thing; below it and above none they may be.
const sure = 0.6

// best is the line that a fact matches most, and, without one, the line that
// it shares a word with. Of lines that affirm, a "no" counts; a list of what we
// don't do may say so in each line or not.
func best(f memory.Fact, lines []string, affirm bool) (meant, perhaps string) {
	theirs := tellingOf(f.Says())
	most, some := 0.0, 0.0
	for _, line := range lines {
		ours := tellingOf(line)
		if theirs.no != (ours.no && affirm) {
			continue
		}
		switch share := theirs.share(ours); {
		case share >= sure && share > most:
			meant, most = line, share
		case share > some:
			perhaps, some = line, share
		}
	}
	return meant, perhaps
}

// money compares a budget with the least that we work for, where a line of
// ours says so ("contracts from 20k a year"). Sums per different things are
// not compared.
func money(f memory.Fact, ours []string) (short, enough string) {
	if f.Kind != analyze.FactBudget {
		return "", ""
	}
	has, ok := sumOf(f.Says())
	if !ok {
		return "", ""
	}
	for _, line := range ours {
		least, ok := sumOf(line)
		if !ok || !isLeast(line) || !slices.Equal(least.per, has.per) {
			continue
		}
		if has.amount < least.amount {
			return line, ""
		}
		enough = line
	}
	return "", enough
}
