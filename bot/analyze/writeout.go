package analyze

import (
	_ "embed"
	"strings"
	"sync"

	"heed/bot/text"
)

//go:embed lexicon/promises_contractions.txt
var contractionFile string

// spokenWord is what is known of a word that was said.
type spokenWord struct {
	base   int32 // number of a verb's base form
	form   form
	traits traits
}

// traits are what the rules want to know of every word.
type traits uint16

const (
	looked   traits = 1 << iota // nothing yet, if this isn't set
	short                       // it stands for other words, or as a hesitation for none
	counts                      // it is a number or a sum, or may be part of one
	speaking                    // "i", "we"
	willing                     // "will"
	tense                       // "had", "did": a past whatever verb follows
	sameForm                    // a verb whose past is its base form
	between                     // "/", which may stand within a short form
	illness                     // "ill", which may be "I'll"

	// changes are those of words that may have to be written out.
	changes = short | between | illness
)

// numbered is a word with its number in the vocabulary.
type numbered struct {
	lower  string
	number int32
}

func (r *phraseReader) number(w string) numbered { return numbered{w, r.words.Number(w)} }

// word returns what is known of a word by its number.
func (r *phraseReader) word(number int32) spokenWord {
	if int(number) >= len(r.known) || r.known[number].traits == 0 {
		r.look(number)
	}
	return r.known[number]
}

// look finds out about a word that was not asked for yet.
func (r *phraseReader) look(number int32) {
	lower := r.words.Word(number)
	w := spokenWord{traits: looked | traitsOf(lower)}
	if long, ok := expand(lower); ok {
		w.traits |= short
		written := make([]numbered, len(long))
		for i, l := range long {
			written[i] = r.number(l)
		}
		r.long[number] = written
	}
	if v := verbForms()[lower]; v.form != noVerb {
		w.form, w.base = v.form, r.words.Number(v.base)
	}
	if int(number) >= len(r.known) {
		r.known = append(r.known, make([]spokenWord, r.words.Len()-len(r.known))...)
	}
	r.known[number] = w
}

func traitsOf(lower string) traits {
	var t traits
	switch lower {
	case "i", "we":
		t = speaking
	case "will":
		t = willing
	case "had", "did":
		t = tense
	case "put", "set", "reset", "cut", "split", "read", "been":
		t = sameForm
	case "/":
		t = between
	case "ill", "il", "shell", "hell":
		t = illness
	}
	if amountWords[lower] || strings.ContainsAny(lower, "0123456789"+currencies) {
		t |= counts
	}
	return t
}

// write appends the words of a sentence with contractions expanded (both
// words keep the place of the one), without hesitations and what a speaker
// says twice in a row.
func (r *phraseReader) write(dst, tokens []text.Token) []text.Token {
	last := int32(0) // number of the last word written
	for i := 0; i < len(tokens); i++ {
		t, first := &tokens[i], len(dst)
		if long := slashed(tokens[i:]); long != nil {
			whole := r.words.Token(t.Text + "/" + tokens[i+2].Text)
			whole.From, whole.To = t.From, tokens[i+2].To
			for _, w := range long {
				dst = appendAs(dst, &whole, []numbered{r.number(w)})
			}
			i, last = i+2, lastNumber(dst)
			continue
		}
		if t.Number == 0 { // cut without the vocabulary
			numbered := r.words.Known(*t)
			t = &numbered
		}
		switch traits := r.word(t.Number).traits; {
		case traits&short != 0 && !letsHave(tokens[i:]):
			dst = appendAs(dst, t, r.long[t.Number])
		case traits&illness != 0 && r.isIWill(tokens, i):
			dst = appendAs(dst, t, []numbered{r.number(whoWill(t.Lower)), r.number("will")})
		case !t.IsWord():
			dst = append(dst, *t)
			continue
		case t.Number != last:
			dst, last = append(dst, *t), t.Number
			continue
		default:
			dst = append(dst, *t)
		}
		dst = unstutter(dst, first)
		last = lastNumber(dst)
	}
	return dst
}

// lastNumber returns the number of the last word, or 0.
func lastNumber(tokens []text.Token) int32 {
	for i := len(tokens) - 1; i >= 0; i-- {
		if tokens[i].IsWord() {
			return tokens[i].Number
		}
	}
	return 0
}

// letsHave: "lets me know" is no "let us".
func letsHave(tokens []text.Token) bool {
	return len(tokens) > 1 && tokens[0].Lower == "lets" && objects[tokens[1].Lower]
}

// whoWill is who it is in "il send it" and "shell ring".
func whoWill(lower string) string {
	switch lower {
	case "shell":
		return "she"
	case "hell":
		return "he"
	}
	return "i"
}

// isWritten reports whether write would change nothing, as of most sentences.
func (r *phraseReader) isWritten(tokens []text.Token) bool {
	last := int32(0)
	for i := range tokens {
		t := &tokens[i]
		if t.Number == 0 || t.Number == last || r.word(t.Number).traits&changes != 0 {
			return false
		}
		if t.IsWord() {
			last = t.Number
		}
	}
	return true
}

// slashed returns what a short form with a slash ("f/u") at the beginning of
// tokens stands for, or nil.
func slashed(tokens []text.Token) []string {
	if len(tokens) < 3 || tokens[0].To != tokens[1].From || tokens[1].To != tokens[2].From || tokens[1].Lower != "/" {
		return nil
	}
	return shortForms()[tokens[0].Lower+"/"+tokens[2].Lower]
}

func appendAs(dst []text.Token, t *text.Token, words []numbered) []text.Token {
	for _, w := range words {
		dst = append(dst, t.As(w.lower, w.number))
	}
	return dst
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

var suffixes = []struct{ end, word string }{
	{"n't", "not"}, {"'ll", "will"}, {"'re", "are"}, {"'ve", "have"}, {"'d", "would"},
}

// expand returns the words that a short form stands for; ok if it is one.
func expand(w string) (long []string, ok bool) {
	if long, ok := shortForms()[w]; ok {
		return long, true
	}
	for _, s := range suffixes {
		if short, ok := strings.CutSuffix(w, s.end); ok && short != "" {
			return []string{short, s.word}, true
		}
	}
	return nil, false
}

// isIWill reads "ill" as "I'll" where a clause begins and a verb follows.
func (r *phraseReader) isIWill(tokens []text.Token, i int) bool {
	starts := i == 0 || !tokens[i-1].IsWord()
	if i > 0 {
		switch tokens[i-1].Lower {
		case "and", "n", "but", "so", "then", "ok", "okay", "yeah", "yes":
			starts = true
		}
	}
	if !starts || i+1 >= len(tokens) {
		return false
	}
	next := &tokens[i+1]
	return verbForms()[next.Lower].form == baseForm || next.Lower == "try" || next.Lower == "have"
}

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
	if fresh == 0 || !out[first].IsWord() || from == first || out[from].Number != out[first].Number && out[from].IsWord() {
		return out
	}
	k := from
	for j := first; j < len(out); j++ {
		for k < first && !out[k].IsWord() {
			k++
		}
		if k >= first || out[k].Number != out[j].Number || out[k].Kind == text.Number {
			return out
		}
		k++
	}
	return append(out[:from], out[first:]...)
}
