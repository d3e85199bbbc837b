package story

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed question.txt
var openingsFile string

var openings = sync.OnceValue(func() (out []string) {
	for line := range strings.Lines(openingsFile) {
		if w := strings.TrimSpace(line); w != "" && !strings.HasPrefix(w, "#") {
			out = append(out, w)
		}
	}
	return out
})

// How many words a question has that says something by itself and is read in
// a breath.
const (
	questionFrom = 6
	questionTo   = 35
)

// Sharable reports whether a question can be understood, and asked elsewhere,
// without the call that it is from: it begins as one, and holds no number,
// mention or channel. That it names nobody is for the caller to see.
func Sharable(q string) bool {
	words := strings.Fields(q)
	if len(words) < questionFrom || len(words) > questionTo || !strings.HasSuffix(words[len(words)-1], "?") || strings.ContainsAny(q, "0123456789@#") {
		return false
	}
	return slices.Contains(openings(), strings.ToLower(strings.Trim(words[0], `"“”'’,.`)))
}
