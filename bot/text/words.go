package text

import "math/bits"

// wordTable numbers words. It is a hash table with open addressing: the key of
// a word of less than eight bytes, as most are, tells it from all others.
type wordTable struct {
	slots []wordSlot
	shift uint // of the hash, to make it a slot's number
	n     int
}

type wordSlot struct {
	key    uint64 // keyOf(word); 0: empty
	word   string
	number int32
}

// newWordTable returns a table with room for so many words.
func newWordTable(words int) *wordTable {
	t := &wordTable{}
	t.grow(1 << bits.Len(uint(2*words)|15))
	return t
}

// get returns the number of a word, or otherWord.
func (t *wordTable) get(word string) int32 {
	return t.find(word).number
}

// number returns the number of a word, which is next if there was none yet.
func (t *wordTable) number(word string, next int32) int32 {
	slot := t.find(word)
	if slot.key != 0 {
		return slot.number
	}
	*slot = wordSlot{keyOfWord(word), word, next}
	if t.n++; 2*t.n > len(t.slots) {
		t.grow(2 * len(t.slots))
	}
	return next
}

// find returns the slot of a word, or the empty one that it would have.
func (t *wordTable) find(word string) *wordSlot {
	key := keyOfWord(word)
	for i := t.slot(key); ; i = (i + 1) & (len(t.slots) - 1) {
		slot := &t.slots[i]
		if slot.key == 0 || slot.key == key && (len(word) < 8 || slot.word == word) {
			return slot
		}
	}
}

// keyOfWord is a short word's bytes and its length, or a long one's hash; never 0.
func keyOfWord(word string) uint64 {
	if len(word) < 8 {
		return packed(word) | uint64(len(word)+1)<<56
	}
	h := packed(word[len(word)-len(word)%8:])
	for i := 0; i+8 <= len(word); i += 8 {
		h = (h ^ eight(word, i)) * 0x9E3779B97F4A7C15 // Fibonacci hashing
		h ^= h >> 32
	}
	return h | 1<<63
}

// packed are the bytes of a word of less than eight, the first the lowest.
func packed(word string) (chars uint64) {
	for i := range len(word) {
		chars |= uint64(word[i]) << (8 * i)
	}
	return chars
}

func (t *wordTable) slot(key uint64) int { return int(key * 0x9E3779B97F4A7C15 >> t.shift) }

// grow makes a table of so many slots, a power of two.
func (t *wordTable) grow(size int) {
	old := t.slots
	t.slots, t.shift = make([]wordSlot, size), uint(64-bits.TrailingZeros(uint(size)))
	for _, x := range old {
		if x.key != 0 {
			*t.find(x.word) = x
		}
	}
}
