package memory

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Distance is the number of letters to change, add or leave out to get from a
// to b, whatever their case.
func Distance(a, b string) int {
	return levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b))
}

// nearest is how many customers Nearest offers; longestName how many letters
// of a mistyped name are looked at.
const (
	nearest     = 3
	longestName = 100
)

// Nearest are the customers whose names or aliases are spelt most like name:
// at most a third of the letters differ, from the whole or its first word.
func Nearest(all []Customer, name string) []Customer {
	type near struct {
		c Customer
		d int
	}
	want := Fold(name)
	letters := utf8.RuneCountInString(want)
	if letters == 0 || letters > longestName {
		return nil
	}
	var found []near
	for _, c := range all {
		if d := c.distance(want); d*3 <= letters {
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

// Near reports whether a customer of these names, folded, can be one of those
// that Nearest chooses for a folded name.
func Near(folded []string, want string) bool {
	letters := utf8.RuneCountInString(want)
	if letters == 0 || letters > longestName {
		return false
	}
	near := func(name string) bool {
		// As many letters differ at least as one has more than the other.
		n := utf8.RuneCountInString(name)
		return n <= 2*longestName && max(n-letters, letters-n)*3 <= letters && Distance(name, want)*3 <= letters
	}
	return slices.ContainsFunc(folded, func(name string) bool {
		first, _, _ := strings.Cut(name, " ")
		return near(name) || near(first)
	})
}

// distance is that of the closest of the customer's names to a folded one.
func (c *Customer) distance(want string) int {
	best := longestName
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		have := Fold(name)
		first, _, _ := strings.Cut(have, " ")
		for _, h := range []string{have, first} {
			if utf8.RuneCountInString(h) <= 2*longestName {
				best = min(best, Distance(h, want))
			}
		}
	}
	return best
}
