package followup

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed effort.txt
var effortFile string

var effortWords = sync.OnceValue(func() []string {
	var out []string
	for line := range strings.Lines(effortFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.TrimSuffix(line, "e")) // preparing
		}
	}
	return out
})

// TakesADay reports whether what was promised needs about a day's work, by
// the words of effort.txt: a questionnaire has to be filled in, a pricing is
// just sent.
func TakesADay(action string) bool {
	s := " " + strings.Join(strings.FieldsFunc(strings.ToLower(action), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	for _, w := range effortWords() {
		at := strings.Index(s, " "+w)
		if at < 0 {
			continue
		}
		rest := s[at+1+len(w):]
		ending, _, _ := strings.Cut(rest, " ")
		if len(ending) <= len("ing") {
			return true
		}
	}
	return false
}
