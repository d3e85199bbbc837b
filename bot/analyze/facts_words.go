package analyze

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"heed/bot/text"
)

// readFacts returns the words of a sentence as facts_*.txt knows them (written
// out, numbers as <num>, sums as <money>, names as <name>) and the phrases in
// them, until the next call.
func (r *phraseReader) readFacts(tokens []text.Token) ([]text.Token, []text.Match) {
	if r.facts == nil {
		r.facts = factLexicon().NewMatcher(r.words)
		r.money, r.num, r.name = r.words.Token("<money>"), r.words.Token("<num>"), r.words.Token("<name>")
	}
	words := r.written[:0]
	if r.isWritten(tokens) {
		words = append(words, tokens...)
	} else {
		words = r.write(words, tokens)
	}
	r.written = words
	first := true
	for i := range words {
		w := &words[i]
		mayCount := w.Kind == text.Number || r.word(w.Number).traits&counts != 0
		switch {
		case !w.IsWord():
			first = first || w.Lower == "." || w.Lower == "\"" || w.Lower == "“" || w.Lower == ":"
			continue
		case mayCount && isMoney(w, words[i+1:]):
			w.Spelling = r.money.Spelling
		case mayCount && isAmount(w):
			w.Spelling = r.num.Spelling
		case i > 0 && w.From == words[i-1].From: // the "would" of "We'd", which has its capital
		case !first && isName(w), first && (opensWithName(words[i:]) || r.firmAtHead(words[i:])):
			w.Spelling = r.name.Spelling
		}
		first = false
	}
	r.matches = r.facts.AppendMatches(r.matches[:0], words)
	return words, r.matches
}

// factsIn returns the phrases of the lexicon of facts in a sentence, and keeps
// them.
func (d *document) factsIn(s *sentence) []text.Match {
	if !s.looked {
		r := d.reader()
		_, matches := r.readFacts(s.Tokens)
		s.looked, s.facts = true, r.matchesKept.take(len(matches))
		copy(s.facts, matches)
	}
	return s.facts
}

// moneyWords follow a number that is a sum.
var moneyWords = map[string]bool{
	"k": true, "grand": true, "euro": true, "euros": true, "eur": true, "dollar": true, "dollars": true, "usd": true, "bucks": true, "cents": true,
	"pound": true, "pounds": true, "gbp": true, "quid": true, "pence": true, "francs": true, "chf": true, "rupees": true, "rupee": true,
	"lakh": true, "lakhs": true, "crore": true, "crores": true, "yen": true, "rand": true, "kroner": true, "kronor": true, "reais": true, "pesos": true,
}

// currencies are the signs before and after a sum.
const currencies = "$£€¥₹"

