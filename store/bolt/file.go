package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"heed/store/durable"
	"heed/store/kv"
)

// BackupFile writes a consistent copy of db to a new file at path, readable by
// its owner only, and returns its size. The copy appears under path when it is
// whole and synced, never before. An existing file is an error (fs.ErrExist)
// unless overwrite is set; the database's own file always is.
func BackupFile(ctx context.Context, db kv.DB, path string, overwrite bool) (int64, error) {
	if err := mayWrite(db, path, overwrite); err != nil {
		return 0, fmt.Errorf("bolt: backup: %w", err)
	}
	temp, err := durable.TempName(path)
	if err != nil {
		return 0, fmt.Errorf("bolt: backup: %w", err)
	}
	defer func() { _ = os.Remove(temp) }()
	n, err := writeBackup(ctx, db, temp)
	if err != nil {
		return 0, fmt.Errorf("bolt: backup to %s: %w", path, err)
	}
	put := durable.Place
	if overwrite {
		put = durable.Replace
	}
	if err := put(temp, path); err != nil {
		return 0, fmt.Errorf("bolt: backup to %s: %w", path, err)
	}
	return n, nil
}

func mayWrite(db kv.DB, path string, overwrite bool) error {
	there, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !overwrite {
		return &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
	}
	if own, ok := db.(interface{ Path() string }); ok {
		if self, err := os.Stat(own.Path()); err == nil && os.SameFile(self, there) {
			return fmt.Errorf("%s is the database itself", path)
		}
	}
	return nil
}

func writeBackup(ctx context.Context, db kv.DB, path string) (int64, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, mode)
	if err != nil {
		return 0, err
	}
	n, err := db.Backup(ctx, f)
	return n, errors.Join(err, f.Close())
}

func outOfAddresses(err error) bool { return errors.Is(err, syscall.ENOMEM) }
