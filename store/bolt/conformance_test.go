package bolt

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"heed/store/kv"
	"heed/store/kv/kvtest"
)

func TestConformance(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.DB { return openTemp(t, Options{}) }, kvtest.Options{
		Restore: func(t *testing.T, backup io.Reader) kv.DB {
			path := filepath.Join(t.TempDir(), "restored.db")
			b, err := io.ReadAll(backup)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			return openAt(t, path, Options{})
		},
		Reopen: func(t *testing.T, db kv.DB) kv.DB {
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			return openAt(t, db.(*DB).Path(), Options{})
		},
	})
}
