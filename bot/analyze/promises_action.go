package analyze

import (
	"strings"
	"unicode/utf8"

	"heed/bot/call"
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
func actionOf(source string, p *phrases, t trigger, v, end int, due *when.Reading) (verb, action string, content []string) {
	const most = 16
	a := actionText{source: source}
	for w := v; w < end && len(a.words) < most; w++ {
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
		if len(a.words) > 1 && subordinate(p, w) {
			break
		}
		switch {
		case int(tok.From) < a.to: // second word of a contraction
		case w == v && p.forms[w] != noVerb:
			a.add(p.base(w), tok)
		case w == v:
			a.add(tok.Text, tok)
		case len(a.words) > 0 && towards[strings.ToLower(a.words[len(a.words)-1])] && tok.Lower == "you":
			a.add(otherSide, tok) // "write to them"
		case len(a.words) == 1 && toListener(tok.Lower):
			if needsListener(a.words[0]) {
				a.add(otherSide, tok)
			}
		default:
			a.add(tok.Text, tok)
			if telling(tok.Lower) {
				content = append(content, stem(tok.Lower))
			}
		}
	}
	a.trim()
	if len(a.words) == 0 {
		return "", strings.TrimSpace(source), content
	}
	verb = a.words[0]
	if t.kind == byYou || t.kind == byOwe {
		return verb, "get " + a.String() + " over", content
	}
	return verb, a.String(), content
}

// otherSide stands in an action for whom it is for, until it is known from
// whose side that is seen (addressee).
const otherSide = "\x00"

// addressee puts the other side into an action of a side: the rep's is for
// "them", the customer's for "us".
func addressee(action string, side call.Side) string {
	if side == call.Customer {
		return strings.ReplaceAll(action, otherSide, "us")
	}
	return strings.ReplaceAll(action, otherSide, "them")
}

// particled are verbs that a small word belongs to.
var particled = map[string]bool{"come": true, "drop": true, "stop": true, "swing": true, "pop": true, "hand": true, "fill": true, "sign": true, "call": true}

// towards are the words before somebody whom something is for.
var towards = map[string]bool{"to": true, "for": true, "with": true, "at": true, "past": true}

// needsListener reports whether a verb says nothing without whom it is for:
// "let them know", "give them a call".
func needsListener(verb string) bool { return verb == "let" || verb == "give" || verb == "keep" }

// toListener reports whether a word after the verb is the person it is for,
// whom the owner knows.
func toListener(w string) bool {
	return w == "you" || w == "u" || w == "both" || w == "me" || w == "us"
}

// actionText is an action while it is put together. Words keep the hyphen or
// the comma that stood between them.
type actionText struct {
	source string
	words  []string
	gaps   []string
	to     int
}

func (a *actionText) add(word string, tok text.Token) {
	gap := " "
	if len(a.words) > 0 && a.to <= int(tok.From) {
		switch g := a.source[a.to:tok.From]; {
		case g == "-" || g == "/" || g == "/ " || g == "'":
			gap = g
		case strings.HasPrefix(g, ","):
			gap = ", "
		}
	}
	a.words, a.gaps, a.to = append(a.words, word), append(a.gaps, gap), int(tok.To)
}

// trim drops the small words that a cut leaves at the end.
func (a *actionText) trim() {
	for n := len(a.words); n > 1; n = len(a.words) {
		if n == 2 && particled[a.words[0]] {
			return // "come by", "hand in"
		}
		switch strings.ToLower(a.words[n-1]) {
		case "and", "on", "by", "to", "in", "at", "the", "a", "an", "or", "for", "with", "of", "then", "also", "as", "well", "but", "please", "okay", "from", "this", "until", "right", "just", "what", "how", "they", "we", "i", "he", "she", "which", "who", "if", "when":
			a.words, a.gaps = a.words[:n-1], a.gaps[:n-1]
			continue
		case "that":
			if n > 2 { // "email that" is what is meant
				a.words, a.gaps = a.words[:n-1], a.gaps[:n-1]
				continue
			}
		}
		return
	}
}

func (a *actionText) String() string {
	var b strings.Builder
	for i, w := range a.words {
		if i > 0 {
			b.WriteString(a.gaps[i])
		}
		b.WriteString(w)
	}
	return b.String()
}

// within reports whether a word is part of the date, which the action leaves
// out.
func within(tok text.Token, due *when.Reading, s string) bool {
	return due != nil && int(tok.From) >= due.From && int(tok.To) <= due.To && due.To <= len(s) && s[due.From:due.To] == due.Phrase
}

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
	case "as":
		next := p.lower(w + 1)
		return next == "far" || next == "soon" || next == "long"
	case "if":
		return !indirect(p, 0, w)
	case "and":
		next := p.lower(p.next(w + 1))
		return next == "i" || next == "we" || next == "you" || next == "then"
	}
	return false
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
