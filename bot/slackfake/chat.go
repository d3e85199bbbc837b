package slackfake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// target is the conversation a post goes to: a channel id, "#name", or a
// person's id for the DM with them.
func (w *Workspace) target(c *call, arg string) (*conv, error) {
	id := c.str(arg)
	if id == "" {
		return nil, missing(arg)
	}
	if name, ok := strings.CutPrefix(id, "#"); ok {
		for _, cid := range w.order {
			if w.convs[cid].Name == name {
				id = cid
			}
		}
	}
	if u := w.users[id]; u != nil {
		if u.IsBot || u.Deleted {
			return nil, refused("channel_not_found")
		}
		return w.openIM(id), nil
	}
	return w.visible(id)
}

// visible is a conversation the bot knows of: not a private one it isn't in.
func (w *Workspace) visible(id string) (*conv, error) {
	c := w.convs[id]
	if c == nil || (c.Private && !c.has(w.botUser)) {
		return nil, refused("channel_not_found")
	}
	return c, nil
}

// writable is where a post of the bot would appear.
func (w *Workspace) writable(c *call, arg string) (*conv, error) {
	conv, err := w.target(c, arg)
	if err != nil {
		return nil, err
	}
	return conv, w.mayWrite(conv)
}

func (w *Workspace) mayWrite(conv *conv) error {
	switch {
	case conv.Archived:
		return refused("is_archived")
	case !conv.has(w.botUser):
		return refused("not_in_channel")
	}
	return nil
}

// content reads what a post says: text, blocks, attachments, metadata.
func (w *Workspace) content(c *call, m *Message) error {
	var ok bool
	m.Text = escapeSent(c.str("text"))
	if m.Blocks, ok = decodeList(c, "blocks", m.Blocks); !ok {
		return refused("invalid_blocks_format")
	}
	if m.Attachments, ok = decodeList(c, "attachments", m.Attachments); !ok {
		return refused("invalid_attachments")
	}
	if err := w.checkBlocks(m.Blocks, inMessage); err != nil {
		return err
	}
	w.nameBlocks(m.Blocks)
	m.UnfurlLinks, m.UnfurlMedia = c.flag("unfurl_links", false), c.flag("unfurl_media", true)
	if c.has("metadata") {
		var md Metadata
		if c.decode("metadata", &md) != nil {
			return refused("invalid_metadata_format")
		}
		// Client libraries send an empty one along with every message.
		if md.EventType == "" && len(md.EventPayload) == 0 {
			return w.notBlank(m)
		}
		if err := checkMetadata(md); err != nil {
			return err
		}
		m.Metadata = &md
	}
	return w.notBlank(m)
}

func (w *Workspace) notBlank(m *Message) error {
	if strings.TrimSpace(m.Text) == "" && len(m.Blocks) == 0 && len(m.Attachments) == 0 {
		return refused("no_text")
	}
	return nil
}

// decodeList reads a list of objects, or keeps what was there when it isn't
// given. It never decodes into old, whose objects others may hold.
func decodeList(c *call, name string, old []map[string]any) ([]map[string]any, bool) {
	if !c.has(name) {
		return old, true
	}
	var list []map[string]any
	err := c.decode(name, &list)
	return list, err == nil
}

// byBot is a message of the app's own, not stored yet.
func (w *Workspace) byBot(conv *conv) *Message {
	return &Message{
		Channel: conv.ID, User: w.botUser, BotID: w.botID, AppID: w.appID,
		Team: w.o.Team.ID, At: w.clock(),
	}
}

func postMessage(w *Workspace, c *call) (reply, error) {
	conv, err := w.writable(c, "channel")
	if err != nil {
		return nil, err
	}
	m := w.byBot(conv)
	if err := w.content(c, m); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		m.Text = cut(m.Text, maxText)
		c.warnings = append(c.warnings, "message_truncated")
	}
	if err := w.inThread(conv, c, m); err != nil {
		return nil, err
	}
	w.store(conv, m)
	return reply{"channel": conv.ID, "ts": m.TS, "message": w.wire(m, true)}, nil
}

// inThread puts a post into the thread it names.
func (w *Workspace) inThread(conv *conv, c *call, m *Message) error {
	ts := c.str("thread_ts")
	if ts == "" {
		return nil
	}
	root := conv.byTS[ts]
	if root == nil {
		return refused("thread_not_found")
	}
	if root.Thread != "" {
		ts = root.Thread
	}
	m.Thread, m.Broadcast = ts, c.flag("reply_broadcast", false)
	if m.Broadcast {
		m.Subtype = "thread_broadcast"
	}
	return nil
}

// store puts a new message into its conversation, shows it and tells the app.
func (w *Workspace) store(conv *conv, m *Message) {
	m.TS = w.ts()
	conv.add(m)
	if m.BotID == w.botID {
		w.stats.Posts[conv.ID]++
	}
	w.record(Entry{Kind: Posted, By: m.User, Channel: conv.ID, Private: conv.With, Message: *m})
	w.emitMessage(conv, m)
}

