package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestWriteFile: a file takes the place of another one, readable by its owner
// only, and nothing else stays in the folder.
func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("older and longer"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	info, err2 := os.Stat(path)
	if err != nil || err2 != nil || string(got) != "new" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v, %v", got, info.Mode(), err, err2)
	}
	if all, err := os.ReadDir(filepath.Dir(path)); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	if err := WriteFile(filepath.Join(path, "below a file"), nil); err == nil {
		t.Error("written below a file")
	}
}

// TestPlace: what is there already stays; Replace takes its place.
func TestPlace(t *testing.T) {
	dir := t.TempDir()
	temp, path := filepath.Join(dir, "temp"), filepath.Join(dir, "there")
	for _, name := range []string{temp, path} {
		if err := os.WriteFile(name, []byte(filepath.Base(name)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Place(temp, path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want %v", err, fs.ErrExist)
	}
	if got, _ := os.ReadFile(path); string(got) != "there" {
		t.Errorf("%q took its place", got)
	}
	if err := Replace(temp, path); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "temp" {
		t.Errorf("%q was not replaced", got)
	}
}
