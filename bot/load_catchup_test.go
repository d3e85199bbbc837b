package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/bot/slackfake"
	"heed/store"
	"heed/store/kv"
)

// TestCatchUpBehindTheLastMessage starts with a note that a crash has lost
// before it was stored, while something later in the channel was worked on.
func TestCatchUpBehindTheLastMessage(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		last, since time.Duration // after the note
		read        bool
	}{
		"a little later":            {2 * time.Minute, -time.Hour, true},
		"watched since, not before": {2 * time.Minute, time.Minute, false},
		"long before":               {20 * time.Minute, -time.Hour, false},
		"later by its own rules":    {-time.Minute, -time.Hour, true},
		"days ago":                  {2*time.Minute - 48*time.Hour, -72 * time.Hour, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			w := slackfake.New(slackfake.Options{Clock: time.Now})
			defer w.Close()
			c := newCrowd(w, 1, 1, 0)
			if err := c.note(c.people[0], c.channels[0]); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(ctx, kv.NewMemory(), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			err = s.Update(ctx, func(tx *store.Tx) error {
				return store.Watches.Put(tx, &store.Watch{
					Team: w.TeamID(), Channel: c.channels[0], By: c.people[0],
					Since: w.Now().Add(tt.since), LastTS: slackfake.TS(w.Now().Add(tt.last)),
				})
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := catchUpOnce(ctx, w, s); err != nil {
				t.Fatal(err)
			}
			if got := len(c.countCoached()) == 1; got != tt.read {
				t.Errorf("coached on: %v, want %v", got, tt.read)
			}
		})
	}
}

// catchUpOnce runs a bot until it has caught up and done what followed.
func catchUpOnce(ctx context.Context, w *slackfake.Workspace, s *store.Store) error {
	caught := make(chan error, 10)
	b, err := bot.New(ctx, bot.Options{Store: s, Log: zerolog.Nop(), Slack: slackConfig(w), CaughtUp: func(err error) { caught <- err }})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	select {
	case err = <-caught:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err == nil {
		err = idle(ctx, s)
	}
	cancel()
	return errors.Join(err, <-done)
}
