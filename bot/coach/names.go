package coach

import (
	"slices"
	"strings"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// namesList answers /heed names: what is remembered of speakers.
func (u *unit) namesList(string) error {
	m, err := u.remembered()
	if err != nil {
		return err
	}
	return u.reply(voice.Names(m))
}

// remembered are the answers that hold in calls of whoever asks, by name.
func (u *unit) remembered() ([]voice.Name, error) {
	all, err := store.Collect(store.Aliases.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return nil, err
	}
	ws, err := u.workspace()
	if err != nil {
		return nil, err
	}
	// Who works for a customer is on the customer's card.
	own := ws.Cards == store.CardsOfOwn
	all = slices.DeleteFunc(all, func(a store.Alias) bool { return (a.Own || own) && a.By != u.ev.User })
	slices.SortStableFunc(all, func(a, b store.Alias) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	var out []voice.Name
	for _, a := range all {
		n := voice.Name{ID: a.ID, Name: a.Name, Company: a.Company, Answer: a.Answer, Own: a.Own, Mine: a.By == u.ev.User}
		if !n.Mine {
			by, _, err := store.People.Get(u.Tx, kv.Key(a.Team, a.By))
			if err != nil {
				return nil, err
			}
			n.By = by.RealName
		}
		out = append(out, n)
	}
	return out, nil
}

// namesClick forgets one of them, or lists them.
func (u *unit) namesClick(verb, id string) error {
	if verb == "list" {
		return u.namesList("")
	}
	if verb != "forget" {
		return u.oldButton()
	}
	a, err := must(store.Aliases, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	if (a.Own || ws.Cards == store.CardsOfOwn) && a.By != u.ev.User {
		return errGone
	}
	if err := store.Aliases.Delete(u.Tx, kv.Key(a.Team, a.ID)); err != nil {
		return err
	}
	m, err := u.remembered()
	if err != nil {
		return err
	}
	return u.replace(voice.Names(m))
}
