package slackbot

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"heed/bot/coach"
)

// command decodes a slash command. Neither it nor an interaction is delivered
// twice; the trigger names it, and the envelope where there is none.
func (d Decoder) command(env Envelope) (coach.Event, Ignored, error) {
	var w wireCommand
	if err := unmarshal(env.Payload, &w); err != nil {
		return coach.Event{}, "", err
	}
	id := firstOf(w.TriggerID, env.ID)
	if w.UserID == "" || id == "" {
		return coach.Event{}, "", errors.New("command without a user or an id")
	}
	return coach.Event{
		Kind: coach.Command, Key: d.key("command", id), Team: d.Self.Team,
		User: w.UserID, At: d.Now().UTC(),
		Channel: w.ChannelID, ChannelKind: kindByName(w.ChannelName, w.ChannelID),
		Text: w.Text, Trigger: w.TriggerID, ResponseURL: w.ResponseURL,
		Stranger: d.stranger(w.TeamID),
	}, "", nil
}

func (d Decoder) interaction(env Envelope) (coach.Event, Ignored, error) {
	var w wireInteraction
	if err := unmarshal(env.Payload, &w); err != nil {
		return coach.Event{}, "", err
	}
	id := firstOf(w.TriggerID, env.ID)
	if w.User.ID == "" || id == "" {
		return coach.Event{}, "", errors.New("interaction without a user or an id")
	}
	ev := coach.Event{
		Team: d.Self.Team, User: w.User.ID,
		Channel: firstOf(w.Channel.ID, w.Container.ChannelID), Callback: w.Callback,
		Trigger: w.TriggerID, ResponseURL: w.ResponseURL,
		Stranger: d.stranger(w.Team.ID, w.User.TeamID),
	}
	ev.ChannelKind = kindByName(w.Channel.Name, ev.Channel)
	switch w.Type {
	case "block_actions":
		return d.action(ev, w, id)
	case "view_submission":
		return d.submission(ev, w, id)
	case "message_action":
		return d.shortcut(ev, w, id)
	}
	return coach.Event{}, ignored(ignoreAction, w.Type), nil
}

func (d Decoder) action(ev coach.Event, w wireInteraction, id string) (coach.Event, Ignored, error) {
	if len(w.Actions) == 0 {
		return coach.Event{}, OtherAction, nil
	}
	a := w.Actions[0] // Slack sends one a click
	ev.Kind, ev.Key = coach.Action, d.key("action", id)
	ev.At = d.at(a.ActionTS, w.ActionTS)
	ev.Action, ev.Value = a.ActionID, a.value()
	ev.TS = firstOf(w.Container.MessageTS, w.MessageTS)
	ev.Thread, ev.Ephemeral = w.Container.ThreadTS, w.Container.Ephemeral
	if m := w.Message; m != nil {
		ev.TS = firstOf(ev.TS, m.TS)
		ev.Thread = firstOf(ev.Thread, m.ThreadTS)
	}
	if ev.Thread == ev.TS {
		ev.Thread = ""
	}
	ev.Inputs = inputs(w.State)
	if v := w.View; v != nil {
		ev.Callback, ev.PrivateMeta, ev.Inputs = v.Callback, v.Private, inputs(v.State)
	}
	return ev, "", nil
}

func (d Decoder) submission(ev coach.Event, w wireInteraction, id string) (coach.Event, Ignored, error) {
	if w.View == nil {
		return coach.Event{}, "", errors.New("view_submission without its view")
	}
	ev.Kind, ev.Key = coach.Submit, d.key("submit", id)
	ev.At = d.Now().UTC()
	ev.Callback, ev.PrivateMeta, ev.Inputs = w.View.Callback, w.View.Private, inputs(w.View.State)
	return ev, "", nil
}

func (d Decoder) shortcut(ev coach.Event, w wireInteraction, id string) (coach.Event, Ignored, error) {
	m := w.Message
	if m == nil {
		return coach.Event{}, "", errors.New("message_action without its message")
	}
	ev.Kind, ev.Key = coach.Shortcut, d.key("shortcut", id)
	ev.At = d.at(w.ActionTS)
	ev.TS = firstOf(m.TS, w.MessageTS)
	ev.Thread = threadOf(*m)
	ev.Text, ev.Files = textOf(*m), filesOf(m.Files)
	ev.Author, ev.BotID, ev.Self = m.User, m.BotID, d.own(*m, "")
	return ev, "", nil
}

// value is what was chosen or typed, whatever the element: ids, a date as
// 2006-01-02, several options joined by commas.
func (a wireAction) value() string {
	switch {
	case a.Option != nil:
		return a.Option.Value
	case len(a.Options) > 0:
		values := make([]string, len(a.Options))
		for i, o := range a.Options {
			values[i] = o.Value
		}
		return strings.Join(values, ",")
	case len(a.SelectedUsers) > 0:
		return strings.Join(a.SelectedUsers, ",")
	case len(a.SelectedChannel) > 0:
		return strings.Join(a.SelectedChannel, ",")
	case len(a.Conversations) > 0:
		return strings.Join(a.Conversations, ",")
	}
	return firstOf(a.Value, a.Date, a.Time, a.User, a.Channel, a.Conversation, a.DateTime.String())
}

// inputs are the values of a form by block id; an empty field is "".
func inputs(s *wireState) map[string]string {
	if s == nil || len(s.Values) == 0 {
		return nil
	}
	out := make(map[string]string, len(s.Values))
	for block, byAction := range s.Values {
		for _, id := range slices.Sorted(maps.Keys(byAction)) { // a block has one
			out[block] = firstOf(out[block], byAction[id].value())
		}
	}
	return out
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
