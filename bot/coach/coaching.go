package coach

import (
	"heed/bot/call"
	"heed/bot/pick"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// coaching adds what the rep hears of a call: the praise and the try that were
// chosen, their focus, and what is usual for them.
func (u *unit) coaching(f *voice.Feedback, c *store.Call) error {
	p, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	if f.Story, err = u.exampleOf(c); err != nil {
		return err
	}
	if m, ok := momentOf(c); ok && c.Report.Kind == call.Note {
		f.Moment = m.Words
	}
	rec := &p.Coaching
	f.Praise, f.Try = pick.Find(&c.Report, c.Pick.Praise), pick.Find(&c.Report, c.Pick.Try)
	f.NotRight = map[string]bool{}
	for _, key := range []string{c.Pick.Praise, c.Pick.Try} {
		f.NotRight[key] = rec.Has(c.ID, key)
	}
	earlier, err := u.earlier(c)
	if err != nil {
		return err
	}
	f.Trend = trend(c, earlier)
	f.Focus = focus(c, earlier, rec)
	if f.Try != nil && f.Focus == nil && rec.Focus == nil {
		if b, ok := pick.For(f.Try.ID); ok {
			f.Practise = b.Key
		}
	}
	return nil
}

// focus is what a call's message says about the rep's focus; nil for nothing.
func focus(c *store.Call, earlier []store.Call, rec *pick.Record) *voice.Focus {
	switch {
	case c.Step != nil:
		b, ok := pick.BehaviourOf(c.Step.Key)
		if !ok {
			return nil
		}
		f := &voice.Focus{Key: b.Key, N: c.Step.N}
		f.Here, _ = b.Count(&c.Report, rec)
		if c.Step.Last() {
			f.Before, f.After = pick.LookBack(c.Step, seenCalls(c, earlier), rec)
		}
		return f
	case c.Chose != "" && rec.Focus != nil && rec.Focus.Key == c.Chose && rec.Focus.Calls == 0:
		f := &voice.Focus{Key: c.Chose}
		f.Missing, f.Of = rec.Recent(c.Chose, reports(c, earlier))
		return f
	}
	return nil
}

// trendCalls is how many of the rep's own earlier calls of the type a new one
// is compared with.
const trendCalls = 5

// trend is what is usual for the rep in calls of the type; nil where nothing
// is.
func trend(c *store.Call, earlier []store.Call) *voice.Trend {
	if c.Report.Measures.TalkShare == nil {
		return nil
	}
	t := voice.Trend{}
	for _, o := range earlier {
		if s := o.Report.Measures.TalkShare; o.Report.Type == c.Report.Type && s != nil && t.Calls < trendCalls {
			t.TalkShare += *s
			t.Calls++
		}
	}
	if t.Calls == 0 {
		return nil
	}
	t.TalkShare /= float64(t.Calls)
	return &t
}
