// Package voice puts findings into words: every message, list and modal that
// Heed sends is built here, as bot/message values, by pure functions of
// records. It decides nothing (bot/coach does) and knows nothing of Slack
// (bot/slackbot renders), but keeps to what Slack can show: texts, labels and
// lists are cut here, at words. Phrases that a coach may want to edit are in
// the files of phrases.
//
// The rules that these words follow:
//
//   - Short: a coaching DM fits a phone's screen. One praise, one thing to
//     try, the promises; the rest is behind a button.
//   - The customer's words before ours, quoted, never paraphrased.
//   - About the sentence, never the person; no adjectives for people, no
//     scores, no exclamation marks, no emoji that carries meaning.
//   - A try is something to say.
//   - What isn't known is said ("no date was said").
//   - Numbers are rounded: "about 60 %", never finer than five points, and
//     compared with the rep's own.
//   - An error says what happened, what is safe and what to do.
//   - Plain words, dates with their weekday.
package voice

import (
	"fmt"
	"math"
	"strings"
	"time"

	"heed/bot/message"
	"heed/bot/when"
)

// How much of what people wrote is shown: names, actions and quotes are
// theirs and may be of any length. labelSize is for buttons and options, of
// which Slack shows 75 characters.
const (
	nameSize   = 60
	labelSize  = 70
	actionSize = 200
	quoteSize  = 200
	whySize    = 400
)

// Day writes a date as a person would say it on today.
func Day(d, today when.Date) string {
	switch d {
	case today:
		return "today"
	case today.AddDays(1):
		return "tomorrow"
	case today.AddDays(-1):
		return "yesterday"
	}
	return named(d, today)
}

// named is a day by its name, also where it is today's: "Fri 20 Nov".
func named(d, today when.Date) string {
	s := fmt.Sprintf("%s %d %s", d.Weekday().String()[:3], d.Day, d.Month.String()[:3])
	if months := (d.Year-today.Year)*12 + int(d.Month-today.Month); months > 10 || months < -10 {
		s += fmt.Sprintf(" %d", d.Year)
	}
	return s
}

// points rounds a share to five points of a hundred.
func points(share float64) int { return int(math.Round(share*20)) * 5 }

// plural counts in words: "1 call", "3 calls", "2 replies".
func plural(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case strings.HasSuffix(one, "y") && !strings.HasSuffix(one, "ay"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(one, "y"))
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// ago says how long something lasts: in weeks where they are whole, or many.
func ago(d time.Duration) string {
	days := int(d.Hours() / 24)
	if days < 14 || days < 28 && days%7 != 0 {
		return plural(days, "day")
	}
	return plural(days/7, "week")
}

// list joins names: "Priya, Tom and Ana"; of more than most, how many more.
func list(names []string, most int) string {
	shown := make([]string, 0, most+1)
	for _, n := range names[:min(len(names), most)] {
		shown = append(shown, short(n))
	}
	if more := len(names) - most; more > 0 {
		shown = append(shown, fmt.Sprintf("%d more", more))
	}
	switch n := len(shown); n {
	case 0:
		return ""
	case 1:
		return shown[0]
	default:
		return strings.Join(shown[:n-1], ", ") + " and " + shown[n-1]
	}
}

// short is a name of a person or a company at a length that can be read.
func short(name string) string { return Shorten(name, nameSize) }

// quotationMarks are the double ones; single ones are apostrophes too often.
const quotationMarks = "\"“”„«»"

// quoted sets words of a person in quotation marks and italics, cut at a word.
// Marks around the whole are theirs no more; those inside become single.
func quoted(s string, limit int) message.Text {
	s = Shorten(s, limit)
	if inner := strings.Trim(s, quotationMarks+" "); !strings.ContainsAny(inner, quotationMarks) {
		s = inner
	}
	var b strings.Builder
	open := false
	for _, r := range s {
		if !strings.ContainsRune(quotationMarks, r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(map[bool]string{false: "‘", true: "’"}[open])
		open = !open
	}
	if open {
		b.WriteString("’")
	}
	return message.I("“" + b.String() + "”")
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// ownWords is the longest stretch of s in quotation marks, or s itself: in a
// note, what the customer said is quoted within the rep's line.
func ownWords(s string) string {
	parts := strings.Split(straight.Replace(s), `"`)
	best := ""
	for i := 1; i < len(parts)-1; i += 2 {
		if p := strings.TrimSpace(parts[i]); len(p) > len(best) {
			best = p
		}
	}
	if strings.ContainsRune(best, ' ') {
		return best
	}
	return s
}

// Shorten cuts s at a word, with an ellipsis, so that it has at most limit
// characters; white space is one space each.
func Shorten(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	cut := string(r[:limit-2])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + " …"
}

// stop ends a sentence that has no end yet.
func stop(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

func section(parts ...any) message.Block {
	return message.Block{Kind: message.Section, Text: message.Join(parts...)}
}

func context(parts ...any) message.Block {
	return message.Block{Kind: message.Context, Text: message.Join(parts...)}
}

func actions(elements ...message.Element) message.Block {
	return message.Block{Kind: message.Actions, Elements: elements}
}

func button(label, action, value string) message.Element {
	return message.Element{Kind: message.Button, Label: Shorten(label, labelSize), Action: action, Value: value}
}

// spoken adds what a button's label says only together with what stands beside
// it.
func spoken(e message.Element, about string) message.Element {
	e.Aria = Shorten(e.Label+about, labelSize)
	return e
}

// Say is a message of one plain paragraph.
func Say(parts ...any) message.Message {
	return message.Message{Blocks: []message.Block{section(parts...)}}
}
