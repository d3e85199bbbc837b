// Package when reads due phrases ("by Friday", "in two weeks", "end of the
// month", "12 March") against a moment and a zone. It refuses ("after the
// holidays", "soon") rather than guesses: a wrong nudge is worse than none.
//
// A text without a word of time or a figure is passed over in one look at its
// bytes (filter.go). Any other is split into tokens, which lexicon.txt says
// the meaning of (token.go, join.go); phrases are read off them part by part
// (parser.go, readers.go, read_*.go), a phrase that only looks like a date is
// dropped (credible.go), and what the parts of one say together is decided
// last (settle*.go).
//
// Pure functions of text, time and zone; no clock, no state. Who promised
// what is bot/analyze's work, when to nudge is bot/followup's.
package when

import "time"

// Grain is how exact a phrase is.
type Grain string

const (
	Time    Grain = "time" // a time of day was said
	Day     Grain = "day"
	Week    Grain = "week"
	Month   Grain = "month"
	Quarter Grain = "quarter"
	Year    Grain = "year"
)

// Reading is one resolved phrase.
type Reading struct {
	Date   Date   // the due day, in the zone that was asked for; never before today
	Clock  string // "17:00", or "" if no time of day was said
	Grain  Grain
	Phrase string // as it stands in the text: "by Friday"
	From   int    // byte offsets of Phrase in the text
	To     int
	Sure   bool // false where the phrase is read by a policy that people differ on ("next week" = its Monday)
}

// Options of a reading.
type Options struct {
	DayFirst bool            // 3/4 is the third of April
	OrderSet bool            // people said so, or the opposite: 3/4 leaves no doubt
	Holiday  func(Date) bool // days that are no working days besides weekends; nil: none
	YearEnd  time.Month      // last month of the fiscal year; 0: December
}
