package store

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"heed/store/bolt"
)

func benchStore(b *testing.B) *Store {
	db, err := bolt.Open(filepath.Join(b.TempDir(), "heed.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s, err := Open(b.Context(), db, Options{Now: noon})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkReceive is what stands between an event and its acknowledgement,
// with 64 arriving at once.
func BenchmarkReceive(b *testing.B) {
	s := benchStore(b)
	body := []byte(`{"text":"` + fmt.Sprintf("%02000d", 0) + `"}`)
	var n atomic.Int64
	b.SetParallelism(32) // times GOMAXPROCS
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			conversation := fmt.Sprint("T1/C", i%500)
			if _, err := s.Receive(context.Background(), fmt.Sprintf("T1/message/%d", i), conversation, body, noon); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkSend claims and settles effects, 4 at a time, with a backlog of
// 20,000 in 1,000 lanes, half of which are not due.
func BenchmarkSend(b *testing.B) {
	s := benchStore(b)
	const backlog = 20_000
	for i := 0; i < backlog; {
		err := s.Update(b.Context(), func(tx *Tx) error {
			for range 1000 {
				e := post(fmt.Sprintf("T1/e%06d", i), fmt.Sprint("C", i%1000))
				if i++; i%2 == 0 {
					e.NotBefore = noon.Add(time.Hour)
				}
				if _, err := tx.PutEffect(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for n := 0; b.Loop(); n++ {
		claimed, err := s.ClaimEffects(b.Context(), noon, time.Minute, 4, nil)
		if err != nil {
			b.Fatal(err)
		}
		if len(claimed) == 0 {
			b.Skip("the backlog is used up")
		}
		for _, e := range claimed {
			if err := s.SettleEffect(b.Context(), noon, e, Outcome{State: Sent, TS: "1"}, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}
