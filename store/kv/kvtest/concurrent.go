package kvtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"heed/store/kv"
)

// readInt reads a decimal counter; 0 if there is none.
func readInt(tx kv.Tx, bucket, key string) int {
	v, _ := tx.Get(bucket, key)
	n, _ := strconv.Atoi(string(v))
	return n
}

func writeInt(tx kv.Tx, bucket, key string, n int) error {
	return tx.Put(bucket, key, []byte(strconv.Itoa(n)))
}

func add(tx kv.Tx, bucket, key string, n int) error {
	return writeInt(tx, bucket, key, readInt(tx, bucket, key)+n)
}

// together runs fn n times at once and waits for all.
func together(n int, fn func(i int)) {
	var start, end sync.WaitGroup
	start.Add(1)
	for i := range n {
		end.Go(func() {
			start.Wait()
			fn(i)
		})
	}
	start.Done()
	end.Wait()
}

func noLostUpdate(s *suite) {
	const callers, each = 16, 25
	ctx := s.ctx()
	together(callers, func(int) {
		for range each {
			err := s.db.Update(ctx, func(tx kv.Tx) error { return add(tx, "b", "n", 1) })
			if err != nil {
				s.Error(err)
			}
		}
	})
	s.view(func(tx kv.Tx) { s.wantValue(tx, "b", "n", strconv.Itoa(callers*each)) })
}

// noWriteSkew: two people on call, each may leave if the other stays. Under
// mere snapshot isolation both do.
func noWriteSkew(s *suite) {
	ctx := s.ctx()
	for round := range 40 {
		bucket := "round" + strconv.Itoa(round)
		people := []string{"ana", "ben"}
		s.put(bucket, people...)
		together(2, func(i int) {
			err := s.db.Update(ctx, func(tx kv.Tx) error {
				if len(keys(tx.Scan(bucket, kv.Range{}))) < 2 {
					return nil
				}
				return tx.Delete(bucket, people[i])
			})
			if err != nil {
				s.Error(err)
			}
		})
		s.view(func(tx kv.Tx) {
			if left := keys(tx.Scan(bucket, kv.Range{})); len(left) != 1 {
				s.Errorf("round %d: on call at the end: %q, want one", round, left)
			}
		})
	}
}

// uniqueKeys: 64 callers race for one key, several times over.
func uniqueKeys(s *suite) {
	const callers = 64
	errTaken := errors.New("taken")
	ctx := s.ctx()
	for round := range 5 {
		key := kv.Key("T1", "event", strconv.Itoa(round))
		var won atomic.Int32
		var winner atomic.Value
		together(callers, func(i int) {
			me := strconv.Itoa(i)
			err := s.db.Update(ctx, func(tx kv.Tx) error {
				if _, ok := tx.Get("inbox", key); ok {
					return errTaken
				}
				return errors.Join(tx.Put("inbox", key, []byte(me)), add(tx, "count", key, 1))
			})
			switch {
			case err == nil:
				won.Add(1)
				winner.Store(me)
			case !errors.Is(err, errTaken):
				s.Error(err)
			}
		})
		if won.Load() != 1 {
			s.Fatalf("%d callers inserted %q", won.Load(), key)
		}
		s.view(func(tx kv.Tx) {
			s.wantValue(tx, "inbox", key, winner.Load().(string))
			s.wantValue(tx, "count", key, "1")
		})
	}
}

// neighboursOfFailures mixes callers that succeed with callers that fail,
// before and after writing, panic, or are called off: each of the first kind
// must take effect once, the others never. An engine that groups must not let
// them share their fate.
func neighboursOfFailures(s *suite) {
	const callers, each = 24, 12
	ctx := s.ctx()
	together(callers, func(i int) {
		for j := range each {
			me := fmt.Sprintf("%02d-%02d", i, j)
			p, err := s.misbehave(ctx, (i+j)%6, me)
			if kind := (i + j) % 6; (kind < 2) != (err == nil && p == nil) {
				s.Errorf("%s, kind %d: error %v, panic %v", me, kind, err, p)
			}
		}
	})
	s.view(func(tx kv.Tx) {
		for i := range callers {
			for j := range each {
				me := fmt.Sprintf("%02d-%02d", i, j)
				if (i+j)%6 < 2 {
					s.wantValue(tx, "mine", me, "1")
				} else {
					s.wantNone(tx, "mine", me)
				}
			}
		}
		s.wantValue(tx, "all", "n", strconv.Itoa(callers*each/3))
	})
}

