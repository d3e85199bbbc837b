// Package call reads what a rep pasted, uploaded or typed after a
// conversation and says what it is: a transcript with turns and speakers, or
// a call note with lines. It refuses what is neither, with a sentence for the
// person, because a quote put into the customer's mouth by mistake costs more
// than a file not read.
//
// Layouts are told by their content, the plainest sign first (read.go); sides
// are decided in sides.go, the customer in customer.go, firms.go and
// notehead.go. Words that decide anything (headings, roles, given names, what
// is said of a company, machine-written summaries) lie in lexicon/, one plain
// text file per subject.
//
// It keeps no state and knows neither Slack nor the store. What the turns
// mean (questions, cues, promises) is bot/analyze's work.
package call

import "time"

// Kind tells a transcript from a note.
type Kind string

const (
	Transcript Kind = "transcript"
	Note       Kind = "note"
)

// Format names the layout a text was read as; part of the JSON contract.
type Format string

const (
	ZoomVTT      Format = "zoom-vtt"
	ZoomCaptions Format = "zoom-captions"
	TeamsVTT     Format = "teams-vtt"
	TeamsDOCX    Format = "teams-docx"
	TeamsArrow   Format = "teams-arrow"
	Meet         Format = "meet"
	Otter        Format = "otter"
	Fathom       Format = "fathom"
	Fireflies    Format = "fireflies"
	Gong         Format = "gong"
	TLDV         Format = "tldv"
	Granola      Format = "granola"
	Rev          Format = "rev"
	SRT          Format = "srt"
	VTT          Format = "vtt"
	Plain        Format = "plain"
	NoteText     Format = "note"
)

// Side says whose side a speaker is on.
type Side string

const (
	Rep      Side = "rep"
	Customer Side = "customer"
	Unknown  Side = "unknown"
)

// Call is one conversation as it was read.
type Call struct {
	Kind     Kind
	Format   Format
	Title    string    // as the recorder or the writer put it, or ""
	Customer string    // company named by the text itself, or ""
	Date     time.Time // as the file says, in UTC where it names no zone; zero if it does not say
	Speakers []Speaker // in order of first appearance; none for a note
	Turns    []Turn    // consecutive lines of one speaker are one; for a note each line is one
	Mentions []string  // people that a note's header names ("w/ Priya Nair, Tom")

	// Language is the ISO 639-1 code of the language of most of the text, ""
	// where that can't be told: too little text, or no language has half.
	Language string
	// Reading says in words how the text was taken: "a transcript with
	// `Name: text` lines", "call notes".
	Reading string
	// Alternative is the other kind that the same text could be, "" where
	// there is no doubt. Read again with Input.As set to it.
	Alternative Kind
}

// Speaker is one voice of a transcript.
type Speaker struct {
	Name    string
	Company string // as the format states it ("Name (Company)", a participants header), or ""
	Side    Side
	Words   int     // as spoken, backchannels included; [events] are no words
	Seconds float64 // of speech; 0 where the format has no end times
	// User is the Slack user whom a person confirmed this speaker to be, or "".
	User string
	// Generic says that the label names nobody ("Speaker 2"): whom it means
	// is true for this call only, so it is no alias for the next.
	Generic bool
}

// Alias is what a person confirmed about a speaker's label.
type Alias struct {
	Side   Side   // "" or Unknown leaves the side to the other rules
	User   string // Slack user id of a colleague, or ""
	Absent bool   // a voice that was not in the call (a film, the radio): what it says is left out
}

// Turn is what one speaker said without another speaking, or one line of a
// note.
type Turn struct {
	Speaker int     // index into Call.Speakers; -1 in a note
	Start   float64 // seconds from the start; -1 where the format has none
	End     float64 // -1 where the format has none
	Text    string  // one line of plain text; of a note: without its bullet
	Cues    []Cue   // the pieces the turn was merged from, where they have times

	// Notes only.
	//
	// Heading is the kind of the heading above, one of lexicon/headings.txt
	// ("next_steps", "attendees", "pain", "needs", "decision", "timing",
	// "budget", "objections", "personal", "competition", "pitched", "notes",
	// "agenda"), or "". "title" and "heading" say that the line itself is one
	// and nothing more.
	Heading string
	// Under is the heading above as written, where it stands above open work
	// and may say whose: "Action items (customer)", "Priya". Else "".
	Under   string
	Checked bool // a ticked box
	Box     bool // the line began with a checkbox, ticked or not
	Bullet  bool
}

// Cue is one timed piece of a turn: its text is Turn.Text[From:To]. End is -1
// where the format has none.
type Cue struct {
	Start, End float64
	From, To   int
}

// HasTimes reports whether turns carry start times, and whether they carry
// end times as well.
func (c *Call) HasTimes() (starts, ends bool) {
	for _, t := range c.Turns {
		if t.Start >= 0 {
			starts = true
		}
		if t.End >= 0 {
			ends = true
		}
	}
	return starts, ends
}

// Input is what there is to read, and what is known about it beforehand.
type Input struct {
	Name string // file name, "" for message text; a hint, never a proof
	Data []byte
	// Slack says that Data is message text as Slack delivers it: &amp; &lt;
	// &gt; escaped, links and mentions in angle brackets. It is unescaped
	// once, first.
	Slack bool

	Reps      []string          // names on the rep's side
	Companies []string          // the rep's own company and products
	Customers []string          // known customers and their aliases
	Aliases   map[string]Alias  // speaker labels that a person confirmed; case and blanks don't matter
	People    map[string]string // Slack user id → display name, to read <@U123> in a note

	// As asks for one of the two readings, where Call.Alternative or
	// Unreadable.Alternative offered it or a person says what the text is. ""
	// lets the text tell.
	As Kind
}

// Unreadable is the error for what is no transcript and no note. Both
// sentences are safe to show to the person who sent it.
type Unreadable struct {
	Found string // what it is: "a chat log, not speech"
	Try   string // what would work instead
	// Alternative is how the text can be read all the same, if a person says
	// that it is that; "" where it can't.
	Alternative Kind
}

func (e *Unreadable) Error() string { return e.Found + "; " + e.Try }
