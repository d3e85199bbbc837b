package slackbot

import (
	"errors"
	"slices"
	"strings"

	"heed/bot/coach"
)

// subtypes that are somebody saying something. Everything else with a subtype
// is Slack talking (joins, topics, pins) and ignored under its name.
var saying = []string{"", "file_share", "bot_message", "me_message", "thread_broadcast"}

// message decodes a message or app_mention event: a mention arrives as both,
// so both give the same event under the same key.
func (d Decoder) message(m wireMessage, appID string) (coach.Event, Ignored, error) {
	switch {
	case m.Channel == "":
		return coach.Event{}, "", errors.New("message without a channel")
	case m.Subtype == "message_changed":
		return d.edited(m, appID)
	case m.Subtype == "message_deleted":
		return d.deleted(m, appID)
	}
	return d.said(m, appID)
}

func (d Decoder) said(m wireMessage, appID string) (coach.Event, Ignored, error) {
	switch {
	case !slices.Contains(saying, m.Subtype):
		return coach.Event{}, ignored(ignoreSub, m.Subtype), nil
	case d.own(m, appID):
		return coach.Event{}, Own, nil
	case m.User == "USLACKBOT":
		return coach.Event{}, ignored(ignoreSub, "slackbot"), nil
	case m.TS == "":
		return coach.Event{}, "", errors.New("message without a ts")
	case m.User == "" && m.BotID == "":
		return coach.Event{}, "", errors.New("message without an author")
	}
	ev := d.content(m)
	ev.Kind = coach.Message
	ev.Key = d.key("message", m.Channel, m.TS)
	ev.At = d.at(m.TS)
	return ev, "", nil
}

// edited decodes message_changed, which is also sent for unfurled links, for
// replies counted under a root and for messages that were deleted while they
// had replies.
func (d Decoder) edited(m wireMessage, appID string) (coach.Event, Ignored, error) {
	if m.Message == nil || m.Message.TS == "" {
		return coach.Event{}, "", errors.New("message_changed without its message")
	}
	now := *m.Message
	now.Channel, now.ChannelType = m.Channel, m.ChannelType
	if now.Subtype == "tombstone" {
		return d.deleted(wireMessage{
			Channel: m.Channel, ChannelType: m.ChannelType, DeletedTS: now.TS,
			Previous: m.Previous, TS: m.TS, EventTS: m.EventTS,
		}, appID)
	}
	switch {
	case !slices.Contains(saying, now.Subtype):
		return coach.Event{}, ignored(ignoreSub, now.Subtype), nil
	case d.own(now, appID):
		return coach.Event{}, Own, nil
	case now.User == "" && now.BotID == "":
		return coach.Event{}, "", errors.New("edited message without an author")
	case !changed(now, m.Previous):
		return coach.Event{}, Unchanged, nil
	}
	return d.edit(now, m.TS), "", nil
}

// edit is the event of a message's present text. The edit's own ts names it;
// a bot's update may carry none, so the event's stands in.
func (d Decoder) edit(now wireMessage, eventTS string) coach.Event {
	stamp := eventTS
	if now.Edited != nil && now.Edited.TS != "" {
		stamp = now.Edited.TS
	}
	ev := d.content(now)
	ev.Kind = coach.Edited
	ev.Key = d.key("message", now.Channel, now.TS, "edit", stamp)
	ev.At = d.at(stamp, eventTS)
	if now.Edited != nil && now.Edited.User != "" {
		ev.User = now.Edited.User
	}
	return ev
}

func (d Decoder) deleted(m wireMessage, appID string) (coach.Event, Ignored, error) {
	ts := m.DeletedTS
	if ts == "" && m.Previous != nil {
		ts = m.Previous.TS
	}
	if ts == "" {
		return coach.Event{}, "", errors.New("message_deleted without the message's ts")
	}
	ev := coach.Event{
		Kind: coach.Deleted, Key: d.key("message", m.Channel, ts, "deleted"),
		Team: d.Self.Team, Channel: m.Channel, ChannelKind: kindOf(m.ChannelType, m.Channel),
		TS: ts, At: d.at(m.EventTS, m.TS),
	}
	if p := m.Previous; p != nil {
		if d.own(*p, appID) {
			return coach.Event{}, Own, nil
		}
		ev.User, ev.BotID, ev.Thread = p.User, p.BotID, threadOf(*p)
		ev.Stranger = d.stranger(p.Team, p.UserTeam, p.SourceTeam)
	}
	return ev, "", nil
}

// content is what a message says, and where.
func (d Decoder) content(m wireMessage) coach.Event {
	return coach.Event{
		Team: d.Self.Team, User: m.User, BotID: m.BotID,
		Channel: m.Channel, ChannelKind: kindOf(m.ChannelType, m.Channel),
		TS: m.TS, Thread: threadOf(m),
		Text: textOf(m), Files: filesOf(m.Files),
		Mention:  d.mentioned(m.Text),
		Stranger: d.stranger(m.Team, m.UserTeam, m.SourceTeam),
	}
}

// own tells whether Heed wrote the message, under any of the names that Slack
// gives it.
func (d Decoder) own(m wireMessage, appID string) bool {
	if d.Self.AppID != "" {
		appID = d.Self.AppID
	}
	switch {
	case m.User != "" && m.User == d.Self.BotUser, m.BotID != "" && m.BotID == d.Self.BotID:
		return true
	case m.BotID == "" || appID == "":
		return false
	}
	return m.AppID == appID || m.BotProfile != nil && m.BotProfile.AppID == appID
}

// mentioned looks for Heed's mention in the text, not at the event's type, so
// that the message event says the same as app_mention.
func (d Decoder) mentioned(text string) bool {
	id := d.Self.BotUser
	return id != "" && (strings.Contains(text, "<@"+id+">") || strings.Contains(text, "<@"+id+"|"))
}

// threadOf is the root's ts, "" for a root itself: Slack sets thread_ts on a
// root once it has replies.
func threadOf(m wireMessage) string {
	if m.ThreadTS == m.TS {
		return ""
	}
	return m.ThreadTS
}

// changed tells whether text or files differ. Without the former message the
// edit's mark has to do.
func changed(now wireMessage, before *wireMessage) bool {
	if before == nil {
		return now.Edited != nil
	}
	return textOf(now) != textOf(*before) || !slices.Equal(fileIDs(now.Files), fileIDs(before.Files))
}

func fileIDs(files []wireFile) []string {
	var ids []string
	for _, f := range filesOf(files) {
		ids = append(ids, f.ID)
	}
	return ids
}

// filesOf keeps the files that can be fetched: deleted ones and those hidden
// by a plan's limit stay in messages as husks.
func filesOf(in []wireFile) []coach.File {
	var out []coach.File
	for _, f := range in {
		if f.ID == "" || f.Mode == "tombstone" || f.Mode == "hidden_by_limit" {
			continue
		}
		size, _ := f.Size.Int64()
		url := f.Download
		if url == "" {
			url = f.Private
		}
		name := f.Name
		if name == "" {
			name = f.Title
		}
		out = append(out, coach.File{ID: f.ID, Name: name, Type: f.Filetype, Size: size, URL: url})
	}
	return out
}
