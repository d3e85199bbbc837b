// Package voice puts findings into words: every message, list and modal that
// Heed sends is built here, as bot/message values, by pure functions of
// records. It decides nothing (bot/coach does) and knows nothing of Slack
// (bot/slackbot renders).
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
//   - Numbers are rounded: "about 60 %", never finer than five points.
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
	s := fmt.Sprintf("%s %d %s", d.Weekday().String()[:3], d.Day, d.Month.String()[:3])
	if months := (d.Year-today.Year)*12 + int(d.Month-today.Month); months > 10 || months < -10 {
		s += fmt.Sprintf(" %d", d.Year)
	}
	return s
}

// about rounds a share to five points in words.
func about(share float64) string {
	p := int(math.Round(share*20)) * 5
	switch {
	case p <= 0:
		return "almost nothing"
	case p >= 100:
		return "almost all"
	}
	return fmt.Sprintf("about %d %%", p)
}

// plural counts in words: "1 call", "3 calls".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "y") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(one, "y"))
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// ago says how long something lasts in whole days or weeks.
func ago(d time.Duration) string {
	days := int(d.Hours() / 24)
	if days < 14 {
		return plural(days, "day")
	}
	return plural(days/7, "week")
}

// list joins names: "Priya, Tom and Ana".
func list(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// quoted sets words of a person in quotation marks and italics, cut at a word
// near limit characters.
func quoted(s string, limit int) message.Text {
	return message.I("“" + Shorten(strings.Trim(s, "\"“” "), limit) + "”")
}

// Shorten cuts s at a word, with an ellipsis, so that it has at most about
// limit characters.
func Shorten(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	cut := string(r[:limit])
	if i := strings.LastIndexByte(cut, ' '); i > limit/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + " …"
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
	return message.Element{Kind: message.Button, Label: label, Action: action, Value: value}
}

// Say is a message of one plain paragraph.
func Say(parts ...any) message.Message {
	return message.Message{Blocks: []message.Block{section(parts...)}}
}
