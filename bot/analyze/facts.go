package analyze

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
)

//go:embed lexicon/facts.txt
var factFile string

var factLexicon = sync.OnceValue(func() *text.Lexicon { return text.MustParseLexicon(factFile) })

// Weights of what speaks for a kind of fact, and the least that makes one. A
// hint alone is no fact.
const (
	sureWeight = 4
	factWeight = 2
	cueWeight  = 2
	hintWeight = 1
	leastFact  = 2
	// mostFacts is the share of the customer's sentences that may become
	// facts, so that a card stays readable; the strongest are kept.
	mostFacts = 0.55
	// mostNoteFacts is the same for a note, where a line is dense.
	mostNoteFacts = 1.3
	fewestFacts   = 8
)

// candidate is a sentence that may tell a fact of a kind.
type candidate struct {
	s        *sentence
	sentence int
	kind     FactKind
	score    int
}

// findFacts returns what the customer's own sentences, or a note's lines about
// the customer, tell about them, in the order of the text.
func findFacts(d *document) []Fact {
	var all []candidate
	sentences := 0
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if !tellsFacts(d, s) {
			continue
		}
		for _, piece := range d.factPieces(s) {
			sentences++
			all = append(all, candidatesIn(d, piece)...)
		}
	}
	share := mostFacts
	if d.isNote() {
		share = mostNoteFacts
	}
	keep := strongest(all, max(fewestFacts, int(share*float64(sentences))))
	out := make([]Fact, 0, len(keep))
	for _, c := range keep {
		out = append(out, factOf(d, c))
	}
	return out
}

// tellsFacts reports whether a sentence is the customer's own, or a note's
// about the customer.
func tellsFacts(d *document, s *sentence) bool {
	if d.isNote() {
		if strings.HasPrefix(s.Text, "→") || strings.HasPrefix(s.Text, "->") || strings.HasPrefix(s.Text, "@") {
			return false // marked as somebody's task
		}
		if s.Voice == SellerVoice || d.isTaken(s) || s.Heading == "title" || s.Heading == "next_steps" || s.Heading == "pitched" || s.Heading == "agenda" {
			return false
		}
		return !d.Call.Turns[s.Turn].Box && s.Words >= 2
	}
	return s.Side == call.Customer && !d.Turns[s.Turn].Backchannel && !s.promising() && (s.Words >= 3 || s.sure != 0 && s.Words == 2)
}

// isTaken reports whether a sentence of a note is little but a promise or a
// report of something done.
func (d *document) isTaken(s *sentence) bool {
	return slices.ContainsFunc(d.taken[s.Turn], func(quote string) bool {
		return strings.Contains(s.Text, quote) && 2*len(strings.Fields(quote)) >= s.Words
	})
}

// factPieces returns the sentence, or its parts where a note was typed
// without capitals.
func (d *document) factPieces(s *sentence) []*sentence {
	if !d.isNote() {
		return []*sentence{s}
	}
	var out []*sentence
	for _, part := range lowerSentences(s.Text) {
		piece := *s
		piece.Text = part
		if part != s.Text {
			piece.Tokens = d.vocabulary.AppendTokens(nil, part)
		}
		if w := strings.ToLower(firstWord(part)); w != "i" && w != "we" && w != "i've" && w != "i'll" && w != "we'll" && w != "il" {
			out = append(out, &piece)
		}
	}
	return out
}

// strongest keeps the best n, in the order of the text.
func strongest(all []candidate, n int) []candidate {
	if len(all) > n {
		slices.SortStableFunc(all, func(a, b candidate) int { return b.score - a.score })
		all = all[:n]
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.sentence - b.sentence })
	return all
}

// factKinds are the kinds with the cue that speaks for each, if there is one.
var factKinds = [...]struct {
	kind FactKind
	cue  Label
	// heading is the kind of a note's heading below which a line is of the kind.
	heading string
}{
	{FactPain, CuePain, "pain"},
	{FactGoal, CueGoal, ""},
	{FactStandard, CueStandard, ""},
	{FactDecision, CueDecision, "decision"},
	{FactObjection, CueObjection, "objections"},
	{FactPersonal, CuePersonal, "personal"},
	{FactDate, CueTiming, "timing"},
	{FactBudget, "", "budget"},
	{FactCompetitor, "", "competition"},
	{FactPreference, "", ""},
	{FactPerson, "", "attendees"},
	{FactNeed, "", "needs"},
	{FactValue, "", ""},
}

// factWeights holds for each section of facts.txt what its phrases weigh, and
// for which of factKinds.
var factWeights = sync.OnceValue(func() []factWeightOf {
	names := factLexicon().Sections()
	out := make([]factWeightOf, len(names))
	for i, name := range names {
		strength, kind, _ := strings.Cut(name, ":")
		for k := range factKinds {
			if string(factKinds[k].kind) == kind {
				out[i] = factWeightOf{k, map[string]int{"sure": sureWeight, "fact": factWeight, "hint": hintWeight}[strength]}
			}
		}
	}
	return out
})

type factWeightOf struct {
	kind   int // index into factKinds
	weight int // 0: for no kind
}

// mostKinds is how many kinds of fact one sentence tells: with more, a card
// repeats itself.
const mostKinds = 2

