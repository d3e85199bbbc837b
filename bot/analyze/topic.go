package analyze

import (
	"slices"
	"strings"
	"unicode/utf8"

	"heed/bot/text"
)

// stemLength is how much of a long word has to agree: "marriage" takes up
// "married".
const stemLength = 5

// topic returns the stem by which a word is recognised when it comes back, or
// "" for words without a topic of their own.
func topic(tok text.Token) string {
	if !tok.IsWord() {
		return ""
	}
	w := tok.Lower
	if i := strings.IndexByte(w, '\''); i > 1 && !stopWords()[w] {
		w = w[:i] // "the trolley'd", "the dog'll"
	}
	if len(w) < 2 || stopWords()[w] {
		return ""
	}
	if tok.Kind == text.Number {
		return w
	}
	return stem(w)
}

func stem(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		w = w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		w = w[:len(w)-1]
	}
	if utf8.RuneCountInString(w) <= stemLength {
		return w
	}
	end, n := 0, 0
	for end = range w {
		if n == stemLength {
			break
		}
		n++
	}
	return w[:end]
}

// topicReader numbers the topics of the document and notes, for each sentence,
// the different ones that it has, and whether it has a number. Every word is
// looked up once.
type topicReader struct {
	d     *document
	names map[string]bool
	known []topicWord // by the word's number
	all   []int32     // of many sentences
}

// topicWord is what is known of a word; the zero value is for one that was not
// looked up yet.
type topicWord struct {
	id                     int32 // of its topic
	looked, topic, numeral bool  // topic: it has one
}

// topicChunk is how many topics share a backing array.
const topicChunk = 1 << 12

func (d *document) newTopicReader() *topicReader {
	return &topicReader{d: d, names: d.speakerNames()}
}

func (r *topicReader) read(s *sentence) {
	if cap(r.all)-len(r.all) < s.Words {
		r.all = make([]int32, 0, max(min(topicChunk, 4*cap(r.all)), s.Words, 64))
	}
	from := len(r.all)
	for i := range s.Tokens {
		number := s.Tokens[i].Number
		if int(number) >= len(r.known) {
			r.known = append(r.known, make([]topicWord, r.d.vocabulary.Len()-len(r.known))...)
		}
		w := r.known[number]
		if !w.looked {
			w = r.look(s.Tokens[i])
			r.known[number] = w
		}
		s.numeral = s.numeral || w.numeral
		if w.topic && (len(r.all)-from > longSentence || !slices.Contains(r.all[from:], w.id)) {
			r.all = append(r.all, w.id)
		}
	}
	s.topics = r.all[from:len(r.all):len(r.all)]
}

// look finds out about a word that was not asked for yet.
func (r *topicReader) look(tok text.Token) topicWord {
	w := topicWord{looked: true, numeral: isNumeral(tok)}
	if name := topic(tok); name != "" && !r.names[tok.Lower] {
		w.topic, w.id = true, r.d.number(name)
	}
	return w
}

// speakerNames returns the first names of those who speak: to call somebody by
// name takes nothing up.
func (d *document) speakerNames() map[string]bool {
	names := map[string]bool{}
	for _, sp := range d.Call.Speakers {
		names[strings.ToLower(firstWord(sp.Name))] = true
	}
	return names
}

// longSentence is how many topics of a sentence are held against each other;
// beyond, a topic may count twice.
const longSentence = 64

func (d *document) number(topic string) int32 {
	id, ok := d.topicIDs[topic]
	if !ok {
		id = int32(len(d.topicIDs))
		d.topicIDs[topic] = id
	}
	return id
}

// topics is a set of topics of one document, cleared in no time.
type topics struct {
	ids  map[string]int32
	mark []uint32 // by topic: == turn if in the set
	turn uint32
	n    int
}

func (d *document) newTopics() *topics {
	return &topics{ids: d.topicIDs, mark: make([]uint32, len(d.topicIDs)), turn: 1}
}

func (t *topics) clear() { t.turn, t.n = t.turn+1, 0 }

func (t *topics) add(s *sentence) {
	for _, id := range s.topics {
		if t.mark[id] != t.turn {
			t.mark[id] = t.turn
			t.n++
		}
	}
}

// shared counts the topics of s that t holds; all is how many topics s has.
func (t *topics) shared(s *sentence) (shared, all int) {
	if t.n == 0 {
		return 0, len(s.topics)
	}
	for _, id := range s.topics {
		if t.mark[id] == t.turn {
			shared++
		}
	}
	return shared, len(s.topics)
}

// holds reports whether a word's topic is in the set.
func (t *topics) holds(tok text.Token) bool {
	id, ok := t.ids[topic(tok)]
	return ok && t.mark[id] == t.turn
}

// largeNumbers are the number words that two sentences share for a reason.
var largeNumbers = map[string]bool{
	"twelve": true, "fifteen": true, "twenty": true, "thirty": true, "forty": true, "fifty": true, "sixty": true,
	"seventy": true, "eighty": true, "ninety": true,
}

// sharesNumber reports whether s says a number that t holds.
func (t *topics) sharesNumber(s *sentence) bool {
	for _, tok := range s.Tokens {
		if tok.Kind != text.Number && !largeNumbers[tok.Lower] {
			continue // "one click" doesn't answer "one app"
		}
		if t.holds(tok) {
			return true
		}
	}
	return false
}
