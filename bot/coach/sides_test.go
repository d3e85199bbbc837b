package coach

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/store"
	"heed/store/kv"
)

// hollin is a call of two voices without names, long enough for ratios.
const hollin = `Speaker 1 (00:04): Thanks for making the time. What would you want to be different in the yard by spring?

Speaker 2 (00:12): Honestly the gate. We have eleven lorries waiting every morning and two people with clipboards, and I'm worried that we lose the supermarket contract over it. Last month one driver simply turned around and went home.

Speaker 1 (00:48): Eleven lorries. What happens inside while they wait?

Speaker 2 (00:55): Nothing, that's the trouble. The dock stands empty, the night shift is already paid, and my foreman phones the drivers one by one. I'd be glad if somebody simply told us the evening before who comes when.

Speaker 1 (01:30): Our planner does exactly that, and our dashboard shows every dock live. We're the leading platform for yards and our roadmap has cameras next year. I'll send you the price list by Friday.

Speaker 2 (01:58): Fine. I'll ask our haulier for the slot times.

Speaker 1 (02:05): Thank you, that helps a lot. Who else has a say in this on your side, and what would they want to see first?

Speaker 2 (02:16): My brother in law, who runs the cold store, and he wants to see it with our own numbers before he believes a word of it.
`

func hollinCall(w *world, user string) []store.Effect {
	w.files["F1"] = hollin
	ev := dm(user, "Call with Hollin Foods")
	ev.TS, ev.Files = ts(400), []File{{ID: "F1", Name: "hollin.txt", Type: "text", Size: int64(len(hollin))}}
	return w.do(ev)
}

// answer clicks a button of the question about a speaker.
func answer(user, callID, speaker string, a call.Answer) Event {
	return click(user, "sides."+string(a), callID+"="+speakerKey(speaker))
}

func (w *world) call(id string) store.Call {
	w.t.Helper()
	var c store.Call
	w.view(func(tx *store.Tx) (err error) { c, _, err = store.Calls.Get(tx, kv.Key("T1", id)); return err })
	return c
}

func TestUnknownSidesAreAsked(t *testing.T) {
	w := newWorld(t)
	es := hollinCall(w, "UANA")
	if len(es) != 1 {
		t.Fatalf("%d effects, want one message: %s", len(es), words(es...))
	}
	w.wantSaid(es, "Who is Speaker 1?", "Who is Speaker 2?", "Our planner does", "The customer", "Not in the call")
	c := only(w, store.Calls)
	if m := c.Report.Measures; m.TalkShare != nil || m.SelfTalk != nil {
		t.Errorf("ratios with nobody's side known: %+v", m)
	}
	if n := len(all(w, store.FollowUps)); n == 0 {
		t.Error("promises that need no side wait for one")
	}
}

func TestAnAnswerIsAppliedAtOnce(t *testing.T) {
	w := newWorld(t)
	hollinCall(w, "UANA")
	w.send()
	before := all(w, store.FollowUps)
	// What Ana did to a promise before she answered stays.
	var priced string
	for _, f := range before {
		if strings.Contains(f.Action, "price list") {
			priced = f.ID
		}
	}
	w.do(click("UANA", "followup.done", priced+"@call/K-1"))
	w.now = w.now.Add(time.Hour)
	es := w.do(answer("UANA", "K-1", "Speaker 1", call.Me))
	if len(es) != 1 || es[0].Kind != store.Update {
		t.Fatalf("want the message updated in place: %+v", es)
	}
	w.wantSaid(es, "Speaker 1 is you", "Speaker 2 is on the customer's side", "Undo")
	if strings.Contains(words(es...), "Who is Speaker") {
		t.Errorf("asks again: %s", words(es...))
	}
	c := w.call("K-1")
	if c.Report.Measures.TalkShare == nil {
		t.Errorf("no talk share: %v", c.Report.HeldBack)
	}
	after := all(w, store.FollowUps)
	if len(after) != len(before) {
		t.Errorf("%d promises, were %d: %+v", len(after), len(before), after)
	}
	for _, f := range after {
		switch {
		case f.ID == priced && (f.State != followup.Done || f.Side != call.Rep || f.Who != "" || !f.Made.Equal(c.At)):
			t.Errorf("the price list: %+v", f)
		case strings.Contains(f.Action, "haulier") && (f.Side != call.Customer || f.Who != ""):
			t.Errorf("the haulier: %+v", f)
		}
	}
	// "Speaker 1" is somebody else in the next call.
	if n := len(all(w, store.Aliases)); n != 0 {
		t.Errorf("%d aliases of labels that name nobody", n)
	}
	if contacts := only(w, store.Customers).Contacts; len(contacts) != 1 {
		t.Errorf("counted twice: %+v", contacts)
	}
	for _, f := range all(w, store.Facts) {
		if len(f.Quotes) != 1 || strings.HasPrefix(f.About, "Speaker") {
			t.Errorf("fact %+v", f)
		}
	}
}

