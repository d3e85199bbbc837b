package memory

import (
	"slices"
	"time"
)

// Rhythm of contact. With fewer than three contacts there is no rhythm yet,
// and a default is used; it is said to be one.
const (
	defaultRhythm = 21 * 24 * time.Hour
	shortest      = 7 * 24 * time.Hour // nobody is forgotten within a week
	quietFactor   = 1.5                // times the usual gap
	sameOccasion  = 24 * time.Hour     // a note and the transcript of one call are one contact
)

// Rhythm is the median gap between contacts (of two middle ones the longer);
// known is false where the default stands in for it. Contacts within a day
// count as one.
func (c *Customer) Rhythm() (gap time.Duration, known bool) {
	var gaps []time.Duration
	for i := range c.Contacts {
		if i == 0 {
			continue
		}
		if d := c.Contacts[i].At.Sub(c.Contacts[i-1].At); d >= sameOccasion {
			gaps = append(gaps, d)
		}
	}
	if len(gaps) < 2 {
		return defaultRhythm, false
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2], true
}

// Silence is how long nobody has been in touch with a customer.
type Silence struct {
	For   time.Duration `json:"for"`   // since the last contact
	Usual time.Duration `json:"usual"` // the rhythm that For is longer than
	// Default says that Usual is no rhythm of theirs: it takes three contacts
	// to have one.
	Default bool `json:"default,omitempty"`
}

// Pulse is what tells whether a customer is quiet, without the rest of its
// card.
type Pulse struct {
	Last  time.Time     // of the contacts; zero if there was none
	Usual time.Duration // gap between contacts, as Rhythm says
	Known bool
	Gone  bool // sent on, and not met since
}

// Pulse is the customer's.
func (c *Customer) Pulse() Pulse {
	last, _ := c.Last()
	p := Pulse{Last: last.At, Gone: c.Gone()}
	p.Usual, p.Known = c.Rhythm()
	return p
}

// Quiet reports whether nobody has been in touch with the customer for longer
// than usual. Customers that nobody has ever been in touch with aren't quiet,
// nor those that were sent on.
func (p Pulse) Quiet(now time.Time) (s Silence, quiet bool) {
	if p.Last.IsZero() || p.Gone {
		return Silence{}, false
	}
	s = Silence{For: now.Sub(p.Last), Usual: p.Usual, Default: !p.Known}
	if !p.Known {
		return s, s.For > p.Usual
	}
	return s, s.For > max(time.Duration(quietFactor*float64(p.Usual)), shortest)
}

// Quiet is the customer's Pulse.Quiet.
func (c *Customer) Quiet(now time.Time) (s Silence, quiet bool) { return c.Pulse().Quiet(now) }
