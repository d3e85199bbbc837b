package analyze

import (
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// callAt is a Tuesday.
var callAt = time.Date(2027, 5, 11, 14, 0, 0, 0, time.UTC)

// talkOf reads lines of "speaker: text" as a transcript; Rosa and Jonas sell,
// everybody else buys.
func talkOf(t *testing.T, lines string) *document {
	t.Helper()
	c := &call.Call{Kind: call.Transcript, Format: call.Plain}
	index := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		name, said, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			t.Fatalf("no speaker in %q", line)
		}
		if _, known := index[name]; !known {
			index[name] = len(c.Speakers)
			side := call.Customer
			if name == "Rosa" || name == "Jonas" {
				side = call.Rep
			}
			c.Speakers = append(c.Speakers, call.Speaker{Name: name, Side: side})
		}
		c.Turns = append(c.Turns, call.Turn{Speaker: index[name], Start: -1, End: -1, Text: said})
	}
	return newDocument(c, Options{At: callAt, Loc: time.UTC, Reps: []string{"Rosa", "Jonas"}})
}

// shownPromise is a promise in one line: "Rosa/rep: send the price list <2027-05-14>".
func shownPromise(p Promise) string {
	owner, due := "?", ""
	if p.Owner != nil {
		owner = *p.Owner
	}
	if p.Due != nil {
		due = " <" + *p.Due + ">"
	}
	if p.Strength != Hard {
		due += " " + string(p.Strength)
	}
	return owner + "/" + string(p.Side) + ": " + p.Action + due
}

func TestSpokenPromises(t *testing.T) {
	for _, test := range []struct{ name, talk, want string }{
		{"deadline", "Rosa: I'll send you the price list by Friday.", "Rosa/rep: send the price list <2027-05-14>"},
		{"day first", "Rosa: On Thursday I'll drop off the sample kit.", "Rosa/rep: drop off the sample kit <2027-05-13>"},
		{"get back", "Rosa: Let me get back to you on the warranty question tomorrow.", "Rosa/rep: get back to them on the warranty question <2027-05-12>"},
		{"let me check with", "Rosa: Let me check with our fitters and come back to you.", "Rosa/rep: check with our fitters and come back to them"},
		{"customer", "Mo: I'll talk to Hanna in finance about the deposit.", "Mo/customer: talk to Hanna in finance about the deposit"},
		{"we", "Mo: We'll get you the floor measurements by Monday.", "?/customer: get the floor measurements <2027-05-17>"},
		{"two", "Rosa: I'll email the contract tonight and I'll call your depot on Thursday.", "Rosa/rep: email the contract <2027-05-11>\nRosa/rep: call your depot <2027-05-13>"},
		{"report back", "Rosa: I'll ask our lab whether it stands salt water, and I'll let you know by Thursday.", "Rosa/rep: ask our lab whether it stands salt water <2027-05-13>"},
		{"you'll have it", "Rosa: I'll put the options on one page. You'll have it by Wednesday.", "Rosa/rep: put the options on one page <2027-05-12>"},
		{"soft", "Mo: I'll try to get the roof plan from the architect.", "Mo/customer: get the roof plan from the architect soft"},
		{"condition", "Mo: If the owner agrees, I'll sign it on Monday.", "Mo/customer: sign it <2027-05-17> conditional"},
		{"check if", "Rosa: I'll check if the blue ones are in stock.", "Rosa/rep: check if the blue ones are in stock"},
		{"present tense", "Mo: I send you the old invoices until Thursday.", "Mo/customer: send the old invoices <2027-05-13>"},
		{"doing", "Rosa: I'm sending the drawings over this afternoon.", "Rosa/rep: send the drawings <2027-05-11>"},
		{"no capitals", "Rosa: okay so i'll ping you the link tomorrow and then you can have a look", "Rosa/rep: ping the link <2027-05-12>"},
		{"stutter", "Rosa: I'll, um, I'll send the, the quote on Friday.", "Rosa/rep: send the quote <2027-05-14>"},
		{"colleague", "Rosa: Jonas will send you the service contract tomorrow.\nJonas: Sure.", "Jonas/rep: send the service contract <2027-05-12>"},
		{"topic is no date", "Rosa: I'll send you the figures for March.", "Rosa/rep: send the figures for March"},
		{"a verb of no list", "Rosa: I'll pop two tiles and a corner piece in the post on Thursday.", "Rosa/rep: pop two tiles and a corner piece in the post <2027-05-13>"},
		{"what somebody else can do", "Rosa: I'll see what our cutter can do about the edge.", "Rosa/rep: see what our cutter can do about the edge soft"},
		{"out of her hands", "Mo: I'll go through it with my sister tonight as far as I can.", "Mo/customer: go through it with my sister <2027-05-11>"},
		{"you get it", "Rosa: I'll have Jonas draw both, you get it by Friday.", "Rosa/rep: have Jonas draw both <2027-05-14>"},
		{"day of the thing", "Rosa: I'll find you a depot with a free Thursday.", "Rosa/rep: find a depot with a free Thursday"},
		{"of the past", "Mo: I'll make you a list of the tiles that cracked in April.", "Mo/customer: make a list of the tiles that cracked in April"},
		{"manners are no condition", "Rosa: I'll come by on Thursday, if that suits you.", "Rosa/rep: come by <2027-05-13>"},
		{"reason is no date", "Mo: I'll ask the board because we open in June.", "Mo/customer: ask the board"},
	} {
		t.Run(test.name, func(t *testing.T) { wantPromises(t, talkOf(t, test.talk), test.want) })
	}
}

