package analyze

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/text"
)

// document is a call cut into sentences: what every rule of the package
// looks at. Labels are complete when the finders (promises, facts, …) see it.
type document struct {
	Call      *call.Call
	Sentences []sentence
	Turns     []turn
	Opt       Options
	Type      Type

	vocabulary   *text.Vocabulary // of all tokens
	phraseReader *phraseReader    // made when first asked for
	discovery    *text.Matcher    // the same
	discoveries  []text.Match     // of the question in hand
	plainTokens  []text.Token     // its words without what is put between them
	written      []text.Token     // the same with short forms written out
	starts, ends bool             // turns carry times
	labels       map[labelSet][]Label
	topicIDs     map[string]int32 // numbers of the topics (topic.go)
	sides        *people          // whom the text names, when first asked for
	mentioned    *roster          // whom its head names or the options, the same
	taken        map[int][]string // quotes of a note's promises and reports, by line
}

// turn is a call.Turn's range of sentences: d.Sentences[First:End].
type turn struct {
	origin
	First, End  int
	Words       int   // tokens that are words
	Voice       Voice // notes: seller, customer, logistics or "" (mixed, or form)
	Backchannel bool  // nothing but "mhm", "right", "okay"
}

// origin is what the sentences of a turn have in common.
type origin struct {
	Speaker int // index into Call.Speakers; -1 in a note
	Side    call.Side
	Heading string // notes: kind of the heading above the line
}

// sentence is one sentence, or one clause of unpunctuated speech. A long call
// has hundreds of thousands, which every rule goes through: what most ask for
// stands first.
type sentence struct {
	*origin
	Turn  int // index into document.Turns and Call.Turns
	Words int // tokens that are words

	Labels  labelSet
	sure    labelSet // of the cue labels, those that are sure
	told    labelSet // of these, those that the lexicon of facts alone knows
	marks   uint64   // of the sections that the sentence has phrases of
	gates   gates    // of the rules of promises, asks and reports that it opens
	pledge  bool     // holds a promise
	intends bool     // sounds like one: promising
	looked  bool     // facts are read

	numeral bool // has a number, in figures or spelled out

	matches  []text.Match // of the package's lexicon
	read     *phrases     // made when first asked for
	Index    int          // index into document.Sentences
	Text     string       // Call.Turns[Turn].Text[From:To]
	From, To int32        // bytes
	Tokens   []text.Token // of Text; offsets count from its start
	Voice    Voice        // notes: of the line
	topics   []int32      // different topics, by number
	facts    []text.Match // of the lexicon of facts, once factsIn has read it
}

// markOf returns the mark of a section. A sentence that has not the mark has
// no phrase of the section: one look settles most questions. The mark of a
// section that is named in the program is worked out by the compiler.
func markOf(section string) uint64 {
	n := len(section)
	return mark(n, section[0], section[n-2], section[n-1])
}

// mark spreads the sections over 64 bits by their length and some letters; all
// have two at least.
func mark(length int, first, beforeLast, last byte) uint64 {
	return 1 << ((7*length + int(first) + 37*int(beforeLast) + 33*int(last)) & 63)
}

// has reports whether a phrase of the lexicon's section is in the sentence.
func (s *sentence) has(section string) bool {
	return s.marks&markOf(section) != 0 && s.finds(section)
}

func (s *sentence) finds(section string) bool {
	for i := range s.matches {
		if s.matches[i].Section == section {
			return true
		}
	}
	return false
}

// hasKind is has for the section of a kind: "cue:" and "pain".
func (s *sentence) hasKind(prefix, kind string) bool {
	n := len(kind)
	if s.marks&mark(len(prefix)+n, prefix[0], kind[n-2], kind[n-1]) == 0 {
		return false
	}
	for i := range s.matches {
		if rest, ok := strings.CutPrefix(s.matches[i].Section, prefix); ok && rest == kind {
			return true
		}
	}
	return false
}

// first returns the first match of a section.
func (s *sentence) first(section string) (text.Match, bool) {
	if s.marks&markOf(section) != 0 {
		for _, m := range s.matches {
			if m.Section == section {
				return m, true
			}
		}
	}
	return text.Match{}, false
}

// quote returns the words of tokens from up to to, as written.
func (s *sentence) quote(from, to int) string {
	return s.Text[s.Tokens[from].From:s.Tokens[to-1].To]
}

// holds reports whether byte at of the turn stands in the sentence.
func (s *sentence) holds(at int) bool { return int(s.From) <= at && at < int(s.To) }

