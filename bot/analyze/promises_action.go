package analyze

import (
	"strings"
	"unicode/utf8"

	"heed/bot/text"
	"heed/bot/when"
)

// quote returns what was said from word from to word end, verbatim and brief.
func (f *promiseFinder) quote(i int, p *phrases, from, end int) string {
	const most = 32 // words; the rest is left to the transcript
	s := &f.d.Sentences[i]
	to := p.before(end)
	if words := to - from; words > most {
		to = from + most
	}
	if to < from {
		to = from
	}
	start := p.words[from].From
	return strings.TrimRight(s.Text[start:max(p.words[to].To, start)], " ,;")
}

// actionOf puts words[v:end] into a short imperative: "send the pricing". It
// returns the verb and what the action is about as well.
func actionOf(source string, p *phrases, t trigger, v, end int, due *when.Reading) (string, string, []string) {
	const most = 14
	var out, content []string
	last := -1
	for w := v; w < end && len(out) < most; w++ {
		tok := p.words[w]
		if !tok.IsWord() {
			if w > v && breaks(p, w) {
				break
			}
			continue
		}
		if within(tok, due, source) {
			continue
		}
		if len(out) > 1 && subordinate(p, w) {
			break
		}
		if tok.From == last { // second word of a contraction
			continue
		}
		last = tok.From
		switch {
		case w == v && p.forms[w] != noVerb:
			out = append(out, p.bases[w].Lower)
			continue
		case w == v:
			out = append(out, tok.Lower)
			continue
		case len(out) == 1 && (tok.Lower == "you" || tok.Lower == "u"), tok.Lower == "both" && len(out) == 1:
			continue
		case tok.Lower == "me" && len(out) == 1:
			continue
		}
		out = append(out, shown(p, w))
		if telling(tok.Lower) {
			content = append(content, stem(tok.Lower))
		}
	}
	out = trimAction(out)
	if t.kind == byYou && len(out) > 0 {
		out = append(append([]string{"get"}, out...), "over")
	}
	if len(out) == 0 {
		return "", strings.TrimSpace(source), content
	}
	return out[0], strings.Join(out, " "), content
}

// within reports whether a word is part of the date, which the action leaves
// out.
func within(tok text.Token, due *when.Reading, s string) bool {
	return due != nil && tok.From >= due.From && tok.To <= due.To && due.To <= len(s) && s[due.From:due.To] == due.Phrase
}

// shown returns word w as written; the sentence's "I" and "my" stay, since
// the owner reads it.
func shown(p *phrases, w int) string { return p.words[w].Text }

// breaks reports whether the mark at word w ends what the action is about.
func breaks(p *phrases, w int) bool {
	switch p.words[w].Lower {
	case ",":
		// A comma in a list goes on; one before a new clause doesn't.
		next := p.lower(p.next(w + 1))
		return isPronoun(next) || next == "before" || next == "who" || next == "which" || next == "whose" || next == "because"
	case "'", "’", "/", "\"", "“", "”", "&", "+", ".":
		return false
	}
	return true
}

func subordinate(p *phrases, w int) bool {
	switch p.lower(w) {
	case "because", "before", "once", "when", "after", "unless", "though", "although", "while", "since", "until", "otherwise":
		return true
	case "so":
		return true
	case "if":
		return !indirect(p, 0, w)
	case "and":
		next := p.lower(p.next(w + 1))
		return next == "i" || next == "we" || next == "you" || next == "then"
	}
	return false
}

// trimAction drops the small words that a cut leaves at the end.
func trimAction(out []string) []string {
	for len(out) > 1 {
		switch strings.ToLower(out[len(out)-1]) {
		case "and", "on", "by", "to", "in", "at", "the", "a", "an", "or", "for", "with", "of", "then", "also", "as", "well", "but", "please", "okay", "from":
			out = out[:len(out)-1]
			continue
		}
		break
	}
	return out
}

// telling reports whether a word helps to tell one task from another.
func telling(w string) bool {
	if utf8.RuneCountInString(w) < 3 {
		return false
	}
	switch w {
	case "the", "you", "and", "for", "with", "that", "this", "them", "him", "her", "his", "our", "your", "their", "over", "out", "what", "when", "who", "how",
		"whether", "about", "into", "from", "some", "all", "any", "one", "two", "then", "there", "here", "just", "also", "off", "back", "know", "get", "can", "are", "was",
		"will", "has", "have", "had", "its", "not", "but", "both", "it's", "those", "these", "again", "really", "exactly", "myself", "please", "okay", "quick":
		return false
	}
	return true
}

// stem cuts the plural off, so that "quotes" and "quote" are one thing.
func stem(w string) string {
	if len(w) > 4 && strings.HasSuffix(w, "ies") {
		return w[:len(w)-3] + "y"
	}
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}
