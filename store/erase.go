package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/store/kv"
)

// Erasure is what is being erased: a scope whose key is to be destroyed. It is
// written in the transaction that deletes the records, and done away with
// once the key is gone, so that a crash in between leaves nothing readable.
type Erasure struct {
	Team string `json:"team"`
	ID   string `json:"id"` // of the scope: a customer's, a person's or a call's id
	// Renew says that part of what the key sealed stays: that is sealed anew
	// under another key before this one is destroyed.
	Renew bool      `json:"renew,omitempty"`
	At    time.Time `json:"at"`
	// Open says that records are still being deleted, which may take several
	// transactions: the key, which leads to them, stays until that is done.
	Open bool `json:"open,omitempty"`
	// By is who asked, to be told what is Gone: numbers by kind of record. No
	// word of those erased may be in here, as it isn't sealed.
	By   string         `json:"by,omitempty"`
	Gone map[string]int `json:"gone,omitempty"`
	// Reps are whose notes went, with how many.
	Reps map[string]int `json:"reps,omitempty"`
	// Also are ids of records beyond the scope that go too.
	Also []string `json:"also,omitempty"`
}

// Erasures by team and id.
var Erasures = Table[Erasure]{
	Bucket: "erasures",
	Key:    func(e *Erasure) string { return kv.Key(e.Team, e.ID) },
}

const (
	metaKeyring = "keyring" // name of the keyring that seals this store
	metaErased  = "erased"  // how many erasures of the keyring's log this store has followed
)

var (
	errNoKeys    = errors.New("store: its words are sealed, and there is no keyring to open them with")
	errOtherKeys = errors.New("store: its words were sealed with another keyring: put the file that belongs to this store beside it")
)

// resealBatch is how many records are looked at, or sealed anew, in one
// transaction.
const resealBatch = 2000

// FinishErasures destroys the keys of what transactions have put down as
// Erasures, and with them what is left in free pages and backups. What passes
// by (events, messages about several customers) is sealed anew, because a
// word of those erased may have been among it. Calling it again, also after a
// crash, is harmless. It returns how many were finished.
func (s *Store) FinishErasures(ctx context.Context, now time.Time) (int, error) {
	s.erasing.Lock()
	defer s.erasing.Unlock()
	all, err := s.Erasures(ctx, false)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	var gone, renewed []string
	teams := map[string]bool{}
	for _, e := range all {
		teams[e.Team] = true
		if scope := kv.Key(e.Team, e.ID); e.Renew {
			renewed = append(renewed, scope)
		} else {
			gone = append(gone, scope)
		}
	}
	if s.keys != nil {
		var passed []string
		for team := range teams {
			passed = append(passed, passing(team)...)
		}
		if err := s.destroy(ctx, now, gone, renewed, passed); err != nil {
			return 0, err
		}
	}
	return len(all), s.Update(ctx, func(tx *Tx) error {
		for _, e := range all {
			if err := Erasures.Delete(tx, Erasures.Key(&e)); err != nil {
				return err
			}
		}
		return tx.followed()
	})
}

// Erasures are those of all teams that are open, or those that are not.
func (s *Store) Erasures(ctx context.Context, open bool) (all []Erasure, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		all = nil
		for team := range tx.Teams(Erasures.Bucket) {
			these, err := Collect(Erasures.Scan(tx, TeamPrefix(team)))
			if err != nil {
				return err
			}
			all = append(all, slices.DeleteFunc(these, func(e Erasure) bool { return e.Open != open })...)
		}
		return nil
	})
	return all, err
}

// destroy destroys the keys of scopes, and gives others new ones, those of
// what passes by among them.
func (s *Store) destroy(ctx context.Context, now time.Time, gone, renewed, passed []string) error {
	renewed = append(renewed, passed...)
	if err := s.keys.Renew(renewed...); err != nil {
		return err
	}
	// Most often only what passes by has a new key, and that is little.
	in := tables()
	if len(renewed) == len(passed) {
		in = []Checker{inboxTable, effectTable}
	}
	if err := s.reseal(ctx, in); err != nil {
		return err
	}
	if err := s.keys.Retire(now, renewed...); err != nil {
		return err
	}
	return s.keys.Destroy(now, gone...)
}

// followed notes that the store has followed the keyring's log.
func (tx *Tx) followed() error {
	if tx.s.keys == nil {
		return nil
	}
	return tx.Put(metaBucket, metaErased, fmt.Append(nil, 1+len(tx.s.keys.Erased())))
}