// candidatesIn scores a sentence for every kind and returns the best ones.
func candidatesIn(d *document, s *sentence) []candidate {
	words, matches := d.reader().readFacts(s.Tokens)
	var scores [len(factKinds)]int
	for _, m := range matches {
		w := factWeights()[m.Number]
		scores[w.kind] += w.weight
	}
	var out []candidate
	for i, k := range factKinds {
		score := scores[i]
		if score > 0 && score < leastFact {
			score = hintWeight
		}
		switch {
		case k.cue == "":
		case s.sure.has(k.cue), k.kind == FactObjection && s.sure.has(CueWorry):
			score += cueWeight
		case s.Labels.has(k.cue):
			score += hintWeight
		}
		if k.heading != "" && s.Heading == k.heading {
			score += 2 * factWeight
		}
		if score >= leastFact && (k.kind != FactDate || inCalendar(s, matches)) {
			out = append(out, candidate{s, s.Index, k.kind, min(score, 9) + concrete(words)})
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return b.score - a.score })
	out = slices.DeleteFunc(out, func(c candidate) bool {
		other, ok := nearly[c.kind]
		return ok && slices.ContainsFunc(out, func(x candidate) bool { return x.kind == other && x.score >= c.score })
	})
	return out[:min(len(out), mostKinds)]
}

// nearly are kinds that say the same of one sentence: the first gives way to
// the second where that is as strong.
var nearly = map[FactKind]FactKind{FactGoal: FactNeed, FactStandard: FactPreference}

// dayInFigures is "the 4th", "13/10", "31.12." or "2027-05-01".
var dayInFigures = regexp.MustCompile(`(?i)\b\d{1,2}(st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}(/\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.|\b\d{4}-\d\d-\d\d\b`)

// inCalendar reports whether a sentence names a day, a month or an occasion,
// and no mere stretch of time.
func inCalendar(s *sentence, matches []text.Match) bool {
	return slices.ContainsFunc(matches, func(m text.Match) bool { return m.Section == "calendar" }) ||
		strings.ContainsAny(s.Text, "0123456789") && dayInFigures.MatchString(s.Text)
}

// concrete is one for a sentence with a number or a name in it: those are the
// facts worth keeping.
func concrete(words []text.Token) int {
	for _, w := range words {
		if w.Lower == "<num>" || w.Lower == "<name>" {
			return 1
		}
	}
	return 0
}

// readFacts returns the words of a sentence as facts.txt knows them (written
// out, numbers as <num>, names as <name>) and the phrases in them, until the
// next call.
func (r *phraseReader) readFacts(tokens []text.Token) ([]text.Token, []text.Match) {
	if r.facts == nil {
		r.facts = factLexicon().NewMatcher(r.words)
	}
	words := r.write(r.tokens[:0], tokens)
	r.tokens = words
	first := true
	for i := range words {
		w := &words[i]
		switch {
		case !w.IsWord():
			first = first || w.Lower == "." || w.Lower == "\"" || w.Lower == "“" || w.Lower == ":"
			continue
		case isAmount(w):
			w.Lower, w.Number = "<num>", r.words.Number("<num>")
		case !first && isName(w):
			w.Lower, w.Number = "<name>", r.words.Number("<name>")
		}
		first = false
	}
	r.matches = r.facts.AppendMatches(r.matches[:0], words)
	return words, r.matches
}

// isAmount reports whether a word is a number of two or more, in digits or
// spelled out.
func isAmount(w *text.Token) bool {
	if w.Kind == text.Number {
		return true
	}
	switch w.Lower {
	case "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "eleven", "fourteen", "fifteen", "sixteen", "eighteen", "nineteen", "nine", "eight":
		return true
	}
	return false
}

// isName reports whether a word in the middle of a sentence is written as a
// name.
func isName(w *text.Token) bool {
	r, size := utf8.DecodeRuneInString(w.Text)
	if !unicode.IsUpper(r) || w.Kind != text.Word || len(w.Text) == size || strings.HasPrefix(w.Text, "I'") || strings.HasPrefix(w.Text, "I’") {
		return false
	}
	if _, known := dayNames[w.Lower]; known {
		return false
	}
	return strings.ToUpper(w.Text) != w.Text || len(w.Text) > 5
}

var dayNames = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true, "christmas": true, "easter": true, "english": true, "excel": true,
	"mr": true, "mrs": true, "ms": true, "dr": true, "jan": true, "feb": true, "mar": true, "apr": true, "sept": true, "oct": true, "nov": true, "dec": true,
}

// factOf makes the fact of a candidate.
func factOf(d *document, c candidate) Fact {
	s := c.s
	quote := clip(strings.TrimRight(s.Text, " .,;"), 240)
	return Fact{Kind: c.kind, About: aboutWhom(d, s, c.kind), Text: factText(quote), Quote: quote, Turn: s.Turn}
}

// factText is the quote without the words that only carry it on.
func factText(quote string) string {
	for {
		word, rest, ok := strings.Cut(quote, " ")
		if !ok || !carriesOn(strings.ToLower(strings.TrimRight(word, ","))) {
			break
		}
		quote = strings.TrimSpace(rest)
	}
	return quote
}

func carriesOn(w string) bool {
	switch w {
	case "and", "but", "so", "well", "um", "uh", "er", "yeah", "yes", "no", "oh", "okay", "honestly", "because", "also", "mm", "ah", "hm":
		return true
	}
	return false
}
