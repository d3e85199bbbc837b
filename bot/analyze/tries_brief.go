package analyze

import "strings"

// opensOnly are words that a sentence opens with and that a quote does without;
// so are closesOnly at its end, and danglers before a cut.
var (
	opensOnly  = wordsOf("and but so well yeah yes no okay oh um uh er erm hm hmm ah eh")
	closesOnly = wordsOf("so ta thanks really honestly though anyway please sure you know")
	danglers   = wordsOf("real really quite so too more most some any not each every and but or so because cause if when that who which where what the a an my our your his her their its of in on at to for from with by as than " +
		"is are was were has have had been be will would can could not i we he she it they it's he's she's they're i'm we're there's that's never very")
)

// opensMore tells of openers, by what comes next, when they are more than that:
// "no money", "so far".
var opensMore = map[string]func(next string) bool{
	"no": func(next string) bool { return !clauseOpeners[next] && !opensOnly[strings.TrimRight(next, ",")] },
	"so": func(next string) bool { return measures[next] },
}

// measures are the words behind "so" that it belongs to.
var measures = wordsOf("far many much few little long")

// clauseOpeners are the words before which a quote that is too long is cut.
var clauseOpeners = wordsOf("and but because cause if when who who's which where so while i i'm i've i'd we we're we've he he's she she's they they're it's there's that's")

// briefWords is how many words of theirs a question says back.
const briefWords = 14

// brief is what was said, or the first clause of it, or the first words.
func brief(said string) string {
	said = inkless(said)
	for first := firstWord(said); opensOnly[strings.ToLower(strings.TrimRight(first, ","))]; first = firstWord(said) {
		rest := strings.TrimLeft(said[len(first):], " ,")
		if belongs := opensMore[strings.ToLower(first)]; belongs != nil && belongs(strings.ToLower(firstWord(rest))) {
			break
		}
		said = rest
	}
	for i := strings.LastIndex(said, ", "); i > 0 && onlyOf(closesOnly, said[i+2:]); i = strings.LastIndex(said, ", ") {
		said = said[:i]
	}
	if !hasWords(said, briefWords+1) {
		return said
	}
	if clauses := firstClauses(said); clauses != "" {
		return clauses
	}
	words := strings.Fields(said)[:briefWords-2]
	for i := len(words) - 1; i > shortPiece; i-- {
		if clauseOpeners[strings.ToLower(words[i])] || strings.HasSuffix(words[i-1], ",") {
			words = words[:i]
			break
		}
	}
	for len(words) > shortPiece && danglers[strings.ToLower(strings.Trim(words[len(words)-1], ",;"))] {
		words = words[:len(words)-1]
	}
	return strings.TrimRight(strings.Join(words, " "), ",;") + " …"
}

// firstClauses returns as many clauses as a question says back, "" if the first
// is too long.
func firstClauses(said string) string {
	end := 0
	for _, clause := range cutClauses(said, spokenCuts, shortPiece) {
		to := end + strings.Index(said[end:], clause) + len(clause)
		if hasWords(said[:to], briefWords+1) {
			break
		}
		end = to
	}
	return strings.TrimRight(said[:end], " ,;")
}

// inkless is what was said without what a transcript puts into it: "[laughs]".
func inkless(said string) string {
	for {
		from := strings.IndexByte(said, '[')
		to := strings.IndexByte(said, ']')
		if from < 0 || to < from {
			return strings.Trim(said, " .,!?;:")
		}
		said = strings.TrimRight(said[:from], " ") + said[to+1:]
	}
}

func onlyOf(words map[string]bool, said string) bool {
	for word := range strings.FieldsSeq(said) {
		if !words[strings.ToLower(word)] {
			return false
		}
	}
	return true
}
