package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

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
	temp, err := tempName(path)
	if err != nil {
		return 0, fmt.Errorf("bolt: backup: %w", err)
	}
	defer func() { _ = os.Remove(temp) }()
	n, err := writeBackup(ctx, db, temp)
	if err != nil {
		return 0, fmt.Errorf("bolt: backup to %s: %w", path, err)
	}
	put := place
	if overwrite {
		put = replace
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

// tempName makes an empty file, mode 0600, beside path.
func tempName(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// place gives temp its final name, durably, unless there is a file of that
// name (fs.ErrExist). The temporary name may stay.
func place(temp, path string) error {
	if err := syncPath(temp); err != nil {
		return err
	}
	switch err := os.Link(temp, path); {
	case errors.Is(err, fs.ErrExist):
		return err
	case err != nil: // a file system without hard links
		if err := os.Rename(temp, path); err != nil {
			return err
		}
	}
	return syncFolder(path)
}

// replace gives temp its final name, durably, in place of any other file.
func replace(temp, path string) error {
	if err := syncPath(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncFolder(path)
}

func syncPath(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes a new name in path's folder durable. Windows can't, and
// some network file systems refuse.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

func outOfAddresses(err error) bool { return errors.Is(err, syscall.ENOMEM) }
