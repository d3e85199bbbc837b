package slackfake

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// sockets is the Socket Mode side: who is connected, and how.
type sockets struct {
	tickets  map[string]bool
	live     []*socket // in order of connecting
	turn     int       // whose turn it is
	closed   bool      // the workspace is closing
	down     bool      // no socket can be had
	disabled bool      // Socket Mode is switched off for the app
	turnAway []string  // disconnect reasons for the next connections, at once
}

func (s *sockets) init() { s.tickets = map[string]bool{} }

// socket is one websocket of the app. Its fields are under the workspace's
// lock; only the reader and the writer goroutine touch conn.
type socket struct {
	w        *Workspace
	conn     *websocket.Conn
	out      [][]byte
	wake     chan struct{}
	gone     chan struct{} // closed when the connection has ended
	ended    bool
	halfOpen bool // dead without the client having been told
	leaving  bool // takes no more envelopes
	hangUp   bool // close once out is written
	pending  map[*delivery]bool
}

var upgrader = websocket.Upgrader{
	ReadBufferSize: 4 << 10, WriteBufferSize: 16 << 10,
	CheckOrigin: func(*http.Request) bool { return true },
}

// serveSocket is the websocket endpoint. Called without the lock.
func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	down := w.socket.down || w.socket.closed
	ok := !down && w.useTicket(r.URL.Query().Get("ticket"))
	w.mu.Unlock()
	switch {
	case down:
		http.Error(rw, "no connection to be had", http.StatusServiceUnavailable)
		return
	case !ok:
		http.Error(rw, "invalid or used ticket", http.StatusForbidden)
		return
	}
	conn, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return
	}
	s := &socket{
		w: w, conn: conn, wake: make(chan struct{}, 1), gone: make(chan struct{}),
		pending: map[*delivery]bool{},
	}
	if w.admit(s) {
		s.read()
		w.wg.Done()
	}
}

// admit greets a new connection, or sends it away. On true the caller owes
// the wait group a Done. Called without the lock.
func (w *Workspace) admit(s *socket) bool {
	w.mu.Lock()
	defer w.unlock()
	if w.socket.closed {
		_ = s.conn.Close()
		return false
	}
	w.wg.Add(1)
	w.wg.Go(s.write)
	switch {
	case len(w.socket.turnAway) > 0:
		reason := w.socket.turnAway[0]
		w.socket.turnAway = w.socket.turnAway[1:]
		s.disconnect(reason)
		return true
	case len(w.socket.live) >= maxConnections:
		s.disconnect("too_many_websockets")
		return true
	}
	w.socket.live = append(w.socket.live, s)
	s.send(map[string]any{
		"type":            "hello",
		"num_connections": len(w.socket.live),
		"debug_info":      map[string]any{"host": "applink-fake-1", "build_number": 1, "approximate_connection_time": 18060},
		"connection_info": map[string]any{"app_id": w.appID},
	})
	w.note("socket: hello, %d open", len(w.socket.live))
	w.touch()
	return true
}

func (s *socket) send(v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic("slackfake: an envelope that is no JSON: " + err.Error())
	}
	s.sendRaw(b)
}

func (s *socket) sendRaw(b []byte) {
	s.out = append(s.out, b)
	s.kick()
}

func (s *socket) kick() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// disconnect tells the client to go, and hangs up.
func (s *socket) disconnect(reason string) {
	s.leaving, s.hangUp = true, true
	s.tellToGo(reason)
}

func (s *socket) tellToGo(reason string) {
	s.w.note("socket: disconnect, %s", reason)
	s.send(map[string]any{
		"type": "disconnect", "reason": reason,
		"debug_info": map[string]any{"host": "applink-fake-1"},
	})
}

// close ends the connection at once, without a word.
func (s *socket) close() {
	if !s.ended {
		s.ended = true
		close(s.gone)
		_ = s.conn.Close()
	}
}

// write sends what is queued, and pings. Runs without the lock.
func (s *socket) write() {
	ping := time.NewTicker(s.w.o.PingEvery)
	defer ping.Stop()
	for {
		beat := false
		select {
		case <-s.gone:
			return
		case <-s.wake:
		case <-ping.C:
			beat = true
		}
		out, silent, hangUp := s.take()
		if silent {
			continue
		}
		if beat {
			_ = s.conn.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second))
		}
		if !s.writeAll(out) {
			return
		}
		if hangUp {
			s.sayGoodbye()
			return
		}
	}
}

// take empties the queue. What a half-open connection was sent is lost.
func (s *socket) take() (out [][]byte, silent, hangUp bool) {
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	out, s.out = s.out, nil
	return out, s.halfOpen, s.hangUp
}

func (s *socket) writeAll(out [][]byte) bool {
	for _, b := range out {
		if err := s.conn.WriteMessage(websocket.TextMessage, b); err != nil {
			return false
		}
	}
	return true
}

// sayGoodbye starts the closing handshake and gives the client a moment to
// answer it.
func (s *socket) sayGoodbye() {
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = s.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
	select {
	case <-s.gone:
	case <-time.After(250 * time.Millisecond):
		s.w.mu.Lock()
		s.close()
		s.w.mu.Unlock()
	}
}

// read takes acks until the connection ends. Runs without the lock.
func (s *socket) read() {
	defer s.leave()
	s.conn.SetPingHandler(s.answerPing)
	s.conn.SetCloseHandler(s.answerClose)
	for {
		_, b, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		s.w.takeAck(s, b)
	}
}

func (s *socket) dead() bool {
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	return s.halfOpen
}

func (s *socket) answerPing(data string) error {
	if s.dead() {
		return nil
	}
	return s.conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second))
}

func (s *socket) answerClose(code int, _ string) error {
	if s.dead() {
		return nil
	}
	return s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
}

// leave forgets the connection; what it hadn't acked is tried elsewhere.
func (s *socket) leave() {
	w := s.w
	w.mu.Lock()
	defer w.unlock()
	s.close()
	w.socket.live = slices.DeleteFunc(w.socket.live, func(o *socket) bool { return o == s })
	w.note("socket: gone, %d open", len(w.socket.live))
	w.failPending(s)
	w.touch()
}

// after runs f under the lock once d of real time has passed, unless the
// workspace is closed before.
func (w *Workspace) after(d time.Duration, f func()) {
	w.wg.Go(func() {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-w.ctx.Done():
		case <-t.C:
			w.mu.Lock()
			defer w.unlock()
			f()
		}
	})
}

// pick chooses the connection for the next envelope: each in turn.
func (w *Workspace) pick() *socket {
	for range w.socket.live {
		w.socket.turn++
		s := w.socket.live[w.socket.turn%len(w.socket.live)]
		if !s.leaving && !s.ended {
			return s
		}
	}
	return nil
}
