package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/store/kv"
	"heed/store/seal"
)

// TestListsExact compares the lists, after many random operations of which
// some are rolled back, with what follows from the records.
func TestListsExact(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{Keys: seal.Memory()})
		rnd := rand.New(rand.NewPCG(5, 8))
		want := map[string]string{} // list and id → words
		boom := errors.New("boom")
		for round := range 150 {
			seed := rnd.Uint64()
			var next map[string]string
			err := s.Update(t.Context(), func(tx *Tx) error {
				next = maps.Clone(want)
				rnd := rand.New(rand.NewPCG(seed, 1))
				for range 1 + rnd.IntN(8) {
					if err := change(tx, rnd, next); err != nil {
						return err
					}
				}
				if round%5 == 0 {
					return boom
				}
				return nil
			})
			switch {
			case err == nil:
				want = next
			case !errors.Is(err, boom):
				t.Fatal(err)
			}
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if got := listedNow(t, s); !maps.Equal(got, want) {
			t.Errorf("%d are listed, %d should be", len(got), len(want))
			for k, w := range want {
				if got[k] != w {
					t.Errorf("%s: %q, want %q", k, got[k], w)
				}
			}
		}
	})
}

// change puts or deletes a record, and notes where it should be listed.
func change(tx *Tx, rnd *rand.Rand, want map[string]string) error {
	customer, n := fmt.Sprint("C-", 1+rnd.IntN(2)), rnd.IntN(300)
	words := fmt.Sprintf("word%d %s", rnd.IntN(50), strings.Repeat(fmt.Sprintf("longer%d ", rnd.IntN(1000)), rnd.IntN(2)))
	many := make([]string, rnd.IntN(200))
	for i := range many {
		many[i] = fmt.Sprintf("x%d", rnd.IntN(5000))
	}
	words += strings.Join(many, " ")
	gone := rnd.IntN(3) == 0
	terms := string(find.Pack(find.Terms(words)))
	note := func(list, id string) {
		if delete(want, list+" "+id); !gone {
			want[list+" "+id] = terms
		}
	}
	switch rnd.IntN(3) {
	case 0:
		f := memory.Fact{Team: "T1", Customer: customer, ID: fmt.Sprint("M-", n), Text: words}
		note("T1/"+customer, f.ID)
		if gone && rnd.IntN(2) == 0 {
			f.State = memory.Dropped
		} else if gone {
			return Facts.Delete(tx, Facts.Key(&f))
		}
		return Facts.Put(tx, &f)
	case 1: // which changes its customer
		f := followup.FollowUp{Team: "T1", Customer: customer, ID: fmt.Sprint("F-", n), Action: words, State: followup.Open, Owner: "U1"}
		delete(want, "T1/C-1 "+f.ID)
		delete(want, "T1/C-2 "+f.ID)
		note("T1/"+customer, f.ID)
		if gone {
			return FollowUps.Delete(tx, FollowUps.Key(&f))
		}
		return FollowUps.Put(tx, &f)
	default:
		src := Source{Team: "T1", Call: fmt.Sprint("K-", n), Rep: "U1", Terms: find.Packed(terms)}
		delete(want, "T1/U1/C-1 "+src.Call)
		delete(want, "T1/U1/"+src.Call+" "+src.Call)
		list := "T1/U1/" + src.Call
		if rnd.IntN(2) == 0 {
			src.Customer, list = "C-1", "T1/U1/C-1"
		}
		if gone = gone || terms == ""; gone {
			return Sources.Delete(tx, Sources.Key(&src))
		}
		note(list, src.Call)
		return Sources.Put(tx, &src)
	}
}

// listedNow is all that stands in lists, by list and id.
func listedNow(t *testing.T, s *Store) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := s.View(t.Context(), func(tx *Tx) error {
		for seg, err := range Segments.Scan(tx, TeamPrefix("T1")) {
			if err != nil {
				return err
			}
			if len(seg.docs) == 0 || len(seg.docs) > 1 && seg.size() > 2*segmentSize {
				t.Errorf("a segment of %d records, %d bytes", len(seg.docs), seg.size())
			}
			for _, d := range seg.docs {
				key := strings.TrimSuffix(seg.list().Prefix, "/") + " " + d.id
				if _, twice := got[key]; twice {
					t.Errorf("%s is listed twice", key)
				}
				got[key] = string(d.terms)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestCheckFindsLists: what is missing in a list, and what is too much in it,
// is told.
func TestCheckFindsLists(t *testing.T) {
	s, err := Open(t.Context(), kv.NewMemory(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f := memory.Fact{Team: "T1", Customer: "C-1", ID: "M-1", Text: "they lose two hours"}
	l := listedFact(&f)
	for name, spoil := range map[string]func(tx *Tx) error{
		"missing": func(tx *Tx) error { return tx.unlist(&l) },
		"other":   func(tx *Tx) error { o := l; o.texts = []string{"else"}; return tx.list(&o) },
		"extra":   func(tx *Tx) error { o := l; o.id = "M-2"; return tx.list(&o) },
	} {
		err := s.Update(t.Context(), func(tx *Tx) error {
			return errors.Join(Facts.Delete(tx, "T1/C-1/M-1"), Facts.Delete(tx, "T1/C-1/M-2"), Facts.Put(tx, &f), spoil(tx))
		})
		if err != nil {
			t.Fatal(name, err)
		}
		if s.Check(t.Context()) == nil {
			t.Errorf("%s: nobody notices", name)
		}
		if err := s.Update(t.Context(), func(tx *Tx) error { o := l; o.id = "M-2"; return errors.Join(tx.unlist(&o), tx.list(&l)) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// FuzzSegment: whatever is read is written the same again.
func FuzzSegment(f *testing.F) {
	s := Segment{Team: "T1", Scope: "C-1", First: "M-000000000001", docs: []doc{{"M-1", find.Pack(find.Terms("two words"))}}}
	raw, _ := s.MarshalBinary()
	f.Add(raw)
	f.Add(slices.Concat(raw, []byte{3}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var a, b Segment
		if a.UnmarshalBinary(raw) != nil {
			return
		}
		again, err := a.MarshalBinary()
		if err = errors.Join(err, b.UnmarshalBinary(again)); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%v, then %v", a, b)
		}
	})
}
