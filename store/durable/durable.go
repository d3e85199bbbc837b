// Package durable puts files in place so that they are there after a power
// cut, whole or not at all: written beside, synced, renamed, and the folder
// synced. It keeps nothing and knows nothing of what is in them.
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// mode is that of every file: words, or keys to them, are in it.
const mode fs.FileMode = 0o600

// WriteFile puts a file that only its owner reads in the place of any other.
func WriteFile(path string, data []byte) error {
	temp, err := TempName(path)
	if err != nil {
		return err
	}
	err = os.WriteFile(temp, data, mode)
	if err == nil {
		err = Replace(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return err
}

// TempName makes an empty file, mode 0600, beside path.
func TempName(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// Place gives temp its final name, durably, unless there is a file of that
// name (fs.ErrExist). The temporary name may stay.
func Place(temp, path string) error {
	if err := syncFile(temp); err != nil {
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
	return SyncFolder(path)
}

// Replace gives temp its final name, durably, in place of any other file.
func Replace(temp, path string) error {
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return SyncFolder(path)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncFolder makes a new name in path's folder durable. Windows can't, and
// some network file systems refuse.
func SyncFolder(path string) error {
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
