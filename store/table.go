package store

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"heed/store/kv"
	"heed/store/seal"
)

// Table holds records of one type under their keys, with the indexes over
// them: as JSON, or as the type writes itself (encoding.BinaryMarshaler). A Table is a description without state: it is made once
// as a package variable and listed in schema.go.
type Table[T any] struct {
	Bucket  string
	Key     func(*T) string // begins with the team and a slash
	Indexes []Index[T]

	// Scope, which may be nil, says under whose key a record is sealed (see
	// scope.go); "" leaves it readable.
	Scope func(*T) string

	// Changed, which may be nil, is called in the transaction after a record
	// was put or deleted, to write what is derived from it into other tables:
	// before is nil for a new record, after for one that is deleted.
	Changed func(tx *Tx, before, after *T) error
}

// Index leads from keys of another order to the primary key of a record. A
// record may have none, one or several keys in it. An index key belongs to
// one record: a second record with the same one is refused, so an index of
// something that is not unique ends its keys with the record's id.
type Index[T any] struct {
	Bucket string
	Keys   func(*T) []string // begin with the same team as the record's key
}

// Get reads a record, and whether there is one. One whose key was destroyed
// is none.
func (t Table[T]) Get(tx *Tx, key string) (T, bool, error) {
	raw, ok := tx.Get(t.Bucket, key)
	if !ok {
		var none T
		return none, false, nil
	}
	return t.decode(tx, key, raw)
}

// decode reads a record as it is stored; false if its key was destroyed.
func (t Table[T]) decode(tx *Tx, key string, raw []byte) (rec T, ok bool, err error) {
	raw, err = tx.unseal(t.Bucket, key, raw)
	if errors.Is(err, seal.ErrErased) {
		return rec, false, nil
	}
	if err == nil {
		if b, ok := any(&rec).(encoding.BinaryUnmarshaler); ok {
			err = b.UnmarshalBinary(raw)
		} else {
			err = json.Unmarshal(raw, &rec)
		}
	}
	if err != nil {
		return rec, false, fmt.Errorf("store: %s/%s is damaged: %w", t.Bucket, key, err)
	}
	return rec, true, nil
}

// encode writes a record as it is to be stored.
func (t Table[T]) encode(tx *Tx, key string, rec *T) (raw []byte, err error) {
	if b, ok := any(rec).(encoding.BinaryMarshaler); ok {
		raw, err = b.MarshalBinary()
	} else {
		raw, err = json.Marshal(rec)
	}
	if err == nil && t.Scope != nil {
		raw, err = tx.seal(t.Bucket, key, t.Scope(rec), raw)
	}
	if err != nil {
		return nil, fmt.Errorf("store: writing %s/%s: %w", t.Bucket, key, err)
	}
	return raw, nil
}

// Has says whether there is a record, without reading it.
func (t Table[T]) Has(tx *Tx, key string) bool {
	_, ok := tx.Get(t.Bucket, key)
	return ok
}

// Put writes a record under its key and brings the indexes in line.
func (t Table[T]) Put(tx *Tx, rec *T) error {
	key := t.Key(rec)
	if teamOf(key) == "" {
		return fmt.Errorf("%w: %s/%s", errNoTeam, t.Bucket, key)
	}
	old, existed, err := t.Get(tx, key)
	if err != nil {
		return err
	}
	raw, err := t.encode(tx, key, rec)
	if err != nil {
		return err
	}
	for _, ix := range t.Indexes {
		var stale []string
		if existed {
			stale = ix.Keys(&old)
		}
		if err := ix.replace(tx, key, stale, ix.Keys(rec)); err != nil {
			return err
		}
	}
	if err := tx.Put(t.Bucket, key, raw); err != nil || t.Changed == nil {
		return err
	}
	if !existed {
		return t.Changed(tx, nil, rec)
	}
	return t.Changed(tx, &old, rec)
}

