package analyze

import (
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
	read         []*phrases       // of each sentence, made when first asked for
	starts, ends bool             // turns carry times
	topicIDs     map[string]int32 // numbers of the topics (topic.go)
	sides        *people          // whom the text names, when first asked for
	taken        map[int][]string // quotes of a note's promises and reports, by line
}

// turn is a call.Turn's range of sentences: d.Sentences[First:End].
type turn struct {
	First, End  int
	Speaker     int // index into Call.Speakers; -1 in a note
	Side        call.Side
	Heading     string // notes: kind of the heading above
	Voice       Voice  // notes: seller, customer, logistics or "" (mixed, or form)
	Backchannel bool   // nothing but "mhm", "right", "okay"
}

// sentence is one sentence, or one clause of unpunctuated speech.
type sentence struct {
	Turn    int // index into document.Turns and Call.Turns
	Index   int // index into document.Sentences
	Speaker int // index into Call.Speakers; -1 in a note
	Side    call.Side
	Text    string // Call.Turns[Turn].Text[From:To]
	From    int    // bytes
	To      int
	Tokens  []text.Token // of Text; offsets count from its start
	Words   int          // tokens that are words
	Labels  labelSet
	Heading string  // notes: kind of the heading above the line
	Voice   Voice   // notes: of the line
	Start   float64 // seconds; -1 where the format has no times

	work    sectionSet   // of the lexicon of work that the sentence has phrases of
	sure    labelSet     // of the cue labels, those that are sure
	told    labelSet     // of these, those that the lexicon of facts alone knows
	pledge  bool         // holds a promise
	matches []text.Match // of the package's lexicon
	topics  []int32      // different topics, by number
	facts   []text.Match // of the lexicon of facts, once factsIn has read it
	looked  bool         // it has
}

// has reports whether a phrase of the lexicon's section is in the sentence.
func (s *sentence) has(section string) bool {
	for i := range s.matches {
		if s.matches[i].Section == section {
			return true
		}
	}
	return false
}

// hasKind is has for the section of a kind: "cue:" and "pain".
func (s *sentence) hasKind(prefix, kind string) bool {
	for i := range s.matches {
		if rest, ok := strings.CutPrefix(s.matches[i].Section, prefix); ok && rest == kind {
			return true
		}
	}
	return false
}

// first returns the first match of a section.
func (s *sentence) first(section string) (text.Match, bool) {
	for _, m := range s.matches {
		if m.Section == section {
			return m, true
		}
	}
	return text.Match{}, false
}

// quote returns the words of tokens from up to to, as written.
func (s *sentence) quote(from, to int) string {
	return s.Text[s.Tokens[from].From:s.Tokens[to-1].To]
}

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

// newDocument cuts the turns of a call into sentences. Typed lines are cut at
// punctuation only; speech also at clauses, where the recogniser left
// punctuation out.
func newDocument(c *call.Call, o Options) *document {
	d := &document{Call: c, Opt: o, Turns: make([]turn, len(c.Turns))}
	d.starts, d.ends = c.HasTimes()
	size := 0
	for _, t := range c.Turns {
		size += len(t.Text)
	}
	d.vocabulary = text.NewVocabulary(size)
	d.Sentences = make([]sentence, 0, size/50+len(c.Turns))
	var tokens []text.Token
	for i := range c.Turns {
		tokens = d.cut(i, tokens)
	}
	d.readTopics()
	d.readWork()
	return d
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
	d.Turns[i] = turn{First: len(d.Sentences), Speaker: t.Speaker, Side: side, Heading: t.Heading}
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
		s.Turn, s.Index, s.Speaker, s.Side = i, len(d.Sentences)-1, t.Speaker, side
		s.Text, s.From, s.To, s.Tokens = piece, sp.From, sp.To, tokens[first:len(tokens):len(tokens)]
		s.Words, s.Heading, s.Start = words, t.Heading, startAt(t, sp.From)
	}
	d.Turns[i].End = len(d.Sentences)
	return tokens
}

// startAt returns when byte at of the turn was said, as near as its cues
// tell.
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
