package store

import (
	"time"

	"heed/bot/message"
)

// EffectKind is what an effect does in Slack.
type EffectKind string

const (
	Post      EffectKind = "post"      // a message in Channel, or a DM to User
	Update    EffectKind = "update"    // replaces a message: Channel and TS, or the one that effect Ref sent
	Remove    EffectKind = "remove"    // deletes a message of Heed, named as for Update
	Ephemeral EffectKind = "ephemeral" // only-you answer: through ResponseURL if set, else in Channel to User
	OpenView  EffectKind = "view"      // opens View by Trigger
	PushView  EffectKind = "push"      // puts View on the stack by Trigger
	Home      EffectKind = "home"      // publishes View as User's Home tab
	React     EffectKind = "react"     // Emoji on Channel, TS
	Upload    EffectKind = "upload"    // File to Channel or User
)

// EffectState is where an effect stands.
type EffectState string

const (
	Pending EffectState = "pending"
	Sending EffectState = "sending" // claimed; Lease says until when
	Unknown EffectState = "unknown" // may or may not have happened: look before sending again
	Sent    EffectState = "sent"
	Failed  EffectState = "failed" // for good; Error says why
	Dropped EffectState = "dropped"
)

// Blind says what to do with an effect whose fate is unknown and can't be
// looked up.
type Blind string

const (
	SendAgain Blind = "again" // answers, digests: at least once
	LetGo     Blind = "drop"  // nudges: at most once
)

// Effect is one thing to be done in Slack, durable from the transaction of
// its decision until well after it was done. Key names the thing to be done
// once ("T1/nudge/U1/2026-11-27"); writing it again changes nothing.
type Effect struct {
	Key     string     `json:"key"`
	Kind    EffectKind `json:"kind"`
	Team    string     `json:"team"`
	Channel string     `json:"channel,omitempty"`
	User    string     `json:"user,omitempty"` // Post without Channel: the person's DM
	Thread  string     `json:"thread,omitempty"`
	TS      string     `json:"ts,omitempty"`
	Ref     string     `json:"ref,omitempty"` // key of an earlier Post

	Message     *message.Message `json:"message,omitempty"`
	View        *message.View    `json:"view,omitempty"`
	Emoji       string           `json:"emoji,omitempty"`
	File        *EffectFile      `json:"file,omitempty"`
	Trigger     string           `json:"trigger,omitempty"`
	ResponseURL string           `json:"response_url,omitempty"`

	NotBefore time.Time `json:"not_before,omitzero"`
	Expires   time.Time `json:"expires,omitzero"` // dropped from then on, if not sent
	Blind     Blind     `json:"blind,omitempty"`  // "" is SendAgain
	// Customer names whose words the message holds, so that erasing finds it.
	Customer string `json:"customer,omitempty"`
	Created time.Time `json:"created"`

	State       EffectState `json:"state"`
	Due         time.Time   `json:"due"` // when to look at it next
	Seq         uint64      `json:"seq"` // order of creation
	Attempt     int         `json:"attempt,omitempty"`
	Looks       int         `json:"looks,omitempty"` // times it was looked for and not found
	Lease       time.Time   `json:"lease,omitzero"`
	Holder      string      `json:"holder,omitempty"` // who claimed it
	SentAt      time.Time   `json:"sent_at,omitzero"`
	SentChannel string      `json:"sent_channel,omitempty"`
	SentTS      string      `json:"sent_ts,omitempty"`
	Error       string      `json:"error,omitempty"`
}

// EffectFile is a small file to hand to somebody.
type EffectFile struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Data  []byte `json:"data"`
}

// Lane is what effects are sent in order by, one in flight at a time: the
// channel, else the person.
func (e *Effect) Lane() string {
	if e.Channel != "" {
		return e.Team + "/" + e.Channel
	}
	return e.Team + "/" + e.User
}
