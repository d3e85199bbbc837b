package text

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

//go:embed abbreviations.txt
var abbreviationFile string

//go:embed clauses.txt
var clauseFile string

// Span is a piece of a text: s[From:To], without white space around it.
type Span struct{ From, To int }

// Sentences cuts written text by the Unicode rules (UAX #29), put right after
// abbreviations and initials. Text without full stops stays one sentence.
func Sentences(s string) []Span { return appendSentences(nil, s) }

func appendSentences(out []Span, s string) []Span {
	from := 0
	for end := 0; end < len(s); {
		end = sentenceEnd(s, end)
		if end < len(s) && goesOn(s[from:end], s[end:]) {
			continue
		}
		if sp, ok := trim(s, from, end); ok {
			out = append(out, sp)
		}
		from = end
	}
	if sp, ok := trim(s, from, len(s)); ok {
		out = append(out, sp)
	}
	return out
}

// mayEnd are the bytes after which a sentence may end by the Unicode rules,
// and those that may begin such a character.
var mayEnd = func() (table [256]bool) {
	for c := utf8.RuneSelf; c < len(table); c++ {
		table[c] = true
	}
	for _, c := range []byte(".!?\n\r") {
		table[c] = true
	}
	return table
}()

// sentenceEnd returns where the sentence that begins at from ends by UAX #29.
// Up to the first mark nothing can end it, and of what stands before the mark
// the rules ask for one character: they are spared the rest.
func sentenceEnd(s string, from int) int {
	at := from
	for at < len(s) && !mayEnd[s[at]] {
		at++
	}
	if at+2 < len(s) && s[at] != '\n' && s[at] < utf8.RuneSelf && s[at+1] == ' ' && 'A' <= s[at+2] && s[at+2] <= 'Z' && s[at] != '\r' {
		return at + 2 // the plain case of rule SB11
	}
	at = max(from, at-2)
	it := sentences.FromString(s[at:])
	it.Next()
	return at + it.End()
}

// Utterances cuts speech: like Sentences, and where speech recognition left
// punctuation out, at the beginnings of clauses as well.
func Utterances(s string) []Span { return NewVocabulary(0).Utterances(s) }

// Utterances is Utterances for a text whose words v numbers. The result is
// good until the next call.
func (v *Vocabulary) Utterances(s string) []Span {
	v.sentences, v.utterances = appendSentences(v.sentences[:0], s), v.utterances[:0]
	for _, sp := range v.sentences {
		v.utterances = v.appendClauses(v.utterances, s, sp)
	}
	return v.utterances
}

func trim(s string, from, to int) (Span, bool) {
	piece := s[from:to]
	left := strings.TrimLeftFunc(piece, unicode.IsSpace)
	from += len(piece) - len(left)
	to = from + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return Span{from, to}, from < to
}

// goesOn reports whether what looks like the end of a sentence is none.
func goesOn(before, after string) bool {
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	if !strings.ContainsFunc(before, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return false // a lone mark belongs to what is before it; it stays apart
	}
	word, dot := strings.CutSuffix(before, ".")
	if !dot {
		return false
	}
	i := strings.LastIndexFunc(word, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '"' || r == '“' })
	word = word[i+1:]
	if word == "I" || word == "" {
		return false
	}
	if utf8.RuneCountInString(word) == 1 {
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(r) && i > 0 // an initial: "Dana J. Ortiz"
	}
	return abbreviations()[strings.ToLower(word)]
}

var abbreviations = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, line := range strings.Split(abbreviationFile, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[strings.TrimSuffix(strings.ToLower(line), ".")] = true
		}
	}
	return out
})

var clauses = sync.OnceValue(func() *Lexicon { return MustParseLexicon(clauseFile) })

const (
	// runOn is how many words without a mark between them make a stretch
	// that is cut into clauses, if the sentence has a full stop at its end.
	runOn = 40
	// bareRunOn is the same where there is none.
	bareRunOn = 7
	// A clause may begin after so many words of the one before.
	afterStrong, afterWeak = 2, 6
)

// appendClauses adds sp, cut at clauses if it is a run-on.
func (v *Vocabulary) appendClauses(out []Span, s string, sp Span) []Span {
	piece := s[sp.From:sp.To]
	last, _ := utf8.DecodeLastRuneInString(piece)
	limit := bareRunOn
	if strings.ContainsRune(".?!…", last) {
		limit = runOn
	}
	if strings.Count(piece, " ") < limit-1 {
		return append(out, sp)
	}
	v.tokens = v.AppendTokens(v.tokens[:0], piece)
	tokens := v.tokens
	if longestStretch(tokens) < limit {
		return append(out, sp)
	}
	from := sp.From
	for _, cut := range v.cuts(tokens) {
		to := sp.From + int(tokens[cut].From)
		if x, ok := trim(s, from, to); ok {
			out = append(out, x)
		}
		from = to
	}
	return append(out, Span{from, sp.To})
}

// longestStretch is the most words in a row without a mark between them.
func longestStretch(tokens []Token) int {
	most, n := 0, 0
	for i := range tokens {
		if tokens[i].Kind == Punct {
			n = 0
			continue
		}
		n++
		most = max(most, n)
	}
	return most
}

// cuts returns the tokens at which a clause begins.
func (v *Vocabulary) cuts(tokens []Token) []int32 {
	var out []int32
	last := int32(0)
	if v.clauses == nil {
		v.clauses = clauses().NewMatcher(v)
	}
	v.matches = v.clauses.AppendMatches(v.matches[:0], tokens)
	matches := v.matches
	for _, m := range matches {
		words := m.From - last
		enough := m.Section == "strong" && words >= afterStrong || m.Section == "weak" && words >= afterWeak
		if enough && m.From > 0 && len(tokens)-int(m.From) >= 2 && !held(matches, m.From) {
			out = append(out, m.From)
			last = m.From
		}
	}
	return out
}

// held reports whether a cut before token i would part words that belong
// together.
func held(matches []Match, i int32) bool {
	for _, m := range matches {
		if m.From >= i {
			return false
		}
		if m.Section == "hold" && i < m.To {
			return true
		}
	}
	return false
}