func wantPromises(t *testing.T, d *document, want string) {
	t.Helper()
	var got []string
	for _, p := range findPromises(d) {
		got = append(got, shownPromise(p))
		if text := d.Call.Turns[p.Turn].Text; !strings.Contains(text, p.Quote) {
			t.Errorf("quote %q isn't in turn %d: %q", p.Quote, p.Turn, text)
		}
	}
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

func TestTalkThatPromisesNothing(t *testing.T) {
	for _, said := range []string{
		"Let me share my screen for a moment.",
		"I'll go first, if that's okay.",
		"I'll be honest, the old one was better.",
		"I'll keep it short today.",
		"I'll show you the report builder in a second.",
		"We'll get to that in a minute.",
		"Let me ask you something about the night shift.",
		"I'll give you an example.",
		"I'll let you go then.",
		"I'll just mute myself.",
		"Let me pull up the calendar.",
		"I'll walk you through the setup.",
		"We'll see.",
		"I'll never do that again.",
		"I won't bother you with the details.",
		"I sent it to you yesterday.",
		"If a pump fails, we'll text you right away.",
		"If you take the big kiln as well, we'll give you eight percent off.",
		"I would rather you get it right with somebody else.",
		"I'll just put that there, and you can see that it waits until seven.",
		"Whenever the stock runs low, we'll email your buyer.",
		"The system will notify the driver and we'll call you too.",
		"I'd send you a sample if we still made them.",
		"I could send you a sample.",
		"Should I send you a sample?",
		"She said I'll send it on Friday, and she never did.",
		"That's what I'll bring up with them.",
		"He'll be delighted with that.",
		"I'll have to think about it.",
		"I'll see you on Thursday.",
		"We're taking the kids to the lake on Saturday.",
		"I'll be on holiday from Monday.",
		"I always send the invoices on the first.",
		"What happens if I'll need more licences?",
		"I'll take another coffee.",
		"I'll say it again, it's the noise.",
		"I'm going to be very direct here.",
		"Let me know what you think.",
		"I have to go in five minutes.",
		"I'll tell them you said hello.",
		"I'll be thinking of you on Monday.",
		"I'll finish that thought.",
		"You get a lot of noise in here from Monday to Friday.",
	} {
		t.Run(said, func(t *testing.T) { wantPromises(t, talkOf(t, "Rosa: "+said), "") })
	}
}

func TestPromisesInTurns(t *testing.T) {
	for _, test := range []struct{ name, talk, want string }{
		{
			"request and yes", `
			Mo: Could you send me the cleaning instructions?
			Rosa: Yes, of course.`, "Rosa/rep: send the cleaning instructions",
		},
		{
			"request and own words", `
			Rosa: Can you send me last year's meter readings?
			Mo: Sure, I'll email them tonight.`, "Mo/customer: send last year's meter readings <2027-05-11>",
		},
		{
			"request and will do", `
			Mo: Could you ask the workshop about the spare key?
			Rosa: Will do.`, "Rosa/rep: ask the workshop about the spare key",
		},
		{
			"request and no", `
			Mo: Could you send me the source files?
			Rosa: Sure, but not the source, that's not ours to give.`, "",
		},
		{
			"request passed over", `
			Mo: Could you send me the cleaning instructions?
			Rosa: So the next model is out in June.`, "",
		},
		{
			"offer accepted", `
			Rosa: I could send you a sample of the felt.
			Mo: Yes please, that would help.`, "Rosa/rep: send a sample of the felt",
		},
		{
			"offer declined", `
			Rosa: I can send you a sample of the felt.
			Mo: No need, thanks.`, "",
		},
		{
			"promise declined", `
			Rosa: I'll send you our brochure.
			Mo: No thanks, we have enough paper here.`, "",
		},
		{
			"moved", `
			Rosa: I'll ring you on Thursday about the ramp.
			Mo: I'm out on Thursday. Could we say Friday instead?
			Rosa: Friday it is.`, "Rosa/rep: ring about the ramp <2027-05-14>",
		},
		{
			"not moved by a day off", `
			Rosa: I'll send you two felt samples by Monday. Thank you, Mo.
			Mo: Thanks. I'm off on Friday anyway, my son has his first match.`, "Rosa/rep: send two felt samples <2027-05-17>",
		},
		{
			"not moved by a season", `
			Rosa: I'll send you the ramp drawings by Friday.
			Mo: Good.
			Rosa: We're actually changing our own ramps in September.`, "Rosa/rep: send the ramp drawings <2027-05-14>",
		},
		{
			"two that share a word", `
			Rosa: I'll ask Ove if he's okay with a call.
			Mo: Good.
			Rosa: And I'll give you a call next Wednesday about the ramp.`, "Rosa/rep: ask Ove if he's okay with a call\nRosa/rep: give them a call about the ramp <2027-05-19>",
		},
		{
			"an hour is no day", `
			Rosa: I'll send you an invite for it, two o'clock.`, "Rosa/rep: send an invite for it, two o'clock",
		},
		{
			"recap", `
			Rosa: I'll send you the ramp drawings tomorrow.
			Mo: Good.
			Rosa: So to recap, I'll send the ramp drawings and you think about the colour.`, "Rosa/rep: send the ramp drawings <2027-05-12>",
		},
		{
			"talk about the talk", `
			Mo: Can you hear me?
			Rosa: Yes, of course.
			Mo: Could you walk us through the menu?
			Rosa: Sure.`, "",
		},
		{
			"greetings", `
			Mo: Say hi to Jonas.
			Rosa: Will do.`, "",
		},
	} {
		t.Run(test.name, func(t *testing.T) { wantPromises(t, talkOf(t, test.talk), test.want) })
	}
}
