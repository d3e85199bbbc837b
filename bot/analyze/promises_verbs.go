package analyze

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/promises_verbs.txt
var verbFile string

// form is the form that a known verb stands in.
type form uint8

const (
	noVerb form = iota
	baseForm
	sForm    // sends
	ingForm  // sending
	pastForm // sent, also the participle
)

type verbForm struct {
	base string
	form form
}

// verbForms maps every form of the verbs of promises_verbs.txt to its base.
var verbForms = sync.OnceValue(func() map[string]verbForm {
	table := map[string]verbForm{}
	put := func(word, base string, f form) {
		if _, known := table[word]; !known {
			table[word] = verbForm{base, f}
		}
	}
	lines := strings.Split(verbFile, "\n")
	for _, line := range lines { // bases first: "read" and "put" are also pasts
		if fs := strings.Fields(line); len(fs) > 0 && line[0] != '#' {
			put(fs[0], fs[0], baseForm)
		}
	}
	for _, line := range lines {
		fs := strings.Fields(line)
		if len(fs) == 0 || line[0] == '#' {
			continue
		}
		base := fs[0]
		put(withS(base), base, sForm)
		for _, past := range fs[1:] {
			put(past, base, pastForm)
		}
		if len(fs) == 1 {
			put(withED(base), base, pastForm)
		}
		put(withING(base, fs[1:]), base, ingForm)
	}
	return table
})

func withS(verb string) string {
	switch {
	case strings.HasSuffix(verb, "ss"), strings.HasSuffix(verb, "x"), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "o"):
		return verb + "es"
	case consonantY(verb):
		return verb[:len(verb)-1] + "ies"
	}
	return verb + "s"
}

func withED(verb string) string {
	switch {
	case strings.HasSuffix(verb, "e"):
		return verb + "d"
	case consonantY(verb):
		return verb[:len(verb)-1] + "ied"
	}
	return verb + "ed"
}

// withING doubles the last letter where a past of the verb does ("shipped").
func withING(verb string, pasts []string) string {
	last := verb[len(verb)-1:]
	for _, past := range pasts {
		if past == verb+last+"ed" {
			return verb + last + "ing"
		}
	}
	switch {
	case verb == "get" || verb == "run" || verb == "put" || verb == "dig" || verb == "set" || verb == "let":
		return verb + last + "ing"
	case strings.HasSuffix(verb, "e") && !strings.HasSuffix(verb, "ee"):
		return verb[:len(verb)-1] + "ing"
	}
	return verb + "ing"
}

func consonantY(verb string) bool {
	n := len(verb)
	return n > 1 && verb[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(verb[n-2]))
}
