package voice

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// DigestPage is the weekly message in the channel, as it stands now.
type DigestPage struct {
	digest.Digest
	Names map[string]string // of the quiet customers, by id; who is gone has none
	Taken map[string]Taken  // who gets in touch with which of them
}

// Taken is who gets in touch with a quiet customer.
type Taken struct {
	By   string // "" for who is not to be named in a digest
	Done bool   // and has been
}

func (t Taken) who() message.Text {
	if t.By == "" {
		return message.T("somebody")
	}
	return message.User(t.By)
}

// Message is the digest: the headline, the trend, who has gone quiet, one idea.
func (d DigestPage) Message() message.Message {
	title := fmt.Sprintf("Week %d in customers' words.", d.Week)
	head := d.headline()
	blocks := []message.Block{section(message.B(title), " "+head)}
	if rest := d.rest(); rest != "" && rest != head {
		blocks = append(blocks, section(rest))
	}
	blocks = append(blocks, trend(d.Trend)...)
	blocks = append(blocks, knownLine(d.Known)...)
	blocks = append(blocks, d.quiet()...)
	if p := say("practise", d.Practise); p != "" {
		blocks = append(blocks, section(message.B("One idea to practise:"), " "+p))
	}
	blocks = append(blocks, context("Every number here has at least three reps behind it; nobody's calls are shown."))
	return message.Message{Text: message.T(title + " " + head), Blocks: blocks}
}

// headline is what a notification shows: what customers brought up, and
// whether we kept our word.
func (d DigestPage) headline() string {
	var out []string
	if len(d.Themes) > 0 {
		out = append(out, themeHeadline(d.Themes[:min(len(d.Themes), themesOfTeam)]))
	}
	if d.Kept != nil {
		out = append(out, keptLine(d.Kept))
	}
	if len(out) > 0 {
		return strings.Join(out, " ")
	}
	if rest := d.rest(); rest != "" {
		return rest
	}
	return "Too few calls for numbers: they come once three reps have posted notes."
}

// rest is the other numbers in words.
func (d DigestPage) rest() string {
	var out []string
	if d.Listening != nil {
		out = append(out, listeningLine(d.Listening))
	}
	if d.Open != nil {
		out = append(out, openLine(d.Open))
	}
	return strings.Join(out, " ")
}

// themeHeadline is "Worries came up in 5 calls, timing in 3, goals in 2."
func themeHeadline(ts []digest.Theme) string {
	s := sayOr("theme", ts[0].Kind) + " came up in " + plural(ts[0].Calls, "call")
	for _, t := range ts[1:] {
		s += fmt.Sprintf(", %s in %d", lowerFirst(sayOr("theme", t.Kind)), t.Calls)
	}
	return s + "."
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

// quiet lists customers that nobody has been in touch with, each with a button
// for who will be. Those without a rhythm of their own are told as such: for
// them it is a default.
func (d DigestPage) quiet() []message.Block {
	var lines []message.Block
	for _, q := range d.Quiet {
		name := d.Names[q.Customer]
		if name == "" {
			continue
		}
		since := "nobody in touch for " + ago(q.For)
		if q.Default {
			since += ", no usual gap yet"
		} else {
			since += ", usually every " + ago(q.Usual)
		}
		parts := []any{message.B(short(name)), " · " + since}
		t, taken := d.Taken[q.Customer]
		switch {
		case taken && t.Done:
			parts = []any{message.B(short(name)), " · ", t.who(), " was in touch"}
		case taken:
			parts = append(parts, " · ", t.who(), " will be")
		}
		b := section(parts...)
		if !taken {
			e := spoken(button("I'll call", "digest.call", q.Customer+"@"+d.Label), ": "+short(name))
			b.Accessory = &e
		}
		lines = append(lines, b)
	}
	if len(lines) == 0 {
		return nil
	}
	return append([]message.Block{section(message.B("Gone quiet"))}, lines...)
}

// WillCall confirms that somebody gets in touch with a quiet customer: f is
// the promise that stands for it.
func WillCall(f *followup.FollowUp, customer string, today when.Date) message.Message {
	b := section("On your list for ", message.B(Day(f.Due, today)), ": "+f.Action+" · "+short(customer)+". The digest says that you will.")
	e := spoken(button("Undo", "followup.drop", f.ID+"@said/"+f.ID), ": "+short(customer))
	b.Accessory = &e
	return message.Message{Blocks: []message.Block{b}}
}

// WillCallAction is the promise that the button of a quiet customer makes.
func WillCallAction() string { return say("quiet", "action") }

// CallTaken says that somebody else was quicker.
func CallTaken(by, customer string) message.Message {
	return Say(message.User(by), " gets in touch with "+short(customer)+" already.")
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
