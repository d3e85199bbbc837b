package coach

import (
	"cmp"
	"slices"
	"strings"

	"heed/bot/call"
	"heed/store"
)

// sided reads a text with what people said of its speakers: of this call its
// own rep, of earlier ones anybody. told are the latter, by speaker, as far as
// they were needed.
func (k knowledge) sided(p piece) (c *call.Call, told map[string]store.Alias, err error) {
	in := k.input(p.source)
	in.As, in.Aliases = p.was.As, map[string]call.Alias{}
	for _, a := range p.was.Answers {
		in.Aliases[a.Speaker] = a.Answer.Alias(p.was.Rep)
	}
	if c, err = call.Read(in); err != nil {
		return c, nil, err
	}
	if told = k.remembered(c, in.Aliases, p.was.ID); len(told) == 0 {
		return c, nil, nil
	}
	for speaker, a := range told {
		in.Aliases[speaker] = a.Answer.Alias(a.By)
	}
	whole := c
	if c, err = call.Read(in); err != nil {
		return c, nil, err
	}
	for speaker, a := range told {
		if a.Answer != call.NotThere && sideIn(c, speaker) == sideIn(whole, speaker) && a.Answer != call.Me {
			delete(told, speaker) // it was plain without
		}
	}
	return c, told, nil
}

func sideIn(c *call.Call, speaker string) call.Side {
	for _, s := range c.Speakers {
		if s.Name == speaker {
			return s.Side
		}
	}
	return call.Unknown
}

// remembered is what earlier answers say of the speakers of a call that
// nobody has said anything of in this one.
func (k knowledge) remembered(c *call.Call, said map[string]call.Alias, this string) map[string]store.Alias {
	told := map[string]store.Alias{}
	for _, s := range c.Speakers {
		if _, ok := said[s.Name]; ok || s.Generic {
			continue
		}
		if a, ok := k.alias(s, this); ok {
			told[s.Name] = a
		}
	}
	return told
}

// alias is the latest answer that holds for a speaker; the rep's own comes
// before those of colleagues. What this very call taught is in its answers.
func (k knowledge) alias(s call.Speaker, this string) (store.Alias, bool) {
	var fit []store.Alias
	for _, a := range k.aliases {
		if a.Call != this && k.holds(a, s) {
			fit = append(fit, a)
		}
	}
	if len(fit) == 0 {
		return store.Alias{}, false
	}
	return slices.MaxFunc(fit, func(a, b store.Alias) int {
		return cmp.Or(rank01(a.By == k.rep.ID)-rank01(b.By == k.rep.ID), a.At.Compare(b.At))
	}), true
}

func rank01(b bool) int {
	if b {
		return 1
	}
	return 0
}

// holds reports whether an earlier answer is about this speaker. It isn't
// where the transcript puts them in another company than it did then, and
// nobody but the reps themselves can say that a rep's own name is somebody
// else.
func (k knowledge) holds(a store.Alias, s call.Speaker) bool {
	own := k.rep.ID != "" && a.By == k.rep.ID
	switch {
	case !strings.EqualFold(a.Name, s.Name) && !call.SamePerson(a.Name, s.Name):
		return false
	case a.Own && !own:
		return false
	case s.Company != "" && !strings.EqualFold(a.Company, s.Company):
		return false
	case !own && a.Answer != call.Me && a.Answer != call.MyTeam && k.isRep(s.Name):
		return false
	}
	return true
}

// isRep reports whether a label is the name of the rep whose text is read.
func (k knowledge) isRep(label string) bool {
	return slices.ContainsFunc(k.rep.Names(), func(n string) bool { return call.SamePerson(label, n) })
}

// How much of the speakers is kept: of a webinar's hundred voices those with
// most words, of each two pieces.
const (
	mostVoices = 24
	excerpts   = 2
)

// voices are the speakers of a call, those with most words first. Who was
// left out stays among them, as they were known before, so that it can be
// taken back.
func voices(c *call.Call, rep store.Person, told map[string]store.Alias, was *store.Call) []store.Voice {
	if c.Kind != call.Transcript {
		return nil
	}
	var out []store.Voice
	for i, s := range c.Speakers {
		v := store.Voice{Name: s.Name, Side: s.Side, Words: s.Words, Generic: s.Generic, User: s.User, Company: s.Company, Alias: told[s.Name].ID}
		if v.User == "" && v.Side == call.Rep && rep.Called(s.Name) {
			v.User = rep.ID
		}
		for _, e := range c.Excerpts(i, excerpts) {
			v.Excerpts = append(v.Excerpts, e.Text)
		}
		out = append(out, v)
	}
	for speaker, a := range told {
		if a.Answer == call.NotThere {
			out = append(out, store.Voice{Name: speaker, Side: call.Unknown, Absent: true, Alias: a.ID})
		}
	}
	for _, v := range was.Voices {
		if was.Answer(v.Name) == call.NotThere && !slices.ContainsFunc(out, func(o store.Voice) bool { return o.Name == v.Name }) {
			v.Absent, v.Side, v.User, v.Alias = true, call.Unknown, "", ""
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b store.Voice) int {
		return cmp.Or(cmp.Compare(b.Words, a.Words), cmp.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), mostVoices)]
}

// namesOf are what a rep is called in a call: as in Slack, and the labels that
// were said to be them.
func namesOf(rep store.Person, vs []store.Voice) []string {
	names := rep.Names()
	for _, v := range vs {
		if v.User != "" && v.User == rep.ID {
			names = append(names, v.Name)
		}
	}
	return names
}
