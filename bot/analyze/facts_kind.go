package analyze

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/pattern"
	"heed/bot/text"
)

// Weights of what speaks for a kind of fact, and the least that makes one. A
// hint alone is no fact.
const (
	sureWeight = 4
	factWeight = 2
	cueWeight  = 2
	hintWeight = 1
	leastFact  = 2
	mostWeight = 9 // more evidence than this tells no more
	mostKinds  = 2 // of one piece: with more, a card repeats itself
	// leastTold and secondTold are the least evidence, with what a sentence is
	// worth besides, for a fact of what a customer says and for a second kind
	// of it; those of notes, where every line is there for a reason, are
	// leastFact and secondNoted. In annotated calls one in eight of what stands
	// below leastTold was a fact, two in three from twice as much on.
	leastTold   = 4
	secondTold  = 5
	secondNoted = 4
	// dayMargin is by how much a day has to be plainer than what else a
	// sentence says: most days say when something happened.
	dayMargin = 3
)

// The kinds by their place in factKinds.
const (
	painKind = iota
	goalKind
	standardKind
	decisionKind
	objectionKind
	personalKind
	dateKind
	budgetKind
	competitorKind
	preferenceKind
	personKind
	needKind
	valueKind
)

// factKinds are the kinds with the cue that speaks for each, if there is one.
var factKinds = [...]struct {
	kind FactKind
	cue  Label
	// told is the cue that a sentence is which plainly tells such a fact: who
	// names a rival objects, and how they like it is a standard.
	told Label
	// heading is the kind of a note's heading below which a line is of the kind.
	heading string
}{
	painKind:       {FactPain, CuePain, CuePain, "pain"},
	goalKind:       {FactGoal, CueGoal, CueGoal, ""},
	standardKind:   {FactStandard, CueStandard, CueStandard, ""},
	decisionKind:   {FactDecision, CueDecision, CueDecision, "decision"},
	objectionKind:  {FactObjection, CueObjection, CueObjection, "objections"},
	personalKind:   {FactPersonal, CuePersonal, CuePersonal, "personal"},
	dateKind:       {FactDate, CueTiming, CueTiming, "timing"},
	budgetKind:     {FactBudget, "", "", "budget"},
	competitorKind: {FactCompetitor, "", CueObjection, "competition"},
	preferenceKind: {FactPreference, "", CueStandard, ""},
	personKind:     {FactPerson, "", "", "attendees"},
	needKind:       {FactNeed, "", "", "needs"},
	valueKind:      {FactValue, "", CueStandard, ""},
}

// kindScores holds a weight for each of factKinds.
type kindScores [len(factKinds)]int

// factSection says what a phrase of one section of facts_*.txt tells.
type factSection struct {
	kind   int // index into factKinds
	weight int // 0: nothing about the sentence that it stands in
	asks   bool
	name   string
}

// factSections are the sections of facts_*.txt by number.
var factSections = sync.OnceValue(func() []factSection {
	names := factLexicon().Sections()
	out := make([]factSection, len(names))
	for i, name := range names {
		strength, kind, _ := strings.Cut(name, ":")
		out[i] = factSection{name: name}
		for k := range factKinds {
			if string(factKinds[k].kind) == kind {
				weight := map[string]int{"sure": sureWeight, "fact": factWeight, "hint": hintWeight}[strength]
				out[i] = factSection{k, weight, strength == "asks", name}
			}
		}
	}
	return out
})

