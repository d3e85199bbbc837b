package voice

import (
	"fmt"
	"slices"
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

// scene is one message or view in one state.
type scene struct {
	file, name string
	message    *message.Message
	view       *message.View
}

// scenes are all messages, forms and views in all states.
// setupScenes are the steps of setting Heed up, and who sees what.
func (p people) setupScenes() []scene {
	names := []string{p.customer, "Ledgerline Close"}
	channels := make([]SetupChannel, p.many)
	for i := range channels {
		channels[i] = SetupChannel{ID: fmt.Sprint("C", i), Absent: i%2 == 0}
	}
	held := Held{Notes: 12, Open: 3, TakenBack: 1, KeepTexts: 180, Managers: []string{"U7", "U8"}}
	return []scene{
		msg("setup", "at first", Setup{Zone: "Europe/London"}.Message()),
		msg("setup", "a channel that it isn't in", Setup{Channels: channels[:1]}.Message()),
		msg("setup", "half done", Setup{Channels: channels[1:2], DigestSet: true}.Message()),
		msg("setup", "done", Setup{Channels: channels, DigestSet: true, DigestTo: "C1", Weekday: time.Friday, Hour: 15, Zone: "Europe/London", Companies: names, DatesSet: true}.Message()),
		msg("setup", "privacy", held.Privacy()),
		msg("setup", "privacy, with nothing yet", Held{KeepTexts: 30, KeepCalls: 365, OwnCards: true}.Privacy()),
	}
}

// homeScenes are the Home tab, at first, in use and full.
func (p people) homeScenes() []scene {
	many := make([]followup.FollowUp, p.many)
	for i := range many {
		many[i] = p.promise(fmt.Sprint("F-", i+1), friday.AddDays(i))
		many[i].Customer = []string{"C-1", "C-2", ""}[i%3]
	}
	day := 24 * time.Hour
	customers := make([]HomeCustomer, p.many)
	for i := range customers {
		customers[i] = HomeCustomer{
			ID: fmt.Sprint("C-", i), Name: []string{p.customer, p.other, "Delft Marine"}[i%3] + []string{"", fmt.Sprint(" ", i)}[min(i/3, 1)], Last: friday.AddDays(-3 * i), Open: i % 3,
			Quiet: i < 3, Silence: memory.Silence{For: time.Duration(40-i) * day, Usual: 21 * day, Default: i == 1},
		}
	}
	settled := slices.DeleteFunc(p.promises(), func(f followup.FollowUp) bool { return f.State == followup.Open })
	steps := Setup{Zone: "Europe/London", DigestSet: true}
	new := Me{Choices: p.me(func(*Me) {}).Choices, Today: friday}
	home := func(name string, h Home) scene {
		h.Names, h.Today = p.names(), friday
		h.Held.KeepTexts = 180
		return view("home", name, h.View())
	}
	return []scene{
		home("at first", Home{Me: new}),
		home("for who sets Heed up", Home{Me: new, Setup: &steps}),
		home("in use", Home{Promises: many[:3], Me: p.me(func(*Me) {}), Customers: customers[:4], Held: Held{Notes: 14, Open: 3}}),
		home("only settled promises", Home{Promises: settled, Me: new, Customers: customers[3:4]}),
		home("full", Home{Promises: many, Me: p.me(func(*Me) {}), Customers: customers, Held: Held{Notes: 400, Open: 40, TakenBack: 6}}),
		home("full, the second pages", Home{Promises: many, Me: p.me(func(*Me) {}), Customers: customers, At: HomeAt{HomePromises, HomeCustomers, 0}}),
		home("a page that is gone", Home{Promises: many[:3], Me: new, Customers: customers[:1], At: HomeAt{50, 50, 50}}),
		home("paused", Home{Me: new, Paused: true}),
		home("with stories", Home{Me: new, Stories: p.stories(2), Reader: "U1"}),
		home("with many stories, the second page", Home{Me: new, Stories: p.stories(8), Reader: "U2", At: HomeAt{Stories: HomeStories}}),
		home("forgotten", Home{Me: new, Forgotten: true}),
		view("home", "for a guest", HomeForGuests()),
		view("home", "settings aside", SettingsAside(Say("Everything that is set"))),
		view("home", "forget me", ForgetYouForm(Amount{Notes: 14, Promises: 3})),
		view("home", "a brief aside", Aside(p.customer, Brief(p.brief(), now, time.UTC))),
	}
}

// helpScenes are what the help says to everybody, and of everything.
func (p people) helpScenes() []scene {
	var out []scene
	add := func(name string, m message.Message) { out = append(out, scene{file: "help", name: name, message: &m}) }
	for _, r := range []Role{Rep, Manager, Admin} {
		add("for a "+string(r), Help(r, ""))
	}
	add("with a customer of one's own", Help(Rep, p.other))
	add("all of it", HelpAll(""))
	for _, c := range Commands() {
		add("on "+c.Name, HelpOn(c, p.other))
	}
	return out
}

func (p people) scenes() []scene {
	var out []scene
	for _, group := range []func() []scene{p.feedbackScenes, p.sidesScenes, p.nameScenes, p.noteScenes, p.nudgeScenes, p.weekScenes, p.listScenes, p.briefScenes, p.factScenes, p.digestScenes, p.answerScenes, p.helpScenes, p.homeScenes, p.setupScenes, p.replyScenes, p.hoursScenes, p.settingsScenes, p.teamScenes, p.modalScenes} {
		out = append(out, group()...)
	}
	out = append(append(append(out, p.stackupScenes()...), p.fitScenes()...), append(p.storyScenes(), p.comingScenes()...)...)
	return out
}

func msg(file, name string, m message.Message) scene {
	return scene{file: file, name: name, message: &m}
}

func view(file, name string, v message.View) scene { return scene{file: file, name: name, view: &v} }

func (p people) feedbackScenes() []scene {
	var out []scene
	add := func(name string, change func(f *Feedback)) {
		f := p.feedback(p.transcript())
		f.Report.Findings = []analyze.Finding{}
		change(&f)
		out = append(out, msg("feedback", name, f.Message()))
	}
	add("a perfect call", func(f *Feedback) {
		f.Praise, f.Trend = p.goodQuestion(), &Trend{TalkShare: 0.44, Calls: 4}
		f.FollowUps = p.promises()[:1]
	})
	add("a dreadful call", func(f *Feedback) {
		f.Report.Measures.TalkShare, f.Report.Measures.SelfTalk = ptr(0.87), ptr(0.96)
		f.Try, f.Trend = p.missedCue(), &Trend{TalkShare: 0.55, Calls: 2}
	})
	add("praise, a try and every kind of promise", func(f *Feedback) {
		f.Praise, f.Try, f.FollowUps = p.goodQuestion(), p.missedCue(), p.promises()
	})
	add("nothing stands out", func(f *Feedback) { f.Report.Measures = analyze.Measures{} })
	add("a name was taught", func(f *Feedback) { f.Alias = p.other })
	add("the try is taken back", func(f *Feedback) {
		f.Praise, f.Try = p.goodQuestion(), p.missedCue()
		f.NotRight = map[string]bool{pick.Key(f.Try): true}
	})
	add("praise and try are taken back", func(f *Feedback) {
		f.Praise, f.Try, f.Nth = p.goodQuestion(), p.missedCue(), 1
		f.NotRight = map[string]bool{pick.Key(f.Try): true, pick.Key(f.Praise): true}
	})
	add("the only praise is taken back", func(f *Feedback) {
		f.Praise = p.goodQuestion()
		f.NotRight = map[string]bool{pick.Key(f.Praise): true}
	})
	add("a focus is offered", func(f *Feedback) { f.Try, f.Practise, f.Nth = p.missedCue(), "cues", 1 })
	add("a focus was chosen", func(f *Feedback) {
		f.Praise, f.Try, f.Nth = p.goodQuestion(), p.missedCue(), 2
		f.Focus = &Focus{Key: "cues", Missing: 3, Of: 4}
	})
	add("the first call of a focus", func(f *Feedback) {
		f.Try, f.Focus = p.missedCue(), &Focus{Key: "cues", N: 1, Here: pick.Tally{Done: 2, Of: 3, Calls: 1}}
	})
	add("the second call of a focus", func(f *Feedback) {
		f.Praise, f.Focus = p.goodQuestion(), &Focus{Key: "room", N: 2, Here: pick.Tally{Done: 1, Of: 1, Calls: 1}}
	})
	for i, back := range []Focus{
		{Key: "cues", Before: pick.Tally{Done: 1, Of: 5, Calls: 3}, After: pick.Tally{Done: 4, Of: 6, Calls: 3}},
		{Key: "asking", Before: pick.Tally{Done: 2, Calls: 2}, After: pick.Tally{Done: 9, Calls: 3}},
		{Key: "words", Before: pick.Tally{Done: 1, Of: 3, Calls: 3}, After: pick.Tally{Done: 1, Of: 3, Calls: 3}},
		{Key: "next_step", Before: pick.Tally{Done: 3, Of: 3, Calls: 3}, After: pick.Tally{Done: 1, Of: 3, Calls: 3}},
		{Key: "thanks", After: pick.Tally{Done: 2, Of: 3, Calls: 3}},
		{Key: "them", Before: pick.Tally{Of: 1, Calls: 1}, After: pick.Tally{Done: 1, Of: 1, Calls: 1}},
	} {
		add("looking back on "+back.Key, func(f *Feedback) {
			back.N = pick.Length
			f.Praise, f.Focus, f.Nth = p.goodQuestion(), &back, i
		})
	}
	add("the type is as the rep said", func(f *Feedback) { f.Praise, f.SaidType, f.Report.Type = p.goodQuestion(), true, analyze.Demo })
	add("too fast, said by the rep", func(f *Feedback) {
		f.Try = finding("too_fast", analyze.Try, "Our price is 40k a year.", "This came before anybody had asked what matters to them.", "What's important to you about this?")
		f.Try.Who = p.ana
	})
	add("an ask left open, with a letter to write", func(f *Feedback) {
		f.Try = finding("missed_ask", analyze.Try, "Could you send me two references?", p.tom+" asked for this; nobody said yes or no, and no promise meets it.",
			`Write today: "You asked: 'Could you send me two references?' I'll find out and tell you by Tuesday."`)
		f.Try.Who = p.tom
	})
	add("no thanks", func(f *Feedback) {
		f.Try = finding("no_thanks", analyze.Try, "", "Nobody on our side said thank you.", "Thank you for the time, and for telling me all that.")
	})
	add("perhaps no fit", func(f *Feedback) {
		f.Try = finding("no_fit", analyze.Try, "We can't keep data in Canada.", "This is something they need and we can't do.", "This may not be right for you with us. Shall I put you in touch with somebody who does it?")
	})
	add("a second voice of ours", func(f *Feedback) {
		f.Report.Speakers = append(f.Report.Speakers, analyze.Speaker{Name: "Kofi Mensah", Side: call.Rep})
		f.Try = finding("self_talk", analyze.Try, "Our dashboard shows all of that live.", "Of 14 sentences about either side, 13 were about us.", "What's important to you about this?")
		f.Try.Who = "Kofi Mensah"
	})
	add("the type is not known", func(f *Feedback) { f.Praise, f.Report.Type = p.goodQuestion(), analyze.UnknownType })
	add("three minutes", func(f *Feedback) {
		f.Minutes, f.Try, f.Report.Measures = 3, p.missedCue(), analyze.Measures{}
		f.Report.HeldBack = []analyze.HeldBack{{Measure: "talk_share", Code: "too_short", Why: "too short to say anything about balance"}}
	})
	add("nobody of the customer speaks", func(f *Feedback) {
		f.Report.Speakers, f.Report.Measures, f.Nth = f.Report.Speakers[:1], analyze.Measures{}, 2
		f.Report.HeldBack = []analyze.HeldBack{{Measure: "talk_share", Code: "no_customer", Why: "no speaker is known to be on the customer's side"}}
	})
	add("sides are not known", func(f *Feedback) {
		f.Report.Speakers = []analyze.Speaker{{Name: "Speaker 1", Side: call.Unknown}, {Name: "Speaker 2", Side: call.Unknown}}
		f.Report.Measures, f.Minutes = analyze.Measures{}, 0
		f.Report.HeldBack = []analyze.HeldBack{{Measure: "talk_share", Why: "no speaker is known to be on the rep's side"}}
	})
	add("unknown customer, none known yet", func(f *Feedback) { f.Customer, f.Praise = "", p.goodQuestion() })
	add("unknown customer with a candidate", func(f *Feedback) {
		f.Customer, f.Candidate, f.Choices, f.FollowUps = "", p.customer, p.options(3), p.promises()[:1]
	})
	add("unknown customer, a misspelt one", func(f *Feedback) {
		f.Customer, f.Candidate, f.Choices, f.Meant = "", "Nortgate Foods", p.options(3), &message.Option{Label: p.customer, Value: "C-1"}
	})
	add("the first message, with a welcome", func(f *Feedback) {
		f.Praise, f.Welcome = p.goodQuestion(), &Welcome{Name: p.ana, Channel: "C1", By: "U2"}
	})
	add("a promise that looks kept", func(f *Feedback) { f.Maybe = []followup.FollowUp{p.promise("F-1", friday)} })
	add("promises that it settles", func(f *Feedback) {
		f.Settled = []followup.FollowUp{with(p.promise("F-1", friday), func(f *followup.FollowUp) { f.Finish(now, "heed", "as your note says") })}
	})
	return out
}

func (p people) noteScenes() []scene {
	var out []scene
	add := func(name string, change func(f *Feedback)) {
		f := p.feedback(p.note())
		change(&f)
		out = append(out, msg("notes", name, f.Message()))
	}
	add("two lines", func(f *Feedback) { f.Lines = 2 })
	add("one line and a promise", func(f *Feedback) { f.Lines, f.FollowUps = 1, p.promises()[:1] })
	add("a long note with nothing to say", func(f *Feedback) { f.Report.Measures.SelfTalk = ptr(0.2) })
	add("their words kept", func(f *Feedback) {
		f.Praise = finding("customer_words", analyze.Praise, `they lose two hours a day, "my front desk dreads Mondays"`, "Their own words are kept.", "")
		f.Praise.Who = "me"
	})
	add("mostly about us", func(f *Feedback) {
		f.Report.Measures.SelfTalk = ptr(0.78)
		f.Try = finding("self_talk", analyze.Try, "walked them through the dashboard", "Seven lines are about what we said or showed, two about them.", "What did they tell you?")
	})
	add("a reading without words", func(f *Feedback) {
		f.Praise = finding("next_step", analyze.Praise, "send the pricing by Friday", "A next step with a name and a day.", "")
		f.Praise.Who = "me"
		f.Try = finding("vague_note", analyze.Try, "great call, they seemed really keen", "That is an impression; what they said isn't in it.", "What did they say?")
		f.Report.Measures.SelfTalk = ptr(0.0)
	})
	add("no words of theirs", func(f *Feedback) {
		f.Try = finding("no_customer_words", analyze.Try, "", "Six lines, and none in their own words.", "Which words of theirs do you still remember?")
		f.Report.Measures.SelfTalk = ptr(1.0)
	})
	add("no next step", func(f *Feedback) {
		f.Try = finding("no_next_step", analyze.Try, "", "It ended without a next step.", "What would be a good next step for you, and by when?")
		f.Report.Measures.SelfTalk = ptr(0.5)
	})
	add("unknown customer", func(f *Feedback) { f.Customer, f.Choices, f.Candidate = "", p.options(p.many), p.customer })
	return out
}

func (p people) item(why followup.Reason, change func(f *followup.FollowUp)) followup.Item {
	return followup.Item{Reason: why, FollowUp: with(p.promise("F-1", friday), change)}
}

func (p people) nudgeScenes() []scene {
	keep := func(*followup.FollowUp) {}
	undated := func(f *followup.FollowUp) { f.Due = when.Date{} }
	theirs := func(f *followup.FollowUp) {
		f.Side, f.Who, f.Due, f.Action = call.Customer, p.tom, friday.AddDays(-1), "send sample invoices"
	}
	all := []followup.Item{
		p.item(followup.DueToday, keep),
		p.item(followup.DueToday, func(f *followup.FollowUp) { f.DueTime, f.Action = "17:00", "call "+p.customer+" back" }),
		p.item(followup.DueSoon, func(f *followup.FollowUp) { f.Due = friday.AddDays(1) }),
		p.item(followup.Overdue, func(f *followup.FollowUp) { f.Due = friday.AddDays(-4) }),
		p.item(followup.NoDate, undated),
		p.item(followup.SnoozeOver, func(f *followup.FollowUp) { f.Snoozed = friday }),
		p.item(followup.LastAsk, undated),
		p.item(followup.TheyAreLate, theirs),
	}
	nine := append(slices.Clone(all), p.item(followup.Overdue, keep))
	done := func(f *followup.FollowUp) { f.Finish(now, "U1", "") }
	drop := func(f *followup.FollowUp) { f.Drop(now, "U1", "not a promise") }
	snooze := func(f *followup.FollowUp) { f.Snooze(now, "U1", friday.AddDays(3)) }
	theirsDone := p.item(followup.TheyAreLate, func(f *followup.FollowUp) { theirs(f); done(f) })
	one := func(name string, items ...followup.Item) scene {
		return msg("nudge", name, Nudge(items, nil, p.names(), friday, friday))
	}
	return []scene{
		one("every reason", all...),
		one("nine items", nine...),
		one("a single one", all[0]),
		one("one done, one open", p.item(followup.DueToday, done), all[4]),
		one("all kept", p.item(followup.DueToday, done), p.item(followup.Overdue, done)),
		one("kept and dropped", p.item(followup.DueToday, done), p.item(followup.Overdue, drop)),
		one("all dropped", p.item(followup.DueToday, drop)),
		one("what they owed is there", theirsDone),
		one("snoozed", p.item(followup.DueToday, snooze)),
		one("snoozed and done", p.item(followup.DueToday, snooze), p.item(followup.DueToday, done)),
		one("its notes are deleted"),
		msg("nudge", "looked at three days later", Nudge(all, nil, p.names(), friday, friday.AddDays(3))),
		msg("nudge", "edited after it was sent", Nudge([]followup.Item{
			p.item(followup.NoDate, func(f *followup.FollowUp) { f.Due = friday.AddDays(5) }), p.item(followup.DueToday, undated),
		}, nil, p.names(), friday, friday)),
		one("to start on, and a colleague who is silent",
			p.item(followup.Start, func(f *followup.FollowUp) { f.Due = friday.AddDays(3) }),
			p.item(followup.Unanswered, func(f *followup.FollowUp) { f.Offer = &followup.Offer{To: "U2", At: now} })),
		one("answered in words", p.item(followup.DueToday, func(f *followup.FollowUp) { f.Edit(now, "U1", f.Action, friday.AddDays(4)) }),
			p.item(followup.DueToday, func(f *followup.FollowUp) { f.OfferTo(now, "U1", "U2") }), p.item(followup.DueToday, func(f *followup.FollowUp) { f.Keep(now, "U1") })),
		msg("nudge", "forgotten customers", Nudge(all[:1], p.silent(), p.names(), friday, friday)),
		msg("nudge", "forgotten customers alone", Nudge(nil, p.silent()[:1], p.names(), friday, friday)),
		msg("nudge", "forgotten customers, answered", Nudge(nil, p.silent()[2:], p.names(), friday, friday)),
		one("thirty items", slices.Repeat(all[3:6], 10)...),
	}
}

// silent are customers to get in touch with, in every state.
func (p people) silent() []memory.Silent {
	day := 24 * time.Hour
	return []memory.Silent{
		{Customer: "C-2", Reason: followup.Quiet, Silence: memory.Silence{For: 35 * day, Usual: 21 * day}},
		{Customer: "C-1", Reason: followup.NoThanks, MetOn: friday.AddDays(-1)},
		{Customer: "C-2", Reason: followup.Quiet, Touched: true},
		{Customer: "C-1", Reason: followup.NoThanks, Touched: true},
		{Customer: "C-1", Reason: followup.Quiet, Muted: true},
	}
}

func (p people) listScenes() []scene {
	many := make([]followup.FollowUp, p.many)
	for i := range many {
		many[i] = p.promise(fmt.Sprint("F-", i+1), friday.AddDays(i))
		many[i].Customer = []string{"C-1", "C-2", ""}[i%3]
	}
	settled := slices.DeleteFunc(p.promises(), func(f followup.FollowUp) bool { return f.State == followup.Open })
	return []scene{
		msg("lists", "nothing open", FollowUpList(nil, nil, 0, friday, "")),
		msg("lists", "three", FollowUpList(many[:3], p.names(), 0, friday, "")),
		msg("lists", "one", FollowUpList(many[:1], p.names(), 0, friday, "")),
		msg("lists", "one of three was changed just now", FollowUpList(many[:3], p.names(), 0, friday, many[1].ID)),
		msg("lists", "every state", FollowUpList(p.promises(), p.names(), 0, friday, "")),
		msg("lists", "only settled ones", FollowUpList(settled, p.names(), 0, friday, "")),
		msg("lists", "forty", FollowUpList(many, p.names(), 0, friday, "")),
		msg("lists", "the second page of forty", FollowUpList(many, p.names(), 25, friday, "")),
	}
}

func (p people) briefScenes() []scene {
	empty := memory.NewBrief(memory.Customer{Name: p.customer}, nil, nil, nil, 0, now, when.Options{})
	met := memory.Customer{Name: p.customer, Contacts: []memory.Contact{{At: now.AddDate(0, 0, -30), By: "U2"}}}
	fresh := memory.Customer{Name: p.customer, Contacts: []memory.Contact{{At: now.AddDate(0, 0, -1), By: "U2"}}}
	brief := func(name string, b memory.Brief) scene { return msg("brief", name, Brief(b, now, time.UTC)) }
	return []scene{
		brief("nothing known", empty),
		brief("rich, and quiet", p.brief()),
		brief("quiet by default", memory.NewBrief(met, nil, nil, nil, 1, now, when.Options{})),
		brief("one fact", memory.NewBrief(fresh, []memory.Fact{p.fact(analyze.FactBudget, "", "12k for the first year", "")}, nil, nil, 1, now, when.Options{})),
		brief("worries with what came of them", p.doubted()),
		brief("with a ladder", p.climbed(memory.History{Calls: 3, FollowUps: p.promises(), Coverage: []analyze.Coverage{{Kinds: []analyze.Asked{{Kind: analyze.Matters, Asked: 2}, {Kind: analyze.Decision}}}}})),
		brief("a need waits", p.climbed(memory.History{Coverage: []analyze.Coverage{{Kinds: []analyze.Asked{{Kind: analyze.Matters, Told: true}, {Kind: analyze.Success, Asked: 1}, {Kind: analyze.Standards, Asked: 1}, {Kind: analyze.Decision, Told: true}}}}})),
		brief("only they owe", memory.NewBrief(fresh, nil, p.promises()[8:9], nil, 1, now, when.Options{})),
	}
}

func (p people) doubted() memory.Brief {
	ps := p.promises()
	var facts []memory.Fact
	for i, words := range []string{"worried about moving the rota", "the night shift won't cope", "twice the price of the old one"} {
		f := p.fact(analyze.FactObjection, p.priya, words, words)
		f.ID = fmt.Sprint("M-", i)
		facts = append(facts, f)
	}
	facts[2].Used = []memory.Use{{At: now}}
	b := memory.NewBrief(memory.Customer{Name: p.customer}, facts, nil, nil, 1, now, when.Options{})
	b.Meet([]string{p.priya, "Tom Ellis"})
	b.Answered = map[string]followup.FollowUp{"M-0": ps[0]}
	b.TakenUp = map[string]bool{"M-1": true}
	return b
}

func (p people) climbed(h memory.History) memory.Brief {
	b := p.brief()
	b.Climb(h, friday, time.UTC)
	return b
}

func (p people) factScenes() []scene {
	c := memory.Customer{ID: "C-1", Name: p.customer}
	at := time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC)
	fact := func(id string, kind analyze.FactKind, about, text string, do func(f *memory.Fact)) memory.Fact {
		f := p.fact(kind, about, text, "“"+text+"”")
		f.ID, f.Customer, f.Quotes[0].By = id, "C-1", "U2"
		if do != nil {
			do(&f)
		}
		return f
	}
	old := fact("M-1", analyze.FactBudget, "", "budget is 40k", nil)
	all := []memory.Fact{
		fact("M-2", analyze.FactBudget, "", "budget is 55k", func(f *memory.Fact) { f.Pin(at, "U1", true) }),
		fact("M-3", analyze.FactPain, p.priya, p.quote, func(f *memory.Fact) {
			f.Add(memory.Quote{Words: p.quote, At: at, By: "U1", Call: "K-9"})
		}),
		fact("M-4", analyze.FactPersonal, p.tom, "his son rows", func(f *memory.Fact) { f.Correct(at, "U1", "his daughter rows", p.tom, f.Kind) }),
		fact("M-5", analyze.FactDecision, "", "the board decides", func(f *memory.Fact) { f.Confirm(at, "U1") }),
		fact("M-6", analyze.FactNeed, "", "a second gate", func(f *memory.Fact) { f.Drop(at, "U1") }),
		fact("M-7", analyze.FactGoal, "", "home by six", func(f *memory.Fact) { f.Move(at, "U1", "C-1"); f.From = "C-2" }),
	}
	page := func(name string, f Facts) scene { return msg("facts", name, FactPage(c, f, now, time.UTC)) }
	calls := []CallLine{
		{At: now.AddDate(0, 0, -1), Rep: "U1", Kind: call.Note, Lines: 9, Facts: 4, Type: analyze.UnknownType},
		{At: now.AddDate(0, 0, -8), Rep: "U2", Kind: call.Transcript, Minutes: 31, Facts: 1, Type: analyze.Discovery},
	}
	return []scene{
		page("nothing known", Facts{Size: 8}),
		page("every state", Facts{Shown: all, Before: map[string][]memory.Fact{"M-2": {old}}, Of: 6, Size: 8}),
		page("two kinds of one sentence, said in other words before", Facts{
			Shown: []memory.Fact{fact("M-8", analyze.FactPersonal, p.tom, "his son sits his finals in May", func(f *memory.Fact) {
				f.Add(memory.Quote{Words: "the finals are in May", At: at, By: "U1", Call: "K-2"})
			})},
			Twins: map[string][]memory.Fact{"M-8": {fact("M-9", analyze.FactDate, p.tom, "his son sits his finals in May", nil)}},
			Links: map[string]string{"K-1": "https://slack.com/archives/C1/p1"}, Of: 1, Size: 8,
		}),
		page("a page in the middle", Facts{Shown: all[:1], Of: 20, Page: 1, Size: 8}),
		msg("facts", "a correction that can't be shown in its place", FactChanged(all[2], p.customer, false, "facts/C-1/0")),
		msg("facts", "moved", FactChanged(all[5], p.other, true, "facts/C-2/0")),
		msg("facts", "calls", CallPage(c, calls, 1, true, now, time.UTC)),
		msg("facts", "no calls", CallPage(c, nil, 0, false, now, time.UTC)),
		msg("facts", "a person", Person([]PersonAt{{p.priya, c, all[1:3]}}, now, time.UTC)),
		msg("facts", "people of one name", Person([]PersonAt{{p.priya, c, all[1:2]}, {"Priya Shah", memory.Customer{ID: "C-2", Name: p.other}, nil}}, now, time.UTC)),
		msg("facts", "a person where a customer was asked for", WhichPerson("stackup", []PersonAt{{p.priya, c, nil}})),
		msg("forget", "somebody at two customers", ForgetWhom("Priya", []PersonAt{{p.priya, c, nil}, {"Priya Shah", memory.Customer{ID: "C-2", Name: p.other}, nil}})),
		view("facts", "put right", CorrectFact(all[2], Luggage{ID: "C-1/M-4", Sheet: "facts/C-1/0"})),
		view("facts", "move", MoveFact(all[1], p.options(3), Luggage{ID: "C-1/M-3", Sheet: "facts/C-1/0"})),
		view("facts", "move, nowhere to", MoveFact(all[1], nil, Luggage{ID: "C-1/M-3"})),
	}
}

