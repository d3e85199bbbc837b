package slackfake

import (
	"net/http"
	"time"
)

const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

// responseHook is one response_url: what it answers to, and what is left of
// it.
type responseHook struct {
	user, channel string
	thread        string
	source        *Message // the message that was clicked; nil for a slash command
	expires       time.Time
	uses          int
}

// newResponseURL gives out a response_url for something a person did.
func (w *Workspace) newResponseURL(user, channel string, source *Message) string {
	token := w.id("response-")
	h := &responseHook{user: user, channel: channel, source: source, expires: w.clock().Add(responseLife)}
	if source != nil {
		h.thread = source.Thread
	}
	w.hooks[token] = h
	return w.base + "/response/" + token
}

// serveResponseURL posts, replaces or deletes. Called without the lock.
func (w *Workspace) serveResponseURL(rw http.ResponseWriter, r *http.Request) {
	c, err := readCall("response_url", r)
	w.mu.Lock()
	w.stats.Calls["response_url"]++
	f := w.takeFault("response_url", c.str)
	w.mu.Unlock()
	w.slow(f.Slow, r)
	if !f.After && w.strike(f, rw, r) {
		return
	}
	w.mu.Lock()
	if err == nil {
		err = w.respond(r.PathValue("token"), c)
	}
	w.unlock()
	w.note("response_url: %v", errorOr(err, "ok"))
	switch {
	case f.After && w.strike(f, rw, r):
	case err != nil:
		writeJSON(rw, http.StatusNotFound, reply{"ok": false, "error": err.Error()})
	default:
		_, _ = rw.Write([]byte("ok"))
	}
}

func (w *Workspace) respond(token string, c *call) error {
	h := w.hooks[token]
	switch {
	case h == nil:
		return refused("invalid_url")
	case w.clock().After(h.expires):
		return refused("expired_url")
	case h.uses >= responseUses:
		return refused("used_url")
	}
	if c.flag("delete_original", false) {
		return w.deleteSource(h)
	}
	m := &Message{
		Channel: h.channel, User: w.botUser, BotID: w.botID, AppID: w.appID, Team: w.o.Team.ID,
		At: w.clock(), Thread: c.str("thread_ts"),
	}
	if err := w.content(c, m); err != nil {
		return err
	}
	m.Metadata = nil
	h.uses++
	if c.flag("replace_original", false) && h.source != nil {
		return w.replaceSource(h, m)
	}
	w.answer(h, m, c.str("response_type") == "in_channel")
	return nil
}

// answer shows a message where a person did something: to them, or to all.
func (w *Workspace) answer(h *responseHook, m *Message, toAll bool) {
	if conv := w.convs[h.channel]; toAll && conv != nil {
		w.store(conv, m)
		return
	}
	w.whisper(m, h.user)
}

func (w *Workspace) deleteSource(h *responseHook) error {
	if h.source == nil {
		return refused("invalid_payload")
	}
	h.uses++
	if h.source.IsEphemeral() {
		w.dropEphemeral(h.source)
		w.record(Entry{Kind: Deleted, By: w.botUser, Channel: h.channel, Private: h.user, Message: *h.source})
		return nil
	}
	conv := w.convs[h.channel]
	m := conv.byTS[h.source.TS]
	if m == nil {
		return refused("message_not_found")
	}
	w.erase(conv, m, w.botUser)
	return nil
}

func (w *Workspace) replaceSource(h *responseHook, m *Message) error {
	m.TS, m.Thread = h.source.TS, h.source.Thread
	if h.source.IsEphemeral() {
		m.To = h.source.To
		list := w.ephemerals[h.user]
		for i, e := range list {
			if e.TS == m.TS {
				list[i] = m
			}
		}
		w.record(Entry{Kind: Updated, By: w.botUser, Channel: h.channel, Private: h.user, Message: *m})
		return nil
	}
	conv := w.convs[h.channel]
	old := conv.byTS[m.TS]
	if old == nil {
		return refused("message_not_found")
	}
	m.Metadata = old.Metadata
	w.edit(conv, old, m, w.botUser)
	return nil
}

func (w *Workspace) dropEphemeral(m *Message) {
	var left []*Message
	for _, e := range w.ephemerals[m.To] {
		if e.TS != m.TS {
			left = append(left, e)
		}
	}
	w.ephemerals[m.To] = left
}
