package store

import (
	"context"

	"heed/store/kv"
)

// Counts say how much waits and how much was given up, over all teams.
type Counts struct {
	Events  int // received and not worked through
	Dead    int // events given up
	Effects int // decided and not sent
	Failed  int // effects that failed for good
}

// Counts counts, for heed doctor and the metrics. It reads index keys only.
func (s *Store) Counts(ctx context.Context) (c Counts, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		c = Counts{
			Events:  tx.count("inbox.order"),
			Dead:    tx.count("inbox.dead"),
			Effects: tx.count("outbox.order"),
			Failed:  tx.count("outbox.failed"),
		}
		return nil
	})
	return c, err
}

func (tx *Tx) count(bucket string) (n int) {
	for range tx.Scan(bucket, kv.Range{}) {
		n++
	}
	return n
}
