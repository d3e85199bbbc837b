package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"heed/store/kv"
)

// shout writes the values of a bucket in capitals, three a batch.
func shout(bucket string, fail func(batch int) error) Migration {
	batch := 0
	return Migration{Name: "shout " + bucket, Step: func(tx *Tx, from string) (string, error) {
		batch++
		n := 0
		for k, v := range tx.Scan(bucket, kv.Range{From: from}) {
			if n++; n > 3 {
				return k, nil
			}
			if err := tx.Put(bucket, k, []byte(strings.ToUpper(string(v))+"!")); err != nil {
				return "", err
			}
		}
		if fail != nil {
			return "", fail(batch)
		}
		return "", nil
	}}
}

// TestMigrateResumes interrupts a chain of migrations at every batch there
// is and starts again: every value is migrated once and one copy is made.
func TestMigrateResumes(t *testing.T) {
	for cut := range 12 {
		t.Run(fmt.Sprint("cut at ", cut), func(t *testing.T) {
			onEngines(t, func(t *testing.T, reopen func(Options) *Store) {
				s := reopen(Options{})
				update(t, s, func(tx *Tx) error {
					for i := range 10 {
						if err := errors.Join(tx.Put("a", fmt.Sprint(i), []byte("a")), tx.Put("b", fmt.Sprint(i), []byte("b"))); err != nil {
							return err
						}
					}
					return nil
				})
				copies := 0
				copied := func(context.Context) error { copies++; return nil }
				steps := []Migration{shout("a", nil), shout("b", nil)}

				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				n := 0
				stop := func(m Migration) Migration {
					return Migration{m.Name, func(tx *Tx, from string) (string, error) {
						if n++; n > cut {
							cancel()
							return "", context.Canceled
						}
						return m.Step(tx, from)
					}}
				}
				if err := s.migrate(ctx, []Migration{stop(steps[0]), stop(steps[1])}, copied); cut < 8 && err == nil {
					t.Error("was not interrupted")
				}
				if err := s.migrate(t.Context(), steps, copied); err != nil {
					t.Fatal(err)
				}
				if err := s.migrate(t.Context(), steps, copied); err != nil {
					t.Fatal(err)
				}
				if copies != 1 {
					t.Errorf("%d copies were made, want 1", copies)
				}
				update(t, s, func(tx *Tx) error {
					for i := range 10 {
						a, _ := tx.Get("a", fmt.Sprint(i))
						b, _ := tx.Get("b", fmt.Sprint(i))
						if string(a) != "A!" || string(b) != "B!" {
							t.Errorf("%d is %s and %s, want A! and B!", i, a, b)
						}
					}
					if v, err := tx.meta(metaSchema); v != 3 || err != nil {
						t.Errorf("schema %d, %v; want 3", v, err)
					}
					return nil
				})
			})
		})
	}
}

func TestNewStoreIsNotMigrated(t *testing.T) {
	fail := Migration{"fail", func(*Tx, string) (string, error) { return "", errors.New("called") }}
	copied := func(context.Context) error { return errors.New("copied") }
	s, err := open(t.Context(), kv.NewMemory(), Options{BeforeMigrate: copied}, []Migration{fail})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	update(t, s, func(tx *Tx) error {
		if v, err := tx.meta(metaSchema); v != 2 {
			t.Errorf("schema %d, %v; want 2", v, err)
		}
		return nil
	})
}

func TestNoMigrationWithoutCopy(t *testing.T) {
	db := keepOpen{kv.NewMemory()}
	openOn(t, db, Options{})
	full := errors.New("disk full")
	called := false
	m := Migration{"m", func(*Tx, string) (string, error) { called = true; return "", nil }}
	_, err := open(t.Context(), db, Options{BeforeMigrate: func(context.Context) error { return full }}, []Migration{m})
	if !errors.Is(err, full) || called {
		t.Errorf("%v, migrated: %v; want disk full and nothing changed", err, called)
	}
}

func TestNewerIsRefused(t *testing.T) {
	onEngines(t, func(t *testing.T, reopen func(Options) *Store) {
		s := reopen(Options{})
		if err := s.putMeta(t.Context(), metaSchema, 7); err != nil {
			t.Fatal(err)
		}
		err := s.migrate(t.Context(), make([]Migration, 2), nil)
		var newer *NewerError
		if !errors.As(err, &newer) || newer.Has != 7 || newer.Knows != 3 {
			t.Fatalf("%v, want 7 refused by 3", err)
		}
		if want := "this store was written by a newer Heed (schema 7, this one knows 3)"; !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q does not begin with %q", err, want)
		}
		update(t, s, func(tx *Tx) error { return tx.Put(metaBucket, metaSchema, []byte("seven")) })
		if err := s.migrate(t.Context(), nil, nil); err == nil {
			t.Error("a damaged version was taken for a good one")
		}
	})
}
