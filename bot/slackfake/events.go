package slackfake

import (
	"encoding/json"
	"fmt"
	"slices"
)

// wire is a message as the API and events show it.
func (w *Workspace) wire(m *Message, withMetadata bool) reply {
	out := reply{"type": "message", "ts": m.TS, "text": m.Text}
	set := func(k, v string) {
		if v != "" {
			out[k] = v
		}
	}
	set("user", m.User)
	set("subtype", m.Subtype)
	set("thread_ts", m.Thread)
	set("team", m.Team)
	set("bot_id", m.BotID)
	set("app_id", m.AppID)
	set("client_msg_id", m.ClientMsgID)
	set("inviter", m.Inviter)
	if m.BotID != "" {
		out["bot_profile"] = w.botProfile(m)
	}
	if len(m.Blocks) > 0 {
		out["blocks"] = m.Blocks
	}
	if len(m.Attachments) > 0 {
		out["attachments"] = m.Attachments
	}
	if m.Subtype == "file_share" || len(m.Files) > 0 {
		out["files"], out["upload"] = w.wireFiles(m.Files), true
	}
	if m.EditedTS != "" {
		out["edited"] = reply{"user": m.EditedBy, "ts": m.EditedTS}
	}
	if withMetadata && m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	if len(m.Reactions) > 0 {
		out["reactions"] = wireReactions(m.Reactions)
	}
	w.wireThread(m, out)
	return out
}

func (w *Workspace) botProfile(m *Message) reply {
	name := ""
	if u := w.users[m.User]; u != nil {
		name = u.RealName
	}
	return reply{"id": m.BotID, "app_id": m.AppID, "name": name, "deleted": false, "team_id": m.Team}
}

func wireReactions(list []Reaction) []reply {
	var out []reply
	for _, r := range list {
		out = append(out, reply{"name": r.Name, "users": r.Users, "count": len(r.Users)})
	}
	return out
}

// wireThread adds what a root says of its replies, and a reply of its root.
func (w *Workspace) wireThread(m *Message, out reply) {
	c := w.convs[m.Channel]
	if c == nil || m.IsEphemeral() {
		return
	}
	if m.Thread != "" && m.Thread != m.TS {
		if root := c.byTS[m.Thread]; root != nil {
			out["parent_user_id"] = root.User
		}
		return
	}
	list := c.threads[m.TS]
	if len(list) == 0 {
		return
	}
	var who []string
	for _, ts := range list {
		if r := c.byTS[ts]; r != nil && !slices.Contains(who, r.User) {
			who = append(who, r.User)
		}
	}
	out["thread_ts"], out["reply_count"], out["reply_users_count"] = m.TS, len(list), len(who)
	out["reply_users"], out["latest_reply"] = who, list[len(list)-1]
}

// subscription is the event an app subscribes to for messages of a kind of
// channel, and the scope it takes.
func subscription(kind string) (event, scope string) {
	switch kind {
	case "im":
		return "message.im", "im:history"
	case "group":
		return "message.groups", "groups:history"
	}
	return "message.channels", "channels:history"
}

// emitMessage tells the app of a new message: as message, and as app_mention
// where it is mentioned in a channel.
func (w *Workspace) emitMessage(c *conv, m *Message) {
	if !c.has(w.botUser) {
		return
	}
	base := w.wire(m, false)
	base["channel"], base["event_ts"] = c.ID, m.TS
	w.addStranger(base, m)
	name, scope := subscription(c.kind())
	ev := cloneReply(base)
	ev["channel_type"] = c.kind()
	if !c.IM && m.Subtype == "" && m.BotID == "" && mentions(m.Text, w.botUser) {
		at := cloneReply(base)
		at["type"] = "app_mention"
		w.emitEvent("app_mention", "app_mentions:read", at)
	}
	w.emitEvent(name, scope, ev)
}

// addStranger marks who writes from another workspace.
func (w *Workspace) addStranger(ev reply, m *Message) {
	if m.Team != "" && m.Team != w.o.Team.ID {
		ev["user_team"], ev["source_team"] = m.Team, m.Team
	}
}

// emitChanged tells of an edit, an unfurl or a tombstone.
func (w *Workspace) emitChanged(c *conv, now, before *Message) {
	if !c.has(w.botUser) {
		return
	}
	name, scope := subscription(c.kind())
	ts := w.ts()
	w.emitEvent(name, scope, reply{
		"type": "message", "subtype": "message_changed", "hidden": true,
		"channel": c.ID, "channel_type": c.kind(), "ts": ts, "event_ts": ts,
		"message": w.wire(now, false), "previous_message": w.wire(before, false),
	})
}

func (w *Workspace) emitDeleted(c *conv, before *Message) {
	if !c.has(w.botUser) {
		return
	}
	name, scope := subscription(c.kind())
	ts := w.ts()
	w.emitEvent(name, scope, reply{
		"type": "message", "subtype": "message_deleted", "hidden": true,
		"channel": c.ID, "channel_type": c.kind(), "ts": ts, "event_ts": ts,
		"deleted_ts": before.TS, "previous_message": w.wire(before, false),
	})
}

// emitEvent sends an event if the app subscribed to it and has the scope.
func (w *Workspace) emitEvent(name, scope string, ev reply) {
	if w.revoked != "" || !slices.Contains(w.o.Events, name) {
		return
	}
	if scope != "" && !slices.Contains(w.scopes, scope) {
		return
	}
	id := w.id("Ev")
	w.emit(w.eventDelivery(name, id, ev))
	switch {
	case w.deliver.dupSame > 0:
		w.deliver.dupSame--
	case w.deliver.dupNew > 0:
		w.deliver.dupNew--
		id = w.id("Ev")
	default:
		return
	}
	w.stats.Duplicated++
	w.emit(w.eventDelivery(name, id, ev))
}

func (w *Workspace) eventDelivery(name, id string, ev reply) *delivery {
	return &delivery{
		kind: "events_api", what: fmt.Sprintf("event %s %s", id, name), retries: true,
		payload: marshal(w.outerEvent(id, ev)),
	}
}

// outerEvent wraps an event as Slack's event_callback.
func (w *Workspace) outerEvent(id string, ev any) reply {
	return reply{
		"token": "fake-verification-token", "team_id": w.o.Team.ID, "context_team_id": w.o.Team.ID,
		"context_enterprise_id": nil, "api_app_id": w.appID, "event": ev, "type": "event_callback",
		"event_id": id, "event_time": w.clock().Unix(),
		"authorizations": []reply{{
			"enterprise_id": nil, "team_id": w.o.Team.ID, "user_id": w.botUser,
			"is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": w.isExtShared(ev), "event_context": "4-" + id,
	}
}

func (w *Workspace) isExtShared(ev any) bool {
	m, _ := ev.(reply)
	id, _ := m["channel"].(string)
	c := w.convs[id]
	return c != nil && c.IsExtShared
}

func marshal(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("slackfake: a payload that is no JSON: " + err.Error())
	}
	return b
}

func cloneReply(m reply) reply {
	out := make(reply, len(m)+2)
	for k, v := range m {
		out[k] = v
	}
	return out
}
