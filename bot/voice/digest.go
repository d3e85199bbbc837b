package voice

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"heed/bot/digest"
	"heed/bot/message"
)

// cueNoun names a kind of cue as a theme that customers raised.
var cueNoun = map[string]string{
	"pain": "things that hurt", "worry": "worries", "goal": "goals", "standard": "standards",
	"decision": "how they decide", "timing": "timing", "objection": "objections",
	"praise": "praise", "personal": "personal things",
}

// practise is one idea per kind of cue.
var practise = map[string]string{
	"pain":      "when someone says what hurts, ask what it costs them before saying what we do about it.",
	"worry":     "when someone says “worried”, ask what happened last time.",
	"goal":      "when someone names a goal, ask how they would know it was reached.",
	"standard":  "when someone says how it has to be, ask where that comes from.",
	"decision":  "when someone mentions who decides, ask what that person will want to see.",
	"timing":    "when someone names a date, ask what hangs on it.",
	"objection": "when someone objects, say it back before answering.",
	"praise":    "when someone praises something, ask what made the difference.",
	"personal":  "when someone tells something of their own, stay with it for one sentence.",
}

// Digest is the weekly message in the channel.
func Digest(d digest.Digest) message.Message {
	blocks := []message.Block{section(message.B(fmt.Sprintf("Week %d in customers' words. ", d.Week)), digestHeadline(d))}
	if chart := listeningChart(d.Listening); chart != nil {
		blocks = append(blocks, message.Block{Kind: message.ChartOf, Chart: chart})
	}
	if len(d.Quiet) > 0 {
		blocks = append(blocks, section(quietLine(d.Quiet)...))
	}
	if p := practise[d.Practise]; p != "" {
		blocks = append(blocks, section(message.B("One idea to practise: "), p))
	}
	blocks = append(blocks, context("Numbers stand here only with three reps or more behind them. Nobody's calls are shown."))
	return message.Message{Text: message.T(fmt.Sprintf("Week %d in customers' words. %s", d.Week, digestHeadline(d))), Blocks: blocks}
}

func digestHeadline(d digest.Digest) string {
	s := ""
	add := func(sentence string) { s += sentence + " " }
	for i, t := range d.Themes {
		if i == 2 {
			break
		}
		add(upperFirst(cueNoun[t.Kind]) + " came up in " + plural(t.Calls, "call") + ".")
	}
	if k := d.Kept; k != nil && k.OnTime != nil {
		add(fmt.Sprintf("%d of %d promises settled this week were kept on time.", *k.OnTime, k.Settled))
	}
	if o := d.Open; o != nil {
		late := "none of them late"
		if o.Overdue != nil && *o.Overdue > 0 {
			late = fmt.Sprintf("%d past their day", *o.Overdue)
		}
		add(plural(o.Open, "promise") + " open, " + late + ".")
	}
	if l := d.Listening; l != nil {
		line := fmt.Sprintf("Listening: cues taken up %s", inTen(l.Now))
		if l.Before != nil {
			line += ", the month before " + inTen(*l.Before)
		}
		add(line + ".")
	}
	if s == "" {
		return "Too few calls for numbers: they come once three reps have posted notes."
	}
	return s
}

func inTen(share float64) string {
	return fmt.Sprintf("%d times in 10", int(math.Round(share*10)))
}

func quietLine(qs []digest.Quiet) []any {
	parts := []any{message.B("Quiet for longer than usual: ")}
	for i, q := range qs {
		if i > 0 {
			parts = append(parts, ", ")
		}
		parts = append(parts, q.Customer.Name+" ("+ago(q.For)+")")
	}
	return parts
}

func listeningChart(l *digest.Listening) *message.Chart {
	if l == nil || len(l.Weeks) < 2 {
		return nil
	}
	c := &message.Chart{Kind: "line", Title: "Cues taken up, % per week", Series: []message.Series{{Name: "Team"}}}
	for _, w := range l.Weeks {
		c.Labels = append(c.Labels, w.Label)
		c.Series[0].Values = append(c.Series[0].Values, math.Round(w.Share*20)*5)
	}
	return c
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
