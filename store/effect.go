package store

import (
	"cmp"
	"time"

	"heed/bot/message"
)

// EffectKind is what an effect does in Slack.
type EffectKind string

const (
	Post      EffectKind = "post"      // a message in Channel, or a DM to User; with Ref a reply in its thread
	Update    EffectKind = "update"    // replaces a message: Channel and TS, or the one that effect Ref sent
	Remove    EffectKind = "remove"    // deletes a message of Heed, named as for Update
	Ephemeral EffectKind = "ephemeral" // only-you answer: through ResponseURL if set, else in Channel to User; at most once
	OpenView  EffectKind = "view"      // opens View by Trigger; at most once
	PushView  EffectKind = "push"      // puts View on the stack by Trigger; at most once
	Home      EffectKind = "home"      // publishes View as User's Home tab
	React     EffectKind = "react"     // Emoji on Channel, TS, or on what effect Ref sent
	Upload    EffectKind = "upload"    // File to Channel or User
)

// EffectState is where an effect stands.
type EffectState string

const (
	Pending EffectState = "pending"
	Sending EffectState = "sending" // claimed; Lease says until when
	Unknown EffectState = "unknown" // may or may not have happened: look before sending again
	Sent    EffectState = "sent"
	Failed  EffectState = "failed"  // for good; Error says why
	Dropped EffectState = "dropped" // not sent and not wanted any more; Error says why
)

// Final says that nothing more will be done about an effect.
func (s EffectState) Final() bool { return s == Sent || s == Failed || s == Dropped }

// Blind says what to do with an effect whose fate is unknown and can't be
// looked up.
type Blind string

const (
	SendAgain Blind = "again" // answers, digests: at least once
	LetGo     Blind = "drop"  // nudges: at most once
)

// Effect is one thing to be done in Slack, durable from the transaction of
// its decision until well after it was done. Key names the thing to be done
// once ("T1/nudge/U1/2026-11-27") and begins with the team; writing it again
// changes nothing.
type Effect struct {
	Key     string     `json:"key"`
	Kind    EffectKind `json:"kind"`
	Team    string     `json:"team"`
	Channel string     `json:"channel,omitempty"`
	User    string     `json:"user,omitempty"` // Post without Channel: the person's DM
	Thread  string     `json:"thread,omitempty"`
	TS      string     `json:"ts,omitempty"`
	Ref     string     `json:"ref,omitempty"` // key of an earlier Post: of the last 7 days, with Customer of the last two years

	Message     *message.Message `json:"message,omitempty"`
	View        *message.View    `json:"view,omitempty"`
	Emoji       string           `json:"emoji,omitempty"`
	File        *EffectFile      `json:"file,omitempty"`
	Trigger     string           `json:"trigger,omitempty"`
	ResponseURL string           `json:"response_url,omitempty"`
	Replace     bool             `json:"replace,omitempty"` // Ephemeral: takes the place of the message clicked in

	// Else is posted to User where a view could not be opened in time.
	Else *message.Message `json:"else,omitempty"`

	NotBefore time.Time `json:"not_before,omitzero"`
	Expires   time.Time `json:"expires,omitzero"`   // dropped from then on, if not sent
	Blind     Blind     `json:"blind,omitempty"`    // "" is SendAgain
	Internal  bool      `json:"internal,omitempty"` // Post: refused where another company reads along
	// Customer is the id of the customer whose words the message holds, so
	// that erasing finds it.
	Customer string    `json:"customer,omitempty"`
	Also     []string  `json:"also,omitempty"` // ids of further customers, in a bundle or a list
	Created  time.Time `json:"created"`

	// What follows is the outbox's own; PutEffect sets it anew.

	State       EffectState `json:"state"`
	Line        string      `json:"line"`         // the lane it waits in, which for an effect with Ref is the other's
	Due         time.Time   `json:"due,omitzero"` // not looked at before
	Seq         uint64      `json:"seq"`          // order of creation within the team
	Attempt     int         `json:"attempt,omitempty"`
	Doubts      int         `json:"doubts,omitempty"` // attempts whose fate was unknown
	Looks       int         `json:"looks,omitempty"`  // times it was looked for and not found
	Lease       time.Time   `json:"lease,omitzero"`
	Holder      string      `json:"holder,omitempty"` // who claimed it
	ClaimedAt   time.Time   `json:"claimed_at,omitzero"`
	UnknownAt   time.Time   `json:"unknown_at,omitzero"` // since when its fate is unknown
	ClosedAt    time.Time   `json:"closed_at,omitzero"`  // when it became final
	SentAt      time.Time   `json:"sent_at,omitzero"`
	SentChannel string      `json:"sent_channel,omitempty"`
	SentTS      string      `json:"sent_ts,omitempty"`
	Error       string      `json:"error,omitempty"` // of the last attempt
}

// EffectFile is a small file to hand to somebody.
type EffectFile struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Data  []byte `json:"data"`
}

// Lane is what effects are sent in order by, one in flight at a time: the
// channel, else the person. Modals, Home tabs and answers to a command have
// lanes of their own: a trigger lives three seconds and must not wait behind
// a channel's posts, and neither must wait for the limits on those.
func (e *Effect) Lane() string {
	who := e.Team + "/" + cmp.Or(e.User, e.Channel)
	switch {
	case e.Line != "":
		return e.Line
	case e.Kind == OpenView || e.Kind == PushView:
		return who + "/view"
	case e.Kind == Home:
		return who + "/home"
	case e.Kind == Ephemeral && e.ResponseURL != "":
		return who + "/answer"
	}
	return e.Team + "/" + cmp.Or(e.Channel, e.User)
}

// AtMostOnce says that an effect is let go of when its fate is unknown,
// because it is worthless or confusing when it comes late or twice.
func (e *Effect) AtMostOnce() bool {
	return e.Kind == OpenView || e.Kind == PushView || e.Kind == Ephemeral
}

// Repeatable says that doing it twice is the same as doing it once.
func (e *Effect) Repeatable() bool {
	return e.Kind == Update || e.Kind == Remove || e.Kind == Home || e.Kind == React
}
