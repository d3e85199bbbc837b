package call

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unglue gives the older Teams transcript back its line breaks, which a paste
// can lose: times, name, speech. Where a name ends has to be told from the
// text: it is the shortest run of two words or more that stands more than
// once after times and goes on in different ways. If that leaves a single
// piece of speech without a name, ok is false: two people of one first name,
// or one who speaks once, must not be mixed up.
func unglue(lines []string) (out []string, ok bool) {
	words := strings.Fields(strings.Join(lines, " "))
	var pieces [][]string
	for i := 0; i < len(words); i++ {
		switch n := len(pieces); {
		case i+2 < len(words) && words[i+1] == "-->" && isStamp(words[i]) && isStamp(words[i+2]):
			pieces = append(pieces, words[i:i+3:i+3])
			i += 2
		case n == 0:
			return nil, false // words before the first times
		default:
			pieces[n-1] = append(pieces[n-1], words[i])
		}
	}
	names := newNameEnds(pieces)
	for _, p := range pieces {
		n := names.length(p[3:])
		if n == 0 {
			return nil, false
		}
		out = append(out, strings.Join(p[:3], " "), strings.Join(p[3:3+n], " "), strings.Join(p[3+n:], " "), "")
	}
	return out, len(out) > 0
}

func isStamp(s string) bool {
	_, rest, ok := readStamp(s)
	return ok && rest == ""
}

const maxGluedName = 5 // words

// nameEnds counts how pieces of speech begin, to see where names end.
type nameEnds struct {
	count map[string]int             // of a beginning
	next  map[string]map[string]bool // words that follow it
}

func newNameEnds(pieces [][]string) nameEnds {
	e := nameEnds{map[string]int{}, map[string]map[string]bool{}}
	for _, p := range pieces {
		p = p[3:]
		for n := 2; n <= maxGluedName && n < len(p); n++ {
			head := strings.Join(p[:n], " ")
			e.count[head]++
			if e.next[head] == nil {
				e.next[head] = map[string]bool{}
			}
			e.next[head][p[n]] = true
		}
	}
	return e
}

// length is the number of words of the name that a piece begins with; 0 if it
// can't be told.
func (e nameEnds) length(words []string) int {
	for n := 2; n <= maxGluedName && n < len(words); n++ {
		head := strings.Join(words[:n], " ")
		first, _ := utf8.DecodeRuneInString(words[0])
		last, _ := utf8.DecodeRuneInString(words[n-1])
		switch {
		case e.count[head] < 2:
			return 0
		case len(e.next[head]) > 1 && unicode.IsUpper(first) && unicode.IsUpper(last) && isNameLike(head):
			return n
		}
	}
	return 0
}
