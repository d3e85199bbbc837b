package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"heed/store/kv"
)

// TestFreelistIsWrittenWhileShort fills and empties a file, so that its list
// of free pages grows beyond the limit and shrinks again, and leaves it each
// time as a crash would.
func TestFreelistIsWrittenWhileShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	const rows = 3 * syncFreelist
	change := func(db *DB, from, to int, do func(tx kv.Tx, key string) error) {
		t.Helper()
		for _, bounds := range [][2]int{{from, to}, {0, 0}} { // the second frees what the first let go of
			err := db.Update(t.Context(), func(tx kv.Tx) error {
				errs := []error{tx.Put("a", "last", []byte(fmt.Sprint(bounds)))}
				for i := bounds[0]; i < bounds[1]; i++ {
					errs = append(errs, do(tx, fmt.Sprintf("%06d", i)))
				}
				return errors.Join(errs...)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	value := make([]byte, 3000) // one a page
	put := func(tx kv.Tx, key string) error { return tx.Put("b", key, value) }
	drop := func(tx kv.Tx, key string) error { return tx.Delete("b", key) }
	for _, step := range []struct {
		name     string
		from, to int
		do       func(kv.Tx, string) error
		written  bool
	}{
		{"filled", 0, rows, put, true},
		{"a little emptied", 0, 1000, drop, true},
		{"much emptied", 1000, rows, drop, false},
		{"filled again", 0, rows, put, true},
	} {
		db, err := Open(path, Options{CompactFree: -1})
		if err != nil {
			t.Fatal(err)
		}
		change(db, step.from, step.to, step.do)
		free := db.freePages()
		if err := errors.Join(crash(db), copyFile(path+".clean", path)); err != nil {
			t.Fatal(err)
		}
		if has := hasFreelist(t, path); has != step.written {
			t.Errorf("%s: with %d free pages the list was written: %v, want %v", step.name, free, has, step.written)
		}
		if db, err = Open(path+".clean", Options{CompactFree: -1}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if !hasFreelist(t, path+".clean") {
			t.Errorf("%s: a clean Close left no list", step.name)
		}
	}
}

// crash leaves the file as it is, without the last commit of a Close.
func crash(db *DB) error {
	db.gate.Close()
	close(db.stop)
	<-db.stopped
	return db.bolt.Close()
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o600)
}
