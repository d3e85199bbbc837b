package script

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/bot/slackbot"
	"heed/bot/slackfake"
	"heed/store"
	"heed/store/kv"
	"heed/store/seal"
)

// Options of a played story.
type Options struct {
	// Open opens the database, again after every restart.
	Open func() (kv.DB, error)
	Log  zerolog.Logger
	Out  io.Writer // where the story is told; nil tells nothing
}

// world is a story being played.
type world struct {
	o       Options
	slack   *slackfake.Workspace
	zone    *time.Location
	company []string
	admins  []string // who is said to administer Heed
	people  map[string]slackfake.User
	bots    map[string]string // name → user id
	rooms   map[string]slackfake.Channel
	posts   map[string]place // handle → newest post
	latest  map[string]place // channel → newest post

	seen int // log entries before the step under way
	told int // log entries told so far

	db      kv.DB
	keys    *seal.Ring // seals the store, over all restarts
	store   *store.Store
	heed    *bot.Bot
	stopBot func() error
	caught  chan error // one for every time the bot has caught up
}

// place is where a message stands.
type place struct{ channel, ts string }

// Play plays a story to its end and returns the first step that failed.
func (st *Story) Play(ctx context.Context, o Options) (err error) {
	w := newWorld(o)
	defer func() { err = errors.Join(err, w.close()) }()
	if err := st.play(ctx, w); err != nil {
		return fmt.Errorf("%s: %w", st.Name, err)
	}
	return nil
}

func newWorld(o Options) *world {
	return &world{
		o: o, zone: time.UTC, people: map[string]slackfake.User{}, bots: map[string]string{},
		rooms: map[string]slackfake.Channel{}, posts: map[string]place{}, latest: map[string]place{},
	}
}

func (st *Story) play(ctx context.Context, w *world) error {
	for _, s := range st.steps {
		if err := w.step(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// step plays one step and lets the bot do what follows from it.
func (w *world) step(ctx context.Context, s step) error {
	if heading, ok := strings.CutPrefix(s.text, "=="); ok {
		w.heading(strings.TrimSpace(heading))
		return nil
	}
	if rest, ok := strings.CutPrefix(s.text, "expect "); ok {
		if err := w.expect(strings.TrimSpace(rest)); err != nil {
			return s.fail("%w", err)
		}
		return nil
	}
	if set, ok, err := w.setup(s); ok {
		if err != nil {
			return s.fail("%w", err)
		}
		return set
	}
	if err := w.begin(ctx); err != nil {
		return s.fail("%w", err)
	}
	w.seen = len(w.slack.Log())
	if err := w.act(ctx, s); err != nil {
		return s.fail("%w", err)
	}
	if err := w.settle(ctx); err != nil {
		return s.fail("%w", err)
	}
	w.tell()
	return nil
}

// settle waits until the bot has received what happened, and lets it do what
// is due at this moment.
func (w *world) settle(ctx context.Context) error {
	if w.heed == nil {
		return nil
	}
	for {
		if err := w.slack.WaitAcked(ctx); err != nil {
			return err
		}
		before := len(w.slack.Log())
		if _, err := w.heed.Step(ctx, w.slack.Now()); err != nil {
			return err
		}
		if len(w.slack.Log()) == before {
			return w.slack.WaitAcked(ctx)
		}
	}
}

// advance moves the clock to a time, stopping wherever the bot has something
// to do.
func (w *world) advance(ctx context.Context, to time.Time) error {
	if to.Before(w.slack.Now()) {
		return fmt.Errorf("%s is in the past", to.In(w.zone).Format(time.DateTime))
	}
	for {
		if err := w.slack.WaitAcked(ctx); err != nil {
			return err
		}
		next, err := w.heed.Step(ctx, w.slack.Now())
		if err != nil {
			return err
		}
		w.tell()
		now := w.slack.Now()
		switch {
		case !next.IsZero() && !next.After(now): // still busy: a retry that is due at once
			continue
		case next.IsZero() || next.After(to):
			w.slack.SetNow(to)
			return nil
		}
		w.slack.SetNow(next)
	}
}

// begin starts the bot with the first thing that happens.
func (w *world) begin(ctx context.Context) error {
	if err := w.workspace(); err != nil || w.heed != nil {
		return err
	}
	return w.startBot(ctx)
}

// workspace makes the fake workspace, once.
func (w *world) workspace() error {
	if w.slack == nil {
		w.slack = slackfake.New(slackfake.Options{
			BotName: "heed", PingEvery: time.Second,
			Logf: func(format string, a ...any) { w.o.Log.Trace().Msgf(format, a...) },
		})
	}
	return nil
}

// startBot opens the store and connects.
func (w *world) startBot(ctx context.Context) (err error) {
	if w.db == nil {
		if w.db, err = w.o.Open(); err != nil {
			return err
		}
	}
	if w.keys == nil {
		w.keys = seal.Memory()
	}
	if w.store, err = store.Open(ctx, w.db, store.Options{Now: w.slack.Now(), Keys: w.keys}); err != nil {
		return err
	}
	w.heed, err = bot.New(ctx, bot.Options{
		Store: w.store, Log: w.o.Log, Companies: w.company, Admins: w.admins, Now: w.slack.Now,
		Slack:    slackbot.Config{BotToken: slackbot.Secret(w.slack.BotToken()), AppToken: slackbot.Secret(w.slack.AppToken()), APIURL: w.slack.URL(), Timeout: 5 * time.Second, Log: w.o.Log},
		CaughtUp: func(err error) { w.caught <- err },
		Listen:   slackbot.Options{Stagger: time.Millisecond},
	})
	if err != nil {
		return err
	}
	run, cancel := context.WithCancel(ctx)
	w.caught = make(chan error, manyReconnects)
	done := make(chan error, 1)
	go func() { done <- w.heed.Connect(run) }()
	w.stopBot = func() error {
		cancel()
		return <-done
	}
	if err := w.slack.WaitConnected(ctx, 2); err != nil {
		return err
	}
	return w.waitCaughtUp(ctx)
}

// manyReconnects is more than a story has between two looks.
const manyReconnects = 1000

// waitCaughtUp waits until the bot has read what it missed.
func (w *world) waitCaughtUp(ctx context.Context) error {
	select {
	case <-w.caught:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

const socketsClose = 10 * time.Second

// endBot disconnects the bot; orderly closes the store as well, a crash just
// leaves it.
func (w *world) endBot(orderly bool) error {
	if w.heed == nil {
		return nil
	}
	err := w.stopBot()
	w.heed = nil
	// A click that is given to a socket on its way out is lost, in Slack too;
	// no story is about that.
	ctx, cancel := context.WithTimeout(context.Background(), socketsClose)
	defer cancel()
	err = errors.Join(err, w.slack.WaitUntil(ctx, "no connections", func(s slackfake.Stats) bool { return s.Connections == 0 }))
	if orderly {
		err = errors.Join(err, w.store.Close())
		w.db = nil
	}
	return err
}

func (w *world) close() error {
	err := w.endBot(false)
	if w.db != nil {
		err = errors.Join(err, w.db.Close())
	}
	if w.slack != nil {
		for _, p := range w.slack.Problems() {
			err = errors.Join(err, fmt.Errorf("to be refused by Slack: %s", p))
		}
		err = errors.Join(err, w.manners())
		w.slack.Close()
	}
	return err
}
