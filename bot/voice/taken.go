package voice

import (
	"heed/bot/call"
	"heed/bot/message"
)

// taken says how a text was read where that is in doubt, with the other
// reading behind a button, and in which language it is where the rules don't
// know it.
func (f Feedback) taken() []message.Block {
	var out []message.Block
	switch other := f.Report.Alternative; {
	case f.As != "":
		b := section("Read as " + f.Reading + ", as you said.")
		e := button("Undo", "reading.undo", f.Call)
		e.Aria = "Undo how it was read"
		b.Accessory = &e
		out = append(out, b)
	case other != "":
		b := section("I read this as " + f.Reading + ". If it is something else, I read it again.")
		e := button(sayOr("it is", string(other)), "reading.other", f.Call)
		b.Accessory = &e
		out = append(out, b)
	}
	if f.foreign() {
		key := "foreign " + string(f.Report.Kind)
		out = append(out, section("This is mostly in "+call.LanguageName(f.Report.Language)+", and my rules are for English. "+say("language", key)))
	}
	return out
}

// foreign reports whether the text is surely in another language than the
// rules are for.
func (f Feedback) foreign() bool { return f.Report.Language != "" && f.Report.Language != "en" }
