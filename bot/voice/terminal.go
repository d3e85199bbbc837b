package voice

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/pick"
	"heed/bot/when"
)

// Print writes a report for a terminal: first what fits one screen, as it
// would be said in Slack, then everything that was found, with the quotes. at
// is the day that dates are written for.
func Print(w io.Writer, r *analyze.Report, at time.Time, t Terminal) error {
	p := &printer{lines: lines{bufio.NewWriter(w), t}, r: r, today: when.DateOf(at)}
	p.head()
	if !r.CallNote {
		p.line("", "This reads like no call note and no transcript, so nothing was looked for.")
		return p.Flush()
	}
	p.measures()
	p.picked()
	p.found()
	p.findings(analyze.Praise, "Well done")
	p.findings(analyze.Try, "To try")
	p.promises()
	p.facts()
	p.heldBack()
	return p.Flush()
}

type printer struct {
	lines
	r     *analyze.Report
	today when.Date
}

// head says what was read, and who speaks.
func (p *printer) head() {
	name := "A transcript"
	switch {
	case !p.r.CallNote:
		name = "A text"
	case p.r.Kind == call.Note:
		name = "A call note"
	}
	if p.r.Customer != nil && *p.r.Customer != "" {
		name = short(*p.r.Customer)
	}
	p.line("", inBold(name)+clean(p.what())+inDim(" · read as "+string(p.r.Format)))
	for _, side := range []struct {
		side call.Side
		name string
	}{{call.Rep, "Us"}, {call.Customer, "Them"}, {call.Unknown, "Not known whose side"}} {
		if names := p.voices(side.side); len(names) > 0 {
			p.line("  ", side.name+": "+clean(list(names, 6)))
		}
	}
	if len(p.voices(call.Unknown)) > 0 && len(p.voices(call.Rep)) == 0 {
		p.line("  ", inDim("--rep NAME says who of them is on our side."))
	}
}

// what is " · discovery, 31 min" or " · 9 lines".
func (p *printer) what() string {
	var parts []string
	if p.r.Type != analyze.UnknownType && p.r.Type != "" {
		parts = append(parts, typeName(p.r.Type))
	}
	last := 0.0
	for _, t := range p.r.Turns {
		if t.Start != nil {
			last = max(last, *t.Start)
		}
		if t.End != nil {
			last = max(last, *t.End)
		}
	}
	switch {
	case p.r.Kind == call.Note && len(p.r.Turns) > 0:
		parts = append(parts, plural(len(p.r.Turns), "line"))
	case last >= 60:
		parts = append(parts, fmt.Sprintf("%d min", int(last/60+0.5)))
	}
	if len(parts) == 0 {
		return ""
	}
	return " · " + strings.Join(parts, ", ")
}

// voices are the speakers of a side with their words.
func (p *printer) voices(side call.Side) []string {
	var out []string
	for _, s := range p.r.Speakers {
		if s.Side == side && p.r.Kind == call.Transcript {
			out = append(out, short(s.Name)+" ("+plural(s.Words, "word")+")")
		}
	}
	return out
}

// row writes a line of the summary under its heading.
func (p *printer) row(heading, text string) {
	if text != "" {
		p.line("  "+inBold(heading)+strings.Repeat(" ", max(1, headingWidth-len(heading))), text)
	}
}

// headingWidth is the column of headings in the summary.
const headingWidth = 12

// measures are the numbers, one a line.
func (p *printer) measures() {
	fmt.Fprintln(p)
	m := p.r.Measures
	if m.TalkShare != nil {
		p.row("Talk", gauge(*m.TalkShare)+" "+strings.TrimRight(lowerFirst(talk(*m.TalkShare, nil)), "."))
	}
	if m.SelfTalk != nil {
		what := "our sentences"
		if p.r.Kind == call.Note {
			what = "the lines"
		}
		p.row("About us", gauge(*m.SelfTalk)+fmt.Sprintf(" about %d %% of %s about us or them", points(*m.SelfTalk), what))
	}
	p.row("Questions", strings.TrimRight(asked(m), "."))
	p.row("Asked about", discovered(p.r.Discovery))
	p.row("Ask next", nextQuestion(p.r.Discovery))
	p.row("Cues", strings.TrimRight(cues(m), "."))
	p.row("Longest", strings.TrimRight(stretches(m), "."))
}

// gauge draws a share in ten steps; the words beside it say the same.
func gauge(share float64) string {
	n := max(0, min(10, int(share*10+0.5)))
	return "[" + strings.Repeat("#", n) + strings.Repeat("·", 10-n) + "]"
}

// shownAtOnce is how many promises the summary has, and glance how much of a
// quote.
const (
	shownAtOnce = 3
	glance      = 110
)

// picked are the praise and the try that would be said in Slack, and the first
// promises.
func (p *printer) picked() {
	fmt.Fprintln(p)
	choice := pick.Choose(p.r, &pick.Record{}, nil, "")
	for _, x := range []struct{ heading, key string }{{"Well done", choice.Praise}, {"To try", choice.Try}} {
		f := pick.Find(p.r, x.key)
		if f == nil {
			continue
		}
		text := stop(Shorten(f.Why, whySize))
		if f.Quote != "" && !strings.Contains(f.Why, f.Quote) {
			text = p.said(f) + quoted(f.Quote, glance).String() + " " + text
		}
		p.row(x.heading, clean(text))
		if f.Try != "" {
			p.row("", clean(plainText(toSay(p.r.Kind, f))))
		}
	}
	for i, x := range p.r.Promises {
		heading := ""
		if i == 0 {
			heading = "Promised"
		}
		if i == shownAtOnce && len(p.r.Promises) > shownAtOnce+1 {
			p.row("", fmt.Sprintf("and %d more", len(p.r.Promises)-i))
			break
		}
		p.row(heading, clean(promised(x)+" → "+p.due(x)))
	}
}

// said is when and by whom; of a note, in which line.
func (p *printer) said(f *analyze.Finding) string {
	if p.r.Kind == call.Note {
		if f.Turn < 0 {
			return ""
		}
		return fmt.Sprintf("Line %d: ", f.Turn+1)
	}
	return said(p.r, f, "")
}

// found counts what the report goes on with.
func (p *printer) found() {
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, words)
		}
	}
	praise, try := len(p.of(analyze.Praise)), len(p.of(analyze.Try))
	add(praise, fmt.Sprintf("%d well done", praise))
	add(try, fmt.Sprintf("%d to try", try))
	add(len(p.r.Promises), plural(len(p.r.Promises), "promise"))
	add(len(p.r.Settled), fmt.Sprintf("%d reported done", len(p.r.Settled)))
	add(len(p.r.Facts), plural(len(p.r.Facts), "fact"))
	if len(parts) == 0 {
		p.line("  ", "Nothing was found in it.")
		return
	}
	fmt.Fprintln(p)
	p.line("  ", inDim("All that was found: "+strings.Join(parts, ", ")+"."))
}

func (p *printer) of(tone analyze.Tone) []*analyze.Finding {
	var out []*analyze.Finding
	for i := range p.r.Findings {
		if p.r.Findings[i].Tone == tone {
			out = append(out, &p.r.Findings[i])
		}
	}
	return out
}
