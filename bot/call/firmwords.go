package call

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	//go:embed lexicon/company_words.txt
	companyWordsFile string
	//go:embed lexicon/company_heads.txt
	companyHeadsFile string

	companyWords = wordSet(companyWordsFile)
	companyHeads = wordTable(companyHeadsFile)
)

// hasCompanyWord reports whether a name ends in a word such as "Foods", or
// begins with one such as "Hotel".
func hasCompanyWord(words []string) bool {
	for _, w := range words[1:] {
		if companyWords[w] || companyForms[w] {
			return true
		}
	}
	return hasCompanyHead(words)
}

// hasCompanyHead knows "Hotel Marenda" and "Town of Oxley", but not "Bank
// Holiday": something in it is no English.
func hasCompanyHead(words []string) bool {
	switch {
	case len(words) < 2 || allCommon(words[1:]):
		return false
	case words[1] == "of":
		return companyHeads["of"][words[0]]
	}
	return companyHeads["first"][words[0]]
}

// withoutTail takes off a name what is about it, in lower case: "Osier Vale
// lift ops", "Osier Joinery towel agreement", "Osier's new shed". Of a name
// in one word, or that could be no company's, nothing is taken off.
func withoutTail(piece string) string {
	words := strings.Fields(piece)
	n := nameRun(words)
	if last := len(words) - 1; n > 2 && n == len(words) && givenNames[fold(words[last])] && hasFirmShape(strings.Join(words[:last], " ")) {
		return strings.Join(words[:last], " ") // "Osier Joinery Dana"
	}
	if n == 0 || n == len(words) || len(words)-n > 4 || hasUpper(strings.Join(words[n:], "")) || isNoTail(words[n]) {
		return piece
	}
	name := strings.TrimPrefix(strings.Join(words[:n], " "), "The ")
	bare, genitive := cutGenitive(name)
	switch last := bareWord(words[len(words)-1]); {
	case genitive && !IsCommonWord(fold(bare)) && !givenNames[fold(words[0])]:
		return bare
	case hasFirmShape(name), n > 1 && departments[last]:
		return name
	}
	return piece
}

// hasFirmShape reports whether a name is a company's by its words alone.
func hasFirmShape(name string) bool {
	words := tokens(name)
	return len(words) > 1 && (hasCompanyWord(words) || strings.Contains(name, " & "))
}

// nameRun counts the words of a name at the start of words: capitalised, with
// what joins them.
func nameRun(words []string) int {
	n := 0
	for i, w := range words {
		switch {
		case isCapitalised(w):
			n = i + 1
		case i == 0 || !particles[w] && !linkWords[w] || w == "for" || w == "in" || w == "by" || w == "under":
			return n
		}
	}
	return n
}

// isNoTail reports whether a word can't begin what is about a company: it has a
// capital, makes a sentence, or is what a rival does.
func isNoTail(w string) bool {
	bare := bareWord(w)
	return hasUpper(w) || notNames[bare] && !linkWords[w] || places["over"][bare] || contact["rival"][bare]
}

// cutGenitive takes off the end of "Osier's".
func cutGenitive(name string) (bare string, ok bool) {
	for _, end := range []string{"'s", "’s"} {
		if bare, ok := strings.CutSuffix(name, end); ok {
			return bare, true
		}
	}
	return name, false
}

func isCapitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsDigit(r) && hasUpper(w)
}
