package voice

import (
	"fmt"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/message"
)

// heard is a call in which nobody's side is known.
func (p people) heard(n int) Feedback {
	r := p.transcript()
	r.Speakers, r.Measures = nil, analyze.Measures{}
	r.HeldBack = []analyze.HeldBack{{Measure: "talk_share", Why: "no speaker is known to be on the rep's side"}}
	f := p.feedback(r)
	for i := range n {
		w := Who{Key: fmt.Sprintf("k%d", i), Name: fmt.Sprintf("Speaker %d", i+1), Side: call.Unknown, Words: 900 - 10*i, Excerpts: []string{p.quote, "We close the books in nine days."}}
		f.Voices = append(f.Voices, w)
		r.Speakers = append(r.Speakers, analyze.Speaker{Name: w.Name, Side: w.Side, Words: w.Words})
	}
	return f
}

func (p people) sidesScenes() []scene {
	var out []scene
	add := func(name string, n int, change func(f *Feedback)) {
		f := p.heard(n)
		change(&f)
		out = append(out, msg("sides", name, f.Message()))
	}
	is := func(f *Feedback, i int, a call.Answer, said bool) {
		w := &f.Voices[i]
		w.Answer, w.Said = a, said
		w.Side = a.Alias("U1").Side
		if w.Side == "" {
			w.Side = call.Unknown
		}
	}
	add("two speakers", 2, func(*Feedback) {})
	add("two speakers, and a promise", 2, func(f *Feedback) { f.FollowUps = p.promises()[9:11] })
	add("twelve speakers", 12, func(*Feedback) {})
	add("one answered, the other follows", 2, func(f *Feedback) {
		is(f, 0, call.TheirOwn, true)
		is(f, 1, call.Me, false)
		f.Report.HeldBack, f.Praise = nil, p.goodQuestion()
		f.Praise.Who = f.Voices[1].Name
		f.Report.Measures.TalkShare = ptr(0.48)
	})
	add("one of three answered", 3, func(f *Feedback) { is(f, 1, call.NotThere, true) })
	add("known from earlier calls", 2, func(f *Feedback) {
		f.Voices[0].Name, f.Voices[1].Name = p.tom, p.priya
		is(f, 0, call.MyTeam, false)
		is(f, 1, call.TheirOwn, false)
		f.Voices[0].From, f.Voices[1].From = p.ana, "you"
		f.Report.HeldBack, f.Try = nil, p.missedCue()
	})
	add("a little talk of a stranger's", 3, func(f *Feedback) {
		is(f, 0, call.Me, false)
		is(f, 1, call.TheirOwn, false)
		f.Voices[2].Words, f.Report.HeldBack, f.Praise = 20, nil, p.goodQuestion()
	})
	return out
}

func (p people) nameScenes() []scene {
	some := []Name{
		{ID: "A-1", Name: p.ana, Answer: call.Me, Mine: true},
		{ID: "A-2", Name: "Ana", Answer: call.Me, Mine: true, Own: true},
		{ID: "A-3", Name: p.priya, Company: p.customer, Answer: call.TheirOwn, By: p.tom},
		{ID: "A-4", Name: p.tom, Answer: call.Me, By: "Ben Okafor"},
		{ID: "A-5", Name: "Room 4", Answer: call.NotThere, Mine: true, Own: true},
	}
	var many []Name
	for range p.many {
		many = append(many, some[2])
	}
	f := p.heard(12)
	f.Voices[3].Answer, f.Voices[3].Said = call.Me, true
	taken := func(change func(f *Feedback)) message.Message {
		f := p.feedback(p.note())
		f.Reading = "call notes"
		change(&f)
		return f.Message()
	}
	return []scene{
		msg("sides", "it may be a transcript", taken(func(f *Feedback) { f.Report.Alternative = call.Transcript })),
		msg("sides", "read as the rep said", taken(func(f *Feedback) { f.As, f.Report.Alternative = call.Note, call.Transcript })),
		msg("sides", "a note in German", taken(func(f *Feedback) { f.Report.Language = "de" })),
		msg("sides", "a call in Spanish", taken(func(f *Feedback) {
			f.Report = p.transcript()
			f.Report.Language, f.Report.Measures = "es", analyze.Measures{TalkShare: ptr(0.4)}
		})),
		msg("sides", "the same call as a note of yesterday", taken(func(f *Feedback) { f.Same = &SameCall{Kind: call.Note, Day: friday.AddDays(-1)} })),
		msg("sides", "the same call as a colleague's", taken(func(f *Feedback) { f.Same = &SameCall{Kind: call.Transcript, Day: friday, By: p.tom} })),
		msg("sides", "said to be another call", taken(func(f *Feedback) { f.Same = &SameCall{Split: true} })),
		msg("sides", "a file that can't be read", Unread(CantRead("scan.pdf", &call.Unreadable{Found: "this is a PDF, and I can't read PDFs", Try: "paste its text as a message"}), "N-1", "")),
		msg("sides", "a summary that may be a note", Unread(CantRead("", &call.Unreadable{Found: "this is a summary written by a machine", Try: "notes of your own work"}), "N-1", call.Note)),
		msg("sides", "tried again", TriedAgain(Unread(CantRead("scan.pdf", &call.Unreadable{Found: "this is a PDF"}), "N-1", ""))),
		msg("sides", "read now", ReadNow("call.vtt")),
		msg("sides", "not a note, in German", NotANoteIn("de")),
		msg("sides", "nobody is remembered", Names(nil)),
		msg("sides", "names that are remembered", Names(some)),
		msg("sides", "many names that are remembered", Names(many)),
		msg("sides", "nobody speaks", NoVoices()),
		msg("sides", "can't be read as asked", StillUnread(CantRead("", &call.Unreadable{Found: "no line in it begins with a name", Try: "it needs a name before each turn"}))),
		msg("sides", "a form came too late", TooLate()),
		msg("sides", "why, too late for a form", AsMessage(Why([]*analyze.Finding{p.missedCue(), p.goodQuestion()}, nil))),
		view("sides", "who is who, of twelve", WhoForm("K-3", f.Voices, "k5")),
	}
}
