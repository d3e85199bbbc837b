// Package memory is what Heed knows of a customer: the customer itself, its
// people, and facts, each with the words it was heard in. It merges what is
// said twice, lets the newer supersede the older, tells when somebody has gone
// quiet by their own rhythm, and builds the brief for the minute before a
// call. Pure functions of records; the store keeps them, bot/analyze finds
// them, bot/voice says them.
package memory

import (
	"slices"
	"time"
)

// Customer is a company (or a person) that the team talks to.
type Customer struct {
	ID      string    `json:"id"` // C-7
	Team    string    `json:"team"`
	Name    string    `json:"name"`
	Aliases []string  `json:"aliases,omitempty"` // other spellings that people confirmed
	Created time.Time `json:"created"`
	By      string    `json:"by,omitempty"` // who first brought it in
	// Contacts are the times of the latest calls and notes, oldest first, and
	// who had them.
	Contacts []Contact `json:"contacts,omitempty"`
	Muted    []string  `json:"muted,omitempty"` // users who don't want to hear that it is quiet
	// Unthanked is when a first meeting was that nobody has said thanks for;
	// zero where somebody has, or nothing is known.
	Unthanked time.Time `json:"unthanked,omitzero"`
	Asked     Asked     `json:"asked,omitzero"` // what was brought up since the last contact
	// Days are those that matter to them, kept in line with the facts.
	Days []Coming `json:"days,omitempty"`

	Keeper     string    `json:"keeper,omitempty"`     // who took it over from a colleague
	HandOver   *HandOver `json:"hand_over,omitempty"`  // the latest
	ReferredAt time.Time `json:"referred_at,omitzero"` // when it was sent to who suits it better
}

// Contact is one time that somebody was in touch.
type Contact struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Call string    `json:"call"`
}

// keptContacts bounds Contacts; the rhythm needs no more.
const keptContacts = 24

// Met records a contact, once per call.
func (c *Customer) Met(m Contact) {
	c.Forget(m.Call)
	c.Contacts = append(c.Contacts, m)
	slices.SortStableFunc(c.Contacts, func(a, b Contact) int { return a.At.Compare(b.At) })
	if n := len(c.Contacts); n > keptContacts {
		c.Contacts = slices.Clone(c.Contacts[n-keptContacts:])
	}
}

// Forget takes the contact of a call back.
func (c *Customer) Forget(call string) {
	c.Contacts = slices.DeleteFunc(c.Contacts, func(m Contact) bool { return m.Call == call })
	if len(c.Contacts) == 0 {
		c.Unthanked = time.Time{}
	}
}

// Last is the latest contact; ok is false if there was none.
func (c *Customer) Last() (last Contact, ok bool) {
	if len(c.Contacts) == 0 {
		return Contact{}, false
	}
	return c.Contacts[len(c.Contacts)-1], true
}

// Called reports whether name is the customer's name or one of its aliases,
// whatever the case, spacing and legal form.
func (c *Customer) Called(name string) bool {
	n := Fold(name)
	if n == "" {
		return false
	}
	if Fold(c.Name) == n {
		return true
	}
	return slices.ContainsFunc(c.Aliases, func(a string) bool { return Fold(a) == n })
}
