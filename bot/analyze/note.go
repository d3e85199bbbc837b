package analyze

import (
	"strings"
	"unicode/utf8"
)

// labelNote tells, for each line of a note, whose voice it is in, and marks
// readings without a fact. It reports whether the text is a call note at all.
//
// The writer's own doings ("showed", "our roadmap") are the seller's voice,
// people, quotes and facts without an agent ("budget 40k") the customer's;
// next steps, appointments and the frame of the call are logistics. A line of
// several sentences has the voice of most of its words.
func (d *document) labelNote() {
	for t := range d.Turns {
		weight := map[Voice]int{}
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			s := &d.Sentences[i]
			if s.isVague() {
				s.Labels.add(Vague)
			}
			if s.Voice = d.voiceOf(s); s.Voice == LogisticsVoice {
				s.Labels &^= bit(Vague)
			}
			weight[s.Voice] += s.Words
		}
		if d.Turns[t].Voice = heaviest(weight); d.Turns[t].Voice == "" && d.isReading(t) {
			d.Turns[t].Voice = CustomerVoice
		}
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			d.Sentences[i].labelVoice()
		}
	}
}

// isReading reports whether a line holds readings without a fact and nothing
// else. It is of the customer, and tells nothing of them: it isn't counted among
// the lines about them.
func (d *document) isReading(t int) bool {
	found := false
	for _, s := range d.in(t) {
		if s.Words > 0 && !s.Labels.has(Vague) {
			return false
		}
		found = found || s.Words > 0
	}
	return found
}

func heaviest(weight map[Voice]int) Voice {
	best := Voice("")
	for _, v := range []Voice{CustomerVoice, SellerVoice, LogisticsVoice} {
		if weight[v] > weight[best] || best == "" && weight[v] > 0 {
			best = v
		}
	}
	return best
}

func (s *sentence) labelVoice() {
	switch s.Voice {
	case SellerVoice:
		s.Labels.add(SelfTalk)
	case CustomerVoice:
		s.Labels.add(AboutCustomer)
	}
}

// logisticsHeadings stand above lines about what comes next or who was there.
var logisticsHeadings = map[string]bool{
	"next_steps": true, "next": true, "actions": true, "todo": true, "follow_up": true, "follow_ups": true,
	"attendees": true, "date": true, "who": true, "participants": true, "logistics": true,
}

func (d *document) voiceOf(s *sentence) Voice {
	t := &d.Call.Turns[s.Turn]
	switch {
	case s.Words == 0, s.has("note:form"):
		return LogisticsVoice
	case logisticsHeadings[s.Heading] && !d.afterList(s.Turn), t.Box:
		return LogisticsVoice
	case s.Turn == 0 && d.isTitle(s):
		return LogisticsVoice
	case s.Labels.has(Vague):
		return s.voiceOfReading()
	case s.arrow(), d.isTask(s), s.reports():
		return LogisticsVoice
	}
	seller, customer, logistics := s.voices()
	switch {
	case customerHeadings[s.Heading] && !s.sellerFirst():
		return CustomerVoice
	case sellerHeadings[s.Heading] && !s.customerFirst() && !s.quotes():
		return SellerVoice
	case logistics && !s.quotes() && !(customer && s.customerFirst()):
		return LogisticsVoice
	case seller && !s.customerFirst():
		return SellerVoice
	case logistics && !s.quotes() && !s.wishes():
		return LogisticsVoice
	case seller && !customer:
		return SellerVoice
	}
	return CustomerVoice
}

// voiceOfReading: "nailed it" is about us, "great call" about nobody.
func (s *sentence) voiceOfReading() Voice {
	if s.count("note:seller", "") > 0 && !s.customerFirst() {
		return SellerVoice
	}
	return ""
}

func (s *sentence) voices() (seller, customer, logistics bool) {
	seller = s.count("note:seller", "") > 0 && !opensQuote(s.Text)
	return seller, s.has("note:customer") || s.quotes(), s.has("note:logistics")
}

// wishes: the line begins with what somebody of theirs wants.
func (s *sentence) wishes() bool {
	m, ok := s.first("note:wish")
	return ok && m.From <= 1
}

// customerFirst reports whether the customer is spoken of before the seller
// or a next step is.
func (s *sentence) customerFirst() bool {
	c, ok := s.first("note:customer")
	if !ok {
		return false
	}
	for _, m := range s.matches {
		if (m.Section == "note:seller" || m.Section == "note:logistics") && m.From <= c.From {
			return false
		}
	}
	return true
}

// sellerFirst reports whether the line begins with what the rep did.
func (s *sentence) sellerFirst() bool {
	m, ok := s.first("note:seller")
	return ok && m.From <= 1
}

// isTitle: a first line that names the customer, the day, the people, and
// says nothing else.
func (d *document) isTitle(s *sentence) bool {
	if s.Labels.has(Vague) || s.quotes() {
		return false
	}
	return s.Words <= 14 && !s.has("note:customer") && !s.has("note:seller") && !strings.HasSuffix(s.Text, ".")
}

