package voice

import (
	"fmt"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/pick"
	"heed/bot/when"
)

// people and what they said, in a usual size or a monstrous one.
type people struct {
	customer, other, priya, tom, ana, quote, action, why string
	many                                                 int // of what there may be many
}

var usual = people{
	customer: "Northgate Foods", other: "Oakham Tools", priya: "Priya Nair", tom: "Tom Ellis", ana: "Ana Ruiz",
	quote: "Honestly, the handover worries me.", action: "send the security questionnaire",
	why: "The next three sentences were about us.", many: 40,
}

var huge = people{
	customer: strings.Repeat("Northgate & Söhne ", 17)[:300], other: strings.Repeat("無", 300), priya: strings.Repeat("Priya", 60),
	tom: strings.Repeat("Tom \"Tommy\" ", 25), ana: "Ana Ruiz", quote: strings.Repeat("and then “they” said it's \"late\", again ", 1000),
	action: strings.Repeat("send the questionnaire ", 200), why: strings.Repeat(" said this", 500), many: 500,
}

// friday is the day on which everything is read.
var (
	friday = when.Date{Year: 2026, Month: 11, Day: 20}
	now    = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
)

func ptr[T any](v T) *T { return &v }

func (p people) transcript() *analyze.Report {
	return &analyze.Report{
		Kind: call.Transcript, Format: "zoom-vtt", Customer: &p.customer, Type: analyze.Discovery, CallNote: true,
		Speakers: []analyze.Speaker{
			{Name: p.ana, Side: call.Rep, Words: 1204}, {Name: p.priya, Side: call.Customer, Words: 1790}, {Name: p.tom, Side: call.Customer, Words: 1},
		},
		Measures: analyze.Measures{
			TalkShare: ptr(0.41), TalkShareTime: ptr(0.42), SelfTalk: ptr(0.18), LongestMonologueS: ptr(71.0), LongestCustomerStory: ptr(128.0),
			Questions: ptr(12), DiscoveryQuestions: ptr(4), Cues: ptr(9), CuesMissed: ptr(1),
		},
	}
}

func (p people) note() *analyze.Report {
	r := &analyze.Report{Kind: call.Note, Format: "note", Customer: &p.customer, Type: analyze.UnknownType, CallNote: true}
	for _, m := range []string{"talk_share", "talk_share_time", "longest_monologue_s", "longest_customer_story_s", "questions", "discovery_questions", "cues", "cues_missed"} {
		r.HeldBack = append(r.HeldBack, analyze.HeldBack{Measure: m, Why: "a note is what was written afterwards: it has no talk in it"})
	}
	r.HeldBack = append(r.HeldBack, analyze.HeldBack{Measure: "self_talk", Why: "fewer than five lines are about either side"})
	return r
}

func (p people) goodQuestion() *analyze.Finding {
	return &analyze.Finding{
		ID: "good_discovery", Tone: analyze.Praise, Quote: "What would a good month end look like?", Who: p.ana, Start: ptr(252.0),
		Why: "After this question " + p.priya + " talked for about two minutes.", Answer: p.quote,
		Rule: "A question about what matters to them and how they judge, and an answer of 25 words or more.", Counts: map[string]int{"words after it": 310},
	}
}

func (p people) missedCue() *analyze.Finding {
	return &analyze.Finding{
		ID: "missed_cue", Tone: analyze.Try, Kind: "worry", Quote: p.quote, Who: p.priya, Start: ptr(760.0), Why: p.why,
		Try: "What happened at the last handover?", Answer: "Our dashboard shows all of that live.",
		Rule:   "A customer reveals something that worries, and the reply neither asks about it nor says it back.",
		Counts: map[string]int{"cues": 9, "missed": 1, "sentences about us after it": 3}, Source: "Packard and Berger 2021",
	}
}

