// Package kvtest is the conformance suite of kv engines: what kv promises,
// tried on any implementation. An engine's tests call Run; what only that
// engine promises (survival of a crash, a second opener) it tests itself.
//
// Nothing in here sleeps for order, and nothing depends on who comes first:
// the tests hold for an engine that runs one transaction at a time and for
// one that groups, repeats or retries them.
package kvtest

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"heed/store/kv"
)

// Options say what the engine under test can do besides kv.DB.
type Options struct {
	// Restore opens what Backup wrote. Required.
	Restore func(t *testing.T, backup io.Reader) kv.DB

	// Reopen closes db and opens it again; nil for an engine that forgets.
	Reopen func(t *testing.T, db kv.DB) kv.DB
}

// patience is how long a test waits for what must happen before it calls it
// hanging.
const patience = 30 * time.Second

var seed = flag.Uint64("seed", 0, "seed of the random tests of kv engines; 0 draws one")

// Run runs the suite. open returns a new empty database; whoever opens closes
// it by t.Cleanup, which must bear that the test has closed it before.
func Run(t *testing.T, open func(t *testing.T) kv.DB, o Options) {
	for _, c := range []struct {
		name string
		run  func(s *suite)
	}{
		{"ReadYourWrites", readYourWrites},
		{"Copies", copies},
		{"EmptyAndLargeValues", emptyAndLargeValues},
		{"InvalidKeys", invalidKeys},
		{"ReadOnly", readOnly},
		{"AfterTheEnd", afterTheEnd},
		{"Atomic", atomicOverRecords},
		{"RollbackOnError", rollbackOnError},
		{"RollbackOnPanic", rollbackOnPanic},
		{"RollbackOnGoexit", rollbackOnGoexit},
		{"RollbackOnContext", rollbackOnContext},
		{"PanicInView", panicInView},

		{"ScanOrder", scanOrder},
		{"ScanRanges", scanRanges},
		{"ScanLeavesEarly", scanLeavesEarly},
		{"ScanTwice", scanTwice},
		{"DeleteWhileRanging", deleteWhileRanging},
		{"PutWhileRanging", putWhileRanging},
		{"ManyDeletes", manyDeletes},
		{"PagingUnderInserts", pagingUnderInserts},

		{"NoLostUpdate", noLostUpdate},
		{"NoWriteSkew", noWriteSkew},
		{"UniqueKeys", uniqueKeys},
		{"NeighboursOfFailures", neighboursOfFailures},
		{"Snapshot", snapshot},
		{"ReaderDoesNotBlockWriter", readerDoesNotBlockWriter},
		{"ConsistentReaders", consistentReaders},
		{"DeadlineWhileWaiting", deadlineWhileWaiting},
		{"CloseInFlight", closeInFlight},
		{"CloseUnderLoad", closeUnderLoad},

		{"Backup", backup},
		{"BackupUnderLoad", backupUnderLoad},
		{"BackupCalledOff", backupCalledOff},
		{"Reopen", reopen},
		{"Random", random},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.run(&suite{T: t, db: open(t), o: o, open: open})
		})
	}
}

// suite is one test on one fresh database.
type suite struct {
	*testing.T
	db   kv.DB
	o    Options
	open func(t *testing.T) kv.DB
}

// rng returns a source whose seed is printed when the test fails.
func (s *suite) rng() *rand.Rand {
	n := *seed
	for n == 0 {
		n = rand.Uint64()
	}
	s.Logf("repeat with -seed=%d", n)
	return rand.New(rand.NewPCG(n, 0))
}

// ctx ends when the test has waited too long.
func (s *suite) ctx() context.Context {
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	s.Cleanup(cancel)
	return ctx
}

func (s *suite) update(fn func(tx kv.Tx) error) {
	s.Helper()
	if err := s.db.Update(s.ctx(), fn); err != nil {
		s.Fatalf("Update: %v", err)
	}
}

func (s *suite) view(fn func(tx kv.Tx)) {
	s.Helper()
	err := s.db.View(s.ctx(), func(tx kv.Tx) error {
		fn(tx)
		return nil
	})
	if err != nil {
		s.Fatalf("View: %v", err)
	}
}

func (s *suite) put(bucket string, keys ...string) {
	s.Helper()
	s.update(func(tx kv.Tx) error { return putAll(tx, bucket, keys...) })
}

// putAll puts every key with itself as the value.
func putAll(tx kv.Tx, bucket string, keys ...string) error {
	for _, k := range keys {
		if err := tx.Put(bucket, k, []byte(k)); err != nil {
			return err
		}
	}
	return nil
}

func (s *suite) wantValue(tx kv.Tx, bucket, key, want string) {
	s.Helper()
	got, ok := tx.Get(bucket, key)
	if !ok || !bytes.Equal(got, []byte(want)) {
		s.Errorf("Get(%q, %q) = %.60q, %v; want %.60q", bucket, key, got, ok, want)
	}
}

func (s *suite) wantNone(tx kv.Tx, bucket, key string) {
	s.Helper()
	if got, ok := tx.Get(bucket, key); ok || got != nil {
		s.Errorf("Get(%q, %q) = %.60q, %v; want nothing", bucket, key, got, ok)
	}
}

// wait returns what arrives, or fails the test when nothing does.
func wait[T any](s *suite, what string, c <-chan T) T {
	s.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		s.Fatalf("%s: still waiting after %v", what, patience)
		panic("unreachable")
	}
}

// keys collects the keys of a scan.
func keys(seq iter.Seq2[string, []byte]) []string {
	var ks []string
	for k := range seq {
		ks = append(ks, k)
	}
	return ks
}

// number is a key that sorts by i.
func number(i int) string { return fmt.Sprintf("%06d", i) }
