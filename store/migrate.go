package store

import (
	"context"
	"fmt"
	"strconv"
)

// Migration is one step of the schema. Step changes a batch of records and
// returns where the next batch begins, "" when nothing is left. It is called
// with "" first; each call is a transaction of its own, in which the place
// it got to is written down too, so an interrupted migration goes on where
// it was.
type Migration struct {
	Name string
	Step func(tx *Tx, from string) (next string, err error)
}

const (
	metaBucket   = "meta"
	metaSchema   = "schema"
	metaProgress = "migrating"
	metaCopied   = "copied"
)

// NewerError says that a store was written by a newer version of Heed.
type NewerError struct{ Has, Knows int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("this store was written by a newer Heed (schema %d, this one knows %d): "+
		"start that version again, or restore the copy that was made before it was migrated", e.Has, e.Knows)
}

// migrate brings the database to version 1 + len(steps).
func (s *Store) migrate(ctx context.Context, steps []Migration, before func(context.Context) error) error {
	knows := 1 + len(steps)
	has, copied, err := s.version(ctx, knows)
	switch {
	case err != nil:
		return err
	case has > knows:
		return &NewerError{Has: has, Knows: knows}
	case has == knows:
		return nil
	}
	// A copy made now of what is half migrated would take the place of the
	// good one, so there is one for each target version only.
	if before != nil && copied != knows {
		if err := before(ctx); err != nil {
			return fmt.Errorf("copying the store before its migration to schema %d: %w", knows, err)
		}
		if err := s.putMeta(ctx, metaCopied, knows); err != nil {
			return err
		}
	}
	for ; has < knows; has++ {
		if err := s.step(ctx, has+1, steps[has-1]); err != nil {
			return fmt.Errorf("migrating the store to schema %d (%s): %w", has+1, steps[has-1].Name, err)
		}
	}
	return nil
}

// version reads the schema's version and for which one a copy was made last.
// A database without a version is new and gets the present one.
func (s *Store) version(ctx context.Context, knows int) (has, copied int, err error) {
	fresh := false
	err = s.View(ctx, func(tx *Tx) error {
		if _, ok := tx.Get(metaBucket, metaSchema); !ok {
			fresh = true
			return nil
		}
		var err error
		if has, err = tx.meta(metaSchema); err != nil {
			return err
		}
		copied, err = tx.meta(metaCopied)
		return err
	})
	if err != nil || !fresh {
		return has, copied, err
	}
	return knows, 0, s.putMeta(ctx, metaSchema, knows)
}

// step runs one migration, batch by batch, to version to.
func (s *Store) step(ctx context.Context, to int, m Migration) error {
	for done := false; !done; {
		err := s.Update(ctx, func(tx *Tx) error {
			from, _ := tx.Get(metaBucket, metaProgress)
			next, err := m.Step(tx, string(from))
			if err != nil {
				return err
			}
			if done = next == ""; !done {
				return tx.Put(metaBucket, metaProgress, []byte(next))
			}
			if err := tx.Delete(metaBucket, metaProgress); err != nil {
				return err
			}
			return tx.Put(metaBucket, metaSchema, []byte(strconv.Itoa(to)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) meta(key string) (int, error) {
	v, ok := tx.Get(metaBucket, key)
	if !ok {
		return 0, nil
	}
	n, err := strconv.Atoi(string(v))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("store: %s/%s holds %q, which is no version", metaBucket, key, v)
	}
	return n, nil
}

func (s *Store) putMeta(ctx context.Context, key string, n int) error {
	return s.Update(ctx, func(tx *Tx) error {
		return tx.Put(metaBucket, key, []byte(strconv.Itoa(n)))
	})
}
