package memory

import (
	"slices"
	"time"

	"heed/bot/followup"
	"heed/bot/when"
)

// Asked is what was brought up about a customer since the contact of Since;
// another contact makes it void.
type Asked struct {
	Since  time.Time `json:"since"`
	Quiet  int       `json:"quiet,omitempty"`
	Thanks bool      `json:"thanks,omitempty"`
}

const (
	// Somebody is reminded of a quiet customer twice, after one and after two
	// of the stretches that are longer than usual; from then on the digest
	// alone says so.
	mostQuiet = 2
	// staleTouch is how long after its time a reminder is still worth
	// something: calls of long ago that are read today remind nobody.
	staleTouch = 28 * 24 * time.Hour
	// thanksFrom a first meeting on, the next working morning has come;
	// thanksUntil a thank-you comes too late to be brought up, a weekend and a
	// day off included.
	thanksFrom  = 12 * time.Hour
	thanksUntil = 5 * 24 * time.Hour
)

// StaleTouch is how far back reminders are looked for.
const StaleTouch = staleTouch + 24*time.Hour

// NextTouch is when and why whoever keeps the customer should
// be again: after a first meeting without thanks, and when it has been quiet
// for longer than its own rhythm. A customer without a rhythm, which takes
// three contacts, is never called quiet: any number of days would be made up.
func (c *Customer) NextTouch() (t followup.Touch, ok bool) {
	last, met := c.Last()
	if !met || c.Gone() || slices.Contains(c.Muted, c.Keeps()) {
		return t, false
	}
	asked := c.asked()
	if !c.Unthanked.IsZero() && len(c.Contacts) == 1 && !asked.Thanks {
		return followup.Touch{
			Customer: c.ID, Reason: followup.NoThanks, From: c.Unthanked.Add(thanksFrom), Until: c.Unthanked.Add(thanksUntil),
		}, true
	}
	gap, known := c.Rhythm()
	if !known || asked.Quiet >= mostQuiet {
		return t, false
	}
	long := max(time.Duration(quietFactor*float64(gap)), shortest)
	from := last.At.Add(time.Duration(asked.Quiet+1) * long)
	return followup.Touch{Customer: c.ID, Reason: followup.Quiet, From: from, Until: from.Add(staleTouch)}, true
}

func (c *Customer) asked() Asked {
	if last, ok := c.Last(); ok && last.At.Equal(c.Asked.Since) {
		return c.Asked
	}
	return Asked{}
}

// Raised notes that it was brought up.
func (c *Customer) Raised(why followup.Reason) {
	last, ok := c.Last()
	if !ok {
		return
	}
	a := c.asked()
	a.Since = last.At
	if why == followup.NoThanks {
		a.Thanks = true
	} else {
		a.Quiet++
	}
	c.Asked = a
}

// Unraised takes back what Raised noted.
func (c *Customer) Unraised(why followup.Reason) {
	a := c.asked()
	if why == followup.NoThanks {
		a.Thanks = false
	} else {
		a.Quiet = max(0, a.Quiet-1)
	}
	c.Asked = a
}

// Mute keeps somebody from being reminded of the customer, or no longer.
func (c *Customer) Mute(user string, off bool) {
	c.Muted = slices.DeleteFunc(slices.Clone(c.Muted), func(u string) bool { return u == user })
	if off {
		c.Muted = append(c.Muted, user)
	}
}

// Silent is a customer that somebody was reminded of, as it stands.
type Silent struct {
	Customer string // id
	Reason   followup.Reason
	Silence  Silence   // of Quiet: at the time of the reminder
	MetOn    when.Date // of NoThanks: the day of the first meeting
	Fact     *Fact     // of Coming: what tells the day
	Day      when.Date // of Coming
	Touched  bool      // somebody has been in touch since
	Muted    bool      // the person wants to hear no more of it
}

// SilentFor is how the customer stands for somebody who was reminded of it at
// a time, in whose zone days are.
func (c *Customer) SilentFor(user string, why followup.Reason, at time.Time) Silent {
	s := Silent{Customer: c.ID, Reason: why, Muted: slices.Contains(c.Muted, user)}
	gap, known := c.Rhythm()
	s.Silence = Silence{Usual: gap, Default: !known}
	for _, m := range c.Contacts {
		if m.At.After(at) {
			s.Touched = true
			continue
		}
		s.MetOn, s.Silence.For = when.DateOf(m.At.In(at.Location())), at.Sub(m.At)
	}
	s.Touched = s.Touched || why == followup.NoThanks && c.Unthanked.IsZero()
	return s
}