// candidatesIn scores a piece for every kind and returns the best ones.
func (d *document) candidatesIn(s *sentence, asked *kindScores) []candidate {
	if s.tellsNothing(asked) {
		return nil
	}
	words, matches, scores := d.score(s, asked)
	least, second := leastTold, secondTold
	if d.isNote() {
		least, second = leastFact, secondNoted
	}
	var out []candidate
	for i, k := range factKinds {
		if scores[i] < leastFact || k.kind == FactDate && !inCalendar(s, matches) || k.kind == FactCompetitor && d.onlyKnownNames(s, words) ||
			k.kind == FactPersonal && d.isNote() && d.namesUs(s) {
			continue
		}
		if score := min(scores[i], mostWeight) + d.worth(s, words, k.kind, scores[i]); score >= least {
			out = append(out, candidate{s, s.Index, k.kind, score})
		}
	}
	out = best(out, second)
	if !d.isNote() {
		rank(out, s)
		out = slices.DeleteFunc(out, func(c candidate) bool { return c.score < leastRank })
	}
	return out
}

// rank lowers what a fact of speech counts against others, where a card has
// room for one of them: a second kind of a sentence, a short sentence, and what
// is said about the one they talk to. Of each of these one in six or seven was
// a fact in annotated calls, of others with as much evidence one in three.
func rank(all []candidate, s *sentence) {
	less := 0
	switch {
	case s.Words <= shortAnswer && !s.hasNumber():
		less = 3
	case s.Words <= shortAnswer:
		less = 2
	case s.Words < 2*shortAnswer:
		less = 1
	}
	ofYou := s.has("yours") || s.has("of-you")
	for i := range all {
		all[i].score -= less + i*secondWorth
		if ofYou && all[i].kind != FactObjection {
			all[i].score -= 2
		}
	}
}

const (
	// secondWorth is what a second kind counts less than a first.
	secondWorth = 2
	// leastRank is what a fact of speech counts at least after that.
	leastRank = 3
)

// tellsNothing spares most sentences that were read for cues already a second
// reading: no phrase speaks for any kind, no question asked for one, and there
// is no more to them.
func (s *sentence) tellsNothing(asked *kindScores) bool {
	if !s.looked || *asked != (kindScores{}) || s.substantial() {
		return false
	}
	scores := scoresOf(s, s.facts)
	return slices.Max(scores[:]) < leastFact
}

// score returns what speaks for each kind in a piece: its phrases, the question
// that it answers, and for lack of these its class.
func (d *document) score(s *sentence, asked *kindScores) ([]text.Token, []text.Match, kindScores) {
	words, matches := d.reader().readFacts(s.Tokens)
	scores := scoresOf(s, matches)
	if d.isNote() {
		s.addNoted(words, matches, &scores)
	}
	var more kindScores
	for i, expected := range asked {
		if expected > 0 {
			more[i] = asAnswer(i, s, words, &scores, expected)
		}
	}
	for i := range more {
		scores[i] += more[i]
	}
	d.settle(s, matches, &scores)
	scores.notNow(matches)
	if !d.isNote() && slices.Max(scores[:]) < leastTold && s.substantial() {
		d.byClass(s, words, matches, &scores)
	}
	return words, matches, scores
}

// notNow puts what hurts behind a plain rule, wish or refusal that has its words
// in it, unless something happened: "Anything over two hours' downtime is
// unacceptable" tells of no downtime.
func (k *kindScores) notNow(matches []text.Match) {
	if slices.ContainsFunc(matches, func(m text.Match) bool { return m.Section == "past" }) {
		return
	}
	for _, i := range [...]int{standardKind, goalKind, valueKind, preferenceKind, objectionKind} {
		if k[i] >= sureWeight {
			k[painKind] = min(k[painKind], k[i]-hintWeight)
		}
	}
}

// worth is what a sentence of a kind counts besides its phrases: with a number
// or a name more, of two or three words less, and less where plain evidence
// is needed and there is little. Everybody mentions a son or says "I don't
// like"; few of them tell anything by it.
func (d *document) worth(s *sentence, words []text.Token, kind FactKind, score int) int {
	worth := concrete(words)
	if s.Words < 4 && worth == 0 && !d.isNote() {
		worth -= 2
	}
	if weak := kind == FactPersonal || kind == FactPreference || kind == FactObjection; weak && score < sureWeight && !d.isNote() {
		worth -= 2
	}
	return worth
}

