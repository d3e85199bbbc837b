package kvtest

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"strings"

	"heed/store/kv"
)

var errOnPurpose = errors.New("on purpose")

func readYourWrites(s *suite) {
	s.update(func(tx kv.Tx) error {
		s.wantNone(tx, "a", "k")
		err := errors.Join(tx.Delete("a", "k"), tx.Put("a", "k", []byte("1")), tx.Put("b", "k", []byte("2")))
		s.wantValue(tx, "a", "k", "1")
		s.wantValue(tx, "b", "k", "2")
		err = errors.Join(err, tx.Put("a", "k", []byte("3")))
		s.wantValue(tx, "a", "k", "3")
		err = errors.Join(err, tx.Delete("b", "k"))
		s.wantNone(tx, "b", "k")
		return err
	})
	s.view(func(tx kv.Tx) {
		s.wantValue(tx, "a", "k", "3")
		s.wantNone(tx, "b", "k")
		s.wantNone(tx, "never", "k")
		s.wantNone(tx, "a", "")
		if ks := keys(tx.Scan("never", kv.Range{})); len(ks) != 0 {
			s.Errorf("a bucket never written holds %q", ks)
		}
	})
}

// copies: what goes in and what comes out shares no memory with the database.
func copies(s *suite) {
	mine := []byte("value")
	s.update(func(tx kv.Tx) error {
		err := tx.Put("b", "k", mine)
		mine[0] = 'X'
		s.wantValue(tx, "b", "k", "value")
		got, _ := tx.Get("b", "k")
		got[0] = 'Y'
		s.wantValue(tx, "b", "k", "value")
		return err
	})
	mine[1] = 'X'
	var got, scanned []byte
	s.view(func(tx kv.Tx) {
		got, _ = tx.Get("b", "k")
		for _, scanned = range tx.Scan("b", kv.Range{}) {
			scanned[0] = 'Z'
		}
	})
	got[0] = 'Y'
	s.view(func(tx kv.Tx) { s.wantValue(tx, "b", "k", "value") })
}

func emptyAndLargeValues(s *suite) {
	large := strings.Repeat("0123456789abcdef", 1<<16) // 1 MiB
	longest := strings.Repeat("k", kv.MaxKey)
	check := func(tx kv.Tx) {
		s.wantValue(tx, "b", "nil", "")
		s.wantValue(tx, "b", "empty", "")
		s.wantValue(tx, "b", "large", large)
		s.wantValue(tx, "b", longest, "x")
		if got := keys(tx.Scan("b", kv.Range{})); len(got) != 4 {
			s.Errorf("scan yields %d pairs, want 4", len(got))
		}
	}
	s.update(func(tx kv.Tx) error {
		err := errors.Join(
			tx.Put("b", "nil", nil), tx.Put("b", "empty", []byte{}),
			tx.Put("b", "large", []byte(large)), tx.Put("b", longest, []byte("x")))
		check(tx)
		return err
	})
	s.view(check)
	s.update(func(tx kv.Tx) error {
		return errors.Join(tx.Put("b", "large", nil), tx.Put("b", "empty", []byte(large)))
	})
	s.view(func(tx kv.Tx) {
		s.wantValue(tx, "b", "large", "")
		s.wantValue(tx, "b", "empty", large)
	})
}

func invalidKeys(s *suite) {
	long := strings.Repeat("k", kv.MaxKey+1)
	s.update(func(tx kv.Tx) error {
		for _, c := range [][2]string{{"", "k"}, {"b", ""}, {"b", long}, {long, "k"}} {
			if err := tx.Put(c[0], c[1], nil); !errors.Is(err, kv.ErrInvalidKey) {
				s.Errorf("Put(%.9q, %.9q): %v, want ErrInvalidKey", c[0], c[1], err)
			}
			if err := tx.Delete(c[0], c[1]); !errors.Is(err, kv.ErrInvalidKey) {
				s.Errorf("Delete(%.9q, %.9q): %v, want ErrInvalidKey", c[0], c[1], err)
			}
			s.wantNone(tx, c[0], c[1])
		}
		return putAll(tx, "b", "good")
	})
	s.view(func(tx kv.Tx) { s.wantValue(tx, "b", "good", "good") })
}

func readOnly(s *suite) {
	s.put("b", "k")
	s.view(func(tx kv.Tx) {
		for _, bucket := range []string{"b", "new"} {
			if err := tx.Put(bucket, "k", nil); !errors.Is(err, kv.ErrReadOnly) {
				s.Errorf("Put in a View: %v", err)
			}
			if err := tx.Delete(bucket, "k"); !errors.Is(err, kv.ErrReadOnly) {
				s.Errorf("Delete in a View: %v", err)
			}
		}
		s.wantValue(tx, "b", "k", "k")
	})
	err := s.db.View(s.ctx(), func(kv.Tx) error { return errOnPurpose })
	if !errors.Is(err, errOnPurpose) {
		s.Errorf("View returns %v, want the closure's error", err)
	}
}

