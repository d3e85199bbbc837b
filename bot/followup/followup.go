// Package followup is the life of a promise after it was made: its states and
// transitions, and when and why to nudge. Pure functions of records, a person
// and a moment; what is said in the nudge is bot/voice's work, finding
// promises is bot/analyze's, keeping them the store's.
//
// States: open → done | dropped, and back to open by an undo. A snooze is a
// day on an open one; one that a colleague was asked to take over stays its
// owner's until they do (offer.go). Every change knows who, when and why. What a later note
// reports done is settled by Settle and comes back with Unsettle when that
// note goes; once a person has undone it, the same note settles it no more. What
// a later call promises again is dropped with Replace, in the same way.
package followup

import (
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

// State of a follow-up.
type State string

const (
	Open    State = "open"
	Done    State = "done"
	Dropped State = "dropped"
)

// FollowUp is one promise and what became of it.
type FollowUp struct {
	ID       string           `json:"id"` // F-12
	Team     string           `json:"team"`
	Owner    string           `json:"owner"`         // Slack user who is nudged
	Who      string           `json:"who,omitempty"` // who promised, where that isn't Owner
	Side     call.Side        `json:"side"`
	Customer string           `json:"customer,omitempty"` // customer id
	Call     string           `json:"call,omitempty"`     // call it was made in
	Action   string           `json:"action"`
	Quote    string           `json:"quote,omitempty"`
	Strength analyze.Strength `json:"strength,omitempty"`

	Due       when.Date `json:"due,omitzero"` // zero: none was said
	DueTime   string    `json:"due_time,omitempty"`
	DuePhrase string    `json:"due_phrase,omitempty"`
	Made      time.Time `json:"made"`
	// Again is the earlier promise that this one says again, and Was the day
	// that it had, if that was another.
	Again string    `json:"again,omitempty"`
	Was   when.Date `json:"was,omitzero"`
	// Assumed says that Due is Heed's reading of a phrase that people differ
	// on ("next week").
	Assumed bool `json:"assumed,omitempty"`

	State     State     `json:"state"`
	Settled   time.Time `json:"settled,omitzero"`
	SettledBy string    `json:"settled_by,omitempty"` // call that reported it done
	KeptOn    when.Date `json:"kept_on,omitzero"`     // day it was done, where that was said
	Offer     *Offer    `json:"offer,omitempty"`      // a colleague was asked to take it over
	Offers    int       `json:"offers,omitempty"`     // how often one was
	From      string    `json:"from,omitempty"`       // who handed it over to Owner
	Digest    string    `json:"digest,omitempty"`     // label of the weekly digest in which Owner took it on
	Disputed  []string  `json:"disputed,omitempty"`   // calls whose report of it a person took back
	Undone    time.Time `json:"undone,omitzero"`      // when something was last undone
	Snoozed   when.Date `json:"snoozed,omitzero"`     // nothing before this day
	Nudges    int       `json:"nudges,omitempty"`     // since it was last touched
	LastSaid  when.Date `json:"last_said,omitzero"`   // day of the last nudge
	Changes   []Change  `json:"changes,omitempty"`
}

// Change is one entry of a follow-up's history. Before holds what Undo needs.
type Change struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"` // user id, or "heed"
	What   string    `json:"what"`
	Why    string    `json:"why,omitempty"`
	Before Undoable  `json:"before"`
}

// Undoable is the part of a follow-up that changes.
type Undoable struct {
	State     State     `json:"state"`
	Settled   time.Time `json:"settled,omitzero"`
	SettledBy string    `json:"settled_by,omitempty"`
	KeptOn    when.Date `json:"kept_on,omitzero"`
	Owner     string    `json:"owner,omitempty"`
	From      string    `json:"from,omitempty"`
	Offer     *Offer    `json:"offer,omitempty"`
	Assumed   bool      `json:"assumed,omitempty"`
	Snoozed   when.Date `json:"snoozed,omitzero"`
	Action    string    `json:"action,omitempty"`
	Due       when.Date `json:"due,omitzero"`
	DueTime   string    `json:"due_time,omitempty"`
	DuePhrase string    `json:"due_phrase,omitempty"`
}

// Mine reports whether the promise was made on the rep's side (or by nobody
// named), so that keeping it is up to the owner.
func (f *FollowUp) Mine() bool { return f.Side != call.Customer }

// KeptOnTime reports whether a done follow-up was settled by the end of its
// due day in loc. Without a due day, done is on time.
func (f *FollowUp) KeptOnTime(loc *time.Location) bool {
	if f.State != Done {
		return false
	}
	on := f.KeptOn
	if on.IsZero() {
		on = when.DateOf(f.Settled.In(loc))
	}
	return f.Due.IsZero() || !on.After(f.Due)
}

// LateOn reports whether it is open on a day after the one that it was due on.
func (f *FollowUp) LateOn(today when.Date) bool {
	return f.State == Open && !f.Due.IsZero() && f.Due.Before(today)
}

// Finish marks it done.
func (f *FollowUp) Finish(now time.Time, by, why string) {
	f.change(now, by, "done", why)
	f.State, f.Settled, f.SettledBy, f.KeptOn, f.Offer = Done, now, "", when.Date{}, nil
}

// FinishOn marks it done on an earlier day.
func (f *FollowUp) FinishOn(now time.Time, by, why string, day when.Date) {
	f.Finish(now, by, why)
	f.KeptOn = day
}

// Settle marks it done because a call reports so.
func (f *FollowUp) Settle(now time.Time, call string) {
	f.Finish(now, heed, "as your note says")
	f.SettledBy = call
}

