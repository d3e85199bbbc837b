package analyze

import (
	"slices"
	"strings"

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
		if w := strings.ToLower(firstWord(part)); w != "i" && w != "we" && w != "i've" && w != "i'll" && w != "we'll" && w != "il" {
			texts = append(texts, cutClauses(part, notedCuts, shortNotePiece)...)
		}
	}
	return d.pieces(s, texts)
}

func (d *document) pieces(s *sentence, texts []string) []*sentence {
	if len(texts) == 1 && texts[0] == s.Text {
		return []*sentence{s}
	}
	out := make([]*sentence, len(texts))
	for i, part := range texts {
		piece := *s
		piece.Text = part
		piece.Tokens = d.vocabulary.AppendTokens(nil, part)
		piece.Words = len(strings.Fields(part))
		out[i] = &piece
	}
	return out
}

// spokenCuts are where a long spoken sentence turns to something else.
var spokenCuts = []string{
	", and ", ", but ", ", so ", ", because ", ", otherwise ", "; ", " – ", " — ",
	" and if ", " and he ", " and she ", " and they ", " and we ", " and i ", " and I ", " and it ", " and I'm ", " and i'm ", " and my ",
}

// notedCuts are where a line of a note goes on to the next item.
var notedCuts = []string{", ", "; ", " – ", " — ", " / "}

// cutClauses cuts s at any of the marks, and puts together again what is
// shorter than least words. Words in quotation marks or brackets stay whole.
func cutClauses(s string, marks []string, least int) []string {
	var out []string
	from, depth, open := 0, 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '(':
			depth++
		case s[i] == ')':
			depth--
		case s[i] == '"', strings.HasPrefix(s[i:], "“"), strings.HasPrefix(s[i:], "”"):
			open = !open
		}
		if depth > 0 || open {
			continue
		}
		for _, mark := range marks {
			if strings.HasPrefix(s[i:], mark) && len(strings.Fields(s[from:i])) >= least && len(strings.Fields(s[i+len(mark):])) >= least {
				out = append(out, strings.TrimSpace(s[from:i]))
				from = i + 1
				if mark[0] == ';' || mark[0] == ',' {
					from = i + 1
				}
				break
			}
		}
	}
	rest := strings.TrimSpace(s[from:])
	return append(out, rest)
}

// addNoted adds what the shape of a note's line says. A maxim in quotation
// marks ("cheap is fine, late is not") is what they stand by; a line that says
// nothing else and opens with a number counts what happened, in the past
// tense, or what is needed.
func (s *sentence) addNoted(words []text.Token, matches []text.Match, scores *kindScores) {
	past, maxim := false, false
	for _, m := range matches {
		past, maxim = past || m.Section == "past", maxim || m.Section == "maxim"
	}
	if n := quotedWords(s.Text); maxim && !past && n >= 5 && n <= 18 && !s.hasNumber() {
		scores[valueKind] += factWeight
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
