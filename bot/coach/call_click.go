package coach

import (
	"strings"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// callClick is a button of a coaching message; value is the call's id, or
// "K-3=C-7" from a select.
func (u *unit) callClick(verb, value string) error {
	id, choice, _ := strings.Cut(value, "=")
	c, err := u.ownCall(id)
	if err != nil {
		return err
	}
	switch verb {
	case "why":
		c := unpacked(&c)
		pick, err := u.pick(c)
		if err != nil {
			return err
		}
		why := voice.Why(pick.Praise, pick.Try, c.Report.HeldBack)
		return u.openOr(why, voice.AsMessage(why), c.Customer)
	case "notright", "right":
		return u.takeBack(&c, verb == "notright")
	case "customer":
		return u.askCustomer(&c, choice)
	case "new":
		return u.isNew(&c)
	case "who":
		return u.askSides(c.ID, choice)
	case "forget":
		return u.forgetOnRequest(&c)
	}
	return u.oldButton()
}

// ownCall is a call of whoever acts; of others there is none for them.
func (u *unit) ownCall(id string) (store.Call, error) {
	c, err := must(store.Calls, u.Tx, kv.Key(u.ev.Team, id))
	if err == nil && c.Rep != u.ev.User {
		err = errGone
	}
	return c, err
}

// takeBack marks the try of a call as not right, or undoes that.
func (u *unit) takeBack(c *store.Call, wrong bool) error {
	p, err := must(store.People, u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	if p.NotRight == nil {
		p.NotRight = map[string]int{}
	}
	switch pick, err := u.pick(c); {
	case err != nil:
		return err
	case wrong && c.NotRight == "" && pick.Try != nil:
		c.NotRight = pick.Try.ID
		p.NotRight[c.NotRight]++
	case !wrong && c.NotRight != "":
		p.NotRight[c.NotRight]--
		c.NotRight = ""
	}
	if err := store.People.Put(u.Tx, &p); err != nil {
		return err
	}
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}

// askCustomer files the call under the chosen customer, or opens the modal
// that asks for one.
func (u *unit) askCustomer(c *store.Call, choice string) error {
	if choice == "" || choice == voice.NewCustomer {
		choices, err := u.customerChoices(c.Named)
		if err != nil {
			return err
		}
		return u.open(voice.PickCustomer(c.ID, c.Named, choices))
	}
	if err := u.file(c, choice); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}
