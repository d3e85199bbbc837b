package analyze

import (
	"slices"

	"heed/bot/text"
)

// Topics are the stems by which the words of a sentence are recognised when
// they come back, each once, in their order; small words have none.
func Topics(sentence string) []string {
	var out []string
	for _, tok := range text.Tokenize(sentence) {
		if t := topic(tok); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
