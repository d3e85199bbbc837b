package call

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"heed/bot/text"
)

var (
	//go:embed lexicon/no_firms.txt
	noFirmsFile string
	//go:embed lexicon/cities.txt
	citiesFile string

	// noFirms are capitalised words of a talk that are no company.
	noFirms = wordSet(noFirmsFile)
	cities  = wordSet(citiesFile)
)

// The tokens that stand for names in firm_signs.txt.
const (
	firmToken   = "xfirm"
	shapeToken  = "xco" // a company's name by its last word
	oursToken   = "xours"
	personToken = "xperson"
)

// mark puts one token in the place of each name. at leads from the tokens
// that stand for a company to it.
func (h *firmHunt) mark(tokens []text.Token) (out []text.Token, at map[int]*firm) {
	tokens, out = withoutFillers(tokens), h.marked[:0]
	for i := 0; i < len(tokens); {
		n := h.run(tokens, i)
		if n == 0 {
			if w := tokens[i].Lower; w == firmToken || w == shapeToken || w == oursToken || w == personToken {
				tokens[i] = tokens[i].As("_", h.words.Number("_")) // a plain word, not what stands for a name
			}
			out = append(out, tokens[i])
			i++
			continue
		}
		is := h.classify(tokens[i:i+n], isAddressed(tokens, i))
		if is.token == shapeToken && len(out) > 0 && out[len(out)-1].Lower == "the" {
			out = out[:len(out)-1] // "the Gulden Park Hotel"
		}
		if is.firm != nil {
			if at == nil {
				at = map[int]*firm{}
			}
			at[len(out)] = is.firm
		}
		if is.token == "" {
			out = append(out, tokens[i:i+n]...)
		} else {
			out = append(out, h.words.Token(is.token))
		}
		i += n
	}
	h.marked = out
	return out, at
}

// withoutFillers makes "the, uh, the City" of it "the City".
func withoutFillers(toks []text.Token) []text.Token {
	kept := toks[:0]
	for i, t := range toks {
		switch {
		case fillers[t.Lower]:
		case t.Text == "," && (i+1 < len(toks) && fillers[toks[i+1].Lower] || i > 0 && fillers[toks[i-1].Lower]):
		case len(kept) > 0 && t.Kind == text.Word && kept[len(kept)-1].Lower == t.Lower:
		default:
			kept = append(kept, t)
		}
	}
	return kept
}

var fillers = wordSet("uh um er erm uhm ehm hm")

// named is what a name turned out to be: the token in its place, and the firm
// that it may name.
type named struct {
	token string
	firm  *firm
}

// classify says what a run of words names; token is "" for nothing in
// particular. Each spelling is looked at once.
func (h *firmHunt) classify(run []text.Token, titled bool) named {
	if titled {
		return named{token: personToken}
	}
	name := h.spell(run)
	known, ok := h.spelt[name]
	if !ok {
		known = h.look(name)
		h.spelt[name] = known
	}
	return known
}

func (h *firmHunt) look(name string) named {
	words := tokens(name)
	firmWord := len(words) > 1 && (hasCompanyWord(words) || strings.Contains(name, "&"))
	switch {
	case len(name) < 2 || len(words) == 0 || isJobTitle(name) && !firmWord:
		return named{}
	case h.names.isOurs(name) || h.names.soundsOurs(name):
		return named{token: oursToken}
	case h.isPerson(name, words):
		return named{token: personToken}
	case noFirms[words[0]] && !firmWord, len(words) == 1 && (cities[words[0]] || notNames[words[0]] || titleWords[words[0]] || jobTitles[words[0]]), h.lower && places["after"][words[0]], len(words) > 1 && places["last"][words[len(words)-1]]:
		return named{}
	case firmWord && !(h.lower && allCommon(words)):
		return named{shapeToken, h.firm(name)}
	}
	return named{firmToken, h.firm(name)}
}

// isAddressed reports whether "Mr." or the like stands before a name.
func isAddressed(toks []text.Token, i int) bool {
	for j := i - 1; j >= max(i-2, 0); j-- {
		if honorifics[toks[j].Lower] {
			return true
		}
		if toks[j].Kind != text.Punct {
			break
		}
	}
	return false
}

// isPerson knows the speakers by each of their names, and by all of them
// together. "Marina Crest" is nobody, though Marina is a name.
func (h *firmHunt) isPerson(name string, words []string) bool {
	if !slices.ContainsFunc(words, func(w string) bool { return !h.people[w] }) {
		return true
	}
	return h.names.isPerson(name) && !(len(words) > 1 && allCommon(words))
}

// soundsOurs reports whether a name is ours as a machine may have heard it:
// "Kiel and Harbour" of Keel & Harbour, at most one letter in six changed.
func (k *names) soundsOurs(s string) bool {
	heard := parseCompany(s).joined
	for _, o := range k.ours {
		if n := len(o.joined); n >= 6 && levenshtein.ComputeDistance(heard, o.joined) <= n/6 {
			return true
		}
	}
	return false
}

func allCommon(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !IsCommonWord(w) })
}

