package slackfake

import (
	"maps"
	"slices"
	"time"
)

// User is a person or a bot of the workspace.
type User struct {
	ID          string // given out when empty
	Name        string // handle: "ana"
	RealName    string // "Ana Ruiz"; Name when empty
	DisplayName string
	Email       string // only told to apps with users:read.email
	TZ          string // IANA zone, "Europe/London" when empty
	Locale      string // "en-US" when empty
	TeamID      string // another workspace's for a Slack Connect stranger
	BotID       string // bots only, given out when empty
	AppID       string // bots only

	IsBot             bool
	IsAdmin           bool
	IsRestricted      bool // guest
	IsUltraRestricted bool // single-channel guest
	Deleted           bool
}

// Channel is a conversation. DMs are made by DM and conversations.open.
type Channel struct {
	ID          string // given out when empty
	Name        string
	Topic       string
	Private     bool
	Archived    bool
	IsExtShared bool     // Slack Connect
	Members     []string // who is in it from the start, without join events
	Creator     string

	IM   bool   // a DM between With and the bot
	With string // IM only: the person
}

// File is an upload. Its bytes are served at URLPrivateDownload.
type File struct {
	ID, Name, Title, Filetype, Mimetype, Mode string

	User     string
	Size     int
	Created  time.Time
	Channels []string // where it was shared
	data     []byte
}

// Metadata is what an app attaches to its own message.
type Metadata struct {
	EventType    string         `json:"event_type"`
	EventPayload map[string]any `json:"event_payload"`
}

// Reaction is an emoji on a message and who set it.
type Reaction struct {
	Name  string
	Users []string
}

// Message is one message as it stands, or stood when it was handed out.
// Blocks are the JSON objects of Block Kit; treat them as read-only.
type Message struct {
	Channel     string
	TS          string
	Thread      string // ts of the thread's root; "" at top level
	User        string
	BotID       string // posted by an app
	AppID       string
	Team        string // the writer's team
	Subtype     string
	Text        string // escaped, as Slack stores and delivers it
	Blocks      []map[string]any
	Attachments []map[string]any
	Files       []File
	Metadata    *Metadata
	Reactions   []Reaction
	EditedBy    string
	EditedTS    string
	Inviter     string // channel_join only
	ClientMsgID string
	Broadcast   bool   // a thread reply also shown in the channel
	To          string // ephemeral only: the one person who sees it
	UnfurlLinks bool
	UnfurlMedia bool
	At          time.Time
}

// IsEphemeral tells whether only To sees the message.
func (m Message) IsEphemeral() bool { return m.To != "" }

// View is a modal or a Home tab as it stands.
type View struct {
	ID, Type, CallbackID, ExternalID, PrivateMetadata, Hash string
	Title, Submit, Close                                    string

	Blocks        []map[string]any
	ClearOnClose  bool
	NotifyOnClose bool
	Previous      string // id of the view below it in the stack
	Root          string

	// Errors a submission was answered with, by block id, until the next one.
	Errors map[string]string
	// State is what is filled in: block id → action id → value object.
	State map[string]map[string]map[string]any
}

// conv is a conversation with what was said in it.
type conv struct {
	Channel
	members []string
	created time.Time
	msgs    []*Message          // by ts, oldest first
	byTS    map[string]*Message //
	threads map[string][]string // root ts → ts of replies, in order
}

func newConv(c Channel, now time.Time) *conv {
	return &conv{
		Channel: c, members: slices.Clone(c.Members), created: now,
		byTS: map[string]*Message{}, threads: map[string][]string{},
	}
}

func (c *conv) has(user string) bool { return slices.Contains(c.members, user) }

// kind is Slack's channel_type in message events.
func (c *conv) kind() string {
	switch {
	case c.IM:
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}

func (c *conv) add(m *Message) {
	c.msgs = append(c.msgs, m)
	c.byTS[m.TS] = m
	if m.Thread != "" && m.Thread != m.TS {
		c.threads[m.Thread] = append(c.threads[m.Thread], m.TS)
	}
}

// replace puts m where the message of the same ts was.
func (c *conv) replace(m *Message) {
	c.byTS[m.TS] = m
	if i, ok := c.find(m.TS); ok {
		c.msgs[i] = m
	}
}

func (c *conv) remove(m *Message) {
	delete(c.byTS, m.TS)
	if i, ok := c.find(m.TS); ok {
		c.msgs = slices.Delete(c.msgs, i, i+1)
	}
	if m.Thread != "" {
		c.threads[m.Thread] = slices.DeleteFunc(c.threads[m.Thread], func(ts string) bool { return ts == m.TS })
	}
}

func (c *conv) find(ts string) (int, bool) {
	return slices.BinarySearchFunc(c.msgs, ts, func(m *Message, ts string) int {
		return compareTS(m.TS, ts)
	})
}

func cloneCounts(m map[string]int) map[string]int {
	out := make(map[string]int, len(m))
	maps.Copy(out, m)
	return out
}