// scoresOf adds up what the phrases, the cues and the heading above say.
func scoresOf(s *sentence, matches []text.Match) kindScores {
	var scores kindScores
	past := scores.add(matches)
	sure := s.sure &^ s.told
	for i, k := range factKinds {
		if scores[i] > 0 && scores[i] < leastFact {
			scores[i] = hintWeight
		}
		switch {
		case k.cue == "":
		case sure.has(k.cue), k.kind == FactObjection && sure.has(CueWorry):
			scores[i] += cueWeight
		case s.Labels.has(k.cue) && !s.told.has(k.cue):
			scores[i] += hintWeight
		}
		if k.heading != "" && s.Heading == k.heading {
			scores[i] += sureWeight
		}
		if past && k.kind == FactDate {
			scores[i] -= sureWeight // when something was is no date to come
		}
	}
	return scores
}

// add adds the weights of phrases, and reports whether one of them says that
// something is past.
func (k *kindScores) add(matches []text.Match) (past bool) {
	for _, m := range matches {
		section := &factSections()[m.Number]
		k[section.kind] += section.weight
		past = past || section.name == "past"
	}
	return past
}

// best puts the strongest kind first, of equals the one whose words say less
// else, and keeps a second one only if it is plain too: second is the least for
// it. A day beside something that happened says when it did.
func best(all []candidate, second int) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(b.score-a.score, usual[a.kind]-usual[b.kind])
	})
	if len(all) < 2 {
		return all
	}
	if all[0].kind == FactDate && all[1].score >= sureWeight && (all[1].kind == FactPersonal || all[0].score < all[1].score+dayMargin) {
		all[0], all[1] = all[1], all[0]
	}
	if all[1].kind == FactDate && (all[1].score < mostWeight || all[0].kind == FactPersonal) { // "her wedding is on the 9th" is one thing to know
		all = append(all[:1], all[2:]...)
	}
	if len(all) > 1 && all[1].score < all[0].score && nearly[[2]FactKind{all[0].kind, all[1].kind}] {
		all = append(all[:1], all[2:]...)
	}
	if len(all) > 1 && all[1].score < second {
		return all[:1]
	}
	return all[:min(len(all), mostKinds)]
}

// usual are kinds whose words stand in much that tells of another: "the wrong
// price", "need", "my son".
var usual = map[FactKind]int{FactPersonal: 1, FactPain: 2, FactNeed: 3}

// nearly are kinds that say much the same of one sentence: the weaker gives
// way.
var nearly = map[[2]FactKind]bool{
	{FactNeed, FactGoal}: true, {FactGoal, FactNeed}: true, {FactPreference, FactStandard}: true,
	{FactStandard, FactPreference}: true, {FactPersonal, FactPerson}: true, {FactPain, FactStandard}: true,
}

// asAnswer returns what a question of kind i adds to the score of its answer;
// scores is what the sentence's own words say, left what is left of the
// expectation so far into the answer. Who is asked how they judge and tells of
// the flood instead has told of the flood: where the words plainly say another
// thing, they count. Where they say nothing, an answer is short and concrete.
func asAnswer(i int, s *sentence, words []text.Token, scores *kindScores, left int) int {
	if s.Labels.has(Question) || s.intends {
		return 0
	}
	own := scores[i]
	if i == goalKind && scores[standardKind] >= sureWeight { // what is good enough is what they hope for
		return left
	}
	if most := slices.Max(scores[:]); own == 0 && (most >= sureWeight || i == painKind && most >= factWeight) {
		return 0
	}
	plain := concrete(words) > 0 || s.hasNumber()
	switch kind := factKinds[i].kind; {
	case own > 0:
	case kind == FactDate, (left < sureWeight || s.Words < shortAnswer) && !plain:
		return 0
	case kind != FactStandard && kind != FactGoal && kind != FactValue && !plain:
		return 0
	}
	return left
}