// Delete removes a record and its index rows; one that is not there is no
// error.
func (t Table[T]) Delete(tx *Tx, key string) error {
	old, ok, err := t.Get(tx, key)
	if err != nil || !ok {
		return err
	}
	for _, ix := range t.Indexes {
		if err := ix.replace(tx, key, ix.Keys(&old), nil); err != nil {
			return err
		}
	}
	if err := tx.Tx.Delete(t.Bucket, key); err != nil || t.Changed == nil {
		return err
	}
	return t.Changed(tx, &old, nil)
}

// replace turns the index rows of one record from stale into fresh.
func (ix Index[T]) replace(tx *Tx, primary string, stale, fresh []string) error {
	for _, k := range stale {
		if slices.Contains(fresh, k) {
			continue
		}
		if err := tx.Tx.Delete(ix.Bucket, k); err != nil {
			return err
		}
	}
	for _, k := range fresh {
		if teamOf(k) != teamOf(primary) {
			return fmt.Errorf("%w: %s/%s of %s", errNoTeam, ix.Bucket, k, primary)
		}
		switch holder, ok := tx.Get(ix.Bucket, k); {
		case ok && string(holder) == primary:
			continue
		case ok:
			return fmt.Errorf("store: %s/%s belongs to %s, %s can't have it", ix.Bucket, k, holder, primary)
		}
		if err := tx.Tx.Put(ix.Bucket, k, []byte(primary)); err != nil {
			return err
		}
	}
	return nil
}

// Scan yields the records of a range in the order of their keys. The range's
// Prefix must name a team ("T1/…"). Records may be put and deleted meanwhile.
func (t Table[T]) Scan(tx *Tx, r kv.Range) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		if teamOf(r.Prefix) == "" {
			yield(zero, fmt.Errorf("%w: range %q of %s", errNoTeam, r.Prefix, t.Bucket))
			return
		}
		for key, raw := range tx.Tx.Scan(t.Bucket, r) {
			rec, ok, err := t.decode(tx, key, raw)
			if err != nil {
				yield(zero, err)
				return
			}
			if ok && !yield(rec, nil) {
				return
			}
		}
	}
}

// By yields the records that a range of an index leads to, in the order of
// the index. The range's Prefix must name a team.
func (t Table[T]) By(tx *Tx, index string, r kv.Range) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		switch {
		case !slices.ContainsFunc(t.Indexes, func(ix Index[T]) bool { return ix.Bucket == index }):
			yield(zero, fmt.Errorf("store: %s has no index %s", t.Bucket, index))
			return
		case teamOf(r.Prefix) == "":
			yield(zero, fmt.Errorf("%w: range %q of %s", errNoTeam, r.Prefix, index))
			return
		}
		for key, primary := range tx.Tx.Scan(index, r) {
			rec, ok, err := t.Get(tx, string(primary))
			if err == nil && !ok {
				if t.Has(tx, string(primary)) {
					continue // its key was destroyed
				}
				err = fmt.Errorf("store: %s/%s leads to %s, which is not there", index, key, primary)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// First is the first record of a range, and whether there is one.
func (t Table[T]) First(tx *Tx, r kv.Range) (T, bool, error) {
	r.Limit = 1
	return first(t.Scan(tx, r))
}

// Last is the last record of a range, and whether there is one.
func (t Table[T]) Last(tx *Tx, r kv.Range) (T, bool, error) {
	r.Limit, r.Reverse = 1, true
	return first(t.Scan(tx, r))
}

// FirstBy is the first record that a range of an index leads to.
func (t Table[T]) FirstBy(tx *Tx, index string, r kv.Range) (T, bool, error) {
	r.Limit = 1
	return first(t.By(tx, index, r))
}

// LastBy is the last record that a range of an index leads to.
func (t Table[T]) LastBy(tx *Tx, index string, r kv.Range) (T, bool, error) {
	r.Limit, r.Reverse = 1, true
	return first(t.By(tx, index, r))
}

func first[T any](seq iter.Seq2[T, error]) (T, bool, error) {
	for rec, err := range seq {
		return rec, err == nil, err
	}
	var zero T
	return zero, false, nil
}

// Collect gathers what Scan or By yields, up to the first error.
func Collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for rec, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, rec)
	}
	return all, nil
}
