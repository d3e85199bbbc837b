package analyze

import (
	"slices"

	"heed/bot/call"
	"heed/bot/text"
)

// settle weighs the kinds of a piece against each other where the same words
// speak for two of them: what tells them apart is whose world it is about, and
// what it was said to.
func (d *document) settle(s *sentence, matches []text.Match, scores *kindScores) {
	has := func(section string) bool {
		return slices.ContainsFunc(matches, func(m text.Match) bool { return m.Section == section })
	}
	// "I want the no-shows under four percent" is how their own business should
	// be; "a reply within an hour" is asked of whoever serves them.
	if has("wish") && !has("supplied") {
		scores[goalKind] = max(scores[goalKind], sureWeight, min(scores[standardKind], mostWeight))
		scores[standardKind] = min(scores[standardKind], hintWeight)
		scores[needKind] = min(scores[needKind], hintWeight)
		scores[painKind] = min(scores[painKind], hintWeight)
	}
	if has("supplied") && scores[standardKind] >= sureWeight { // "wants a reply within the hour"
		scores[needKind] = min(scores[needKind], factWeight)
	}
	// What somebody stands by has the words of what it costs or spares in it:
	// "we'd sooner lose the order than ..." tells of no lost order.
	if has("sure:value") && !s.Labels.has(Question) {
		for _, i := range [...]int{painKind, goalKind, standardKind, objectionKind, personalKind, preferenceKind, needKind} {
			scores[valueKind] = max(scores[valueKind], min(scores[i]+1, mostWeight))
		}
	}
	if !d.isNote() && scores[objectionKind] > 0 && d.offered(s.Turn) {
		scores[objectionKind] += offerWeight
	}
}

// offerWeight is what an offer just before adds to a doubt about it: of what was
// said to one, unasked, two in three of those that hurt or object were
// objections in annotated calls, of answers to a question one in six.
const offerWeight = 2

// offered reports whether what the customer says in turn t was said to an
// offer: the last that our side said sells, names a price or asks for the
// order, and asks nothing.
func (d *document) offered(t int) bool {
	for u := t - 1; u >= max(0, t-lookBack); u-- {
		turn := &d.Turns[u]
		if turn.Side != call.Rep || turn.Backchannel || turn.First == turn.End {
			continue
		}
		if d.Sentences[turn.End-1].Labels.has(Question) {
			return false
		}
		return slices.ContainsFunc(d.in(u), func(s sentence) bool {
			return s.Labels.has(Pitch) || s.Labels.has(SelfTalk) || s.Labels.has(Price) || s.Labels.has(Close)
		})
	}
	return false
}
