package voice

import (
	"time"

	"heed/bot/followup"
	"heed/bot/memory"
)

func (p people) stackup() memory.Stackup {
	b := p.brief()
	facts := append(append(append([]memory.Fact{}, b.Matters...), b.Pains...), b.Personal...)
	all := p.promises()
	for i := range all {
		all[i].Made = now.AddDate(0, 0, 1)
		if i%2 == 0 {
			all[i].State, all[i].Settled = followup.Done, now.AddDate(0, 0, -1)
		}
	}
	s := memory.NewStackup(b.Customer, facts, all, []memory.Deed{p.deed(memory.Referral)}, now, func(string) *time.Location { return time.UTC })
	s.Calls = 3
	return s
}

func (p people) deed(kind memory.DeedKind) memory.Deed {
	return memory.Deed{ID: "D-1", Customer: "C-1", By: "U2", Kind: kind, What: p.quote, At: now.AddDate(0, 0, -3)}
}

// stackupScenes are what there is to show for a customer.
func (p people) stackupScenes() []scene {
	nobody := memory.Customer{ID: "C-1", Name: p.customer}
	bare := memory.NewStackup(nobody, nil, nil, nil, now, nil)
	called := bare
	called.Calls = 1
	acted := p.stackup()
	acted.Acted = []memory.Acted{{Fact: acted.Learnt[0], Promise: p.promises()[0]}}
	acted.Acted[0].Promise.Settled = now
	return []scene{
		msg("stackup", "which customer", WhichFor("stackup")),
		msg("stackup", "nobody knows them", Stackup(bare, now, time.UTC)),
		msg("stackup", "a call, and nothing learnt", Stackup(called, now, time.UTC)),
		msg("stackup", "quiet, with a referral", Stackup(p.stackup(), now, time.UTC)),
		msg("stackup", "a detail acted on", Stackup(acted, now, time.UTC)),
		msg("stackup", "a deed is kept", DeedKept(p.deed(memory.Favour), p.customer)),
		msg("stackup", "a deed is taken back", DeedUndone(p.customer)),
		view("stackup", "the form for a deed", DeedForm(p.customer, Luggage{ID: "C-1"})),
	}
}
