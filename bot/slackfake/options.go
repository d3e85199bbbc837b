package slackfake

import "time"

// Team is the workspace's own identity.
type Team struct {
	ID, Name, Domain string
}

// DefaultScopes are the bot scopes of Heed's manifest.
var defaultScopes = []string{
	"commands", "chat:write", "app_mentions:read", "channels:history", "channels:read",
	"groups:history", "groups:read", "im:history", "im:write", "users:read", "files:read",
	"dnd:read", "reactions:write", "files:write",
}

// defaultEvents are the bot events of Heed's manifest.
var defaultEvents = []string{
	"app_home_opened", "app_mention", "message.channels", "message.groups", "message.im",
	"member_joined_channel", "app_uninstalled", "tokens_revoked", "user_change",
}

// Options of a workspace. The zero value is a workspace with the scopes and
// events of Heed's manifest, no people, and a clock of its own.
type Options struct {
	Team Team // T0HEED00001 "Northwind Sales" when empty

	// Start is where the workspace's own clock stands at first;
	// 2026-11-23 09:00 UTC, a Monday, when zero.
	Start time.Time
	// Clock replaces the workspace's own clock; SetNow and Advance panic then.
	Clock func() time.Time

	Scopes    []string // granted bot scopes; nil means those of the manifest
	AppScopes []string // of the app-level token; nil means connections:write
	Events    []string // subscribed bot events; nil means those of the manifest
	Commands  []string // registered slash commands; nil means /heed
	BotName   string   // "heed" when empty

	PingEvery  time.Duration // real time; 2 s when zero
	AckTimeout time.Duration // real time; 3 s when zero
	// WarningGrace is the real time between a "warning" disconnect and the end
	// of that connection; 10 s when zero, as Slack's.
	WarningGrace time.Duration

	RateLimits bool // answer 429 past about one post a second per channel and the methods' tiers
	NoCharts   bool // data_visualization isn't rolled out here: invalid_blocks
	NoTables   bool // data_table isn't rolled out here: invalid_blocks

	Logf      func(format string, args ...any) // every request, envelope and ack
	OnProblem func(problem string)             // something an app must never do; called with no lock held
}

func (o Options) withDefaults() Options {
	if o.Team.ID == "" {
		o.Team.ID = "T0HEED00001"
	}
	if o.Team.Name == "" {
		o.Team.Name = "Northwind Sales"
	}
	if o.Team.Domain == "" {
		o.Team.Domain = "northwind-sales"
	}
	if o.Start.IsZero() {
		o.Start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	}
	if o.Scopes == nil {
		o.Scopes = defaultScopes
	}
	if o.AppScopes == nil {
		o.AppScopes = []string{"connections:write"}
	}
	if o.Events == nil {
		o.Events = defaultEvents
	}
	if o.Commands == nil {
		o.Commands = []string{"/heed"}
	}
	if o.BotName == "" {
		o.BotName = "heed"
	}
	o.PingEvery = orDuration(o.PingEvery, 2*time.Second)
	o.AckTimeout = orDuration(o.AckTimeout, 3*time.Second)
	o.WarningGrace = orDuration(o.WarningGrace, 10*time.Second)
	return o
}

func orDuration(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}