// in returns the sentences of turn t.
func (d *document) in(t int) []sentence {
	return d.Sentences[d.Turns[t].First:d.Turns[t].End]
}

// speaker returns the name of speaker i, or "".
func (d *document) speaker(i int) string {
	if i < 0 || i >= len(d.Call.Speakers) {
		return ""
	}
	return d.Call.Speakers[i].Name
}

func (d *document) isNote() bool { return d.Call.Kind == call.Note }

// block is how many sentences are read at a time by one reader after the
// other, while what they look at is in the processor's cache.
const block = 256

// newDocument cuts the turns of a call into sentences, and reads these for
// topics, for the gates of the rules of work and with the package's lexicon.
// Typed lines are cut at punctuation only; speech also at clauses, where the
// recogniser left punctuation out.
func newDocument(c *call.Call, o Options) *document {
	d := &document{Call: c, Opt: o, Turns: make([]turn, len(c.Turns)), topicIDs: map[string]int32{}, labels: map[labelSet][]Label{}}
	d.starts, d.ends = c.HasTimes()
	size := 0
	for i := range c.Turns {
		size += len(c.Turns[i].Text)
	}
	d.vocabulary = text.NewVocabulary(size)
	topics, work, rules := d.newTopicReader(), d.reader(), newRuleReader(d.vocabulary, size)
	var tokens []text.Token
	for i, read, done := 0, 0, 0; i < len(c.Turns); i++ {
		if len(d.Sentences) == cap(d.Sentences) {
			d.makeRoom(size, done)
		}
		tokens = d.cut(i, tokens)
		done += len(c.Turns[i].Text)
		if len(d.Sentences)-read < block && i+1 < len(c.Turns) {
			continue
		}
		fresh := d.Sentences[read:]
		for k := range fresh {
			topics.read(&fresh[k])
		}
		for k := range fresh {
			work.readWork(&fresh[k])
		}
		for k := range fresh {
			rules.match(&fresh[k])
		}
		read = len(d.Sentences)
	}
	return d
}

// makeRoom makes room for the sentences of a text of so many bytes, by those of
// as much of it as is done. What is never used would be cleared all the same.
func (d *document) makeRoom(size, done int) {
	n := size/800 + 16
	if done > 0 {
		n = max(n, int(1.05*float64(len(d.Sentences))*float64(size-done)/float64(done)))
	}
	d.Sentences = slices.Grow(d.Sentences, n)
}

// tokenChunk is how many tokens share a backing array.
const tokenChunk = 1 << 12

// cut appends the sentences of turn i; tokens is the common backing array.
func (d *document) cut(i int, tokens []text.Token) []text.Token {
	t := &d.Call.Turns[i]
	side := call.Unknown
	if t.Speaker >= 0 && t.Speaker < len(d.Call.Speakers) {
		side = d.Call.Speakers[t.Speaker].Side
	}
	turn := &d.Turns[i]
	turn.origin, turn.First = origin{t.Speaker, side, t.Heading}, len(d.Sentences)
	spans := d.vocabulary.Utterances
	if d.isNote() {
		spans = text.Sentences
	}
	for _, sp := range spans(t.Text) {
		piece := t.Text[sp.From:sp.To]
		if cap(tokens)-len(tokens) < len(piece)/3+8 { // what doesn't fit all the same is copied
			tokens = make([]text.Token, 0, min(tokenChunk, 8+len(t.Text))+len(piece)/3)
		}
		first := len(tokens)
		var words int
		tokens, words = d.vocabulary.Cut(tokens, piece)
		d.Sentences = append(d.Sentences, sentence{})
		s := &d.Sentences[len(d.Sentences)-1]
		s.origin, s.Turn, s.Index, s.Words = &turn.origin, i, len(d.Sentences)-1, words
		turn.Words += words
		s.Text, s.From, s.To, s.Tokens = piece, int32(sp.From), int32(sp.To), tokens[first:len(tokens):len(tokens)]
	}
	turn.End = len(d.Sentences)
	return tokens
}

// startAt returns when byte at of the turn was said, in seconds, as near as its
// cues tell; -1 where the format has no times.
func startAt(t *call.Turn, at int) float64 {
	start := t.Start
	for _, cue := range t.Cues {
		if cue.From > at {
			break
		}
		start = cue.Start
		if cue.End > cue.Start && cue.To > cue.From && at < cue.To {
			start += (cue.End - cue.Start) * float64(at-cue.From) / float64(cue.To-cue.From)
		}
	}
	return start
}
