package coach

import (
	"slices"
	"time"

	"heed/bot/followup"
	"heed/bot/reply"
	"heed/bot/voice"
)

// saidLately is how far back "undo" reaches.
const saidLately = 24 * time.Hour

// takeBackSaid carries out "undo": it takes back what the user last did to
// promises of their own, in words or by a click; with a name, what they last
// did to that one. done is false for a text that says something else.
func (u *unit) takeBackSaid(text string) (done bool, err error) {
	lately, err := u.changedLately()
	if err != nil {
		return false, err
	}
	items, err := u.answerable(lately, nil)
	if err != nil {
		return false, err
	}
	ids, ok := reply.TakesBack(text, items)
	if !ok {
		return false, nil
	}
	lately = slices.DeleteFunc(lately, func(f followup.FollowUp) bool { return !slices.Contains(ids, f.ID) })
	last := time.Time{}
	for _, f := range lately {
		if at := f.Touched(); at.After(last) {
			last = at
		}
	}
	var back []string
	for _, f := range lately {
		if f.Touched() != last || !f.Undo(u.now) {
			continue
		}
		if err := u.saveFollowUp(&f); err != nil {
			return false, err
		}
		back = append(back, f.ID)
	}
	if len(back) == 0 {
		return true, u.reply(voice.NothingToUndo())
	}
	return true, u.confirm(back)
}

// changedLately are the user's follow-ups that they changed themselves within
// the last day, and didn't take back.
func (u *unit) changedLately() ([]followup.FollowUp, error) {
	open, err := u.openOf(u.ev.User)
	if err != nil {
		return nil, err
	}
	settled, err := u.settledSince(u.ev.User, saidLately)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(append(open, settled...), func(f followup.FollowUp) bool {
		n := len(f.Changes)
		return n == 0 || !f.Undone.IsZero() || f.Changes[n-1].By != u.ev.User || u.now.Sub(f.Changes[n-1].At) > saidLately
	}), nil
}
