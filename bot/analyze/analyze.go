package analyze

import (
	"slices"
	"sync"
	"time"

	"heed/bot/call"
	"heed/bot/text"
	"heed/bot/when"
)

// Options is what is known about a call beside its text.
type Options struct {
	At        time.Time      // when it took place, or when the note was written; due phrases count from there
	Loc       *time.Location // zone of the rep; nil: that of At
	Reps      []string       // names on the rep's side; the first wrote the note
	Companies []string       // the rep's own company and products
	Customer  string         // as known beforehand; "" to take it from the text
	People    []string       // people of the customer who are known already
	Dates     when.Options   // the order of figures and the holidays that due phrases are read by
	Type      Type           // of the call, if a person said so; "" to infer it
	CallNote  bool           // a person said that it is one, whatever it reads like
	Nth       int            // of the rep's calls, from 1: turns the wordings over
	// Thresholds replace built-in ones, by type of call and name
	// (thresholds.toml); nil keeps them.
	Thresholds map[Type]Thresholds
}

// Analyze finds in a call everything that the rules know to find. The same
// call and options give the same report, whatever the day and the machine.
func Analyze(c *call.Call, o Options) *Report {
	d := newDocument(c, o)
	d.label()
	if !o.CallNote && !d.isCallNote() {
		return silence(d)
	}
	r := newReport(d)
	r.Promises = append(r.Promises, findPromises(d)...)
	d.markPledges(r.Promises)
	cues := d.cues()
	r.Settled = append(r.Settled, findSettled(d)...)
	r.Received = findReceived(d)
	d.Type = d.inferType(len(r.Settled))
	r.Type = d.Type
	d.revoice(r)
	if facts := findFacts(d); len(facts) > 0 {
		r.Facts = facts
	}
	d.measure(r, cues)
	r.Discovery = d.coverage()
	r.Findings = append(r.Findings, d.findings(r, cues)...)
	r.Findings = append(r.Findings, findMissedAsks(d, r.Promises)...)
	if c.Foreign() {
		r.onlyUniversal()
	}
	for i := range r.Findings {
		d.place(&r.Findings[i])
		r.Findings[i].explain()
	}
	return r
}

// label runs the rules that mark sentences, in the order in which they need
// each other.
func (d *document) label() {
	d.labelSmallWords()
	d.labelQuestions()
	d.labelFollowUps()
	d.labelListening()
	d.labelAbout()
	if d.isNote() {
		d.labelNote()
	}
	d.labelCues()
}

// ruleReader finds the phrases of the package's lexicon in sentences.
type ruleReader struct {
	matcher *text.Matcher
	marks   []uint64     // of the lexicon's sections
	chunk   []text.Match // of many sentences
	most    int          // how many matches of a text this size share a backing array
}

// mostMatches is how many matches share a backing array at most: a long call
// has hundreds of thousands.
const mostMatches = 1 << 14

func newRuleReader(v *text.Vocabulary, size int) *ruleReader {
	return &ruleReader{matcher: rules().NewMatcher(v), marks: sectionMarks(), most: min(mostMatches, size/4)}
}

func (r *ruleReader) match(s *sentence) {
	if cap(r.chunk)-len(r.chunk) < 8*s.Words {
		r.chunk = make([]text.Match, 0, r.most+8*s.Words)
	}
	from := len(r.chunk)
	r.chunk = r.matcher.AppendMatches(r.chunk, s.Tokens)
	s.matches = r.chunk[from:len(r.chunk):len(r.chunk)]
	for i := range s.matches {
		s.marks |= r.marks[s.matches[i].Number]
	}
	s.intends = s.promising()
}

// sectionMarks are the marks of the lexicon's sections by number.
var sectionMarks = sync.OnceValue(func() []uint64 {
	names := rules().Sections()
	out := make([]uint64, len(names))
	for i, name := range names {
		out[i] = markOf(name)
	}
	return out
})

// silence is the report of a text that is no call note: what was read, and
// nothing found in it.
func silence(d *document) *Report {
	for i := range d.Sentences {
		d.Sentences[i].Labels = 0
	}
	r := newReport(d)
	r.CallNote = false
	return r
}

// newReport prints the document into a report without findings.
func newReport(d *document) *Report {
	r := &Report{
		Kind: d.Call.Kind, Format: d.Call.Format, Type: UnknownType, CallNote: true,
		Language: d.Call.Language, Alternative: d.Call.Alternative,
		Customer: customer(d), Speakers: speakers(d), People: d.people(), Turns: make([]Turn, len(d.Turns)),
		Findings: []Finding{}, Promises: []Promise{}, Settled: []Settled{}, Facts: []Fact{}, HeldBack: []HeldBack{},
	}
	sentences := make([]Sentence, len(d.Sentences))
	for t := range d.Turns {
		from, to := d.Turns[t].First, d.Turns[t].End
		r.Turns[t] = d.printTurn(t, sentences[from:from:to])
	}
	return r
}

func customer(d *document) *string {
	switch {
	case d.Opt.Customer != "":
		return &d.Opt.Customer
	case d.Call.Customer != "":
		return &d.Call.Customer
	}
	return nil
}

func speakers(d *document) []Speaker {
	total := 0
	for _, s := range d.Call.Speakers {
		total += s.Words
	}
	out := make([]Speaker, len(d.Call.Speakers))
	for i, s := range d.Call.Speakers {
		out[i] = Speaker{Name: s.Name, Side: s.Side, Words: s.Words}
		if d.ends {
			out[i].Seconds = ptr(round(s.Seconds, 1))
		}
		if total > 0 {
			out[i].TalkShare = ptr(round(float64(s.Words)/float64(total), 4))
		}
	}
	return out
}

// labelsOf returns the labels of a sentence, in a list that others share.
func (d *document) labelsOf(s *sentence) []Label {
	list, ok := d.labels[s.Labels]
	if !ok {
		list = slices.Clip(s.Labels.list())
		d.labels[s.Labels] = list
	}
	return list
}

// printTurn prints turn t; room is for its sentences.
func (d *document) printTurn(t int, room []Sentence) Turn {
	from, turn := &d.Call.Turns[t], &d.Turns[t]
	out := Turn{Speaker: d.speaker(turn.Speaker), Sentences: room}
	if !d.isNote() {
		out.Side = &turn.Side
	} else if turn.Voice != "" {
		out.Voice = &turn.Voice
	}
	if from.Start >= 0 {
		out.Start = &from.Start
	}
	if from.End >= 0 {
		out.End = &from.End
	}
	for i := turn.First; i < turn.End; i++ {
		s := &d.Sentences[i]
		out.Sentences = append(out.Sentences, Sentence{Text: s.Text, Labels: d.labelsOf(s)})
	}
	return out
}
