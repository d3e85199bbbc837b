package analyze

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"heed/bot/call"
)

// ruleLines are the explanations of the rules, by finding.
var ruleLines = sync.OnceValue(func() map[string][]string { return sections(lexiconFile("rules")) })

// nextQuestion is a discovery question of a kind that the call left out.
func (f *finder) nextQuestion(quote string) string {
	kind := Change
	if c := f.r.Discovery; c != nil && c.Next != "" {
		kind = c.Next
	}
	return f.ask.question("discovery:"+string(kind), quote, "")
}

// noFitFound suggests an honest no, a referral, or to ask again another day.
func (f *finder) noFitFound() {
	m, ok := f.noFit()
	if !ok {
		return
	}
	s := &f.Sentences[m.Said]
	why, section := f.say("no_fit"), "fit:cannot"
	if m.NoNeed {
		why, section = f.say("no_fit:no_need"), "fit:noneed"
	}
	if f.refers() {
		section = "fit:referred"
		f.add("honest_no", Praise, m.Said, f.say("honest_no"), "")
	}
	x := f.try("no_fit", m.Said, why, f.ask.question(section, s.Text, ""))
	if m.Confirmed >= 0 {
		x.Answer = f.Sentences[m.Confirmed].Text
	}
}

// valuesClash tells of a customer who says that something of ours goes against
// what they stand for, where our side goes on to sell it.
func (f *finder) valuesClash() {
	for i := range f.Sentences {
		s := &f.Sentences[i]
		if s.Side != call.Customer || !s.has("fit:clash") || s.Labels.has(Question) {
			continue
		}
		rep := f.repBefore(s.Turn)
		first, end := f.reply(s.Turn)
		before, after := rep >= 0 && f.sellsIn(rep, rep+1), f.sellsIn(first, end)
		if !before && !after {
			continue // what they say of somebody else
		}
		x := f.try("values_clash", i, f.say("values_clash"), f.ask.question("fit:clash", s.Text, ""))
		if after {
			x.Answer = f.Sentences[f.firstSaid(first, end)].Text
		} else {
			x.Answer = f.Sentences[f.Turns[rep].End-1].Text
		}
		return
	}
}

// sellsIn reports whether turns first to end hold anything about us.
func (d *document) sellsIn(first, end int) bool {
	for t := first; t < end && t < len(d.Turns); t++ {
		for _, s := range d.in(t) {
			if s.Labels.has(SelfTalk) || s.Labels.has(Pitch) || s.Labels.has(Price) || s.Labels.has(Close) {
				return true
			}
		}
	}
	return false
}

// refers reports whether the rep pointed to somebody else.
func (d *document) refers() bool {
	for i := range d.Sentences {
		if s := &d.Sentences[i]; s.has("fit:refer") && s.Side != call.Customer {
			return true
		}
	}
	return false
}

// pace: too fast to the altar. Where they had asked for it, that is said
// instead.
func (f *finder) pace() {
	p := f.readPace()
	switch {
	case !p.Early:
		return
	case p.Asked >= 0:
		asked := strings.TrimRight(clip(f.Sentences[p.Asked].Text, cueInWhy), " .,;")
		f.r.HeldBack = append(f.r.HeldBack, HeldBack{Measure: "too_fast", Why: reason("asked_for_it") + ": “" + asked + "”"})
		return
	}
	why := f.say("too_fast")
	if p.Needs > 0 {
		why = f.say("too_fast:some", "n", inWords(p.Needs))
	}
	pitch := f.quotablePitch(p.Pitch)
	x := f.try("too_fast", pitch, why, f.nextQuestion(f.Sentences[pitch].Text))
	x.Counts = map[string]int{"needs heard before": p.Needs}
}