// me is what a rep with some calls sees of themselves.
func (p people) me(change func(*Me)) Me {
	m := Me{
		Focus: "cues", Left: 1, SoFar: pick.Tally{Done: 3, Of: 5, Calls: 2}, Calls: 14, Today: friday,
		Usual: []Usual{
			{Type: analyze.Discovery, Calls: 5, TalkShare: ptr(0.48), SelfTalk: ptr(0.31), Cues: 11, TakenUp: 7, Before: &Usual{Calls: 4, TalkShare: ptr(0.61), SelfTalk: ptr(0.4), Cues: 9, TakenUp: 4}},
			{Type: analyze.Demo, Calls: 1, TalkShare: ptr(0.6)},
			{Note: true, Calls: 3, SelfTalk: ptr(0.55), Before: &Usual{Calls: 2, SelfTalk: ptr(0.7)}},
		},
	}
	for _, b := range pick.Behaviours() {
		m.Choices = append(m.Choices, b.Key)
	}
	for i := range min(p.many, 7) {
		t := TakenBack{ID: "missed_cue", Quote: p.quote, Value: fmt.Sprint("K-", i, "=missed_cue:0badcafe"), At: friday.AddDays(-i)}
		if i == 1 {
			t.ID, t.Quote = "no_thanks", ""
		}
		m.TakenBack = append(m.TakenBack, t)
	}
	change(&m)
	return m
}

// tooLong is a finding with a number, the workspace's own or not.
func (p people) tooLong(own bool) *analyze.Finding {
	f := finding("monologue", analyze.Try, p.quote, "From here on nobody else spoke for about four minutes.", "How does that compare with the way you do it today?")
	f.Who, f.Counts, f.Source = p.ana, map[string]int{"seconds": 241}, "Gong Labs: longest rep monologue on won deals; vendor data, correlational"
	f.Bar = &analyze.Bar{Name: "monologue_max_s", Value: 150, Own: own}
	return f
}

func finding(id string, tone analyze.Tone, quote, why, try string) *analyze.Finding {
	return &analyze.Finding{ID: id, Tone: tone, Turn: -1, Quote: quote, Why: why, Try: try, Rule: "The rule of " + id + "."}
}

func (p people) promise(id string, due when.Date) followup.FollowUp {
	return followup.FollowUp{
		ID: id, Owner: "U1", Side: call.Rep, Customer: "C-1", Action: p.action, Quote: "I'll send it by Friday.",
		Strength: analyze.Hard, Due: due, Made: now.AddDate(0, 0, -3), State: followup.Open,
	}
}

func with(f followup.FollowUp, change func(*followup.FollowUp)) followup.FollowUp {
	change(&f)
	return f
}

// promises are follow-ups in every state.
func (p people) promises() []followup.FollowUp {
	none, due := when.Date{}, friday.AddDays(7)
	return []followup.FollowUp{
		p.promise("F-1", due),
		with(p.promise("F-2", friday), func(f *followup.FollowUp) { f.Action, f.DueTime = "call her back", "17:00" }),
		with(p.promise("F-3", friday.AddDays(-1)), func(f *followup.FollowUp) { f.Action = "ask Kofi about the export" }),
		with(p.promise("F-4", none), func(f *followup.FollowUp) { f.Action = "introduce Dana" }),
		with(p.promise("F-5", none), func(f *followup.FollowUp) { f.Action, f.Nudges = "introduce Jo, asked about once", 1 }),
		with(p.promise("F-6", due), func(f *followup.FollowUp) { f.Action, f.Strength = "look at a discount", analyze.Soft }),
		with(p.promise("F-7", none), func(f *followup.FollowUp) { f.Action, f.Strength = "draft the contract", analyze.Conditional }),
		with(p.promise("F-8", due), func(f *followup.FollowUp) { f.Action, f.Snoozed = "write the pilot plan", friday.AddDays(3) }),
		with(p.promise("F-9", due), func(f *followup.FollowUp) {
			f.Action, f.Side, f.Who = "send sample invoices", call.Customer, p.tom
		}),
		with(p.promise("F-10", none), func(f *followup.FollowUp) { f.Action, f.Side = "bring in legal", call.Customer }),
		with(p.promise("F-11", none), func(f *followup.FollowUp) { f.Action, f.Side = "book a room", call.Unknown }),
		with(p.promise("F-12", due), func(f *followup.FollowUp) { f.Action = "send the notes"; f.Finish(now, "U1", "") }),
		with(p.promise("F-13", due), func(f *followup.FollowUp) { f.Action = "share my screen"; f.Drop(now, "U1", "not a promise") }),
	}
}

