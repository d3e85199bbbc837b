package find

import (
	"math/bits"
	"strings"

	"heed/bot/text"
)

// mostWords is how many words of a query count; a Mask has a bit for each.
const mostWords = 16

// Query is what somebody looks for.
type Query struct {
	Words []Word // each once, in their order
}

// Word is one word of a query.
type Word struct {
	Typed string // in lower case
	Term  Term
	stem  string
}

// Mask says which words of a query something holds: the first bit is the
// first word's.
type Mask uint32

// Count is how many words they are.
func (m Mask) Count() int { return bits.OnesCount32(uint32(m)) }

// All is the mask of everything that the query looks for.
func (q Query) All() Mask { return 1<<len(q.Words) - 1 }

// Read reads what somebody typed. Words that say nothing are left out; a query
// without any other is empty.
func Read(typed string) Query {
	var q Query
	for _, t := range text.Tokenize(typed) {
		w, ok := word(t)
		if !ok || len(q.Words) == mostWords {
			continue
		}
		s := stem(w)
		if q.at(s) < 0 {
			q.Words = append(q.Words, Word{Typed: w, Term: termOf(s), stem: s})
		}
	}
	return q
}

func (q Query) at(stem string) int {
	for i := range q.Words {
		if q.Words[i].stem == stem {
			return i
		}
	}
	return -1
}

// Has is which words of the query stand in texts.
func (q Query) Has(texts ...string) (m Mask) {
	for _, s := range texts {
		for _, mark := range q.Marks(s) {
			m |= 1 << mark.Word
		}
	}
	return m
}

// Mark is where a word of a query stands in a text: s[From:To].
type Mark struct{ From, To, Word int }

// Marks are all places of a text where the query's words stand, in order.
func (q Query) Marks(s string) (out []Mark) {
	for _, t := range text.Tokenize(s) {
		if w, ok := word(t); ok {
			if i := q.at(stem(w)); i >= 0 {
				out = append(out, Mark{int(t.From), int(t.To), i})
			}
		}
	}
	return out
}

// Best is the one of some lines that holds most of the query's words, the
// first of equals; "" if none holds any.
func (q Query) Best(lines []string) (best string, m Mask) {
	for _, l := range lines {
		if has := q.Has(l); has.Count() > m.Count() {
			best, m = l, has
		}
	}
	return best, m
}

// Around cuts a text to at most limit bytes around the first place where the
// query's words stand, at words, with an ellipsis where something was left out.
func (q Query) Around(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	marks := q.Marks(s)
	if len(s) <= limit || len(marks) == 0 {
		return s
	}
	from := marks[0].From - limit/3
	if from <= 0 {
		return s
	}
	from = min(from, len(s)-limit)
	if i := strings.IndexByte(s[from:], ' '); i >= 0 {
		from += i + 1
	}
	return "… " + s[from:]
}
