package coach

import (
	"slices"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// digestPage is a digest as it stands now: its numbers are those of its week,
// the quiet customers are called what they are called today, and who gets in
// touch with them is what became of the promise. About are those shown.
func (u *unit) digestPage(post *store.DigestPost) (page, error) {
	ws, err := u.workspace()
	if err != nil {
		return page{}, err
	}
	loc := zoneNamed(ws.Digest.Zone)
	v := voice.DigestPage{Digest: post.Digest, Taken: map[string]voice.Taken{}}
	v.Trend = slices.Clone(v.Trend)
	for i := range v.Trend {
		v.Trend[i].To = v.Trend[i].To.In(loc)
	}
	var ids []string
	for _, q := range v.Quiet {
		ids = append(ids, q.Customer)
		if f, ok, err := u.takenBy(post, q.Customer); err != nil {
			return page{}, err
		} else if ok {
			t := voice.Taken{By: f.Owner, Done: f.State == followup.Done}
			never, err := u.neverNamed(f.Owner)
			if err != nil {
				return page{}, err
			}
			if never {
				t.By = ""
			}
			v.Taken[q.Customer] = t
		}
	}
	if v.Names, err = u.customerNames(ids); err != nil {
		return page{}, err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return v.Names[id] == "" })
	return page{v.Message(), ids}, nil
}

func zoneNamed(name string) *time.Location {
	if loc, err := when.Zone(name); err == nil {
		return loc
	}
	return time.UTC
}

// takenBy is the promise to get in touch with a quiet customer of a digest; ok
// is false where there is none, or it was dropped.
func (u *unit) takenBy(post *store.DigestPost, customer string) (f followup.FollowUp, ok bool, err error) {
	id := post.Taken[customer]
	if id == "" {
		return f, false, nil
	}
	f, ok, err = store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, id))
	return f, ok && f.State != followup.Dropped, err
}

// digestClick is "I'll call" beside a customer of a digest: it becomes a
// promise of whoever clicked, for their next working day. value is
// "C-7@2026-W47".
func (u *unit) digestClick(verb, value string) error {
	customer, label, _ := strings.Cut(value, "@")
	if verb != "call" {
		return u.oldButton()
	}
	post, err := must(store.DigestPosts, u.Tx, kv.Key(u.ev.Team, label))
	if err != nil {
		return err
	}
	c, err := u.card(customer)
	if err != nil {
		return err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return err
	}
	f, taken, err := u.takenBy(&post, customer)
	switch {
	case err != nil:
		return err
	case taken && f.Owner != u.ev.User:
		return u.reply(voice.CallTaken(f.Owner, c.Name), customer)
	case !taken:
		if f, err = u.willCall(&post, customer); err != nil {
			return err
		}
	}
	return u.reply(voice.WillCall(&f, c.Name, when.DateOf(u.now.In(loc))), customer)
}

// willCall makes the promise.
func (u *unit) willCall(post *store.DigestPost, customer string) (f followup.FollowUp, err error) {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return f, err
	}
	ws, err := u.workspace()
	if err != nil {
		return f, err
	}
	who := p.Nudging(&ws)
	f = followup.FollowUp{
		Team: u.ev.Team, Owner: p.ID, Side: call.Rep, Customer: customer, Action: voice.WillCallAction(),
		Due: when.DateOf(who.NextMorning(u.now).In(who.Loc)), Made: u.now, State: followup.Open, Digest: post.Digest.Label,
	}
	if f.ID, err = u.NextID(f.Team, "F"); err != nil {
		return f, err
	}
	if post.Taken == nil {
		post.Taken = map[string]string{}
	}
	post.Taken[customer] = f.ID
	if err := store.DigestPosts.Put(u.Tx, post); err != nil {
		return f, err
	}
	return f, u.saveFollowUp(&f)
}

// calledBack follows a promise that was made in a digest: kept, it is a
// contact with the customer like any other, and the digest says how it stands.
func (u *unit) calledBack(f *followup.FollowUp) error {
	if f.Digest == "" {
		return nil
	}
	u.redrawDigest(f.Digest)
	said := "said/" + f.ID
	return u.ofCustomer(f.Customer, func(c *memory.Customer) {
		if f.State == followup.Done {
			c.Met(memory.Contact{At: f.Settled, By: f.Owner, Call: said})
		} else {
			c.Forget(said)
		}
	})
}

// redrawDigest has a digest drawn anew at the end of the unit of work.
func (u *unit) redrawDigest(label string) {
	if !slices.Contains(u.digests, label) {
		u.digests = append(u.digests, label)
	}
}

func (u *unit) renewDigests() error {
	for _, label := range u.digests {
		post, ok, err := store.DigestPosts.Get(u.Tx, kv.Key(u.ev.Team, label))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		p, err := u.digestPage(&post)
		if err != nil {
			return err
		}
		e := store.Effect{Key: replyKey(u.ev, "digest/"+label), Kind: store.Update, Channel: post.Channel, TS: post.TS, Message: &p.Message}
		if post.TS == "" {
			e.Ref = post.Effect()
		}
		if err := u.put(on(e, p.about)); err != nil {
			return err
		}
	}
	u.digests = nil
	return nil
}

// digestWithout has a digest drawn without a customer who was erased. The row
// that sent it may be gone with them.
func (u *unit) digestWithout(m store.Effect, label string) error {
	post, ok, err := store.DigestPosts.Get(u.Tx, kv.Key(u.ev.Team, label))
	if err != nil || !ok {
		return err
	}
	post.TS = m.SentTS
	u.redrawDigest(label)
	return store.DigestPosts.Put(u.Tx, &post)
}

// weeksUpTo are the weeks that were counted, up to that of a digest.
func (u *unit) weeksUpTo(w digest.Window) (out []digest.TeamWeek, err error) {
	for n := teamWeeks - 1; n >= 0; n-- {
		k, ok, err := store.TeamWeeks.Get(u.Tx, kv.Key(u.ev.Team, w.Before(n).Label))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, k.Week)
		}
	}
	return out, nil
}
