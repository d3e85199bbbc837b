package coach

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// factsShown is how many facts or calls one page holds.
const factsShown = 8

// undoable is for how long a fact that was taken out is still listed, with
// its undo.
const undoable = time.Hour

// factClick is what a rep does to a fact, or a step through the pages. value
// is "C-7/M-12@facts/C-7/0", or the page alone.
func (u *unit) factClick(verb, value string) error {
	fact, sheet, _ := strings.Cut(value, "@")
	if verb == "page" || strings.HasPrefix(verb, "page") {
		return u.redraw(value)
	}
	f, err := u.fact(fact)
	if err != nil {
		return err
	}
	from := voice.Luggage{ID: fact, Sheet: sheet}
	if !u.ev.Ephemeral {
		from.Channel, from.TS = u.ev.Channel, u.ev.TS
	}
	switch verb {
	case "correct":
		return u.openAbout(voice.CorrectFact(f, from), f.Customer)
	case "move":
		choices, err := u.otherCustomers(f.Customer)
		if err != nil {
			return err
		}
		return u.openAbout(voice.MoveFact(f, choices, from), f.Customer)
	}
	known := true
	if err := u.changeFact(f, verb == "undo", func(f *memory.Fact) { known = u.applyFact(f, verb) }); err != nil {
		return err
	}
	if !known {
		return u.oldButton()
	}
	return u.redraw(sheet)
}

// changeFact changes a fact, and with it the same words where they were read
// as another kind of fact too: what people say of a sentence they mean of all
// of it. An undo takes those along that the same click changed.
func (u *unit) changeFact(f memory.Fact, undo bool, do func(*memory.Fact)) error {
	all, err := store.Collect(store.Facts.Scan(u.Tx, store.TeamPrefix(f.Team, f.Customer)))
	if err != nil {
		return err
	}
	for _, o := range all {
		too := o.Twin(&f) && o.State != memory.Dropped
		if undo {
			too = o.SameWords(&f) && o.Together(&f)
		}
		if o.ID != f.ID && !too {
			continue
		}
		was := o.Customer
		do(&o)
		if err := u.saveFact(&o, was); err != nil {
			return err
		}
	}
	return nil
}

// fact is the one that "C-7/M-12" names.
func (u *unit) fact(ref string) (memory.Fact, error) {
	customer, id, _ := strings.Cut(ref, "/")
	if _, err := u.card(customer); err != nil {
		return memory.Fact{}, err
	}
	return must(store.Facts, u.Tx, kv.Key(u.ev.Team, customer, id))
}

// applyFact does what a button says; ok is false for buttons that there are
// none of.
func (u *unit) applyFact(f *memory.Fact, verb string) (ok bool) {
	switch verb {
	case "confirm":
		f.Confirm(u.now, u.ev.User)
	case "drop":
		f.Drop(u.now, u.ev.User)
	case "pin", "unpin":
		f.Pin(u.now, u.ev.User, verb == "pin")
	case "undo":
		f.Undo()
	default:
		return false
	}
	return true
}

// saveFact stores a fact that somebody changed, under the customer that it is
// of now.
func (u *unit) saveFact(f *memory.Fact, was string) error {
	if f.Customer != was {
		if _, err := must(store.Customers, u.Tx, kv.Key(f.Team, f.Customer)); err != nil {
			return err
		}
		if err := store.Facts.Delete(u.Tx, kv.Key(f.Team, was, f.ID)); err != nil {
			return err
		}
		f.Newer = ""
	}
	return store.Facts.Put(u.Tx, f)
}

// openAbout shows a form that holds a customer's words.
func (u *unit) openAbout(v message.View, customer string) error {
	return u.openOr(v, voice.TooLate(), customer)
}

// otherCustomers are those that a fact may be moved to.
func (u *unit) otherCustomers(than string) ([]message.Option, error) {
	all, err := u.customerChoices("")
	return slices.DeleteFunc(all, func(o message.Option) bool { return o.Value == than }), err
}

// correctFact takes the form that puts a fact right.
func (u *unit) correctFact() error {
	text := voice.Shorten(u.ev.Inputs["text"], longestFact)
	return u.changedFact(func(chosen memory.Fact) (func(*memory.Fact), error) {
		kind := analyze.FactKind(u.ev.Inputs["kind"])
		if !slices.Contains(voice.FactKinds(), kind) {
			kind = chosen.Kind
		}
		return func(f *memory.Fact) {
			switch {
			case text == "":
			case f.ID == chosen.ID:
				f.Correct(u.now, u.ev.User, text, clip(u.ev.Inputs["about"]), kind)
			case kind != chosen.Kind: // it was said what it is, so it is nothing else
				f.Drop(u.now, u.ev.User)
			default:
				f.Correct(u.now, u.ev.User, text, clip(u.ev.Inputs["about"]), f.Kind)
			}
		}, nil
	})
}

