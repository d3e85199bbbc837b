package slackfake

import (
	"encoding/json"
	"fmt"
	"slices"
)

// userRef is a person as interactions name them.
func (w *Workspace) userRef(u *User) reply {
	return reply{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": u.TeamID}
}

// interaction is what every interactive payload begins with.
func (w *Workspace) interaction(kind string, u *User) reply {
	return reply{
		"type": kind, "user": w.userRef(u), "api_app_id": w.appID, "token": "fake-verification-token",
		"team": reply{"id": w.o.Team.ID, "domain": w.o.Team.Domain}, "enterprise": nil,
		"is_enterprise_install": false, "trigger_id": w.newTrigger(u.ID),
	}
}

func (w *Workspace) convName(c *conv) string {
	switch {
	case c == nil:
		return "directmessage"
	case c.IM:
		return "directmessage"
	case c.Private:
		return "privategroup"
	}
	return c.Name
}

// emitInteraction tells the app; a person sees why when nobody listens.
func (w *Workspace) emitInteraction(user, channel string, d *delivery) {
	if d.failed == nil {
		d.failed = func(string) {
			w.record(Entry{
				Kind: ErrorToUser, By: user, Channel: channel, Private: user,
				Text: "We had some trouble connecting. Try again?",
			})
		}
	}
	if w.revoked != "" {
		d.failed("dispatch_failed")
		return
	}
	w.emit(d)
}

// Slash is a slash command typed into a channel or DM. What the ack answers
// is shown to the person, or to all.
func (w *Workspace) Slash(user, channel, command, text string) error {
	w.mu.Lock()
	defer w.unlock()
	c, u, err := w.speaker(user, channel)
	if err != nil {
		return err
	}
	if !slices.Contains(w.o.Commands, command) {
		return fmt.Errorf("slackfake: %s is not a valid command", command)
	}
	h := w.newResponseURL(user, channel, nil)
	d := &delivery{kind: "slash_commands", what: "command " + command, accepts: true, payload: marshal(reply{
		"token": "fake-verification-token", "team_id": w.o.Team.ID, "team_domain": w.o.Team.Domain,
		"channel_id": channel, "channel_name": w.convName(c), "user_id": user, "user_name": u.Name,
		"command": command, "text": escapeBut(text, typedRef(), nil, func(s string) string { return s }),
		"api_app_id": w.appID, "is_enterprise_install": "false", "response_url": h,
		"trigger_id": w.newTrigger(user),
	})}
	d.acked = func(p json.RawMessage) { w.answerCommand(user, channel, p) }
	d.failed = func(why string) {
		w.record(Entry{
			Kind: ErrorToUser, By: user, Channel: channel, Private: user,
			Text: fmt.Sprintf("%s failed with the error %q", command, why),
		})
	}
	w.emitInteraction(user, channel, d)
	return nil
}

// answerCommand shows what the ack of a slash command said.
func (w *Workspace) answerCommand(user, channel string, payload json.RawMessage) {
	if len(payload) == 0 || string(payload) == "null" || string(payload) == "{}" {
		return
	}
	c := &call{method: "ack", args: map[string]any{}}
	if json.Unmarshal(payload, &c.args) != nil {
		w.problem("the ack of a command carries something that is no object: %s", cut(string(payload), 80))
		return
	}
	m := &Message{
		Channel: channel, User: w.botUser, BotID: w.botID, AppID: w.appID, Team: w.o.Team.ID, At: w.clock(),
	}
	if err := w.content(c, m); err != nil {
		w.problem("the ack of a command can't be shown: %s", describe(err))
		return
	}
	w.answer(&responseHook{user: user, channel: channel}, m, c.str("response_type") == "in_channel")
}

// Click presses a button of a message, or an ephemeral one. It fails where
// the person can't see such a button. value may be empty.
func (w *Workspace) Click(user, channel, ts, action, value string) error {
	return w.onMessage(user, channel, ts, action, func(blocks []map[string]any) (element, map[string]any, error) {
		return press(blocks, action, value)
	})
}

// Select chooses in a message: an option of a select, an overflow menu or
// radio buttons (by value or label), a date "2026-11-27", a person, a channel.
func (w *Workspace) Select(user, channel, ts, action string, value any) error {
	return w.onMessage(user, channel, ts, action, func(blocks []map[string]any) (element, map[string]any, error) {
		return choose(blocks, action, value)
	})
}

// ClickHome presses a button of the Home tab.
func (w *Workspace) ClickHome(user, action, value string) error {
	return w.onView(user, w.homeOf, func(v *View) (element, map[string]any, error) {
		return press(v.Blocks, action, value)
	})
}

// SelectHome chooses in the Home tab.
func (w *Workspace) SelectHome(user, action string, value any) error {
	return w.onView(user, w.homeOf, func(v *View) (element, map[string]any, error) {
		return choose(v.Blocks, action, value)
	})
}

// ClickModal presses a button inside the modal on top.
func (w *Workspace) ClickModal(user, action, value string) error {
	return w.onView(user, w.topModal, func(v *View) (element, map[string]any, error) {
		return press(v.Blocks, action, value)
	})
}

// SelectModal chooses in the modal on top, in an element that tells the app.
func (w *Workspace) SelectModal(user, action string, value any) error {
	return w.onView(user, w.topModal, func(v *View) (element, map[string]any, error) {
		return choose(v.Blocks, action, value)
	})
}

func (w *Workspace) homeOf(user string) *View { return w.homes[user] }

// press is a button's action; what is pressed has no state.
func press(blocks []map[string]any, action, value string) (element, map[string]any, error) {
	e, err := findElement(blocks, action, value)
	if err != nil {
		return e, nil, err
	}
	if !clickable[e.str("type")] || e.str("type") == "overflow" {
		return e, nil, fmt.Errorf("slackfake: %q is a %s, not a button", action, e.str("type"))
	}
	out := map[string]any{"text": e.el["text"], "value": e.str("value")}
	if e.str("type") == "feedback_buttons" {
		out = map[string]any{"value": value}
	}
	return e, out, nil
}

// choose is the action of an element that something is chosen in.
func choose(blocks []map[string]any, action string, value any) (element, map[string]any, error) {
	s, _ := value.(string)
	e, err := findElement(blocks, action, s)
	if err != nil {
		return e, nil, err
	}
	if e.str("type") == "overflow" {
		o, err := option(e.el, s)
		return e, map[string]any{"selected_option": o}, err
	}
	if e.block["type"] == "input" && e.block["dispatch_action"] != true {
		return e, nil, fmt.Errorf("slackfake: the input %q tells the app only when the modal is submitted", action)
	}
	st, err := filled(e.el, value)
	return e, st, err
}

// find is the message that a person sees at a place.
func (w *Workspace) find(user, channel, ts string) (*Message, error) {
	for _, m := range w.ephemerals[user] {
		if m.Channel == channel && m.TS == ts {
			return m, nil
		}
	}
	c, _, err := w.speaker(user, channel)
	if err != nil {
		return nil, err
	}
	if m := c.byTS[ts]; m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("slackfake: %s sees no message %s in %s", user, ts, channel)
}

// onMessage sends block_actions for something done in a message.
func (w *Workspace) onMessage(user, channel, ts, action string,
	act func([]map[string]any) (element, map[string]any, error),
) error {
	w.mu.Lock()
	defer w.unlock()
	m, err := w.find(user, channel, ts)
	if err != nil {
		return err
	}
	e, values, err := act(m.Blocks)
	if err != nil {
		return err
	}
	c := w.convs[channel]
	p := w.interaction("block_actions", w.users[user])
	p["container"] = reply{
		"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": m.IsEphemeral(),
	}
	if m.Thread != "" {
		p["container"].(reply)["thread_ts"] = m.Thread
	}
	p["channel"] = reply{"id": channel, "name": w.convName(c)}
	if !m.IsEphemeral() {
		p["message"] = w.wire(m, true)
	}
	state := initialState(m.Blocks)
	if _, ok := fillable[e.str("type")]; ok {
		setState(state, e, values)
	}
	p["state"] = reply{"values": state}
	p["response_url"] = w.newResponseURL(user, channel, m)
	w.sendAction(user, channel, p, e, values)
	return nil
}

// onView sends block_actions for something done in a modal or the Home tab.
func (w *Workspace) onView(user string, which func(string) *View,
	act func(*View) (element, map[string]any, error),
) error {
	w.mu.Lock()
	defer w.unlock()
	u, v := w.users[user], which(user)
	if u == nil || v == nil {
		return fmt.Errorf("slackfake: %s sees no such view", user)
	}
	e, values, err := act(v)
	if err != nil {
		return err
	}
	if _, ok := fillable[e.str("type")]; ok {
		state := cloneState(v.State)
		setState(state, e, values)
		v.State = state
	}
	p := w.interaction("block_actions", u)
	p["container"] = reply{"type": "view", "view_id": v.ID}
	p["view"] = w.wireView(v)
	w.sendAction(user, "", p, e, values)
	return nil
}

func (w *Workspace) sendAction(user, channel string, p reply, e element, values map[string]any) {
	a := reply{
		"type": e.str("type"), "action_id": e.str("action_id"), "block_id": e.blockID(), "action_ts": w.ts(),
	}
	for k, v := range values {
		a[k] = v
	}
	p["actions"] = []reply{a}
	w.emitInteraction(user, channel, &delivery{
		kind: "interactive", what: "action " + e.str("action_id"), payload: marshal(p),
	})
}

// MessageShortcut uses a shortcut from the menu of a message, also where the
// bot isn't a member.
func (w *Workspace) MessageShortcut(user, channel, ts, callbackID string) error {
	w.mu.Lock()
	defer w.unlock()
	m, err := w.find(user, channel, ts)
	if err != nil {
		return err
	}
	p := w.interaction("message_action", w.users[user])
	p["callback_id"], p["action_ts"], p["message_ts"] = callbackID, w.ts(), ts
	p["channel"] = reply{"id": channel, "name": w.convName(w.convs[channel])}
	p["message"] = w.wire(m, false)
	p["response_url"] = w.newResponseURL(user, channel, &Message{Channel: channel, TS: ts, Thread: m.Thread})
	w.emitInteraction(user, channel, &delivery{
		kind: "interactive", what: "message shortcut " + callbackID, payload: marshal(p),
	})
	return nil
}

// Shortcut uses a global shortcut.
func (w *Workspace) Shortcut(user, callbackID string) error {
	w.mu.Lock()
	defer w.unlock()
	u := w.users[user]
	if u == nil {
		return fmt.Errorf("slackfake: no user %q", user)
	}
	p := w.interaction("shortcut", u)
	p["callback_id"], p["action_ts"] = callbackID, w.ts()
	w.emitInteraction(user, "", &delivery{kind: "interactive", what: "shortcut " + callbackID, payload: marshal(p)})
	return nil
}

// OpenHome opens the app's Home tab.
func (w *Workspace) OpenHome(user string) error { return w.openTab(user, "home") }

// OpenMessages opens the app's Messages tab, which sends the same event.
func (w *Workspace) OpenMessages(user string) error { return w.openTab(user, "messages") }

func (w *Workspace) openTab(user, tab string) error {
	w.mu.Lock()
	defer w.unlock()
	u := w.users[user]
	if u == nil || u.IsBot {
		return fmt.Errorf("slackfake: no person %q", user)
	}
	ev := reply{
		"type": "app_home_opened", "user": user, "channel": w.openIM(user).ID, "tab": tab, "event_ts": w.ts(),
	}
	if v := w.homes[user]; v != nil && tab == "home" {
		ev["view"] = w.wireView(v)
	}
	w.emitEvent("app_home_opened", "", ev)
	return nil
}
