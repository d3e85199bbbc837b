package coach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"heed/store"
)

// Tick does what the clock asks for: morning nudges and weekly digests, and
// what is left of an erasure that was interrupted. It
// returns when there is something to do next; zero if nothing lies ahead.
// What goes wrong for one person or team doesn't stop the others; it is tried
// again with the next tick.
func (c *Coach) Tick(ctx context.Context, now time.Time) (next time.Time, err error) {
	teams, erasing, err := c.teams(ctx)
	if err != nil {
		return next, err
	}
	var errs []error
	if erasing {
		errs = append(errs, c.FinishErasing(ctx, now))
	}
	for _, team := range teams {
		for _, do := range []func(context.Context, string, time.Time) (time.Time, error){c.readyFinder, c.weekTeam, c.askTeam, c.nudgeTeam, c.digestTeam, c.retainTeam} {
			at, err := do(ctx, team, now)
			if err != nil {
				errs = append(errs, fmt.Errorf("team %s: %w", team, err))
			}
			if !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
	}
	return next, errors.Join(errs...)
}

// teams are those with people or settings; erasing says that an erasure is not
// finished.
func (c *Coach) teams(ctx context.Context) (teams []string, erasing bool, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		teams = nil
		for _, bucket := range []string{store.People.Bucket, store.Workspaces.Bucket} {
			teams = slices.AppendSeq(teams, tx.Teams(bucket))
		}
		slices.Sort(teams)
		teams = slices.Compact(teams)
		for range tx.Teams(store.Erasures.Bucket) {
			erasing = true
		}
		return nil
	})
	return teams, erasing, err
}
