package coach

import (
	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/message"
	"heed/bot/pick"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// aboutMe is what Heed holds on the coaching of whoever asks, with the
// customers whose words are in it.
func (u *unit) aboutMe() (message.Message, []string, error) {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return message.Message{}, nil, err
	}
	me, about, err := u.meOf(&p)
	return voice.AboutMe(me), about, err
}

// meOf is what there is to say of somebody's coaching, to them.
func (u *unit) meOf(p *store.Person) (voice.Me, []string, error) {
	calls, err := u.latest(p)
	if err != nil {
		return voice.Me{}, nil, err
	}
	rec := &p.Coaching
	me := voice.Me{Off: rec.Off, Calls: rec.Calls, Usual: usual(calls), Today: when.DateOf(u.now.In(p.Location()))}
	if f := rec.Focus; f != nil {
		b, _ := pick.BehaviourOf(f.Key)
		me.Focus, me.Left = f.Key, pick.Length-f.Calls
		for i := range calls {
			if s := calls[i].Step; s != nil && s.Focus == f.ID {
				t, _ := b.Count(&calls[i].Report, rec)
				me.SoFar = me.SoFar.Add(t)
			}
		}
	}
	for _, b := range pick.Behaviours() {
		me.Choices = append(me.Choices, b.Key)
	}
	about, err := u.takenBack(&me, p)
	return me, about, err
}

// latest are the rep's calls, the latest first.
func (u *unit) latest(p *store.Person) ([]store.Call, error) {
	r := store.TeamPrefix(p.Team, p.ID)
	r.Reverse, r.Limit = true, looksBack
	return store.Collect(store.Calls.By(u.Tx, store.CallsByRep, r))
}

// usual is what the latest calls of each type, and the latest notes, have in
// common, compared with as many before. Two records of one conversation count
// once in each.
func usual(calls []store.Call) []voice.Usual {
	var out []voice.Usual
	for _, k := range kindsOfCall() {
		of := k.of(calls)
		now := of[:min(len(of), trendCalls)]
		x := means(k.Usual, now)
		if x.TalkShare == nil && x.SelfTalk == nil {
			continue
		}
		if earlier := of[len(now):min(len(of), 2*trendCalls)]; len(earlier) >= fewestBefore {
			was := means(voice.Usual{}, earlier)
			x.Before = &was
		}
		out = append(out, x)
	}
	return out
}

// kindOfCall is what calls are compared within: those of a type, and notes.
type kindOfCall struct {
	voice.Usual
	is func(*store.Call) bool
}

func kindsOfCall() (out []kindOfCall) {
	for _, t := range analyze.Types {
		out = append(out, kindOfCall{voice.Usual{Type: t}, func(c *store.Call) bool {
			return c.Report.Kind != call.Note && c.Report.Type == t && c.Report.Measures.TalkShare != nil
		}})
	}
	return append(out, kindOfCall{voice.Usual{Note: true}, func(c *store.Call) bool {
		return c.Report.Kind == call.Note && c.Report.Measures.SelfTalk != nil
	}})
}

// of are the calls of the kind, one record of each conversation.
func (k kindOfCall) of(calls []store.Call) (out []*store.Call) {
	seen := map[string]bool{}
	for i := range calls {
		if c := &calls[i]; k.is(c) && !seen[c.Conversation()] {
			seen[c.Conversation()] = true
			out = append(out, c)
		}
	}
	return out
}

// fewestBefore is how many calls it takes to compare with.
const fewestBefore = 2

// means adds the means and sums of some calls.
func means(x voice.Usual, calls []*store.Call) voice.Usual {
	x.Calls = len(calls)
	var talk, self []float64
	for _, c := range calls {
		m := c.Report.Measures
		if m.TalkShare != nil {
			talk = append(talk, *m.TalkShare)
		}
		if m.SelfTalk != nil {
			self = append(self, *m.SelfTalk)
		}
		if m.Cues != nil && m.CuesMissed != nil {
			x.Cues, x.TakenUp = x.Cues+*m.Cues, x.TakenUp+*m.Cues-*m.CuesMissed
		}
	}
	x.TalkShare, x.SelfTalk = mean(talk), mean(self)
	return x
}

// mean is nil for nothing.
func mean(all []float64) *float64 {
	if len(all) == 0 {
		return nil
	}
	sum := 0.0
	for _, x := range all {
		sum += x
	}
	sum /= float64(len(all))
	return &sum
}

// takenBack lists the latest of what the rep took back, with the words.
func (u *unit) takenBack(me *voice.Me, p *store.Person) (about []string, err error) {
	rec := &p.Coaching
	for i := len(rec.TakenBack) - 1; i >= 0; i-- {
		t := rec.TakenBack[i]
		c, ok, err := store.Calls.Get(u.Tx, kv.Key(p.Team, t.Call))
		if err != nil {
			return nil, err
		}
		x := voice.TakenBack{ID: t.ID, Value: t.Call + "=" + t.Finding, At: when.DateOf(t.At)}
		if f := pick.Find(&c.Report, t.Finding); ok && f != nil && c.Rep == p.ID {
			x.Quote = f.Quote
			about = append(about, c.Customer)
		}
		me.TakenBack = append(me.TakenBack, x)
	}
	return about, nil
}
