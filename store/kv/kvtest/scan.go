package kvtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"heed/store/kv"
)

// awkward is every string of one to three of the bytes that break naive
// bounds and encodings, in byte order.
func awkward() []string {
	alphabet := []string{"\x00", "\x01", "/", "a", "\x7f", "\x80", "\xff"}
	level, all := []string{""}, []string{}
	for range 3 {
		var next []string
		for _, p := range level {
			for _, c := range alphabet {
				next = append(next, p+c)
			}
		}
		level = next
		all = append(all, level...)
	}
	slices.Sort(all)
	return all
}

func scanOrder(s *suite) {
	want := awkward()
	shuffled := slices.Clone(want)
	s.rng().Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	s.put("b", shuffled...)
	s.put("a", "not", "these")
	s.put("c", "nor", "those")
	s.view(func(tx kv.Tx) {
		for k, v := range tx.Scan("b", kv.Range{}) {
			if k != string(v) {
				s.Fatalf("key %q comes with value %q", k, v)
			}
		}
		s.wantKeys(tx, "b", kv.Range{}, want)
		slices.Reverse(want)
		s.wantKeys(tx, "b", kv.Range{Reverse: true}, want)
	})
}

func (s *suite) wantKeys(tx kv.Tx, bucket string, r kv.Range, want []string) {
	s.Helper()
	if got := keys(tx.Scan(bucket, r)); !slices.Equal(got, want) {
		s.Errorf("Scan(%q, %+v) = %.300q; want %.300q", bucket, r, got, want)
	}
}

// scanRanges compares ranges of every kind with their plain definition.
func scanRanges(s *suite) {
	all := awkward()
	// Leave holes, so that bounds fall on keys and between them.
	stored := slices.DeleteFunc(slices.Clone(all), func(k string) bool { return len(k) == 2 && k[1] != '/' })
	s.put("b", stored...)
	bounds := []string{"", "\x00", "\x01\x00", "/", "a", "a/", "a\xff", "a\xff\xff", "b", "\x7f\xff", "\xff", "\xff\xff", "\xff\xff\xff\xff"}
	s.view(func(tx kv.Tx) {
		for _, prefix := range bounds {
			for _, from := range bounds {
				for _, to := range bounds {
					s.checkRange(tx, stored, kv.Range{Prefix: prefix, From: from, To: to})
				}
			}
		}
	})
}

func (s *suite) checkRange(tx kv.Tx, stored []string, r kv.Range) {
	var want []string
	for _, k := range stored {
		if strings.HasPrefix(k, r.Prefix) && k >= r.From && (r.To == "" || k < r.To) {
			want = append(want, k)
		}
	}
	s.wantKeys(tx, "b", r, want)
	r.Limit = 3
	s.wantKeys(tx, "b", r, want[:min(3, len(want))])
	slices.Reverse(want)
	r.Reverse = true
	s.wantKeys(tx, "b", r, want[:min(3, len(want))])
	r.Limit = 0
	s.wantKeys(tx, "b", r, want)
}

func scanLeavesEarly(s *suite) {
	s.put("b", "1", "2", "3")
	s.view(func(tx kv.Tx) {
		for k := range tx.Scan("b", kv.Range{}) {
			if k == "2" {
				break
			}
		}
		s.wantKeys(tx, "b", kv.Range{}, []string{"1", "2", "3"})
	})
	s.put("b", "4") // a scan left open would hold this up
}

// scanTwice: a scan is a description; each range over it starts anew.
func scanTwice(s *suite) {
	s.put("b", "1", "2")
	s.update(func(tx kv.Tx) error {
		seq := tx.Scan("b", kv.Range{Limit: 3})
		if got := keys(seq); !slices.Equal(got, []string{"1", "2"}) {
			s.Errorf("first: %q", got)
		}
		err := putAll(tx, "b", "0", "3", "4")
		if got := keys(seq); !slices.Equal(got, []string{"0", "1", "2"}) {
			s.Errorf("second: %q", got)
		}
		return err
	})
}

