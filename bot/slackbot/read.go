package slackbot

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"heed/bot/coach"
)

// Person is somebody as Slack knows them.
type Person struct {
	ID       string
	Team     string // their own workspace's
	Name     string // what they are called in messages
	RealName string
	Zone     string // IANA; "" if unknown
	Bot      bool
	Guest    bool // restricted to some channels
	Stranger bool // from another workspace
	Gone     bool // deactivated
	Admin    bool // of the workspace, or an owner
}

// Person reads a profile. team is the workspace that asks.
func (c *Client) Person(ctx context.Context, team, user string) (Person, error) {
	u, err := c.api.GetUserInfoContext(ctx, user)
	if err != nil {
		return Person{}, c.failed("users.info", err)
	}
	return Person{
		ID: u.ID, Team: u.TeamID,
		Name:     firstOf(u.Profile.DisplayName, u.RealName, u.Profile.RealName, u.Name),
		RealName: firstOf(u.RealName, u.Profile.RealName, u.Name),
		Zone:     u.TZ,
		Bot:      u.IsBot || u.ID == "USLACKBOT",
		Guest:    u.IsRestricted || u.IsUltraRestricted,
		Stranger: u.IsStranger || u.TeamID != "" && u.TeamID != firstOf(team, c.self.Team),
		Gone:     u.Deleted,
		Admin:    u.IsAdmin || u.IsOwner || u.IsPrimaryOwner,
	}, nil
}

// Profile is a person as coach asks for them: strangers, and people who have
// left, count as guests.
func (c *Client) Profile(ctx context.Context, team, user string) (coach.Profile, error) {
	p, err := c.Person(ctx, team, user)
	if err != nil {
		return coach.Profile{}, err
	}
	return coach.Profile{
		Name: p.Name, RealName: p.RealName, Zone: p.Zone, Bot: p.Bot, Guest: p.Guest || p.Stranger || p.Gone,
		Admin: p.Admin && !p.Stranger,
	}, nil
}

// Channel is a conversation as Slack knows it.
type Channel struct {
	ID       string
	Name     string
	Kind     coach.ChannelKind
	Shared   bool // with another company, now or once they accept
	Member   bool // Heed is in it
	Archived bool
}

// Channel reads a conversation. A DM is known by its id alone: reading it
// would need a scope more.
func (c *Client) Channel(ctx context.Context, id string) (Channel, error) {
	if kindOf("", id) == coach.DM {
		return Channel{ID: id, Kind: coach.DM, Member: true}, nil
	}
	ch, err := c.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if err != nil {
		return Channel{}, c.failed("conversations.info", err)
	}
	kind := coach.Public
	switch {
	case ch.IsIM:
		kind = coach.DM
	case ch.IsMpIM:
		kind = coach.Group
	case ch.IsPrivate || ch.IsGroup:
		kind = coach.Private
	}
	return Channel{
		ID: ch.ID, Name: ch.Name, Kind: kind, Member: ch.IsMember, Archived: ch.IsArchived,
		Shared: ch.IsExtShared || ch.IsPendingExtShared,
	}, nil
}

// DND is when a person doesn't want to be disturbed.
type DND struct {
	From, To time.Time // the next or present window of every day
	Snooze   time.Time // until then, for now
}

// Quiet tells whether the person is not to be disturbed at t, and until when.
func (d DND) Quiet(t time.Time) (until time.Time, quiet bool) {
	if t.Before(d.Snooze) {
		until, quiet = d.Snooze, true
	}
	if !d.From.IsZero() && !t.Before(d.From) && t.Before(d.To) && d.To.After(until) {
		until, quiet = d.To, true
	}
	return until, quiet
}

// DND reads a person's do-not-disturb times. Without the scope, which a
// company may decline, nobody is ever quiet.
func (c *Client) DND(ctx context.Context, user string) (DND, error) {
	s, err := c.api.GetDNDInfoContext(ctx, &user)
	if err != nil {
		if codeOf(err) == "missing_scope" {
			return DND{}, nil
		}
		return DND{}, c.failed("dnd.info", err)
	}
	var d DND
	if s.Enabled && s.NextEndTimestamp > s.NextStartTimestamp {
		d.From, d.To = time.Unix(int64(s.NextStartTimestamp), 0).UTC(), time.Unix(int64(s.NextEndTimestamp), 0).UTC()
	}
	if s.SnoozeEnabled {
		d.Snooze = time.Unix(int64(s.SnoozeEndTime), 0).UTC()
	}
	return d, nil
}

// Permalink is the address of a message.
func (c *Client) Permalink(ctx context.Context, channel, ts string) (string, error) {
	link, err := c.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: channel, Ts: ts})
	if err != nil {
		return "", c.failed("chat.getPermalink", err)
	}
	return link, nil
}

// dm is the id of the DM with a person, opened if need be.
func (c *Client) dm(ctx context.Context, user string) (string, error) {
	if id, ok := c.dms.Load(user); ok {
		return id.(string), nil
	}
	ch, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}, ReturnIM: true})
	if err != nil {
		return "", c.failed("conversations.open", err)
	}
	if ch == nil || ch.ID == "" {
		return "", c.failed("conversations.open", errors.New("an answer without a channel"))
	}
	c.dms.Store(user, ch.ID)
	return ch.ID, nil
}
