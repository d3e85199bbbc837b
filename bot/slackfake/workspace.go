package slackfake

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Workspace is a running fake Slack workspace. All methods are safe for
// concurrent use.
type Workspace struct {
	o    Options
	base string // http://127.0.0.1:port
	http *http.Server
	ctx  context.Context // ends with Close
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu      sync.Mutex
	now     time.Time // the own clock; unused with Options.Clock
	lastTS  int64     // microseconds of the last ts given out
	serial  map[string]int
	changed chan struct{} // closed at the next change; nil while nobody waits

	botUser, botID, appID string
	botToken, appToken    string
	revoked               string // error code that the bot token answers with since uninstalling
	scopes                []string

	users  map[string]*User
	roll   []string // user ids in the order they came
	dnd    map[string]dndWindow
	convs  map[string]*conv
	order  []string          // channel ids in the order they came
	ims    map[string]string // person → DM channel
	files  map[string]*File
	upload map[string]*upload

	ephemerals map[string][]*Message // person → what only they see
	triggers   map[string]*trigger
	hooks      map[string]*responseHook // response URLs by token
	modals     map[string][]*View       // person → stack, top last
	homes      map[string]*View
	views      map[string]string // view id → person

	socket  sockets
	deliver deliveries
	faults  faults
	limiter limiter
	log     visibleLog
	stats   Stats
	unread  []string // problems not yet told to OnProblem
}

// New starts a workspace on a loopback port. It panics when no port can be
// had, as there is nothing a test or demo could do about it.
func New(o Options) *Workspace {
	o = o.withDefaults()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("slackfake: no loopback port to listen on: %v", err))
	}
	ctx, stop := context.WithCancel(context.Background())
	w := &Workspace{
		o: o, base: "http://" + ln.Addr().String(), ctx: ctx, stop: stop, now: o.Start,
		serial: map[string]int{}, scopes: slices.Clone(o.Scopes),
		botToken: "xoxb-fake-bot-token", appToken: "xapp-1-fake-app-token",
		users: map[string]*User{}, dnd: map[string]dndWindow{}, convs: map[string]*conv{},
		ims: map[string]string{}, files: map[string]*File{}, upload: map[string]*upload{},
		ephemerals: map[string][]*Message{}, triggers: map[string]*trigger{},
		hooks: map[string]*responseHook{}, modals: map[string][]*View{}, homes: map[string]*View{},
		views: map[string]string{},
		stats: Stats{Calls: map[string]int{}, Posts: map[string]int{}},
	}
	w.socket.init()
	w.deliver.init()
	w.faults.init()
	w.limiter.init()
	w.addBot()
	w.http = &http.Server{Handler: w.handler(), ReadHeaderTimeout: 10 * time.Second}
	w.wg.Go(func() { _ = w.http.Serve(ln) })
	w.wg.Go(w.runLogHooks)
	if o.Clock != nil {
		w.wg.Go(w.followClock)
	}
	return w
}

// addBot installs the app: its bot user, without events.
func (w *Workspace) addBot() {
	w.appID, w.botID = w.id("A"), w.id("B")
	w.botUser = w.id("U")
	w.users[w.botUser] = &User{
		ID: w.botUser, Name: w.o.BotName, RealName: strings.ToUpper(w.o.BotName[:1]) + w.o.BotName[1:],
		TeamID: w.o.Team.ID, IsBot: true, BotID: w.botID, AppID: w.appID,
	}
	w.roll = append(w.roll, w.botUser)
}

// Close ends every connection, request and goroutine of the workspace.
func (w *Workspace) Close() {
	w.stop()
	w.mu.Lock()
	w.socket.closed = true
	for _, c := range w.socket.live {
		c.close()
	}
	for _, d := range w.deliver.byEnvelope {
		d.stopTimer()
	}
	w.mu.Unlock()
	_ = w.http.Close()
	w.wg.Wait()
}

// URL is the value for SLACK_API_URL; the Web API is at URL()+"/api/".
func (w *Workspace) URL() string { return w.base }

// BotToken is the xoxb token of the installed app.
func (w *Workspace) BotToken() string { return w.botToken }

// AppToken is the app-level xapp token.
func (w *Workspace) AppToken() string { return w.appToken }

// BotUser is the user id of the app's bot.
func (w *Workspace) BotUser() string { return w.botUser }

// BotID is the bot id of the app.
func (w *Workspace) BotID() string { return w.botID }

// AppID is the app's id.
func (w *Workspace) AppID() string { return w.appID }

// TeamID is the workspace's id.
func (w *Workspace) TeamID() string { return w.o.Team.ID }

// TeamName is what the workspace is called.
func (w *Workspace) TeamName() string { return w.o.Team.Name }

// Now is the workspace's time.
func (w *Workspace) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock()
}

