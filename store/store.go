// Package store keeps Heed's records over the transactional seam of
// store/kv: typed tables with exact indexes, the inbox of events, the outbox
// of effects, the schema and its migrations.
//
// Values are JSON. Every key but those of meta begins with the Slack team's
// id, so that one store serves several workspaces and no range of one team
// reaches into another's; index keys hold ids, never names. "stamp" is a UTC
// time that sorts (20261122T150405.000000000Z), "seq" a number of twelve
// digits.
//
//	meta
//	├── schema                        → version of the schema
//	├── keyring, erased               → name of the keyring, erasures followed
//	├── migrating                     → where an interrupted migration goes on
//	└── copied                        → version for whose migration a copy was made
//	seq
//	└── team/kind                     → last number given (F-12, effects, events)
//
//	inbox                             events, durable before they are acknowledged
//	└── team/…event key               → InboxRow
//	    ├── inbox.order  conversation|1|stamp|seq     → key   not yet worked through
//	    ├── inbox.done   team/stamp|seq               → key   kept 48 h against repeats
//	    └── inbox.dead   team/stamp|seq               → key   given up, for heed doctor, kept 30 days
//	inbox.lanes
//	└── conversation                  → lane: what is in flight, when the next is due
//	    └── inbox.due    team/stamp|seq|conversation  → lane
//
//	outbox                            effects, durable from the decision on
//	└── team/…effect key              → Effect
//	    ├── outbox.order lane|0 or 1|stamp|seq        → key   not yet final; 0: begun
//	    ├── outbox.done  team/stamp|seq               → key   sent or dropped, kept 7 days
//	    ├── outbox.removable team/stamp|seq           → key   sent with a customer's words, kept 2 years
//	    ├── outbox.failed team/stamp|seq              → key   for heed doctor, kept 30 days
//	    └── outbox.customer team/customer/seq         → key   so that erasing finds it
//	outbox.lanes
//	└── lane                          → lane: what is in flight, when the next is due
//	    └── outbox.due   team/stamp|seq|lane          → lane
//
// Records of the domain (customers, people, calls, follow-ups, facts,
// settings, aliases, digests) have their tables in the files records_*.go,
// each with its own keys drawn there; all are listed in schema.go.
//
//	erasures
//	└── team/id                       → Erasure   whose key is about to be destroyed
//
// Values that hold words of customers or colleagues are sealed; scope.go says
// under whose key.
//
// The package decides nothing: when something is retried or given up is the
// work of bot/inbox and bot/outbox, who is erased that of bot/coach.
package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"heed/store/kv"
	"heed/store/seal"
)

// ErrStale is returned when somebody whose claim has run out, or was taken
// over, tries to complete it. Nothing of its transaction is written.
var ErrStale = errors.New("store: the claim is no longer held")

// Options of Open. The zero value is good.
type Options struct {
	// Now is the time of opening, by which claims of a process that died are
	// dated; zero is the wall clock.
	Now time.Time

	// Holder names this process in claims; "" makes one up.
	Holder string

	// Shared says that other processes may have the same database open:
	// their claims are then left to run out. Otherwise every claim found at
	// opening is a dead process's, and is released.
	Shared bool

	// Keys seals the words of customers and colleagues; nil leaves them
	// readable, which is for tests that look for them.
	Keys *seal.Ring

	// BeforeMigrate is called once before the schema is changed, to make a
	// copy. If it fails, nothing is changed and Open returns its error.
	BeforeMigrate func(context.Context) error
}

// Store is the opened store. Its methods may be called from many goroutines.
type Store struct {
	db     kv.DB
	holder string
	keys   *seal.Ring

	erasing sync.Mutex // held while keys are destroyed

	inboxBell  bell
	outboxBell bell
}

// Open brings the database to the schema that this version knows and
// releases what a process that died had claimed. It takes db over: Close
// closes it, and so does an error of Open.
func Open(ctx context.Context, db kv.DB, o Options) (*Store, error) {
	return open(ctx, db, o, migrations())
}

func open(ctx context.Context, db kv.DB, o Options, m []Migration) (*Store, error) {
	s := &Store{db: db, holder: o.Holder, keys: o.Keys, inboxBell: newBell(), outboxBell: newBell()}
	if s.holder == "" {
		s.holder = rand.Text()
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	err := s.migrate(ctx, m, o.BeforeMigrate)
	if err == nil {
		err = s.unlock(ctx)
	}
	if err == nil { // what a crash interrupted
		_, err = s.FinishErasures(ctx, o.Now)
	}
	if err == nil && !o.Shared {
		err = s.release(ctx, o.Now)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// Close waits for transactions under way and closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Backup writes a consistent copy of the database to w, as kv.DB does.
func (s *Store) Backup(ctx context.Context, w io.Writer) (int64, error) {
	return s.db.Backup(ctx, w)
}

// View runs fn over one snapshot.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.db.View(ctx, func(tx kv.Tx) error {
		return fn(&Tx{Tx: tx, s: s})
	})
}

// Update runs fn in one transaction and returns once it is durable. fn may
// run more than once and must touch nothing but its Tx and what it sets
// anew in every run.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	var last *Tx
	err := s.db.Update(ctx, func(tx kv.Tx) error {
		last = &Tx{Tx: tx, s: s}
		if err := fn(last); err != nil {
			return err
		}
		return last.shut()
	})
	if err != nil {
		return err
	}
	if last.inbox {
		s.inboxBell.ring()
	}
	if last.outbox {
		s.outboxBell.ring()
	}
	return nil
}

// Holder is the name under which this process claims.
func (s *Store) Holder() string { return s.holder }

// InboxBell receives after transactions that brought something to work
// through. It is for one listener.
func (s *Store) InboxBell() <-chan struct{} { return s.inboxBell }

// OutboxBell receives after transactions that brought something to send. It
// is for one listener.
func (s *Store) OutboxBell() <-chan struct{} { return s.outboxBell }

// release frees what other holders have claimed.
func (s *Store) release(ctx context.Context, now time.Time) error {
	err := s.Update(ctx, func(tx *Tx) error {
		return errors.Join(tx.releaseInbox(), tx.releaseEffects(now))
	})
	if err != nil {
		return fmt.Errorf("releasing the claims of the last run: %w", err)
	}
	return nil
}

// bell wakes one listener; ringing twice before it listens wakes it once.
type bell chan struct{}

func newBell() bell { return make(bell, 1) }

func (b bell) ring() {
	select {
	case b <- struct{}{}:
	default:
	}
}
