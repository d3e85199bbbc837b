package find

import (
	"encoding/binary"
	"iter"
	"math"
	"math/bits"
)

// Pack writes terms in the four bytes each that they are kept in.
func Pack(terms []Term) []byte {
	out := make([]byte, 0, termSize*len(terms))
	for _, t := range terms {
		out = binary.LittleEndian.AppendUint32(out, uint32(t))
	}
	return out
}

const termSize = 4

// Packed are terms as Pack writes them.
type Packed []byte

// All yields the terms.
func (p Packed) All() iter.Seq[Term] {
	return func(yield func(Term) bool) {
		for ; len(p) >= termSize; p = p[termSize:] {
			if !yield(Term(binary.LittleEndian.Uint32(p))) {
				return
			}
		}
	}
}

// In is which words of a query are among the terms.
func (q Query) In(p Packed) (m Mask) {
	for t := range p.All() {
		for i := range q.Words {
			if q.Words[i].Term == t {
				m |= 1 << i
			}
		}
	}
	return m
}

// Filter says which terms some texts surely don't hold: a Bloom filter with
// two bits for each term. At sixteen bits a term, which FilterOf gives, one
// in seventy that isn't there is let through.
//
// Source: B. H. Bloom, "Space/time trade-offs in hash coding with allowable
// errors", CACM 13 (1970).
type Filter []uint64

const bitsPerTerm = 12

// FilterOf is the filter of all terms of some lists.
func FilterOf(lists []Packed) Filter {
	f := make(Filter, 1+different(lists)*bitsPerTerm/64)
	for _, p := range lists {
		for t := range p.All() {
			a, b := f.places(t)
			f[a/64] |= 1 << (a % 64)
			f[b/64] |= 1 << (b % 64)
		}
	}
	return f
}

// counted is how many bits different terms are counted with.
const counted = 1 << 16

// different is about how many different terms there are in lists, by linear
// counting: hashed into a map of bits, they leave a share of it empty that
// tells how many they are. Putting them in order would take ten times as long.
//
// Source: K.-Y. Whang, B. T. Vander-Zanden, H. M. Taylor, "A linear-time
// probabilistic counting algorithm for database applications", ACM TODS 15
// (1990).
func different(lists []Packed) int {
	var seen [counted / 64]uint64
	for _, p := range lists {
		for t := range p.All() {
			h := uint64(t) * 0x9E3779B97F4A7C15 >> 48
			seen[h/64] |= 1 << (h % 64)
		}
	}
	empty := counted
	for _, w := range seen {
		empty -= bits.OnesCount64(w)
	}
	return int(counted * math.Log(counted/float64(max(empty, 1))))
}

// places are the two bits of a term. Its hash is mixed again, because the bits
// of FNV of short words are not all equally good.
func (f Filter) places(t Term) (a, b uint64) {
	h := uint64(t) * 0x9E3779B97F4A7C15
	n := uint64(len(f)) * 64
	return (h >> 32) % n, (h & 0xffffffff) % n
}

// May is which words of a query may be among the filter's terms.
func (f Filter) May(q Query) (m Mask) {
	for i := range q.Words {
		a, b := f.places(q.Words[i].Term)
		if (f[a/64]>>(a%64))&(f[b/64]>>(b%64))&1 == 1 {
			m |= 1 << i
		}
	}
	return m
}
