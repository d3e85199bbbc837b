package coach

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// speakerKey names a speaker in a button: labels are of any length.
func speakerKey(label string) string {
	sum := sha256.Sum256([]byte(label))
	return hex.EncodeToString(sum[:6])
}

// speakerOf is the label of a call's speaker by its key; "" if there is none.
func speakerOf(k *store.Call, key string) string {
	for _, v := range k.Voices {
		if speakerKey(v.Name) == key {
			return v.Name
		}
	}
	return ""
}

// sidesClick is an answer about one speaker by a button ("K-3=1a2b3c"), or an
// undo of the latest ("K-3").
func (c *Coach) sidesClick(ctx context.Context, ev Event, verb, value string) (decide, error) {
	id, key, _ := strings.Cut(value, "=")
	answer := call.Answer(verb)
	switch {
	case verb == "undo":
		return c.reread(ctx, ev, id, takeBackAnswers)
	case verb == "ask":
		return func(u *unit) error { return u.askSides(id, key) }, nil
	case !answer.Known():
		return (*unit).oldButton, nil
	}
	return c.reread(ctx, ev, id, func(k *store.Call) bool {
		return answerOf(k, map[string]call.Answer{key: answer}, ev.At)
	})
}

// answerOf writes down what the rep says of speakers, by their keys. It
// reports whether anything in it is new.
func answerOf(k *store.Call, said map[string]call.Answer, at time.Time) bool {
	changed := false
	for _, v := range k.Voices {
		a, ok := said[speakerKey(v.Name)]
		if !ok || !a.Known() || a == k.Answer(v.Name) || a == call.NoIdea && k.Answer(v.Name) == "" && v.Alias == "" {
			continue
		}
		k.Answers = append(k.Answers, store.Answered{Speaker: v.Name, Answer: a, At: at})
		changed = true
	}
	return changed
}

// takeBackAnswers undoes the answers that were given last, all at once.
func takeBackAnswers(k *store.Call) bool {
	n := len(k.Answers)
	if n == 0 {
		return false
	}
	at := k.Answers[n-1].At
	k.Answers = slices.DeleteFunc(slices.Clone(k.Answers), func(a store.Answered) bool { return a.At.Equal(at) })
	return true
}

// askSides opens the form that asks who is who, one speaker first.
func (u *unit) askSides(id, first string) error {
	k, err := u.ownCall(id)
	if err != nil {
		return err
	}
	if len(k.Voices) == 0 {
		return u.reply(voice.NoVoices())
	}
	who, err := u.whoIsWho(&k)
	if err != nil {
		return err
	}
	return u.openOr(voice.WhoForm(k.ID, who, first), voice.TooLate(), k.Customer)
}

// saveSides takes that form: of every speaker what was chosen, where it is
// something else than before.
func (c *Coach) saveSides(ctx context.Context, ev Event) (decide, error) {
	from, ok := voice.ReadLuggage(ev.PrivateMeta)
	if !ok {
		return (*unit).oldButton, nil
	}
	return c.reread(ctx, ev, from.ID, func(k *store.Call) bool {
		said := map[string]call.Answer{}
		for key, a := range ev.Inputs {
			if name := speakerOf(k, key); name != "" && a != "" && call.Answer(a) != shownAnswer(k, k.Voice(name)) {
				said[key] = call.Answer(a)
			}
		}
		return answerOf(k, said, ev.At)
	})
}

// shownAnswer is what is taken for true of a speaker, as an answer; "" where
// nothing is.
func shownAnswer(k *store.Call, v *store.Voice) call.Answer {
	said := k.Answer(v.Name)
	switch {
	case said != "":
		return said
	case v.Absent:
		return call.NotThere
	case v.Side == call.Customer:
		return call.TheirOwn
	case v.Side != call.Rep:
		return ""
	case v.User == k.Rep || v.User == "" && v.Generic && soleRep(k):
		return call.Me
	}
	return call.MyTeam
}

// soleRep reports whether one voice alone is on the rep's side.
func soleRep(k *store.Call) bool {
	n := 0
	for _, v := range k.Voices {
		if v.Side == call.Rep {
			n++
		}
	}
	return n == 1
}

// whoIsWho are the speakers of a call for those who ask about them.
func (u *unit) whoIsWho(k *store.Call) ([]voice.Who, error) {
	var out []voice.Who
	for i := range k.Voices {
		v := &k.Voices[i]
		w := voice.Who{
			Key: speakerKey(v.Name), Name: v.Name, Side: v.Side, Words: v.Words, Excerpts: v.Excerpts,
			Answer: shownAnswer(k, v), Said: k.Answer(v.Name) != "",
		}
		a, ok, err := store.Aliases.Get(u.Tx, kv.Key(k.Team, v.Alias))
		if err != nil {
			return nil, err
		}
		if v.Alias != "" && ok {
			if w.From = "you"; a.By != k.Rep {
				by, _, err := store.People.Get(u.Tx, kv.Key(k.Team, a.By))
				if err != nil {
					return nil, err
				}
				w.From = by.RealName
			}
		}
		out = append(out, w)
	}
	return out, nil
}

// remember keeps what was said of a call's speakers for later calls, and lets
// go of what this call taught before and is said no more. "Speaker 2" is
// somebody else next time; a first name alone, or a voice that isn't there,
// holds for the rep who said so.
func (u *unit) remember(k *store.Call) error {
	had, err := store.Collect(store.Aliases.By(u.Tx, store.AliasesByCall, store.TeamPrefix(k.Team, k.ID)))
	if err != nil {
		return err
	}
	for _, a := range had {
		if v := k.Voice(a.Name); v != nil && k.Answer(a.Name) == a.Answer {
			continue
		}
		if err := store.Aliases.Delete(u.Tx, kv.Key(a.Team, a.ID)); err != nil {
			return err
		}
	}
	for _, v := range k.Voices {
		answer := k.Answer(v.Name)
		knows := slices.ContainsFunc(had, func(a store.Alias) bool { return a.Name == v.Name && a.Answer == answer })
		if answer == "" || v.Generic || knows {
			continue
		}
		a := store.Alias{
			Team: k.Team, Name: v.Name, Answer: answer, By: k.Rep, Company: v.Company, Call: k.ID, At: u.now,
			Own: answer == call.NotThere || !call.FullName(v.Name),
		}
		if a.ID, err = u.NextID(k.Team, "A"); err != nil {
			return err
		}
		if err := store.Aliases.Put(u.Tx, &a); err != nil {
			return err
		}
	}
	return nil
}

// unremember lets go of all that a call taught about speakers.
func (u *unit) unremember(k *store.Call) error {
	had, err := store.Collect(store.Aliases.By(u.Tx, store.AliasesByCall, store.TeamPrefix(k.Team, k.ID)))
	if err != nil {
		return err
	}
	for _, a := range had {
		if err := store.Aliases.Delete(u.Tx, kv.Key(a.Team, a.ID)); err != nil {
			return err
		}
	}
	return nil
}
