package analyze

// quotedFrom is how many lines a note has before its writer is asked for the
// customer's own words.
const quotedFrom = 4

// note finds what a call note shows: whom it is about, readings without a
// fact, the customer's own words, and a next step.
func (f *finder) note() {
	f.noFitFound()
	lines := f.noteLines()
	seller, customer := lines[SellerVoice], lines[CustomerVoice]
	if most, ok := f.bar("note_self_talk_max"); ok && f.r.Measures.SelfTalk != nil && *f.r.Measures.SelfTalk > most.Value {
		i := f.firstOf(SellerVoice)
		x := f.try("self_talk", i, f.say("self_talk:note", "N", capital(inWords(seller)), "them", inWords(customer)), "What did they tell you?")
		x.Counts = map[string]int{"about us": seller, "about them": customer}
		x.Bar = &most
	}
	for i := range f.Sentences {
		if s := &f.Sentences[i]; s.Labels.has(Vague) {
			f.try("vague_note", i, f.say("vague_note"), f.ask.question("vague", s.Text, ""))
		}
	}
	if s, words := f.bestQuote(); s != nil {
		x := f.add("customer_words", Praise, s.Index, f.say("customer_words"), "")
		x.Quote = words
	} else if seller+customer >= quotedFrom {
		x := f.try("no_customer_words", -1, f.say("no_customer_words", "N", capital(inWords(seller+customer))), "Which words of theirs do you still remember?")
		x.Counts = map[string]int{"lines": seller + customer}
	}
	n := 0
	for t := range f.Turns {
		n += f.words(t)
	}
	if len(f.r.Promises) > 0 || n >= wholeNote {
		f.nextStep()
	}
	f.praiseNextStep()
}

// wholeNote is from how many words on what a note doesn't say is missed in it:
// "no answer, tried again" is all there is to tell.
const wholeNote = 8

// firstOf returns the first sentence in a voice.
func (d *document) firstOf(v Voice) int {
	for t := range d.Turns {
		if d.Turns[t].Voice == v {
			return d.Turns[t].First
		}
	}
	return -1
}
