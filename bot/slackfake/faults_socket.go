package slackfake

import (
	"fmt"
	"slices"
)

// Disconnect tells every open connection to go, for one of Slack's reasons:
// warning (the connection lives on for Options.WarningGrace),
// refresh_requested, link_disabled (Socket Mode stays off until EnableSocketMode) or
// too_many_websockets. It returns how many were told.
func (w *Workspace) Disconnect(reason string) int {
	w.mu.Lock()
	defer w.unlock()
	n := 0
	for _, s := range w.socket.live {
		if !s.leaving {
			w.sendAway(s, reason)
			n++
		}
	}
	if reason == "link_disabled" {
		w.socket.disabled = true
	}
	return n
}

// DisconnectOldest is Disconnect for the connection that is open longest.
func (w *Workspace) DisconnectOldest(reason string) bool {
	w.mu.Lock()
	defer w.unlock()
	for _, s := range w.socket.live {
		if !s.leaving {
			w.sendAway(s, reason)
			return true
		}
	}
	return false
}

func (w *Workspace) sendAway(s *socket, reason string) {
	if reason != "warning" {
		s.disconnect(reason)
		return
	}
	s.tellToGo(reason)
	w.after(w.o.WarningGrace, func() { s.disconnect("refresh_requested") })
}

// TurnAway greets the next n connections with nothing but a disconnect.
func (w *Workspace) TurnAway(n int, reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for range n {
		w.socket.turnAway = append(w.socket.turnAway, reason)
	}
}

// EnableSocketMode ends what Disconnect("link_disabled") began.
func (w *Workspace) EnableSocketMode() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.socket.disabled = false
}

// DropSockets cuts every connection without a word.
func (w *Workspace) DropSockets() {
	w.mu.Lock()
	defer w.unlock()
	for _, s := range w.socket.live {
		s.close()
	}
}

// SocketsDown cuts every connection and lets none be opened until SocketsUp.
// Events meanwhile are tried as Slack would, then lost; they stay in the
// history.
func (w *Workspace) SocketsDown() {
	w.mu.Lock()
	defer w.unlock()
	w.socket.down = true
	for _, s := range slices.Clone(w.socket.live) {
		s.close()
	}
	// The connections count as gone at once, not when their readers notice.
	for _, s := range w.socket.live {
		w.failPending(s)
	}
	w.socket.live = nil
	w.touch()
}

// SocketsUp ends SocketsDown. What was due meanwhile is tried at the next
// move of the clock.
func (w *Workspace) SocketsUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.socket.down = false
}

// HalfOpen lets every open connection die without the client being told: no
// more pings, nothing read, nothing answered. Slack still sends events there.
func (w *Workspace) HalfOpen() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.socket.live {
		s.halfOpen = true
	}
	return len(w.socket.live)
}

// Duplicate lets the next n events arrive twice: with one event id, or each
// time with an id of its own.
func (w *Workspace) Duplicate(n int, newID bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if newID {
		w.deliver.dupNew += n
	} else {
		w.deliver.dupSame += n
	}
}

// Hold keeps back whatever the app would be told from now on.
func (w *Workspace) Hold() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.deliver.holding = true
}

// Release sends what was held: in order, or as order says, which holds
// indexes of what was held (a reversal, say). What order leaves out comes
// after.
func (w *Workspace) Release(order ...int) {
	w.mu.Lock()
	defer w.unlock()
	held := w.deliver.held
	w.deliver.held, w.deliver.holding = nil, false
	sent := map[int]bool{}
	for _, i := range order {
		if i >= 0 && i < len(held) && !sent[i] {
			sent[i] = true
			w.attempt(held[i])
		}
	}
	for i, d := range held {
		if !sent[i] {
			w.attempt(d)
		}
	}
}

// SendRaw sends a frame as it is over one connection: broken JSON, say.
func (w *Workspace) SendRaw(frame string) error {
	w.mu.Lock()
	defer w.unlock()
	s := w.pick()
	if s == nil {
		return fmt.Errorf("slackfake: no connection to send over")
	}
	s.sendRaw([]byte(frame))
	return nil
}

// EmitUnknownEnvelope sends an envelope of a type that no client knows; it is
// to be acked like any other.
func (w *Workspace) EmitUnknownEnvelope(kind string) {
	w.emitOdd(&delivery{kind: kind, what: "envelope " + kind, payload: marshal(reply{"type": kind})})
}

// EmitMalformed sends an events_api envelope whose payload can't be read.
func (w *Workspace) EmitMalformed() {
	w.emitOdd(&delivery{kind: "events_api", what: "malformed event", retries: true, payload: marshal("not an object")})
}

// EmitEvent sends an inner event as it is, subscribed to or not.
func (w *Workspace) EmitEvent(event map[string]any) {
	w.mu.Lock()
	defer w.unlock()
	name, _ := event["type"].(string)
	w.emit(w.eventDelivery(name, w.id("Ev"), event))
}

// EmitRateLimited tells the app that events are being dropped, as Slack does
// past 30,000 an hour.
func (w *Workspace) EmitRateLimited() {
	w.mu.Lock()
	minute := w.clock().Unix() / 60 * 60
	w.mu.Unlock()
	w.emitOdd(&delivery{kind: "events_api", what: "app_rate_limited", payload: marshal(reply{
		"token": "fake-verification-token", "type": "app_rate_limited", "team_id": w.o.Team.ID,
		"minute_rate_limited": minute, "api_app_id": w.appID,
	})})
}

// emitOdd emits what isn't made by anything people do. Called without the
// lock.
func (w *Workspace) emitOdd(d *delivery) {
	w.mu.Lock()
	defer w.unlock()
	w.emit(d)
}
