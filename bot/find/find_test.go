package find

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestHas: forms of a word are the word, whatever the case and the accents.
func TestHas(t *testing.T) {
	for _, c := range []struct {
		typed, text string
		want        int // words found
	}{
		{"invoice", "the invoices bounced", 1},
		{"Invoicing", "cross with the INVOICES", 1},
		{"double bookings", "lost to double booking", 2},
		{"follow-up", "no follow up came", 2},
		{"cafe", "Café Noir called", 1},
		{"Joerg", "call with Jörg", 1},
		{"Jörg", "Joerg signs", 1},
		{"jorg soerensen", "Jörg and Sørensen", 2},
		{"Müller", "the Muellers", 1},
		{"aarhus", "their plant in Århus", 1},
		{"poet", "a pot of tea", 0},
		{"soc 2", "asked for our SOC2 and SOC 2 reports", 2},
		{"40k", "budget is $40k", 1},
		{"12,000", "12000 lines a day", 1},
		{"Priya's", "Priya decides", 1},
		{"the and of", "the and of", 0},
		{"audit", "nothing of the kind", 0},
		{"склад", "СКЛАД закрыт", 1},
		{"", "anything", 0},
	} {
		q := Read(c.typed)
		if got := q.Has(c.text).Count(); got != c.want {
			t.Errorf("%q in %q: %d words, want %d", c.typed, c.text, got, c.want)
		}
		if got := q.In(Pack(Terms(c.text))).Count(); got != c.want {
			t.Errorf("%q among the terms of %q: %d, want %d", c.typed, c.text, got, c.want)
		}
		if got := FilterOf([]Packed{Pack(Terms(c.text))}).May(q).Count(); got != c.want {
			t.Errorf("%q through the filter of %q: %d, want %d", c.typed, c.text, got, c.want)
		}
	}
}

// TestFilter: what is there is let through always, what isn't seldom.
func TestFilter(t *testing.T) {
	for _, n := range []int{1, 50, 1000, 20_000, 200_000} {
		var lists []Packed
		var there []Term
		for i := range n {
			w := fmt.Sprint("word", i)
			lists, there = append(lists, Pack(Terms(w)), Pack(Terms(w))), append(there, Terms(w)...)
		}
		f := FilterOf(lists)
		if got, most := 64*len(f), 2*bitsPerTerm*n+256; got > 2*most {
			t.Errorf("%d terms take %d bits", n, got)
		}
		for _, term := range there {
			if f.May(Query{Words: []Word{{Term: term}}}) == 0 {
				t.Fatalf("%d terms: one of them is held back", n)
			}
		}
		through := 0
		for i := range 10_000 {
			through += f.May(Read(fmt.Sprint("other", i))).Count()
		}
		if through > 400 {
			t.Errorf("%d terms: %d of 10,000 others are let through", n, through)
		}
	}
}

func TestNear(t *testing.T) {
	var v Vocabulary
	v.Add("the auditors sleep here", "warehouse floods", "handover went badly", "hand over hand", "an audit")
	for typed, want := range map[string]string{
		"auditers": "auditors", "wharehouse": "warehouse", "hadnover": "handover", "ware": "warehouse", "abc": "", "auditors": "", "zzzzzz": "",
	} {
		if got := strings.Join(v.Near(typed, 3), " "); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestAround(t *testing.T) {
	long := strings.Repeat("so on and on ", 30) + "the auditors sleep here " + strings.Repeat("and further on ", 30)
	got := Read("auditor").Around(long, 80)
	if !strings.Contains(got, "the auditors sleep") || !strings.HasPrefix(got, "… ") {
		t.Errorf("%q", got)
	}
	if got := Read("auditor").Around("the auditors sleep here", 80); got != "the auditors sleep here" {
		t.Errorf("%q", got)
	}
	if best, _ := Read("sleep auditors").Best([]string{"they sleep", "the auditors sleep", "auditors"}); best != "the auditors sleep" {
		t.Errorf("%q", best)
	}
}

// FuzzQuery: marks stand where they say, and whatever has a word is found by it.
func FuzzQuery(f *testing.F) {
	f.Add("SOC 2 café", "asked for SOC2, the Café's “invoices”…")
	f.Add("\xff'", "\xff' \u0301")
	f.Fuzz(func(t *testing.T, typed, text string) {
		q := Read(typed)
		for _, m := range q.Marks(text) {
			if m.From < 0 || m.From >= m.To || m.To > len(text) || m.Word >= len(q.Words) {
				t.Fatalf("%+v of %q in %q", m, typed, text)
			}
		}
		terms := Terms(text)
		if !slices.IsSorted(terms) {
			t.Fatal("not in order")
		}
		if has, in := q.Has(text), q.In(Pack(terms)); has&^in != 0 {
			t.Fatalf("%q in %q: has %b, terms say %b", typed, text, has, in)
		}
		q.Around(text, 40)
	})
}
