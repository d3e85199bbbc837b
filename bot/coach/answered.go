package coach

import (
	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// How far back the message is looked for in whose thread somebody answers,
// and for how many days an answer outside of threads is taken for one to the
// last morning's nudge.
const (
	nudgesBack   = 15
	callsBack    = 60
	answerWithin = 3
)

// answered are the follow-ups of the message that is answered: the one that
// somebody was just asked about, or by its thread, or else of the last nudge, if
// that is not long ago.
func (u *unit) answered(p *store.Person) ([]string, error) {
	if id := askedAbout(p, u.ev, u.now); id != "" {
		return []string{id}, nil
	}
	if u.ev.ChannelKind == DM && u.ev.Thread != "" {
		return u.inThread(p)
	}
	today := when.DateOf(u.now.In(p.Location()))
	if p.LastNudge.IsZero() || today.DaysSince(p.LastNudge) > answerWithin {
		return nil, nil
	}
	n, ok, err := store.Nudges.Get(u.Tx, kv.Key(p.Team, p.ID, p.LastNudge.String()))
	if err != nil || !ok {
		return nil, err
	}
	return u.waiting(n.IDs(), today)
}

// waiting are those of ids that are open and not put off.
func (u *unit) waiting(ids []string, today when.Date) (out []string, err error) {
	for _, id := range ids {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return nil, err
		}
		if ok && f.State == followup.Open && !f.Snoozed.After(today) {
			out = append(out, id)
		}
	}
	return out, nil
}

// inThread are the follow-ups of the nudge or coaching message that the
// event's thread hangs on.
func (u *unit) inThread(p *store.Person) ([]string, error) {
	r := store.TeamPrefix(p.Team, p.ID)
	r.Reverse, r.Limit = true, nudgesBack
	for n, err := range store.Nudges.Scan(u.Tx, r) {
		if err != nil {
			return nil, err
		}
		if at, err := u.sentAt(n.Key()); err != nil || at == u.ev.Thread {
			return n.IDs(), err
		}
	}
	r.Limit = callsBack
	for c, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return nil, err
		}
		if at, err := u.sentAt(c.Feedback()); err != nil || at == u.ev.Thread {
			fs, err := u.followUpsOf(&c)
			var ids []string
			for _, f := range fs {
				ids = append(ids, f.ID)
			}
			return ids, err
		}
	}
	return nil, nil
}

// sentAt is the timestamp of the message that an effect sent, "" for none.
func (u *unit) sentAt(key string) (string, error) {
	e, _, err := u.Effect(key)
	return e.SentTS, err
}
