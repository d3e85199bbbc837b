package kv_test

import (
	"io"
	"testing"

	"heed/store/kv"
	"heed/store/kv/kvtest"
)

func TestMemory(t *testing.T) {
	open := func(t *testing.T) kv.DB {
		db := kv.NewMemory()
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	restore := func(t *testing.T, backup io.Reader) kv.DB {
		db, err := kv.ReadMemory(backup)
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	kvtest.Run(t, open, kvtest.Options{Restore: restore})
}
