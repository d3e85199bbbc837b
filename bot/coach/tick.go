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
	teams, erasing, errs := c.teams(ctx)
	if erasing {
		errs = append(errs, c.FinishErasing(ctx, now))
	}
	for _, ws := range teams {
		for _, do := range []func(context.Context, *store.Workspace, time.Time) (time.Time, error){
			byTeam(c.readyFinder), byTeam(c.weekTeam), c.askTeam, byTeam(c.nudgeTeam), c.digestTeam, byTeam(c.retainTeam),
		} {
			at, err := do(ctx, &ws, now)
			if err != nil {
				errs = append(errs, fmt.Errorf("team %s: %w", ws.Team, err))
			}
			if !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
	}
	return next, errors.Join(errs...)
}

// byTeam makes a step of one that reads for itself what it needs.
func byTeam(do func(context.Context, string, time.Time) (time.Time, error)) func(context.Context, *store.Workspace, time.Time) (time.Time, error) {
	return func(ctx context.Context, ws *store.Workspace, now time.Time) (time.Time, error) {
		return do(ctx, ws.Team, now)
	}
}

// teams are the workspaces of those with people or settings; erasing says that
// an erasure is not finished. A workspace that can't be read has no settings.
func (c *Coach) teams(ctx context.Context) (teams []store.Workspace, erasing bool, errs []error) {
	err := c.store.View(ctx, func(tx *store.Tx) error {
		teams, errs = nil, nil
		var ids []string
		for _, bucket := range []string{store.People.Bucket, store.Workspaces.Bucket} {
			ids = slices.AppendSeq(ids, tx.Teams(bucket))
		}
		slices.Sort(ids)
		for _, id := range slices.Compact(ids) {
			ws, _, err := store.Workspaces.Get(tx, store.WorkspaceKey(id))
			if err != nil {
				errs = append(errs, fmt.Errorf("team %s: %w", id, err))
				ws = store.Workspace{}
			}
			ws.Team = id
			teams = append(teams, ws)
		}
		for range tx.Teams(store.Erasures.Bucket) {
			erasing = true
		}
		return nil
	})
	if err != nil {
		errs = append(errs, err)
	}
	return teams, erasing, errs
}
