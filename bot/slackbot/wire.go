package slackbot

import "encoding/json"

// The shapes below are Slack's, reduced to what Heed reads. They are decoded
// from the raw envelope rather than taken from slack-go's types: slack-go
// refuses a whole envelope for one block or inner event that it doesn't know,
// drops user_team and source_team, and changes from week to week.

// outerEvent is the payload of an events_api envelope.
type outerEvent struct {
	Type           string          `json:"type"`
	TeamID         string          `json:"team_id"`
	ContextTeam    string          `json:"context_team_id"`
	AppID          string          `json:"api_app_id"`
	EventID        string          `json:"event_id"`
	EventTime      json.Number     `json:"event_time"`
	Event          json.RawMessage `json:"event"`
	Authorizations []struct {
		TeamID string `json:"team_id"`
	} `json:"authorizations"`
}

// wireMessage is a message as an event, inside an edit, in an interaction and
// in a history.
type wireMessage struct {
	Type        string          `json:"type"`
	Subtype     string          `json:"subtype"`
	Channel     string          `json:"channel"`
	ChannelType string          `json:"channel_type"`
	User        string          `json:"user"`
	BotID       string          `json:"bot_id"`
	AppID       string          `json:"app_id"`
	BotProfile  *wireBot        `json:"bot_profile"`
	Text        string          `json:"text"`
	Blocks      json.RawMessage `json:"blocks"`
	Attachments json.RawMessage `json:"attachments"`
	TS          string          `json:"ts"`
	ThreadTS    string          `json:"thread_ts"`
	EventTS     string          `json:"event_ts"`
	DeletedTS   string          `json:"deleted_ts"`
	Team        string          `json:"team"`
	UserTeam    string          `json:"user_team"`
	SourceTeam  string          `json:"source_team"`
	Files       []wireFile      `json:"files"`
	Edited      *wireEdited     `json:"edited"`
	Message     *wireMessage    `json:"message"`
	Previous    *wireMessage    `json:"previous_message"`
}

type wireBot struct {
	AppID string `json:"app_id"`
}

type wireEdited struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

type wireFile struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Title      string      `json:"title"`
	Filetype   string      `json:"filetype"`
	Mode       string      `json:"mode"`
	Size       json.Number `json:"size"`
	Private    string      `json:"url_private"`
	Download   string      `json:"url_private_download"`
	FileAccess string      `json:"file_access"`
}

// wireEvent is every other event.
type wireEvent struct {
	Type        string          `json:"type"`
	User        json.RawMessage `json:"user"` // an id, or a person in user_change
	Channel     string          `json:"channel"`
	ChannelType string          `json:"channel_type"`
	Team        string          `json:"team"`
	Inviter     string          `json:"inviter"`
	Tab         string          `json:"tab"`
	EventTS     string          `json:"event_ts"`
	Tokens      struct {
		Bot []string `json:"bot"`
	} `json:"tokens"`
}

// wireCommand is a slash command.
type wireCommand struct {
	TeamID      string `json:"team_id"`
	UserID      string `json:"user_id"`
	ChannelID   string `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	Command     string `json:"command"`
	Text        string `json:"text"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
}

// wireInteraction is a click, a submitted modal or a shortcut.
type wireInteraction struct {
	Type        string       `json:"type"`
	Team        wireID       `json:"team"`
	User        wirePerson   `json:"user"`
	Channel     wireChannel  `json:"channel"`
	Message     *wireMessage `json:"message"`
	View        *wireView    `json:"view"`
	Actions     []wireAction `json:"actions"`
	State       *wireState   `json:"state"`
	Callback    string       `json:"callback_id"`
	TriggerID   string       `json:"trigger_id"`
	ActionTS    string       `json:"action_ts"`
	MessageTS   string       `json:"message_ts"`
	ResponseURL string       `json:"response_url"`
	Container   struct {
		ChannelID string `json:"channel_id"`
		MessageTS string `json:"message_ts"`
		ThreadTS  string `json:"thread_ts"`
		Ephemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
}

type wireID struct {
	ID string `json:"id"`
}

type wirePerson struct {
	ID     string `json:"id"`
	TeamID string `json:"team_id"`
}

type wireChannel struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type wireView struct {
	ID       string     `json:"id"`
	Callback string     `json:"callback_id"`
	Private  string     `json:"private_metadata"`
	State    *wireState `json:"state"`
}

type wireState struct {
	Values map[string]map[string]wireAction `json:"values"`
}

// wireAction is an element that was used, and the value of an input: the two
// have the same fields.
type wireAction struct {
	Type            string       `json:"type"`
	ActionID        string       `json:"action_id"`
	BlockID         string       `json:"block_id"`
	Value           string       `json:"value"`
	Option          *wireOption  `json:"selected_option"`
	Options         []wireOption `json:"selected_options"`
	Date            string       `json:"selected_date"`
	Time            string       `json:"selected_time"`
	DateTime        json.Number  `json:"selected_date_time"`
	User            string       `json:"selected_user"`
	Channel         string       `json:"selected_channel"`
	Conversation    string       `json:"selected_conversation"`
	ActionTS        string       `json:"action_ts"`
	SelectedUsers   []string     `json:"selected_users"`
	SelectedChannel []string     `json:"selected_channels"`
	Conversations   []string     `json:"selected_conversations"`
}

type wireOption struct {
	Value string `json:"value"`
}
