package memory

import (
	"fmt"
	"testing"

	"heed/bot/analyze"
)

// BenchmarkMerge compares a fact with two thousand known ones.
func BenchmarkMerge(b *testing.B) {
	var known []Fact
	for i := range 2000 {
		known = append(known, Fact{ID: fmt.Sprint("M-", i), Kind: analyze.FactPain, Text: fmt.Sprintf("the %d lorries on bay %d wait until noon", i, i%7)})
	}
	f := Fact{Kind: analyze.FactPain, Text: "month-end takes them nine days"}
	for b.Loop() {
		if Merge(known, f) >= 0 {
			b.Fatal("merged")
		}
		Supersede(known, &f)
	}
}
