package coach

import (
	"heed/bot/pick"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// practise makes what a call's try is about the rep's focus.
func (u *unit) practise(c *store.Call, key string) error {
	if err := u.setFocus(key); err != nil {
		return err
	}
	if err := u.redraw("call/" + c.ID); err != nil {
		return err
	}
	return u.tell("focus", u.ev.User, voice.FocusChosen(key))
}

// setFocus makes a behaviour the focus of whoever acts; "" ends it.
func (u *unit) setFocus(key string) error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	if key == "" {
		p.Coaching.Stop()
	} else if _, ok := pick.BehaviourOf(key); ok {
		p.Coaching.Practise(key, u.now, true)
	} else {
		return errGone
	}
	u.touchHome(p.ID)
	return store.People.Put(u.Tx, &p)
}

// focusClick is a button or menu about the focus; value is a behaviour, or
// "K-3=key" of a finding that was taken back.
func (u *unit) focusClick(verb, value string) error {
	switch verb {
	case "choose":
		if err := u.setFocus(value); err != nil {
			return err
		}
		return u.focusIs(value)
	case "stop":
		if err := u.setFocus(""); err != nil {
			return err
		}
		return u.focusIs("")
	case "form":
		return u.askFocus(value)
	case "restore":
		return u.restore(value)
	}
	return u.oldButton()
}

// focusIs confirms a focus that was chosen; the Home tab shows it anyway.
func (u *unit) focusIs(key string) error {
	if u.ev.Channel == "" {
		return nil
	}
	return u.tell("focus", u.ev.User, voice.FocusChosen(key))
}

// askFocus opens the form that asks what to practise; sheet is where it was
// asked for.
func (u *unit) askFocus(sheet string) error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	me, about, err := u.meOf(&p)
	if err != nil {
		return err
	}
	return u.openOr(voice.FocusForm(me, sheet), voice.AboutMe(me), about...)
}

// saveFocus takes that form. The Home tab shows what was chosen; elsewhere it
// is said.
func (u *unit) saveFocus() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok || len(Check(u.ev)) > 0 {
		return u.oldButton() // Slack has shown what is wrong
	}
	key := u.ev.Inputs["focus"]
	if key == voice.NoFocus {
		key = ""
	}
	if err := u.setFocus(key); err != nil {
		return err
	}
	if _, home := voice.ReadHomeAt(from.Sheet); home {
		return nil
	}
	return u.tell("focus", u.ev.User, voice.FocusChosen(key))
}

// restore undoes "not right" from the list of what was taken back.
func (u *unit) restore(value string) error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	for _, t := range p.Coaching.TakenBack {
		if t.Call+"="+t.Finding == value {
			p.Coaching.Restore(t.Call, t.Finding)
			break
		}
	}
	u.touchHome(p.ID)
	if err := store.People.Put(u.Tx, &p); err != nil {
		return err
	}
	m, about, err := u.aboutMe()
	if err != nil {
		return err
	}
	return u.replace(m, about...)
}

// me is /heed me: the person's own focus, what is usual in their calls, and
// what they took back. It is shown to them alone, wherever they ask.
func (u *unit) me(string) error {
	m, about, err := u.aboutMe()
	if err != nil {
		return err
	}
	return u.reply(m, about...)
}
