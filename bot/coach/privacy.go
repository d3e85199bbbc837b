package coach

import (
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// welcomeOf is what stands above a rep's first coaching message, nil for every
// other.
func (u *unit) welcomeOf(c *store.Call) (*voice.Welcome, error) {
	if !c.Welcome {
		return nil, nil
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return nil, err
	}
	w := &voice.Welcome{Name: p.RealName}
	if w.Name == "" {
		w.Name = p.Name
	}
	watch, ok, err := store.Watches.Get(u.Tx, kv.Key(c.Team, c.Channel))
	if ok {
		w.Channel = watch.Channel
		if watch.By != c.Rep {
			w.By = watch.By
		}
	}
	return w, err
}

// privacy is /heed privacy: what is kept of whoever asks, and who sees it.
func (u *unit) privacy(string) error {
	h, err := u.held()
	if err != nil {
		return err
	}
	return u.reply(h.Privacy())
}

// held counts what is kept of whoever acts. Keys are counted, and no record
// read but their own: the Home tab asks for it.
func (u *unit) held() (h voice.Held, err error) {
	for range u.Scan(store.CallsByRep, store.TeamPrefix(u.ev.Team, u.ev.User)) {
		h.Notes++
	}
	for range u.Scan(store.OpenByOwner, store.TeamPrefix(u.ev.Team, u.ev.User)) {
		h.Open++
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return h, err
	}
	h.TakenBack = len(p.Coaching.TakenBack)
	ws, err := u.workspace()
	if err != nil {
		return h, err
	}
	keep := ws.Retention()
	h.KeepTexts, h.KeepCalls, h.OwnCards, h.Managers = keep.Texts, keep.Calls, ws.Cards == store.CardsOfOwn, ws.Managers
	return h, nil
}