// balance: talk about us, and long stretches.
func (f *finder) balance() {
	if most, ok := f.ratioBar("talk_share_max"); ok && f.r.Measures.TalkShare != nil && *f.r.Measures.TalkShare > most.Value+shareError {
		words, _ := f.spoken()
		x := f.try("talk_share", -1, f.say("talk_share", "n", strconv.Itoa(points(*f.r.Measures.TalkShare))), f.ask.question("monologue", f.Sentences[0].Text, ""))
		x.Counts = map[string]int{"our words": words[call.Rep], "their words": words[call.Customer]}
		x.Bar = &most
	}
	if most, ok := f.ratioBar("self_talk_max"); ok && f.r.Measures.SelfTalk != nil && *f.r.Measures.SelfTalk > most.Value {
		us, all := f.selfTalk()
		first := f.longestOwnRun()
		x := f.try("self_talk", first, f.say("self_talk", "all", strconv.Itoa(all), "n", strconv.Itoa(us)), f.nextQuestion(f.Sentences[first].Text))
		x.Counts = map[string]int{"about us": us, "about either": all, "about us in the first third": f.ownInFirstThird()}
		x.Bar = &most
	}
	if most, ok := f.bar("monologue_max_s"); ok && f.r.Measures.LongestMonologueS != nil && *f.r.Measures.LongestMonologueS > most.Value {
		run := f.longest(call.Rep)
		i := f.Turns[run.First].First
		x := f.try("monologue", i, f.say("monologue", "time", minutes(run.Seconds)), f.ask.question("monologue", f.Sentences[i].Text, ""))
		x.Counts = map[string]int{"seconds": int(run.Seconds)}
		x.Bar = &most
	}
}

// shareError is how far a share of words may be from the share of time: over
// 167 recorded calls 1.8 points on average, 4.2 at the 90th percentile.
const shareError = 0.05

// points rounds a share to five points of a hundred: finer is chance.
func points(share float64) int { return int(math.Round(share*20)) * 5 }

// longestOwnRun returns the first sentence of the longest run about us.
func (d *document) longestOwnRun() int {
	best, most, from, n := 0, 0, 0, 0
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Side != call.Rep || !s.Labels.has(SelfTalk) {
			if s.Side == call.Rep && s.Labels.has(AboutCustomer) || s.Side == call.Customer && !d.Turns[s.Turn].Backchannel {
				n = 0
			}
			continue
		}
		if n == 0 {
			from = i
		}
		if n++; n > most {
			best, most = from, n
		}
	}
	return best
}

func (d *document) ownInFirstThird() int {
	n := 0
	for i := range d.Sentences[:len(d.Sentences)/3] {
		if s := &d.Sentences[i]; s.Side == call.Rep && s.Labels.has(SelfTalk) {
			n++
		}
	}
	return n
}

func minutes(seconds float64) string {
	if seconds < 90 {
		return fmt.Sprintf("about %d seconds", int(seconds/10+0.5)*10)
	}
	if n := int(seconds/60 + 0.5); n > 1 {
		return "about " + inWords(n) + " minutes"
	}
	return "about a minute"
}

// questions: too few in discovery, or several in one breath.
func (f *finder) questions() {
	if least, ok := f.bar("questions_min"); ok && f.r.Measures.Questions != nil {
		from, _ := f.threshold("questions_from_s")
		n, long := *f.r.Measures.Questions, f.duration()
		if float64(n) < least.Value && long >= from {
			thirds := f.questionThirds()
			x := f.try("few_questions", -1, f.say("few_questions", "n", capital(inWords(n)), "time", minutes(long)), f.nextQuestion(""))
			x.Counts = map[string]int{"questions": n, "first third": thirds[0], "second third": thirds[1], "last third": thirds[2]}
			x.Bar = &least
		}
	}
	f.spread()
	f.stacked()
}

// spread tells of a discovery whose questions nearly all come in one third of
// the call: a checklist, and then a talk.
func (f *finder) spread() {
	most, ok := f.bar("questions_third_max")
	least, _ := f.threshold("questions_spread_from")
	from, _ := f.threshold("questions_from_s")
	thirds := f.questionThirds()
	all := thirds[0] + thirds[1] + thirds[2]
	if !ok || float64(all) < least || f.duration() < from {
		return
	}
	fullest := 0
	for i, n := range thirds {
		if n > thirds[fullest] {
			fullest = i
		}
	}
	if n := thirds[fullest]; float64(n) > most.Value*float64(all) {
		which := [...]string{"first", "second", "last"}[fullest]
		x := f.try("uneven_questions", f.lastAsked(fullest), f.say("uneven_questions", "n", inWords(n), "N", capital(inWords(n)), "all", inWords(all), "third", which), f.nextQuestion(""))
		x.Counts = map[string]int{"questions": all, "first third": thirds[0], "second third": thirds[1], "last third": thirds[2]}
		x.Bar = &most
	}
}