// An answer that is undone leaves everything as it was before it.
func TestUndoAnAnswer(t *testing.T) {
	w := newWorld(t)
	hollinCall(w, "UANA")
	w.send()
	was := w.call("K-1")
	w.do(answer("UANA", "K-1", "Speaker 1", call.TheirOwn))
	if got := w.call("K-1").Report.Speakers; got[0].Side != call.Customer || got[1].Side != call.Rep {
		t.Errorf("sides %+v", got)
	}
	es := w.do(click("UANA", "sides.undo", "K-1"))
	w.wantSaid(es, "Who is Speaker 1?")
	now := w.call("K-1")
	if now.Revision <= was.Revision || len(now.Answers) != 0 || fmt.Sprint(now.Voices) != fmt.Sprint(was.Voices) {
		t.Errorf("after the undo: %+v", now.Voices)
	}
	// A second undo has nothing to undo.
	w.do(click("UANA", "sides.undo", "K-1"))
	if w.call("K-1").Revision != now.Revision {
		t.Error("an undo of nothing read the call again")
	}
}

const named = `Chris Ito: Thanks for coming by. What would make this year a good one for you?

Noor Said: If the roof stays dry. The last crew left it leaking and we had buckets in the hall for a week, and honestly I'm worried about the next storm.

Chris Ito: Buckets for a week. What did they say when you called?

Noor Said: They never came back. So this time I want somebody who answers the phone, that is really all that matters to me, and a price that holds until the summer.

Chris Ito: Understood. I'll send you the survey by Friday, and our quote with it.

Noor Said: Good, thank you. I'll look at it at the weekend with my brother, who pays for half of the roof.
`

func (w *world) namedCall(user, id, text, comment string) []store.Effect {
	w.files[id] = text
	ev := dm(user, comment)
	ev.TS, ev.Files = ts(500+10*len(w.files)), []File{{ID: id, Name: id + ".txt", Type: "text", Size: int64(len(text))}}
	return w.do(ev)
}

// A real name is remembered for the workspace, and told where it comes from.
func TestNamesAreRemembered(t *testing.T) {
	w := newWorld(t)
	w.wantSaid(w.namedCall("UANA", "F1", named, "Call with Tidewell Solar"), "Who is Chris Ito?")
	w.do(answer("UANA", "K-1", "Chris Ito", call.MyTeam))
	a := only(w, store.Aliases)
	if a.Name != "Chris Ito" || a.Answer != call.MyTeam || a.Own || a.By != "UANA" {
		t.Errorf("alias %+v", a)
	}
	other := strings.NewReplacer("Noor Said", "Jude Park", "roof", "pool", "brother", "sister").Replace(named)
	es := w.namedCall("UBEN", "F2", other, "Call with Maple Court")
	w.wantSaid(es, "From earlier calls", "Chris Ito is on your team", "Ana Keller said so")
	if words := words(es...); strings.Contains(words, "Who is Chris") || strings.Contains(words, "Noor") || strings.Contains(words, "buckets in the hall for a week, and honestly I'm worried about the next storm. roof") {
		t.Errorf("Ben hears %s", words)
	}
	if c := w.call("K-2"); c.Report.Speakers[0].Side != call.Rep || c.Report.Speakers[1].Side != call.Customer {
		t.Errorf("sides %+v", c.Report.Speakers)
	}
	// It is listed without a word of the call, and can be forgotten by anybody.
	list := w.do(slash("UCLEO", "names"))
	w.wantSaid(list, "Chris Ito", "is on your team", "Ana Keller")
	if strings.Contains(words(list...), "roof") || strings.Contains(words(list...), "Tidewell") {
		t.Errorf("the list tells of the call: %s", words(list...))
	}
	w.wantSaid(w.do(click("UCLEO", "names.forget", a.ID)), "I remember nobody")
	if n := len(all(w, store.Aliases)); n != 0 {
		t.Errorf("%d aliases", n)
	}
	// The call in which it was said stays as it was answered.
	if c := w.call("K-1"); c.Report.Speakers[0].Side != call.Rep {
		t.Errorf("sides %+v", c.Report.Speakers)
	}
}