func (p people) names() map[string]string {
	return map[string]string{"C-1": p.customer, "C-2": p.other}
}

func (p people) feedback(r *analyze.Report) Feedback {
	return Feedback{Call: "K-3", Customer: p.customer, Report: r, Today: friday, Lines: 9, Minutes: 31}
}

func (p people) customers(n int) []memory.Customer {
	out := make([]memory.Customer, n)
	for i := range out {
		out[i] = memory.Customer{ID: fmt.Sprint("C-", i), Name: []string{p.customer, p.other, "Delft Marine"}[i%3]}
	}
	return out
}

func (p people) options(n int) []message.Option {
	var out []message.Option
	for _, c := range p.customers(n) {
		out = append(out, message.Option{Label: c.Name, Value: c.ID})
	}
	return out
}

func (p people) fact(kind analyze.FactKind, about, text, words string) memory.Fact {
	return memory.Fact{Kind: kind, About: about, Text: text, Quotes: []memory.Quote{{Words: words, At: now, Call: "K-1"}}}
}

func (p people) brief() memory.Brief {
	c := memory.Customer{ID: "C-1", Name: p.customer}
	for i, d := range []int{-42, -35, -28} {
		c.Met(memory.Contact{At: now.AddDate(0, 0, d), By: "U2", Call: fmt.Sprint("K-", i)})
	}
	facts := []memory.Fact{
		p.fact(analyze.FactPerson, p.priya, "CFO, decides with the board", "I'm the CFO"),
		p.fact(analyze.FactStandard, p.priya, "no surprises at month end", "no surprises at month end, that's all I want"),
		p.fact(analyze.FactPain, "", "month end takes nine days", p.quote),
		p.fact(analyze.FactDecision, p.priya, "decides with the board on 12 December", "the board decides"),
		p.fact(analyze.FactDate, "", "audit in the first week of February", "the auditors come in February"),
		p.fact(analyze.FactPersonal, p.priya, "her daughter starts school in September", "my daughter starts school in September"),
		p.fact(analyze.FactCompetitor, "", "had Ledgerly until March", "we had Ledgerly until March"),
	}
	return memory.NewBrief(c, facts, p.promises(), []memory.Worry{{Quote: "will the night shift cope with it?", Who: p.priya}}, 3, now, when.Options{})
}

func (p people) digest() digest.Digest {
	return digest.Digest{
		Label: "2026-W47", Week: 47, Calls: 14, Kept: &digest.Kept{Settled: 36, OnTime: ptr(31)}, Open: &digest.OpenOnes{Open: 12, Overdue: ptr(2)},
		Themes:    []digest.Theme{{Kind: "worry", Calls: 5}, {Kind: "timing", Calls: 3}, {Kind: "goal", Calls: 3}},
		Listening: &digest.Listening{Now: 0.63, Before: ptr(0.41)},
		Trend: []digest.TeamWeek{
			{Label: "2026-W44", To: now.AddDate(0, 0, -21), Calls: 9, Kept: &digest.Kept{Settled: 20, OnTime: ptr(14)}, TakenUp: ptr(0.38)},
			{Label: "2026-W46", To: now.AddDate(0, 0, -7), Calls: 12, Kept: &digest.Kept{Settled: 8}, TakenUp: ptr(0.44)},
			{Label: "2026-W47", To: now, Calls: 14, Kept: &digest.Kept{Settled: 36, OnTime: ptr(31)}, TakenUp: ptr(0.63)},
		},
		Quiet:    []digest.Quiet{quiet("C-2", 35, false), quiet("C-3", 26, true), quiet("C-1", 40, true), quiet("C-9", 41, true)},
		Practise: "worry",
	}
}

func quiet(customer string, days int, assumed bool) digest.Quiet {
	return digest.Quiet{
		Customer: customer,
		Silence:  memory.Silence{For: time.Duration(days) * 24 * time.Hour, Usual: 21 * 24 * time.Hour, Default: assumed},
	}
}
