package analyze

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/text"
)

// typeSign is a section of calltype.txt: "type:demo:2" gives two points for
// a demo, "type:demo:4:note" four, but only in a note.
type typeSign struct {
	of     Type
	points int
	only   string // in a note, a talk, a title or what one side says; "" is anywhere
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
		of, rest, _ := strings.Cut(rest, ":")
		points, only, _ := strings.Cut(rest, ":")
		n, err := strconv.Atoi(points)
		if err != nil {
			panic(section + " without its points") // embedded: found by the first test
		}
		signs[i] = typeSign{Type(of), n, only}
	}
	return signs
})

// inferType returns the type of call with the most points (calltype.txt). A
// sentence gives each type the points of its strongest sign; a title's count
// twice, for it was written to say that. Value-discovery questions count for
// discovery, and so do the lines of a note that hold what it yields; promises
// reported kept (settled of them) show a customer. Fewer than typeMinimum
// points say nothing, except in a whole talk (talkType). A negotiation has two
// sides: one discount named in a pitch is none, nor are prices that only the
// rep speaks of.
func (d *document) inferType(settled int) Type {
	if d.Opt.Type != "" {
		return d.Opt.Type
	}
	points := d.typePoints(settled)
	if !d.isNote() && len(d.Sentences) >= wholeTalk {
		return talkType(points, settled)
	}
	best, most := UnknownType, typeMinimum-1
	for _, t := range typeOrder {
		if points[t] > most && (t != Negotiation || points[t] > typeMinimum) {
			best, most = t, points[t]
		}
	}
	return best
}

// typePoints returns the points of each type of call.
func (d *document) typePoints(settled int) map[Type]int {
	points := map[Type]int{}
	kind := talkSigns
	if d.isNote() {
		kind = noteSigns
	}
	both := d.isNote() // whether the other side spoke of terms, too
	for i := range d.Sentences {
		s := &d.Sentences[i]
		before := points[Negotiation]
		switch heading := d.Call.Turns[s.Turn].Heading; {
		case heading == "next_steps": // what is to come, not what this was
			continue
		case heading == "title":
			addTypePoints(points, s.matches, titleWeight, kind, titleSigns)
		default:
			addTypePoints(points, s.matches, 1, kind, string(s.Side))
		}
		if s.Labels.has(DiscoveryAsked) && s.Side != call.Customer {
			points[Discovery]++
		}
		both = both || s.Side != call.Rep && points[Negotiation] > before
	}
	if !both {
		points[Negotiation] = 0
	}
	if title := d.Call.Title; title != "" && !d.isNote() {
		addTypePoints(points, rules().Match(text.Tokenize(title)), titleWeight, kind, titleSigns)
	}
	if d.isNote() {
		points[Discovery] += d.noteDiscovery()
		points[CheckIn] += typeMinimum * max(0, settled-1)
	}
	return points
}

// talkType returns the type of a talk that is long enough to show it: the one
// whose points are the most beside what is usual in a call of that type. Nobody
// says that this is a first conversation, so that's what it is unless it shows
// what else it was.
func talkType(points map[Type]int, settled int) Type {
	best, most := Discovery, firstTalk+float64(points[Discovery])/usualPoints[Discovery]
	if float64(points[Negotiation]) >= usualPoints[Negotiation] && points[Negotiation] >= points[CheckIn] {
		points[CheckIn] = 0 // one haggles with customers, too
	} else {
		points[CheckIn] += settledPoints * max(0, settled-1)
	}
	for _, t := range typeOrder[:3] {
		if share := float64(points[t]) / usualPoints[t]; share >= most {
			best, most = t, share
		}
	}
	return best
}

// usualPoints is how many points a talk of wholeTalk sentences or more shows
// when it is of the type; the questions of a discovery are asked in every
// type, so its points are far from showing it alone.
var usualPoints = map[Type]float64{CheckIn: 6, Demo: 4, Negotiation: 6, Discovery: 33}

const (
	wholeTalk     = 30
	firstTalk     = .8
	settledPoints = 4 // for each promise reported kept after the first, which may be a new customer's
)

// Where a sign may count for something only.
const noteSigns, talkSigns, titleSigns = "note", "talk", "title"

// addTypePoints gives each type the points of its strongest sign, of those
// that count in one of the places.
func addTypePoints(points map[Type]int, matches []text.Match, weight int, places ...string) {
	var best map[Type]int // most sentences have no sign
	signs := typeSigns()
	for i := range matches {
		sign := &signs[matches[i].Number]
		if sign.points == 0 || sign.only != "" && !slices.Contains(places, sign.only) {
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
	// So many lines of what a customer said are a discovery if nothing says
	// otherwise; more needs than mostNeeds make it none the surer.
	customerLines, mostNeeds = 3, 5
)

// typeOrder decides ties: the rarer evidence first.
var typeOrder = []Type{CheckIn, Demo, Negotiation, Discovery}

// noteDiscovery is what the lines of a note give for a discovery call.
func (d *document) noteDiscovery() int {
	voices := d.noteLines()
	needs := d.noteNeeds()
	switch {
	case needs < voices[SellerVoice]:
		needs = 0
	case needs < typeMinimum && voices[CustomerVoice] >= customerLines:
		needs = typeMinimum
	}
	return min(needs, mostNeeds)
}

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
