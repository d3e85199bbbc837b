package coach

import (
	"strings"

	"heed/bot/analyze"
	"heed/bot/pick"
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
		full := unpacked(&c)
		if err := u.recalled(full); err != nil {
			return err
		}
		return u.why(full, choice)
	case "notright", "right":
		return u.takeBack(&c, choice, verb == "notright")
	case "notyet":
		return u.notYet(&c, choice)
	case "focus":
		return u.practise(&c, choice)
	case "customer":
		return u.askCustomer(&c, choice)
	case "new":
		return u.isNew(&c)
	case "onlyhere":
		return u.onlyHere(&c)
	case "share":
		return u.askShare(&c)
	case "who":
		return u.askSides(c.ID, choice)
	case "forget":
		return u.forgetOnRequest(&c)
	}
	return u.oldButton()
}

// why explains one finding of a call, with the other that was said.
func (u *unit) why(c *store.Call, key string) error {
	all := []*analyze.Finding{pick.Find(&c.Report, key)}
	for _, k := range []string{c.Pick.Try, c.Pick.Praise} {
		if f := pick.Find(&c.Report, k); k != key && f != nil {
			all = append(all, f)
		}
	}
	why := voice.Why(all, c.Report.HeldBack)
	return u.openOr(why, voice.AsMessage(why), c.Customer)
}

// ownCall is a call of whoever acts; of others there is none for them.
func (u *unit) ownCall(id string) (store.Call, error) {
	c, err := must(store.Calls, u.Tx, kv.Key(u.ev.Team, id))
	if err == nil && c.Rep != u.ev.User {
		err = errGone
	}
	return c, err
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
	if _, err := u.card(choice); err != nil {
		return err
	}
	if err := u.file(c, choice); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}
