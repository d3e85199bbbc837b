package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"heed/store/kv"
)

func TestSecondOpener(t *testing.T) {
	db := openTemp(t, Options{})
	begun := time.Now()
	_, err := Open(db.Path(), Options{Timeout: 200 * time.Millisecond})
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), db.Path()) {
		t.Errorf("second Open: %v", err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("took %v to say so", took)
	}
	if pid := strconv.Itoa(os.Getpid()); err != nil && !strings.Contains(err.Error(), "process "+pid) &&
		!strings.Contains(err.Error(), "another process") {
		t.Errorf("%q doesn't say who holds it", err)
	}
	put(t, db, "b", "k", "the first goes on")
}

// Several first starts at once: one wins, and its file is the only one.
func TestFirstStartRace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	var won atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			db, err := Open(path, Options{Timeout: 300 * time.Millisecond})
			if err != nil {
				if !errors.Is(err, ErrInUse) {
					t.Error(err)
				}
				return
			}
			won.Add(1)
			t.Cleanup(func() { _ = db.Close() })
			put(t, db, "b", "k", "v")
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d opened the file", won.Load())
	}
	wantOnly(t, path)
}

// wantOnly checks that the folder holds the database and nothing besides, and
// that only its owner may read it.
func wantOnly(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || e.Name() != filepath.Base(path) || info.Mode().Perm() != 0o600 {
			t.Errorf("the folder holds %s, mode %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

// An opener that gets hold of a file which is then replaced, as by another
// process's compaction, must not end up with the old one.
func TestReplacedWhileOpening(t *testing.T) {
	old, fresh := openTemp(t, Options{}), openTemp(t, Options{})
	put(t, old, "b", "k", "old")
	put(t, fresh, "b", "k", "new")
	if err := errors.Join(old.Close(), fresh.Close()); err != nil {
		t.Fatal(err)
	}
	opened := 0
	o := Options{openFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag, perm)
		if opened++; opened == 1 {
			err = errors.Join(err, os.Rename(fresh.Path(), old.Path()))
		}
		return f, err
	}}
	if v, _ := get(t, openAt(t, old.Path(), o), "b", "k"); v != "new" || opened != 2 {
		t.Errorf("opened the %s file, at try %d", v, opened)
	}
}

func TestOpenRefuses(t *testing.T) {
	whole := openTemp(t, Options{})
	for i := range 300 {
		put(t, whole, "b", fmt.Sprint(i), strings.Repeat("v", 1000))
	}
	var copied bytes.Buffer
	if _, err := whole.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	zeroed := bytes.Clone(copied.Bytes())
	clear(zeroed[:2*os.Getpagesize()])
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"cut short":         {copied.Bytes()[:copied.Len()/2], ErrDamaged},
		"cut after heads":   {copied.Bytes()[:2*os.Getpagesize()], ErrDamaged},
		"a few bytes":       {copied.Bytes()[:100], ErrDamaged},
		"heads overwritten": {zeroed, ErrDamaged},
		"something else":    {bytes.Repeat([]byte("Dear customer,\n"), 5000), ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "heed.db")
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(path, Options{})
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("Open: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, c.content) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
	if _, err := Open(filepath.Join(t.TempDir(), "no", "heed.db"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("folder missing: %v", err)
	}
	if _, err := Open(t.TempDir(), Options{}); err == nil {
		t.Error("opened a folder")
	}
	if _, err := Open(filepath.Join(t.TempDir(), "heed.db"), Options{MaxSize: 1 << 20}); err == nil {
		t.Error("MaxSize of 1 MiB taken")
	}
}

func TestEmptyFileBecomesDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, openAt(t, path, Options{}), "b", "k", "v")
}

// hasFreelist looks for a page in use that holds a freelist.
func hasFreelist(t *testing.T, path string) (found bool) {
	t.Helper()
	b, err := bbolt.Open(path, mode, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Fatal(err)
	}
	err = b.View(func(tx *bbolt.Tx) error {
		for id := 0; ; id++ {
			p, err := tx.Page(id)
			if err != nil || p == nil {
				return err
			}
			found = found || p.Type == "freelist"
			id += p.OverflowCount
		}
	})
	if err := errors.Join(err, b.Close()); err != nil {
		t.Fatal(err)
	}
	return found
}

// fill writes n values of size bytes, ten to a transaction.
func fill(t *testing.T, db kv.DB, n, size int, word string) {
	t.Helper()
	value := []byte(strings.Repeat(word, size/len(word)+1)[:size])
	for i := 0; i < n; i += 10 {
		err := db.Update(t.Context(), func(tx kv.Tx) error {
			var errs []error
			for j := i; j < i+10; j++ {
				errs = append(errs, tx.Put("b", fmt.Sprintf("%06d", j), value))
			}
			return errors.Join(errs...)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
