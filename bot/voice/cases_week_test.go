package voice

import (
	"time"

	"heed/bot/analyze"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/story"
)

// week is somebody's own week after a busy one.
func (p people) week(change func(*Week)) Week {
	note := p.feedback(p.note())
	note.Praise = finding("customer_words", analyze.Praise, `month end takes nine days, "`+p.quote+`"`, "Their own words, written down: said back next time, they show that you listened.", "")
	call := p.feedback(p.transcript())
	call.Praise = p.goodQuestion()
	w := Week{
		Number: 47, Calls: 5, Notes: 3, Kept: 4, OnTime: 4, Wins: []Feedback{call, note},
		Trend: []Usual{
			{Type: analyze.Discovery, Calls: 3, TalkShare: ptr(0.48), SelfTalk: ptr(0.31), Cues: 7, TakenUp: 5, Before: &Usual{Calls: 8, TalkShare: ptr(0.61), SelfTalk: ptr(0.4), Cues: 20, TakenUp: 9}},
			{Type: analyze.Demo, Calls: 2, TalkShare: ptr(0.6)},
			{Note: true, Calls: 3, SelfTalk: ptr(0.55), Before: &Usual{Calls: 5, SelfTalk: ptr(0.7)}},
		},
		Me: p.me(func(*Me) {}), Names: p.names(), Sheet: "nudge/2026-11-23", Today: friday,
	}
	for i := range min(p.many, 7) {
		f := p.promise("F-1", friday.AddDays(1+i))
		f.Customer = "C-1"
		w.Ahead = append(w.Ahead, f)
	}
	change(&w)
	return w
}

// teamWeek is the team's week for a manager.
func (p people) teamWeek(shared int, tells bool) Part {
	w := digest.TeamWeek{
		Label: "2026-W47", To: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC), Calls: 16, Kept: &digest.Kept{Settled: 10, OnTime: ptr(7)},
		Themes: []digest.Theme{{Kind: "worry", Calls: 3}, {Kind: "pain", Calls: 3}}, Missed: []digest.Theme{{Kind: "worry", Calls: 3}}, TakenUp: ptr(0.65),
		Talk: []digest.Talk{{Type: analyze.Discovery, Calls: 4, Share: 0.48}},
	}
	before := w
	before.Label, before.To, before.TakenUp = "2026-W46", w.To.AddDate(0, 0, -7), ptr(0.4)
	if !tells {
		w = digest.TeamWeek{Label: w.Label}
	}
	v := TeamView{Team: digest.Together([]digest.TeamWeek{before, w}), Manager: true, Shared: p.shared(shared, true), Today: friday}
	part, _ := v.WeekPart(w, map[bool]string{true: "nudge/2026-11-23"}[shared > 0])
	return part
}

// question is the part of a message that asks about one.
func (p people) question(c story.Consent, never, shown bool) Part {
	return Question{
		Call: "K-3", Text: p.goodQuestion().Quote, Customer: p.customer, At: friday.AddDays(-3), Today: friday,
		Consent: c, Never: never, Shown: shown, Sheet: "nudge/2026-11-20",
	}.Part()
}

// weekScenes are what people are told of their week, and managers of the
// team's.
func (p people) weekScenes() []scene {
	alone := func(name string, parts ...Part) scene {
		return msg("week", name, Nudge(nil, nil, p.names(), friday, friday, parts...))
	}
	quiet := p.week(func(w *Week) {
		w.Calls, w.Notes, w.Kept, w.OnTime, w.Wins, w.Trend, w.Ahead, w.Me = 2, 0, 1, 0, w.Wins[1:], w.Trend[1:2], nil, Me{}
	})
	suggests := p.week(func(w *Week) {
		w.Me, w.Suggest, w.Missing, w.Of, w.Kept, w.OnTime = Me{}, "cues", 3, 8, 5, 2
	})
	items := []followup.Item{p.item(followup.DueToday, func(*followup.FollowUp) {})}
	return []scene{
		alone("a busy one", p.week(func(*Week) {}).Part()),
		alone("a quiet one", quiet.Part()),
		alone("with something to practise", suggests.Part()),
		alone("a manager's", p.teamWeek(2, true)),
		alone("a manager's, without numbers", p.teamWeek(1, false)),
		alone("of who is both", quiet.Part(), p.teamWeek(0, true)),
		msg("week", "with what is for the day", Nudge(items, nil, p.names(), friday, friday, p.week(func(w *Week) { w.Ahead = w.Ahead[:1] }).Part())),
		msg("week", "no more of it", WeeklyOff()),
		alone("asked about a question", p.question(story.Asked, false, false)),
		alone("asked about a question, never by name", p.question(story.Asked, true, false)),
		alone("a question, with the name", p.question(story.Named, false, false)),
		alone("a question, without the name, in a digest", p.question(story.Unnamed, false, true)),
		alone("a question, no", p.question(story.No, false, false)),
		alone("a week and a question", quiet.Part(), p.question(story.Asked, false, false)),
		msg("week", "question of the week", QuestionOfTheWeek(p.goodQuestion().Quote, p.tom)),
		msg("week", "question of the week, without a name", QuestionOfTheWeek(p.goodQuestion().Quote, "")),
	}
}
