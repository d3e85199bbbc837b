package kvtest

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"heed/store/kv"
)

// hold begins an Update that stays in its closure until let go. It has begun
// when hold returns; its result comes on done.
func (s *suite) hold(key string) (letGo func(), done <-chan error) {
	s.Helper()
	begun, release, result := make(chan bool), make(chan bool), make(chan error, 1)
	var once, free sync.Once
	letGo = func() { free.Do(func() { close(release) }) }
	s.Cleanup(letGo)
	go func() {
		result <- s.db.Update(context.Background(), func(tx kv.Tx) error {
			once.Do(func() { close(begun) })
			<-release
			return putAll(tx, "held", key)
		})
	}()
	wait(s, "the Update that holds the others up", begun)
	return letGo, result
}

func deadlineWhileWaiting(s *suite) {
	letGo, held := s.hold("first")
	never := func(tx kv.Tx) error { return putAll(tx, "b", "never") }

	late, cancel := context.WithTimeout(s.ctx(), 20*time.Millisecond)
	defer cancel()
	if err := s.db.Update(late, never); !errors.Is(err, context.DeadlineExceeded) {
		s.Errorf("an Update whose deadline passes while it waits: %v", err)
	}
	off, cancel := context.WithCancel(s.ctx())
	time.AfterFunc(20*time.Millisecond, cancel)
	if err := s.db.Update(off, never); !errors.Is(err, context.Canceled) {
		s.Errorf("an Update called off while it waits: %v", err)
	}
	s.view(func(tx kv.Tx) { s.wantNone(tx, "held", "first") }) // readers don't wait

	letGo()
	if err := wait(s, "the Update that was let go", held); err != nil {
		s.Errorf("the Update that held the others up: %v", err)
	}
	s.put("b", "after")
	s.view(func(tx kv.Tx) {
		s.wantValue(tx, "held", "first", "first")
		s.wantKeys(tx, "b", kv.Range{}, []string{"after"})
	})
}

// closeInFlight closes while an Update and a View are in their closures and
// other Updates wait: the first two end as usual, the others are done or
// turned away, and Close returns after all of them.
func closeInFlight(s *suite) {
	s.put("b", "1")
	letGo, held := s.hold("k")
	viewing, stay := make(chan bool), make(chan bool)
	viewed := make(chan error, 1)
	var open atomic.Int32
	open.Store(1)
	go func() {
		viewed <- s.db.View(s.ctx(), func(tx kv.Tx) error {
			close(viewing)
			<-stay
			s.wantValue(tx, "b", "1", "1")
			open.Add(-1)
			return nil
		})
	}()
	wait(s, "a View", viewing)
	waiting := make(chan error, 8)
	for range cap(waiting) {
		go func() {
			waiting <- s.db.Update(s.ctx(), func(tx kv.Tx) error { return putAll(tx, "b", "2") })
		}()
	}
	closed := make(chan error, 1)
	go func() {
		err := s.db.Close()
		if open.Load() != 0 {
			s.Error("Close returned while a View was open")
		}
		closed <- err
	}()
	s.untilClosed()
	letGo()
	if err := wait(s, "an Update under way at Close", held); err != nil {
		s.Errorf("an Update under way at Close: %v", err)
	}
	for range cap(waiting) {
		if err := wait(s, "an Update waiting at Close", waiting); err != nil && !errors.Is(err, kv.ErrClosed) {
			s.Errorf("an Update waiting at Close: %v", err)
		}
	}
	close(stay)
	if err := wait(s, "a View under way at Close", viewed); err != nil {
		s.Errorf("a View under way at Close: %v", err)
	}
	if err := wait(s, "Close", closed); err != nil {
		s.Errorf("Close: %v", err)
	}
	s.wantClosed()
	if s.o.Reopen != nil {
		s.db = s.o.Reopen(s.T, s.db)
		s.view(func(tx kv.Tx) { s.wantValue(tx, "held", "k", "k") })
	}
}

// untilClosed returns once new calls are turned away.
func (s *suite) untilClosed() {
	s.Helper()
	for ctx := s.ctx(); ctx.Err() == nil; runtime.Gosched() {
		if err := s.db.View(ctx, func(kv.Tx) error { return nil }); errors.Is(err, kv.ErrClosed) {
			return
		}
	}
	s.Fatal("calls are let in although Close was called")
}

func (s *suite) wantClosed() {
	s.Helper()
	_, backup := s.db.Backup(s.ctx(), io.Discard)
	for name, err := range map[string]error{
		"View":   s.db.View(s.ctx(), func(kv.Tx) error { return nil }),
		"Update": s.db.Update(s.ctx(), func(kv.Tx) error { return nil }),
		"Backup": backup,
	} {
		if !errors.Is(err, kv.ErrClosed) {
			s.Errorf("%s after Close: %v, want ErrClosed", name, err)
		}
	}
	if err := s.db.Close(); err != nil {
		s.Errorf("closing again: %v", err)
	}
}

// closeUnderLoad closes amid many callers: what was acknowledged is there
// afterwards, what was turned away is not.
func closeUnderLoad(s *suite) {
	const callers = 32
	var acknowledged sync.Map
	var warm sync.WaitGroup
	warm.Add(callers)
	var all sync.WaitGroup
	for c := range callers {
		all.Go(func() {
			for i := 0; ; i++ {
				key := kv.Key(number(c), number(i))
				err := s.db.Update(context.Background(), func(tx kv.Tx) error { return putAll(tx, "b", key) })
				if i == 0 {
					warm.Done()
				}
				if err != nil {
					if !errors.Is(err, kv.ErrClosed) {
						s.Error(err)
					}
					return
				}
				acknowledged.Store(key, true)
			}
		})
	}
	warm.Wait()
	together(2, func(int) {
		if err := s.db.Close(); err != nil {
			s.Error(err)
		}
	})
	all.Wait()
	if s.o.Reopen != nil {
		s.db = s.o.Reopen(s.T, s.db)
		s.wantExactly("b", &acknowledged)
	}
}

func (s *suite) wantExactly(bucket string, want *sync.Map) {
	s.Helper()
	s.view(func(tx kv.Tx) {
		for k := range tx.Scan(bucket, kv.Range{}) {
			if _, ok := want.LoadAndDelete(k); !ok {
				s.Errorf("%q is there and was not acknowledged", k)
			}
		}
		want.Range(func(k, _ any) bool {
			s.Errorf("%q was acknowledged and is not there", k)
			return true
		})
	})
}

func reopen(s *suite) {
	if s.o.Reopen == nil {
		s.Skip("this engine forgets")
	}
	s.put("b", awkward()...)
	s.update(func(tx kv.Tx) error { return errors.Join(tx.Put("b", "empty", nil), tx.Delete("b", "a")) })
	for range 3 {
		s.db = s.o.Reopen(s.T, s.db)
		s.update(func(tx kv.Tx) error { return add(tx, "count", "n", 1) })
	}
	s.view(func(tx kv.Tx) {
		s.wantValue(tx, "count", "n", "3")
		s.wantValue(tx, "b", "empty", "")
		s.wantNone(tx, "b", "a")
		if got, want := len(keys(tx.Scan("b", kv.Range{}))), len(awkward()); got != want {
			s.Errorf("%d keys, want %d", got, want)
		}
	})
}
