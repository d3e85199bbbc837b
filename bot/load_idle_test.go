package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/coach"
	"heed/bot/followup"
	"heed/bot/inbox"
	"heed/bot/outbox"
	"heed/store"
	"heed/store/kv"
	"heed/store/kv/kvtest"
)

// TestIdleLooksOnceAMinute lets six hours pass in which nothing happens:
// every loop may look at the store once a minute, which is eight views and a few an hour, and
// writes nothing.
func TestIdleLooksOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := &kvtest.Counting{DB: kv.NewMemory()}
		s, err := store.Open(t.Context(), db, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now()
		err = s.Update(t.Context(), func(tx *store.Tx) error {
			p := store.Person{Team: "T1", ID: "U1", Zone: "Europe/London", NudgeAt: now.Add(48 * time.Hour)}
			if err := store.People.Put(tx, &p); err != nil {
				return err
			}
			return store.FollowUps.Put(tx, &followup.FollowUp{Team: "T1", ID: "F-1", Owner: "U1", State: followup.Open, Made: now})
		})
		if err != nil {
			t.Fatal(err)
		}
		b := &Bot{store: s, log: zerolog.Nop(), coach: coach.New(coach.Options{Store: s}), pump: &inbox.Pump{Store: s}, runner: &outbox.Runner{Store: s}}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- runStages(ctx, []stage{{"inbox", b.pump.Run}, {"clock", b.ticking}, {"outbox", b.runner.Run}})
		}()
		time.Sleep(time.Minute + time.Second) // virtual; what begins, begins
		synctest.Wait()
		views, updates := db.Views.Load(), db.Updates.Load()
		const hours = 6
		time.Sleep(hours * time.Hour)
		synctest.Wait()
		if got := float64(db.Views.Load()-views) / (hours * 60); got > 8.5 {
			t.Errorf("%.1f views a minute", got)
		} else {
			t.Logf("%.1f views a minute", got)
		}
		if got := db.Updates.Load() - updates; got > 0 {
			t.Errorf("%d transactions that write", got)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
