package store

import (
	"time"

	"heed/bot/call"
	"heed/store/kv"
)

// Unread is an upload, or a text, that could not be read and may be tried
// again: where it stands in Slack, never what is in it.
type Unread struct {
	Team    string    `json:"team"`
	ID      string    `json:"id"` // N-3
	User    string    `json:"user"`
	Channel string    `json:"channel"`
	Kind    string    `json:"kind,omitempty"` // of the channel
	TS      string    `json:"ts"`
	At      time.Time `json:"at"`             // when it was posted
	File    string    `json:"file,omitempty"` // Slack's file id, "" for the message's own text
	Name    string    `json:"name,omitempty"` // of the file
	Type    string    `json:"type,omitempty"` // Slack's filetype
	// Text is the message: what was said beside the file, or the text itself.
	Text string `json:"text,omitempty"`
	// Other is how it can be read all the same, if its writer says so.
	Other call.Kind `json:"other,omitempty"`
	Told  string    `json:"told"` // key of the effect that said so
	Until time.Time `json:"until"`
}

// Unreads by team and id; by message; by when they may go.
var Unreads = Table[Unread]{
	Bucket: "unread",
	Key:    func(n *Unread) string { return kv.Key(n.Team, n.ID) },
	Scope:  func(n *Unread) string { return kv.Key(n.Team, n.User) },
	Indexes: []Index[Unread]{
		{Bucket: UnreadByMessage, Keys: func(n *Unread) []string { return []string{kv.Key(n.Team, n.Channel, n.TS, n.ID)} }},
		{Bucket: UnreadByEnd, Keys: func(n *Unread) []string { return []string{kv.Key(n.Team, kv.Stamp(n.Until), n.ID)} }},
	},
}

// Indexes of Unreads.
const (
	UnreadByMessage = "unread.message"
	UnreadByEnd     = "unread.end"
)