// Replace lets it go because a later call promises the same again.
func (f *FollowUp) Replace(now time.Time, call string) {
	f.change(now, heed, again, "promised again")
	f.State, f.Settled, f.SettledBy, f.Offer = Dropped, now, call, nil
}

// heed is who settles what a note reports, and replaces what it says again.
const (
	heed  = "heed"
	again = "again"
)

// Unsettle takes back what Settle or Replace did for a call; what people did
// since stays. It reports whether there was something to take back.
func (f *FollowUp) Unsettle(call string) bool {
	if f.SettledBy != call {
		return false
	}
	f.SettledBy, f.Nudges = "", 0
	for i, c := range slices.Backward(f.Changes) {
		if c.By == heed && (c.What == "done" || c.What == again) {
			f.State, f.Settled, f.Snoozed, f.Offer = c.Before.State, c.Before.Settled, c.Before.Snoozed, c.Before.Offer
			f.Changes = slices.Delete(slices.Clone(f.Changes), i, i+1)
			return true
		}
	}
	f.State, f.Settled = Open, time.Time{}
	return true
}

// Drop lets it go: why says whether it was no promise, or no longer wanted.
func (f *FollowUp) Drop(now time.Time, by, why string) {
	f.change(now, by, "dropped", why)
	f.State, f.Settled, f.SettledBy, f.Offer = Dropped, now, "", nil
}

// Snooze keeps it quiet until day.
func (f *FollowUp) Snooze(now time.Time, by string, day when.Date) {
	f.change(now, by, "snoozed", "until "+day.String())
	f.State, f.Settled, f.SettledBy, f.Snoozed = Open, time.Time{}, "", day
}

// Edit changes what was promised and by when; a zero due takes the date away.
func (f *FollowUp) Edit(now time.Time, by, action string, due when.Date) {
	f.change(now, by, "edited", "")
	f.Action = action
	if due != f.Due {
		f.Due, f.DueTime, f.DuePhrase, f.Snoozed, f.Assumed = due, "", "", when.Date{}, false
	}
}

// Keep leaves it open: somebody said that they are on it.
func (f *FollowUp) Keep(now time.Time, by string) { f.change(now, by, kept, "") }

const kept = "kept"

// kept reports whether the last that was said of it is that somebody is on it.
func (f *FollowUp) kept() bool {
	n := len(f.Changes)
	return n > 0 && f.Changes[n-1].What == kept && f.Undone.IsZero()
}

// doubleClick is how soon after an undo another one is a slip of the finger.
const doubleClick = 3 * time.Second

// Undo takes the last change back and reports whether there was one. A second
// click on the same button takes nothing more back, and that a colleague
// declined stays so.
func (f *FollowUp) Undo(now time.Time) bool {
	if f.declined() {
		return false
	}
	if d := now.Sub(f.Undone); len(f.Changes) == 0 || d >= 0 && d < doubleClick {
		return false
	}
	last := len(f.Changes) - 1
	b := f.Changes[last].Before
	if f.SettledBy != "" && b.SettledBy == "" {
		f.Disputed = append(f.Disputed, f.SettledBy)
	}
	f.Changes = slices.Delete(slices.Clone(f.Changes), last, last+1)
	f.State, f.Settled, f.Snoozed, f.SettledBy = b.State, b.Settled, b.Snoozed, b.SettledBy
	f.Action, f.Due, f.DueTime, f.DuePhrase, f.Assumed = b.Action, b.Due, b.DueTime, b.DuePhrase, b.Assumed
	f.KeptOn, f.Offer, f.From = b.KeptOn, b.Offer, b.From
	if b.Owner != "" { // changes of an older version don't hold it
		f.Owner = b.Owner
	}
	f.Nudges, f.Undone = 0, now
	return true
}

// Said records that a nudge went out on day.
func (f *FollowUp) Said(day when.Date) {
	f.Nudges++
	f.LastSaid = day
}

// Unsaid takes back that a nudge went out: it was never sent.
func (f *FollowUp) Unsaid() { f.Nudges = max(0, f.Nudges-1) }

// Touched is when somebody last changed it, or undid that, or when it was made.
func (f *FollowUp) Touched() time.Time {
	if !f.Undone.IsZero() {
		return f.Undone
	}
	if n := len(f.Changes); n > 0 {
		return f.Changes[n-1].At
	}
	return f.Made
}

// Answered reports whether somebody has dealt with it since it was brought
// up, and has not taken that back. One that a colleague won't take isn't.
func (f *FollowUp) Answered() bool {
	return f.Nudges == 0 && len(f.Changes) > 0 && f.Undone.IsZero() && !f.declined()
}

const declined = "declined"

// declined reports whether the last that happened is that a colleague won't
// take it over.
func (f *FollowUp) declined() bool {
	n := len(f.Changes)
	return n > 0 && f.Changes[n-1].What == declined
}

// change appends to the history; being touched starts the count of unanswered
// nudges anew.
func (f *FollowUp) change(now time.Time, by, what, why string) {
	f.Changes = append(f.Changes, Change{At: now, By: by, What: what, Why: why, Before: Undoable{
		State: f.State, Settled: f.Settled, SettledBy: f.SettledBy, Snoozed: f.Snoozed,
		KeptOn: f.KeptOn, Owner: f.Owner, From: f.From, Offer: f.Offer, Assumed: f.Assumed,
		Action: f.Action, Due: f.Due, DueTime: f.DueTime, DuePhrase: f.DuePhrase,
	}})
	f.Nudges, f.Undone = 0, time.Time{}
}
