package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"heed/store/kv"
)

const planted = "Frau Weidenbach möchte keinen Anruf mehr"

// checked runs bbolt's own check of the whole file.
func checked(t *testing.T, db *DB) {
	t.Helper()
	err := db.bolt.View(func(tx *bbolt.Tx) error {
		var errs []error
		for err := range tx.Check() {
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
	if err != nil {
		t.Errorf("the file is damaged: %v", err)
	}
}

func has(t *testing.T, path, word string) bool {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(b, []byte(word))
}

// wasted is a closed database that was full once and holds two pairs now.
func wasted(t *testing.T) (path string) {
	t.Helper()
	db := openTemp(t, Options{})
	fill(t, db, 5000, 1000, planted)
	put(t, db, "kept", "k", "v")
	put(t, db, "kept", "empty", "")
	for range 2 { // pages of the second-last transaction are free for the last
		err := db.Update(t.Context(), func(tx kv.Tx) error {
			for k := range tx.Scan("b", kv.Range{}) {
				if err := tx.Delete("b", k); err != nil {
					return err
				}
			}
			return tx.Put("kept", "k", []byte("v"))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return db.Path()
}

func TestCompaction(t *testing.T) {
	path := wasted(t)
	if !has(t, path, planted) {
		t.Error("nothing left of what was deleted: this test shows nothing")
	}
	db := openAt(t, path, Options{})
	if db.Opening().Compacted {
		t.Error("compacted although less than 64 MiB are free")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, path, Options{CompactFree: 1 << 20})
	if o := db.Opening(); !o.Compacted || o.CompactError != nil || o.After*10 > o.Before {
		t.Errorf("Opening is %+v", o)
	}
	if has(t, path, planted) {
		t.Error("what was deleted is still in the file")
	}
	wantOnly(t, path)
	for range 2 {
		if v, ok := get(t, db, "kept", "k"); v != "v" || !ok {
			t.Errorf("k is %q, %v", v, ok)
		}
		if _, ok := get(t, db, "kept", "empty"); !ok {
			t.Error("the empty value is gone")
		}
		put(t, db, "b", "after", "v")
		checked(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		db = openAt(t, path, Options{CompactFree: 1 << 20})
		if db.Opening().Compacted {
			t.Error("compacted again")
		}
	}
}

// A compaction that can't be done leaves everything as it was, and says so.
func TestCompactionFails(t *testing.T) {
	path := wasted(t)
	if err := os.MkdirAll(filepath.Join(path+".compact", "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	db := openAt(t, path, Options{CompactFree: 1 << 20})
	if o := db.Opening(); o.Compacted || o.CompactError == nil || o.After != o.Before {
		t.Errorf("Opening is %+v", o)
	}
	if v, _ := get(t, db, "kept", "k"); v != "v" {
		t.Errorf("k is %q", v)
	}
	put(t, db, "b", "after", "v")
}

// A compaction that a crash cut short is made anew, and a file that is
// reached by a link stays where it is.
func TestCompactionAfterCrashThroughLink(t *testing.T) {
	path := wasted(t)
	if err := os.WriteFile(path+".compact", bytes.Repeat([]byte("half"), 1<<16), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "heed.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	db := openAt(t, link, Options{CompactFree: 1 << 20})
	if o := db.Opening(); !o.Compacted {
		t.Errorf("Opening is %+v", o)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link is now %v, %v", info.Mode(), err)
	}
	wantOnly(t, path)
}

func TestBackupFile(t *testing.T) {
	db := openTemp(t, Options{})
	put(t, db, "b", "k", "first")
	path := filepath.Join(t.TempDir(), "before-7.db")
	n, err := BackupFile(t.Context(), db, path, false)
	if err != nil || n != size(path) {
		t.Fatalf("%d bytes, %v; the file has %d", n, err, size(path))
	}
	wantOnly(t, path)
	put(t, db, "b", "k", "second")
	if _, err := BackupFile(t.Context(), db, path, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	wantCopy(t, path, "first")
	if _, err := BackupFile(t.Context(), db, path, true); err != nil {
		t.Error(err)
	}
	wantCopy(t, path, "second")
	if _, err := BackupFile(t.Context(), db, db.Path(), true); err == nil {
		t.Error("overwrote itself")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := BackupFile(ended, db, path, true); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
	wantCopy(t, path, "second")
	wantOnly(t, path)
}

func wantCopy(t *testing.T, path, want string) {
	t.Helper()
	db, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := get(t, db, "b", "k"); v != want {
		t.Errorf("the copy says %q, want %q", v, want)
	}
	checked(t, db)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// At its limit the database refuses, whole, keeps what it has, and takes more
// after something was deleted.
func TestMaxSize(t *testing.T) {
	db := openTemp(t, Options{MaxSize: leastMaxSize})
	chunk := make([]byte, 256<<10)
	n := 0
	var err error
	for ; err == nil && n < 1000; n++ {
		err = db.Update(t.Context(), func(tx kv.Tx) error { return tx.Put("b", fmt.Sprintf("%06d", n), chunk) })
	}
	if !errors.Is(err, ErrFull) {
		t.Fatalf("after %d chunks: %v", n, err)
	}
	if got := size(db.Path()); got > leastMaxSize || got < leastMaxSize/2 {
		t.Errorf("full at %d bytes, limit %d", got, leastMaxSize)
	}
	if got := count(t, db); got != n-1 {
		t.Errorf("%d chunks are there, want %d", got, n-1)
	}
	for i := range n / 2 {
		err := db.Update(t.Context(), func(tx kv.Tx) error { return tx.Delete("b", fmt.Sprintf("%06d", i)) })
		if err != nil {
			t.Fatalf("deleting from a full database: %v", err)
		}
	}
	fill(t, db, 10, 1000, "v")
	checked(t, db)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	checked(t, openAt(t, db.Path(), Options{MaxSize: leastMaxSize}))
}
