// Package bot puts Heed together: the store, the connections to Slack, the
// pump that works events off, the runner that sends effects, and the clock
// that ticks. It can be embedded: no globals, several instances in a process,
// and nothing left running after Run or Close.
//
// Run does everything by the wall clock. Connect and Step are the same parts
// under a made-up clock, for scripts, tests and the demo: Connect receives,
// Step works off what was received, ticks and sends, as of one moment.
//
// The order of shutting down keeps what was received: no more intake, then
// events in work are finished, then what is being sent, then the store is
// closed by whoever opened it.
package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
	_ "time/tzdata" // a small box may have no zone files

	"github.com/rs/zerolog"

	"heed/bot/coach"
	"heed/bot/inbox"
	"heed/bot/outbox"
	"heed/bot/slackbot"
	"heed/store"
)

// Options of a Bot.
type Options struct {
	Store *store.Store
	Slack slackbot.Config
	Log   zerolog.Logger
	// Companies are our own company and products, for workspaces that have
	// not said otherwise in their settings.
	Companies []string
	// Admins are the Slack ids of who administers Heed, whoever installed it
	// first; nil where nobody has said so.
	Admins []string
	// Now is the clock that dates what Slack sends without a time; time.Now
	// if nil.
	Now func() time.Time
	// CaughtUp is called whenever the channels have been caught up from their
	// history, after every (re)connect; nil is fine.
	CaughtUp func(error)
	// Listen tunes the connections; Receive, Check, Connected and Now are
	// set by New.
	Listen slackbot.Options
}

// Bot is one Heed in one workspace.
type Bot struct {
	store    *store.Store
	client   *slackbot.Client
	coach    *coach.Coach
	listener *slackbot.Listener
	pump     *inbox.Pump
	runner   *outbox.Runner
	log      zerolog.Logger
	now      func() time.Time
	counts   *counters
	caughtUp func(error)
}

// New asks Slack who the bot is and puts it together; nothing runs yet. It
// waits for a Slack that can't be reached, and returns ctx's error if that
// ends first. Problems with tokens and scopes that keep it from working are
// one error that says what to do; lesser ones are logged.
func New(ctx context.Context, o Options) (*Bot, error) {
	o.Slack.Log = o.Log
	self, err := probe(ctx, o.Slack, o.Log)
	if err != nil {
		return nil, err
	}
	b := &Bot{store: o.Store, client: slackbot.New(o.Slack, self), log: o.Log, now: o.Now, caughtUp: o.CaughtUp}
	if b.now == nil {
		b.now = time.Now
	}
	b.counts = newCounters(b)
	b.coach = coach.New(coach.Options{Store: o.Store, Slack: reader{b.client}, Log: o.Log, Companies: o.Companies, Calendar: calendarFile})
	b.pump = &inbox.Pump{Store: o.Store, Handle: b.handle, OnDead: b.coach.Dead, Observe: b.handled}
	b.runner = &outbox.Runner{Store: o.Store, Sender: b.client, OnFailed: b.coach.Failed, Observe: b.sent}
	listen := o.Listen
	listen.Receive, listen.Check, listen.Connected, listen.Now = b.receive, coach.Check, b.catchUp, b.now
	b.listener = slackbot.NewListener(o.Slack, self, listen)
	if err := b.coach.Installed(ctx, b.now(), self.Team, o.Admins); err != nil {
		return nil, err
	}
	o.Log.Info().Str("team", self.Team).Str("bot", self.BotUser).Msg("ready")
	return b, nil
}

// receive makes an event durable; after it returned nil the event may be
// acknowledged.
func (b *Bot) receive(ctx context.Context, ev coach.Event) (slackbot.Ack, error) {
	body, err := json.Marshal(ev)
	if err != nil {
		return slackbot.Ack{}, fmt.Errorf("event %s: %w", ev.Key, err)
	}
	fresh, err := b.store.Receive(ctx, ev.Key, ev.Conversation(), body, b.now())
	return slackbot.Ack{Known: !fresh}, err
}

// Connect receives events until ctx ends; what they lead to is done by Step.
func (b *Bot) Connect(ctx context.Context) error {
	defer b.client.Close()
	return b.listener.Run(ctx)
}

// Step works off everything that is due at now: events, the tick, effects,
// until nothing is left to do at that moment. It returns when something is
// due next, zero if nothing is.
func (b *Bot) Step(ctx context.Context, now time.Time) (next time.Time, err error) {
	for {
		n, err := b.pump.Drain(ctx, now)
		if err != nil {
			return next, err
		}
		tick, err := b.coach.Tick(ctx, now)
		if err != nil {
			return next, err
		}
		sent, due, err := b.runner.Drain(ctx, now)
		if err != nil {
			return next, err
		}
		if n == 0 && sent == 0 {
			return earlier(tick, due), nil
		}
	}
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// handled logs one line per event at its end: ids, never contents.
func (b *Bot) handled(row store.InboxRow, took time.Duration, err error) {
	line := b.log.Info()
	if err != nil {
		line = b.log.Error().Err(err)
		b.counts.eventsFailed.Inc()
	} else {
		b.counts.eventsDone.Inc()
	}
	b.counts.eventTime.Update(took.Seconds())
	line.Str("event", row.Key).Int("attempt", row.Attempts).Dur("took", took).Msg("event")
}

// sent logs one line per attempt to send.
func (b *Bot) sent(e store.Effect, o store.Outcome, took time.Duration, err error) {
	line := b.log.Info()
	if err != nil {
		line = b.log.Warn().Err(err)
	}
	if o.State == store.Sent {
		b.counts.effectsSent.Inc()
	}
	if o.State == store.Failed {
		b.counts.effectsFailed.Inc()
	}
	line.Str("effect", e.Key).Str("kind", string(e.Kind)).Str("state", string(o.State)).Dur("took", took).Msg("effect")
}
