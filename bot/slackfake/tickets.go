package slackfake

import (
	"net/url"
	"time"
)

// maxConnections is how many sockets Slack allows an app.
const maxConnections = 10

// triggerLife is how long a trigger id opens a modal.
const triggerLife = 3 * time.Second

// trigger lets an app open one modal for the person who did something.
type trigger struct {
	user    string
	expires time.Time
	used    bool
}

// openConnection answers apps.connections.open: a websocket address whose
// ticket is good for one connection.
func openConnection(w *Workspace, _ *call) (reply, error) {
	if w.socket.disabled {
		return nil, refused("link_disabled")
	}
	ticket := w.id("ticket-")
	w.socket.tickets[ticket] = true
	q := url.Values{"ticket": {ticket}, "app_id": {w.appID}}
	return reply{"url": "ws" + w.base[len("http"):] + "/link/?" + q.Encode()}, nil
}

// useTicket spends a ticket; false when it is unknown or spent.
func (w *Workspace) useTicket(ticket string) bool {
	ok := w.socket.tickets[ticket]
	delete(w.socket.tickets, ticket)
	return ok
}

// Trigger is a trigger id as somebody's click would give, for a view that is
// tried without anybody listening.
func (w *Workspace) Trigger(user string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.newTrigger(user)
}

func (w *Workspace) newTrigger(user string) string {
	id := w.id("trigger.")
	w.triggers[id] = &trigger{user: user, expires: w.clock().Add(triggerLife)}
	return id
}

// useTrigger spends a trigger id and tells whose it was.
func (w *Workspace) useTrigger(id string) (string, error) {
	t := w.triggers[id]
	switch {
	case id == "":
		return "", missing("trigger_id")
	case t == nil:
		return "", refused("invalid_trigger_id")
	case t.used:
		return "", refused("exchanged_trigger_id")
	case w.clock().After(t.expires):
		return "", refused("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}
