package coach

import (
	"slices"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/memory"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// noticeUse finds the detail of an earlier conversation that was brought up in
// this one: it is the first thing to praise, and kept with the detail.
func (u *unit) noticeUse(c *store.Call, r *analyze.Report) error {
	if c.Customer == "" || c.Of != "" {
		return nil
	}
	if err := u.unuse(c); err != nil {
		return err
	}
	facts, err := u.latestFacts(c.Customer)
	if err != nil {
		return err
	}
	facts = slices.DeleteFunc(facts, func(f memory.Fact) bool { return len(f.Quotes) == 0 || f.Quotes[0].Call == c.ID })
	f, s, ok := memory.Used(facts, saidIn(r), c.At)
	if !ok {
		return nil
	}
	c.Recalled = f.ID
	c.Report.Findings = append(slices.Clone(c.Report.Findings), analyze.Finding{ID: memoryUsed, Tone: analyze.Praise, Turn: s.Turn, Quote: s.Text, Who: s.Who})
	f.Use(memory.Use{Call: c.ID, At: c.At, By: c.Rep, Words: s.Text})
	return store.Facts.Put(u.Tx, &f)
}

// memoryUsed is the id of the finding that praises it.
const memoryUsed = "memory_used"

// recalled says, in a call's findings as they are shown, what had been told
// before. It is looked up each time: what was taken out since isn't quoted.
func (u *unit) recalled(c *store.Call) error {
	i := slices.IndexFunc(c.Report.Findings, func(f analyze.Finding) bool { return f.ID == memoryUsed })
	if i < 0 {
		return nil
	}
	f, known, err := store.Facts.Get(u.Tx, kv.Key(c.Team, c.Customer, c.Recalled))
	if err != nil {
		return err
	}
	loc, err := u.zone(c.Rep)
	if err != nil {
		return err
	}
	why := voice.RememberedOnce()
	if known && f.State != memory.Dropped && len(f.Quotes) > 0 {
		why = voice.Remembered(f, when.DateOf(f.First().In(loc)), when.DateOf(u.now.In(loc)))
	}
	c.Report.Findings = slices.Clone(c.Report.Findings)
	c.Report.Findings[i].Why = why
	return nil
}

// saidIn are those of a report, with whose they are. A line of a note is
// ours where it tells what the rep did.
func saidIn(r *analyze.Report) (out []memory.Sentence) {
	for i, t := range r.Turns {
		for _, s := range t.Sentences {
			ours := t.Side != nil && *t.Side == call.Rep
			if r.Kind == call.Note {
				ours = memory.DidLine(s.Text)
			}
			out = append(out, memory.Sentence{Turn: i, Text: s.Text, Who: t.Speaker, Ours: ours})
		}
	}
	return out
}

// unuse takes back what a call, as it was read before, brought up.
func (u *unit) unuse(c *store.Call) error {
	c.Recalled = ""
	c.Report.Findings = slices.DeleteFunc(slices.Clone(c.Report.Findings), func(f analyze.Finding) bool { return f.ID == memoryUsed })
	used, err := store.Collect(store.Facts.By(u.Tx, store.FactsByUse, store.TeamPrefix(c.Team, c.ID)))
	for _, f := range used {
		if err == nil && f.Unuse(c.ID) {
			err = store.Facts.Put(u.Tx, &f)
		}
	}
	return err
}
