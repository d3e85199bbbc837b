package bolt

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"heed/store/kv"
)

// TestTrimLetsGoOfPages reads a file of 100 MB into the process and has it
// let go of it, while others read and write.
func TestTrimLetsGoOfPages(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "x.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const rows, size = 1600, 64 << 10
	value := strings.Repeat("v", size)
	err = db.Update(t.Context(), func(tx kv.Tx) error {
		for i := range rows {
			if err := tx.Put("b", fmt.Sprintf("%04d", i), []byte(value)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	read := func(ctx context.Context) error {
		return db.View(ctx, func(tx kv.Tx) error {
			n := 0
			for _, v := range tx.Scan("b", kv.Range{}) {
				if n++; string(v) != value {
					return fmt.Errorf("row %d was changed", n)
				}
			}
			if n < rows {
				return fmt.Errorf("%d rows", n)
			}
			return nil
		})
	}
	if err := read(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := residentFiles(); got < rows*size {
		t.Skipf("%d bytes of files are resident after reading %d", got, rows*size)
	}
	if err := db.unmapPages(); err != nil {
		t.Fatal(err)
	}
	if got := residentFiles(); got > rows*size/2 {
		t.Errorf("%d bytes of files are still resident", got)
	}

	var all sync.WaitGroup
	all.Go(func() {
		for range 20 {
			if err := read(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
	all.Go(func() {
		for range 50 {
			if err := db.unmapPages(); err != nil {
				t.Error(err)
			}
		}
	})
	for i := range 50 {
		err := db.Update(t.Context(), func(tx kv.Tx) error { return tx.Put("b", fmt.Sprintf("x%d", i), []byte(value)) })
		if err != nil {
			t.Error(err)
		}
	}
	all.Wait()
}

// TestTrimByItself reads on and on.
func TestTrimByItself(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "x.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const rows, size = 3200, 64 << 10
	value := []byte(strings.Repeat("v", size))
	for from := 0; from < rows; from += 400 {
		err = db.Update(t.Context(), func(tx kv.Tx) error {
			for i := from; i < from+400; i++ {
				if err := tx.Put("b", fmt.Sprint(i), value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	most := int64(0)
	for i := range rows {
		err := db.View(t.Context(), func(tx kv.Tx) error { tx.Get("b", fmt.Sprint(i)); return nil })
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, residentFiles())
	}
	// Between two looks 64 values are read, and up to 64 KB around each.
	if limit := int64(trimAbove + trimEvery*2*size + 32<<20); most > limit {
		t.Errorf("up to %d MB of files were resident, want at most %d", most>>20, limit>>20)
	}
}