// isMoney reports whether a word is a sum of money: "£38k", "R180k", "14" of
// "14 grand".
func isMoney(w *text.Token, rest []text.Token) bool {
	figures := false
	for i := range len(w.Text) {
		c := w.Text[i]
		if c == '$' || c >= utf8.RuneSelf && strings.ContainsAny(w.Text, currencies) {
			return strings.ContainsAny(w.Text, "0123456789") || len(rest) > 0 && rest[0].Kind == text.Number
		}
		figures = figures || '0' <= c && c <= '9'
	}
	if figures && (w.Text[len(w.Text)-1] == 'k' || w.Text[len(w.Text)-1] == 'K') {
		digits := strings.TrimLeft(w.Text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if len(digits) > 1 && len(w.Text)-len(digits) <= 3 && digits[0] >= '0' && digits[0] <= '9' {
			return true
		}
	}
	return isAmount(w) && len(rest) > 0 && moneyWords[rest[0].Lower]
}

// amountWords are the numbers from eight up that people spell out. Below,
// "one" and "two" are as often no number.
var amountWords = map[string]bool{
	"eight": true, "nine": true, "eleven": true, "twelve": true, "thirteen": true, "fourteen": true, "fifteen": true, "sixteen": true,
	"seventeen": true, "eighteen": true, "nineteen": true, "twenty": true, "thirty": true, "forty": true, "fifty": true, "sixty": true,
	"seventy": true, "eighty": true, "ninety": true, "hundred": true, "thousand": true, "million": true,
}

// isAmount reports whether a word is a number, in digits or spelled out.
func isAmount(w *text.Token) bool {
	return w.Kind == text.Number || amountWords[w.Lower]
}

// isName reports whether a word in the middle of a sentence is written as a
// name.
func isName(w *text.Token) bool {
	if w.Text != "" && 'a' <= w.Text[0] && w.Text[0] <= 'z' {
		return false
	}
	r, size := utf8.DecodeRuneInString(w.Text)
	if !unicode.IsUpper(r) || w.Kind != text.Word || len(w.Text) == size || strings.HasPrefix(w.Text, "I'") || strings.HasPrefix(w.Text, "I’") {
		return false
	}
	if notNames()[w.Lower] {
		return false
	}
	return strings.ToUpper(w.Text) != w.Text || len(w.Text) > 5
}

// opensWithName reports whether the first word of a sentence, written with a
// capital like any other, is a name all the same: it has a capital inside, or
// a second name after it.
func opensWithName(words []text.Token) bool {
	w := &words[0]
	if !isName(w) || stopWords()[w.Lower] {
		return false
	}
	for i, r := range w.Text {
		if i > 0 && unicode.IsUpper(r) && !strings.ContainsAny(w.Text, "'’-") && strings.ToUpper(w.Text) != w.Text {
			return true
		}
	}
	return len(words) > 1 && words[1].From == w.To+1 && isName(&words[1]) && !uses[w.Lower]
}

// uses are the verbs at the head of a note's line with a name after them.
var uses = map[string]bool{
	"uses": true, "use": true, "using": true, "likes": true, "saw": true, "met": true, "has": true, "tried": true, "asked": true, "also": true,
}

// firmAtHead reports whether the first word of a sentence, with a capital like
// any other, can be nobody's but a firm's or a person's: no lexicon knows it,
// and what follows is what firms do ("Northgate quoted us nine") or what stands
// behind a name ("Ines, head of …", "Ines (IT)").
func (r *phraseReader) firmAtHead(words []text.Token) bool {
	if len(words) < 3 || !isName(&words[0]) || stopWords()[words[0].Lower] || factLexicon().Knows(words[0].Lower) || strings.HasSuffix(words[0].Lower, "ing") {
		return false
	}
	next := words[1].Lower
	return firmDoes[next] || next == "," || next == "(" || (next == "in" || next == "from") && departments[words[2].Lower]
}

// firmDoes are the verbs that a rival's name at the head of a sentence is known
// by.
var firmDoes = map[string]bool{
	"quoted": true, "quotes": true, "offered": true, "offers": true, "pitched": true, "bid": true, "undercut": true, "priced": true, "tendered": true,
	"came": true, "comes": true, "showed": true, "demoed": true, "charge": true, "charges": true, "have": true, "has": true, "are": true, "is": true, "will": true, "want": true,
	"rang": true, "called": true, "did": true, "ran": true, "does": true, "sent": true, "gave": true, "made": true, "wants": true, "rings": true,
	"keeps": true, "would": true, "can": true, "do": true, "brought": true, "rep": true, "runs": true, "handles": true, "manages": true, "leads": true,
	"looks": true, "supply": true,
}

// departments stand behind the name of somebody who works there, or begin what
// does ("in the office").
var departments = map[string]bool{
	"the": true, "our": true, "accounts": true, "billing": true, "finance": true, "hr": true, "it": true, "sales": true, "purchasing": true,
	"stores": true, "dispatch": true, "marketing": true, "reception": true, "legal": true, "payroll": true, "quality": true, "maintenance": true,
}

// notNames are words with a capital that name nobody.
var notNames = sync.OnceValue(func() map[string]bool { return wordSet("notnames") })
