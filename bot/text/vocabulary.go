package text

import (
	"hash/maphash"
	"math/bits"
)

// Vocabulary numbers the different words of one text, so that what is to be
// known of a word is worked out once and not at each of its tokens. It is not
// safe for use by several goroutines.
type Vocabulary struct {
	seed    maphash.Seed     // unknown outside, so that nobody can write words that collide
	slots   []*Spelling      // hash table of words as written, with open addressing
	written int              // how many there are
	room    []Spelling       // for the next ones
	numbers map[string]int32 // by Token.Lower
	words   []string         // number → Token.Lower; 0 is no word

	// Of the run-on in hand, while it is cut into clauses:
	tokens  []Token
	clauses *Matcher
	matches []Match

	sentences, utterances []Span // of the turn in hand
}

// NewVocabulary returns a vocabulary for a text of about size bytes.
func NewVocabulary(size int) *Vocabulary {
	n := min(size/100, 1<<13)
	v := &Vocabulary{seed: maphash.MakeSeed(), numbers: make(map[string]int32, n), words: append(make([]string, 0, n+1), "")}
	v.grow(1 << bits.Len(uint(4*n+64)))
	return v
}

// Number returns the number of a word in lower case, 1 or more.
func (v *Vocabulary) Number(lower string) int32 {
	if n, ok := v.numbers[lower]; ok {
		return n
	}
	n := int32(len(v.words))
	v.words = append(v.words, lower)
	v.numbers[lower] = n
	return n
}

// Len returns one more than the highest number.
func (v *Vocabulary) Len() int { return len(v.words) }

// Word returns the word with a number, in lower case.
func (v *Vocabulary) Word(number int32) string { return v.words[number] }

// AppendTokens is Tokenize into a slice that the caller keeps, with
// Token.Number set.
func (v *Vocabulary) AppendTokens(dst []Token, s string) []Token {
	for i := 0; i < len(s); {
		end, kind := scan(s, i)
		if end < 0 {
			i -= end
			continue
		}
		dst = append(dst, Token{v.spell(s[i:end], kind), int32(i), int32(end)})
		i = end
	}
	return dst
}

// Token returns a token for a word that stands nowhere in the text: a mark in
// the place of others.
func (v *Vocabulary) Token(word string) Token {
	return Token{Spelling: v.spell(word, Word)}
}

// Known returns a token that was cut without the vocabulary as it would be
// with it.
func (v *Vocabulary) Known(t Token) Token { return Token{v.spell(t.Text, t.Kind), t.From, t.To} }

// spell returns what is known of a word as written.
func (v *Vocabulary) spell(word string, kind Kind) *Spelling {
	h := uint32(maphash.String(v.seed, word))
	at := v.slot(h)
	for ; v.slots[at] != nil; at = v.slot(at + 1) {
		if w := v.slots[at]; w.hash == h && w.Text == word && w.Kind == kind {
			return w
		}
	}
	if len(v.room) == 0 {
		v.room = make([]Spelling, spellingChunk)
	}
	w := &v.room[0]
	v.room = v.room[1:]
	w.Text, w.Lower, w.Kind, w.hash = word, lower(word), kind, h
	w.Number = v.Number(w.Lower)
	v.slots[at] = w
	if v.written++; 2*v.written > len(v.slots) {
		v.grow(4 * len(v.slots))
	}
	return w
}

// spellingChunk is how many spellings are made at a time.
const spellingChunk = 1 << 8

func (v *Vocabulary) slot(hash uint32) uint32 { return hash & uint32(len(v.slots)-1) }

// grow makes a table of so many slots, a power of two.
func (v *Vocabulary) grow(size int) {
	old := v.slots
	v.slots = make([]*Spelling, size)
	for _, w := range old {
		if w == nil {
			continue
		}
		at := v.slot(w.hash)
		for v.slots[at] != nil {
			at = v.slot(at + 1)
		}
		v.slots[at] = w
	}
}
