package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"heed/store/kv"
)

// Checker is what can be checked: tables and queues.
type Checker interface {
	// Check compares the indexes with what the records say they should be.
	// Its error joins one line for each difference.
	Check(*Tx) error
}

// Check compares every index with its records, for heed doctor. It reads
// the whole store in one snapshot.
func (s *Store) Check(ctx context.Context) error {
	return s.View(ctx, func(tx *Tx) error {
		var errs []error
		for _, t := range tables() {
			errs = append(errs, t.Check(tx))
		}
		return errors.Join(errs...)
	})
}

// Check says where the records and the indexes of a table differ.
func (t Table[T]) Check(tx *Tx) error {
	var errs []error
	for key, raw := range tx.Scan(t.Bucket, kv.Range{}) {
		rec, ok, err := t.decode(tx, key, raw)
		switch {
		case err != nil:
			errs = append(errs, err)
			continue
		case !ok: // its key was destroyed; it goes with the next sweep of what was erased
			continue
		}
		if own := t.Key(&rec); own != key {
			errs = append(errs, fmt.Errorf("%s/%s says its key is %s", t.Bucket, key, own))
		}
		for _, ix := range t.Indexes {
			for _, k := range ix.Keys(&rec) {
				if p, ok := tx.Get(ix.Bucket, k); !ok || string(p) != key {
					errs = append(errs, fmt.Errorf("%s/%s is not found by %s/%s", t.Bucket, key, ix.Bucket, k))
				}
			}
		}
	}
	for _, ix := range t.Indexes {
		errs = append(errs, t.checkIndex(tx, ix)...)
	}
	return errors.Join(errs...)
}

// checkIndex finds rows of an index that no record asks for.
func (t Table[T]) checkIndex(tx *Tx, ix Index[T]) (errs []error) {
	for k, primary := range tx.Scan(ix.Bucket, kv.Range{}) {
		rec, ok, err := t.Get(tx, string(primary))
		switch {
		case err != nil: // reported with the record
		case !ok && t.Has(tx, string(primary)): // its key was destroyed
		case !ok:
			errs = append(errs, fmt.Errorf("%s/%s leads to %s, which is not there", ix.Bucket, k, primary))
		case !slices.Contains(ix.Keys(&rec), k):
			errs = append(errs, fmt.Errorf("%s/%s leads to %s, which is elsewhere", ix.Bucket, k, primary))
		}
	}
	return errs
}
