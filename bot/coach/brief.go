package coach

import (
	"cmp"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/pattern"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// find is the one customer that a name means, or an id that a button carries;
// ok is false where it means none or several, which has then been answered
// with buttons that run the command on each.
func (u *unit) find(name, command string) (c memory.Customer, ok bool, err error) {
	like, err := u.meantBy(name)
	if err != nil {
		return c, false, err
	}
	switch len(like) {
	case 0:
		who, err := u.peopleNamed(name, lookedAt)
		if err != nil {
			return c, false, err
		}
		if len(who) > 0 {
			return c, false, u.reply(voice.WhichPerson(command, who), idsOf(who)...)
		}
		return c, false, u.nobodyCalled(name, command)
	case 1:
		return like[0], true, nil
	default:
		return c, false, u.reply(voice.WhichCustomer(command, name, like), ids(like)...)
	}
}

// nobodyCalled answers a name that no customer and nobody there has.
func (u *unit) nobodyCalled(name, command string) error {
	if customerID().MatchString(name) { // of a button that is older than what was forgotten
		return errGone
	}
	near, err := u.nearestTo(name)
	if err != nil {
		return err
	}
	if typed, _ := firstWord(u.ev.Text); len(near) == 0 && typed != command && asks().sentence(name) { // "who should I call?"
		return u.notUnderstood(u.ev.Text, "")
	}
	if p, is, err := u.teammate(name); err != nil || is && len(near) == 0 {
		return cmp.Or(err, u.reply(voice.ColleaguesAlone(p.ID)))
	}
	return u.reply(voice.NoSuchCustomer(command, name, near), ids(near)...)
}

var customerID = pattern.Of(`^C-\d+$`)

// meantBy are the customers that a name or an id means, of those that whoever
// acts may look at.
func (u *unit) meantBy(name string) ([]memory.Customer, error) {
	if customerID().MatchString(name) {
		c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, name))
		if err != nil {
			return nil, err
		}
		if ok {
			return u.visible([]memory.Customer{c})
		}
	}
	return u.calledTo(name)
}

func ids(cs []memory.Customer) []string {
	var out []string
	for _, c := range cs {
		out = append(out, c.ID)
	}
	return out
}

// aboutCustomer makes a message about one customer.
type aboutCustomer func(memory.Customer) (message.Message, error)

// answerAbout answers a command that takes a customer's name.
func (u *unit) answerAbout(name, command string, make aboutCustomer) error {
	if name == "" {
		return u.whichFor(command)
	}
	c, ok, err := u.find(name, command)
	if err != nil || !ok {
		return err
	}
	m, err := make(c)
	if err != nil {
		return err
	}
	return u.reply(m, c.ID)
}

// whichFor asks for the customer that a command needs.
func (u *unit) whichFor(command string) error {
	latest, err := u.recentCustomers()
	if err != nil {
		return err
	}
	if latest, err = u.visible(latest); err != nil {
		return err
	}
	return u.reply(voice.WhichFor(command, latest), ids(latest)...)
}

// pageAbout is the same answer as a page that can be come back to.
func (u *unit) pageAbout(id string, make aboutCustomer) (page, error) {
	c, err := u.card(id)
	if err != nil {
		return page{}, err
	}
	m, err := make(c)
	return page{m, []string{c.ID}}, err
}

// brief tells what is known of a customer.
func (u *unit) brief(name string) error { return u.answerAbout(name, "brief", u.briefOf) }

// briefFacts bounds what a brief reads of a customer.
const briefFacts = 200

// latestFacts are the facts of a customer that a brief reads, the latest
// first.
func (u *unit) latestFacts(customer string) ([]memory.Fact, error) {
	r := store.TeamPrefix(u.ev.Team, customer)
	r.Limit, r.Reverse = briefFacts, true
	return store.Collect(store.Facts.Scan(u.Tx, r))
}

