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
	written []spelling       // words as written
	slots   []int32          // hash table of them, with open addressing: 1 + index into written; 0 is empty
	numbers map[string]int32 // by Token.Lower
	words   []string         // number → Token.Lower; 0 is no word

	// Of the run-on in hand, while it is cut into clauses:
	tokens  []Token
	clauses *Matcher
	matches []Match

	sentences, utterances []Span // of the turn in hand
}

type spelling struct {
	written, lower string
	hash           uint32
	number         int32
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

// AppendTokens is AppendTokens with Token.Number set.
func (v *Vocabulary) AppendTokens(dst []Token, s string) []Token {
	for i := 0; i < len(s); {
		end, kind := scan(s, i)
		if end < 0 {
			i -= end
			continue
		}
		w := v.spell(s[i:end])
		dst = append(dst, Token{Text: s[i:end], Lower: w.lower, From: i, To: end, Kind: kind, Number: w.number})
		i = end
	}
	return dst
}

// spell returns what is known of a word as written. The result is good until
// the next call.
func (v *Vocabulary) spell(word string) *spelling {
	h := uint32(maphash.String(v.seed, word))
	at := v.slot(h)
	for ; v.slots[at] != 0; at = (at + 1) & uint32(len(v.slots)-1) {
		if w := &v.written[v.slots[at]-1]; w.hash == h && w.written == word {
			return w
		}
	}
	l := lower(word)
	v.written = append(v.written, spelling{written: word, lower: l, hash: h, number: v.Number(l)})
	v.slots[at] = int32(len(v.written))
	if 2*len(v.written) > len(v.slots) {
		v.grow(4 * len(v.slots))
	}
	return &v.written[len(v.written)-1]
}

func (v *Vocabulary) slot(hash uint32) uint32 { return hash & uint32(len(v.slots)-1) }

// grow makes a table of so many slots, a power of two.
func (v *Vocabulary) grow(size int) {
	v.slots = make([]int32, size)
	for i := range v.written {
		at := v.slot(v.written[i].hash)
		for v.slots[at] != 0 {
			at = (at + 1) & uint32(size-1)
		}
		v.slots[at] = int32(i + 1)
	}
}
