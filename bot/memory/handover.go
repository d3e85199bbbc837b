package memory

import (
	"slices"
	"time"
)

// HandOver is a customer that somebody wants a colleague to take over, or
// that was: with all that is known of it, which stays where it is, and the
// promises that were open.
type HandOver struct {
	N        int           `json:"n"` // counts up, so that a button of an older one does nothing
	From     string        `json:"from"`
	To       string        `json:"to"`
	At       time.Time     `json:"at"`
	Note     string        `json:"note,omitempty"`
	State    HandOverState `json:"state"`
	Was      string        `json:"was,omitempty"`      // who kept the customer before
	Promises []string      `json:"promises,omitempty"` // ids of those that went along
}

// HandOverState is what became of a hand-over.
type HandOverState string

const (
	Offered   HandOverState = "offered"
	Accepted  HandOverState = "accepted"
	Declined  HandOverState = "declined"
	Withdrawn HandOverState = "withdrawn" // taken back, before or after it was accepted
)

// OfferTo asks a colleague to take the customer over.
func (c *Customer) OfferTo(now time.Time, from, to, note string) {
	n := 1
	if c.HandOver != nil {
		n = c.HandOver.N + 1
	}
	c.HandOver = &HandOver{N: n, From: from, To: to, At: now, Note: note, State: Offered}
}

// Accept makes the customer the colleague's; ok is false where nothing is
// offered to them.
func (c *Customer) Accept(by string, promises []string) (ok bool) {
	h := c.HandOver
	if h == nil || h.State != Offered || h.To != by {
		return false
	}
	h.State, h.Was, h.Promises = Accepted, c.Keeper, promises
	c.Keeper = by
	return true
}

// Decline says no to an offer.
func (c *Customer) Decline(by string) (ok bool) {
	h := c.HandOver
	if h == nil || h.State != Offered || h.To != by {
		return false
	}
	h.State = Declined
	return true
}

// Withdraw takes an offer or a hand-over back, by either of the two; promises
// are those that went along.
func (c *Customer) Withdraw(by string) (promises []string, ok bool) {
	h := c.HandOver
	if h == nil || by != h.From && by != h.To || h.State != Offered && h.State != Accepted {
		return nil, false
	}
	if h.State == Accepted {
		c.Keeper, promises = h.Was, h.Promises
	}
	h.State = Withdrawn
	return promises, true
}

// Keeps is who looks after the customer: whoever took it over, else whoever
// was in touch last; "" for nobody.
func (c *Customer) Keeps() string {
	if c.Keeper != "" {
		return c.Keeper
	}
	last, _ := c.Last()
	return last.By
}

// WithoutPerson takes somebody of the team out of the card; changed says
// whether they were in it.
func (c *Customer) WithoutPerson(user string) (changed bool) {
	drop := func(s *string) {
		if *s == user {
			*s, changed = "", true
		}
	}
	drop(&c.By)
	drop(&c.Keeper)
	if h := c.HandOver; h != nil && (h.From == user || h.To == user || h.Was == user) {
		c.HandOver, changed = nil, true
	}
	if n := len(c.Muted); n > 0 {
		c.Muted = slices.DeleteFunc(slices.Clone(c.Muted), func(m string) bool { return m == user })
		changed = changed || len(c.Muted) < n
	}
	return changed
}

// Referred says that somebody sent the customer to who suits them better, at
// a time; nobody is reminded that it is quiet until they meet again.
func (c *Customer) Referred(at time.Time) { c.ReferredAt = at }

// Gone reports whether the customer was sent on and hasn't been met since.
func (c *Customer) Gone() bool {
	last, met := c.Last()
	return !c.ReferredAt.IsZero() && !(met && last.At.After(c.ReferredAt))
}
