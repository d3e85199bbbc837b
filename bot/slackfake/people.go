package slackfake

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// AddUser brings a person or bot into the workspace, without events.
func (w *Workspace) AddUser(u User) User {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u.ID == "" {
		u.ID = w.id("U")
	}
	if u.TeamID == "" {
		u.TeamID = w.o.Team.ID
	}
	if u.Name == "" {
		u.Name = u.ID
	}
	if u.RealName == "" {
		u.RealName = u.Name
	}
	if u.IsBot && u.BotID == "" {
		u.BotID = w.id("B")
	}
	if u.IsBot && u.AppID == "" {
		u.AppID = w.id("A")
	}
	if w.users[u.ID] == nil {
		w.roll = append(w.roll, u.ID)
	}
	stored := u
	w.users[u.ID] = &stored
	return u
}

// AddChannel makes a channel with its first members, without events.
func (w *Workspace) AddChannel(c Channel) Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c.ID == "" {
		c.ID = w.id("C")
	}
	if c.Name == "" {
		c.Name = c.ID
	}
	if w.convs[c.ID] == nil {
		w.order = append(w.order, c.ID)
	}
	w.convs[c.ID] = newConv(c, w.clock())
	return c
}

// Archive archives a channel or brings it back.
func (w *Workspace) Archive(channel string, archived bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.convs[channel]; c != nil {
		c.Archived = archived
	}
}

// Join lets a person join a channel by themselves.
func (w *Workspace) Join(channel, user string) error { return w.join(channel, user, "") }

// Invite lets a person bring somebody, often the bot, into a channel.
func (w *Workspace) Invite(inviter, channel, user string) error {
	return w.join(channel, user, inviter)
}

func (w *Workspace) join(channel, user, inviter string) error {
	w.mu.Lock()
	defer w.unlock()
	c, u := w.convs[channel], w.users[user]
	switch {
	case c == nil || c.IM:
		return fmt.Errorf("slackfake: no channel %q to join", channel)
	case u == nil:
		return fmt.Errorf("slackfake: no user %q", user)
	case c.has(user):
		return fmt.Errorf("slackfake: %s is already in %s", user, channel)
	}
	c.members = append(c.members, user)
	kind, subtype := "C", "channel_join"
	if c.Private {
		kind, subtype = "G", "group_join"
	}
	ev := reply{
		"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": kind,
		"team": u.TeamID, "event_ts": w.ts(),
	}
	if inviter != "" {
		ev["inviter"] = inviter
	}
	if c.has(w.botUser) {
		w.emitEvent("member_joined_channel", readScope(c), ev)
	}
	w.store(c, &Message{
		Channel: channel, User: user, Team: u.TeamID, Subtype: subtype, Inviter: inviter,
		Text: "<@" + user + "> has joined the channel", At: w.clock(),
	})
	return nil
}

// Leave takes somebody out of a channel.
func (w *Workspace) Leave(channel, user string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.convs[channel]
	if c == nil || !c.has(user) {
		return fmt.Errorf("slackfake: %s is not in %s", user, channel)
	}
	var left []string
	for _, m := range c.members {
		if m != user {
			left = append(left, m)
		}
	}
	c.members = left
	return nil
}

// Post is a message typed by a person; its ts comes back. "<@U…>" mentions
// somebody, everything else is plain text. More than 40,000 characters become
// a snippet file, as in Slack.
func (w *Workspace) Post(user, channel, text string) (string, error) {
	return w.say(user, channel, "", text)
}

// Reply is a message in a thread.
func (w *Workspace) Reply(user, channel, thread, text string) (string, error) {
	if thread == "" {
		return "", errors.New("slackfake: a reply needs its thread")
	}
	return w.say(user, channel, thread, text)
}

// Mention is a message that begins with a mention of the bot: the app is told
// twice, as app_mention and as message.
func (w *Workspace) Mention(user, channel, text string) (string, error) {
	return w.Post(user, channel, "<@"+w.botUser+"> "+text)
}

// DM is a message to the bot itself.
func (w *Workspace) DM(user, text string) (string, error) {
	return w.say(user, w.DMChannel(user), "", text)
}

// speaker checks that a person may write in a channel.
func (w *Workspace) speaker(user, channel string) (*conv, *User, error) {
	c, u := w.convs[channel], w.users[user]
	switch {
	case c == nil:
		return nil, nil, fmt.Errorf("slackfake: no channel %q", channel)
	case u == nil:
		return nil, nil, fmt.Errorf("slackfake: no user %q", user)
	case c.Archived:
		return nil, nil, fmt.Errorf("slackfake: %s is archived", channel)
	case !c.has(user):
		return nil, nil, fmt.Errorf("slackfake: %s is not in %s", user, channel)
	}
	return c, u, nil
}

func (w *Workspace) say(user, channel, thread, text string) (string, error) {
	w.mu.Lock()
	defer w.unlock()
	c, u, err := w.speaker(user, channel)
	if err != nil {
		return "", err
	}
	m, err := w.typed(c, u, thread, text)
	if err != nil {
		return "", err
	}
	if utf8.RuneCountInString(text) > maxText {
		f := w.newFile(user, "Untitled.txt", []byte(text))
		f.Mode = "snippet"
		m.Text, m.Blocks = "", nil
		w.share(c, m, f)
		return m.TS, nil
	}
	w.store(c, m)
	return m.TS, nil
}

