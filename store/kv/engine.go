package kv

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
)

// This file is for those who write an engine: what all of them need and none
// should do in its own way.

// MaxKey is the greatest length of a bucket's name and of a key, in bytes.
const MaxKey = 32_000

// ErrInvalidKey is returned by Put and Delete for an empty or overlong bucket
// or key.
var ErrInvalidKey = errors.New("kv: invalid key")

// CheckKey says whether bucket and key can be written.
func CheckKey(bucket, key string) error {
	switch {
	case bucket == "":
		return fmt.Errorf("%w: empty bucket", ErrInvalidKey)
	case key == "":
		return fmt.Errorf("%w: empty key in bucket %.40q", ErrInvalidKey, bucket)
	case len(bucket) > MaxKey:
		return fmt.Errorf("%w: bucket of %d bytes, at most %d", ErrInvalidKey, len(bucket), MaxKey)
	case len(key) > MaxKey:
		return fmt.Errorf("%w: key of %d bytes in bucket %.40q, at most %d", ErrInvalidKey, len(key), bucket, MaxKey)
	}
	return nil
}

// Bounds puts Prefix, From and To together: a key is in the range if it is
// >= from and, unless to is empty, < to.
func (r Range) Bounds() (from, to string) {
	from, to = max(r.Prefix, r.From), r.To
	if end := prefixEnd(r.Prefix); end != "" && (to == "" || end < to) {
		to = end
	}
	return from, to
}

// prefixEnd is the least string above all that begin with p; "" if there is
// none (p is empty or all 0xff).
func prefixEnd(p string) string {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i] < 0xff {
			return p[:i] + string([]byte{p[i] + 1})
		}
	}
	return ""
}

// Cursor walks one bucket in byte order of its keys. Values may belong to the
// engine; Walk copies them.
type Cursor interface {
	// Seek goes to the first pair at or after key.
	Seek(key string) (k string, v []byte, ok bool)
	// SeekBefore goes to the last pair before key, or to the last of all if
	// key is "".
	SeekBefore(key string) (k string, v []byte, ok bool)
	// Next and Prev go on from where the cursor is.
	Next() (k string, v []byte, ok bool)
	Prev() (k string, v []byte, ok bool)
}

// Walk makes Scan out of cursors. open gives a fresh cursor, nil if the
// bucket does not exist. writes counts the transaction's writes so far: when
// it has moved while the caller had a pair, cursors are taken to be stale and
// the walk goes on from a new one, just past the last key.
func Walk(r Range, open func() Cursor, writes func() int) iter.Seq2[string, []byte] {
	from, to := r.Bounds()
	holds := func(k string) bool { return k >= from && (to == "" || k < to) }
	first := func(c Cursor) (string, []byte, bool) { return c.Seek(from) }
	resume := func(c Cursor, last string) (string, []byte, bool) { return c.Seek(last + "\x00") }
	step := Cursor.Next
	if r.Reverse {
		first = func(c Cursor) (string, []byte, bool) { return c.SeekBefore(to) }
		resume = Cursor.SeekBefore
		step = Cursor.Prev
	}
	return func(yield func(string, []byte) bool) {
		c := open()
		if c == nil {
			return
		}
		left := r.Limit
		k, v, ok := first(c)
		for ok && holds(k) {
			seen := writes()
			if !yield(k, append([]byte{}, v...)) {
				return
			}
			if left--; left == 0 {
				return
			}
			if writes() == seen {
				k, v, ok = step(c)
				continue
			}
			c = open()
			k, v, ok = resume(c, k)
		}
	}
}

// Gate counts the calls under way in an engine, so that Close can turn new
// ones away and wait for the rest.
type Gate struct {
	mu      sync.Mutex
	closed  bool
	closing chan struct{}
	calls   sync.WaitGroup
}

// NewGate returns an open gate.
func NewGate() *Gate { return &Gate{closing: make(chan struct{})} }

// Enter counts a call in, or returns ErrClosed. Every Enter without an error
// needs its Leave.
func (g *Gate) Enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return ErrClosed
	}
	g.calls.Add(1)
	return nil
}

// Leave counts a call out.
func (g *Gate) Leave() { g.calls.Done() }

// Closing is closed as soon as Close is called: calls that only wait for
// their turn should give up with ErrClosed.
func (g *Gate) Closing() <-chan struct{} { return g.closing }

// Close turns new calls away and returns when those under way have left.
func (g *Gate) Close() {
	g.mu.Lock()
	if !g.closed {
		g.closed = true
		close(g.closing)
	}
	g.mu.Unlock()
	g.calls.Wait()
}

// Sink is where a Backup writes: it counts, ends with its context, between
// two writes, and remembers the first error, which not every engine's library
// passes on so that errors.Is finds it.
type Sink struct {
	ctx context.Context
	w   io.Writer
	n   int64
	err error
}

// NewSink returns a sink that writes to w.
func NewSink(ctx context.Context, w io.Writer) *Sink { return &Sink{ctx: ctx, w: w} }

func (s *Sink) Write(p []byte) (int, error) {
	if s.err == nil {
		s.err = s.ctx.Err()
	}
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.n += int64(n)
	s.err = err
	return n, err
}

// Result is what Backup returns: the bytes written, and the sink's own error
// or else err.
func (s *Sink) Result(err error) (int64, error) {
	if s.err != nil {
		err = s.err
	}
	return s.n, err
}
