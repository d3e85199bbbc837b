package voice

import (
	"fmt"
	"strings"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

// stretches are the longest ones of either side, "about 2 minutes".
func stretches(m analyze.Measures) string {
	var parts []string
	if m.LongestMonologueS != nil {
		parts = append(parts, "ours "+length(*m.LongestMonologueS))
	}
	if m.LongestCustomerStory != nil {
		parts = append(parts, "theirs "+length(*m.LongestCustomerStory))
	}
	if len(parts) == 0 {
		return ""
	}
	s := upperFirst(strings.Join(parts, ", "))
	if m.EstimatedTimes {
		s += " (estimated from words)"
	}
	return s + "."
}

// length says how long seconds are, rounded as far as they can be trusted.
func length(seconds float64) string {
	switch s := int(seconds + 0.5); {
	case s < 10:
		return "a few seconds"
	case s < 120:
		return fmt.Sprintf("about %d seconds", (s+5)/10*10)
	default:
		return "about " + plural((s+30)/60, "minute")
	}
}

func asked(m analyze.Measures) string {
	if m.Questions == nil {
		return ""
	}
	s := plural(*m.Questions, "question") + " of ours"
	switch {
	case *m.Questions == 0:
		return "No question of ours."
	case m.DiscoveryQuestions == nil:
		return s + "."
	case *m.DiscoveryQuestions == 0:
		return s + ", none about what matters to them."
	}
	return s + fmt.Sprintf(", %d about what matters to them.", *m.DiscoveryQuestions)
}

// discovered names the kinds of discovery questions that were asked; "" if
// none was, or nobody knows.
func discovered(c *analyze.Coverage) string {
	if c == nil {
		return ""
	}
	var kinds []string
	for _, a := range c.Kinds {
		if a.Asked > 0 {
			kinds = append(kinds, sayOr("discovery", string(a.Kind)))
		}
	}
	return list(kinds, len(kinds))
}

// nextQuestion is the question of discovery that is most worth asking next.
func nextQuestion(c *analyze.Coverage) string {
	if c == nil || c.Question == "" {
		return ""
	}
	return "“" + c.Question + "”"
}

func cues(m analyze.Measures) string {
	switch {
	case m.Cues == nil || m.CuesMissed == nil:
		return ""
	case *m.Cues == 0:
		return "They let nothing show that asked for a word."
	}
	s := fmt.Sprintf("They let %s show", plural(*m.Cues, "thing"))
	switch missed := *m.CuesMissed; {
	case missed == 0:
		return s + ", and none was passed over."
	case missed == 1:
		return s + "; 1 was passed over."
	default:
		return s + fmt.Sprintf("; %d were passed over.", missed)
	}
}

// findings prints those of a tone: the words, then what was seen, then what
// to say.
func (p *printer) findings(tone analyze.Tone, title string) {
	for i, f := range p.of(tone) {
		if i == 0 {
			p.title(title)
		}
		p.line("  · ", clean(upperFirst(sayOr("finding", f.ID))))
		if f.Quote != "" {
			p.line("    ", clean(p.said(f)+quoted(f.Quote, quoteSize).String()))
		}
		p.line("    ", clean(stop(f.Why)))
		if f.Try != "" {
			p.line("    → ", clean(plainText(toSay(p.r.Kind, f))))
		}
	}
}

func plainText(parts []any) string { return section(parts...).Text.String() }

func (p *printer) title(s string) {
	fmt.Fprintln(p)
	p.line("", inBold(s))
}

func (p *printer) promises() {
	if len(p.r.Promises)+len(p.r.Settled) > 0 {
		p.title("Promised")
	}
	for _, x := range p.r.Promises {
		p.line("  · ", clean(promised(x)+" → "+p.due(x)))
		p.line("    ", inDim(quoted(x.Quote, quoteSize).String()))
	}
	for _, s := range p.r.Settled {
		p.line("  · ", clean("Reported done: "+Shorten(s.Action, actionSize)))
		p.line("    ", inDim(quoted(s.Quote, quoteSize).String()))
	}
}

// promised is "Ana: send the pricing".
func promised(x analyze.Promise) string {
	who := map[call.Side]string{call.Rep: "Us", call.Customer: "Them"}[x.Side]
	switch {
	case x.Owner != nil && *x.Owner != "" && !strings.EqualFold(*x.Owner, "me"):
		who = short(*x.Owner)
	case x.Owner != nil && x.Side == call.Rep:
		who = "You"
	case who == "":
		who = "Who?"
	}
	return who + ": " + Shorten(x.Action, actionSize)
}

func (p *printer) due(x analyze.Promise) string {
	if x.Due == nil {
		return "no date"
	}
	d, err := when.ParseDate(*x.Due)
	if err != nil {
		return *x.Due
	}
	s := Day(d, p.today)
	if x.DueTime != nil && *x.DueTime != "" {
		s += " " + *x.DueTime
	}
	return s
}

// facts prints what was learnt, words that were read as several kinds once.
func (p *printer) facts() {
	if len(p.r.Facts) > 0 {
		p.title("What they told us")
	}
	var order []string
	kinds := map[string][]string{}
	for _, f := range p.r.Facts {
		words := Shorten(f.Text, quoteSize)
		if f.About != "" {
			words = short(f.About) + ": " + words
		}
		if kinds[words] == nil {
			order = append(order, words)
		}
		kinds[words] = append(kinds[words], string(f.Kind))
	}
	for _, words := range order {
		p.line("  · ", clean(words)+inDim(" ("+list(kinds[words], len(kinds[words]))+")"))
	}
}

// heldBack says what isn't claimed, and why.
func (p *printer) heldBack() {
	for i, line := range heldBack(p.r.HeldBack) {
		if i == 0 {
			fmt.Fprintln(p)
		}
		p.line("", inDim(line))
	}
}