func (u *unit) briefOf(c memory.Customer) (message.Message, error) {
	var none message.Message
	facts, err := u.latestFacts(c.ID)
	if err != nil {
		return none, err
	}
	open, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(u.ev.Team, c.ID)))
	if err != nil {
		return none, err
	}
	worries, err := u.worries(c)
	if err != nil {
		return none, err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return none, err
	}
	h, names, err := u.history(c, open)
	if err != nil {
		return none, err
	}
	ws, err := u.workspace()
	if err != nil {
		return none, err
	}
	b := memory.NewBrief(c, memory.KnownAs(facts, names), open, worries, u.callsCount(c.ID), u.now.In(loc), ws.Dates(loc))
	b.Meet(names)
	own, err := u.ownTalk(c)
	if err != nil {
		return none, err
	}
	b.TookUp(own)
	b.Climb(h, when.DateOf(u.now.In(loc)), loc)
	return voice.Brief(b, u.now, loc), nil
}

// briefCalls bounds the calls whose questions and promises a brief looks at.
const briefCalls = 12

// latestWith are the latest calls with a customer.
func (u *unit) latestWith(customer string) ([]store.Call, error) {
	r := store.TeamPrefix(u.ev.Team, customer)
	r.Reverse, r.Limit = true, briefCalls
	return store.Collect(store.Calls.By(u.Tx, store.CallsByCustomer, r))
}

// metIn are the customer's people who were in calls, as these name them.
func metIn(calls []store.Call) (names []string) {
	for i := range calls {
		r := &calls[i].Report
		names = append(names, r.People...)
		for _, s := range r.Speakers {
			if v := calls[i].Voice(s.Name); s.Side == call.Customer && (v == nil || !v.Generic) {
				names = append(names, s.Name)
			}
		}
	}
	return names
}

// history is what was asked and promised in the latest calls with a customer,
// and all that is open, with who was in these calls.
func (u *unit) history(c memory.Customer, open []followup.FollowUp) (h memory.History, names []string, err error) {
	h.FollowUps = open
	calls, err := u.latestWith(c.ID)
	if err != nil {
		return h, nil, err
	}
	for i := range calls {
		if d := calls[i].Report.Discovery; d != nil {
			h.Coverage = append(h.Coverage, *d)
		}
		fs, err := u.followUpsOf(&calls[i])
		if err != nil {
			return h, nil, err
		}
		for _, f := range fs {
			if f.State != followup.Open {
				h.FollowUps = append(h.FollowUps, f)
			}
		}
	}
	return h, metIn(calls), nil
}

// worries are the cues of the customer's last call that were let go. That
// they were is coaching: only the rep of that call is told. To colleagues the
// same words stand among the facts, where nothing says who passed them over.
func (u *unit) worries(c memory.Customer) ([]memory.Worry, error) {
	last, ok, err := store.Calls.LastBy(u.Tx, store.CallsByCustomer, store.TeamPrefix(u.ev.Team, c.ID))
	if err != nil || !ok {
		return nil, err
	}
	records, err := u.group(&last)
	var out []memory.Worry
	for _, k := range records {
		for _, f := range k.Report.Findings {
			if f.ID == "missed_cue" && k.Rep == u.ev.User {
				out = append(out, memory.Worry{Quote: f.Quote, Who: f.Who})
			}
		}
	}
	return out, err
}

// ownTalk are the records of the last conversation with a customer, if it was
// the reader's own and recorded: of a note nobody can tell what was taken up,
// and of a colleague's call it is coaching.
func (u *unit) ownTalk(c memory.Customer) (ids []string, err error) {
	last, ok, err := store.Calls.LastBy(u.Tx, store.CallsByCustomer, store.TeamPrefix(u.ev.Team, c.ID))
	if err != nil || !ok {
		return nil, err
	}
	records, err := u.group(&last)
	for _, k := range records {
		if k.Rep == u.ev.User && k.Report.Kind == call.Transcript && k.Report.Measures.CuesMissed != nil {
			ids = append(ids, k.ID)
		}
	}
	return ids, err
}
