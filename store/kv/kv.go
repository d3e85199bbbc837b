// Package kv is the transactional seam under the store: ordered buckets of
// string keys and byte values, read and written in transactions.
//
// Every engine (memory here, store/bolt, later store/postgres) gives the same
// guarantees, held to by the conformance suite in kvtest:
//
//   - transactions are serialisable; an Update sees its own writes; a View
//     sees one snapshot and never blocks a writer;
//   - an Update whose closure returns an error or panics, or whose context has
//     ended before its closure returned, leaves nothing behind; a panic goes
//     to the caller of Update and to nobody else;
//   - an acknowledged Update survives the process (engines on disk: and the
//     machine);
//   - the closure of an Update may run more than once (group commit rolls a
//     failed group back and runs its members singly; a server retries on
//     serialisation failures), so it must be pure but for its Tx.
//
// Transactions don't nest: an Update inside an Update waits for itself, and so
// does Close inside either.
//
// Keys are made by Key and Stamp (key.go). What engines share, from ranges to
// an orderly Close, is in engine.go. The package knows nothing of Slack, of
// records or of sealing.
package kv

import (
	"context"
	"errors"
	"io"
	"iter"
)

// ErrClosed is returned by every method of a DB after Close.
var ErrClosed = errors.New("kv: database is closed")

// ErrReadOnly is returned by Put and Delete inside a View.
var ErrReadOnly = errors.New("kv: transaction is read-only")

// DB is an ordered transactional key-value database.
type DB interface {
	// View runs fn over one consistent snapshot.
	View(ctx context.Context, fn func(Tx) error) error

	// Update runs fn in a read-write transaction and returns once its effect
	// is durable, or fn's error with nothing written. fn may run more than
	// once, but never twice at the same time. Waiting for a turn respects ctx,
	// and a ctx that has ended when fn returns rolls back; a commit under way
	// is not interrupted. Any other error than fn's or ctx's is the engine's:
	// nothing was written, unless the engine says that it can't tell.
	Update(ctx context.Context, fn func(Tx) error) error

	// Backup writes a consistent copy of the whole database to w in the
	// engine's own file format and returns the bytes written.
	Backup(ctx context.Context, w io.Writer) (int64, error)

	// Close waits for transactions under way and releases the database; those
	// that only wait for a turn get ErrClosed. Closing twice is no error.
	Close() error
}

// First marks an Update that goes before others that wait: somebody counts the
// seconds until it is done, and it is short. Engines may take no notice.
func First(ctx context.Context) context.Context {
	return context.WithValue(ctx, firstKey{}, true)
}

// IsFirst reports whether a context was marked by First.
func IsFirst(ctx context.Context) bool { return ctx.Value(firstKey{}) != nil }

type firstKey struct{}

// Tx is a transaction. It is valid only inside the closure it was given to,
// using it later panics, and for one goroutine.
type Tx interface {
	// Get returns a copy of the value under key, and whether there is one.
	// An empty value is a value.
	Get(bucket, key string) ([]byte, bool)

	// Put stores value under key. Buckets come into being on first use. The
	// bucket and the key must not be empty; both are up to 32,000 bytes long
	// (else ErrInvalidKey).
	Put(bucket, key string, value []byte) error

	// Delete removes key; deleting what is not there is no error.
	Delete(bucket, key string) error

	// Scan iterates over the pairs of a range in byte order of the keys. It
	// is safe to Put and Delete in the same bucket while ranging: the
	// iteration goes on after the key last yielded and sees the state of the
	// transaction from there. Values are copies.
	Scan(bucket string, r Range) iter.Seq2[string, []byte]
}

// Range says which keys of a bucket a Scan yields: those with Prefix that are
// >= From and < To. An empty bound is no bound. Reverse yields the same keys
// in falling order. Limit 0 is no limit.
type Range struct {
	Prefix   string
	From, To string
	Reverse  bool
	Limit    int
}

// Prefix is the range of all keys that begin with p.
func Prefix(p string) Range { return Range{Prefix: p} }
