// Package bolt is the kv engine on disk: one file, one process, every
// acknowledged Update synced. It is the only importer of go.etcd.io/bbolt.
//
// # Writing
//
// Updates go through a queue of the package's own (commit.go): what waits is
// run in one bbolt transaction and shares its two syncs. bbolt's DB.Batch does
// the same behind a timer, which makes a lone caller wait for nothing. Who has
// to be quick (kv.First) waits for one closure and the syncs, not for all who
// came before; and a transaction takes in no more callers after ten
// milliseconds.
//
// Measured by BenchmarkAppend (64 callers, 2 KB notes, two cores, a virtual
// disk that absorbs flushes and was busy with other work): 5,100 to 12,200
// appends a second, against 170 to 1,140 by a bbolt Update each. The ratio, in
// six runs, was 9 to 44, median 17. It shrinks as syncs get cheaper: 1.5 where
// they cost nothing at all, on tmpfs (25,000 to 30,000 a second).
//
// # The file
//
// Kept in bbolt's format. The list of free pages is written with every commit
// while it is short; once much was deleted that would cost most of the time,
// so it is kept in memory and written by a clean Close only. Without it the
// Open after a crash has to look at every page, which takes a second or two
// per GB, and ten times that from a cold disk. Options.NoSync is never used.
// The file is created under another name and linked in whole, and the same
// goes for copies and compaction, so a crash leaves the old file or the new.
// TestPowerCut takes the disk away under a writer: nothing acknowledged is lost.
//
// Deleted values stay in free pages, and in backups, until the file is
// compacted: who promises to erase must seal the values (see store).
package bolt

import (
	"context"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"heed/store/kv"
)

// Options of Open. The zero value is right for the bot.
type Options struct {
	// Timeout is how long to wait for another process to let go of the file;
	// 0 is 5 seconds.
	Timeout time.Duration

	// MaxSize is the size in bytes that the file must not grow beyond; an
	// Update that needs more fails with ErrFull. It is kept in steps of 4 MiB.
	// 0 is no limit but the disk's; less than 16 MiB is refused.
	MaxSize int64

	// CompactFree is how many bytes must be free in the file, besides being
	// 30 % of it, for Open to compact it; 0 is 64 MiB, negative is never.
	CompactFree int64

	// Compact has Open compact the file whatever is free in it.
	Compact bool

	openFile func(name string, flag int, perm os.FileMode) (*os.File, error) // os.OpenFile, but for tests
}

// DB is an open database file.
type DB struct {
	path    string
	bolt    *bbolt.DB
	opening Opening
	gate    *kv.Gate
	close   func() error

	queue   chan *member  // callers of Update, to the committer
	first   chan *member  // those who go before others (kv.First)
	stop    chan struct{} // closed to end the committer
	stopped chan struct{} // closed when it has ended

	commit func(*bbolt.Tx) error  // (*bbolt.Tx).Commit, but for tests of its failures
	broken atomic.Pointer[string] // why nothing can be written any more
	begun  atomic.Int64           // Views so far
}

// Opening says what Open did to the file.
type Opening struct {
	Created      bool
	Compacted    bool
	Before       int64 // size in bytes as found
	After        int64 // and as opened
	CompactError error // why a compaction that was due was not done; the file is as before
}

// Open opens the database file at path, creating it if need be. Its folder
// must exist.
func Open(path string, o Options) (*DB, error) {
	b, opening, err := open(path, o)
	if err != nil {
		return nil, err
	}
	db := &DB{
		path: path, bolt: b, opening: opening, gate: kv.NewGate(),
		queue: make(chan *member), first: make(chan *member), stop: make(chan struct{}), stopped: make(chan struct{}),
		commit: (*bbolt.Tx).Commit,
	}
	db.close = sync.OnceValue(db.shut)
	go db.commits()
	return db, nil
}

// Path is the file's name as given to Open.
func (db *DB) Path() string { return db.path }

// Opening says what Open did to the file.
func (db *DB) Opening() Opening { return db.opening }

// View runs fn over a snapshot. A View holds back the reuse of pages for as
// long as it runs, so it should be short.
func (db *DB) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := db.gate.Enter(); err != nil {
		return err
	}
	defer db.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	defer db.trim()
	return db.bolt.View(func(b *bbolt.Tx) error {
		t := &tx{bolt: b}
		defer t.end()
		return fn(t)
	})
}

// Backup writes the file as of one moment to w, byte for byte what Open can
// open. Writers go on meanwhile.
func (db *DB) Backup(ctx context.Context, w io.Writer) (int64, error) {
	if err := db.gate.Enter(); err != nil {
		return 0, err
	}
	defer db.gate.Leave()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	sink := kv.NewSink(ctx, w)
	return sink.Result(db.bolt.View(func(b *bbolt.Tx) error {
		_, err := b.WriteTo(sink)
		return err
	}))
}

// Close turns new calls away, waits for transactions under way and closes the
// file. It must not be called inside a transaction.
func (db *DB) Close() error { return db.close() }

func (db *DB) shut() error {
	db.gate.Close()
	close(db.stop)
	<-db.stopped
	db.keepFreelist()
	return db.bolt.Close()
}

// keepFreelist makes one last commit that writes the freelist, for a quick
// next Open. Failing is no matter: the file is whole without it.
func (db *DB) keepFreelist() {
	if db.broken.Load() != nil {
		return
	}
	db.bolt.NoFreelistSync = false
	_ = db.bolt.Update(func(*bbolt.Tx) error { return nil })
}

var _ kv.DB = (*DB)(nil)
