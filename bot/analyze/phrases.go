package analyze

import (
	_ "embed"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/text"
)

//go:embed lexicon/promises.txt
var promiseFile string

//go:embed lexicon/settled.txt
var settledFile string

//go:embed lexicon/asks.txt
var askFile string

// work is the lexicon of what is promised, asked for and reported done.
var work = sync.OnceValue(func() *text.Lexicon {
	return text.MustParseLexicon(promiseFile, settledFile, askFile)
})

// phrases is one sentence prepared for the rules of promises, settled things
// and asks: contractions written out, hesitations and stutters dropped, and
// beside the words as they stand the known verbs in their base form.
type phrases struct {
	reader *phraseReader
	words  []text.Token // Lower is the word as it stands; From and To are bytes of the sentence
	forms  []form
	found  []foundPhrase // by the word at which they begin
	first  []uint16      // word → its first one in found; one more at the end

	gates gates  // that found opens
	marks uint64 // of the sections that found has phrases of
}

// foundPhrase is a phrase of a section of the lexicon of work, up to words[to].
// It is small: a call has hundreds of thousands.
type foundPhrase struct {
	to      uint16 // a sentence is cut off long before (mostTokens)
	section uint8
}

// base returns word i, a known verb in its base form.
func (p *phrases) base(i int) string {
	if p.forms[i] != noVerb {
		return p.reader.words.Word(p.reader.word(p.words[i].Number).base)
	}
	return p.words[i].Lower
}

// phraseReader reads sentences with the lexicon of work. It keeps what it
// finds out of a word, and what it works with, from one to the next.
type phraseReader struct {
	words   *text.Vocabulary
	matcher *text.Matcher
	names   []string             // of the sections of the lexicon of work
	opened  []opening            // by each of them
	facts   *text.Matcher        // made when first asked for
	money   text.Token           // what stands for any sum of it, in facts.txt
	num     text.Token           // the same for numbers
	name    text.Token           // and for names
	known   []spokenWord         // by number in words
	long    map[int32][]numbered // by the same: what short words stand for

	// Of the sentence in hand:
	tokens  []text.Token // written out
	asIs    bool         // they are the sentence's own
	bases   []text.Token // the same with known verbs in their base form; none if they all are
	forms   []form
	matches []text.Match
	asSaid  int     // how many of them stand in tokens; the rest in bases
	open    opening // by all of them
	written []text.Token

	// What is kept of sentences:
	phrasesKept arena[phrases]
	tokensKept  arena[text.Token]
	formsKept   arena[form]
	foundKept   arena[foundPhrase]
	matchesKept arena[text.Match]
	firstKept   arena[uint16]
}

func newPhraseReader(words *text.Vocabulary) *phraseReader {
	return &phraseReader{words: words, matcher: work().NewMatcher(words), names: work().Sections(), opened: opened(), known: make([]spokenWord, words.Len()), long: map[int32][]numbered{}}
}

// reader returns the reader of the document's words.
func (d *document) reader() *phraseReader {
	if d.phraseReader == nil {
		d.phraseReader = newPhraseReader(d.vocabulary)
	}
	return d.phraseReader
}

// phrases returns sentence i read with the lexicon of work.
func (d *document) phrases(i int) *phrases {
	s := &d.Sentences[i]
	if s.read == nil {
		s.read = d.reader().read(s.Tokens)
	}
	return s.read
}

// readWork notes which gates a sentence opens. Few open those that a rule can't
// do without; only they are read closely.
func (r *phraseReader) readWork(s *sentence) {
	r.take(s.Tokens)
	if s.gates = r.gates(); s.mayTakeOn() || s.mayRequest() || s.Side != call.Customer && s.mayReport() {
		s.read = r.phrases()
	}
}

// mostTokens is the longest sentence that is read whole: the rules look back
// and forth in it.
const mostTokens = 600

// take writes a sentence out and finds the phrases in it: in its words as they
// stand, then in their base forms.
func (r *phraseReader) take(tokens []text.Token) {
	tokens = tokens[:min(len(tokens), mostTokens)]
	r.tokens, r.asIs = tokens, r.isWritten(tokens)
	if !r.asIs {
		r.written = r.write(r.written[:0], tokens)
		r.tokens = r.written
	}
	r.bases, r.forms = r.bases[:0], r.forms[:0]
	for i := range r.tokens {
		w := r.word(r.tokens[i].Number)
		if w.form == noVerb || !isVerb(r.tokens, i, w.form) {
			r.forms = append(r.forms, noVerb)
			continue
		}
		r.forms = append(r.forms, w.form)
		if w.base == r.tokens[i].Number {
			continue
		}
		if len(r.bases) == 0 {
			r.bases = append(r.bases, r.tokens...)
		}
		r.bases[i] = r.bases[i].As(r.words.Word(w.base), w.base)
	}
	r.matches = r.matcher.AppendMatches(r.matches[:0], r.tokens)
	r.asSaid = len(r.matches)
	if len(r.bases) > 0 {
		r.matches = r.matcher.AppendVariant(r.matches, r.bases)
	}
	r.open = opening{}
	for i := range r.matches {
		o := &r.opened[r.matches[i].Number]
		r.open.gates |= o.gates
		r.open.marks |= o.marks
	}
}

