package analyze

import (
	"fmt"
	"slices"
	"strings"

	"heed/bot/call"
)

// finder collects the findings of one report.
type finder struct {
	*document
	r    *Report
	ask  asker
	list []Finding
}

// findings returns all that is worth saying, what to try first; which one is
// said to the rep is a later pick.
func (d *document) findings(r *Report, cues []cue) []Finding {
	f := &finder{document: d, r: r}
	if d.isNote() {
		f.note()
		return f.list
	}
	f.missedCues(cues)
	f.noFitFound()
	f.valuesClash()
	f.pace()
	f.balance()
	f.questions()
	f.manners()
	f.praise(cues)
	return f.list
}

// try adds a finding to try; quote and place come from sentence i, unless it
// is -1: then the finding is about the whole call.
func (f *finder) try(id string, i int, why, try string) *Finding { return f.add(id, Try, i, why, try) }

func (f *finder) add(id string, tone Tone, i int, why, try string) *Finding {
	x := Finding{ID: id, Tone: tone, Turn: -1, Why: why, Try: try}
	if i >= 0 {
		s := &f.Sentences[i]
		x.Turn, x.Quote, x.Who = s.Turn, s.Text, f.speaker(s.Speaker)
	}
	f.list = append(f.list, x)
	return &f.list[len(f.list)-1]
}

// missedCues tells of the cues that no reply took up: feelings and pivots
// first. Of sentences side by side one is told: they are one thing said twice.
func (f *finder) missedCues(cues []cue) {
	var missed []cue
	for _, c := range cues {
		if !c.Taken && c.Kind != "praise" {
			missed = append(missed, c)
		}
	}
	slices.SortStableFunc(missed, func(a, b cue) int { return f.cost(a) - f.cost(b) })
	missed = f.apart(missed)
	total := len(missed)
	for _, c := range missed {
		s := &f.Sentences[c.Sentence]
		x := f.try("missed_cue", c.Sentence, f.passedOver(c), f.ask.forCue(c, s))
		x.Kind = c.Kind
		x.Answer = f.Sentences[f.telling(c.By)].Text
		x.Counts = map[string]int{"cues": len(cues), "missed": total, "sentences about us after it": f.ownAfter(c)}
	}
}

// telling returns the sentence of a reply to quote: sentence i, or the one after
// it in its turn where i is a nod in a few words ("Right, noted.").
func (d *document) telling(i int) int {
	if s := &d.Sentences[i]; s.Words <= shortNod && i+1 < d.Turns[s.Turn].End && d.Sentences[i+1].Words > 0 {
		return i + 1
	}
	return i
}

// apart keeps of cues side by side the first in their order.
func (d *document) apart(cues []cue) []cue {
	out := cues[:0]
	for _, c := range cues {
		if !slices.ContainsFunc(out, func(x cue) bool { return d.besides(x.Sentence, c.Sentence) }) {
			out = append(out, c)
		}
	}
	return out
}

func (d *document) besides(a, b int) bool {
	return d.Sentences[a].Turn == d.Sentences[b].Turn && b-a <= 1 && a-b <= 1
}

// cost orders missed cues: what is felt first, then what is plainly said, then
// by kind; a pivot to the product before a change of subject.
func (d *document) cost(c cue) int {
	n := 2 * slices.Index(cueKinds, c.Kind)
	if c.How != "pivot" {
		n++
	}
	if c.weak {
		n += 2 * len(cueKinds)
	}
	if d.Sentences[c.Sentence].has("distress") {
		n -= 4 * len(cueKinds)
	}
	return n
}

// passedOver says in one sentence what happened instead.
func (d *document) passedOver(c cue) string {
	n := d.ownAfter(c)
	by := &d.Sentences[c.By]
	switch {
	case c.How != "pivot":
		return d.say("missed_cue:other")
	case by.Labels.has(Price):
		return d.say("missed_cue:price")
	case n > 1:
		return d.say("missed_cue:pivot", "n", inWords(n))
	}
	return d.say("missed_cue:pivot:one")
}

// ownAfter counts the sentences about us in the reply.
func (d *document) ownAfter(c cue) int {
	n := 0
	for t := c.Reply; t < len(d.Turns) && d.Turns[t].Side == call.Rep; t++ {
		for _, s := range d.in(t) {
			if s.Labels.has(SelfTalk) || s.Labels.has(Pitch) {
				n++
			}
		}
	}
	return n
}

// called is a speaker's name for a sentence's beginning; without one, "They".
func (d *document) called(speaker int) string {
	name, _, _ := strings.Cut(d.speaker(speaker), "|")
	name, _, _ = strings.Cut(name, "(")
	name = strings.TrimSpace(name)
	if name == "" || strings.EqualFold(name, "them") || strings.HasPrefix(strings.ToLower(name), "speaker") {
		return "They"
	}
	return name
}

var smallNumbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

func inWords(n int) string {
	if n >= 0 && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return fmt.Sprint(n)
}
