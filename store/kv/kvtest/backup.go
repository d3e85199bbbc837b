package kvtest

import (
	"bytes"
	"context"
	"errors"
	"io"

	"heed/store/kv"
)

// restored makes a backup and opens it.
func (s *suite) restored() *suite {
	s.Helper()
	var buf bytes.Buffer
	n, err := s.db.Backup(s.ctx(), &buf)
	if err != nil || n != int64(buf.Len()) {
		s.Fatalf("Backup says %d bytes, %v; %d came", n, err, buf.Len())
	}
	return &suite{T: s.T, db: s.o.Restore(s.T, &buf), o: s.o, open: s.open}
}

func backup(s *suite) {
	empty := s.restored()
	empty.put("b", "works")

	s.put("b", awkward()...)
	s.update(func(tx kv.Tx) error {
		return errors.Join(tx.Put("b", "empty", nil), tx.Put("c", "large", make([]byte, 1<<20)), tx.Delete("b", "a"))
	})
	copied := s.restored()
	s.put("b", "later")
	s.view(func(here kv.Tx) {
		copied.view(func(there kv.Tx) {
			copied.wantNone(there, "b", "later")
			copied.wantValue(there, "b", "empty", "")
			copied.wantValue(there, "c", "large", string(make([]byte, 1<<20)))
			n := 0
			for k, v := range there.Scan("b", kv.Range{}) {
				s.wantValue(here, "b", k, string(v))
				n++
			}
			if want := len(keys(here.Scan("b", kv.Range{}))) - 1; n != want {
				s.Errorf("the copy has %d keys, want %d", n, want)
			}
		})
	})
	copied.put("b", "the copy goes its own way")
	s.view(func(tx kv.Tx) { s.wantNone(tx, "b", "the copy goes its own way") })
}

func backupUnderLoad(s *suite) {
	s.underTransfers(func() {
		for range 5 {
			copied := s.restored()
			copied.view(func(tx kv.Tx) {
				if err := balanced(tx); err != nil {
					s.Errorf("the copy is of no one moment: %v", err)
				}
			})
			if err := copied.db.Close(); err != nil {
				s.Error(err)
			}
		}
	})
}

// failing is a writer that runs out of room.
type failing struct{ room int }

func (f *failing) Write(p []byte) (int, error) {
	n := min(f.room, len(p))
	f.room -= n
	if n < len(p) {
		return n, errOnPurpose
	}
	return n, nil
}

func backupCalledOff(s *suite) {
	s.update(func(tx kv.Tx) error { return tx.Put("b", "large", make([]byte, 1<<20)) })
	for _, room := range []int{0, 100, 5000, 100_000} {
		if _, err := s.db.Backup(s.ctx(), &failing{room}); !errors.Is(err, errOnPurpose) {
			s.Errorf("room for %d bytes: %v, want the writer's error", room, err)
		}
	}
	ended, cancel := context.WithCancel(s.ctx())
	cancel()
	if _, err := s.db.Backup(ended, io.Discard); !errors.Is(err, context.Canceled) {
		s.Errorf("Backup with an ended context: %v", err)
	}
	s.put("b", "after")
	s.restored().view(func(tx kv.Tx) { s.wantValue(tx, "b", "after", "after") })
}
