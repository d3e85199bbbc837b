package memory

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"heed/bot/text"
)

//go:embed words.txt
var wordsFile string

// words are the lists of words.txt, by their heading.
var words = loadWords(wordsFile)

// loadWords reads lists of words under [headings].
func loadWords(file string) map[string]map[string]bool {
	lists := map[string]map[string]bool{}
	for heading, line := range text.Sections(file) {
		if lists[heading] == nil {
			lists[heading] = map[string]bool{}
		}
		for w := range strings.FieldsSeq(line) {
			lists[heading][w] = true
		}
	}
	return lists
}

// Fold makes spellings of one name equal: no case, no accents on Latin
// letters, letters and digits only with single spaces, "&" as "and", without a
// legal form ("Northgate Foods Ltd." → "northgate foods", "Café Noir S.A.S." →
// "cafe noir"). A name of signs alone stays as it is, so that it still equals
// itself.
func Fold(name string) string {
	ws := withoutLegalForm(foldWords(name))
	if len(ws) == 0 {
		return strings.ToLower(strings.TrimSpace(name))
	}
	return strings.Join(ws, " ")
}

// FoldText is Fold for a text that is no name: nothing is taken for a legal
// form.
func FoldText(s string) string { return strings.Join(foldWords(s), " ") }

func withoutLegalForm(ws []string) []string {
	for len(ws) > 1 && words["legal before"][ws[0]] {
		ws = ws[1:]
	}
	for cut := false; len(ws) > 1; cut = true {
		last := ws[len(ws)-1]
		if !words["legal"][last] && !(cut && last == "and") { // "GmbH & Co. KG"
			break
		}
		ws = ws[:len(ws)-1]
	}
	return unattached(ws)
}

// unattached drops a legal form that is written onto a name of one word, as
// in Japanese.
func unattached(ws []string) []string {
	if len(ws) != 1 {
		return ws
	}
	for form := range words["legal attached"] {
		name := strings.TrimSuffix(strings.TrimPrefix(ws[0], form), form)
		if name != "" {
			ws = []string{name}
		}
	}
	return ws
}

var dropMarks = strings.NewReplacer("'", "", "’", "", "ʼ", "", "&", " and ", "+", " and ")

// foldWords are the words of s, folded as in Fold.
func foldWords(s string) []string {
	if text.IsASCII(s) { // most texts, each compared with all that is known
		s = strings.ToLower(s)
	} else {
		s = cases.Fold().String(text.WithoutAccents(norm.NFKC.String(s)))
	}
	return strings.FieldsFunc(dropMarks.Replace(withoutDots(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// withoutDots joins the letters of an abbreviation: "s.p.a." → "spa". A dot
// between longer words parts them.
func withoutDots(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	fields := strings.Fields(s)
	for i, f := range fields {
		parts := strings.Split(strings.Trim(f, ".,()"), ".")
		if len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) != 1 }) {
			fields[i] = strings.Join(parts, "")
		}
	}
	return strings.Join(fields, " ")
}

// Find returns the customers that name may mean. If one is called exactly so,
// it is the only one, and a name counts before an alias: "Northgate" is
// Northgate although there is a Northgate Foods. Else it is all whose name or
// alias resembles it, in their order; whether one of them is meant, a person
// has to say.
func Find(all []Customer, name string) []Customer {
	n := Fold(name)
	if n == "" {
		return nil
	}
	for _, is := range []func(c *Customer) bool{
		func(c *Customer) bool { return Fold(c.Name) == n },
		func(c *Customer) bool { return c.Called(name) },
		func(c *Customer) bool { return c.resembles(n) },
	} {
		var found []Customer
		for _, c := range all {
			if is(&c) {
				found = append(found, c)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func (c *Customer) resembles(want string) bool {
	return resembles(Fold(c.Name), want) ||
		slices.ContainsFunc(c.Aliases, func(a string) bool { return resembles(Fold(a), want) })
}

// leastPrefix is how many letters are enough to begin a name with.
const leastPrefix = 3

// resembles reports whether one folded name begins with the other's letters
// or one holds all words of the other.
func resembles(have, want string) bool {
	if have == "" || want == "" {
		return false
	}
	if utf8.RuneCountInString(want) >= leastPrefix && strings.HasPrefix(have, want) {
		return true
	}
	return holds(have, want) || holds(want, have)
}

func holds(long, short string) bool {
	all := strings.Fields(long)
	for w := range strings.FieldsSeq(short) {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}
