package slackbot

// Scope is one permission, and why Heed asks for it. The table is the one
// source: manifest.yml, the probe and the methods that the code calls are
// tested against it.
type Scope struct {
	Name     string
	Optional bool   // a company may decline it; Heed works without
	Why      string // what it is for, in words for whoever decides
	Without  string // what doesn't work if it is missing
	Methods  []string
	Events   []string // as the manifest names them
}

// Scopes are the bot token's, in the order of the manifest.
var Scopes = []Scope{
	{
		Name: "commands", Why: "the /heed command and the shortcut “Coach me on this”",
		Without: "/heed and the message shortcut",
	},
	{
		Name: "chat:write", Why: "answering, nudging, the weekly digest",
		Without: "every answer",
		Methods: []string{"chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral"},
	},
	{
		Name: "app_mentions:read", Why: "hearing when somebody mentions Heed",
		Without: "answers to mentions", Events: []string{"app_mention"},
	},
	{
		Name: "channels:history", Why: "reading call notes in the public channels it was invited to",
		Without: "notes posted in public channels",
		Methods: []string{"conversations.history", "conversations.replies"}, Events: []string{"message.channels"},
	},
	{
		Name: "channels:read", Why: "telling whether a channel is shared with another company, before a digest goes there",
		Without: "the digest, and the check that a channel is your own",
		Methods: []string{"conversations.info"}, Events: []string{"member_joined_channel"},
	},
	{
		Name: "im:history", Why: "reading what people tell it in a direct message",
		Without: "notes and answers in direct messages",
		Methods: []string{"conversations.history", "conversations.replies"}, Events: []string{"message.im"},
	},
	{
		Name: "im:write", Why: "opening a direct message for private coaching",
		Without: "private coaching and nudges", Methods: []string{"conversations.open"},
	},
	{
		Name: "users:read", Why: "names and time zones, and keeping guests out",
		Without: "nudges at the right hour, and the check for guests",
		Methods: []string{"users.info", "bots.info"}, Events: []string{"user_change"},
	},
	{
		Name: "groups:history", Optional: true, Why: "reading call notes in the private channels it was invited to",
		Without: "notes posted in private channels",
		Methods: []string{"conversations.history", "conversations.replies"}, Events: []string{"message.groups"},
	},
	{
		Name: "groups:read", Optional: true, Why: "telling whether a private channel is shared with another company",
		Without: "the digest in private channels",
		Methods: []string{"conversations.info"}, Events: []string{"member_joined_channel"},
	},
	{
		Name: "files:read", Optional: true, Why: "opening transcripts that were uploaded",
		Without: "uploaded transcripts; pasted ones still work", Methods: []string{"files.info"},
	},
	{
		Name: "files:write", Optional: true, Why: "handing you your own promises as a calendar file, or what is held about you",
		Without: "the calendar file of /heed followups calendar",
		Methods: []string{"files.getUploadURLExternal", "files.completeUploadExternal"},
	},
	{
		Name: "reactions:write", Optional: true, Why: "marking a note as read with an emoji",
		Without: "the mark under notes", Methods: []string{"reactions.add"},
	},
	{
		Name: "dnd:read", Optional: true, Why: "not nudging anybody who has notifications paused",
		Without: "holding nudges back during do-not-disturb", Methods: []string{"dnd.info"},
	},
}

// freeMethods need no scope of the bot's.
var freeMethods = []string{
	"auth.test", "chat.getPermalink", "views.open", "views.push", "views.publish",
	"apps.connections.open", // connections:write of the app-level token
}

// freeEvents need no scope.
var freeEvents = []string{"app_home_opened", "app_uninstalled", "tokens_revoked"}
