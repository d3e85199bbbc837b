package coach

import (
	"heed/bot/analyze"
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
	calls, err := u.latest(&p)
	if err != nil {
		return message.Message{}, nil, err
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
	about, err := u.takenBack(&me, rec)
	return voice.AboutMe(me), about, err
}

// latest are the rep's calls, the latest first.
func (u *unit) latest(p *store.Person) ([]store.Call, error) {
	r := store.TeamPrefix(p.Team, p.ID)
	r.Reverse, r.Limit = true, looksBack
	return store.Collect(store.Calls.By(u.Tx, store.CallsByRep, r))
}

// usual is what the latest calls of each type have in common.
func usual(calls []store.Call) []voice.Usual {
	var out []voice.Usual
	for _, t := range analyze.Types {
		x, shares, sum := voice.Usual{Type: t}, 0, 0.0
		for i := range calls {
			m := calls[i].Report.Measures
			if calls[i].Report.Type != t || m.TalkShare == nil || shares == trendCalls {
				continue
			}
			shares, sum = shares+1, sum+*m.TalkShare
			if m.Cues != nil && m.CuesMissed != nil {
				x.Cues, x.TakenUp = x.Cues+*m.Cues, x.TakenUp+*m.Cues-*m.CuesMissed
			}
		}
		if shares > 0 {
			x.Calls, x.TalkShare = shares, sum/float64(shares)
			out = append(out, x)
		}
	}
	return out
}

// takenBack lists the latest of what the rep took back, with the words.
func (u *unit) takenBack(me *voice.Me, rec *pick.Record) (about []string, err error) {
	for i := len(rec.TakenBack) - 1; i >= 0; i-- {
		t := rec.TakenBack[i]
		c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, t.Call))
		if err != nil {
			return nil, err
		}
		x := voice.TakenBack{ID: t.ID, Value: t.Call + "=" + t.Finding, At: when.DateOf(t.At)}
		if f := pick.Find(&c.Report, t.Finding); ok && f != nil && c.Rep == u.ev.User {
			x.Quote = f.Quote
			about = append(about, c.Customer)
		}
		me.TakenBack = append(me.TakenBack, x)
	}
	return about, nil
}
