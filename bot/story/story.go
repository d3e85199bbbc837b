// Package story is what the team tells of service beyond the call of duty:
// one story, who may take it down, whether a digest may hold it, and which of
// them is an example for a moment that a rep passed over. Pure functions of
// records; the store keeps them, bot/voice says them, bot/coach asks those who
// are in them.
package story

import (
	"slices"
	"time"

	"heed/bot/memory"
)

// Story is one of them, as somebody told it.
type Story struct {
	ID       string    `json:"id"` // Y-3
	Team     string    `json:"team"`
	By       string    `json:"by"`                 // who tells it
	About    string    `json:"about"`              // whom it is about; By for a story of one's own
	Customer string    `json:"customer,omitempty"` // id of the customer who is in it
	Text     string    `json:"text"`
	Kind     string    `json:"kind,omitempty"` // kind of cue that it is an answer to, "" for none in particular
	At       time.Time `json:"at"`
	Consent  Consent   `json:"consent,omitempty"`
	Label    string    `json:"label,omitempty"` // of the digest that it stood beside
	Doubt    Doubt     `json:"doubt,omitempty"` // why nobody can say yes for it
}

// Doubt is why one person's word isn't enough for a digest to hold a story.
type Doubt string

const (
	Nobody  Doubt = "nobody"  // it names nobody who is known, and isn't told of oneself
	Several Doubt = "several" // it names more than one colleague
)

// Consent is what whoever it is about said of the digest.
type Consent string

const (
	Asked   Consent = ""        // they haven't answered
	Named   Consent = "named"   // with their name
	Unnamed Consent = "unnamed" // without it
	Wall    Consent = "wall"    // on the wall alone
	No      Consent = "no"      // of a question: not shown at all
)

// Yes reports whether a digest may hold what was asked about.
func (c Consent) Yes() bool { return c == Named || c == Unnamed }

// May reports whether a digest may hold it.
func (s *Story) May() bool { return s.Doubt == "" && s.Consent.Yes() }

// Of reports whether somebody may take it down: who told it, and whom it is
// about.
func (s *Story) Of(user string) bool { return user != "" && (s.By == user || s.About == user) }

// stale is for how long a story waits for a digest.
const stale = 60 * 24 * time.Hour

// ForDigest is the story that has waited longest for a digest, or nil.
func ForDigest(all []Story, now time.Time) *Story {
	var out *Story
	for i := range all {
		s := &all[i]
		if s.May() && s.Label == "" && now.Sub(s.At) < stale && (out == nil || s.At.Before(out.At)) {
			out = s
		}
	}
	return out
}

// Moment is one in a call that a rep let go.
type Moment struct {
	Kind  string // of cue
	Words string
	Rep   string
}

// sharedWords is how many telling words a story and a moment share to be
// alike, where nobody said what the story is an answer to.
const sharedWords = 2

// Example is the story that fits a moment best, or nil: one about the same
// thing, else one that is an answer to that kind of cue, the latest first. A
// rep's own stories are none for them, nor those told before (by id).
func Example(all []Story, m Moment, told []string) *Story {
	var out *Story
	best := 0
	for i := range all {
		s := &all[i]
		if s.Of(m.Rep) || slices.Contains(told, s.ID) {
			continue
		}
		rank := 0
		if s.Kind != "" && s.Kind == m.Kind {
			rank = 1
		}
		if n := memory.Shared(s.Text, m.Words); n >= sharedWords {
			rank += n
		}
		if rank > best || rank == best && out != nil && s.At.After(out.At) {
			out, best = s, rank
		}
	}
	return out
}
