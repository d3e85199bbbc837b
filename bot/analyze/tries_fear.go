package analyze

import (
	"strings"

	"heed/bot/text"
)

// feared returns what stands behind "worried about": a noun phrase, or a name.
func (s *sentence) feared() string {
	for _, m := range s.matches {
		if m.Section != "fear-of" || int(m.To) >= len(s.Tokens) {
			continue
		}
		at := int(m.To)
		if noun, end := s.phrase(at); noun != "" && s.closed(end) {
			return noun
		}
		if s.bareNoun(at) && s.closed(at+1) {
			return s.Tokens[at].Lower
		}
	}
	return s.frightening()
}

// frightening returns what stands before a verb of fear: "the dosing worries
// me", "it's the lift that scares us".
func (s *sentence) frightening() string {
	for verb := 1; verb+1 < len(s.Tokens); verb++ {
		if !fears[s.Tokens[verb].Lower] || !feels[s.Tokens[verb+1].Lower] {
			continue
		}
		end := verb
		for end > 0 && beforeFears[s.Tokens[end-1].Lower] {
			end--
		}
		for i := end - 2; i >= max(0, end-1-nounWords); i-- {
			said := determiners[s.Tokens[i].Lower]
			if said == "" || !s.startsClause(i) && (i == 0 || !itIs[s.Tokens[i-1].Lower]) {
				continue
			}
			if s.nounWords(i+1, end) && !s.vagueNoun(i+1, end) && !s.isPerson(i, end) {
				return said + " " + s.quote(i+1, end)
			}
		}
	}
	return ""
}

// fears are the verbs that what is feared stands before, feels the first word
// of whom they name, beforeFears what may stand between, itIs what the thing may
// follow.
var (
	fears       = wordsOf("worries worry scares scare bothers bother frightens frighten concerns terrifies unsettles troubles spooks")
	feels       = wordsOf("me us him her them people everybody everyone my our the")
	beforeFears = wordsOf("that which would does really also still honestly did might")
	itIs        = wordsOf("it's its is that's was")
)

func (s *sentence) nounWords(from, end int) bool {
	for i := from; i < end; i++ {
		if !s.nounWord(i) {
			return false
		}
	}
	return from < end
}

// fearedDoing returns what somebody is afraid of doing, as said to them:
// "moving your files" of "nervous about moving our files next year".
func (s *sentence) fearedDoing() string {
	for _, m := range s.matches {
		from := int(m.To)
		if m.Section != "fear-of" || from >= len(s.Tokens) || !isGerund(s.Tokens[from].Lower) {
			continue
		}
		if end := s.endOfDoing(from); end > from {
			return s.saidToThem(from, end)
		}
	}
	return ""
}

// endOfDoing returns where what somebody is afraid of doing, from token from on,
// ends: where a clause does, or else before a preposition; 0 if it goes on too
// long.
func (s *sentence) endOfDoing(from int) int {
	within := 0
	for i := from + 1; i <= from+doingWords; i++ {
		if i == len(s.Tokens) || s.Tokens[i].Kind == text.Punct || endsDoing[s.Tokens[i].Lower] && (s.Tokens[i].Lower != "that" || !prepositions[s.Tokens[i-1].Lower]) {
			return i
		}
		if within == 0 && prepositions[s.Tokens[i].Lower] {
			within = i
		}
	}
	return within
}

// saidToThem is a stretch of their words with "your" for "our".
func (s *sentence) saidToThem(from, end int) string {
	said := strings.ToLower(s.Tokens[from].Text)
	for i := from + 1; i < end; i++ {
		tok := s.Tokens[i]
		word := tok.Text
		if determiners[tok.Lower] == "your" {
			word = "your"
		}
		said += s.Text[s.Tokens[i-1].To:tok.From] + word
	}
	return said
}

// doingWords is the most words of what somebody is afraid of doing.
const doingWords = 8

// endsDoing are the words before which what somebody does has been said.
var endsDoing = wordsOf("because cause while when if so and but that who which since as or until till before after during " +
	"i i'm i've i'd i'll we we're we've we'd we'll he she they it's he's she's they're there there's me us myself ourselves honestly really like you know")

var prepositions = wordsOf("over on in at for with by to from into onto through under across")

func isGerund(word string) bool {
	return len(word) > 4 && strings.HasSuffix(word, "ing") && !things[word] && !spans[word] && !notDoing[word]
}

var notDoing = wordsOf("anything something nothing everything spring string building training meeting pricing being having going doing staffing billing wiring ceiling timing " +
	"losing missing failing breaking ending dropping running wasting paying forgetting")

// bareNoun reports whether token i is a noun without a determiner, behind the
// preposition that ends a phrase of fear: "concerned about storage".
func (s *sentence) bareNoun(i int) bool {
	if before := s.Tokens[i-1].Lower; before != "about" && before != "of" {
		return false
	}
	word := s.Tokens[i].Lower
	return s.nounWord(i) && len(word) > 3 && !s.vagueNoun(i, i+1) && !strings.HasSuffix(word, "ing") && !capitalized(s.Tokens[i].Text)
}
