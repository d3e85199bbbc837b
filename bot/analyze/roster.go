package analyze

import (
	"slices"
	"strings"
	"unicode"
)

// roster is a list of names by the words that they are made of: a long note
// names hundreds of people, and asks for each of them again and again.
type roster struct {
	size   int
	byWord map[string][]int // word in lower case → the names that have it, in order
}

func newRoster(lists ...[]string) *roster {
	r := &roster{byWord: map[string][]int{}}
	for _, names := range lists {
		for _, name := range names {
			for _, w := range strings.FieldsFunc(strings.ToLower(name), divides) {
				if has := r.byWord[w]; len(has) == 0 || has[len(has)-1] != r.size {
					r.byWord[w] = append(has, r.size)
				}
			}
			r.size++
		}
	}
	return r
}

// divides reports whether a rune stands between the words of a name.
func divides(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '-' }

// holds reports whether the roster has the name, or one that has all of its
// words ("Priya" for "Priya Nair").
func (r *roster) holds(name string) bool { return r.holdsBeside(name, -1) }

// holdsBeside is holds for names other than one.
func (r *roster) holdsBeside(name string, but int) bool {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "@"), ".", " ")))
	if len(words) == 0 {
		return false
	}
	rarest := slices.MinFunc(words, func(a, b string) int { return len(r.byWord[a]) - len(r.byWord[b]) })
	return slices.ContainsFunc(r.byWord[rarest], func(i int) bool {
		if i == but {
			return false
		}
		for _, w := range words {
			if _, has := slices.BinarySearch(r.byWord[w], i); !has {
				return false
			}
		}
		return true
	})
}

// named reports whether a few names hold the name.
func named(names []string, name string) bool { return newRoster(names).holds(name) }

// isMentioned reports whether a call's head or the options name somebody.
func (d *document) isMentioned(name string) bool {
	if d.mentioned == nil {
		d.mentioned = newRoster(d.Call.Mentions, d.Opt.People)
	}
	return d.mentioned.holds(name)
}
