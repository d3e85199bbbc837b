package slackbot

import (
	"encoding/json"
	"errors"

	"heed/bot/coach"
)

// happening decodes the events that are not messages. They are named by their
// event id, which stays the same when Slack delivers them again.
func (d Decoder) happening(out outerEvent, envelope string) (coach.Event, Ignored, error) {
	var w wireEvent
	if err := unmarshal(out.Event, &w); err != nil {
		return coach.Event{}, "", err
	}
	person, err := personOf(w.User)
	if err != nil {
		return coach.Event{}, "", err
	}
	id := out.EventID
	if id == "" {
		id = envelope
	}
	if id == "" {
		return coach.Event{}, "", errors.New("event without an id")
	}
	ev := coach.Event{
		Key: d.key("event", id), Team: d.Self.Team, User: person.ID,
		At: d.at(w.EventTS, out.EventTime.String()),
	}
	switch w.Type {
	case "app_home_opened":
		if w.Tab != "home" {
			return coach.Event{}, OtherTab, nil
		}
		ev.Kind = coach.HomeOpen
	case "member_joined_channel":
		ev.Kind = coach.Joined
		ev.Channel, ev.ChannelKind = w.Channel, kindOf(w.ChannelType, w.Channel)
		ev.Inviter = w.Inviter
		ev.Self = person.ID != "" && person.ID == d.Self.BotUser
		ev.Stranger = !ev.Self && d.stranger(w.Team)
	case "user_change":
		ev.Kind = coach.Person
		ev.Stranger = d.stranger(person.TeamID)
	case "app_uninstalled":
		ev.Kind = coach.Gone
	case "tokens_revoked":
		// A person who revokes their own token takes nothing from Heed.
		if len(w.Tokens.Bot) == 0 {
			return coach.Event{}, OtherToken, nil
		}
		ev.Kind = coach.Gone
	default:
		return coach.Event{}, ignored(ignoreEvent, w.Type), nil
	}
	if ev.Kind != coach.Gone && ev.User == "" {
		return coach.Event{}, "", errors.New("event without a user")
	}
	return ev, "", nil
}

// personOf reads a user, who is an id in most events and an object in
// user_change.
func personOf(raw json.RawMessage) (wirePerson, error) {
	var p wirePerson
	if len(raw) == 0 || string(raw) == "null" {
		return p, nil
	}
	if raw[0] == '"' {
		return p, json.Unmarshal(raw, &p.ID)
	}
	return p, unmarshal(raw, &p)
}
