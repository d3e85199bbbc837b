package bolt

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"heed/store/kv"
)

// BenchmarkAppend lets 64 callers append notes of 2 KB, each call durable when
// it returns: through Update, and through bbolt's own Update for comparison,
// turn about in one run so that both meet the same disk.
func BenchmarkAppend(b *testing.B) {
	const callers, round = 64, 2000
	db := openTemp(b, Options{})
	note := bytes.Repeat([]byte("n"), 2000)
	var seq atomic.Int64
	key := func() string {
		n := seq.Add(1)
		return kv.Key("T1", fmt.Sprintf("C%04d", n*7919%1000), fmt.Sprintf("%012d", n))
	}
	grouped := func() error {
		return db.Update(context.Background(), func(tx kv.Tx) error { return tx.Put("grouped", key(), note) })
	}
	plain := func() error {
		return db.bolt.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("plain"))
			if err != nil {
				return err
			}
			return bucket.Put([]byte(key()), note)
		})
	}
	var groupedTook, plainTook time.Duration
	for left := b.N; left > 0; left -= round {
		n := min(left, round)
		groupedTook += timed(b, callers, n, grouped)
		plainTook += timed(b, callers, n, plain)
	}
	b.ReportMetric(float64(b.N)/groupedTook.Seconds(), "appends/s")
	b.ReportMetric(float64(b.N)/plainTook.Seconds(), "plain/s")
	b.ReportMetric(plainTook.Seconds()/groupedTook.Seconds(), "ratio")
}

// timed runs call n times in all, from so many callers at once.
func timed(b *testing.B, callers, n int, call func() error) time.Duration {
	var left atomic.Int64
	left.Store(int64(n))
	var all sync.WaitGroup
	begun := time.Now()
	for range callers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := call(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(begun)
}