// unlock makes sure at opening that the keyring is this store's, seals what
// was written before there was one, and removes what was erased since this
// copy of the store was made.
func (s *Store) unlock(ctx context.Context) error {
	var name string
	var followed int
	err := s.View(ctx, func(tx *Tx) error {
		v, _ := tx.Get(metaBucket, metaKeyring)
		name = string(v)
		var err error
		followed, err = tx.meta(metaErased)
		return err
	})
	switch {
	case err != nil:
		return err
	case s.keys == nil && name == "":
		return nil
	case s.keys == nil:
		return errNoKeys
	case name != "" && name != s.keys.Name():
		return errOtherKeys
	case name == "":
		if err := s.reseal(ctx, tables()); err != nil {
			return err
		}
	case followed == 1+len(s.keys.Erased()):
		return nil
	default:
		if err := s.purge(ctx); err != nil {
			return err
		}
	}
	return s.Update(ctx, func(tx *Tx) error {
		return errors.Join(tx.Put(metaBucket, metaKeyring, []byte(s.keys.Name())), tx.followed())
	})
}

// sealable is a table whose records are sealed.
type sealable interface {
	Checker
	sealed() bool
	// unfit are keys of records that should be sealed under another key than
	// they are; dead are keys of records and index rows whose key is gone.
	// They read a batch from a key on, and say where the next one begins.
	unfit(tx *Tx, from string) (keys []string, next string)
	dead(tx *Tx, from string) (keys []string, next string)
	reseal(tx *Tx, keys []string) error
	bury(tx *Tx, keys []string) error
}

// reseal seals anew what is sealed under a replaced key, or not at all.
func (s *Store) reseal(ctx context.Context, in []Checker) error {
	return s.sweepSealed(ctx, in, sealable.unfit, sealable.reseal)
}

// purge removes the records whose key was destroyed: a copy of the store from
// before an erasure has them still.
func (s *Store) purge(ctx context.Context) error {
	if err := s.sweepSealed(ctx, tables(), sealable.dead, sealable.bury); err != nil {
		return err
	}
	return s.Update(ctx, func(tx *Tx) error {
		return errors.Join(inboxQueue.resettle(tx), outboxQueue.resettle(tx))
	})
}

func (s *Store) sweepSealed(ctx context.Context, in []Checker, find func(sealable, *Tx, string) ([]string, string), mend func(sealable, *Tx, []string) error) error {
	for _, c := range in {
		t, ok := c.(sealable)
		if !ok || !t.sealed() {
			continue
		}
		for from, more := "", true; more; {
			var keys []string
			err := s.View(ctx, func(tx *Tx) error { keys, from = find(t, tx, from); return nil })
			if err == nil && len(keys) > 0 {
				err = s.Update(ctx, func(tx *Tx) error { return mend(t, tx, keys) })
			}
			if err != nil {
				return err
			}
			more = from != ""
		}
	}
	return nil
}

func (t Table[T]) sealed() bool { return t.Scope != nil }

func (t Table[T]) unfit(tx *Tx, from string) (keys []string, next string) {
	return t.some(tx, from, func(raw []byte) bool { return tx.s.keys.Stale(raw) || !isSealed(raw) })
}

func (t Table[T]) dead(tx *Tx, from string) (keys []string, next string) {
	return t.some(tx, from, tx.s.keys.Gone)
}

// some are the keys of a batch of records that want says.
func (t Table[T]) some(tx *Tx, from string, want func([]byte) bool) (keys []string, next string) {
	n := 0
	for key, raw := range tx.Scan(t.Bucket, kv.Range{From: from, Limit: resealBatch + 1}) {
		if n++; n > resealBatch {
			return keys, key
		}
		if want(raw) {
			keys = append(keys, key)
		}
	}
	return keys, ""
}

func (t Table[T]) reseal(tx *Tx, keys []string) error {
	for _, key := range keys {
		rec, ok, err := t.Get(tx, key)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		raw, err := t.encode(tx, key, &rec)
		if err != nil {
			return err
		}
		if err := tx.Tx.Put(t.Bucket, key, raw); err != nil {
			return err
		}
	}
	return nil
}

// bury deletes records that can't be read any more, with the index rows that
// lead to them.
func (t Table[T]) bury(tx *Tx, keys []string) error {
	doomed := map[string]bool{}
	for _, key := range keys {
		doomed[key] = true
		if err := tx.Tx.Delete(t.Bucket, key); err != nil {
			return err
		}
	}
	for _, ix := range t.Indexes {
		var rows []string
		for k, primary := range tx.Scan(ix.Bucket, kv.Range{}) {
			if doomed[string(primary)] {
				rows = append(rows, strings.Clone(k))
			}
		}
		for _, k := range rows {
			if err := tx.Tx.Delete(ix.Bucket, k); err != nil {
				return err
			}
		}
	}
	return nil
}