// read takes a sentence and returns it with its phrases.
func (r *phraseReader) read(tokens []text.Token) *phrases {
	r.take(tokens)
	return r.phrases()
}

// phrases returns the sentence in hand.
func (r *phraseReader) phrases() *phrases {
	n := len(r.tokens)
	p := &r.phrasesKept.take(1)[0]
	p.reader, p.words, p.forms, p.first = r, r.tokens, r.formsKept.take(n), r.firstKept.take(n+1)
	copy(p.forms, r.forms)
	if !r.asIs {
		p.words = r.tokensKept.take(n)
		copy(p.words, r.tokens)
	}
	p.found = r.foundKept.take(len(r.matches))
	a, b := r.matches[:r.asSaid], r.matches[r.asSaid:]
	k := 0
	for i := range int32(n) {
		for ; len(a) > 0 && a[0].From == i; k, a = k+1, a[1:] {
			p.found[k] = foundPhrase{uint16(a[0].To), uint8(a[0].Number)}
		}
		for ; len(b) > 0 && b[0].From == i; k, b = k+1, b[1:] {
			p.found[k] = foundPhrase{uint16(b[0].To), uint8(b[0].Number)}
		}
		p.first[i+1] = uint16(k)
	}
	p.gates, p.marks = r.open.gates, r.open.marks
	return p
}

// readText is read for a text that is no sentence of the document.
func (r *phraseReader) readText(s string) *phrases { return r.read(r.words.AppendTokens(nil, s)) }

// isVerb keeps nouns such as "drawing" and "meeting" from being read as
// verbs: an -ing form counts after a form of "be" or "mind", or first of all.
func isVerb(words []text.Token, i int, f form) bool {
	if f != ingForm || i == 0 {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		switch words[j].Lower {
		case "am", "are", "is", "be", "been", "was", "were", "mind":
			return true
		case "just", "also", "still", "now", "already", "currently":
			continue
		}
		break
	}
	// "Ana's sending us the plan", "wants a trial, setting that up": what it is
	// done to follows.
	before := words[i-1]
	return (!before.IsWord() || hasIs(before.Lower) || i == 1 && isName(&before)) && i+1 < len(words) && (objects[words[i+1].Lower] || determiner[words[i+1].Lower])
}

// objects are pronouns as what something is done to.
var objects = map[string]bool{"me": true, "us": true, "him": true, "her": true, "them": true, "it": true, "that": true, "this": true, "these": true, "those": true, "both": true}

// hasIs reports whether a word may be "… is" in short, or somebody's.
func hasIs(lower string) bool {
	return strings.HasSuffix(lower, "'s") || strings.HasSuffix(lower, "’s")
}

// phrase returns where a phrase of the section that begins at word i ends, or
// 0. The longest counts.
func (p *phrases) phrase(section string, i int) int {
	end := 0
	if p.marks&markOf(section) != 0 {
		end = p.longest(section, i)
	}
	return end
}

func (p *phrases) longest(section string, i int) int {
	end := 0
	if i >= 0 && i < len(p.words) {
		for k := p.first[i]; k < p.first[i+1]; k++ {
			if f := &p.found[k]; p.reader.names[f.section] == section {
				end = max(end, int(f.to))
			}
		}
	}
	return end
}

// has reports whether a phrase of the section stands in words from up to to.
func (p *phrases) has(section string, from, to int) bool {
	if p.marks&markOf(section) == 0 {
		return false
	}
	_, _, ok := p.locate(section, from, to)
	return ok
}

// hasWord reports whether a word stands in words from up to to.
func (p *phrases) hasWord(lower string, from, to int) bool {
	for i := max(from, 0); i < to && i < len(p.words); i++ {
		if p.words[i].Lower == lower {
			return true
		}
	}
	return false
}

// locate returns the first phrase of the section in words from up to to.
func (p *phrases) locate(section string, from, to int) (int, int, bool) {
	if from, to = max(from, 0), min(to, len(p.words)); from >= to || p.marks&markOf(section) == 0 {
		return 0, 0, false
	}
	i := from
	for k := p.first[from]; k < p.first[to]; k++ {
		if p.reader.names[p.found[k].section] != section {
			continue
		}
		for p.first[i+1] <= k {
			i++
		}
		if end := p.phrase(section, i); end <= to {
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
