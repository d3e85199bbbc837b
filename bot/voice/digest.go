package voice

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/digest"
	"heed/bot/message"
)

// Digest is the weekly message in the channel.
func Digest(d digest.Digest) message.Message {
	title := fmt.Sprintf("Week %d in customers' words.", d.Week)
	blocks := []message.Block{section(message.B(title), " "+digestHeadline(d))}
	if chart := listeningChart(d.Listening); chart != nil {
		blocks = append(blocks, message.Block{Kind: message.ChartOf, Chart: chart})
	}
	blocks = append(blocks, knownLine(d.Known)...)
	blocks = append(blocks, quietBlocks(d.Quiet)...)
	if p := say("practise", d.Practise); p != "" {
		blocks = append(blocks, section(message.B("One idea to practise:"), " "+p))
	}
	blocks = append(blocks, context("Every number here has at least three reps behind it; nobody's calls are shown."))
	return message.Message{Text: message.T(title + " " + digestHeadline(d)), Blocks: blocks}
}

// themesTold keeps the headline short.
const themesTold = 2

func digestHeadline(d digest.Digest) string {
	var out []string
	for _, t := range d.Themes[:min(len(d.Themes), themesTold)] {
		out = append(out, sayOr("theme", t.Kind)+" came up in "+plural(t.Calls, "call")+".")
	}
	if k := d.Kept; k != nil {
		out = append(out, keptLine(k))
	}
	if o := d.Open; o != nil {
		out = append(out, openLine(o))
	}
	if l := d.Listening; l != nil {
		out = append(out, listeningLine(l))
	}
	if len(out) == 0 {
		return "Too few calls for numbers: they come once three reps have posted notes."
	}
	return strings.Join(out, " ")
}

func keptLine(k *digest.Kept) string {
	switch {
	case k.OnTime == nil:
		return plural(k.Settled, "promise") + " kept this week."
	case *k.OnTime == k.Settled:
		return fmt.Sprintf("All %d promises kept this week were on time.", k.Settled)
	}
	return fmt.Sprintf("%d of %d promises kept this week were on time.", *k.OnTime, k.Settled)
}

func openLine(o *digest.OpenOnes) string {
	s := plural(o.Open, "promise") + " open"
	switch {
	case o.Overdue == nil:
		return s + "."
	case *o.Overdue == 0:
		return s + ", none of them late."
	}
	return s + fmt.Sprintf(", %d of them past their day.", *o.Overdue)
}

func listeningLine(l *digest.Listening) string {
	s := "Listening: we took up " + inTen(l.Now) + " of what customers let show"
	if l.Before != nil {
		s += "; in the four weeks before, " + inTen(*l.Before)
	}
	return s + "."
}

// inTen rounds to tenths; the ends are kept for what is nothing or all.
func inTen(share float64) string {
	switch n := int(math.Round(share * 10)); {
	case share >= 1:
		return "all"
	case n >= 10:
		return "nearly all"
	case n <= 0:
		return "hardly any"
	default:
		return fmt.Sprintf("about %d in 10", n)
	}
}

// quietBlocks names customers that nobody has been in touch with. Those
// without a rhythm of their own are told apart: for them it is a default.
func quietBlocks(qs []digest.Quiet) []message.Block {
	var usual, assumed []string
	limit := ""
	for _, q := range qs {
		name := short(q.Customer.Name) + " (" + ago(q.For) + ")"
		if q.Default {
			assumed, limit = append(assumed, name), ago(q.Usual)
		} else {
			usual = append(usual, name)
		}
	}
	var out []message.Block
	if len(usual) > 0 {
		out = append(out, section(message.B("Quiet for longer than usual:"), " "+list(usual, len(usual))+"."))
	}
	if len(assumed) > 0 {
		out = append(out, section(message.B("Nobody in touch for more than "+limit+":"), " "+list(assumed, len(assumed))+". They have no usual gap yet."))
	}
	return out
}

// listeningChart draws the trend; one week alone is none.
func listeningChart(l *digest.Listening) *message.Chart {
	if l == nil || len(l.Weeks) < 2 {
		return nil
	}
	c := &message.Chart{Kind: "line", Title: "What customers let show, taken up, %", Series: []message.Series{{Name: "Team"}}}
	for _, w := range l.Weeks {
		c.Labels = append(c.Labels, w.Label)
		c.Series[0].Values = append(c.Series[0].Values, float64(points(w.Share)))
	}
	return c
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
