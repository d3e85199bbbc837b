package store

import (
	"time"

	"heed/bot/call"
	"heed/store/kv"
)

// Answered is what a rep said of one speaker of a call.
type Answered struct {
	Speaker string      `json:"speaker"` // as the transcript labels them
	Answer  call.Answer `json:"answer"`
	At      time.Time   `json:"at"` // answers given at once are taken back at once
}

// Voice is one speaker of a transcript, as needed to ask who it is without
// reading the text again.
type Voice struct {
	Name     string    `json:"name"`
	Side     call.Side `json:"side"`
	Words    int       `json:"words"`
	Generic  bool      `json:"generic,omitempty"` // the label names nobody
	Absent   bool      `json:"absent,omitempty"`  // said not to be in the call, and left out
	User     string    `json:"user,omitempty"`    // Slack user whom somebody confirmed them to be
	Company  string    `json:"company,omitempty"` // as the transcript states it
	Excerpts []string  `json:"excerpts,omitempty"`
	Alias    string    `json:"alias,omitempty"` // id of what was remembered of them and decided
}

// Alias is what a rep confirmed about a speaker's name, for later calls.
type Alias struct {
	Team   string      `json:"team"`
	ID     string      `json:"id"`
	Name   string      `json:"name"` // as the transcript labels them
	Answer call.Answer `json:"answer"`
	By     string      `json:"by"` // who said so; who "me" is
	// Own says that it holds in calls of By only: a first name may be anybody's
	// elsewhere.
	Own     bool      `json:"own,omitempty"`
	Company string    `json:"company,omitempty"` // that the transcript stated for them, "" for none
	Call    string    `json:"call"`              // where it was said; it goes with it
	At      time.Time `json:"at"`
}

// Aliases by team and id; by the call in which they were confirmed.
var Aliases = Table[Alias]{
	Bucket: "aliases",
	Key:    func(a *Alias) string { return kv.Key(a.Team, a.ID) },
	Scope:  func(a *Alias) string { return kv.Key(a.Team, a.Call) },
	Changed: func(tx *Tx, _, after *Alias) error {
		if after == nil {
			return nil
		}
		c, ok, err := Calls.Get(tx, kv.Key(after.Team, after.Call))
		if err != nil || !ok {
			return err
		}
		return tx.bind(&c)
	},
	Indexes: []Index[Alias]{{Bucket: AliasesByCall, Keys: func(a *Alias) []string {
		return []string{kv.Key(a.Team, a.Call, a.ID)}
	}}},
}

// AliasesByCall finds what was confirmed in a call.
const AliasesByCall = "aliases.call"

// Answer is what the rep last said of a speaker; "" if nothing, or if it was
// taken back.
func (c *Call) Answer(speaker string) call.Answer {
	for i := len(c.Answers) - 1; i >= 0; i-- {
		if c.Answers[i].Speaker == speaker {
			if c.Answers[i].Answer == call.NoIdea {
				return ""
			}
			return c.Answers[i].Answer
		}
	}
	return ""
}

// Voice is a speaker of the call by the label; nil if there is none.
func (c *Call) Voice(name string) *Voice {
	for i := range c.Voices {
		if c.Voices[i].Name == name {
			return &c.Voices[i]
		}
	}
	return nil
}