// shortAnswer is the least of an answer in words that names no number: "The
// gate" tells nothing a month later.
const shortAnswer = 4

// substantial reports whether a sentence tells something of the customer's own
// world, whatever its words: it counts, is more than an aside, and isn't about
// the one they talk to. Of such sentences without any known phrase half were
// facts in annotated calls, of those without a number one in twenty.
func (s *sentence) substantial() bool {
	return s.Words >= substance && s.hasNumber() && !s.has("yours") && !s.has("of-you") && !s.has("talk-talk") && !s.has("stalls") && !s.Labels.has(Question) && !s.intends
}

// substance is how many words a sentence has that is more than an aside.
const substance = 6

// byClass gives a sentence of substance the kind that its class suggests where
// no phrase does: a sum of money that nobody has spent yet is a budget, any
// other count hurts where a word of trouble stands beside it. "About eighty on
// a good week" is no fact at all.
func (d *document) byClass(s *sentence, words []text.Token, matches []text.Match, scores *kindScores) {
	best := 0
	for i := range scores {
		if scores[i] > scores[best] {
			best = i
		}
	}
	if scores[best] >= leastFact && factKinds[best].kind != FactDate {
		scores[best] = leastTold
		return
	}
	past, trouble := false, scores[painKind] > 0
	for _, m := range matches {
		past = past || m.Section == "past"
		trouble = trouble || m.Section == "trouble"
	}
	money := slices.ContainsFunc(words, func(w text.Token) bool { return w.Lower == "<money>" })
	switch {
	case money && !past:
		scores[budgetKind] = leastTold
	case trouble:
		scores[painKind] = leastTold
	}
}

// expects returns what the customer's turn t is asked for: by kind, how much
// it counts for the first sentence of the answer.
func (d *document) expects(t int) kindScores {
	var out kindScores
	bridged := 0
	for t--; t >= 0 && bridged <= 2; t-- {
		turn := &d.Turns[t]
		if turn.Side != call.Rep {
			bridged++
			continue
		}
		if turn.Backchannel {
			continue
		}
		for i := turn.End - 1; i >= turn.First && i >= turn.End-3; i-- {
			s := &d.Sentences[i]
			if !s.Labels.has(Question) && i < turn.End-1 {
				continue
			}
			found := false
			_, matches := d.reader().readFacts(s.Tokens)
			for _, m := range matches {
				if section := &factSections()[m.Number]; section.asks {
					out[section.kind], found = sureWeight-bridged, true
				}
			}
			if goal := wishesAsked[d.askedKind(s)]; goal && s.Labels.has(DiscoveryAsked) {
				out[goalKind], found = max(out[goalKind], sureWeight-bridged), true
			}
			if found {
				return out
			}
		}
		return out
	}
	return out
}

// wishesAsked are the discovery questions whose answers, whatever their words,
// say how it should be one day: asked what success is, people tell a goal as
// often as what is good enough.
var wishesAsked = map[DiscoveryKind]bool{Success: true, Productivity: true, Define: true, Change: true}

// dayInFigures is "the 4th", "13/10", "31.12." or "2027-05-01".
var dayInFigures = pattern.Of(`(?i)\b\d{1,2}(st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}(/\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.|\b\d{4}-\d\d-\d\d\b`)

// inCalendar reports whether a sentence names a day, a month or an occasion,
// and no mere stretch of time.
func inCalendar(s *sentence, matches []text.Match) bool {
	return slices.ContainsFunc(matches, func(m text.Match) bool { return m.Section == "calendar" }) ||
		strings.ContainsAny(s.Text, "0123456789") && dayInFigures().MatchString(s.Text)
}

// concrete is one for a sentence with a number or a name in it: those are the
// facts worth keeping.
func concrete(words []text.Token) int {
	for _, w := range words {
		if w.Lower == "<num>" || w.Lower == "<name>" || w.Lower == "<money>" {
			return 1
		}
	}
	return 0
}
