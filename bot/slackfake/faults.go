package slackfake

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault is something that goes wrong with a request. The zero value is none.
// Methods are those of the Web API, and "files.download", "files.upload",
// "response_url" for the other addresses; "*" stands for any.
type Fault struct {
	Code     string        // refused with this error
	Needed   string        // with missing_scope
	Provided string        // with missing_scope; what is granted when empty
	Status   int           // an HTTP status instead of an answer: 500, 502, 503 …; 429 with Retry
	Retry    time.Duration // Retry-After of a 429
	Reset    bool          // the connection is reset
	Hang     bool          // no answer comes until the client gives up
	Slow     time.Duration // real time before anything happens; then all goes well
	// After lets Reset, Hang and Status happen once the thing is done: "posted,
	// but the answer was lost".
	After bool
	// Match limits the fault to requests whose arguments it accepts.
	Match func(arg func(name string) string) bool
}

// RateLimited answers 429 with Retry-After.
func RateLimited(retry time.Duration) Fault {
	return Fault{Status: http.StatusTooManyRequests, Retry: retry}
}

// ServerError answers an HTTP status without doing anything.
func ServerError(status int) Fault { return Fault{Status: status} }

// Refuse answers {"ok":false,"error":code}.
func Refuse(code string) Fault { return Fault{Code: code} }

// MissingScope answers missing_scope naming what is needed.
func MissingScope(needed string) Fault { return Fault{Code: "missing_scope", Needed: needed} }

// LoseAnswer does the thing, then resets the connection.
func LoseAnswer() Fault { return Fault{Reset: true, After: true} }

// ResetConnection resets the connection before doing anything.
func ResetConnection() Fault { return Fault{Reset: true} }

// Hang never answers and does nothing.
func Hang() Fault { return Fault{Hang: true} }

// faults are those still to come.
type faults struct {
	queue map[string][]*pendingFault
}

type pendingFault struct {
	Fault
	left int // < 0: until ClearFaults
}

func (f *faults) init() { f.queue = map[string][]*pendingFault{} }

// Inject lets the next n calls of a method go wrong, or all of them until
// ClearFaults when n is negative. Faults of one method queue up.
func (w *Workspace) Inject(method string, n int, f Fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n != 0 {
		w.faults.queue[method] = append(w.faults.queue[method], &pendingFault{Fault: f, left: n})
	}
}

// ClearFaults forgets the faults of a method, or of all with "*".
func (w *Workspace) ClearFaults(method string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.faults.queue, method)
	if method == "*" {
		clear(w.faults.queue)
	}
}

// FaultsLeft is how many injected faults of a method haven't struck yet;
// negative for one without an end.
func (w *Workspace) FaultsLeft(method string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, p := range w.faults.queue[method] {
		if p.left < 0 {
			return -1
		}
		n += p.left
	}
	return n
}

// takeFault is the fault of this request, if any.
func (w *Workspace) takeFault(method string, arg func(string) string) Fault {
	for _, name := range []string{method, "*"} {
		for i, p := range w.faults.queue[name] {
			if p.Match != nil && !p.Match(arg) {
				continue
			}
			if p.left--; p.left == 0 {
				w.faults.queue[name] = slices.Delete(w.faults.queue[name], i, i+1)
			}
			w.note("fault: %s %+v", method, p.Fault)
			w.touch()
			return p.Fault
		}
	}
	return Fault{}
}

// strike carries out the transport's part of a fault; it tells whether the
// request is over. Called without the lock.
func (w *Workspace) strike(f Fault, rw http.ResponseWriter, r *http.Request) bool {
	switch {
	case f.Reset:
		resetConnection(rw)
	case f.Hang:
		waitFor(r.Context(), w.ctx)
		resetConnection(rw)
	case f.Status == http.StatusTooManyRequests:
		tooMany(rw, f.Retry)
	case f.Status != 0:
		http.Error(rw, http.StatusText(f.Status), f.Status)
	default:
		return false
	}
	return true
}

// slow waits in real time, or until the client gave up. Called without the
// lock.
func (w *Workspace) slow(d time.Duration, r *http.Request) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	case <-w.ctx.Done():
	}
}

func waitFor(a, b context.Context) {
	select {
	case <-a.Done():
	case <-b.Done():
	}
}

func tooMany(rw http.ResponseWriter, retry time.Duration) {
	secs := max(1, int((retry+time.Second-1)/time.Second))
	rw.Header().Set("Retry-After", strconv.Itoa(secs))
	writeJSON(rw, http.StatusTooManyRequests, reply{"ok": false, "error": "ratelimited"})
}

// resetConnection drops the TCP connection with RST, as a dying proxy does.
func resetConnection(rw http.ResponseWriter) {
	h, ok := rw.(http.Hijacker)
	if !ok {
		panic(http.ErrAbortHandler)
	}
	conn, _, err := h.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
