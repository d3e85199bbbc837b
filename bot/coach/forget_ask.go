package coach

import (
	"cmp"
	"slices"
	"strings"

	"heed/bot/memory"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// Forgetting on request: it is said exactly what would go, and done when that
// is confirmed. Who may: about oneself, everybody; about a customer, whoever
// has written notes on them, and the admins and owners of the workspace. That
// is looked at again when it is confirmed.

// pronouns stand for a promise ("forget it"), not for a customer.
var pronouns = []string{"it", "that", "this", "them", "about it", "about that", "about this"}

// dropsPromise reports whether "forget …" is what people say of a promise.
func dropsPromise(rest string) bool {
	lower := strings.ToLower(rest)
	return isPronoun(rest) || strings.HasPrefix(lower, "about the ") || strings.HasPrefix(lower, "the ")
}

func isPronoun(rest string) bool {
	return slices.Contains(pronouns, strings.ToLower(strings.Trim(strings.TrimSpace(rest), ".!")))
}

// isCustomer reports whether a customer of whoever acts is called exactly so.
func (u *unit) isCustomer(name string) bool {
	like, err := u.calledTo(name)
	return err == nil && slices.ContainsFunc(like, func(c memory.Customer) bool { return c.Called(name) })
}

// forgetCommand answers "forget Northgate", "forget Priya of Northgate" and
// "forget me" with what would go.
func (u *unit) forgetCommand(rest string) error {
	rest = strings.TrimSpace(strings.TrimPrefix(rest, "about "))
	switch word := strings.ToLower(strings.Trim(rest, ".! ")); word {
	case "":
		return u.reply(voice.ForgetHow())
	case "me", "myself", "everything about me", "all about me":
		n, err := u.amountOfMe()
		if err != nil {
			return err
		}
		if u.atHome() {
			return u.openOr(voice.ForgetYouForm(n), voice.ForgetYou(n))
		}
		return u.reply(voice.ForgetYou(n))
	}
	if person, at, ok := personOf(rest); ok {
		// A customer may be called so ("Bank of Wales").
		if like, err := u.calledTo(rest); err != nil || len(like) != 1 || !like[0].Called(rest) {
			return u.forgetPerson(person, at, err)
		}
	}
	c, ok, err := u.findTo(rest, "forget")
	if err != nil || !ok {
		return err
	}
	return u.askForget(&c)
}

// findTo is find where only the whole name counts: what it is about can't be
// undone.
func (u *unit) findTo(name, command string) (c memory.Customer, ok bool, err error) {
	if customerID().MatchString(name) {
		return u.find(name, command)
	}
	like, err := u.called(name)
	if err != nil {
		return c, false, err
	}
	if len(like) == 1 && like[0].Called(name) {
		// An admin forgets whatever they can name.
		if ok, err := u.mayName(like[0].ID); err != nil || ok {
			return like[0], ok, err
		}
	}
	if like, err = u.visible(like); err != nil {
		return c, false, err
	}
	if len(like) == 0 && command == "forget" {
		who, err := u.peopleNamed(name, forgetAt)
		if err != nil {
			return c, false, err
		}
		if len(who) > 0 {
			return c, false, u.reply(voice.ForgetWhom(clip(name), who), idsOf(who)...)
		}
	}
	if len(like) == 0 {
		if like, err = u.nearestTo(name); err != nil {
			return c, false, err
		}
	}
	if p, is, err := u.teammate(name); err != nil || is && len(like) == 0 && command == "forget" {
		return c, false, cmp.Or(err, u.reply(voice.ForgetColleague(p.ID)))
	}
	return c, false, u.reply(voice.WholeName(command, name, like), ids(like)...)
}

// mayName reports whether a customer is one for whoever acts, by its whole
// name.
func (u *unit) mayName(customer string) (bool, error) {
	if ok, err := u.sees(customer); err != nil || ok {
		return ok, err
	}
	return u.administers()
}

// personOf parts "Priya Nair of Northgate", with "at" or "from" as well.
func personOf(s string) (person, customer string, ok bool) {
	lower := strings.ToLower(s)
	for _, sep := range []string{" of ", " at ", " from "} {
		if len(lower) != len(s) {
			break // a letter that changes its length; offsets would lie
		}
		if i := strings.LastIndex(lower, sep); i > 0 {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):]), true
		}
	}
	return "", "", false
}

// askForget says what forgetting a customer takes away, with the button for it.
func (u *unit) askForget(c *memory.Customer) error {
	n, reps, err := u.amountOf(c)
	if err != nil {
		return err
	}
	if no, err := u.refuses(c, reps); err != nil || no {
		return err
	}
	return u.reply(voice.ForgetCustomer(c.ID, c.Name, n), c.ID)
}

