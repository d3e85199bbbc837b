package analyze

import (
	"time"

	"heed/bot/call"
)

// Options is what is known about a call beside its text.
type Options struct {
	At        time.Time      // when it took place, or when the note was written; due phrases count from there
	Loc       *time.Location // zone of the rep; nil: that of At
	Reps      []string       // names on the rep's side; the first wrote the note
	Companies []string       // the rep's own company and products
	Customer  string         // as known beforehand; "" to take it from the text
	People    []string       // people of the customer who are known already
	DayFirst  bool           // 3/4 is the third of April
	Type      Type           // of the call, if a person said so; "" to infer it
	// Thresholds replace the built-in ones, by type of call; nil keeps them.
	Thresholds map[Type]Thresholds
}

// Analyze finds in a call everything that the rules know to find. The same
// call and options give the same report, whatever the day and the machine.
func Analyze(c *call.Call, o Options) *Report {
	d := newDocument(c, o)
	r := newReport(d)
	promises := findPromises(d)
	r.Promises = append(r.Promises, promises...)
	r.Settled = append(r.Settled, findSettled(d)...)
	r.Facts = append(r.Facts, findFacts(d)...)
	r.Findings = append(r.Findings, findMissedAsks(d, promises)...)
	return r
}

// newReport prints the document into a report without findings.
func newReport(d *document) *Report {
	r := &Report{
		Kind: d.Call.Kind, Format: d.Call.Format, Type: d.Type, CallNote: true,
		Speakers: []Speaker{}, Turns: make([]Turn, len(d.Turns)),
		Findings: []Finding{}, Promises: []Promise{}, Settled: []Settled{}, Facts: []Fact{}, HeldBack: []HeldBack{},
	}
	return r
}