// arrow: "quote -> Friday" is something to do, "above 50k -> board" is none.
func (s *sentence) arrow() bool {
	for _, mark := range arrows {
		i := strings.Index(s.Text, mark)
		if i <= 0 {
			continue
		}
		after := strings.Fields(s.Text[i+len(mark):])
		return len(after) <= 6 && (s.dueAtEnd() || s.has("note:mine")) && !s.has("cue:standard")
	}
	return false
}

// quotes reports whether the line holds words in quotation marks.
func (s *sentence) quotes() bool { return quotedWords(s.Text) >= 2 }

// opensQuote: the line begins with somebody's words.
func opensQuote(t string) bool {
	return strings.HasPrefix(t, `"`) || strings.HasPrefix(t, "“") || strings.HasPrefix(t, "„")
}

// quotedWords counts the words between quotation marks; apostrophes are none.
func quotedWords(t string) int {
	n := 0
	for _, q := range quoted(t) {
		n += len(strings.Fields(q))
	}
	return n
}

// quoted returns what stands between quotation marks, in order.
func quoted(t string) []string {
	var out []string
	open := -1
	for i, r := range t {
		switch r {
		case '"', '“', '”', '„', '«', '»':
			if open >= 0 {
				out = append(out, t[open:i])
				open = -1
			} else {
				open = i + utf8.RuneLen(r)
			}
		}
	}
	return out
}

// longestQuoted returns the longest words in quotation marks that are more than
// one, without the marks.
func longestQuoted(t string) string {
	best, most := t, 1
	for _, q := range quoted(t) {
		if n := len(strings.Fields(q)); n > most {
			best, most = strings.Trim(q, " .,;"), n
		}
	}
	return best
}

// revoice gives lines that hold little but a promise or a report of something
// done to logistics, whatever their words: "Ring Ewa tomorrow".
func (d *document) revoice(r *Report) {
	if !d.isNote() {
		return
	}
	said := map[int]int{}
	d.taken = map[int][]string{}
	for _, p := range r.Promises {
		said[p.Turn] += len(strings.Fields(p.Quote))
		d.taken[p.Turn] = append(d.taken[p.Turn], p.Quote)
	}
	for _, s := range r.Settled {
		said[s.Turn] += len(strings.Fields(s.Quote))
		d.taken[s.Turn] = append(d.taken[s.Turn], s.Quote)
	}
	for t, n := range said {
		turn := &d.Turns[t]
		if d.states(t) || turn.Voice == SellerVoice || turn.Voice == LogisticsVoice || 2*n < len(strings.Fields(d.Call.Turns[t].Text)) {
			continue
		}
		turn.Voice = LogisticsVoice
		for i := turn.First; i < turn.End; i++ {
			s := &d.Sentences[i]
			s.Voice = LogisticsVoice
			s.Labels &^= bit(AboutCustomer) | cueMask
		}
		r.Turns[t] = d.printTurn(t, []Sentence{})
	}
}

// states reports whether a line tells how something is with somebody of
// theirs, whatever promise was read in it.
func (d *document) states(t int) bool {
	if logisticsHeadings[d.Turns[t].Heading] && d.afterList(t) {
		return d.Turns[t].Voice == CustomerVoice
	}
	for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
		if s := &d.Sentences[i]; s.Voice == CustomerVoice && s.has("note:is") && !s.has("note:logistics") {
			return true
		}
	}
	return false
}

// isCallNote reports whether the text of a note reads as one. Chatter of an
// office channel is not, whatever it mentions.
func (d *document) isCallNote() bool {
	if !d.isNote() {
		return true
	}
	evidence, chatter := 0, 0
	if d.Call.Customer != "" || len(d.Call.Mentions) > 0 {
		evidence += 2
	}
	for i := range d.Sentences {
		s := &d.Sentences[i]
		for _, section := range []string{"note:evidence", "note:seller", "vague"} {
			if s.has(section) {
				evidence++
			}
		}
		if s.has("note:chatter") {
			chatter++
		}
		if s.Heading != "" || s.quotes() {
			evidence++
		}
	}
	return evidence >= 2 && evidence > 2*chatter
}

// noteLines counts the lines of a note by voice.
func (d *document) noteLines() map[Voice]int {
	n := map[Voice]int{}
	for t := range d.Turns {
		if v := d.Turns[t].Voice; v == SellerVoice || v != "" && !d.isReading(t) {
			n[v]++
		}
	}
	return n
}

// bestQuote is the line of the customer's voice that holds most of their own
// words, and those words. What stands on a label was said by nobody.
func (d *document) bestQuote() (line *sentence, words string) {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if !s.quotes() || s.Voice != CustomerVoice || s.has("note:written") {
			continue
		}
		if q := longestQuoted(s.Text); line == nil || len(strings.Fields(q)) > len(strings.Fields(words)) {
			line, words = s, q
		}
	}
	return line, words
}
