package voice

import (
	"slices"
	"testing"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/reply"
)

// replyScenes are what answers in words lead to, and handing over.
func (p people) replyScenes() []scene {
	var out []scene
	add := func(name string, m message.Message) { out = append(out, msg("reply", name, m)) }
	fs, names := p.promises(), p.names()
	moved := with(fs[0], func(f *followup.FollowUp) { f.Edit(now, "U1", f.Action, friday.AddDays(3)) })
	asked := with(fs[2], func(f *followup.FollowUp) { f.OfferTo(now, "U1", "U2") })
	taken := with(asked, func(f *followup.FollowUp) { f.Accept(now, "U2") })
	undone := with(fs[11], func(f *followup.FollowUp) { f.Undo(now) })
	add("done, moved, snoozed and handed over", Said([]followup.FollowUp{fs[11], moved, fs[7], asked}, names, friday))
	add("taken back", Said([]followup.FollowUp{undone}, names, friday))
	add("many", Said(append(p.promises(), p.promises()...), names, friday))
	add("its note was deleted meanwhile", Said(nil, names, friday))

	ids := []string{"F-1", "F-2", "F-3"}
	add("which one is done", AskBack(reply.Ask{Lack: reply.WhichItem, Among: ids, Order: reply.Order{Verb: reply.Done}}, fs[:3], names, nil, friday))
	add("which of many moves", AskBack(reply.Ask{Lack: reply.WhichItem, Among: ids, Order: reply.Order{Verb: reply.Move, Day: friday.AddDays(3)}}, fs, names, nil, friday))
	add("perhaps this one", AskBack(reply.Ask{Lack: reply.WhichItem, Among: ids[:1], Order: reply.Order{Verb: reply.Done}}, fs[:1], names, nil, friday))
	add("to when", AskBack(reply.Ask{Lack: reply.WhichDay, Among: ids[:1], Order: reply.Order{Verb: reply.Move}}, fs[:1], names, nil, friday))
	hand := reply.Ask{Lack: reply.WhichPerson, Among: ids[:1], Order: reply.Order{Verb: reply.HandOver}, Said: "kim"}
	add("nobody is called so", AskBack(hand, fs[:1], names, nil, friday))
	hand.Names = []string{"U3", "U4"}
	add("two are called so", AskBack(hand, fs[:1], names, map[string]string{"U3": "Kim Lowe", "U4": "Kim Sato"}, friday))
	add("nobody to ask", CantAsk("U9"))

	add("asked to take over", Offer(&asked, p.customer, "U2", friday))
	add("taken over", Offer(&taken, p.customer, "U2", friday))
	add("taken over and done", Offer(ptr(with(taken, func(f *followup.FollowUp) { f.Finish(now, "U2", "") })), p.customer, "U2", friday))
	add("given back", Offer(&fs[2], p.customer, "U2", friday))
	add("it was taken", OfferAnswered(&taken, p.customer, "U2", true, friday))
	add("it was declined", OfferAnswered(&fs[2], p.customer, "U2", false, friday))
	return out
}

// What a button carries comes back as it was, and nothing else does.
func TestReadOrder(t *testing.T) {
	for _, o := range []reply.Order{
		{Verb: reply.Done},
		{Verb: reply.Done, Day: friday},
		{Verb: reply.Drop},
		{Verb: reply.Keep},
		{Verb: reply.NoPromise},
		{Verb: reply.Snooze, Day: friday},
		{Verb: reply.Move, Day: friday},
		{Verb: reply.HandOver, Person: "U2"},
	} {
		got, ids, ok := ReadOrder(orderButton("x", 0, o, "F-1,F-22").Value)
		if !ok || got != o || !slices.Equal(ids, []string{"F-1", "F-22"}) {
			t.Errorf("%+v came back as %+v for %v, %v", o, got, ids, ok)
		}
	}
	for _, bad := range []string{"", "done", "done|||", "move|||F-1", "hand|||F-1", "done|tomorrow||F-1", "burn|||F-1", "done|||F-1|x"} {
		if _, _, ok := ReadOrder(bad); ok {
			t.Errorf("%q is an order", bad)
		}
	}
}
