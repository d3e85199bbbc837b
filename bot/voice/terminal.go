package voice

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

// Print writes a report for a terminal: a summary that fits one screen, then
// the findings with their quotes.
func Print(w io.Writer, r *analyze.Report, at time.Time) error {
	out := bufio.NewWriter(w)
	p := func(format string, a ...any) { fmt.Fprintf(out, format+"\n", a...) }
	printHead(p, r)
	if !r.CallNote {
		p("This reads like no call note and no transcript; nothing was looked for.")
		return out.Flush()
	}
	printMeasures(p, r)
	printPromises(p, r, when.DateOf(at))
	for _, f := range r.Findings {
		word := "Well done"
		if f.Tone == analyze.Try {
			word = "To try"
		}
		p("\n%s · %s", word, strings.ReplaceAll(f.ID, "_", " "))
		p("  %s", f.Why)
		if f.Quote != "" {
			p("  %s%s%s", stamp(&f), who(f.Who), quoted(f.Quote, 300).String())
		}
		if f.Try != "" {
			p("  Next time: %s", f.Try)
		}
	}
	if len(r.Facts) > 0 {
		p("\nWhat they told us")
	}
	for _, f := range r.Facts {
		about := ""
		if f.About != "" {
			about = f.About + ": "
		}
		p("  %-11s %s%s", f.Kind, about, Shorten(f.Text, 140))
	}
	return out.Flush()
}

func printHead(p func(string, ...any), r *analyze.Report) {
	name := "A " + string(r.Kind)
	if r.Customer != nil {
		name = *r.Customer
	}
	kind := ""
	if r.Type != analyze.UnknownType {
		kind = " · " + typeName(r.Type)
	}
	p("%s%s · read as %s", name, kind, r.Format)
	var sides []string
	for _, s := range r.Speakers {
		sides = append(sides, fmt.Sprintf("%s (%s, %s)", s.Name, s.Side, plural(s.Words, "word")))
	}
	if len(sides) > 0 {
		p("With %s", strings.Join(sides, ", "))
	}
}

func printMeasures(p func(string, ...any), r *analyze.Report) {
	f := Feedback{Report: r}
	if s := f.shares(); s != "" {
		p("%s", s)
	}
	m := r.Measures
	if m.Questions != nil && r.Kind == call.Transcript {
		line := plural(*m.Questions, "question")
		if m.DiscoveryQuestions != nil {
			line += fmt.Sprintf(", %d of them about what matters to them", *m.DiscoveryQuestions)
		}
		if m.Cues != nil && m.CuesMissed != nil {
			line += fmt.Sprintf("; %s by the customer, %d let go", plural(*m.Cues, "cue"), *m.CuesMissed)
		}
		p("%s", line)
	}
	for _, h := range r.HeldBack {
		p("Held back: %s, because %s", strings.ReplaceAll(h.Measure, "_", " "), h.Why)
	}
}

func printPromises(p func(string, ...any), r *analyze.Report, today when.Date) {
	if len(r.Promises) > 0 {
		p("\nPromised")
	}
	for _, x := range r.Promises {
		owner := string(x.Side)
		if x.Owner != nil {
			owner = *x.Owner
		}
		due := "no date"
		if x.Due != nil {
			d, _ := when.ParseDate(*x.Due)
			due = Day(d, today)
		}
		p("  %s: %s → %s", owner, x.Action, due)
		p("      %s", quoted(x.Quote, 160).String())
	}
	for _, s := range r.Settled {
		p("  Done: %s", s.Action)
	}
}
