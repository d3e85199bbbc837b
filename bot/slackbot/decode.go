package slackbot

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"heed/bot/coach"
)

// Envelope is one Socket Mode request.
type Envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

// Ignored is why an envelope is no event for Heed, as a short stable name for
// logs and counters; empty means that it is one.
type Ignored string

// Why envelopes are ignored. Message subtypes and event types that Heed has
// no use for are named after a colon ("subtype:channel_join").
const (
	Own          Ignored = "own"          // Heed's own message
	Unchanged    Ignored = "unchanged"    // an edit of neither text nor files: an unfurl
	OtherTab     Ignored = "other_tab"    // app_home_opened on the messages tab
	OtherTeam    Ignored = "other_team"   // the app's installation in another workspace
	OtherToken   Ignored = "other_token"  // a person's token was revoked, not the bot's
	OtherAction  Ignored = "other_action" // an interaction without any action
	RateLimited  Ignored = "rate_limited" // app_rate_limited: events were lost
	ignoreSub            = "subtype:"     // + subtype
	ignoreEvent          = "event:"       // + inner event type
	ignoreAction         = "interaction:" // + interaction type
	ignoreOuter          = "outer:"       // + outer event type
	ignoreEnv            = "envelope:"    // + envelope type
	maxName              = 60             // of the names above: they come from outside
)

// errUndecodable is the cause of every decoding error: the envelope is
// acknowledged all the same, for it won't read better the next time.
var errUndecodable = errors.New("undecodable envelope")

// Decoder turns envelopes into events. It keeps nothing from one envelope to
// the next: whichever form of a message arrives first, the event is the same.
type Decoder struct {
	Self Identity
	// Now dates what Slack sends without a time: slash commands, clicks.
	Now func() time.Time
}

// Decode reads one envelope. Exactly one of the results says something: an
// event with a Key, a reason to ignore it, or an error.
func (d Decoder) Decode(env Envelope) (coach.Event, Ignored, error) {
	ev, why, err := d.decode(env)
	switch {
	case err != nil:
		return coach.Event{}, "", fmt.Errorf("%w: %s: %w", errUndecodable, short(env.Type), err)
	case why != "":
		return coach.Event{}, why, nil
	}
	return ev, "", nil
}

func (d Decoder) decode(env Envelope) (coach.Event, Ignored, error) {
	switch env.Type {
	case "events_api":
		return d.outer(env)
	case "slash_commands":
		return d.command(env)
	case "interactive":
		return d.interaction(env)
	}
	return coach.Event{}, ignored(ignoreEnv, env.Type), nil
}

func (d Decoder) outer(env Envelope) (coach.Event, Ignored, error) {
	var out outerEvent
	if err := unmarshal(env.Payload, &out); err != nil {
		return coach.Event{}, "", err
	}
	switch out.Type {
	case "event_callback":
	case "app_rate_limited":
		return coach.Event{}, RateLimited, nil
	default:
		return coach.Event{}, ignored(ignoreOuter, out.Type), nil
	}
	if !d.ours(out) {
		return coach.Event{}, OtherTeam, nil
	}
	var inner struct {
		Type string `json:"type"`
	}
	if err := unmarshal(out.Event, &inner); err != nil {
		return coach.Event{}, "", err
	}
	switch inner.Type {
	case "message", "app_mention":
		var m wireMessage
		if err := unmarshal(out.Event, &m); err != nil {
			return coach.Event{}, "", err
		}
		return d.message(m, out.AppID)
	}
	return d.happening(out, env.ID)
}

// ours tells whether the envelope is for the installation that this process
// acts as. team_id alone doesn't say: in a channel shared with another company
// it may be theirs.
func (d Decoder) ours(out outerEvent) bool {
	if d.Self.Team == "" || out.ContextTeam == d.Self.Team || out.TeamID == d.Self.Team {
		return true
	}
	for _, a := range out.Authorizations {
		if a.TeamID == d.Self.Team {
			return true
		}
	}
	return out.ContextTeam == "" && out.TeamID == "" && len(out.Authorizations) == 0
}

// stranger tells whether any of a person's teams is another company's.
func (d Decoder) stranger(teams ...string) bool {
	for _, t := range teams {
		// Ids of whole organisations (E…) are not workspaces.
		if t != "" && t != d.Self.Team && !strings.HasPrefix(t, "E") {
			return true
		}
	}
	return false
}

// key joins the parts of an event's key.
func (d Decoder) key(parts ...string) string {
	return d.Self.Team + "/" + strings.Join(parts, "/")
}

// parseTS reads Slack's "1789.000200": seconds and microseconds since 1970.
func parseTS(ts string) (time.Time, bool) {
	whole, frac, _ := strings.Cut(ts, ".")
	sec, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || sec <= 0 || sec > 1<<36 {
		return time.Time{}, false
	}
	micro := int64(0)
	if frac != "" {
		frac = (frac + "000000")[:6]
		if micro, err = strconv.ParseInt(frac, 10, 64); err != nil || micro < 0 {
			return time.Time{}, false
		}
	}
	return time.Unix(sec, micro*1000).UTC(), true
}

// at is the first of the timestamps that can be read, else now.
func (d Decoder) at(stamps ...string) time.Time {
	for _, ts := range stamps {
		if t, ok := parseTS(ts); ok {
			return t
		}
	}
	return d.Now().UTC()
}

// kindOf maps Slack's channel_type, which app_mention lacks; a DM is also
// known by its id. "" is unknown.
func kindOf(channelType, channel string) coach.ChannelKind {
	switch channelType {
	case "im":
		return coach.DM
	case "mpim":
		return coach.Group
	case "channel", "C":
		return coach.Public
	case "group", "G":
		return coach.Private
	}
	if strings.HasPrefix(channel, "D") {
		return coach.DM
	}
	return ""
}

// kindByName reads the names that Slack gives to channels in commands and
// interactions in place of a type.
func kindByName(name, channel string) coach.ChannelKind {
	switch {
	case strings.HasPrefix(channel, "D") || name == "directmessage":
		return coach.DM
	case strings.HasPrefix(name, "mpdm-"):
		return coach.Group
	case name == "privategroup":
		return coach.Private
	}
	return ""
}

func ignored(prefix, name string) Ignored { return Ignored(prefix + short(name)) }

// short makes a name from outside safe to log.
func short(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.' || r == '-' {
			return r
		}
		return -1
	}, s)
	if len(clean) > maxName {
		clean = clean[:maxName]
	}
	return clean
}

// unmarshal refuses what is no JSON object: null would decode to nothing
// without an error.
func unmarshal(raw json.RawMessage, into any) error {
	trimmed := strings.TrimLeft(string(raw[:min(len(raw), 16)]), " \t\r\n")
	if !strings.HasPrefix(trimmed, "{") {
		return errors.New("not an object")
	}
	err := json.Unmarshal(raw, into)
	var typeErr *json.UnmarshalTypeError
	if errors.As(err, &typeErr) {
		return fmt.Errorf("field %s is a %s", typeErr.Field, typeErr.Value) // never the value itself
	}
	return err
}
