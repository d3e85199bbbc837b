package coach

import (
	"heed/bot/message"
	"heed/bot/pick"
	"heed/bot/story"
	"heed/store"
)

// namedLater follows whoever acts, who said whether digests may name them:
// what stands in the channel already says it as they want it from now on.
func (u *unit) namedLater() error {
	me := store.TeamPrefix(u.ev.Team, u.ev.User)
	told, err := gather(store.Stories.By(u.Tx, store.StoriesByWho, me), func(s story.Story) bool { return s.About == u.ev.User && s.Label != "" })
	if err != nil {
		return err
	}
	for _, s := range told {
		m, err := u.storyBeside(&s)
		if err != nil {
			return err
		}
		if err := u.beside(storyPost(&s), s.ID, m, s.Customer); err != nil {
			return err
		}
	}
	asked, err := gather(store.Calls.By(u.Tx, store.CallsByQuestion, me), func(c store.Call) bool {
		return c.Question.Label != "" && pick.Find(&c.Report, c.Question.Finding) != nil
	})
	if err != nil {
		return err
	}
	for _, c := range asked {
		m, err := u.questionBeside(&c, c.Question)
		if err != nil {
			return err
		}
		if err := u.beside(questionPost(&c, c.Question), c.ID, m, c.Customer); err != nil {
			return err
		}
	}
	return u.takenLater()
}

// beside draws what an effect posted beside a digest anew.
func (u *unit) beside(key, id string, m message.Message, customer string) error {
	e, ok, err := u.Effect(key)
	if err != nil || !ok || e.State == store.Failed || e.State == store.Dropped {
		return err
	}
	return u.put(on(store.Effect{
		Key: replyKey(u.ev, "beside/"+id), Kind: store.Update, Channel: e.SentChannel, TS: e.SentTS, Ref: refUnless(e.SentTS, key), Message: &m,
	}, []string{customer}))
}

// takenLater does the same for the digests that tell whom they get in touch
// with.
func (u *unit) takenLater() error {
	open, err := u.openOf(u.ev.User)
	if err != nil {
		return err
	}
	settled, err := u.settledSince(u.ev.User, settledLately)
	if err != nil {
		return err
	}
	for _, f := range append(open, settled...) {
		if f.Digest != "" {
			u.redrawDigest(f.Digest)
		}
	}
	return nil
}