// run counts the tokens of a name at i: capitalised words with what joins
// them, or where nobody writes capitals words that are no English.
func (h *firmHunt) run(tokens []text.Token, i int) int {
	if h.lower {
		return h.lowerRun(tokens, i)
	}
	if !isCapital(tokens[i]) {
		return 0
	}
	n := 1
	for i+n < len(tokens) && n < 6 && !isGenitive(tokens[i+n-1]) {
		next := tokens[i+n]
		if isCapital(next) {
			n++
			continue
		}
		if i+n+1 >= len(tokens) || !isCapital(tokens[i+n+1]) || !joins(next.Lower, tokens[i+n+1].Lower) {
			break
		}
		n += 2
	}
	// "Thanks Skarsund", "So Whitecrest": a sentence begins with a capital
	// whatever its first word is.
	if startsSentence(tokens, i) {
		first := tokens[i].Lower
		switch {
		case n == 1 && IsCommonWord(first):
			return 0
		case n > 1 && (notNames[first] || openers[first] || titleWords[first] || noFirms[first] || IsCommonWord(first) && !companyWords[tokens[i+n-1].Lower]):
			return 0 // its rest is looked at next
		}
	}
	return n
}

// joins reports whether a word in lower case joins two of a company's name.
func joins(w, next string) bool {
	switch w {
	case "&", "of", "de", "del", "du", "des", "van", "von", "der":
		return true
	case "and", "und", "et":
		return companyWords[next] || companyForms[next]
	}
	return false
}

func startsSentence(tokens []text.Token, i int) bool {
	return i == 0 || tokens[i-1].Kind == text.Punct && strings.ContainsAny(tokens[i-1].Text, ".!?:\"“”…")
}

// lowerRun reads "lindqvist grain farm" and "odom and sons": words that are
// no English, and those that follow up to one of a company's name.
func (h *firmHunt) lowerRun(tokens []text.Token, i int) int {
	if n := h.headedRun(tokens, i); n > 0 {
		return n
	}
	if !h.isStrange(tokens[i]) {
		return h.anchoredRun(tokens, i)
	}
	n := 1
	for i+n < len(tokens) && n < 3 && h.isStrange(tokens[i+n]) {
		n++
	}
	whole := n
	for j := n; j < n+3 && i+j < len(tokens); j++ {
		w, _ := cutGenitive(tokens[i+j].Lower)
		if companyWords[w] {
			whole = j + 1
		} else if w != "and" && (notNames[w] || openers[w] || len(w) < 3) {
			break
		}
	}
	return whole
}

// headedRun reads "town of oxley" and "hotel marenda": a name that begins with
// what it is.
func (h *firmHunt) headedRun(tokens []text.Token, i int) int {
	n, w := 1, tokens[i].Lower
	switch {
	case i+2 < len(tokens) && companyHeads["of"][w] && tokens[i+1].Lower == "of":
		n = 2
	case i+1 >= len(tokens) || !companyHeads["first"][w]:
		return 0
	}
	if !h.isStrange(tokens[i+n]) {
		return 0
	}
	return n + h.lowerRun(tokens, i+n)
}

// wordyRun reads a name of three English words and more that ends like a
// company's, "maple creek animal hospital".
func (h *firmHunt) wordyRun(tokens []text.Token, i int) int {
	for n := 0; n < 5 && i+n < len(tokens); n++ {
		w, _ := cutGenitive(tokens[i+n].Lower)
		if n > 1 && companyWords[w] && (i+n+1 == len(tokens) || !companyWords[tokens[i+n+1].Lower]) {
			return n + 1
		}
		if len(w) < 3 || notNames[w] || openers[w] || titleWords[w] || places["after"][w] || jobTitles[w] || givenNames[w] || strings.HasSuffix(w, "ing") || strings.Contains(w, "'") {
			break
		}
	}
	return 0
}

// anchoredRun reads a name of English words straight after "everyone at".
func (h *firmHunt) anchoredRun(tokens []text.Token, i int) int {
	if i > 0 && contact["anchor"][tokens[i-1].Lower] {
		if n := h.wordyRun(tokens, i); n > 0 {
			return n
		}
	}
	if i < 2 || tokens[i-1].Lower != "at" || !places["you"][tokens[i-2].Lower] && tokens[i-2].Lower != "here" {
		return 0
	}
	n := 0
	for ; n < 3 && i+n < len(tokens); n++ {
		w := tokens[i+n].Lower
		if len(w) < 4 || notNames[w] || openers[w] || titleWords[w] || places["after"][w] || givenNames[w] || strings.HasSuffix(w, "ing") || strings.Contains(w, "'") {
			break
		}
	}
	return n
}

// isStrange reports whether a word of a talk without capitals may be a name.
func (h *firmHunt) isStrange(t text.Token) bool {
	w := strings.TrimSuffix(t.Lower, "'s")
	return t.Kind == text.Word && len(w) >= 4 && !strings.Contains(w, "'") && !IsCommonWord(w) && !notNames[w] && !titleWords[w] && !openers[w] && !jobTitles[w] && !noFirms[w]
}

func isCapital(t text.Token) bool {
	if t.Kind != text.Word && t.Kind != text.Number {
		return false
	}
	if t.Lower == "i" || strings.HasPrefix(t.Lower, "i'") || hasSpeechEnding(t.Text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r) || unicode.IsDigit(r) && hasUpper(t.Text)
}

func isGenitive(t text.Token) bool { return strings.HasSuffix(t.Lower, "'s") }

// spell writes the name of a run, without a genitive's 's.
func (h *firmHunt) spell(run []text.Token) string {
	words := make([]string, len(run))
	for i, t := range run {
		w := t.Text
		if i == len(run)-1 && isGenitive(t) && run[0].Lower != "st" && run[0].Lower != "saint" {
			w = w[:max(strings.LastIndexAny(w, "'’ʼ‘`"), 0)]
		}
		if h.lower && w != "and" && w != "of" {
			r, size := utf8.DecodeRuneInString(w)
			w = string(unicode.ToUpper(r)) + w[size:]
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}
