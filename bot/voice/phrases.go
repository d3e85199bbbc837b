package voice

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"heed/bot/text"
)

// One file by subject: what a coach edits together stands together.
//
//go:embed phrases/*.txt
var phraseFiles embed.FS

// phrase is one line of a file of phrases.
type phrase struct{ key, words string }

// phrases are the lines of all files by section, in their order. A section
// stands in one file.
var phrases = sync.OnceValue(func() map[string][]phrase {
	out := map[string][]phrase{}
	names, _ := fs.Glob(phraseFiles, "phrases/*.txt") // the pattern is a fixed one
	for _, name := range names {
		file, _ := phraseFiles.ReadFile(name) // just listed
		readPhrases(out, string(file))
	}
	return out
})

// readPhrases adds the lines of one file.
func readPhrases(into map[string][]phrase, file string) {
	for section, line := range text.Sections(file) {
		key, words, _ := strings.Cut(line, ": ")
		into[section] = append(into[section], phrase{key, words})
	}
}

// say looks a phrase up; "" if there is none.
func say(section, key string) string {
	for _, p := range phrases()[section] {
		if p.key == key {
			return p.words
		}
	}
	return ""
}

// vary is say where a key has several lines: which one depends on nth (from 1) alone, so
// that the same message always says the same, and two in a row differ.
func vary(section, key string, nth int) string {
	var all []string
	for _, p := range phrases()[section] {
		if p.key == key {
			all = append(all, p.words)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return all[max(nth-1, 0)%len(all)]
}

// sayOr falls back to the key in plain letters.
func sayOr(section, key string) string {
	if s := say(section, key); s != "" {
		return s
	}
	return strings.ReplaceAll(key, "_", " ")
}
