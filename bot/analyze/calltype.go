package analyze

import (
	"strconv"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/text"
)

// typeSign is a section of calltype.txt: "type:demo:2" gives two points for
// a demo.
type typeSign struct {
	of     Type
	points int
}

// typeSigns returns the signs by the number of their section; no points for
// the sections that are none.
var typeSigns = sync.OnceValue(func() []typeSign {
	signs := make([]typeSign, len(rules().Sections()))
	for i, section := range rules().Sections() {
		rest, ok := strings.CutPrefix(section, "type:")
		if !ok {
			continue
		}
		of, points, _ := strings.Cut(rest, ":")
		n, err := strconv.Atoi(points)
		if err != nil {
			panic(section + " without its points") // embedded: found by the first test
		}
		signs[i] = typeSign{Type(of), n}
	}
	return signs
})

// inferType returns the type of call with the most points (calltype.txt). A
// sentence gives each type the points of its strongest sign; a title's count
// twice, for it was written to say that. Value-discovery questions count for
// discovery. Fewer than typeMinimum points say nothing, and one discount named
// in a pitch is no negotiation.
func (d *document) inferType() Type {
	if d.Opt.Type != "" {
		return d.Opt.Type
	}
	points := map[Type]int{}
	for i := range d.Sentences {
		s := &d.Sentences[i]
		weight := 1
		switch heading := d.Call.Turns[s.Turn].Heading; {
		case heading == "next_steps": // what is to come, not what this was
			continue
		case heading == "title":
			weight = titleWeight
		}
		addTypePoints(points, s.matches, weight)
		if s.Labels.has(DiscoveryAsked) && s.Side != call.Customer {
			points[Discovery]++
		}
	}
	if title := d.Call.Title; title != "" && !d.isNote() {
		addTypePoints(points, rules().Match(text.Tokenize(title)), titleWeight)
	}
	if needs := d.noteNeeds(); d.isNote() && needs > d.noteLines()[SellerVoice] {
		points[Discovery] += needs
	}
	best, most := UnknownType, typeMinimum-1
	for _, t := range typeOrder {
		if points[t] > most && (t != Negotiation || points[t] > typeMinimum) {
			best, most = t, points[t]
		}
	}
	return best
}

// addTypePoints gives each type the points of its strongest sign.
func addTypePoints(points map[Type]int, matches []text.Match, weight int) {
	var best map[Type]int // most sentences have no sign
	signs := typeSigns()
	for i := range matches {
		sign := &signs[matches[i].Number]
		if sign.points == 0 {
			continue
		}
		if best == nil {
			best = map[Type]int{}
		}
		best[sign.of] = max(best[sign.of], sign.points)
	}
	for t, n := range best {
		points[t] += n * weight
	}
}

const (
	typeMinimum = 2
	titleWeight = 2
)

// typeOrder decides ties: the rarer evidence first.
var typeOrder = []Type{CheckIn, Demo, Negotiation, Discovery}

// noteNeeds counts the lines of a note that hold a pain, a standard, the way
// they decide and so on: what a discovery call yields.
func (d *document) noteNeeds() int {
	n := 0
	for _, t := range d.Turns {
		if t.Voice != CustomerVoice {
			continue
		}
		for i := t.First; i < t.End; i++ {
			l := d.Sentences[i].Labels
			if l.has(CuePain) || l.has(CueGoal) || l.has(CueStandard) || l.has(CueDecision) || l.has(CueWorry) || l.has(CueTiming) {
				n++
				break
			}
		}
	}
	return n
}
