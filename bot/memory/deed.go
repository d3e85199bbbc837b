package memory

import "time"

// Deed is something done for a customer that nobody had asked for, as somebody
// of the team told it.
type Deed struct {
	ID       string    `json:"id"` // D-3
	Team     string    `json:"team"`
	Customer string    `json:"customer"`
	By       string    `json:"by"`
	Kind     DeedKind  `json:"kind"`
	What     string    `json:"what"`
	At       time.Time `json:"at"`
	Ref      string    `json:"ref,omitempty"` // the click that told it, for its undo
}

// DeedKind is what sort of thing was done.
type DeedKind string

const (
	Favour   DeedKind = "favour"   // a gesture
	Referral DeedKind = "referral" // they were sent to somebody who suits them better
)

// LastDeed is the one done last, or nil.
func LastDeed(ds []Deed) *Deed {
	var last *Deed
	for i := range ds {
		if last == nil || ds[i].At.After(last.At) {
			last = &ds[i]
		}
	}
	return last
}
