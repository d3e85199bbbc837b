package voice

import (
	"fmt"
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/digest"
	"heed/bot/fit"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/story"
)

func (p people) stackup() memory.Stackup {
	b := p.brief()
	facts := append(append(append([]memory.Fact{}, b.Matters...), b.Pains...), b.Personal...)
	all := p.promises()
	for i := range all {
		all[i].Made = now.AddDate(0, 0, 1)
		if i%2 == 0 {
			all[i].State, all[i].Settled = followup.Done, now.AddDate(0, 0, -1)
		}
	}
	s := memory.NewStackup(b.Customer, facts, all, []memory.Deed{p.deed(memory.Referral)}, now, func(string) *time.Location { return time.UTC })
	s.Calls = 3
	return s
}

func (p people) deed(kind memory.DeedKind) memory.Deed {
	return memory.Deed{ID: "D-1", Customer: "C-1", By: "U2", Kind: kind, What: p.quote, At: now.AddDate(0, 0, -3)}
}

// stackupScenes are what there is to show for a customer.
func (p people) stackupScenes() []scene {
	nobody := memory.Customer{ID: "C-1", Name: p.customer}
	bare := memory.NewStackup(nobody, nil, nil, nil, now, nil)
	called := bare
	called.Calls = 1
	acted := p.stackup()
	acted.Acted = []memory.Acted{
		{Fact: acted.Learnt[0], Promise: &p.promises()[0]},
		{Fact: acted.Learnt[0], Use: &memory.Use{At: now.AddDate(0, 0, -4), Words: p.quote}},
	}
	acted.Acted[0].Promise.Settled = now
	return []scene{
		msg("stackup", "which customer", WhichFor("stackup", nil)),
		msg("stackup", "which customer, of the latest", WhichFor("stackup", p.customers(3))),
		msg("stackup", "nobody knows them", Stackup(bare, now, time.UTC)),
		msg("stackup", "a call, and nothing learnt", Stackup(called, now, time.UTC)),
		msg("stackup", "quiet, with a referral", Stackup(p.stackup(), now, time.UTC)),
		msg("stackup", "a detail acted on", Stackup(acted, now, time.UTC)),
		msg("stackup", "a deed is kept", DeedKept(p.deed(memory.Favour), p.customer)),
		msg("stackup", "a deed is taken back", DeedUndone(p.customer)),
		view("stackup", "the form for a deed", DeedForm(p.customer, Luggage{ID: "C-1"})),
	}
}

// fitScenes are whether a customer and we suit each other, and what follows.
func (p people) fitScenes() []scene {
	c := memory.Customer{ID: "C-1", Name: p.customer}
	own := p.fact(analyze.FactNeed, p.priya, "it has to run on their own servers", p.quote)
	sso := p.fact(analyze.FactStandard, "", "single sign-on", "")
	rich := Fit{
		Customer: c, Nth: 1,
		Fit: fit.Fit{
			Against: []fit.Match{{Fact: own, Ours: "On-premises " + p.why}}, For: []fit.Match{{Fact: sso, Ours: "Single sign-on"}},
			Perhaps: []fit.Match{{Fact: sso, Ours: p.action}}, Open: slices.Repeat([]memory.Fact{own}, min(p.many, 9)),
		},
		Refused: []Refusal{{Quote: p.quote, At: now.AddDate(0, 0, -3)}},
	}
	out := []scene{
		msg("fit", "nothing known, nothing written down", Fit{Customer: c, Unwritten: true, Nth: 1}.Message(now, time.UTC)),
		msg("fit", "for an admin", Fit{Customer: c, Unwritten: true, Admin: true, Nth: 2, Fit: fit.Fit{Open: []memory.Fact{own}}}.Message(now, time.UTC)),
		msg("fit", "with everything", rich.Message(now, time.UTC)),
		view("fit", "the form to send them on", ReferForm(p.customer, Luggage{ID: "C-1"})),
		view("fit", "the form to hand over", HandOverForm(p.customer, Luggage{ID: "C-1"})),
		msg("fit", "sent on", Referred(p.deed(memory.Referral), p.customer)),
		msg("fit", "a hand-over that is over", HandOverOver()),
		msg("fit", "to oneself", YoursAlready()),
	}
	for n := 1; n <= 5; n++ {
		rich.Nth = n
		rich.Customer.ReferredAt = now
		out = append(out, msg("fit", fmt.Sprint("words ", n), message.Message{Blocks: rich.words()}))
	}
	out = append(out, msg("fit", "sent on before", rich.Message(now, time.UTC)))
	for _, state := range []memory.HandOverState{memory.Offered, memory.Accepted, memory.Declined, memory.Withdrawn} {
		for _, mine := range []bool{true, false} {
			c.HandOver = &memory.HandOver{N: 1, From: "U1", To: "U2", State: state, Note: p.quote}
			h := HandOver{Customer: c, Mine: mine, Calls: 3, Facts: 1, Promises: p.many}
			out = append(out, msg("fit", fmt.Sprintf("a hand-over, %s, mine: %t", state, mine), h.Message()))
		}
	}
	return out
}

