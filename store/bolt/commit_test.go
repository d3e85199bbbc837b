package bolt

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"

	"heed/store/kv"
)

// held occupies the committer until released, so that a test can line up a
// group behind it. It runs in a bubble: Wait returns when all callers queue.
func held(t *testing.T, db *DB) (release func()) {
	t.Helper()
	stay := make(chan bool)
	go func() {
		_ = db.Update(context.Background(), func(kv.Tx) error { <-stay; return nil })
	}()
	synctest.Wait()
	return func() { close(stay) }
}

// inBubble gives fn a database of its own in a bubble, and counts commits.
func inBubble(t *testing.T, fn func(t *testing.T, db *DB, commits *int)) {
	path := filepath.Join(t.TempDir(), "heed.db")
	synctest.Test(t, func(t *testing.T) {
		db, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		commits := 0
		db.commit = func(b *bbolt.Tx) error { commits++; return b.Commit() }
		fn(t, db, &commits)
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestGroupSharesOneCommit(t *testing.T) {
	inBubble(t, func(t *testing.T, db *DB, commits *int) {
		release := held(t, db)
		for i := range 50 {
			go func() {
				if err := db.Update(t.Context(), putKey(i)); err != nil {
					t.Error(err)
				}
			}()
		}
		synctest.Wait()
		release()
		synctest.Wait()
		if *commits != 1 {
			t.Errorf("50 waiting callers took %d commits, want 1", *commits)
		}
		if n := count(t, db); n != 50 {
			t.Errorf("%d keys, want 50", n)
		}
	})
}

func putKey(i int) func(kv.Tx) error {
	return func(tx kv.Tx) error { return tx.Put("b", fmt.Sprintf("%03d", i), []byte("v")) }
}

func count(t *testing.T, db *DB) (n int) {
	t.Helper()
	err := db.View(t.Context(), func(tx kv.Tx) error {
		for range tx.Scan("b", kv.Range{}) {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A member that fails after writing costs the others one more run; one that
// fails before costs nothing.
func TestGroupWithFailures(t *testing.T) {
	errNo := errors.New("no")
	for _, c := range []struct {
		name  string
		wrote bool
		panic bool
		runs  [2]int // of the others, of the one that fails
	}{
		{"error before writing", false, false, [2]int{1, 1}},
		{"error after writing", true, false, [2]int{2, 2}},
		{"panic before writing", false, true, [2]int{1, 1}},
		{"panic after writing", true, true, [2]int{2, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, db *DB, commits *int) {
				release := held(t, db)
				var runs [3]int
				for i := range runs {
					go func() {
						defer func() {
							if p := recover(); (p != nil) != (c.panic && i == 2) {
								t.Errorf("caller %d recovers %v", i, p)
							}
						}()
						err := db.Update(t.Context(), func(tx kv.Tx) error {
							runs[i]++
							if i == 2 && !c.wrote {
								return fail(c.panic, errNo)
							}
							if err := putKey(i)(tx); err != nil || i < 2 {
								return err
							}
							return fail(c.panic, errNo)
						})
						if (err != nil) != (i == 2) {
							t.Errorf("caller %d: %v", i, err)
						}
					}()
					synctest.Wait()
				}
				release()
				synctest.Wait()
				if want := [3]int{c.runs[0], c.runs[0], c.runs[1]}; runs != want {
					t.Errorf("runs %v, want %v", runs, want)
				}
				if n := count(t, db); n != 2 || *commits != 1 {
					t.Errorf("%d keys in %d commits, want 2 in 1", n, *commits)
				}
			})
		})
	}
}

func fail(withPanic bool, err error) error {
	if withPanic {
		panic(err)
	}
	return err
}

// Who goes before others waits for the closure that runs; and a transaction
// takes in no more of the others once its turn is over.
func TestFirst(t *testing.T) {
	inBubble(t, func(t *testing.T, db *DB, commits *int) {
		release := held(t, db)
		var order []string
		update := func(ctx context.Context, name string, meanwhile func()) {
			go func() {
				err := db.Update(ctx, func(tx kv.Tx) error {
					order = append(order, name)
					if meanwhile != nil {
						meanwhile()
						time.Sleep(turn * 2 / 3)
					}
					return tx.Put("b", name, []byte("v"))
				})
				if err != nil {
					t.Error(name, err)
				}
			}()
			synctest.Wait()
		}
		first := kv.First(t.Context())
		update(t.Context(), "one", func() {
			go func() { update(first, "late", nil) }()
		})
		update(t.Context(), "two", func() {})
		update(t.Context(), "three", func() {})
		update(first, "early", nil)
		release()
		time.Sleep(time.Second)
		synctest.Wait()
		if got := strings.Join(order, " "); got != "early one late two three" || *commits != 2 {
			t.Errorf("%s in %d commits", got, *commits)
		}
	})
}

// A caller that was taken into a group and waits for a slow member of it can
// still leave.
func TestLeaveGroup(t *testing.T) {
	inBubble(t, func(t *testing.T, db *DB, _ *int) {
		release := held(t, db)
		stay := make(chan bool)
		go func() {
			_ = db.Update(t.Context(), func(tx kv.Tx) error { <-stay; return putKey(1)(tx) })
		}()
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan error, 1)
		go func() { left <- db.Update(ctx, putKey(2)) }()
		synctest.Wait()
		release()
		synctest.Wait() // the first is in its closure, the second in its group
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("the caller that left: %v", err)
		}
		close(stay)
		synctest.Wait()
		if n := count(t, db); n != 1 {
			t.Errorf("%d keys, want 1", n)
		}
	})
}

func TestReadingUpdateCommitsNothing(t *testing.T) {
	inBubble(t, func(t *testing.T, db *DB, commits *int) {
		err := db.Update(t.Context(), func(tx kv.Tx) error {
			tx.Get("b", "k")
			return tx.Delete("b", "k")
		})
		if err != nil || *commits != 0 {
			t.Errorf("%d commits, %v", *commits, err)
		}
	})
}

var errDisk = errors.New("input/output error")

// A commit that fails before its meta page is written leaves nothing; the
// next one works.
func TestCommitFails(t *testing.T) {
	db := openTemp(t, Options{})
	put(t, db, "b", "000", "v")
	db.commit = func(b *bbolt.Tx) error { return errors.Join(errDisk, b.Rollback()) }
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			if err := db.Update(t.Context(), putKey(i+1)); !errors.Is(err, errDisk) || errors.Is(err, ErrBroken) {
				t.Errorf("Update: %v", err)
			}
		})
	}
	all.Wait()
	if n := count(t, db); n != 1 {
		t.Errorf("%d keys, want 1", n)
	}
	db.commit = (*bbolt.Tx).Commit
	put(t, db, "b", "later", "v")
}

// A commit that fails after its meta page is written may or may not last:
// nothing more is written until the file was opened again.
func TestCommitFailsLate(t *testing.T) {
	for name, commit := range map[string]func(b *bbolt.Tx) error{
		"sync of the meta page": func(b *bbolt.Tx) error { return errors.Join(b.Commit(), errDisk) },
		"panic":                 func(*bbolt.Tx) error { panic("page 7 already freed") },
	} {
		t.Run(name, func(t *testing.T) {
			db := openTemp(t, Options{})
			put(t, db, "b", "000", "v")
			db.commit = commit
			_ = db.Update(t.Context(), putKey(1))
			db.commit = (*bbolt.Tx).Commit
			if err := db.Update(t.Context(), putKey(2)); !errors.Is(err, ErrBroken) {
				t.Errorf("the next Update: %v", err)
			}
			if _, ok := get(t, db, "b", "000"); !ok {
				t.Error("can't be read any more")
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
			put(t, openAt(t, db.Path(), Options{}), "b", "003", "v")
		})
	}
}
