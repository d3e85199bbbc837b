package coach

import (
	"encoding/json"
	"slices"
	"strings"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/pattern"
	"heed/bot/story"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// erasePersonOf takes somebody out of what is kept of a customer: facts about
// them, and whatever quotes or names them. Of calls that they speak or are
// named in, the text goes, and the findings and promises that name them.
func (u *unit) erasePersonOf(customer, name string) (n voice.Amount, err error) {
	calls, who, facts, err := u.aboutPerson(customer, name)
	if err != nil {
		return n, err
	}
	for _, f := range facts {
		n.Facts++
		if err := store.Facts.Delete(u.Tx, kv.Key(f.Team, f.Customer, f.ID)); err != nil {
			return n, err
		}
	}
	for _, c := range calls {
		touched, promises, err := u.eraseFromCall(&c, who)
		if err != nil {
			return n, err
		}
		n.Promises += promises
		if touched {
			n.Notes++
		}
	}
	if err := u.eraseDeedsNaming(customer, who); err != nil {
		return n, err
	}
	if err := u.eraseStories(store.StoriesByCustomer, store.TeamPrefix(u.ev.Team, customer), func(s story.Story) bool { return who(s.Text) }); err != nil {
		return n, err
	}
	if n.Messages, err = u.eraseOtherMessages(customer); err != nil {
		return n, err
	}
	return n, u.renewKey(customer)
}

// namer reports whether a text names somebody.
type namer func(text string) bool

// naming takes somebody's whole name, or its first word as people do, unless
// that stands in the whole name of another one of those whom a customer's calls
// name: "Priya Shah" isn't Priya Nair.
func naming(name string, others []string) namer {
	whole := memory.Fold(name)
	first, _, _ := strings.Cut(whole, " ")
	var not []string
	for _, o := range others {
		o = memory.Fold(o)
		if given, last, has := strings.Cut(o, " "); has && given == first && whole != first && !sameBeginning(last, strings.TrimPrefix(whole, first+" ")) {
			not = append(not, o)
		}
	}
	return func(text string) bool {
		text = " " + memory.Fold(text) + " "
		for _, o := range not {
			text = strings.ReplaceAll(text, " "+o+" ", " . ")
		}
		return names(text, []string{whole, first})
	}
}

// sameBeginning reports whether two surnames may be one, written with a slip.
func sameBeginning(a, b string) bool {
	const letters = 2
	return len(a) >= letters && len(b) >= letters && a[:letters] == b[:letters]
}

// in reports whether anything in a record names them.
func (is namer) in(record any) bool {
	raw, err := json.Marshal(record)
	return err == nil && is(string(raw))
}

// pronoun is how a text speaks of one person without their name.
var pronoun = pattern.Of(`(?i)\b(?:she|he|her|hers|his|him|herself|himself)\b`)

// alone reports whether a call is with them and nobody else of the customer's:
// whoever is "she" or "he" in it is them.
func (is namer) alone(c *store.Call) bool {
	return len(c.Report.People) > 0 && !slices.ContainsFunc(c.Report.People, func(p string) bool { return !is(p) })
}

// orPronoun takes a pronoun for them too.
func (is namer) orPronoun() namer {
	return func(text string) bool { return is(text) || pronoun().MatchString(text) }
}

// about reports whether a fact is about them: it names them, or speaks of
// somebody in calls with nobody else.
func (is namer) about(f *memory.Fact, calls []store.Call) bool {
	return is.in(f) || is.orPronoun().in(f) && !slices.ContainsFunc(f.Quotes, func(q memory.Quote) bool {
		return !slices.ContainsFunc(calls, func(c store.Call) bool { return c.ID == q.Call && is.alone(&c) })
	})
}

// aboutPerson returns the calls of a customer, what names somebody there, and
// the facts that are about them.
func (u *unit) aboutPerson(customer, name string) (calls []store.Call, who namer, facts []memory.Fact, err error) {
	if calls, err = store.Collect(store.Calls.By(u.Tx, store.CallsByCustomer, store.TeamPrefix(u.ev.Team, customer))); err != nil {
		return nil, nil, nil, err
	}
	who = naming(name, metIn(calls))
	facts, err = gather(store.Facts.Scan(u.Tx, store.TeamPrefix(u.ev.Team, customer)), func(f memory.Fact) bool { return who.about(&f, calls) })
	return calls, who, facts, err
}

func (u *unit) eraseDeedsNaming(customer string, who namer) error {
	ds, err := u.deedsFor(customer)
	for _, d := range ds {
		if err == nil && who(d.What) {
			err = store.Deeds.Delete(u.Tx, store.Deeds.Key(&d))
		}
	}
	return err
}

// eraseFromCall takes somebody out of one call. Its message is not read again
// when it is touched up: they would be back.
func (u *unit) eraseFromCall(c *store.Call, who namer) (touched bool, promises int, err error) {
	named, fs, err := u.namedIn(c, who)
	if err != nil || !named {
		return false, 0, err
	}
	for _, p := range c.Places() {
		if err := u.mark(store.Mark{Channel: p.Channel, TS: p.TS, Gone: true}, forgetLife); err != nil {
			return true, 0, err
		}
	}
	for _, f := range fs {
		promises++
		if err := u.cancelNudge(f.Owner, "a promise in it was forgotten"); err != nil {
			return true, promises, err
		}
		if err := u.forgetFollowUp(&f); err != nil {
			return true, promises, err
		}
	}
	if key := kv.Key(c.Team, c.ID); store.Sources.Has(u.Tx, key) {
		if err := store.Sources.Delete(u.Tx, key); err != nil {
			return true, promises, err
		}
	}
	if err := u.unremember(c); err != nil {
		return true, promises, err
	}
	withoutNamed(c, who)
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return true, promises, err
	}
	u.later(c.ID)
	return true, promises, u.renewKey(c.ID)
}