func (p people) digestScenes() []scene {
	full := p.digest()
	post := func(name string, d digest.Digest, taken map[string]Taken) scene {
		names := map[string]string{"C-1": p.customer, "C-2": p.other, "C-3": "Delft Marine"}
		return msg("digest", name, DigestPage{Digest: d, Names: names, Taken: taken}.Message())
	}
	few := digest.Digest{Label: "2026-W47", Week: 47, Quiet: full.Quiet[:1]}
	plain := full
	plain.Listening, plain.Trend = &digest.Listening{Now: 0.97}, full.Trend[2:]
	plain.Kept, plain.Open = &digest.Kept{Settled: 5, OnTime: ptr(5)}, &digest.OpenOnes{Open: 4, Overdue: ptr(0)}
	plain.Quiet, plain.Practise, plain.Themes = nil, "", full.Themes[2:]
	low := digest.Digest{Week: 1, Kept: &digest.Kept{Settled: 3}, Open: &digest.OpenOnes{Open: 3}, Listening: &digest.Listening{Now: 0.02, Before: ptr(1.0)}}
	open := digest.Digest{Week: 2, Open: &digest.OpenOnes{Open: 3}}
	out := []scene{
		post("too few for numbers", few, nil),
		post("full", full, nil),
		post("somebody calls who is never named", full, map[string]Taken{"C-2": {}, "C-3": {Done: true}}),
		post("somebody calls, somebody has called", full, map[string]Taken{"C-2": {By: "U2"}, "C-3": {By: "U3", Done: true}}),
		post("all on time, no chart", plain, nil),
		post("parts are left out", low, nil),
		post("open promises alone", open, nil),
		msg("digest", "on one's list", WillCall(&followup.FollowUp{ID: "F-9", Action: WillCallAction(), Due: friday.AddDays(3)}, p.other, friday)),
		msg("digest", "somebody else was quicker", CallTaken("U2", p.other)),
	}
	for _, kind := range []string{"pain", "worry", "goal", "standard", "decision", "timing", "objection", "praise", "personal"} {
		out = append(out, post("practise "+kind, digest.Digest{Week: 47, Themes: []digest.Theme{{Kind: kind, Calls: 3}}, Practise: kind}, nil))
	}
	return out
}

