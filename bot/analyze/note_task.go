package analyze

import (
	"slices"
	"strings"

	"heed/bot/text"
)

// taskWords is how long a line may be that says what to do by its form alone.
const taskWords = 14

// dueTokens is how near to its end a line names the day by which.
const dueTokens = 4

// isTask reports whether a line is something to do by its form: an owner in
// brackets or an arrow before it, or a few words without a verb of being that
// say what to do or to send, and a day at the end ("Mira: sample list, Friday").
func (d *document) isTask(s *sentence) bool {
	line := d.Call.Turns[s.Turn].Text
	switch {
	case s.quotes():
		return false
	case hasOwner(line), startsWithArrow(line), d.isTold(line):
		return true
	case s.Words > taskWords, s.has("note:state"), s.has("note:customer"), s.has("bad"):
		return false
	}
	for _, kind := range cueKinds {
		if kind != "timing" && s.has("cue:"+kind) {
			return false
		}
	}
	return s.dueAtEnd() && (s.gates.any(firstVerb) || s.has("note:work") || strings.Contains(line, ":"))
}

// isTold: somebody's name and what they have to do ("Mira: check the stock").
func (d *document) isTold(line string) bool {
	name, rest, ok := strings.Cut(line, ": ")
	if !ok || len(name) > 16 || strings.Count(name, " ") > 1 || len(strings.Fields(rest)) > taskWords {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	return taskVerbs[strings.ToLower(first)]
}

// taskVerbs are what people are told to do, in a word that says nothing else at
// the head of a line.
var taskVerbs = map[string]bool{
	"check": true, "send": true, "ask": true, "ring": true, "confirm": true, "bring": true, "get": true, "find": true, "chase": true,
	"prepare": true, "forward": true, "invite": true, "arrange": true, "draft": true, "share": true, "talk": true, "collect": true,
}

// hasOwner: "[Mira] sample list", "[?] who signs".
func hasOwner(line string) bool {
	if !strings.HasPrefix(line, "[") {
		return false
	}
	end := strings.IndexByte(line, ']')
	return end > 0 && end < 24 && end+1 < len(line)
}

func startsWithArrow(line string) bool {
	return slices.ContainsFunc(arrows, func(mark string) bool { return strings.HasPrefix(line, mark) })
}

var arrows = []string{"->", "-->", "=>", "→", "➔"}

// dueAtEnd reports whether the last words name a day, a date or a time.
func (s *sentence) dueAtEnd() bool {
	from := max(1, len(s.Tokens)-dueTokens)
	for _, m := range s.matches {
		if m.Section == "note:due" && int(m.To) > from && int(m.From) > 0 {
			return true
		}
	}
	for _, tok := range s.Tokens[min(from, len(s.Tokens)):] {
		if tok.Kind == text.Number && dated(tok.Text) {
			return true
		}
	}
	return false
}

// dated: "4/12", "14.10.", "9:30" are days and times, "1,100" and "$40k" are
// not.
func dated(number string) bool {
	n := strings.Trim(number, ".")
	if n == "24/7" {
		return false
	}
	for _, mark := range []string{"/", ".", ":"} {
		if a, b, ok := strings.Cut(n, mark); ok && smallNumber(a) && smallNumber(b) {
			return true
		}
	}
	return false
}

func smallNumber(s string) bool {
	return (len(s) == 1 || len(s) == 2) && strings.Trim(s, "0123456789") == ""
}

// reports: the line begins, after a time of day, with what its writer did for
// the customer ("11:40 rang the mill for her").
func (s *sentence) reports() bool {
	for _, m := range s.matches {
		if m.Section != "note:report" {
			continue
		}
		before := 0
		for _, tok := range s.Tokens[:m.From] {
			if tok.Kind == text.Word {
				before++
			}
		}
		if before == 0 {
			return true
		}
	}
	return false
}

// customerHeadings stand above what the customer has or says, sellerHeadings
// above what was shown.
var (
	customerHeadings = map[string]bool{
		"pain": true, "needs": true, "decision": true, "timing": true, "budget": true, "objections": true, "personal": true, "competition": true,
	}
	sellerHeadings = map[string]bool{"pitched": true}
)

// afterList reports whether a line under a heading comes after the list that
// the heading announced.
func (d *document) afterList(t int) bool {
	turn := &d.Call.Turns[t]
	if turn.Bullet || turn.Box || t == 0 {
		return false
	}
	before := &d.Call.Turns[t-1]
	return before.Heading == turn.Heading && (before.Bullet || before.Box || d.Turns[t-1].Voice != LogisticsVoice)
}
