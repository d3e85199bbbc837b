package kv

import (
	"context"
	"iter"
	"maps"
	"sync"
	"sync/atomic"

	"github.com/tidwall/btree"
)

// NewMemory returns an empty database in memory, for tests, the demo and dry
// runs. It gives every guarantee of DB but survival of the process.
//
// Each bucket is a copy-on-write B-tree: an Update works on its own copy and
// publishes it as a whole, so a View is one load of a pointer and neither
// waits for writers nor holds them up.
func NewMemory() DB {
	m := &memory{turn: make(chan struct{}, 1), gate: NewGate()}
	m.shut = sync.OnceFunc(m.gate.Close)
	m.head.Store(&snapshot{})
	return m
}

type (
	tree     = btree.Map[string, []byte]
	snapshot = map[string]*tree // never changed once published
)

type memory struct {
	head atomic.Pointer[snapshot]
	turn chan struct{} // holds one token while an Update is under way
	gate *Gate
	shut func()
}

func (m *memory) View(ctx context.Context, fn func(Tx) error) error {
	if err := m.gate.Enter(); err != nil {
		return err
	}
	defer m.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &memoryTx{buckets: *m.head.Load()}
	defer t.end()
	return fn(t)
}

func (m *memory) Update(ctx context.Context, fn func(Tx) error) error {
	if err := m.gate.Enter(); err != nil {
		return err
	}
	defer m.gate.Leave()
	if err := m.wait(ctx); err != nil {
		return err
	}
	defer func() { <-m.turn }()

	t := &memoryTx{buckets: maps.Clone(*m.head.Load()), own: map[string]bool{}}
	defer t.end()
	if err := fn(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	m.head.Store(&t.buckets)
	return nil
}

// wait takes the turn to write.
func (m *memory) wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case m.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-m.gate.Closing():
		return ErrClosed
	}
}

func (m *memory) Close() error {
	m.shut()
	return nil
}

// memoryTx is a transaction over a snapshot. own is nil in a View; in an
// Update it names the buckets whose tree is already this transaction's copy.
type memoryTx struct {
	buckets snapshot
	own     map[string]bool
	writes  int
	ended   bool
}

func (t *memoryTx) end() { t.ended = true }

// alive panics when a transaction is used after its closure has returned: a
// bug that would otherwise read or, worse, write outside any transaction.
func (t *memoryTx) alive() {
	if t.ended {
		panic("kv: transaction used after its end")
	}
}

func (t *memoryTx) Get(bucket, key string) ([]byte, bool) {
	t.alive()
	b := t.buckets[bucket]
	if b == nil {
		return nil, false
	}
	v, ok := b.Get(key)
	if !ok {
		return nil, false
	}
	return append([]byte{}, v...), true
}

func (t *memoryTx) Put(bucket, key string, value []byte) error {
	if err := t.check(bucket, key); err != nil {
		return err
	}
	if t.buckets[bucket] == nil {
		t.buckets[bucket] = new(tree)
		t.own[bucket] = true
	}
	t.mine(bucket).Set(key, append([]byte{}, value...))
	t.writes++
	return nil
}

func (t *memoryTx) Delete(bucket, key string) error {
	if err := t.check(bucket, key); err != nil {
		return err
	}
	if t.buckets[bucket] != nil {
		t.mine(bucket).Delete(key)
		t.writes++
	}
	return nil
}

func (t *memoryTx) check(bucket, key string) error {
	t.alive()
	if t.own == nil {
		return ErrReadOnly
	}
	return CheckKey(bucket, key)
}

// mine returns the bucket's tree, copied on the first write to it.
func (t *memoryTx) mine(bucket string) *tree {
	if !t.own[bucket] {
		t.buckets[bucket] = t.buckets[bucket].Copy()
		t.own[bucket] = true
	}
	return t.buckets[bucket]
}

func (t *memoryTx) Scan(bucket string, r Range) iter.Seq2[string, []byte] {
	open := func() Cursor {
		t.alive()
		b := t.buckets[bucket]
		if b == nil {
			return nil
		}
		return &memoryCursor{b.Iter()}
	}
	return Walk(r, open, func() int { t.alive(); return t.writes })
}

type memoryCursor struct{ it btree.MapIter[string, []byte] }

func (c *memoryCursor) Seek(key string) (string, []byte, bool) { return c.at(c.it.Seek(key)) }
func (c *memoryCursor) Next() (string, []byte, bool)           { return c.at(c.it.Next()) }
func (c *memoryCursor) Prev() (string, []byte, bool)           { return c.at(c.it.Prev()) }

func (c *memoryCursor) SeekBefore(key string) (string, []byte, bool) {
	if key == "" || !c.it.Seek(key) {
		// Everything there is lies before key.
		return c.at(c.it.Last())
	}
	return c.Prev()
}

func (c *memoryCursor) at(ok bool) (string, []byte, bool) {
	if !ok {
		return "", nil, false
	}
	return c.it.Key(), c.it.Value(), true
}