func (p people) answerScenes() []scene {
	answer := func(name string, m message.Message) scene { return msg("answers", name, m) }
	unreadable := &call.Unreadable{Found: "it holds pictures, no text", Try: "a .vtt, .txt or .docx from the same recorder works"}
	return []scene{
		answer("unreadable file", CantRead(p.quote[:min(len(p.quote), 20)]+".pdf", unreadable).Message()),
		answer("unreadable text", CantRead("", &call.Unreadable{Found: "this is empty."}).Message()),
		answer("unreadable for no known reason", CantRead("call.vtt", &call.Unreadable{}).Message()),
		answer("broken", Broken("your message")),
		answer("reading", Reading("call.vtt", 0, 1200, 0)),
		answer("reading a long one", Reading("call.vtt", 0, 1200, 90)),
		answer("reading large ones", Reading(strings.Repeat("call ", 40)+".docx", 2, 14<<20, 0)),
		answer("members only", MembersOnly()),
		answer("not yours", NotYours()),
		answer("not a note", NotANote()),
		answer("unclaimed", Unclaimed("C1", []string{p.priya, p.tom})),
		answer("unclaimed, many", Unclaimed("C1", slices.Repeat([]string{p.priya}, 9))),
		answer("unclaimed, nobody named", Unclaimed("C1", nil)),
		answer("forget whom", ForgetHow()),
		answer("forget a customer", ForgetCustomer("C-1", p.customer, Amount{Notes: 12, Facts: 31, Promises: 1, Messages: 9, People: 2})),
		answer("forget a customer of whom nothing is kept", ForgetCustomer("C-1", p.customer, Amount{})),
		answer("forget a person", ForgetPerson("C-1", p.customer, p.priya, 4)),
		answer("forget me", ForgetYou(Amount{Notes: 3, Promises: 2})),
		answer("may not forget", MayNotForget(p.customer, []string{"U2", "U3"})),
		answer("forget, mistyped", WholeName("forget", p.customer, p.customers(2))),
		answer("forget, not known", WholeName("forget", p.customer, nil)),
		answer("forgetting", Forgetting()),
		answer("forgotten", Forgotten(Amount{Notes: 12, Facts: 31, Promises: 1, Messages: 9})),
		answer("forgotten you", ForgottenYou(Amount{Notes: 3, Promises: 2, Messages: 8})),
		answer("forgotten by another", ForgottenByOther("U2", 3)),
		answer("nothing forgotten", NothingForgotten()),
		answer("forget a colleague", ForgetColleague("U2")),
		answer("stop what", PauseWhat(true)),
		answer("start what", PauseWhat(false)),
		answer("the last note", LastNote("K-3", p.customer, when.DateOf(now), when.DateOf(now))),
		answer("the last note, without a customer", LastNote("K-3", "", when.DateOf(now), when.DateOf(now))),
		answer("no note yet", NoNoteYet()),
		answer("the last note forgotten", NoteForgotten()),
		answer("file the last note under a new name", FileUnder("K-3", p.customer)),
		answer("the last note refiled", Refiled("K-3", p.customer, p.customer)),
		answer("the last note filed", Refiled("K-3", p.customer, "")),
		answer("a no", Unchanged()),
		answer("chosen in words, to be clicked", ClickIt()),
		answer("exported", Exported(12, 3, 31)),
		answer("exported, and nothing was said yet", Exported(0, 0, 0)),
		answer("not exported", ExportFailed()),
		answer("not understood", NotUnderstood(p.quote, nil)),
		answer("mistyped", NotUnderstood("folowups", []Meant{{Command: "followups " + p.other, Label: "/heed followups " + p.other}, {Command: "brief C-1", Label: "Brief on " + p.customer}})),
		answer("a bot posts a transcript", AskForRecorder("U9", "B9", "C1")),
		answer("a bot without a name posts one", AskForRecorder("", "B9", "C1")),
		answer("a bot is left alone", NoRecorder()),
		answer("may be a note", MaybeNote([]Meant{{Command: "note Met " + p.other, Label: "Keep it as a note"}, {Command: "brief C-1", Label: "Brief on " + p.customer}})),
		answer("a colleague, no customer", ColleaguesAlone("U0ANA")),
		answer("no such customer", NoSuchCustomer("brief", p.other, nil)),
		answer("no such customer, but near ones", NoSuchCustomer("brief", p.other, p.customers(3))),
		answer("which customer", WhichCustomer("followups", p.customer, p.customers(2))),
		answer("which of many customers", WhichCustomer("followups", p.customer, p.customers(p.many))),
		answer("a focus chosen", FocusChosen("cues")),
		answer("no focus", FocusChosen("")),
		answer("me, new", AboutMe(p.me(func(m *Me) { *m = Me{Choices: m.Choices} }))),
		answer("me, no focus", AboutMe(p.me(func(m *Me) { m.Focus = "" }))),
		answer("me, none wanted", AboutMe(p.me(func(m *Me) { m.Focus, m.Off = "", true }))),
		answer("me, all", AboutMe(p.me(func(*Me) {}))),
		answer("me, the first call ahead", AboutMe(p.me(func(m *Me) { m.Left, m.SoFar, m.TakenBack = 3, pick.Tally{}, nil }))),
		answer("thresholds", Thresholds(nil, true)),
		answer("thresholds, some set", Thresholds(map[analyze.Type]analyze.Thresholds{analyze.Demo: {"talk_share_max": 0.7, "questions_min": 4}}, true)),
		answer("thresholds, to be read", Thresholds(map[analyze.Type]analyze.Thresholds{analyze.Demo: {"talk_share_max": 0.7}}, false)),
		answer("paused", Paused(true)),
		answer("resumed", Paused(false)),
		answer("ask to watch", AskToWatch("C1", false)),
		answer("added to the digest's channel", AskToWatch("C1", true)),
		answer("watching, with an offer", Watching("C1", true)),
		answer("watching", Watching("C1", false)),
		answer("not watching", NotWatching("C1")),
		answer("announcement", Announcement()),
		answer("digest failed", DigestFailed("C1", "given up: chat.postMessage: not_in_channel")),
		answer("digest failed in a shared channel", DigestFailed("C1", "that channel is shared with another company, which would read it")),
		answer("digest failed where sharing can't be seen", DigestFailed("C1", "Heed may not see whether that channel is shared with another company (it lacks the scope groups:read)")),
		answer("digest failed for a reason of Slack's own", DigestFailed("C1", "given up: chat.postMessage: "+p.quote)),
	}
}

