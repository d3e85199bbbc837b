package coach

import (
	"context"
	"slices"
	"strings"
	"time"

	"heed/bot/message"
	"heed/bot/reply"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// What Heed asks with buttons is answered in words as well: "yes", "the
// pricing one", "both". A person's record holds what the buttons of the last
// answer do, as ids: what they are called is looked up again.

const (
	// askedFor is for how long a question waits for such words.
	askedFor = 12 * time.Hour
	// orderAction begins the ids of buttons that carry an order for promises.
	orderAction = "followup.as"
	// wordy ends what a button does with words that aren't kept.
	wordy = " …"
)

// choices are what the buttons of a message do that words may press: those
// that say which promise is meant, or run a command. Others open forms.
func choices(m *message.Message) (out []string) {
	for _, b := range m.Blocks {
		for _, e := range b.Elements {
			switch {
			case b.Kind != message.Actions:
			case strings.HasPrefix(e.Action, orderAction):
				out = append(out, e.Value)
			case strings.HasPrefix(e.Action, "run."):
				verb, rest, _ := strings.Cut(e.Value, " ")
				if rest != "" && !customerID().MatchString(rest) {
					rest = strings.TrimSpace(wordy)
				}
				out = append(out, strings.TrimSpace(verb+" "+rest))
			}
		}
	}
	return out
}

// isTalk reports whether somebody writes to Heed alone, where it may have asked
// them something.
func (ev *Event) isTalk() bool { return ev.Kind == Message && ev.ChannelKind == DM }

// asking notes that an answer to somebody's words asks them something, or
// that it doesn't.
func (u *unit) asking(e store.Effect) error {
	if !u.ev.isTalk() {
		return nil
	}
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil || !ok {
		return err
	}
	buttons := choices(e.Message)
	if len(buttons) == 0 && p.Asked == nil {
		return nil
	}
	if p.Asked = nil; len(buttons) > 0 {
		p.Asked = &store.Asked{At: u.now, Thread: e.Thread, Buttons: buttons}
	}
	return store.People.Put(u.Tx, &p)
}

// asked are the buttons of the question that somebody was asked last, where
// these words were said; none if that is long ago.
func asked(p *store.Person, ev Event, now time.Time) []string {
	if !ev.isTalk() || p.Asked == nil || p.Asked.Thread != ev.Thread || now.Sub(p.Asked.At) > askedFor {
		return nil
	}
	return p.Asked.Buttons
}

// askedAbout is the one promise that the question asked last is about, "" for
// several: "To when?" is answered by a day.
func askedAbout(p *store.Person, ev Event, now time.Time) (id string) {
	for _, b := range asked(p, ev, now) {
		_, ids, ok := voice.ReadOrder(b)
		switch {
		case !ok:
		case len(ids) > 1 || id != "" && id != ids[0]:
			return ""
		default:
			id = ids[0]
		}
	}
	return id
}

// chosen is the click that words to Heed stand for, if its last answer asked
// something: done as if it were clicked, and answered below the words.
func (c *Coach) chosen(ctx context.Context, ev Event, who visitor, text string) (decide, error) {
	if !ev.isTalk() {
		return nil, nil
	}
	var buttons, labels []string
	err := c.store.View(ctx, func(tx *store.Tx) error {
		p, _, err := store.People.Get(tx, kv.Key(ev.Team, ev.User))
		if err != nil {
			return err
		}
		u := &unit{Tx: tx, ev: ev, now: ev.At, coach: c}
		buttons = asked(&p, ev, ev.At)
		labels, err = u.labels(buttons)
		return err
	})
	if err != nil || len(buttons) == 0 {
		return nil, err
	}
	switch at, choice := reply.Choose(unescape.Replace(text), labels); choice {
	case reply.Chosen:
		return c.pressed(ctx, ev, who, buttons[at])
	case reply.Neither:
		return func(u *unit) error { return u.reply(voice.Unchanged()) }, nil
	default:
		return nil, nil
	}
}

// labels are the words that buttons are chosen by.
func (u *unit) labels(buttons []string) (out []string, err error) {
	for _, b := range buttons {
		o, ids, ok := voice.ReadOrder(b)
		label := strings.TrimSuffix(b, wordy)
		switch {
		case ok && o.Person != "" && slices.ContainsFunc(buttons, func(other string) bool { return other != b && strings.HasSuffix(other, "|"+ids[0]) }):
			p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, o.Person))
			if err != nil {
				return nil, err
			}
			label = p.RealName
		case ok && len(ids) > 1:
			label = "all"
		case ok:
			label, err = u.promiseLabel(ids[0])
		case label == "note":
			label = "note keep"
		default:
			label, err = u.customerLabel(label)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, label)
	}
	return out, nil
}

// promiseLabel is what a promise may be called.
func (u *unit) promiseLabel(id string) (string, error) {
	f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil || !ok {
		return "", err
	}
	name, err := u.customerName(f.Customer)
	return f.Action + " " + name, err
}

// customerLabel is a command with the name of the customer that it is about.
func (u *unit) customerLabel(command string) (string, error) {
	verb, id, has := strings.Cut(command, " ")
	if !has {
		return command, nil
	}
	name, err := u.customerName(id)
	return verb + " " + name, err
}

// pressed is what a button does, where it is said and not clicked: the message
// that holds it stays as it is.
func (c *Coach) pressed(ctx context.Context, ev Event, who visitor, button string) (decide, error) {
	switch _, _, order := voice.ReadOrder(button); {
	case order:
		return func(u *unit) error {
			was := u.ev
			u.ev.TS = ""
			err := u.ordered(button)
			u.ev = was
			return err
		}, nil
	case strings.HasSuffix(button, wordy):
		return func(u *unit) error { return u.reply(voice.ClickIt()) }, nil
	}
	ev.Kind = Command // typed in full, it would be this
	return c.speak(ctx, ev, who, button)
}
