package memory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Distance is the number of letters to change, add or leave out to get from a
// to b, whatever their case.
func Distance(a, b string) int {
	return levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b))
}

// nearest is how many customers Nearest offers.
const nearest = 3

// Nearest are the customers whose names are spelt most like name: at most a
// third of the letters differ, from the whole name or its first word.
func Nearest(all []Customer, name string) []Customer {
	type near struct {
		c Customer
		d int
	}
	want := Fold(name)
	var found []near
	for _, c := range all {
		have := Fold(c.Name)
		first, _, _ := strings.Cut(have, " ")
		d := min(Distance(have, want), Distance(first, want))
		if want != "" && d*3 <= len(want) {
			found = append(found, near{c, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.d, b.d) })
	out := make([]Customer, 0, nearest)
	for _, n := range found[:min(len(found), nearest)] {
		out = append(out, n.c)
	}
	return out
}
