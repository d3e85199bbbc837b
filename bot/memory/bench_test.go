package memory

import (
	"fmt"
	"slices"
	"testing"

	"heed/bot/analyze"
)

// BenchmarkKnown compares the six facts of a note with two thousand known ones.
func BenchmarkKnown(b *testing.B) {
	kinds := []analyze.FactKind{analyze.FactPain, analyze.FactGoal, analyze.FactBudget, analyze.FactDate, analyze.FactNeed}
	var known []Fact
	for i := range 2000 {
		known = append(known, Fact{ID: fmt.Sprint("M-", i), Kind: kinds[i%len(kinds)], Text: fmt.Sprintf("the %d lorries on bay %d wait until noon", i, i%7)})
	}
	for b.Loop() {
		k := NewKnown(slices.Clone(known))
		for i := range 6 {
			f := Fact{ID: fmt.Sprint("N-", i), Kind: kinds[i%len(kinds)], Text: fmt.Sprintf("month-end takes them %d days", i)}
			if k.Merge(f) >= 0 {
				b.Fatal("merged")
			}
			k.Supersede(k.Add(f))
		}
	}
}
