package bolt

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// ErrFull is returned by an Update for which neither the file, within
// Options.MaxSize, nor the disk has room. Nothing was written; the file is as
// before.
var ErrFull = errors.New("bolt: no room")

// ErrBroken is returned by every Update after one whose sync failed so late
// that nobody can say whether it will be found after a crash. Opening the
// file again settles it.
var ErrBroken = errors.New("bolt: an earlier commit failed half-way; restart to go on")

// maxGroup bounds how many callers share a transaction, and with them how
// much is held in memory and lost to one caller that fails after writing.
const maxGroup = 256

// turn is how long a transaction goes on taking in callers. Somebody who
// comes later waits for it and for its syncs.
const turn = 10 * time.Millisecond

// commits is the committer: the one goroutine that opens write transactions.
func (db *DB) commits() {
	defer close(db.stopped)
	for {
		if m := db.pressing(); m != nil {
			db.serve(m)
			continue
		}
		select {
		case m := <-db.first:
			db.serve(m)
		case m := <-db.queue:
			db.serve(m)
		case <-db.stop:
			return
		}
	}
}

// pressing is a caller that waits and goes before others; nil for none.
func (db *DB) pressing() *member {
	select {
	case m := <-db.first:
		return m
	default:
		return nil
	}
}

// joining says who else takes part in a transaction that began at a time:
// those who go before others as long as any wait, and the others until its
// turn is over; nil when nobody does.
func (db *DB) joining(began time.Time) *member {
	if m := db.pressing(); m != nil || time.Since(began) > turn {
		return m
	}
	select {
	case m := <-db.queue:
		return m
	default:
		return nil
	}
}

// serve answers a caller, and who waits besides, in one transaction. Who fails
// after writing spoils it for all: it is rolled back, the others are run again
// without them, and they, at last, alone, so that the error they return is one
// they met on committed state.
func (db *DB) serve(m *member) {
	group, alone := []*member{m}, []*member(nil)
	began := time.Now()
	more := func() *member { return db.joining(began) }
	for len(group) > 0 {
		all, i, out := db.try(group, more)
		if i < 0 {
			break
		}
		if !out.gone {
			alone = append(alone, all[i])
		}
		group, more = append(all[:i:i], all[i+1:]...), nil
	}
	for _, m := range alone {
		db.try([]*member{m}, nil)
	}
}

// try runs the group, and who joins it meanwhile, in one transaction and
// answers everyone; or returns all of them with the index and outcome of the
// member that spoiled it, with nothing written and nobody answered. A group of
// one is always answered. More may be nil.
func (db *DB) try(group []*member, more func() *member) (all []*member, spoiler int, how outcome) {
	b, err := db.begin()
	if err != nil {
		answer(group, err)
		return group, -1, how
	}
	wrote := false
	var results []error
	var waiting []*member
	for i := 0; i < len(group); i++ {
		t := &tx{bolt: b}
		out, here := group[i].lend(t)
		spoilt := here && t.writes > 0 && (out.gone || out.err != nil)
		if spoilt && len(group) > 1 {
			_ = b.Rollback()
			return group, i, out
		}
		wrote = wrote || t.writes > 0 && !spoilt
		if here && !out.gone {
			waiting, results = append(waiting, group[i]), append(results, out.err)
		}
		if i+1 < len(group) || i+1 >= maxGroup || more == nil || spoilt {
			continue
		}
		if m := more(); m != nil {
			group = append(group, m)
		}
	}
	err = db.finish(b, wrote)
	for i, m := range waiting {
		if err != nil {
			// Whatever a member found, it found in a state that never was.
			results[i] = err
		}
		m.done <- results[i]
	}
	return group, -1, how
}

func answer(group []*member, err error) {
	for _, m := range group {
		m.done <- err
	}
}

func (db *DB) begin() (*bbolt.Tx, error) {
	if why := db.broken.Load(); why != nil {
		return nil, fmt.Errorf("%w (%s: %s)", ErrBroken, db.path, *why)
	}
	return db.bolt.Begin(true)
}

// finish commits if anybody wrote. What others read then was durable before
// or becomes so with this commit.
func (db *DB) finish(b *bbolt.Tx, wrote bool) error {
	if !wrote {
		return b.Rollback()
	}
	id := b.ID()
	err := db.commitSafely(b)
	switch {
	case err == nil:
		return nil
	case db.landed(id):
		why := err.Error()
		db.broken.Store(&why)
		return fmt.Errorf("%w (%s: %w)", ErrBroken, db.path, err)
	case errors.Is(err, bolterrors.ErrMaxSizeReached):
		return fmt.Errorf("%w in %s: its size limit is reached", ErrFull, db.path)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EFBIG), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w for %s: %w", ErrFull, db.path, err)
	}
	return fmt.Errorf("bolt: %s: commit: %w", db.path, err)
}

// commitSafely turns a panic inside bbolt, its way to report a damaged file,
// into an error, so that it doesn't end the committer.
func (db *DB) commitSafely(b *bbolt.Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			why := fmt.Sprintf("panic in commit: %v", p)
			db.broken.Store(&why)
			err = errors.New(why)
			_ = b.Rollback()
		}
	}()
	db.bolt.NoFreelistSync = db.freePages() > syncFreelist
	return db.commit(b)
}

// syncFreelist is how many free pages a commit still writes the list of. With
// 4,000 that makes commits a third slower, with 20,000 four times; without
// it, opening after a crash has to look at every page: 13 s for a file of 8
// GB in the kernel's cache, minutes from the disk.
const syncFreelist = 8192

func (db *DB) freePages() int {
	s := db.bolt.Stats()
	return s.FreePageN + s.PendingPageN
}

// landed says whether the transaction with this id, whose commit failed, is
// nevertheless what readers now see: its meta page was written and only the
// sync of it failed.
func (db *DB) landed(id int) bool {
	b, err := db.bolt.Begin(false)
	if err != nil {
		return true // can't tell: the careful answer
	}
	defer func() { _ = b.Rollback() }()
	return b.ID() >= id
}