// afterTheEnd: a transaction that outlives its closure must not reach the
// database; the panic shows the bug where it is.
func afterTheEnd(s *suite) {
	s.put("b", "k")
	var viewed, updated kv.Tx
	s.view(func(tx kv.Tx) { viewed = tx })
	s.update(func(tx kv.Tx) error { updated = tx; return nil })
	for name, use := range map[string]func(){
		"Get in View":      func() { viewed.Get("b", "k") },
		"Get in Update":    func() { updated.Get("b", "k") },
		"Put in Update":    func() { _ = updated.Put("b", "k", []byte("late")) },
		"Delete in Update": func() { _ = updated.Delete("b", "k") },
		"Scan in View":     func() { keys(viewed.Scan("b", kv.Range{})) },
	} {
		if recovered(use) == nil {
			s.Errorf("%s after the end: no panic", name)
		}
	}
	s.view(func(tx kv.Tx) { s.wantValue(tx, "b", "k", "k") })
}

func recovered(fn func()) (p any) {
	defer func() { p = recover() }()
	fn()
	return nil
}

func atomicOverRecords(s *suite) {
	s.put("a", "1", "2", "3")
	s.update(func(tx kv.Tx) error {
		return errors.Join(putAll(tx, "b", "1", "2"), tx.Delete("a", "1"), tx.Put("a", "2", []byte("new")))
	})
	s.view(func(tx kv.Tx) {
		s.wantNone(tx, "a", "1")
		s.wantValue(tx, "a", "2", "new")
		s.wantValue(tx, "a", "3", "3")
		s.wantValue(tx, "b", "1", "1")
		s.wantValue(tx, "b", "2", "2")
	})
}

// spoil writes over what prepare wrote, in every way there is.
func spoil(tx kv.Tx) error {
	return errors.Join(
		tx.Put("a", "1", []byte("spoiled")), tx.Delete("a", "2"),
		tx.Put("a", "9", []byte("spoiled")), tx.Put("new", "k", bytes.Repeat([]byte("x"), 1<<16)))
}

// wantUnspoiled checks that spoil left nothing and that the database goes on.
func (s *suite) wantUnspoiled() {
	s.Helper()
	s.view(func(tx kv.Tx) {
		s.wantValue(tx, "a", "1", "1")
		s.wantValue(tx, "a", "2", "2")
		s.wantNone(tx, "a", "9")
		s.wantNone(tx, "new", "k")
		if ks := keys(tx.Scan("a", kv.Range{})); len(ks) != 2 {
			s.Errorf("scan yields %q", ks)
		}
	})
	s.put("after", "k")
	s.view(func(tx kv.Tx) { s.wantValue(tx, "after", "k", "k") })
}

func rollbackOnError(s *suite) {
	s.put("a", "1", "2")
	err := s.db.Update(s.ctx(), func(tx kv.Tx) error { return errors.Join(spoil(tx), errOnPurpose) })
	if !errors.Is(err, errOnPurpose) {
		s.Errorf("Update returns %v, want the closure's error", err)
	}
	s.wantUnspoiled()
}

func rollbackOnPanic(s *suite) {
	s.put("a", "1", "2")
	p := recovered(func() {
		_ = s.db.Update(s.ctx(), func(tx kv.Tx) error {
			_ = spoil(tx)
			panic(errOnPurpose)
		})
	})
	if p != error(errOnPurpose) {
		s.Errorf("the caller of Update recovers %v, want what the closure panicked with", p)
	}
	s.wantUnspoiled()
}

func rollbackOnGoexit(s *suite) {
	s.put("a", "1", "2")
	ended := make(chan bool)
	go func() {
		defer close(ended)
		_ = s.db.Update(s.ctx(), func(tx kv.Tx) error {
			_ = spoil(tx)
			runtime.Goexit()
			return nil
		})
	}()
	wait(s, "the goroutine that exits", ended)
	s.wantUnspoiled()
}

func rollbackOnContext(s *suite) {
	s.put("a", "1", "2")
	ended, cancel := context.WithCancel(s.ctx())
	cancel()
	never := func(kv.Tx) error { s.Error("ran although its context had ended"); return nil }
	if err := s.db.Update(ended, never); !errors.Is(err, context.Canceled) {
		s.Errorf("Update with an ended context: %v", err)
	}
	if err := s.db.View(ended, func(kv.Tx) error { return never(nil) }); !errors.Is(err, context.Canceled) {
		s.Errorf("View with an ended context: %v", err)
	}
	during, cancel := context.WithCancel(s.ctx())
	err := s.db.Update(during, func(tx kv.Tx) error {
		defer cancel()
		return spoil(tx)
	})
	if !errors.Is(err, context.Canceled) {
		s.Errorf("Update whose context ends meanwhile: %v", err)
	}
	s.wantUnspoiled()
}

func panicInView(s *suite) {
	s.put("a", "1", "2")
	p := recovered(func() {
		_ = s.db.View(s.ctx(), func(kv.Tx) error { panic("in view") })
	})
	if p != "in view" {
		s.Errorf("the caller of View recovers %v", p)
	}
	s.wantUnspoiled()
	if err := s.db.Close(); err != nil {
		s.Errorf("Close: %v", err)
	}
}
