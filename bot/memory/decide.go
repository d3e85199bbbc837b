package memory

import (
	"slices"
	"time"

	"heed/bot/analyze"
)

// State is what people made of a fact.
type State string

const (
	Heard     State = ""          // nobody has looked at it
	Confirmed State = "confirmed" // somebody said that it is so
	Dropped   State = "dropped"   // somebody said that it is not; kept for the undo, and so that it isn't learnt again
)

// Change is one thing that somebody did to a fact, with what it was before.
type Change struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	What string    `json:"what"` // confirmed, corrected, pinned, unpinned, dropped, moved
	Was  Was       `json:"was"`
}

// Was is all that a change may change.
type Was struct {
	Customer string           `json:"customer"`
	Kind     analyze.FactKind `json:"kind"`
	About    string           `json:"about,omitempty"`
	Said     string           `json:"said,omitempty"`
	From     string           `json:"from,omitempty"`
	State    State            `json:"state,omitempty"`
	Pinned   bool             `json:"pinned,omitempty"`
}

// keptChanges bounds how far back a fact can be undone.
const keptChanges = 8

// Touched reports whether people have done anything to the fact that stands.
func (f *Fact) Touched() bool {
	return f.State != Heard || f.Pinned || f.Said != "" || f.From != ""
}

func (f *Fact) change(now time.Time, by, what string, do func()) {
	was := Was{f.Customer, f.Kind, f.About, f.Said, f.From, f.State, f.Pinned}
	do()
	f.Changes = append(f.Changes, Change{now, by, what, was})
	if n := len(f.Changes) - keptChanges; n > 0 {
		f.Changes = slices.Clone(f.Changes[n:])
	}
}

// Confirm notes that somebody says it is so.
func (f *Fact) Confirm(now time.Time, by string) {
	if f.State != Confirmed {
		f.change(now, by, "confirmed", func() { f.State = Confirmed })
	}
}

// Drop takes a fact out of what is known.
func (f *Fact) Drop(now time.Time, by string) {
	if f.State != Dropped {
		f.change(now, by, "dropped", func() { f.State = Dropped })
	}
}

// Pin puts a fact before the others of its kind, or no longer.
func (f *Fact) Pin(now time.Time, by string, on bool) {
	if f.Pinned == on {
		return
	}
	what := "unpinned"
	if on {
		what = "pinned"
	}
	f.change(now, by, what, func() { f.Pinned = on })
}

// Correct puts right what a fact says, whom it is about and of what kind it
// is. Whoever puts it right confirms it.
func (f *Fact) Correct(now time.Time, by, text, about string, kind analyze.FactKind) {
	if text == f.Says() && about == f.About && kind == f.Kind {
		return
	}
	f.change(now, by, "corrected", func() {
		if text != f.Says() {
			f.Said = text
		}
		f.About, f.Kind, f.State = about, kind, Confirmed
	})
}

// Move gives a fact to another customer.
func (f *Fact) Move(now time.Time, by, customer string) {
	if customer == f.Customer {
		return
	}
	f.change(now, by, "moved", func() {
		f.From, f.Customer = f.Customer, customer
	})
}

// Undo takes the latest change back; ok is false if there is none.
func (f *Fact) Undo() (what string, ok bool) {
	if len(f.Changes) == 0 {
		return "", false
	}
	c := f.Changes[len(f.Changes)-1]
	f.Changes = f.Changes[:len(f.Changes)-1]
	f.Customer, f.Kind, f.About, f.Said = c.Was.Customer, c.Was.Kind, c.Was.About, c.Was.Said
	f.From, f.State, f.Pinned = c.Was.From, c.Was.State, c.Was.Pinned
	return c.What, true
}
