package bolt

import (
	"errors"
	"path/filepath"
	"testing"

	"heed/store/kv"
)

func openTemp(t testing.TB, o Options) *DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "heed.db"), o)
}

func openAt(t testing.TB, path string, o Options) *DB {
	t.Helper()
	db, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func put(t testing.TB, db kv.DB, bucket, key, value string) {
	t.Helper()
	err := db.Update(t.Context(), func(tx kv.Tx) error { return tx.Put(bucket, key, []byte(value)) })
	if err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, db kv.DB, bucket, key string) (value string, ok bool) {
	t.Helper()
	err := db.View(t.Context(), func(tx kv.Tx) error {
		v, found := tx.Get(bucket, key)
		value, ok = string(v), found
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return value, ok
}

func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	db := openAt(t, path, Options{})
	if !db.Opening().Created {
		t.Error("not created")
	}
	put(t, db, "notes", "T1/a", "first")
	put(t, db, "notes", "T1/b", "")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	err := db.Update(t.Context(), func(kv.Tx) error { return nil })
	if !errors.Is(err, kv.ErrClosed) {
		t.Errorf("Update after Close: %v", err)
	}
	db = openAt(t, path, Options{})
	if db.Opening().Created {
		t.Error("created again")
	}
	if v, ok := get(t, db, "notes", "T1/a"); v != "first" || !ok {
		t.Errorf("got %q, %v", v, ok)
	}
	if v, ok := get(t, db, "notes", "T1/b"); v != "" || !ok {
		t.Errorf("empty value: %q, %v", v, ok)
	}
}
