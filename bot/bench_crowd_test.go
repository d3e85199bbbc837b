package bot_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/bot/slackbot"
	"heed/bot/slackfake"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
)

// crowd is a workspace full of people who talk and write notes. Everything is
// said by one goroutine.
type crowd struct {
	w        *slackfake.Workspace
	rng      *rand.Rand
	people   []string
	channels []string // watched
	other    []string // not watched, but Heed is in them
	said     []place  // every message
	roots    []place  // those that begin a thread or may
	notes    map[string]place
	edits    int
	recent   []note // the latest notes, for edits
}

type place struct{ channel, ts string }

type note struct {
	place
	user, text string
}

// newCrowd brings people into w, all of them in every channel, and Heed too.
func newCrowd(w *slackfake.Workspace, people, channels, other int) *crowd {
	c := &crowd{w: w, rng: rand.New(rand.NewPCG(1, 2)), notes: map[string]place{}}
	for n := range people {
		c.people = append(c.people, w.AddUser(slackfake.User{ID: bigPerson(n), Name: fmt.Sprintf("p%d", n), RealName: personName(n)}).ID)
	}
	members := append([]string{w.BotUser()}, c.people...)
	for n := range channels + other {
		ch := w.AddChannel(slackfake.Channel{ID: fmt.Sprintf("C%08d", n), Members: members})
		if n < channels {
			c.channels = append(c.channels, ch.ID)
		} else {
			c.other = append(c.other, ch.ID)
		}
	}
	return c
}

// watch has the channels watched from now on.
func (c *crowd) watch(ctx context.Context, s *store.Store) error {
	return s.Update(ctx, func(tx *store.Tx) error {
		for _, ch := range c.channels {
			w := store.Watch{Team: c.w.TeamID(), Channel: ch, By: c.people[0], Since: c.w.Now(), LastTS: slackfake.TS(c.w.Now())}
			if err := store.Watches.Put(tx, &w); err != nil {
				return err
			}
		}
		return nil
	})
}

// speak says one thing: one in ten is a note, one in a hundred the edit of
// one, the rest chatter, in threads too.
func (c *crowd) speak() error {
	user := c.people[c.rng.IntN(len(c.people))]
	channel := c.channels[c.rng.IntN(len(c.channels))]
	switch x := c.rng.IntN(100); {
	case x < 10:
		return c.note(user, channel)
	case x < 11 && len(c.recent) > 0:
		return c.edit()
	case x < 30 && len(c.other) > 0:
		channel = c.other[c.rng.IntN(len(c.other))]
	case x < 40 && len(c.roots) > 0:
		root := c.roots[c.rng.IntN(len(c.roots))]
		return c.keep(root.channel)(c.w.Reply(user, root.channel, root.ts, chatter(c.rng)))
	}
	ts, err := c.w.Post(user, channel, chatter(c.rng))
	c.roots = append(c.roots[max(len(c.roots)-200, 0):], place{channel, ts})
	return c.keep(channel)(ts, err)
}

func (c *crowd) note(user, channel string) error {
	code := fmt.Sprintf("Q%06d", len(c.notes))
	text := noteText(c.rng, customerName(c.rng.IntN(300)), code)
	ts, err := c.w.Post(user, channel, text)
	if err == nil {
		n := note{place{channel, ts}, user, text}
		c.said, c.notes[code] = append(c.said, n.place), n.place
		c.recent = append(c.recent[max(len(c.recent)-50, 0):], n)
	}
	return err
}

func (c *crowd) edit() error {
	at := c.rng.IntN(len(c.recent))
	n := c.recent[at]
	c.recent = slices.Delete(c.recent, at, at+1)
	c.edits++
	return c.w.Edit(n.user, n.channel, n.ts, n.text+"- they also asked for a reference in their own trade\n")
}

func (c *crowd) keep(channel string) func(string, error) error {
	return func(ts string, err error) error {
		c.said = append(c.said, place{channel, ts})
		return err
	}
}

// talk speaks rate times a second for as long as d or until ctx ends.
func (c *crowd) talk(ctx context.Context, rate int, d time.Duration) error {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	began, n := time.Now(), 0
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		for due := int(min(time.Since(began), d).Seconds() * float64(rate)); n < due; n++ {
			if err := c.speak(); err != nil {
				return err
			}
		}
		if time.Since(began) >= d {
			return nil
		}
	}
}

