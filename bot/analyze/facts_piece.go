package analyze

import (
	"slices"
	"strings"
	"unicode/utf8"

	"heed/bot/text"
)

// Pieces of a sentence: a fact is told in a clause, and a card has room for a
// clause.
const (
	// longSpoken is the number of words from which speech is cut at its
	// conjunctions.
	longSpoken = 16
	// shortPiece is the least that stands on its own in speech.
	shortPiece = 5
	// shortNotePiece is the same in a note, where a line is a list.
	shortNotePiece = 3
)

// factPieces cuts a sentence into the pieces that may each tell a fact. A
// piece is a stretch of the sentence, with the sentence's labels.
func (d *document) factPieces(s *sentence) []*sentence {
	if !d.isNote() {
		if s.Words < longSpoken {
			return []*sentence{s}
		}
		return d.pieces(s, cutClauses(s.Text, spokenCuts, shortPiece))
	}
	var texts []string
	for _, part := range lowerSentences(s.Text) {
		if w := strings.ToLower(firstWord(part)); !writers[w] {
			texts = append(texts, cutClauses(part, notedCuts, shortNotePiece)...)
		}
	}
	texts = slices.DeleteFunc(texts, func(piece string) bool { return saysOnly(piece) || s.Turn < headLines && saysMeeting(piece) })
	return d.pieces(s, texts)
}

// writers are the words that begin what a note's writer did or will do.
var writers = wordsOf("i we i've i'll we'll il i'm we've we're i’m i’ve i’ll i'd")

// saysMeeting reports whether a piece at the head of a note says nothing but that
// they spoke, and with whom: "Met with Ada", "quick one on Orbis Tiles", "just
// off the phone with Ada there".
func saysMeeting(piece string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(piece, " .,;:!")))
	for len(words) > 0 && leadsInto[words[0]] {
		words = words[1:]
	}
	if len(words) < 2 || len(words) > mostMeeting {
		return false
	}
	switch words[0] {
	case "note", "one", "summary":
		return words[1] == "on" || words[1] == "of"
	case "with", "w":
		return false // "with Harbright until June" is whom they use
	}
	return meetingWords[words[0]] && !strings.Contains(piece, "'s ")
}

// mostMeeting is how many words it takes at most to say that they spoke.
const mostMeeting = 9

// leadsInto are words before a meeting's own.
var leadsInto = wordsOf("just jsut ok okay so quick short a had got off the good back from hi all recap of k my today's notes")

func (d *document) pieces(s *sentence, texts []string) []*sentence {
	if len(texts) == 1 && texts[0] == s.Text {
		return []*sentence{s}
	}
	out, pieces := make([]*sentence, len(texts)), make([]sentence, len(texts))
	for i, part := range texts {
		piece := &pieces[i]
		*piece = *s
		piece.facts, piece.looked = nil, false
		d.reword(piece, part)
		out[i] = piece
	}
	return out
}

// reword gives a copy of a sentence a part of its words alone.
func (d *document) reword(piece *sentence, part string) {
	piece.Text = part
	piece.Tokens = d.vocabulary.AppendTokens(make([]text.Token, 0, len(part)/4+4), part)
	piece.numeral = slices.ContainsFunc(piece.Tokens, isNumeral)
	piece.Words = 0
	for range strings.FieldsSeq(part) {
		piece.Words++
	}
}

// spokenCuts are where a long spoken sentence turns to something else.
var spokenCuts = []string{
	", and ", ", but ", ", so ", ", because ", ", otherwise ", "; ", " – ", " — ",
	" and if ", " and he ", " and she ", " and they ", " and we ", " and i ", " and I ", " and it ", " and I'm ", " and i'm ", " and my ",
}

// notedCuts are where a line of a note goes on to the next item.
var notedCuts = []string{", ", "; ", " – ", " — ", " / "}

// opens holds the first two bytes of all of these marks: at most bytes of a
// sentence none begins.
var opens = func() (table [2][256]bool) {
	for _, mark := range slices.Concat(spokenCuts, notedCuts) {
		table[0][mark[0]], table[1][mark[1]] = true, true
	}
	return table
}()

// cutClauses cuts s at any of the marks, and puts together again what is
// shorter than least words. Words in quotation marks or brackets stay whole.
func cutClauses(s string, marks []string, least int) []string {
	var out []string
	from, depth, open := 0, 0, false
	for i := 0; i+1 < len(s); i++ {
		switch c := s[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '"', c >= utf8.RuneSelf && (strings.HasPrefix(s[i:], "“") || strings.HasPrefix(s[i:], "”")):
			open = !open
		}
		if depth > 0 || open || !opens[0][s[i]] || !opens[1][s[i+1]] {
			continue
		}
		for _, mark := range marks {
			if strings.HasPrefix(s[i:], mark) && !goesOn(s[i+len(mark):]) && hasWords(s[from:i], least) && hasWords(s[i+len(mark):], least) {
				out = append(out, strings.TrimSpace(s[from:i]))
				from = i + 1
				break
			}
		}
	}
	rest := strings.TrimSpace(s[from:])
	return append(out, rest)
}

// goesOn reports whether s goes on about what stands before it: "who runs
// the yard", "which is 2.20 metres".
func goesOn(s string) bool {
	switch strings.ToLower(firstWord(s)) {
	case "which", "who", "whose", "whom", "where":
		return true
	}
	return false
}

// hasWords reports whether s has at least n words between white space.
func hasWords(s string, n int) bool {
	for range strings.FieldsSeq(s) {
		if n--; n <= 0 {
			return true
		}
	}
	return n <= 0
}

// addNoted adds what the shape of a note's line says. A maxim in quotation
// marks ("cheap is fine, late is not") is what they stand by; a line that says
// nothing else and opens with a number counts what happened, in the past
// tense, or what is needed.
func (s *sentence) addNoted(words []text.Token, matches []text.Match, scores *kindScores) {
	from, to := quotedTokens(words)
	past, pastSaid, maxim := false, false, false
	for _, m := range matches {
		inside := int(m.From) > from && int(m.To) <= to
		switch m.Section {
		case "past":
			past, pastSaid = true, pastSaid || inside
		case "maxim":
			maxim = maxim || inside
		}
	}
	if n := to - from; maxim && !pastSaid && n > 5 && n <= 20 && !s.hasNumber() {
		scores[valueKind] += sureWeight
	}
	if len(words) < 2 || slices.Max(scores[:]) >= leastFact || concrete(words) == 0 {
		return
	}
	switch {
	case past:
		scores[painKind] += factWeight
	case words[0].Lower == "<num>":
		scores[needKind] += factWeight
	}
}

// quotedTokens returns the tokens of the first quotation marks and of the last
// ones; both 0 if there are none.
func quotedTokens(words []text.Token) (from, to int) {
	for i := range words {
		switch words[i].Lower {
		case "\"", "“", "”", "„", "«", "»":
			if from == 0 && to == 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}
