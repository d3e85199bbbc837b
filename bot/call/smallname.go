package call

import (
	"slices"
	"strings"
	"unicode"
)

// lowerFirm reads a company that the writer left in lower case, one of whose
// words is none of English or that ends like a company.
func (k *names) lowerFirm(words []string) string {
	name := k.lowerName(words)
	if bare := tokens(name); len(bare) == 0 || allCommon(bare) && !hasCompanyWord(bare) {
		return ""
	}
	return name
}

// lowerName reads a name in lower case: up to three words that end a clause,
// none of them a word of speech.
func (k *names) lowerName(words []string) string {
	for n, w := range words[:min(len(words), 4)] {
		bare := bareWord(w)
		over := n > 0 && (places["over"][bare] || w[0] == '(')
		if !over && (n == 3 || bare == "" || notNames[bare] || titleWords[bare] || places["after"][bare] || isDigit(bare[0])) {
			return ""
		}
		if !over {
			n++
		}
		if over || strings.IndexByte(".,;:!)", w[len(w)-1]) >= 0 || n == len(words) {
			name := strings.TrimRight(strings.Join(words[:n], " "), ".,;:!)")
			if k.isOurs(name) || k.isPerson(name) {
				return ""
			}
			return name
		}
	}
	return ""
}

// leftBehind reads where the writer has just been: "just off with harbour
// tiles", "come out of copper cellar with ana". There two words of English are
// a name, too.
func (k *names) leftBehind(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsSymbol(r) })
	for i := 1; i+1 < min(len(words), 10); i++ {
		before, at := bareWord(words[i-1]), bareWord(words[i])
		if at == "w/" || at == "w" {
			at = "with"
		}
		if !contact["leaving"][before+"-"+at] {
			continue
		}
		rest := words[i+1:]
		if len(rest) > 1 && strings.EqualFold(rest[0], "the") {
			rest = rest[1:]
		}
		if name, n := k.firm(rest); n > 1 && !strings.EqualFold(name, words[0]) {
			return name
		}
		if name := k.lowerName(words[i+1:]); strings.Contains(name, " ") || name == k.lowerFirm(words[i+1:]) && !hasUpper(name) {
			return name
		}
	}
	return ""
}

// isHalfCapital knows a company of which the writer left what it does in lower
// case, "Moulton snail farm".
func (k *names) isHalfCapital(piece string) bool {
	words := strings.Fields(piece)
	n := capitalRun(words)
	if n == 0 || n == 1 && IsCommonWord(bareWord(words[0])) || n == len(words) || len(words) > 4 || !companyWords[words[len(words)-1]] {
		return false
	}
	first := bareWord(words[0])
	return !givenNames[first] && !titleWords[first] && !openers[first] && !contact["noun"][first] && !k.isOurs(piece) && !hasUpper(strings.Join(words[n:], "")) &&
		!slices.ContainsFunc(words[n:], func(w string) bool { return notNames[w] || contact["noun"][w] })
}

// isSmallFirm knows a company that the writer left in lower case by its last
// word, "brannon timber", or as two family names. One of its words is none of
// English.
func (k *names) isSmallFirm(piece string) bool {
	words := tokens(piece)
	if len(words) == 2 && strings.Contains(piece, " & ") && !hasUpper(piece) {
		return !givenNames[words[0]] && !givenNames[words[1]] && !allCommon(words) && !k.isOurs(piece)
	}
	return len(words) > 1 && len(words) <= 4 && !hasUpper(piece) && companyWords[words[len(words)-1]] && !allCommon(words) &&
		!slices.ContainsFunc(words, func(w string) bool { return notNames[w] || contact["noun"][w] }) && !k.isOurs(piece) && !k.isPerson(piece)
}

// dictated reads a company in a line of speech written down without capitals or
// commas, "okay so this is brannon timber i just came out of there": after a
// word that leads to a name, up to four words that end like a company. One of
// them is none of English.
func (k *names) dictated(text string) string {
	if hasUpper(strings.ReplaceAll(text, "I", "i")) {
		return ""
	}
	words := strings.Fields(text)
	for i := range words[:min(len(words), 20)] {
		if i > 0 && !contact["lead"][bareWord(words[i-1])] {
			continue
		}
		for n := min(4, len(words)-i); n > 1; n-- {
			if name := strings.TrimRight(strings.Join(words[i:i+n], " "), ".,;:!)"); k.isSmallFirm(name) && !k.hasLead(words[i:i+n]) {
				return name
			}
		}
	}
	return ""
}

// hasLead reports whether one of the words can't stand within a name.
func (k *names) hasLead(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		bare := bareWord(w)
		return contact["lead"][bare] || places["after"][bare] || titleWords[bare] || strings.Trim(bare, "-–—") == "" || givenNames[bare]
	})
}