var codePattern = regexp.MustCompile(`Q\d{6}`)

// coached returns the code of the note that an entry of the log coaches on;
// "" if it is something else.
func coached(e slackfake.Entry) string {
	if e.Kind != slackfake.Posted || e.Message.Metadata == nil {
		return ""
	}
	if key, _ := e.Message.Metadata.EventPayload["key"].(string); !strings.Contains(key, "/feedback/") {
		return ""
	}
	return codePattern.FindString(e.Message.Text + fmt.Sprint(e.Message.Blocks))
}

// waitCoached waits until every note was coached on.
func (c *crowd) waitCoached(ctx context.Context) error {
	seen := map[string]bool{}
	missing := len(c.notes)
	_, err := c.w.WaitLog(ctx, 0, func(e slackfake.Entry) bool {
		if code := coached(e); code != "" && !seen[code] {
			seen[code] = true
			missing--
		}
		return missing == 0
	})
	if err != nil {
		return fmt.Errorf("%d of %d notes were not coached on: %w", missing, len(c.notes), err)
	}
	return nil
}

// countCoached is how often each note was coached on by now.
func (c *crowd) countCoached() map[string]int {
	times := map[string]int{}
	for _, e := range c.w.Log() {
		if code := coached(e); code != "" {
			times[code]++
		}
	}
	return times
}

// lost counts messages that have no row in the inbox, and rows beyond one for
// each message and edit.
func (c *crowd) lost(ctx context.Context, s *store.Store) (lost, extra int, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		lost, extra = 0, -c.edits
		for _, p := range c.said {
			if _, ok, err := tx.InboxRow(kv.Key(c.w.TeamID(), "message", p.channel, p.ts)); err != nil {
				return err
			} else if !ok {
				lost++
			}
		}
		for range tx.Scan("inbox", kv.Prefix(c.w.TeamID()+"/")) {
			extra++
		}
		extra -= len(c.said) - lost
		return nil
	})
	return lost, extra, err
}

// running is a bot under Run.
type running struct {
	store    *store.Store
	stop     func() error // as a SIGTERM does; closes the store
	caughtUp chan error   // has the outcome of the first catch-up
}

// openPlain opens the store at path without a keyring.
func openPlain(ctx context.Context, path string) (*store.Store, error) {
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, db, store.Options{})
}

// run starts a bot on the file at path.
func run(ctx context.Context, slack slackbot.Config, path string, log zerolog.Logger) (*running, error) {
	s, err := openPlain(ctx, path)
	if err != nil {
		return nil, err
	}
	caughtUp := make(chan error, 1)
	b, err := bot.New(ctx, bot.Options{
		Store: s, Log: log, Companies: []string{"Northwind"}, Slack: slack,
		CaughtUp: func(err error) {
			select {
			case caughtUp <- err:
			default: // only the first is asked for
			}
		},
		Listen: slackbot.Options{Stagger: 100 * time.Millisecond},
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	return &running{store: s, caughtUp: caughtUp, stop: func() error {
		cancel()
		return errors.Join(<-done, s.Close())
	}}, nil
}

func slackConfig(w *slackfake.Workspace) slackbot.Config {
	return slackbot.Config{BotToken: slackbot.Secret(w.BotToken()), AppToken: slackbot.Secret(w.AppToken()), APIURL: w.URL()}
}

// idle waits until the bot has nothing left to work on or to send.
func idle(ctx context.Context, s *store.Store) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		n, err := s.Counts(ctx)
		if err != nil || n.Events+n.Effects == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%d events and %d effects are left: %w", n.Events, n.Effects, ctx.Err())
		case <-tick.C:
		}
	}
}

// quantile of durations, which it sorts.
func quantile(d []time.Duration, q float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[min(int(q*float64(len(d))), len(d)-1)]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// report fails tb for what must never be: notes coached on twice, Slack
// complaining.
func (c *crowd) report(tb testing.TB, times map[string]int) (twice int) {
	tb.Helper()
	for _, code := range slices.Sorted(maps.Keys(times)) {
		if times[code] > 1 {
			twice++
			tb.Errorf("note %s was coached on %d times", code, times[code])
		}
	}
	for _, p := range c.w.Problems() {
		tb.Errorf("Slack would complain: %s", p)
	}
	return twice
}

func newStorePath(tb testing.TB) string { return filepath.Join(tb.TempDir(), "heed.db") }
