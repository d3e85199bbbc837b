package bolt

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"heed/store/kv"
)

// fillUp is the child that may not let the file grow any more (the limit
// holds for a whole process): it writes until it is refused, then checks that
// nothing was lost and that it goes on when there is room again.
func fillUp(t *testing.T, db *DB) {
	signal.Ignore(syscall.SIGXFSZ)
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	fill(t, db, 100, 1000, "before ")
	limit := unix.Rlimit{Cur: uint64(size(db.Path())) + 10_000, Max: old.Max}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		t.Skip(err)
	}
	n := putUntilRefused(t, db)
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: old.Max, Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	checked(t, db)
	if got := count(t, db); got != 100+n {
		t.Errorf("%d keys, want %d", got, 100+n)
	}
	put(t, db, "b", "room again", "v")
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// putUntilRefused puts chunks and returns how many were taken.
func putUntilRefused(t *testing.T, db *DB) (n int) {
	t.Helper()
	chunk := make([]byte, 100<<10)
	for ; ; n++ {
		err := db.Update(context.Background(), func(tx kv.Tx) error {
			return tx.Put("b", fmt.Sprintf("chunk %06d", n), chunk)
		})
		switch {
		case errors.Is(err, ErrBroken):
			t.Fatalf("broken after %d chunks: %v", n, err)
		case err != nil:
			t.Logf("refused after %d chunks: %v", n, err)
			return n
		case n > 10_000:
			t.Fatal("never refused")
		}
	}
}

func TestFileLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	out, err := child(t, path, "fill").Output()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
	db := openAt(t, path, Options{})
	checked(t, db)
	if v, ok := get(t, db, "b", "room again"); v != "v" || !ok {
		t.Errorf("got %q, %v", v, ok)
	}
}

// TestDiskFull fills a small disk. It needs the right to mount one.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skip("can't mount a small disk:", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	path := filepath.Join(dir, "heed.db")
	db, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, db, 100, 1000, "before ")
	n := putUntilRefused(t, db)
	if n < 5 {
		t.Errorf("refused after %d chunks", n)
	}
	err = db.Update(t.Context(), func(tx kv.Tx) error { return tx.Put("b", "more", make([]byte, math.MaxUint16*20)) })
	if !errors.Is(err, ErrFull) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("on a full disk: %v", err)
	}
	if _, err := BackupFile(t.Context(), db, path+".copy", false); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("backup to a full disk: %v", err)
	}
	if got := count(t, db); got != 100+n {
		t.Errorf("%d keys, want %d", got, 100+n)
	}
	for i := range n {
		err := db.Update(t.Context(), func(tx kv.Tx) error { return tx.Delete("b", fmt.Sprintf("chunk %06d", i)) })
		if err != nil {
			t.Fatalf("deleting on a full disk: %v", err)
		}
	}
	put(t, db, "b", "room again", "v")
	checked(t, db)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path + ".copy"); err == nil {
		t.Error("half a backup is there")
	}
	wantOnly(t, path)
	db, err = Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checked(t, db)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
