package seal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var (
	master = []byte("sixteen bytes or more of a master key")
	noon   = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
)

func open(t *testing.T, path string) *Ring {
	t.Helper()
	r, err := Open(path, master)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func sealed(t *testing.T, r *Ring, scope, words string) []byte {
	t.Helper()
	v, err := r.Seal(scope, "notes/1", []byte(words))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(v, []byte(words)) || !Sealed(v) {
		t.Errorf("%q was sealed as %q", words, v)
	}
	return v
}

func wants(t *testing.T, r *Ring, v []byte, words string, want error) {
	t.Helper()
	got, err := r.Open("notes/1", v)
	if string(got) != words || !errors.Is(err, want) {
		t.Errorf("opened %q, %v; want %q, %v", got, err, words, want)
	}
}

// TestRing goes through a keyring's life, with and without a file, and opens
// the file again after every step.
func TestRing(t *testing.T) {
	for _, kind := range []string{"file", "memory"} {
		t.Run(kind, func(t *testing.T) {
			r, path := Memory(), filepath.Join(t.TempDir(), "keys")
			again := func() {}
			if kind == "file" {
				r = open(t, path)
				again = func() { r = open(t, path) }
			}
			a, b := sealed(t, r, "T1/C-1", "the handover"), sealed(t, r, "T1/C-2", "month-end")
			call := sealed(t, r, "T1/K-3", "nobody's yet")
			again()
			wants(t, r, a, "the handover", nil)
			if err := r.Bind("T1/K-3", "T1/C-1"); err != nil {
				t.Fatal(err)
			}
			again()
			if err := r.Renew("T1/C-2", "T1/C-99"); err != nil {
				t.Fatal(err)
			}
			again()
			fresh := sealed(t, r, "T1/C-2", "month-end again")
			if !r.Stale(b) || r.Stale(fresh) || r.Stale(a) {
				t.Error("only what was sealed before Renew is stale")
			}
			wants(t, r, b, "month-end", nil)
			if err := errors.Join(r.Retire(noon, "T1/C-2"), r.Destroy(noon, "T1/C-1")); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				wants(t, r, a, "", ErrErased)
				wants(t, r, b, "", ErrErased)
				wants(t, r, call, "", ErrErased)
				wants(t, r, fresh, "month-end again", nil)
				if log := r.Erased(); len(log) != 3 || !log[0].At.Equal(noon) || !r.Gone(a) || r.Gone(fresh) || r.Len() != 1 {
					t.Errorf("log of erasures: %v, %d keys", log, r.Len())
				}
				again()
			}
			wants(t, Memory(), fresh, "", ErrUnknown)
		})
	}
}

// TestPlace: a value opens only where it was stored, and only whole.
func TestPlace(t *testing.T) {
	r := Memory()
	v := sealed(t, r, "T1/C-1", "words")
	if _, err := r.Open("notes/2", v); err == nil {
		t.Error("opened in another place")
	}
	for i := range v {
		c := bytes.Clone(v)
		c[i] ^= 1
		if got, err := r.Open("notes/1", c); err == nil {
			t.Errorf("opened with byte %d changed: %q", i, got)
		}
		if _, err := r.Open("notes/1", v[:i]); err == nil {
			t.Errorf("opened %d of %d bytes", i, len(v))
		}
	}
}

// TestDestroyedIsGone: the file holds no destroyed key, wrapped or not, nor
// whose it was.
func TestDestroyedIsGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	r := open(t, path)
	sealed(t, r, "T1/C-1", "words")
	was, _ := os.ReadFile(path)
	i := bytes.LastIndex(was, []byte(`"key":"`))
	wrapped := was[i+7 : i+40]
	if err := r.Destroy(noon, "T1/C-1"); err != nil {
		t.Fatal(err)
	}
	now, err := os.ReadFile(path)
	if err != nil || bytes.Contains(now, wrapped) || bytes.Contains(now, []byte("C-1")) || !bytes.Contains(now, []byte(`"erased":"`)) {
		t.Errorf("%v: %s", err, now)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestCutOff: a crash may cut the last line off, under which nothing was
// sealed yet; every other damage is said.
func TestCutOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	r := open(t, path)
	a := sealed(t, r, "T1/C-1", "words")
	whole, _ := os.ReadFile(path)
	sealed(t, r, "T1/C-2", "lost")
	both, _ := os.ReadFile(path)
	for cut := len(whole); cut < len(both); cut++ {
		if err := os.WriteFile(path, both[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		r := open(t, path)
		wants(t, r, a, "words", nil)
		c := sealed(t, r, "T1/C-3", "after the crash")
		wants(t, open(t, path), c, "after the crash", nil)
	}
	for _, bad := range [][]byte{{}, []byte("\n"), []byte("{}\n"), bytes.Replace(both, []byte(`"id":"`), []byte(`"id":"x`), 1), both[5:]} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, master); err == nil {
			t.Errorf("opened %.40q", bad)
		}
	}
}

// TestMaster: another master key opens nothing; Rewrap changes it.
func TestMaster(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	r := open(t, path)
	a := sealed(t, r, "T1/C-1", "words")
	other := bytes.Repeat([]byte("k"), 32)
	if _, err := Open(path, other); !errors.Is(err, ErrMaster) {
		t.Errorf("%v, want %v", err, ErrMaster)
	}
	if _, err := Open(path, []byte("short")); err == nil {
		t.Error("a short master key was taken")
	}
	name := r.Name()
	if err := r.Rewrap(other); err != nil {
		t.Fatal(err)
	}
	b := sealed(t, r, "T1/C-2", "later")
	if _, err := Open(path, master); !errors.Is(err, ErrMaster) {
		t.Errorf("%v, want %v", err, ErrMaster)
	}
	again, err := Open(path, other)
	if err != nil || again.Name() != name {
		t.Fatal(err)
	}
	defer again.Close()
	wants(t, again, a, "words", nil)
	wants(t, again, b, "later", nil)
}

func BenchmarkSeal(b *testing.B) {
	r, note := Memory(), bytes.Repeat([]byte("they lose nine days at month-end "), 64)
	b.SetBytes(int64(len(note)))
	for b.Loop() {
		v, err := r.Seal("T1/C-1", "notes/1", note)
		if err == nil {
			_, err = r.Open("notes/1", v)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
