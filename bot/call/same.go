package call

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

const (
	// Two recorders that each hear one word in ten wrong share 0.8 of the
	// words and 0.4 of the runs of four; one word in six, 0.25. Different
	// calls shared at most 0.013 in 55 pairs, real and invented.
	sameShare = 0.25
	// Notes are typed, not heard: a copy shares nearly everything, also one
	// that was edited. Two notes about one customer share phrases only.
	sameNoteShare = 0.6
	// sameAnyway is enough where customer or day speak against it: what a rep
	// says in every call is a part of each.
	sameAnyway = 0.8

	// A note is written soon after the call, often during it. The clock of a
	// recorder may be an hour off, and Friday's call is written up on Monday.
	noteBefore = time.Hour
	noteAfter  = 80 * time.Hour
	// Of the telling words of three notes on a call 0.50 to 0.61 were said in
	// it, of one on another call with the same customer 0.29, of notes on
	// other customers' calls at most 0.40, in 250 pairs.
	sameNotes     = 0.4
	sameNotesOnly = 0.5 // where one of the two names no customer, or no time is known
	minTelling    = 4
)

// Occasion is a call with what is known about it beside its text.
type Occasion struct {
	Call     *Call
	Customer string    // as it is kept; "" for Call.Customer
	At       time.Time // when it began or, of a note, was written; zero for Call.Date
}

// Sameness says whether two texts are of one conversation, and why.
type Sameness struct {
	Same   bool
	Reason string  // one clause, for "Why?": "4 words in a row are the same in 83 % of it"
	Shared float64 // 0 to 1, to choose among several
}

// Same tells whether a and b are one conversation, recorded or posted twice:
// by two recorders, as a file and as a paste, with names or without, or once
// as a transcript and once as the rep's note. Two of one kind are compared by
// their words in a row, since names, times and titles differ; a note with a
// transcript by customer, time, and the telling words that they share.
func Same(a, b Occasion) Sameness {
	if a.Call.Kind != b.Call.Kind {
		if a.Call.Kind == Note {
			a, b = b, a
		}
		return sameAsNote(a, b)
	}
	need := sameShare
	if a.Call.Kind == Note {
		need = sameNoteShare
	}
	against := ""
	switch gap := a.at().Sub(b.at()).Abs(); {
	case a.otherCustomer(b):
		against = "the customers differ"
	case !a.at().IsZero() && !b.at().IsZero() && gap > 48*time.Hour && a.dated() && b.dated():
		against = "the days differ"
	}
	if against != "" {
		need = sameAnyway
	}
	s := Sameness{Shared: sharedRuns(a.Call, b.Call)}
	s.Same = s.Shared >= need
	s.Reason = fmt.Sprintf("%.0f %% of the shorter one stands in the other, word for word", 100*s.Shared)
	if against != "" {
		s.Reason += ", but " + against
	}
	return s
}

// sameAsNote compares a transcript with a note.
func sameAsNote(talk, note Occasion) Sameness {
	if talk.otherCustomer(note) {
		return Sameness{Reason: "the customers differ"}
	}
	from, to := talk.at().Add(-noteBefore), talk.at().Add(talk.length()+noteAfter)
	timed := !talk.at().IsZero() && !note.at().IsZero()
	if timed && (note.at().Before(from) || note.at().After(to)) {
		return Sameness{Reason: "the note is of another day"}
	}
	shared, n := sharedTelling(talk.Call, note.Call)
	need := sameNotes
	if talk.customer() == "" || note.customer() == "" || !timed {
		need = sameNotesOnly
	}
	return Sameness{
		Same: n >= minTelling && shared >= need, Shared: shared,
		Reason: fmt.Sprintf("%.0f %% of the names, numbers and rarer words of the note were said in the call", 100*shared),
	}
}

func (o Occasion) customer() string {
	if o.Customer != "" {
		return o.Customer
	}
	return o.Call.Customer
}

// otherCustomer reports whether both name a customer and not the same.
func (o Occasion) otherCustomer(p Occasion) bool {
	a, b := parseCompany(o.customer()), parseCompany(p.customer())
	return a.joined != "" && b.joined != "" && !a.within(b) && !b.within(a)
}

func (o Occasion) at() time.Time {
	if !o.At.IsZero() {
		return o.At
	}
	return o.Call.Date
}

// dated reports whether the text itself says when it was: the time of a post
// says little about the time of a call.
func (o Occasion) dated() bool { return !o.Call.Date.IsZero() }

// length of the talk, as far as its times go.
func (o Occasion) length() time.Duration {
	sec := 0.0
	for _, t := range o.Call.Turns {
		sec = max(sec, t.Start, t.End)
	}
	return time.Duration(sec * float64(time.Second))
}

// tellingWeight is how much more a name or a number says than a longer word.
const tellingWeight = 3

// sharedTelling is the weighted share of a note's telling words that were said
// in a call, and how many the note has: names and numbers, and longer words
// that aren't everybody's.
func sharedTelling(talk, note *Call) (share float64, n int) {
	said := saidWords(talk)
	seen, hits, all := map[string]bool{}, 0, 0
	for _, t := range note.Turns {
		for i, field := range strings.Fields(t.Text) {
			for _, w := range tokens(field) {
				weight := telling(w, i > 0 && hasUpper(field[:1]))
				key := stem(w)
				if weight == 0 || seen[key] {
					continue
				}
				seen[key] = true
				n++
				if all += weight; said[key] {
					hits += weight
				}
			}
		}
	}
	if n == 0 {
		return 0, 0
	}
	return float64(hits) / float64(all), n
}

// saidWords are the stems of what was said in a call, and of its people.
func saidWords(talk *Call) map[string]bool {
	said := map[string]bool{}
	for _, t := range talk.Turns {
		for _, w := range tokens(t.Text) {
			said[stem(w)] = true
		}
	}
	for _, s := range talk.Speakers {
		for _, w := range parseLabel(s.Name).name {
			said[stem(w)] = true
		}
	}
	return said
}

// telling is how much a word of a note says about the call: a number of two
// digits or a name inside of a line most, then five letters that aren't a word
// of every note; 0 for others.
func telling(w string, name bool) int {
	switch {
	case isDigit(w[0]):
		if len(w) > 1 {
			return tellingWeight
		}
		return 0
	case notNames[w] || contact["noun"][w] || titleWords[w] || headings[w] != "" || len(w) < 3:
		return 0
	case name:
		return tellingWeight
	case len(w) >= 5:
		return 1
	}
	return 0
}

// stem is the first five letters: what "invoice", "invoices" and "invoicing"
// share.
func stem(w string) string {
	n := 0
	for i, r := range w {
		if n++; n > 5 && unicode.IsLetter(r) {
			return w[:i]
		}
	}
	return w
}
