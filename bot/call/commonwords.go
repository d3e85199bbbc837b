package call

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed lexicon/common_words.txt
var commonWordsFile string

// commonWords are sorted; read once somebody asks.
var commonWords = sync.OnceValue(func() []string { return sortedWords(commonWordsFile) })

// IsCommonWord reports whether w is an English word, in any of its forms.
func IsCommonWord(w string) bool {
	if len(w) < 3 || isBaseWord(w) {
		return true
	}
	for _, ending := range [...]string{"'s", "s", "es", "d", "ed", "r", "er", "rs", "ers", "ly", "ing", "ings", "or", "ors"} {
		base, ok := strings.CutSuffix(w, ending)
		if !ok || len(base) < 3 {
			continue
		}
		if isBaseWord(base) || isBaseWord(base+"e") || len(base) > 3 && base[len(base)-1] == base[len(base)-2] && isBaseWord(base[:len(base)-1]) {
			return true
		}
		if stem, ok := strings.CutSuffix(base, "i"); ok && isBaseWord(stem+"y") {
			return true
		}
	}
	return false
}

func isBaseWord(w string) bool {
	_, ok := slices.BinarySearch(commonWords(), w)
	return ok
}

// sortedWords is wordSet for a long list: a slice takes a fifth of the memory.
func sortedWords(file string) []string {
	words := make([]string, 0, len(file)/8)
	for len(file) > 0 {
		end := strings.IndexByte(file, '\n')
		if end < 0 {
			end = len(file)
		}
		line := file[:end]
		if file = file[min(end+1, len(file)):]; strings.HasPrefix(line, "#") {
			continue
		}
		for line != "" {
			word, rest, _ := strings.Cut(line, " ")
			if line = rest; word != "" {
				words = append(words, word)
			}
		}
	}
	if !slices.IsSorted(words) {
		slices.Sort(words)
	}
	return words
}