// typed is a person's message, not stored yet.
func (w *Workspace) typed(c *conv, u *User, thread, text string) (*Message, error) {
	m := &Message{
		Channel: c.ID, User: u.ID, Team: u.TeamID, Text: escapeTyped(text), At: w.clock(),
	}
	if thread != "" {
		root := c.byTS[thread]
		if root == nil {
			return nil, fmt.Errorf("slackfake: no message %s in %s", thread, c.ID)
		}
		m.Thread = thread
		if root.Thread != "" {
			m.Thread = root.Thread
		}
	}
	if u.IsBot {
		m.BotID, m.AppID = u.BotID, u.AppID
		return m, nil
	}
	w.serial["client"]++
	m.ClientMsgID = uuidOf(0xc1, w.serial["client"])
	if text != "" {
		m.Blocks = []map[string]any{richText(w.blockID(), m.Text)}
	}
	return m, nil
}

// PostAsBot is a post by another app, such as a call recorder, which must have
// been added as a user with IsBot. It needn't be a member.
func (w *Workspace) PostAsBot(bot, channel, text string) (string, error) {
	w.mu.Lock()
	defer w.unlock()
	c, u := w.convs[channel], w.users[bot]
	if c == nil || u == nil || !u.IsBot {
		return "", fmt.Errorf("slackfake: no bot %q or no channel %q", bot, channel)
	}
	m := &Message{
		Channel: channel, User: bot, BotID: u.BotID, AppID: u.AppID, Team: u.TeamID,
		Text: escapeSent(text), At: w.clock(),
	}
	w.store(c, m)
	return m.TS, nil
}

// UploadFile shares a file with a comment; the message's ts comes back.
func (w *Workspace) UploadFile(user, channel, name string, data []byte, comment string) (string, error) {
	return w.UploadInThread(user, channel, "", name, data, comment)
}

// UploadInThread is UploadFile as a reply.
func (w *Workspace) UploadInThread(user, channel, thread, name string, data []byte, comment string) (string, error) {
	w.mu.Lock()
	defer w.unlock()
	c, u, err := w.speaker(user, channel)
	if err != nil {
		return "", err
	}
	m, err := w.typed(c, u, thread, comment)
	if err != nil {
		return "", err
	}
	m.ClientMsgID = ""
	if data == nil {
		data = []byte{}
	}
	w.share(c, m, w.newFile(user, name, data))
	return m.TS, nil
}

// Edit changes a person's own message.
func (w *Workspace) Edit(user, channel, ts, text string) error {
	w.mu.Lock()
	defer w.unlock()
	c, old, err := w.ownMessage(user, channel, ts)
	if err != nil {
		return err
	}
	next := *old
	next.Text = escapeTyped(text)
	next.Blocks = []map[string]any{richText(w.blockID(), next.Text)}
	next.EditedBy, next.EditedTS = user, w.ts()
	w.edit(c, old, &next, user)
	return nil
}

// Delete deletes a person's own message.
func (w *Workspace) Delete(user, channel, ts string) error {
	w.mu.Lock()
	defer w.unlock()
	c, m, err := w.ownMessage(user, channel, ts)
	if err != nil {
		return err
	}
	w.erase(c, m, user)
	return nil
}

func (w *Workspace) ownMessage(user, channel, ts string) (*conv, *Message, error) {
	c, _, err := w.speaker(user, channel)
	if err != nil {
		return nil, nil, err
	}
	m := c.byTS[ts]
	if m == nil || m.User != user {
		return nil, nil, fmt.Errorf("slackfake: %s has no message %s in %s", user, ts, channel)
	}
	return c, m, nil
}

// ChangeUser changes a person's profile: name, zone, guest status …
func (w *Workspace) ChangeUser(user string, change func(*User)) error {
	w.mu.Lock()
	defer w.unlock()
	old := w.users[user]
	if old == nil {
		return fmt.Errorf("slackfake: no user %q", user)
	}
	next := *old
	change(&next)
	next.ID = user
	w.users[user] = &next
	w.emitEvent("user_change", "users:read", reply{
		"type": "user_change", "user": w.wireUser(&next), "cache_ts": w.clock().Unix(), "event_ts": w.ts(),
	})
	return nil
}

// Uninstall removes the app: app_uninstalled and tokens_revoked, then its bot
// token answers account_inactive.
func (w *Workspace) Uninstall() {
	w.mu.Lock()
	defer w.unlock()
	w.emitEvent("app_uninstalled", "", reply{"type": "app_uninstalled", "event_ts": w.ts()})
	w.emitEvent("tokens_revoked", "", reply{
		"type": "tokens_revoked", "tokens": reply{"oauth": []string{}, "bot": []string{w.botUser}}, "event_ts": w.ts(),
	})
	w.revoked = "account_inactive"
}