// What a colleague said of a name never makes the rep somebody else, and a
// name that stands beside another company is another person.
func TestAliasesOfOthers(t *testing.T) {
	person := func(name string) call.Speaker { return call.Speaker{Name: name} }
	k := knowledge{rep: store.Person{ID: "UANA", RealName: "Ana Keller"}, aliases: []store.Alias{
		{ID: "A-1", Name: "Ana Keller", Answer: call.TheirOwn, By: "UBEN", At: tuesday},
		{ID: "A-2", Name: "Chris", Answer: call.Me, By: "UBEN", Own: true, At: tuesday},
		{ID: "A-3", Name: "Sam Reed", Answer: call.TheirOwn, By: "UBEN", At: tuesday},
		{ID: "A-4", Name: "Sam Reed", Answer: call.MyTeam, By: "UBEN", At: tuesday.Add(time.Hour)},
		{ID: "A-5", Name: "Pat Lee", Answer: call.MyTeam, By: "UANA", At: tuesday},
		{ID: "A-6", Name: "Pat Lee", Answer: call.TheirOwn, By: "UBEN", At: tuesday.Add(time.Hour)},
		{ID: "A-7", Name: "Jo Marsh", Answer: call.Me, By: "UBEN", Company: "Ledgerline", At: tuesday},
	}}
	for _, c := range []struct {
		speaker call.Speaker
		want    string
	}{
		{person("Ana Keller"), ""},
		{person("Chris"), ""},
		{person("sam reed"), "A-4"},
		{person("Pat Lee"), "A-5"},
		{person("Jo Marsh"), "A-7"},
		{call.Speaker{Name: "Jo Marsh", Company: "Ledgerline"}, "A-7"},
		{call.Speaker{Name: "Jo Marsh", Company: "Fairmile"}, ""},
		{call.Speaker{Name: "Sam Reed", Company: "Fairmile"}, ""},
	} {
		if a, _ := k.alias(c.speaker, "K-9"); a.ID != c.want {
			t.Errorf("%+v: %q, want %q", c.speaker, a.ID, c.want)
		}
	}
}

// "That wasn't me" opens the form with that speaker first; what is changed in
// it holds at once, and goes with one undo.
func TestCorrectingSides(t *testing.T) {
	w := newWorld(t)
	w.namedCall("UANA", "F1", named, "Call with Tidewell Solar")
	w.send()
	w.do(answer("UANA", "K-1", "Chris Ito", call.Me))
	es := w.do(click("UANA", "call.menu", "who:K-1="+speakerKey("Noor Said")))
	if len(es) != 1 || es[0].View == nil || es[0].View.Blocks[0].Label != "Noor Said" {
		t.Fatalf("%+v", es)
	}
	submit := Event{
		Kind: Submit, User: "UANA", Callback: "sides", PrivateMeta: es[0].View.Private,
		Inputs: map[string]string{speakerKey("Noor Said"): "me", speakerKey("Chris Ito"): "customer"},
	}
	w.now = w.now.Add(time.Minute)
	es = w.do(submit)
	if len(es) != 1 || es[0].Kind != store.Update {
		t.Fatalf("%+v", es)
	}
	sides := func() string { s := w.call("K-1").Report.Speakers; return string(s[0].Side + " " + s[1].Side) }
	if sides() != "customer rep" {
		t.Errorf("sides %s", sides())
	}
	got := map[string]call.Answer{}
	for _, a := range all(w, store.Aliases) {
		got[a.Name] = a.Answer
	}
	if len(got) != 2 || got["Chris Ito"] != call.TheirOwn || got["Noor Said"] != call.Me {
		t.Errorf("aliases %v", got)
	}
	w.do(click("UANA", "sides.undo", "K-1"))
	if sides() != "rep customer" {
		t.Errorf("sides after the undo %s", sides())
	}
	if a := only(w, store.Aliases); a.Name != "Chris Ito" || a.Answer != call.Me {
		t.Errorf("alias %+v", a)
	}
	// Submitting the form as it is changes nothing.
	revision := w.call("K-1").Revision
	w.do(Event{Kind: Submit, User: "UANA", Callback: "sides", PrivateMeta: submit.PrivateMeta, Inputs: map[string]string{speakerKey("Noor Said"): "customer", speakerKey("Chris Ito"): "me"}})
	if w.call("K-1").Revision != revision {
		t.Error("an unchanged form read the call again")
	}
}