func postEphemeral(w *Workspace, c *call) (reply, error) {
	conv, err := w.writable(c, "channel")
	if err != nil {
		return nil, err
	}
	user := c.str("user")
	switch {
	case user == "":
		return nil, missing("user")
	case w.users[user] == nil || !conv.has(user):
		return nil, refused("user_not_in_channel")
	}
	m := w.byBot(conv)
	if err := w.content(c, m); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		return nil, refused("msg_too_long")
	}
	m.Metadata, m.Thread = nil, c.str("thread_ts")
	w.whisper(m, user)
	return reply{"message_ts": m.TS}, nil
}

// whisper shows a message to one person only.
func (w *Workspace) whisper(m *Message, user string) {
	m.TS, m.To = w.ts(), user
	w.ephemerals[user] = append(w.ephemerals[user], m)
	w.record(Entry{Kind: Whispered, By: m.User, Channel: m.Channel, Private: user, Message: *m})
}

// own is a message of the bot's that it may change.
func (w *Workspace) own(c *call, cant string) (*conv, *Message, error) {
	// A person's id, which posting takes for their DM, is none here.
	conv, err := w.visible(c.str("channel"))
	if err != nil {
		return nil, nil, err
	}
	if err := w.mayWrite(conv); err != nil {
		return nil, nil, err
	}
	if !c.has("ts") {
		return nil, nil, missing("ts")
	}
	m := conv.byTS[c.str("ts")]
	switch {
	case m == nil:
		return nil, nil, refused("message_not_found")
	case m.BotID != w.botID:
		return nil, nil, refused(cant)
	}
	return conv, m, nil
}

func updateMessage(w *Workspace, c *call) (reply, error) {
	conv, old, err := w.own(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	next := *old
	if c.has("text") { // then blocks that aren't sent again are gone
		next.Blocks = nil
	}
	if err := w.content(c, &next); err != nil {
		return nil, err
	}
	if !c.has("text") {
		next.Text = old.Text
	}
	if utf8.RuneCountInString(next.Text) > maxText {
		return nil, refused("msg_too_long")
	}
	if !c.has("blocks") { // with blocks Slack doesn't mark it as edited
		next.EditedBy, next.EditedTS = w.botUser, w.ts()
	}
	w.edit(conv, old, &next, w.botUser)
	return reply{"channel": conv.ID, "ts": next.TS, "text": next.Text, "message": w.wire(&next, true)}, nil
}

// edit replaces a message, shows that and tells the app.
func (w *Workspace) edit(conv *conv, old, next *Message, by string) {
	conv.replace(next)
	w.record(Entry{Kind: Updated, By: by, Channel: conv.ID, Private: conv.With, Message: *next})
	w.emitChanged(conv, next, old)
}

func deleteMessage(w *Workspace, c *call) (reply, error) {
	conv, m, err := w.own(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	w.erase(conv, m, w.botUser)
	return reply{"channel": conv.ID, "ts": m.TS}, nil
}

// erase deletes a message. The root of a thread leaves a tombstone.
func (w *Workspace) erase(conv *conv, m *Message, by string) {
	w.record(Entry{Kind: Deleted, By: by, Channel: conv.ID, Private: conv.With, Message: *m})
	if len(conv.threads[m.TS]) > 0 {
		stone := &Message{
			Channel: m.Channel, TS: m.TS, Thread: m.TS, User: "USLACKBOT", Subtype: "tombstone",
			Text: "This message was deleted.", At: m.At,
		}
		conv.replace(stone)
		w.emitChanged(conv, stone, m)
		return
	}
	conv.remove(m)
	w.emitDeleted(conv, m)
}

func getPermalink(w *Workspace, c *call) (reply, error) {
	conv, err := w.visible(c.str("channel"))
	if err != nil {
		return nil, err
	}
	ts := c.str("message_ts")
	m := conv.byTS[ts]
	if m == nil {
		return nil, refused("message_not_found")
	}
	link := "https://" + w.o.Team.Domain + ".slack.com/archives/" + conv.ID + "/p" + strings.ReplaceAll(ts, ".", "")
	if m.Thread != "" && m.Thread != m.TS {
		link += "?thread_ts=" + m.Thread + "&cid=" + conv.ID
	}
	return reply{"channel": conv.ID, "permalink": link}, nil
}

func addReaction(w *Workspace, c *call) (reply, error) {
	conv, err := w.visible(c.str("channel"))
	if err != nil {
		return nil, err
	}
	name := strings.Trim(c.str("name"), ":")
	old := conv.byTS[c.str("timestamp")]
	switch {
	case !conv.has(w.botUser):
		return nil, refused("not_in_channel")
	case old == nil:
		return nil, refused("message_not_found")
	case name == "" || strings.ContainsFunc(name, notEmojiName):
		return nil, refused("invalid_name")
	}
	next := *old
	next.Reactions = slices.Clone(old.Reactions)
	i := slices.IndexFunc(next.Reactions, func(r Reaction) bool { return r.Name == name })
	if i < 0 {
		next.Reactions = append(next.Reactions, Reaction{Name: name})
		i = len(next.Reactions) - 1
	}
	if slices.Contains(next.Reactions[i].Users, w.botUser) {
		return nil, refused("already_reacted")
	}
	next.Reactions[i].Users = append(slices.Clone(next.Reactions[i].Users), w.botUser)
	conv.replace(&next)
	w.record(Entry{Kind: Reacted, By: w.botUser, Channel: conv.ID, Private: conv.With, Message: next, Text: name})
	return nil, nil
}

func notEmojiName(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("_+-':", r)
}