func (p people) modalScenes() []scene {
	from := Luggage{ID: "F-1", Sheet: "call/K-3", Channel: "D1", TS: "1763632800.000100"}
	modal := func(name string, v message.View) scene { return view("modals", name, v) }
	return []scene{
		modal("note", NoteForm("")),
		modal("edit a promise", EditFollowUp(p.promise("F-1", friday.AddDays(7)), from)),
		modal("edit one of theirs without a date or quote", EditFollowUp(with(p.promise("F-1", when.Date{}), func(f *followup.FollowUp) {
			f.Side, f.Quote = call.Customer, ""
		}), Luggage{ID: "F-1", Sheet: "list"})),
		modal("which customer, none known", PickCustomer("K-3", p.customer, nil)),
		modal("which customer, nothing read", PickCustomer("K-3", "", p.options(2))),
		modal("which customer, some known", PickCustomer("K-3", p.customer, p.options(min(p.many, 99)))),
		modal("which type of call", TypeForm("K-3", analyze.Discovery)),
		modal("which type of call, none read", TypeForm("K-3", analyze.UnknownType)),
		modal("focus, none yet", FocusForm(p.me(func(m *Me) { m.Focus = "" }), "home")),
		modal("focus, one chosen", FocusForm(p.me(func(*Me) {}), "me")),
		modal("focus, none wanted", FocusForm(p.me(func(m *Me) { m.Focus, m.Off = "", true }), "call/K-3")),
		modal("thresholds", ThresholdsForm(analyze.Discovery, nil)),
		modal("thresholds, some set", ThresholdsForm(analyze.CheckIn, analyze.Thresholds{"talk_share_max": 0.55, "questions_min": 4})),
		modal("why, both", Why([]*analyze.Finding{p.missedCue(), p.goodQuestion()}, nil)),
		modal("why, with a number", Why([]*analyze.Finding{p.tooLong(false), p.tooLong(true)}, nil)),
		modal("why, of a note", Why([]*analyze.Finding{finding("vague_note", analyze.Try, "great call", "That is an impression; what they said isn't in it.", "What did they say?")}, p.note().HeldBack)),
		modal("why, nothing", Why([]*analyze.Finding{nil}, nil)),
	}
}