func deleteWhileRanging(s *suite) {
	const n = 3000
	var all []string
	for i := range n {
		all = append(all, number(i))
	}
	for _, reverse := range []bool{false, true} {
		s.put("b", all...)
		seen := 0
		s.update(func(tx kv.Tx) error {
			seen = 0
			for k := range tx.Scan("b", kv.Range{Reverse: reverse}) {
				seen++
				if err := tx.Delete("b", k); err != nil {
					return err
				}
			}
			s.wantKeys(tx, "b", kv.Range{}, nil)
			return nil
		})
		if seen != n {
			s.Errorf("reverse %v: %d of %d keys seen while deleting them", reverse, seen, n)
		}
		s.view(func(tx kv.Tx) { s.wantKeys(tx, "b", kv.Range{}, nil) })
	}
}

// putWhileRanging changes what lies ahead (seen), behind (not seen) and next.
func putWhileRanging(s *suite) {
	for _, reverse := range []bool{false, true} {
		bucket := fmt.Sprint("b", reverse)
		s.put(bucket, "10", "20", "30", "40", "50")
		first, ahead, behind, next, last := "10", "35", "05", "20", "50"
		want := []string{"10", "30", "35", "40", "50=new"}
		if reverse {
			first, ahead, behind, next, last = "50", "25", "55", "40", "10"
			want = []string{"50", "30", "25", "20", "10=new"}
		}
		var got []string
		s.update(func(tx kv.Tx) error {
			got = nil
			for k, v := range tx.Scan(bucket, kv.Range{Reverse: reverse}) {
				if string(v) != k {
					k += "=" + string(v)
				}
				got = append(got, k)
				if k != first {
					continue
				}
				err := errors.Join(putAll(tx, bucket, ahead, behind), tx.Delete(bucket, next),
					tx.Delete(bucket, k), tx.Put(bucket, last, []byte("new")), tx.Put("other", k, nil))
				if err != nil {
					return err
				}
			}
			return nil
		})
		if !slices.Equal(got, want) {
			s.Errorf("reverse %v: yields %q, want %q", reverse, got, want)
		}
	}
}

func manyDeletes(s *suite) {
	const n = 10_000
	pad := make([]byte, 100)
	s.update(func(tx kv.Tx) error {
		for i := range n {
			if err := tx.Put("b", number(i), pad); err != nil {
				return err
			}
		}
		return nil
	})
	s.update(func(tx kv.Tx) error {
		for i := range n {
			if i == n/2 {
				continue
			}
			if err := tx.Delete("b", number(i)); err != nil {
				return err
			}
		}
		return nil
	})
	s.view(func(tx kv.Tx) { s.wantKeys(tx, "b", kv.Range{}, []string{number(n / 2)}) })
	s.put("b", number(1))
	s.view(func(tx kv.Tx) { s.wantKeys(tx, "b", kv.Range{}, []string{number(1), number(n / 2)}) })
}

// pagingUnderInserts pages forward and back while records come in before,
// between and after: each page in a transaction of its own, going on from the
// last key. What was there at first is seen once and in order.
func pagingUnderInserts(s *suite) {
	for i := range 50 {
		s.put("b", number(i*10))
	}
	for _, reverse := range []bool{false, true} {
		var seen []string
		r := kv.Range{Limit: 7, Reverse: reverse}
		for page := 0; ; page++ {
			var got []string
			s.view(func(tx kv.Tx) { got = keys(tx.Scan("b", r)) })
			if len(got) == 0 {
				break
			}
			seen = append(seen, got...)
			if reverse {
				r.To = got[len(got)-1]
			} else {
				r.From = got[len(got)-1] + "\x00"
			}
			if page > 15 {
				continue // or there would be a next page for ever
			}
			s.put("b", number(page*10+1), number(page*70+3), number(490-page*10-2), "~"+number(page))
		}
		s.checkPages(seen, reverse)
	}
}

func (s *suite) checkPages(seen []string, reverse bool) {
	s.Helper()
	inOrder := slices.IsSorted(seen)
	if reverse {
		slices.Reverse(seen)
		inOrder = slices.IsSorted(seen)
	}
	if !inOrder || len(slices.Compact(slices.Clone(seen))) != len(seen) {
		s.Errorf("reverse %v: out of order or seen twice: %q", reverse, seen)
	}
	for i := range 50 {
		if _, ok := slices.BinarySearch(seen, number(i*10)); !ok {
			s.Errorf("reverse %v: %s was never seen", reverse, number(i*10))
		}
	}
}