func (s *suite) misbehave(ctx context.Context, kind int, me string) (panicked any, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer func() { panicked = recover() }()
	return nil, s.db.Update(ctx, func(tx kv.Tx) error {
		if kind == 2 {
			return errOnPurpose
		}
		if err := errors.Join(add(tx, "mine", me, 1), add(tx, "all", "n", 1)); err != nil {
			return err
		}
		switch kind {
		case 3:
			return errOnPurpose
		case 4:
			panic(me)
		case 5:
			cancel()
		}
		return nil
	})
}

func snapshot(s *suite) {
	s.put("b", "1", "2", "3")
	begun, written := make(chan bool), make(chan bool)
	go func() {
		defer close(written)
		<-begun
		s.update(func(tx kv.Tx) error {
			return errors.Join(tx.Delete("b", "1"), tx.Put("b", "2", []byte("new")), putAll(tx, "b", "4"), putAll(tx, "c", "1"))
		})
	}()
	s.view(func(tx kv.Tx) {
		s.wantValue(tx, "b", "1", "1")
		close(begun)
		wait(s, "a writer beside a reader", written)
		s.wantValue(tx, "b", "1", "1")
		s.wantValue(tx, "b", "2", "2")
		s.wantKeys(tx, "b", kv.Range{}, []string{"1", "2", "3"})
		s.wantKeys(tx, "c", kv.Range{}, nil)
	})
	s.view(func(tx kv.Tx) {
		s.wantKeys(tx, "b", kv.Range{}, []string{"2", "3", "4"})
		s.wantValue(tx, "b", "2", "new")
	})
}

// readerDoesNotBlockWriter lets the database grow by some 20 MB while one
// reader is in the middle of a scan.
func readerDoesNotBlockWriter(s *suite) {
	s.put("b", "1", "2", "3")
	chunk := make([]byte, 512<<10)
	grow := func() error {
		for i := range 40 {
			err := s.db.Update(s.ctx(), func(tx kv.Tx) error { return tx.Put("big", number(i), chunk) })
			if err != nil {
				return err
			}
		}
		return nil
	}
	s.view(func(tx kv.Tx) {
		for k := range tx.Scan("b", kv.Range{}) {
			if k != "2" {
				continue
			}
			grown := make(chan error, 1)
			go func() { grown <- grow() }()
			if err := wait(s, "writing beside a reader", grown); err != nil {
				s.Error(err)
			}
		}
		s.wantKeys(tx, "big", kv.Range{}, nil)
	})
}

// accounts is how many accounts transfer moves money between; each begins
// with 100.
const accounts = 10

func (s *suite) openAccounts() {
	s.update(func(tx kv.Tx) error {
		var errs []error
		for i := range accounts {
			errs = append(errs, writeInt(tx, "account", number(i), 100))
		}
		return errors.Join(errs...)
	})
}

// transfer moves money and keeps a journal with its own count.
func transfer(tx kv.Tx, from, to, n int) error {
	next := readInt(tx, "meta", "entries")
	return errors.Join(
		add(tx, "account", number(from), -n), add(tx, "account", number(to), n),
		tx.Put("journal", number(next), []byte("entry")), writeInt(tx, "meta", "entries", next+1))
}

// balanced says what is wrong with a state that is not between transfers.
func balanced(tx kv.Tx) error {
	sum := 0
	for i := range accounts {
		sum += readInt(tx, "account", number(i))
	}
	entries, journal := readInt(tx, "meta", "entries"), len(keys(tx.Scan("journal", kv.Range{})))
	if sum != accounts*100 || entries != journal {
		return fmt.Errorf("sum is %d, want %d; %d entries counted, %d in the journal", sum, accounts*100, entries, journal)
	}
	return nil
}

// underTransfers runs fn while several writers transfer.
func (s *suite) underTransfers(fn func()) {
	s.openAccounts()
	ctx, cancel := context.WithCancel(s.ctx())
	var writers sync.WaitGroup
	begun := make(chan bool, 3)
	for w := range cap(begun) {
		writers.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				err := s.db.Update(ctx, func(tx kv.Tx) error { return transfer(tx, (i+w)%accounts, i*7%accounts, i%13) })
				if err != nil && !errors.Is(err, context.Canceled) {
					s.Error(err)
				}
				if i == 0 {
					begun <- true
				}
			}
		})
	}
	for range cap(begun) {
		wait(s, "the first transfers", begun)
	}
	fn()
	cancel()
	writers.Wait()
}

func consistentReaders(s *suite) {
	s.underTransfers(func() {
		for range 30 {
			if err := s.db.View(s.ctx(), balanced); err != nil {
				s.Fatal(err)
			}
		}
	})
}