// refuses tells whoever acts, if so, that they may not have a customer of
// these reps forgotten.
func (u *unit) refuses(c *memory.Customer, reps []string) (bool, error) {
	may, err := u.mayForget(reps)
	if err != nil || may {
		return false, err
	}
	return true, u.reply(voice.MayNotForget(c.Name, reps), c.ID)
}

// repsOf are those who wrote about a customer, else whoever brought them in.
func (u *unit) repsOf(c *memory.Customer) (reps []string, err error) {
	for k, err := range store.Calls.By(u.Tx, store.CallsByCustomer, store.TeamPrefix(c.Team, c.ID)) {
		if err != nil {
			return nil, err
		}
		if !slices.Contains(reps, k.Rep) {
			reps = append(reps, k.Rep)
		}
	}
	if len(reps) == 0 && c.By != "" {
		reps = []string{c.By}
	}
	return reps, nil
}

// mayForget reports whether whoever acts may have something forgotten that
// reps have written.
func (u *unit) mayForget(reps []string) (bool, error) {
	admin, err := u.administers()
	return admin || slices.Contains(reps, u.ev.User), err
}

// amountOf counts what there is of a customer, and says whose notes.
func (u *unit) amountOf(c *memory.Customer) (n voice.Amount, reps []string, err error) {
	if reps, err = u.repsOf(c); err != nil {
		return n, nil, err
	}
	under := store.TeamPrefix(c.Team, c.ID)
	for _, call := range u.Scan(store.CallsByCustomer, under) {
		n.Notes++
		for range u.Scan(store.FollowUpsByCall, kv.Prefix(string(call)+"/")) {
			n.Promises++
		}
	}
	for range u.Scan(store.Facts.Bucket, under) {
		n.Facts++
	}
	for e, err := range u.EffectsOf(c.Team, c.ID) {
		if err != nil {
			return n, nil, err
		}
		if e.State == store.Sent && (e.Kind == store.Post || e.Kind == store.Upload) {
			n.Messages++
		}
	}
	n.People = len(reps)
	return n, reps, nil
}

// amountOfMe counts what there is of whoever asks.
func (u *unit) amountOfMe() (n voice.Amount, err error) {
	for k, err := range store.Calls.By(u.Tx, store.CallsByRep, store.TeamPrefix(u.ev.Team, u.ev.User)) {
		if err != nil {
			return n, err
		}
		n.Notes++
		for range u.Scan(store.FollowUpsByCall, store.TeamPrefix(k.Team, k.ID)) {
			n.Promises++
		}
	}
	return n, nil
}

// forgetPerson says what forgetting somebody at a customer takes away.
func (u *unit) forgetPerson(person, at string, err error) error {
	if err != nil {
		return err
	}
	c, ok, err := u.findTo(at, "forget "+person+" of")
	if err != nil || !ok {
		return err
	}
	reps, err := u.repsOf(&c)
	if err != nil {
		return err
	}
	if no, err := u.refuses(&c, reps); err != nil || no {
		return err
	}
	_, _, facts, err := u.aboutPerson(c.ID, person)
	if err != nil {
		return err
	}
	return u.reply(voice.ForgetPerson(c.ID, c.Name, clip(person), len(facts)), c.ID)
}

// forgetClick does what was confirmed.
func (u *unit) forgetClick(verb, value string) error {
	switch verb {
	case "me":
		return u.forgetMe()
	case "no":
		return u.replace(voice.NothingForgotten())
	case "customer", "person":
	default:
		return u.oldButton()
	}
	id, person, _ := strings.Cut(value, "/")
	c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	if ok, err := u.mayName(id); err != nil || !ok {
		return cmp.Or(err, errGone)
	}
	reps, err := u.repsOf(&c)
	if err != nil {
		return err
	}
	if no, err := u.refuses(&c, reps); err != nil || no {
		return err
	}
	if verb == "person" {
		if strings.TrimSpace(person) == "" {
			return u.oldButton()
		}
		if err := u.replace(voice.Forgetting()); err != nil {
			return err
		}
		n, err := u.erasePersonOf(id, person)
		if err != nil {
			return err
		}
		return u.tell("gone", u.ev.User, voice.Forgotten(n))
	}
	if err := u.replace(voice.Forgetting()); err != nil {
		return err
	}
	return u.eraseCustomer(&c, u.ev.User)
}

// forgetForm takes the form of the Home tab.
func (u *unit) forgetForm() error {
	if from, ok := voice.ReadLuggage(u.ev.PrivateMeta); !ok || from.ID != "me" {
		return u.oldButton()
	}
	return u.forgetMe()
}

// forgetMe puts down that everything about whoever clicked is to go.
func (u *unit) forgetMe() error {
	if err := u.replace(voice.Forgetting()); err != nil {
		return err
	}
	return store.Erasures.Put(u.Tx, &store.Erasure{Team: u.ev.Team, ID: u.ev.User, Renew: true, Open: true, At: u.now, By: u.ev.User})
}
