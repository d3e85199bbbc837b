package slackbot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/time/rate"
)

// readLimit is the largest websocket message taken. Slack's are far below; a
// larger one closes the connection.
const readLimit = 8 << 20

// opener is the HTTP client of the connections. It holds back the calls of
// apps.connections.open: when Slack accepts and disconnects at once,
// slack-go would call it some hundred times a second.
type opener struct {
	http  *http.Client
	limit *rate.Limiter // one for all connections of a Listener
}

func newOpener(cfg Config, opt Options) *opener {
	return &opener{
		http:  newHTTPClient(cfg),
		limit: rate.NewLimiter(rate.Every(opt.OpenEvery), opt.OpenBurst),
	}
}

func (o *opener) Do(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Path, "/apps.connections.open") {
		if err := o.limit.Wait(req.Context()); err != nil {
			return nil, err
		}
	}
	return o.http.Do(req)
}

// connection is one Socket Mode client, reconnecting by itself.
type connection struct {
	l      *Listener
	client *socketmode.Client
	in     *intake
	hello  *hellos
	log    zerolog.Logger
	up     bool // touched by the draining goroutine only
}

func newConnection(l *Listener, n int, open *opener, in *intake, hello *hellos) *connection {
	quiet := log.New(io.Discard, "", 0) // slack-go's own log has no levels
	return &connection{
		l: l, in: in, hello: hello,
		log: l.log.With().Int("connection", n).Logger(),
		client: socketmode.New(newAPI(l.cfg, open),
			socketmode.OptionPingInterval(l.opt.Deadman),
			socketmode.OptionReadLimit(readLimit),
			socketmode.OptionLog(quiet)),
	}
}

// run connects, and again whenever the connection ends, until ctx does or
// Slack refuses for good.
func (c *connection) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- c.keepOpen(ctx) }()
	var fatal error
	for {
		select {
		case evt := <-c.client.Events:
			// Nothing in here may block or call Slack: while the client's 50
			// events are not taken, its connection is deaf.
			if err := c.take(evt); err != nil && fatal == nil {
				fatal = err
				cancel()
			}
		case err := <-ended:
			c.down()
			if fatal != nil {
				return fatal
			}
			return err
		}
	}
}

// keepOpen returns nil when ctx ends.
func (c *connection) keepOpen(ctx context.Context) error {
	for {
		err := c.client.RunContext(ctx)
		switch refused := configError(err, appToken); {
		case ctx.Err() != nil:
			return nil
		case refused != nil:
			return refused
		}
		// Not reached with today's slack-go, which gives up on nothing else.
		c.log.Warn().Str("error", Scrub(errText(err))).Msg("socket client ended; starting it again")
		if !wait(ctx, time.Second) {
			return nil
		}
	}
}

// take handles one event of the client; an error ends the Listener.
func (c *connection) take(evt socketmode.Event) error {
	switch evt.Type {
	case socketmode.EventTypeConnecting:
		c.down()
	case socketmode.EventTypeConnectionError:
		return c.connectionError(evt.Data)
	case socketmode.EventTypeHello:
		c.helloed(evt.Request)
	case socketmode.EventTypeErrorBadMessage:
		if bad, ok := evt.Data.(*socketmode.ErrorBadMessage); ok {
			c.raw(bad.Message)
		}
	case socketmode.EventTypeErrorWriteFailed:
		c.l.lostAcks.Add(1)
		c.log.Warn().Msg("an acknowledgement could not be written; Slack will deliver the event again")
	default:
		if r := evt.Request; r != nil {
			c.envelope(Envelope{ID: r.EnvelopeID, Type: r.Type, Payload: r.Payload})
		}
	}
	return nil
}

// raw takes what slack-go could not decode. Our own decoder reads less and so
// fails less; what it can't read either is acknowledged and forgotten there.
func (c *connection) raw(message json.RawMessage) {
	var env Envelope
	if json.Unmarshal(message, &env) != nil {
		env.ID = ""
	}
	c.envelope(env)
}

// envelope passes an envelope on. Without an id it can't be acknowledged, so
// it is nothing that Slack wants an answer to.
func (c *connection) envelope(env Envelope) {
	if env.ID == "" {
		c.l.undecodable.Add(1)
		c.log.Warn().Str("type", short(env.Type)).Msg("envelope without an id")
		return
	}
	c.in.offer(c, env)
}

func (c *connection) connectionError(data any) error {
	e, ok := data.(*slack.ConnectionErrorEvent)
	if !ok {
		return nil
	}
	if refused := configError(e.ErrorObj, appToken); refused != nil {
		return refused
	}
	if !errors.Is(e.ErrorObj, context.Canceled) {
		c.log.Warn().Str("error", Scrub(errText(e.ErrorObj))).Dur("again_in", e.Backoff).Msg("no connection to Slack")
	}
	return nil
}

func (c *connection) helloed(r *socketmode.Request) {
	if !c.up {
		c.up = true
		c.l.up.Add(1)
	}
	c.l.hellos.Add(1)
	if r != nil && r.NumConnections > c.l.opt.Connections {
		c.log.Warn().Int("open", r.NumConnections).Int("ours", c.l.opt.Connections).
			Msg("another process is connected with this app token and takes a share of the events: stop it, or give it an app of its own")
	}
	c.log.Info().Msg("connected to Slack")
	c.hello.signal()
}

func (c *connection) down() {
	if c.up {
		c.up = false
		c.l.up.Add(-1)
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// hellos calls Connected after hellos, one call at a time; those that arrive
// during a call are answered by one more.
type hellos struct {
	l   *Listener
	due chan struct{}
}

func newHellos(l *Listener) *hellos { return &hellos{l: l, due: make(chan struct{}, 1)} }

func (h *hellos) signal() {
	select {
	case h.due <- struct{}{}:
	default:
	}
}

func (h *hellos) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.due:
			h.call(ctx)
		}
	}
}

func (h *hellos) call(ctx context.Context) {
	defer func() {
		if r := recover(); r != nil {
			h.l.log.Error().Str("panic", fmt.Sprintf("%T", r)).Bytes("stack", debug.Stack()).Msg("catching up failed")
		}
	}()
	if h.l.opt.Connected != nil {
		h.l.opt.Connected(ctx)
	}
}
