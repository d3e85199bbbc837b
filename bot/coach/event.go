package coach

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"heed/bot/voice"
)

// Kind of an event.
type Kind string

const (
	Message  Kind = "message"  // somebody posted, in a channel, a thread or a DM
	Edited   Kind = "edited"   // a message has a new text; Text is the new one
	Deleted  Kind = "deleted"  // a message is gone
	Command  Kind = "command"  // /heed …; Text is what follows
	Action   Kind = "action"   // a button or select in a message or the Home tab
	Submit   Kind = "submit"   // a modal was submitted
	Shortcut Kind = "shortcut" // the message shortcut "Coach me on this"; Text and TS are the message's, Author its writer
	HomeOpen Kind = "home"     // the Home tab was opened
	Joined   Kind = "joined"   // somebody joined Channel; Inviter may be set; Self says it was Heed
	Person   Kind = "person"   // a person's profile changed (name, zone)
	Gone     Kind = "gone"     // the app was uninstalled or its tokens revoked
)

// ChannelKind tells where something was said.
type ChannelKind string

const (
	DM      ChannelKind = "im"
	Group   ChannelKind = "mpim"
	Public  ChannelKind = "channel"
	Private ChannelKind = "group"
)

// Event is one thing that happened in Slack, decoded and free of Slack's
// types. It is stored as JSON in the inbox before it is acknowledged.
type Event struct {
	// Key names the event once and for all: "team/message/channel/ts" for a
	// message however often and under whatever event ids it arrives (with the
	// edit's ts for an edit), event id or trigger for the rest.
	Key  string    `json:"key"`
	Kind Kind      `json:"kind"`
	Team string    `json:"team"`
	User string    `json:"user,omitempty"` // who did it
	At   time.Time `json:"at"`             // when it happened, by Slack's clock

	Channel     string      `json:"channel,omitempty"`
	ChannelKind ChannelKind `json:"channel_kind,omitempty"`
	TS          string      `json:"ts,omitempty"`     // of the message concerned
	Thread      string      `json:"thread,omitempty"` // ts of the thread's root, "" at top level
	Text        string      `json:"text,omitempty"`   // as Slack delivers it, escaped
	Files       []File      `json:"files,omitempty"`
	BotID       string      `json:"bot_id,omitempty"` // posted by a bot other than Heed
	Mention     bool        `json:"mention,omitempty"`
	Stranger    bool        `json:"stranger,omitempty"` // from another workspace (Slack Connect)

	Author  string `json:"author,omitempty"`  // Shortcut: who wrote the message
	Inviter string `json:"inviter,omitempty"` // Joined
	Self    bool   `json:"self,omitempty"`    // Joined: it is Heed that joined; Shortcut: the message is Heed's own

	Action      string            `json:"action,omitempty"` // action_id: "followup.done"
	Value       string            `json:"value,omitempty"`  // of the button, or the option selected
	Callback    string            `json:"callback,omitempty"`
	PrivateMeta string            `json:"private_meta,omitempty"` // a modal's own luggage
	Inputs      map[string]string `json:"inputs,omitempty"`       // Submit: block id → value
	Trigger     string            `json:"trigger,omitempty"`      // opens a modal within 3 s
	ResponseURL string            `json:"response_url,omitempty"`
	Renews      int               `json:"renews,omitempty"` // HomeOpen: nobody opened it; the edition that is to be shown
	progress    *progress         // of reading its files, for who waits
	Ephemeral   bool              `json:"ephemeral,omitempty"` // Action: in an only-you message, which only ResponseURL can change
}

// File is an upload that came with a message. Its bytes are fetched by a
// worker, never by the socket loop.
type File struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"` // Slack's filetype
	Size int64  `json:"size"`
	URL  string `json:"url"`
}

// awaited reports whether somebody did this to get an answer of Heed.
func (e Event) awaited() bool {
	switch e.Kind {
	case Command, Action, Submit, Shortcut:
		return true
	case Message, Edited:
		return e.BotID == ""
	}
	return false
}

// forgets reports whether it may have something erased, which goes on at once.
func (e Event) forgets() bool {
	return e.Kind == Action && strings.HasPrefix(e.Action, "forget.") || e.Kind == Submit && e.Callback == voice.ForgetCallback
}

// reruns reports whether a click runs a command, as if it had been typed.
func (e Event) reruns() bool { return e.Kind == Action && strings.HasPrefix(e.Action, "run.") }

// posted is when the message that an event is about was posted, by its ts;
// the event's own time where that says nothing.
func (e Event) posted() time.Time {
	seconds, _, _ := strings.Cut(e.TS, ".")
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && n > 0 && n < 1<<36 {
		return time.Unix(n, 0).UTC()
	}
	return e.At
}

// Stamp is a moment as Slack stamps messages ("1795330800.000100"); stamps
// sort as the moments do.
func Stamp(t time.Time) string { return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000) }

// Conversation is what events are worked through in order by: a message's
// channel, else the person. A command or a click in a channel is the person's
// own: it must not wait for what everybody else says there, unless it is about
// the channel.
func (e Event) Conversation() string {
	word, _ := firstWord(e.Text)
	ofChannel := word == "watch" || word == "unwatch"
	own := e.Kind == Command && !ofChannel || e.Kind == Action && e.ChannelKind != DM && e.User != ""
	if e.Channel != "" && !own {
		return e.Team + "/" + e.Channel
	}
	return e.Team + "/" + e.User
}
