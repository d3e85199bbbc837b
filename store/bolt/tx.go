package bolt

import (
	"bytes"
	"iter"

	"go.etcd.io/bbolt"

	"heed/store/kv"
)

// tx is one caller's view of a bbolt transaction. Callers of a group share
// the bbolt transaction, one after the other.
type tx struct {
	bolt   *bbolt.Tx
	writes int
	ended  bool
}

func (t *tx) end() { t.ended = true }

// alive panics when a transaction is used after its closure has returned:
// bbolt's memory is gone by then, and a write would land in somebody else's
// transaction.
func (t *tx) alive() {
	if t.ended {
		panic("bolt: transaction used after its end")
	}
}

func (t *tx) Get(bucket, key string) ([]byte, bool) {
	t.alive()
	b := t.bolt.Bucket([]byte(bucket))
	if b == nil {
		return nil, false
	}
	v := b.Get([]byte(key))
	if v == nil {
		return nil, false
	}
	return append([]byte{}, v...), true
}

func (t *tx) Put(bucket, key string, value []byte) error {
	if err := t.check(bucket, key); err != nil {
		return err
	}
	b, err := t.bolt.CreateBucketIfNotExists([]byte(bucket))
	if err != nil {
		return err
	}
	t.writes++
	// bbolt keeps the value until the commit, and reads nil as absent.
	return b.Put([]byte(key), append([]byte{}, value...))
}

func (t *tx) Delete(bucket, key string) error {
	if err := t.check(bucket, key); err != nil {
		return err
	}
	b := t.bolt.Bucket([]byte(bucket))
	if b == nil {
		return nil
	}
	t.writes++
	return b.Delete([]byte(key))
}

func (t *tx) check(bucket, key string) error {
	t.alive()
	if !t.bolt.Writable() {
		return kv.ErrReadOnly
	}
	return kv.CheckKey(bucket, key)
}

func (t *tx) Scan(bucket string, r kv.Range) iter.Seq2[string, []byte] {
	open := func() kv.Cursor {
		t.alive()
		b := t.bolt.Bucket([]byte(bucket))
		if b == nil {
			return nil
		}
		return &cursor{c: b.Cursor()}
	}
	return kv.Walk(r, open, func() int { t.alive(); return t.writes })
}

// cursor makes up for what bbolt's cursor gets wrong going backwards over leaf
// pages that this transaction has emptied (they stay until the commit): Prev
// ends there as if nothing came before, and Last never returns if all leaves
// are empty. Knowing the first key tells how far back there is anything.
type cursor struct {
	c     *bbolt.Cursor
	first []byte // nil until first looked for, and in an empty bucket
	key   []byte // where the cursor is
}

func (c *cursor) Seek(key string) (string, []byte, bool) { return c.at(c.c.Seek([]byte(key))) }
func (c *cursor) Next() (string, []byte, bool)           { return c.at(c.c.Next()) }

func (c *cursor) SeekBefore(key string) (string, []byte, bool) {
	if c.first, _ = c.c.First(); c.first == nil {
		return "", nil, false
	}
	if key == "" {
		return c.at(c.c.Last())
	}
	if c.key, _ = c.c.Seek([]byte(key)); c.key == nil {
		return c.at(c.c.Last())
	}
	return c.Prev()
}

// Prev follows SeekBefore, which knows the first key.
func (c *cursor) Prev() (string, []byte, bool) {
	if bytes.Equal(c.key, c.first) {
		return "", nil, false
	}
	for {
		if k, v := c.c.Prev(); k != nil {
			return c.at(k, v)
		}
	}
}

func (c *cursor) at(k, v []byte) (string, []byte, bool) {
	c.key = k
	return string(k), v, k != nil
}
