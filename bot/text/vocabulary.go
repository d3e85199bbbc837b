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
	factor  uint64           // of the keys' hash; odd, and unknown as well
	slots   []slot           // hash table of words as written, with open addressing
	shift   uint             // of the hash, to make it a slot's number
	written int              // how many words there are
	room    []Spelling       // for the next ones
	numbers map[string]int32 // by Token.Lower
	words   []string         // number → Token.Lower; 0 is no word

	// Of the run-on in hand, while it is cut into clauses:
	tokens  []Token
	clauses *Matcher
	matches []Match

	sentences, utterances []Span // of the turn in hand
}

// slot holds a word as written. What tells it from others is its key, so that
// to find one of the usual, short words takes one look at the memory.
type slot struct {
	key  uint64 // 0: empty
	word *Spelling
}

// NewVocabulary returns a vocabulary for a text of about size bytes.
func NewVocabulary(size int) *Vocabulary {
	n := min(size/100, 1<<13)
	v := &Vocabulary{seed: maphash.MakeSeed(), numbers: make(map[string]int32, n), words: append(make([]string, 0, n+1), "")}
	v.factor = maphash.String(v.seed, "") | 1
	v.grow(1 << bits.Len(uint(2*n+64)))
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
	dst, _ = v.Cut(dst, s)
	return dst
}

// Cut is AppendTokens that says how many of the tokens are words.
func (v *Vocabulary) Cut(dst []Token, s string) (tokens []Token, words int) {
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		if i+8 <= len(s) {
			chars := eight(s, i)
			if n := letters(chars); 0 < n && n < 8 && s[i+n] == ' ' { // as most words
				dst = append(dst, Token{v.short(chars&(1<<(8*n)-1), s[i:i+n], Word), int32(i), int32(i + n)})
				words++
				i += n + 1
				continue
			}
		}
		end, kind := scan(s, i)
		if end < 0 {
			i -= end
			continue
		}
		dst = append(dst, Token{v.spell(s[i:end], kind), int32(i), int32(end)})
		if kind != Punct && kind != Symbol {
			words++
		}
		i = end
	}
	return dst, words
}

// eight returns the eight bytes at i, the first the lowest.
func eight(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// letters returns how many of eight bytes are ASCII letters, up to the first
// that is none. All are looked at at once: the highest bit of each byte tells
// whether it is above 'a'-1 and not above 'z', whatever its case.
func letters(chars uint64) int {
	const each = 0x0101010101010101
	low := chars&(0x7F*each) | 0x20*each
	is := (low + (0x80-'a')*each) &^ (low + (0x7F-'z')*each) &^ chars & (0x80 * each)
	return bits.TrailingZeros64(is^0x80*each) / 8
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
	if len(word) < 8 {
		chars := uint64(0)
		for i := range len(word) {
			chars |= uint64(word[i]) << (8 * i)
		}
		return v.short(chars, word, kind)
	}
	key := maphash.String(v.seed, word) | 1<<63
	at := v.slot(key)
	for ; v.slots[at].key != 0; at = (at + 1) & (len(v.slots) - 1) {
		if x := &v.slots[at]; x.key == key && x.word.Text == word && x.word.Kind == kind {
			return x.word
		}
	}
	return v.write(at, key, word, kind)
}

// short is spell for a word of less than eight bytes, which are its key.
func (v *Vocabulary) short(chars uint64, word string, kind Kind) *Spelling {
	key := chars | uint64(kind+1)<<56
	at := v.slot(key)
	for ; v.slots[at].key != 0; at = (at + 1) & (len(v.slots) - 1) {
		if v.slots[at].key == key {
			return v.slots[at].word
		}
	}
	return v.write(at, key, word, kind)
}

// write puts a word that is new into an empty slot.
func (v *Vocabulary) write(at int, key uint64, word string, kind Kind) *Spelling {
	if len(v.room) == 0 {
		v.room = make([]Spelling, spellingChunk)
	}
	w := &v.room[0]
	v.room = v.room[1:]
	w.Text, w.Lower, w.Kind = word, lower(word), kind
	w.Number = v.Number(w.Lower)
	v.slots[at] = slot{key, w}
	if v.written++; 2*v.written > len(v.slots) {
		v.grow(4 * len(v.slots))
	}
	return w
}

// spellingChunk is how many spellings are made at a time.
const spellingChunk = 1 << 8

// slot is where a key is looked for first: Fibonacci hashing, with a factor of
// the text's own.
func (v *Vocabulary) slot(key uint64) int { return int(key * v.factor >> v.shift) }

// grow makes a table of so many slots, a power of two.
func (v *Vocabulary) grow(size int) {
	old := v.slots
	v.slots, v.shift = make([]slot, size), uint(64-bits.TrailingZeros(uint(size)))
	for _, x := range old {
		if x.key == 0 {
			continue
		}
		at := v.slot(x.key)
		for v.slots[at].key != 0 {
			at = (at + 1) & (size - 1)
		}
		v.slots[at] = x
	}
}
