package analyze

import (
	"embed"
	"strings"
	"sync"

	"heed/bot/text"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexiconNames are the files of the package's lexicon; words.txt comes first,
// since the others use its lists.
var lexiconNames = []string{
	"words", "vocabulary", "questions", "listening", "uptake", "about",
	"cues", "cues_pain", "cues_worry", "cues_goal", "cues_decision", "cues_objection", "cues_personal", "notes", "fit", "calltype",
}

// rules is the lexicon of all rules of this package.
var rules = sync.OnceValue(func() *text.Lexicon { return parseLexicon(lexiconNames) })

// discoveryNames are the files of the lexicon of discovery questions. It is one
// of its own, for it is large, and only questions of the rep's are read with it.
var discoveryNames = []string{"words", "discovery", "discovery_choice", "discovery_value", "discovery_shapes"}

var discoveryRules = sync.OnceValue(func() *text.Lexicon { return parseLexicon(discoveryNames) })

// parseLexicon reads some of the files as one lexicon.
func parseLexicon(names []string) *text.Lexicon {
	files := make([]string, len(names))
	for i, name := range names {
		files[i] = lexiconFile(name)
	}
	return text.MustParseLexicon(files...)
}

func lexiconFile(name string) string {
	data, err := lexiconFiles.ReadFile("lexicon/" + name + ".txt")
	if err != nil {
		panic(err) // embedded: can't be missing in a program that was built
	}
	return string(data)
}

// wordsOf is the set of the words of a list.
func wordsOf(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// wordSet reads a file of one word a line.
func wordSet(name string) map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Split(lexiconFile(name), "\n") {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			set[word] = true
		}
	}
	return set
}

var stopWords = sync.OnceValue(func() map[string]bool { return wordSet("stopwords") })