// SetNow moves the workspace's own clock and sends the redeliveries that are
// due by then.
func (w *Workspace) SetNow(t time.Time) {
	if w.o.Clock != nil {
		panic("slackfake: SetNow on a workspace with Options.Clock")
	}
	w.mu.Lock()
	defer w.unlock()
	w.now = t
	w.retryDue()
}

// Advance moves the workspace's own clock on by d.
func (w *Workspace) Advance(d time.Duration) {
	w.mu.Lock()
	t := w.now.Add(d)
	w.mu.Unlock()
	w.SetNow(t)
}

func (w *Workspace) clock() time.Time {
	if w.o.Clock != nil {
		return w.o.Clock()
	}
	return w.now
}

// followClock looks for due redeliveries where the clock is somebody else's.
// Called without the lock.
func (w *Workspace) followClock() {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-w.ctx.Done():
			return
		case <-tick.C:
			w.mu.Lock()
			w.retryDue()
			w.unlock()
		}
	}
}

// id gives out the next id of a kind: "U" → U00000003.
func (w *Workspace) id(prefix string) string {
	w.serial[prefix]++
	return fmt.Sprintf("%s%08d", prefix, w.serial[prefix])
}

// ts gives out the next message ts: the clock in microseconds, always later
// than the one before, also while the clock stands still.
func (w *Workspace) ts() string {
	us := w.clock().UnixMicro()
	if us <= w.lastTS {
		us = w.lastTS + 1
	}
	w.lastTS = us
	return formatTS(us)
}

func formatTS(us int64) string { return fmt.Sprintf("%d.%06d", us/1e6, us%1e6) }

// TS is t as Slack writes it.
func TS(t time.Time) string { return formatTS(t.UnixMicro()) }

// CompareTS orders two ts as time does: negative, zero or positive.
func CompareTS(a, b string) int { return compareTS(a, b) }

// compareTS orders two ts of any number of digits.
func compareTS(a, b string) int {
	as, af, _ := strings.Cut(a, ".")
	bs, bf, _ := strings.Cut(b, ".")
	if len(as) != len(bs) {
		return len(as) - len(bs)
	}
	if c := strings.Compare(as, bs); c != 0 {
		return c
	}
	return strings.Compare(af, bf)
}

// unlock ends a section that may have found problems, and tells them.
func (w *Workspace) unlock() {
	told := w.unread
	w.unread = nil
	w.mu.Unlock()
	for _, p := range told {
		if w.o.OnProblem != nil {
			w.o.OnProblem(p)
		}
	}
}

// problem records something an app must never do.
func (w *Workspace) problem(format string, args ...any) {
	p := fmt.Sprintf(format, args...)
	w.stats.Problems = append(w.stats.Problems, p)
	w.unread = append(w.unread, p)
	w.note("problem: %s", p)
}

func (w *Workspace) note(format string, args ...any) {
	if w.o.Logf != nil {
		w.o.Logf(format, args...)
	}
}

// touch wakes everybody who waits for a change.
func (w *Workspace) touch() {
	if w.changed != nil {
		close(w.changed)
		w.changed = nil
	}
}

// errClosed is what waiting ends with when the workspace is closed meanwhile.
var errClosed = errors.New("slackfake: the workspace was closed")

// await waits until done, called with the lock held, says so. Called without
// the lock.
func (w *Workspace) await(ctx context.Context, what string, done func() bool) error {
	for {
		w.mu.Lock()
		if done() {
			w.mu.Unlock()
			return nil
		}
		if w.changed == nil {
			w.changed = make(chan struct{})
		}
		ch := w.changed
		w.mu.Unlock()
		select {
		case <-ch:
		case <-ctx.Done():
			return fmt.Errorf("slackfake: waiting for %s: %w", what, ctx.Err())
		case <-w.ctx.Done():
			return errClosed
		}
	}
}

// Stats are counts since the start.
type Stats struct {
	Connections int // open now
	Emitted     int // envelopes' worth of things told to the app, retries not counted
	Acked       int
	Redelivered int // further attempts of one event
	Duplicated  int // by the Duplicate fault
	InFlight    int // sent and not acked yet
	Waiting     int // to be tried again at a later fake time
	Held        int // by Hold
	Lost        int // given up
	StrayAcks   int // for an envelope that was acked before, or that never was

	Calls    map[string]int // Web API calls by method, refused ones too
	Posts    map[string]int // messages by the app, by channel
	Problems []string
}

// Stats as they stand.
func (w *Workspace) Stats() Stats {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.stats
	s.Connections = len(w.socket.live)
	s.InFlight, s.Waiting, s.Held = w.deliver.inFlight, len(w.deliver.waiting), len(w.deliver.held)
	s.Calls, s.Posts = cloneCounts(s.Calls), cloneCounts(s.Posts)
	s.Problems = slices.Clone(s.Problems)
	return s
}

// Problems are what an app did that it must never do: unknown methods, bad
// arguments, acks with a payload that nobody asked for.
func (w *Workspace) Problems() []string { return w.Stats().Problems }