// lastAsked returns our last question in a third of the call.
func (d *document) lastAsked(third int) int {
	last := -1
	for i := range d.Sentences {
		if s := &d.Sentences[i]; s.Side == call.Rep && s.Labels.has(Question) && d.third(i) == third {
			last = i
		}
	}
	return last
}

// third returns in which third of the call sentence i stands.
func (d *document) third(i int) int { return min(2, 3*i/len(d.Sentences)) }

// duration is the length of the speech in seconds.
func (d *document) duration() float64 {
	total := 0.0
	for t := range d.Turns {
		total += d.seconds(t)
	}
	return total
}

func (d *document) questionThirds() [3]int {
	var out [3]int
	for i := range d.Sentences {
		if s := &d.Sentences[i]; s.Side == call.Rep && s.Labels.has(Question) {
			out[d.third(i)]++
		}
	}
	return out
}

// stacked tells of the turn with most questions in one breath.
func (f *finder) stacked() {
	most, ok := f.bar("stacked_questions")
	var worst []int
	for t := range f.Turns {
		if f.Turns[t].Side != call.Rep {
			continue
		}
		var asked []int
		for i := f.Turns[t].First; i < f.Turns[t].End; i++ {
			if s := &f.Sentences[i]; s.Labels.has(Question) && !s.has("q:logistics") && !s.has("summary") {
				asked = append(asked, i)
			}
		}
		if len(asked) > len(worst) {
			worst = asked
		}
	}
	if !ok || float64(len(worst)) < most.Value {
		return
	}
	best := worst[len(worst)-1]
	for _, i := range worst {
		if f.Sentences[i].Labels.has(DiscoveryAsked) {
			best = i
			break
		}
	}
	x := f.try("stacked_questions", worst[0], f.say("stacked_questions", "N", capital(inWords(len(worst)))), f.Sentences[best].Text)
	x.Counts = map[string]int{"questions": len(worst)}
	x.Bar = &most
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// manners: a next step with a name and a day, and thanks.
func (f *finder) manners() {
	words, _ := f.spoken()
	if least, _ := f.threshold("balance_from_words"); float64(words[call.Rep]+words[call.Customer]) < least || !f.has(call.Rep) || !f.has(call.Customer) {
		return
	}
	f.nextStep()
	for i := range f.Sentences {
		if s := &f.Sentences[i]; s.Side == call.Rep && s.Labels.has(Thanks) {
			return
		}
	}
	f.try("no_thanks", -1, f.say("no_thanks"), "Thank you for the time, and for telling me all that.")
}

// nextStep looks at the promises for one with a day.
func (f *finder) nextStep() {
	if f.nothingOpen() {
		return
	}
	dated := 0
	for _, p := range f.r.Promises {
		if p.Due != nil {
			dated++
		}
	}
	switch {
	case dated > 0:
		return
	case len(f.r.Promises) == 0:
		f.try("no_next_step", -1, f.say("no_next_step"), "What would be a good next step for you, and by when?")
	default:
		p := f.r.Promises[0]
		x := f.try("no_next_step", -1, f.say("no_next_step:undated"), "When would you like to have that?")
		x.Turn, x.Quote = p.Turn, f.quotable(p)
	}
	f.list[len(f.list)-1].Counts = map[string]int{"promises": len(f.r.Promises), "with a day": dated}
}

// quotable is a promise's quote as far as it stands in one sentence.
func (d *document) quotable(p Promise) string {
	at := strings.Index(d.Call.Turns[p.Turn].Text, p.Quote)
	for _, s := range d.in(p.Turn) {
		if strings.Contains(s.Text, p.Quote) {
			return p.Quote
		}
		if s.holds(at) {
			return s.Text
		}
	}
	return ""
}

// nothingOpen: the text itself says that nothing is to be done.
func (d *document) nothingOpen() bool {
	for i := range d.Sentences {
		if d.Sentences[i].has("closed") {
			return true
		}
	}
	return false
}