// longestFact bounds what a fact may be corrected to.
const longestFact = 300

// moveFact takes the form that gives a fact to another customer.
func (u *unit) moveFact() error {
	to := u.ev.Inputs["customer"]
	return u.changedFact(func(memory.Fact) (func(*memory.Fact), error) {
		_, err := u.card(to)
		return func(f *memory.Fact) { f.Move(u.now, u.ev.User, to) }, err
	})
}

// changedFact changes the fact that a form was opened for, and renews the
// page that it was opened from. What is no longer on that page, or can't be
// reached, is said in a message with its undo.
func (u *unit) changedFact(change func(memory.Fact) (func(*memory.Fact), error)) error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return u.oldButton()
	}
	f, err := u.fact(from.ID)
	if err != nil {
		return err
	}
	was := f.Customer
	do, err := change(f)
	if err != nil {
		return err
	}
	if err := u.changeFact(f, false, do); err != nil {
		return err
	}
	do(&f) // as it is stored now
	mine, err := u.ownDM(from.Channel)
	if err != nil {
		return err
	}
	if from.TS != "" && mine {
		u.ev.Channel, u.ev.TS, u.ev.Ephemeral = from.Channel, from.TS, false
		if err := u.redraw(from.Sheet); err != nil || f.Customer == was {
			return err
		}
	}
	name, err := u.customerName(f.Customer)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{
		Key: replyKey(u.ev, "fact"), Kind: store.Post, User: u.ev.User,
		Message: new(voice.FactChanged(f, name, f.Customer != was, "facts/"+f.Customer+"/0")),
	}, []string{f.Customer}))
}

// factPage is one page of all facts of a customer ("facts/C-7/0"), or of the
// calls with them ("calls/C-7/0").
func (u *unit) factPage(kind, id string) (page, error) {
	customer, at, _ := strings.Cut(id, "/")
	n, _ := strconv.Atoi(at)
	c, err := u.card(customer)
	if err != nil {
		return page{}, err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return page{}, err
	}
	if kind == "calls" {
		calls, more, err := u.callsWith(c.ID, n)
		return page{voice.CallPage(c, calls, n, more, u.now, loc), []string{c.ID}}, err
	}
	facts, err := store.Collect(store.Facts.Scan(u.Tx, store.TeamPrefix(u.ev.Team, c.ID)))
	if err != nil {
		return page{}, err
	}
	latest, err := u.latestWith(c.ID)
	if err != nil {
		return page{}, err
	}
	facts = memory.KnownAs(facts, metIn(latest))
	all, before := memory.Stands(facts)
	for _, f := range facts {
		if f.State == memory.Dropped && len(f.Changes) > 0 && u.now.Sub(f.Changes[len(f.Changes)-1].At) < undoable {
			all = append(all, f)
		}
	}
	memory.SortFacts(all)
	all, twins := memory.Paired(all)
	n = max(0, min(n, (len(all)-1)/factsShown))
	shown := all[min(n*factsShown, len(all)):min((n+1)*factsShown, len(all))]
	links, err := u.linksOf(shown)
	p := voice.Facts{Shown: shown, Before: before, Twins: twins, Links: links, Of: len(all), Page: n, Size: factsShown}
	return page{voice.FactPage(c, p, u.now, loc), []string{c.ID}}, err
}

// linksOf are where facts were heard last, by the call's id.
func (u *unit) linksOf(facts []memory.Fact) (links map[string]string, err error) {
	links = map[string]string{}
	for _, f := range facts {
		if len(f.Quotes) == 0 {
			continue
		}
		call := f.Quotes[len(f.Quotes)-1].Call
		if links[call], err = u.linkTo(call); err != nil {
			return nil, err
		}
	}
	return links, nil
}

// callsWith are the calls of one page, the latest first; more says that there
// are earlier ones.
func (u *unit) callsWith(customer string, n int) (out []voice.CallLine, more bool, err error) {
	r := store.TeamPrefix(u.ev.Team, customer)
	r.Reverse, r.Limit = true, (n+1)*factsShown+1
	i := 0
	for c, err := range store.Calls.By(u.Tx, store.CallsByCustomer, r) {
		if err != nil {
			return nil, false, err
		}
		switch {
		case i >= (n+1)*factsShown:
			return out, true, nil
		case i >= n*factsShown:
			out = append(out, voice.CallLine{ID: c.ID, At: c.At, Rep: c.Rep, Type: c.Report.Type, Kind: c.Report.Kind, Lines: c.Lines, Minutes: c.Minutes, Facts: len(c.Report.Facts)})
		}
		i++
	}
	return out, false, nil
}
