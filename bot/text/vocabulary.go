package text

// Vocabulary numbers the different words of one text, so that what is to be
// known of a word is worked out once and not at each of its tokens. It is not
// safe for use by several goroutines.
type Vocabulary struct {
	written map[string]spelling // words as written
	numbers map[string]int32    // by Token.Lower
	words   []string            // number → Token.Lower; 0 is no word
}

type spelling struct {
	lower  string
	number int32
}

// NewVocabulary returns a vocabulary for a text of about size bytes.
func NewVocabulary(size int) *Vocabulary {
	n := min(size/40, 1<<14)
	return &Vocabulary{
		written: make(map[string]spelling, n), numbers: make(map[string]int32, n),
		words: append(make([]string, 0, n+1), ""),
	}
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

func (v *Vocabulary) spell(word string) spelling {
	if w, ok := v.written[word]; ok {
		return w
	}
	l := lower(word)
	w := spelling{l, v.Number(l)}
	v.written[word] = w
	return w
}
