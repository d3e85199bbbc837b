package analyze

import (
	_ "embed"
	"strings"
	"sync"

	"heed/bot/text"
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

//go:embed lexicon/promises_contractions.txt
var contractionFile string

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
	case verb == "get" || verb == "run" || verb == "put" || verb == "dig":
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

// phrases is one sentence prepared for the lexicons of promises, settled
// things and asks: contractions written out, hesitations and stutters dropped,
// and beside the words as they stand the known verbs in their base form.
type phrases struct {
	words []text.Token // Lower is the word as it stands; From and To are bytes of the sentence
	bases []text.Token // the same with known verbs in their base form
	forms []form
	at    [][]found // phrases that begin at a word
}

type found struct {
	section string
	to      int
}

// readPhrases matches the tokens of a sentence against a lexicon.
func readPhrases(tokens []text.Token, lex *text.Lexicon) *phrases {
	const most = 600 // a sentence longer than that is none, and the rules look back and forth in it
	if len(tokens) > most {
		tokens = tokens[:most]
	}
	p := &phrases{words: writeOut(tokens)}
	p.bases = make([]text.Token, len(p.words))
	p.forms = make([]form, len(p.words))
	inflected := false
	for i, w := range p.words {
		p.bases[i] = w
		if v, known := verbForms()[w.Lower]; known && p.isVerb(i, v.form) {
			inflected = inflected || v.base != w.Lower
			p.bases[i].Lower, p.forms[i] = v.base, v.form
		}
	}
	p.at = make([][]found, len(p.words))
	p.collect(lex.Match(p.words))
	if inflected {
		p.collect(lex.Match(p.bases))
	}
	return p
}

// isVerb keeps nouns such as "drawing" and "meeting" from being read as
// verbs: an -ing form counts after a form of "be" or "mind", or first of all.
func (p *phrases) isVerb(i int, f form) bool {
	if f != ingForm || i == 0 {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		switch p.words[j].Lower {
		case "am", "are", "is", "be", "been", "was", "were", "mind":
			return true
		case "just", "also", "still", "now", "already", "currently":
			continue
		}
		break
	}
	return false
}

func (p *phrases) collect(matches []text.Match) {
	for _, m := range matches {
		p.at[m.From] = append(p.at[m.From], found{m.Section, m.To})
	}
}

// phrase returns where a phrase of the section that begins at word i ends, or
// 0. The longest counts.
func (p *phrases) phrase(section string, i int) int {
	end := 0
	if i < len(p.at) {
		for _, f := range p.at[i] {
			if f.section == section {
				end = max(end, f.to)
			}
		}
	}
	return end
}

// has reports whether a phrase of the section stands in words from up to to.
func (p *phrases) has(section string, from, to int) bool {
	_, _, ok := p.first(section, from, to)
	return ok
}

// first returns the first phrase of the section in words from up to to.
func (p *phrases) first(section string, from, to int) (int, int, bool) {
	for i := max(from, 0); i < to && i < len(p.at); i++ {
		if end := p.phrase(section, i); end > 0 && end <= to {
			return i, end, true
		}
	}
	return 0, 0, false
}

// next returns the first word at or after i that is none of the marks
// between words.
func (p *phrases) next(i int) int {
	for i < len(p.words) && !p.words[i].IsWord() {
		i++
	}
	return i
}

// lower returns word i as it stands, or "".
func (p *phrases) lower(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.words[i].Lower
}

// before returns the index of the last word before i, or -1.
func (p *phrases) before(i int) int {
	for i--; i >= 0 && !p.words[i].IsWord(); i-- {
	}
	return i
}

// writeOut expands contractions (both words keep the place of the one), drops
// hesitations and what a speaker says twice in a row.
func writeOut(tokens []text.Token) []text.Token {
	out := make([]text.Token, 0, len(tokens)+4)
	for i, t := range tokens {
		first := len(out)
		for _, w := range expand(tokens, i) {
			x := t
			x.Lower = w
			out = append(out, x)
		}
		out = unstutter(out, first)
	}
	return out
}

// shortForms maps a short form to its words; a hesitation to none.
var shortForms = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	for _, line := range strings.Split(contractionFile, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		short, long, _ := strings.Cut(line, "=")
		table[strings.TrimSpace(short)] = strings.Fields(long)
	}
	return table
})

// unstutter takes out a word, or two, said just before again: "i'll - i'll
// send". Marks between them are passed over.
func unstutter(out []text.Token, first int) []text.Token {
	fresh := len(out) - first
	from := first
	for n := 0; from > 0 && n < fresh; {
		from--
		if out[from].IsWord() {
			n++
		}
	}
	if fresh == 0 || !out[first].IsWord() || from == first {
		return out
	}
	k := from
	for j := first; j < len(out); j++ {
		for k < first && !out[k].IsWord() {
			k++
		}
		if k >= first || out[k].Lower != out[j].Lower || out[k].Kind == text.Number {
			return out
		}
		k++
	}
	return append(out[:from], out[first:]...)
}

var suffixes = []struct{ end, word string }{
	{"n't", "not"}, {"'ll", "will"}, {"'re", "are"}, {"'ve", "have"}, {"'d", "would"},
}

// expand returns the words that token i stands for.
func expand(tokens []text.Token, i int) []string {
	w := tokens[i].Lower
	if long, ok := shortForms()[w]; ok {
		return long
	}
	if w == "ill" || w == "il" {
		return iWill(tokens, i)
	}
	for _, s := range suffixes {
		if short, ok := strings.CutSuffix(w, s.end); ok && short != "" {
			return []string{short, s.word}
		}
	}
	return []string{w}
}

// iWill reads "ill" as "I'll" where a clause begins and a verb follows.
func iWill(tokens []text.Token, i int) []string {
	starts := i == 0 || !tokens[i-1].IsWord()
	if i > 0 {
		switch tokens[i-1].Lower {
		case "and", "n", "but", "so", "then", "ok", "okay", "yeah", "yes":
			starts = true
		}
	}
	if starts && i+1 < len(tokens) {
		if v := verbForms()[tokens[i+1].Lower]; v.form == baseForm || tokens[i+1].Lower == "try" || tokens[i+1].Lower == "have" {
			return []string{"i", "will"}
		}
	}
	return []string{tokens[i].Lower}
}