// namedIn reports whether a call, its text or its promises name somebody; fs
// are the promises that do.
func (u *unit) namedIn(c *store.Call, who namer) (named bool, fs []followup.FollowUp, err error) {
	text, _, err := u.textOf(c)
	if err != nil {
		return false, nil, err
	}
	s, _, err := store.Sources.Get(u.Tx, kv.Key(c.Team, c.ID))
	if err != nil {
		return false, nil, err
	}
	if fs, err = u.followUpsOf(c); err != nil {
		return false, nil, err
	}
	fs = slices.DeleteFunc(fs, func(f followup.FollowUp) bool { return !who.in(f) })
	return len(fs) > 0 || who.in(c) || who.in(text) || who(s.Name+" "+s.Comment+" "+string(s.Data)), fs, nil
}

// amountOfPerson counts what erasePersonOf would take out.
func (u *unit) amountOfPerson(customer, name string) (n voice.Amount, err error) {
	calls, who, facts, err := u.aboutPerson(customer, name)
	if err != nil {
		return n, err
	}
	n.Facts = len(facts)
	for _, c := range calls {
		named, fs, err := u.namedIn(&c, who)
		if err != nil {
			return n, err
		}
		if named {
			n.Notes++
		}
		n.Promises += len(fs)
	}
	return n, nil
}

// withoutNamed takes out of a call what names somebody.
func withoutNamed(c *store.Call, who namer) {
	r := &c.Report
	said := who
	if who.alone(c) {
		said = who.orPronoun()
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f analyze.Finding) bool { return said.in(f) })
	r.Facts = slices.DeleteFunc(r.Facts, func(f analyze.Fact) bool { return said.in(f) })
	r.Promises = slices.DeleteFunc(r.Promises, func(p analyze.Promise) bool { return who.in(p) })
	r.Settled = slices.DeleteFunc(r.Settled, func(s analyze.Settled) bool { return who.in(s) })
	r.Received = slices.DeleteFunc(r.Received, func(s analyze.Settled) bool { return who.in(s) })
	r.People = slices.DeleteFunc(r.People, who)
	r.Speakers = slices.DeleteFunc(r.Speakers, func(s analyze.Speaker) bool { return who.in(s) })
	r.Turns = slices.DeleteFunc(r.Turns, func(t analyze.Turn) bool { return who.in(t) })
	if who.in(r.Discovery) {
		r.Discovery = nil
	}
	c.Voices = slices.DeleteFunc(c.Voices, func(v store.Voice) bool { return who.in(v) })
	c.Answers = slices.DeleteFunc(c.Answers, func(a store.Answered) bool { return who.in(a) })
	for _, s := range []*string{&c.Named, &c.Read, &c.Reading} {
		if who(*s) {
			*s = ""
		}
	}
	if r.Customer != nil && who(*r.Customer) {
		r.Customer = nil
	}
}

// eraseOtherMessages removes Heed's messages about a customer that can't be
// drawn anew, because they may name somebody. Coaching stays: that on calls
// which named them is drawn anew.
func (u *unit) eraseOtherMessages(customer string) (n int, err error) {
	all, err := store.Collect(u.EffectsOf(u.ev.Team, customer))
	if err != nil {
		return 0, err
	}
	for _, e := range all {
		if key := kv.Split(e.Key); len(key) > 1 && key[1] == "feedback" && e.State != store.Failed {
			continue
		}
		if err := u.ForgetEffect(e.Key, "somebody in it was forgotten", u.now); err != nil {
			return n, err
		}
		if e.Kind != store.Post && e.Kind != store.Upload || e.State != store.Sent && e.State != store.Sending && e.State != store.Unknown {
			continue
		}
		n++
		r := store.Effect{Key: replyKey(u.ev, "remove/"+e.Key), Kind: store.Remove, User: e.User, Ref: e.Key, Channel: e.SentChannel, TS: e.SentTS}
		if err := u.put(r); err != nil {
			return n, err
		}
	}
	return n, nil
}
