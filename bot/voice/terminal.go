package voice

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

// columns is the width that lines are wrapped at.
const columns = 84

// Print writes a report for a terminal: a summary that fits one screen, then
// the findings with their quotes, promises and facts. at is the day that dates
// are written for.
func Print(w io.Writer, r *analyze.Report, at time.Time) error {
	p := &printer{Writer: bufio.NewWriter(w), r: r, today: when.DateOf(at)}
	p.head()
	if !r.CallNote {
		p.line("", "This reads like no call note and no transcript, so nothing was looked for.")
		return p.Flush()
	}
	p.summary()
	p.findings(analyze.Praise, "Well done")
	p.findings(analyze.Try, "To try")
	p.promises()
	p.facts()
	return p.Flush()
}

type printer struct {
	*bufio.Writer
	r     *analyze.Report
	today when.Date
}

// line writes text after indent, wrapped at words; further lines are indented
// by as many spaces.
func (p *printer) line(indent, text string) {
	column := utf8.RuneCountInString(indent)
	room, hang := columns-column, strings.Repeat(" ", column)
	fmt.Fprint(p, indent)
	used := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case used == 0:
		case used+1+n > room:
			fmt.Fprint(p, "\n", hang)
			used = 0
		default:
			fmt.Fprint(p, " ")
			used++
		}
		fmt.Fprint(p, word)
		used += n
	}
	fmt.Fprintln(p)
}

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
	if p.r.Type != analyze.UnknownType && p.r.Type != "" {
		name += " · " + typeName(p.r.Type)
	}
	p.line("", name+" · read as "+string(p.r.Format))
	for _, side := range []struct {
		side call.Side
		name string
	}{{call.Rep, "Us"}, {call.Customer, "Them"}, {call.Unknown, "Not known whose side"}} {
		if names := p.voices(side.side); len(names) > 0 {
			p.line("  ", side.name+": "+list(names, 6))
		}
	}
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

// summary is what was measured, what was not and why, and how much follows.
func (p *printer) summary() {
	if s := (Feedback{Report: p.r}).measured(); s != "" {
		p.line("  ", s)
	}
	for _, s := range []string{stretches(p.r.Measures), asked(p.r.Measures), cues(p.r.Measures), p.follows()} {
		if s != "" {
			p.line("  ", s)
		}
	}
	for _, line := range heldBack(p.r.HeldBack) {
		p.line("  ", line)
	}
}

// follows counts what the report goes on with.
func (p *printer) follows() string {
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, words)
		}
	}
	praise, try := len(p.found(analyze.Praise)), len(p.found(analyze.Try))
	add(praise, fmt.Sprintf("%d well done", praise))
	add(try, fmt.Sprintf("%d to try", try))
	add(len(p.r.Promises), plural(len(p.r.Promises), "promise"))
	add(len(p.r.Settled), fmt.Sprintf("%d reported done", len(p.r.Settled)))
	add(len(p.r.Facts), plural(len(p.r.Facts), "fact"))
	if len(parts) == 0 {
		return "Nothing was found in it."
	}
	return "Found: " + strings.Join(parts, ", ") + "."
}

func (p *printer) found(tone analyze.Tone) []*analyze.Finding {
	var out []*analyze.Finding
	for i := range p.r.Findings {
		if p.r.Findings[i].Tone == tone {
			out = append(out, &p.r.Findings[i])
		}
	}
	return out
}