// A voice that isn't in the call is left out, and can be put back.
func TestNotInTheCall(t *testing.T) {
	w := newWorld(t)
	text := strings.Replace(named, "Chris Ito: Buckets", "Radio Host: And now the weather for the coast, with rain until the evening and gusts from the west, so keep your windows shut.\n\nChris Ito: Buckets", 1)
	w.namedCall("UANA", "F1", text, "Call with Tidewell Solar")
	w.do(answer("UANA", "K-1", "Radio Host", call.NotThere))
	c := w.call("K-1")
	for _, s := range c.Report.Speakers {
		if s.Name == "Radio Host" {
			t.Errorf("still heard: %+v", c.Report.Speakers)
		}
	}
	if v := c.Voice("Radio Host"); v == nil || !v.Absent || len(v.Excerpts) == 0 {
		t.Errorf("voice %+v", v)
	}
	if a := only(w, store.Aliases); !a.Own || a.Answer != call.NotThere {
		t.Errorf("alias %+v", a)
	}
	w.do(answer("UANA", "K-1", "Radio Host", call.TheirOwn))
	if s := w.call("K-1").Report.Speakers; len(s) != 3 {
		t.Errorf("speakers %+v", s)
	}
}

// Nobody answers for another's call, and deleting the call forgets what it
// taught.
func TestAnswersAreTheRepsOwn(t *testing.T) {
	w := newWorld(t)
	w.namedCall("UANA", "F1", named, "Call with Tidewell Solar")
	w.send()
	before := w.dump()
	for _, ev := range []Event{
		answer("UBEN", "K-1", "Chris Ito", call.Me), click("UBEN", "sides.undo", "K-1"), click("UBEN", "sides.ask", "K-1"),
		click("UBEN", "call.menu", "who:K-1"),
		{Kind: Submit, User: "UBEN", Callback: "sides", PrivateMeta: `{"id":"K-1"}`, Inputs: map[string]string{speakerKey("Chris Ito"): "me"}},
	} {
		es := w.do(ev)
		if strings.Contains(words(es...), "buckets") || strings.Contains(words(es...), "Chris") {
			t.Errorf("%s %s tells Ben: %s", ev.Action, ev.Callback, words(es...))
		}
	}
	w.do(click("UBEN", "run.x", "help")) // so that Ben is known in both
	after := w.dump()
	if strings.ReplaceAll(after, "\n", "") == "" || !strings.Contains(after, before[strings.Index(before, "calls/"):strings.Index(before, "customers/")]) {
		t.Errorf("Ben changed something:\n%s\nwas\n%s", after, before)
	}
	w.do(answer("UANA", "K-1", "Chris Ito", call.Me))
	if len(all(w, store.Aliases)) != 1 {
		t.Fatal("nothing remembered")
	}
	ev := dm("UANA", "")
	ev.TS, ev.Key = w.call("K-1").TS, "T1/message/DANA/x"
	w.do(deletion(ev))
	if n := len(all(w, store.Aliases)) + len(all(w, store.Sources)) + len(all(w, store.Calls)); n != 0 {
		t.Errorf("%d records are left", n)
	}
}

// An edit of the text keeps what was answered.
func TestAnswersOutliveAnEdit(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	first := post("UANA", 1, "Call with Tidewell Solar\n"+named)
	w.do(first)
	w.do(answer("UANA", "K-1", "Chris Ito", call.Me))
	w.do(edit(first, tuesday.Add(time.Hour), "Call with Tidewell Solar\n"+strings.Replace(named, "the survey by Friday", "the survey by Monday", 1)))
	if s := w.call("K-1").Report.Speakers; s[0].Side != call.Rep {
		t.Errorf("sides %+v", s)
	}
	if a := only(w, store.Aliases); a.Answer != call.Me {
		t.Errorf("alias %+v", a)
	}
}

// A webinar's many speakers are asked about in one form.
func TestManySpeakers(t *testing.T) {
	w := newWorld(t)
	var b strings.Builder
	for i := range 36 {
		fmt.Fprintf(&b, "Speaker %d (00:%02d:00): We wanted to talk about the harbour and what comes in at night, number %d of the questions that we had collected.\n\n", i%12+1, i, i)
	}
	es := w.namedCall("UANA", "F1", b.String(), "Call with Delft Marine")
	w.wantSaid(es, "Who is who?", "6 more", "Say who is who")
	es = w.do(click("UANA", "sides.ask", "K-1"))
	if len(es) != 1 || es[0].View == nil || len(es[0].View.Blocks) != 13 {
		t.Fatalf("%+v", es)
	}
	in := map[string]string{}
	for i, v := range w.call("K-1").Voices {
		in[speakerKey(v.Name)] = map[bool]string{true: "me", false: "customer"}[i == 0]
	}
	es = w.do(Event{Kind: Submit, User: "UANA", Callback: "sides", PrivateMeta: es[0].View.Private, Inputs: in})
	w.wantSaid(es, "and 8 more")
	if strings.Contains(words(es...), "Say who is who") {
		t.Error("asks again")
	}
}
