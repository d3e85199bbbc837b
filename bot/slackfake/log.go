package slackfake

import (
	"context"
	"slices"
	"time"
)

// EntryKind is a kind of visible thing.
type EntryKind string

const (
	Posted      EntryKind = "post"
	Updated     EntryKind = "update"
	Deleted     EntryKind = "delete"
	Whispered   EntryKind = "ephemeral"
	ModalShown  EntryKind = "modal" // opened, pushed or updated
	ModalErrors EntryKind = "modal-errors"
	ModalClosed EntryKind = "modal-closed"
	HomeShown   EntryKind = "home"
	Reacted     EntryKind = "reaction"
	ErrorToUser EntryKind = "error" // Slack's own words that an app did not answer
)

// Entry is one thing that became visible to somebody.
type Entry struct {
	Seq     int
	At      time.Time // by the workspace's clock
	Kind    EntryKind
	By      string // user id: the bot's own for what the app did
	Channel string
	Private string // the only person who sees it: in a DM, "only you", a modal, the Home tab; "" in channels
	Message Message
	View    View
	Text    string // ErrorToUser, Reacted: what is shown
}

// Where is "channel", "dm" or "only you".
func (e Entry) Where() string {
	switch {
	case e.Private == "":
		return "channel"
	case e.Kind == Posted || e.Kind == Updated || e.Kind == Deleted || e.Kind == Reacted:
		return "dm"
	}
	return "only you"
}

// visibleLog holds the entries and hands them to hooks one at a time.
type visibleLog struct {
	entries []Entry
	hooks   map[int]*logHook
	next    int
}

// logHook is a subscriber and how far it has been told.
type logHook struct {
	f    func(Entry)
	seen int
}

// record puts an entry at the end of the log.
func (w *Workspace) record(e Entry) {
	e.Seq = len(w.log.entries)
	e.At = w.clock()
	w.log.entries = append(w.log.entries, e)
	w.touch()
}

// Log is everything that became visible so far, in order.
func (w *Workspace) Log() []Entry { return w.LogSince(0) }

// LogSince is the log from entry seq on.
func (w *Workspace) LogSince(seq int) []Entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	if seq >= len(w.log.entries) {
		return nil
	}
	return slices.Clone(w.log.entries[max(seq, 0):])
}

// WaitLog waits for the first entry from seq on that match accepts.
func (w *Workspace) WaitLog(ctx context.Context, seq int, match func(Entry) bool) (Entry, error) {
	var found Entry
	err := w.await(ctx, "an entry of the log", func() bool {
		for ; seq < len(w.log.entries); seq++ {
			if match(w.log.entries[seq]) {
				found = w.log.entries[seq]
				return true
			}
		}
		return false
	})
	return found, err
}

// OnLog calls f with every further entry, in order, from one goroutine with
// no lock held, until cancel is called or the workspace closes.
func (w *Workspace) OnLog(f func(Entry)) (cancel func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.log.hooks == nil {
		w.log.hooks = map[int]*logHook{}
	}
	id := w.log.next
	w.log.next++
	w.log.hooks[id] = &logHook{f: f, seen: len(w.log.entries)}
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.log.hooks, id)
	}
}

// runLogHooks feeds the subscribers. Called without the lock.
func (w *Workspace) runLogHooks() {
	for {
		var f func(Entry)
		var e Entry
		err := w.await(w.ctx, "log entries", func() bool {
			for _, h := range w.log.hooks {
				if h.seen < len(w.log.entries) {
					f, e = h.f, w.log.entries[h.seen]
					h.seen++
					return true
				}
			}
			return false
		})
		if err != nil {
			return
		}
		f(e)
	}
}

// Messages are those of a channel now, oldest first, thread replies among
// them.
func (w *Workspace) Messages(channel string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.convs[channel]
	if c == nil {
		return nil
	}
	out := make([]Message, len(c.msgs))
	for i, m := range c.msgs {
		out[i] = *m
	}
	return out
}

// Message is one message as it stands, an ephemeral one too.
func (w *Workspace) Message(channel, ts string) (Message, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.convs[channel]; c != nil && c.byTS[ts] != nil {
		return *c.byTS[ts], true
	}
	for _, list := range w.ephemerals {
		for _, m := range list {
			if m.Channel == channel && m.TS == ts {
				return *m, true
			}
		}
	}
	return Message{}, false
}

// DMChannel is the channel of a person's DM with the bot; it is opened when
// there is none yet.
func (w *Workspace) DMChannel(user string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.openIM(user).ID
}

// Ephemerals are what a person was shown as "only visible to you", oldest
// first.
func (w *Workspace) Ephemerals(user string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Message
	for _, m := range w.ephemerals[user] {
		out = append(out, *m)
	}
	return out
}

// Modal is the view on top of a person's modal stack.
func (w *Workspace) Modal(user string) (View, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if v := w.topModal(user); v != nil {
		return *v, true
	}
	return View{}, false
}

// Home is the Home tab a person sees.
func (w *Workspace) Home(user string) (View, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if v := w.homes[user]; v != nil {
		return *v, true
	}
	return View{}, false
}
