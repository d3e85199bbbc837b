package memory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"heed/bot/analyze"
	"heed/bot/text"
)

// SamePerson reports whether two names may be one person's: one is the
// other's first name, or they are spelt alike but for one letter or the way
// that umlauts are written ("Jörg", "Jorg", "Joerg").
func SamePerson(a, b string) bool {
	x, y := Fold(a), Fold(b)
	if named(x, y) || x != "" && y != "" && misspelt(x, y) {
		return true
	}
	return (!text.IsASCII(a) || !text.IsASCII(b)) && named(Fold(text.Transcribed(a)), Fold(text.Transcribed(b)))
}

// named reports whether of two folded names one is the other or its first
// words.
func named(x, y string) bool {
	return x != "" && y != "" && (x == y || strings.HasPrefix(x, y+" ") || strings.HasPrefix(y, x+" "))
}

// leastSpelt is how many letters a name has at least for one of them to be a
// slip: Jan and Dan are two people.
const leastSpelt = 5

func misspelt(a, b string) bool {
	return min(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) >= leastSpelt && a[:1] == b[:1] && Distance(a, b) == 1
}

// KnownAs puts the fullest of the known names into facts: "Priya" who is
// Priya Nair in another call. What somebody put right stays as they put it.
func KnownAs(facts []Fact, names []string) []Fact {
	known := slices.Clone(names)
	for _, f := range facts {
		if f.About != "" {
			known = append(known, f.About)
		}
	}
	out := slices.Clone(facts)
	for i := range out {
		f := &out[i]
		whole := Whole(f.About, known)
		if f.About == "" || f.Said != "" || !strings.HasPrefix(Fold(whole), Fold(f.About)+" ") {
			continue
		}
		if rest, ok := strings.CutPrefix(f.Text, f.About+", "); ok && f.Kind == analyze.FactPerson {
			f.Text = whole + ", " + rest
		}
		f.About = whole
	}
	return out
}

// Whole is the fullest of the known names that a name may stand for, or name
// itself: "Priya" is Priya Nair. Where it may stand for two people it stays
// as it is.
func Whole(name string, known []string) string {
	best := name
	for _, k := range known {
		if !SamePerson(name, k) {
			continue
		}
		switch {
		case best != name && !SamePerson(best, k):
			return name
		case len(Fold(k)) > len(Fold(best)):
			best = k
		}
	}
	return best
}
