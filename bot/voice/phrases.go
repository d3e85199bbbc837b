package voice

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed phrases.txt
var phrasesFile string

// phrase is one line of phrases.txt.
type phrase struct{ key, words string }

// phrases are the lines of phrases.txt by section, in their order.
var phrases = sync.OnceValue(func() map[string][]phrase {
	out := map[string][]phrase{}
	section := ""
	for line := range strings.Lines(phrasesFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		default:
			key, words, _ := strings.Cut(line, ": ")
			out[section] = append(out[section], phrase{key, words})
		}
	}
	return out
})

// say looks a phrase up; "" if there is none.
func say(section, key string) string {
	for _, p := range phrases()[section] {
		if p.key == key {
			return p.words
		}
	}
	return ""
}

// sayOr falls back to the key in plain letters.
func sayOr(section, key string) string {
	if s := say(section, key); s != "" {
		return s
	}
	return strings.ReplaceAll(key, "_", " ")
}