// stories are some, told by two people.
func (p people) stories(n int) (out []story.Story) {
	for i := range n {
		out = append(out, story.Story{ID: fmt.Sprint("Y-", i), By: []string{"U1", "U3"}[i%2], About: []string{"U1", "U2"}[i%2], Text: p.tom + " drove the part to Leeds. " + p.quote, At: now.AddDate(0, 0, -i)})
	}
	return out
}

// storyScenes are what is told beyond the call of duty.
func (p people) storyScenes() []scene {
	s := story.Story{ID: "Y-1", By: "U1", About: "U2", Text: p.tom + " drove the part to Leeds. " + p.quote, At: now.AddDate(0, 0, -2)}
	own := s
	own.About, own.Kind = "U1", "worry"
	out := []scene{
		msg("story", "how", StoryHow()),
		view("story", "the form", StoryForm()),
		msg("story", "kept, of a colleague", StoryKept(s, false)),
		msg("story", "kept, of one's own", StoryKept(own, false)),
		msg("story", "kept, of nobody known", StoryKept(story.Story{ID: "Y-1", By: "U1", About: "U1", Text: p.quote, At: now, Doubt: story.Nobody}, false)),
		msg("story", "kept, of several", StoryKept(story.Story{ID: "Y-1", By: "U1", About: "U1", Text: p.quote, At: now, Doubt: story.Several}, false)),
		msg("story", "taken down", StoryDown()),
		msg("story", "an empty wall", Wall(nil, "U1", 0, false, now, time.UTC)),
		msg("story", "the wall", Wall([]story.Story{s, own}, "U2", 6, true, now, time.UTC)),
		msg("story", "in a message about a note", message.Message{Blocks: Feedback{Story: &s, Moment: p.quote}.example()}),
		msg("story", "in a message", message.Message{Blocks: Feedback{Story: &s, Try: p.missedCue()}.example()}),
	}
	out = append(out, msg("story", "asked about, of who is never named", StoryAsk(s, true)))
	for _, c := range []story.Consent{story.Asked, story.Named, story.Unnamed, story.Wall} {
		s.Consent, own.Consent = c, c
		out = append(out, msg("story", "asked about, "+sayOr("story consent", string(c)), StoryAsk(s, false)), msg("story", "one's own, "+sayOr("story consent", string(c)), StoryKept(own, false)))
		if s.May() {
			out = append(out, msg("story", "beside a digest, "+sayOr("story consent", string(c)), DigestStory(s, map[bool][]string{true: {p.tom}}[c == story.Unnamed])))
		}
	}
	return out
}

// comingScenes are days that matter to a customer, and the day on which reps
// get in touch for no other reason.
func (p people) comingScenes() []scene {
	warm := p.fact(analyze.FactPersonal, p.priya, "her daughter starts school on 24 November", p.quote)
	work := p.fact(analyze.FactDate, "", "go-live on 27 November", "go-live on 27 November")
	bundle := func(name string, touches ...memory.Silent) scene {
		return msg("coming", name, Nudge(nil, touches, p.names(), friday, friday))
	}
	quiet := memory.Silence{For: 42 * 24 * time.Hour, Usual: 21 * 24 * time.Hour}
	know := func(f *memory.Fact) memory.Silent {
		return memory.Silent{Customer: "C-1", Reason: followup.GetToKnow, Silence: quiet, Fact: f}
	}
	out := []scene{
		bundle("of their own lives", memory.Silent{Customer: "C-1", Reason: followup.Coming, Fact: &warm, Day: friday.AddDays(1)}),
		bundle("of their work", memory.Silent{Customer: "C-2", Reason: followup.Coming, Fact: &work, Day: friday.AddDays(7)}),
		bundle("done", memory.Silent{Customer: "C-1", Reason: followup.Coming, Fact: &warm, Day: friday.AddDays(1), Touched: true}),
		bundle("three to get to know", know(&warm), know(nil), know(&work)),
		msg("coming", "not for me", KnowOff()),
		msg("coming", "what came of it", message.Message{Blocks: knownLine(&digest.KnownSum{Customers: 7, Details: p.many})}),
		msg("coming", "nothing learnt", message.Message{Blocks: knownLine(&digest.KnownSum{Customers: 1})}),
	}
	for _, kind := range []analyze.FactKind{analyze.FactValue, analyze.FactPreference, analyze.FactGoal, analyze.FactPerson} {
		f := p.fact(kind, "", p.quote, p.quote)
		out = append(out, bundle("by what is known: "+string(kind), know(&f)))
	}
	return out
}
