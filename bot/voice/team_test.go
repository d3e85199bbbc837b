package voice

import (
	"time"

	"heed/bot/analyze"
	"heed/bot/digest"
	"heed/bot/message"
)

func (p people) team(change func(*TeamView)) message.Message {
	week := func(n int) digest.TeamWeek {
		return digest.TeamWeek{
			Label: "2026-W4" + string(rune('0'+n)), To: time.Date(2026, 11, 7*n-29, 15, 0, 0, 0, time.UTC), Calls: 9 + n, Kept: &digest.Kept{Settled: 10, OnTime: ptr(6 + n%3)},
			Themes: []digest.Theme{{Kind: "worry", Calls: 3}, {Kind: "pain", Calls: 3}}, Missed: []digest.Theme{{Kind: "worry", Calls: 3}}, TakenUp: ptr(0.4 + float64(n)/20),
			Talk: []digest.Talk{{Type: analyze.Discovery, Calls: 4, Share: 0.48}, {Type: analyze.Demo, Calls: 3, Share: 0.63}},
		}
	}
	v := TeamView{Team: digest.Together([]digest.TeamWeek{week(5), week(6), week(7)}), Managers: []string{"U8"}, Today: friday}
	change(&v)
	return v.Message()
}

func (p people) shared(n int, with bool) (out []SharedCall) {
	for range n {
		s := SharedCall{ID: "H-3", Customer: p.customer, To: "U8", At: friday.AddDays(-3)}
		if with {
			s.Rep = "U1"
		}
		out = append(out, s)
	}
	return out
}

func (p people) teamScenes() []scene {
	f, bare := p.feedback(p.transcript()), p.feedback(p.transcript())
	f.Praise, f.Try, f.FollowUps, f.CanShare, f.Shared = p.goodQuestion(), p.missedCue(), p.promises(), true, p.shared(1, false)
	bare.Praise, bare.Try, bare.Customer = nil, nil, ""
	return []scene{
		msg("team", "as a manager sees it", p.team(func(v *TeamView) { v.Manager, v.Shared = true, p.shared(2, true) })),
		msg("team", "as a rep sees it", p.team(func(v *TeamView) { v.Shared = p.shared(1, false) })),
		msg("team", "one week, nothing shared, no manager", p.team(func(v *TeamView) { v.Team, v.Managers = digest.Together(v.Weeks[:1]), nil })),
		msg("team", "no numbers", p.team(func(v *TeamView) { v.Team = digest.Team{} })),
		msg("team", "much shared", p.team(func(v *TeamView) { v.Manager, v.Shared = true, p.shared(p.many+shownShared, true) })),
		msg("team", "who manages, for an admin", WhoManages([]string{"U8"}, true, nil)),
		msg("team", "who manages, for a rep", WhoManages(nil, false, []string{"U9"})),
		msg("team", "a coaching message that is shared", f.Message()),
		view("team", "sharing it", ShareForm(f, []message.Option{{Label: Shorten(p.other, labelSize), Value: "U8"}})),
		view("team", "looking at it", Look(f, "U1")),
		view("team", "looking at one with nothing in it", Look(bare, "U1")),
		msg("team", "told to the manager", SharedWith("H-3", "U1", p.customer)),
		msg("team", "told to the manager, customer unknown", SharedWith("H-3", "U1", "")),
		msg("team", "shared", Shared("H-3", "U8", p.customer)),
		msg("team", "shared, customer unknown", Shared("H-3", "U8", "")),
		msg("team", "stopped", StoppedSharing("U8")),
		msg("team", "no longer shared", NoLongerShared("U1")),
		msg("team", "not shared", NotShared()),
		msg("team", "nobody to share with", NobodyToShareWith()),
	}
}
