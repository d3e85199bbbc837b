package coach

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/text"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// linesRead is how many records of a customer are read for the few that are
// shown, the pinned and confirmed ones of them first.
const linesRead = 12

// lines reads what was found with one customer. What a record no longer says,
// or says only to others, is left out.
func (s *search) lines(at foundAt) (voice.FoundWith, error) {
	w := voice.FoundWith{ID: at.id}
	var err error
	if isCustomer(at.id) {
		if w.Name, err = s.customerName(at.id); err != nil || w.Name == "" {
			return w, err
		}
	}
	facts, promises, err := s.records(at)
	if err != nil {
		return w, err
	}
	memory.SortFacts(facts)
	told, calls := []string{}, map[string]bool{}
	for _, f := range facts {
		if q := f.Words(); !slices.Contains(told, q) {
			told = append(told, q)
			l := voice.FoundLine{Fact: new(f)}
			if n := len(f.Quotes); n > 0 {
				calls[f.Quotes[n-1].Call] = true
				if l.Link, err = s.linkTo(f.Quotes[n-1].Call); err != nil {
					return w, err
				}
			}
			w.Lines = append(w.Lines, l)
		}
	}
	for _, p := range promises {
		calls[p.Call] = true
		link, err := s.linkTo(p.Call)
		if err != nil {
			return w, err
		}
		w.Lines = append(w.Lines, voice.FoundLine{Promise: new(p), Link: link})
	}
	notes, err := s.notes(at, calls)
	w.Lines = append(w.Lines, notes...)
	w.More = max(len(at.records)+len(at.texts)-linesRead, 0) + max(len(w.Lines)-voice.FoundLines, 0)
	w.Lines = w.Lines[:min(len(w.Lines), voice.FoundLines)]
	return w, err
}

// records are the facts and promises that were found with a customer.
func (s *search) records(at foundAt) (facts []memory.Fact, promises []followup.FollowUp, err error) {
	for _, r := range at.records[:min(len(at.records), linesRead)] {
		if s.weight(r.has) < s.weight(at.best) {
			break
		}
		if strings.HasPrefix(r.id, "F-") {
			p, ok, err := store.FollowUps.Get(s.Tx, kv.Key(s.ev.Team, r.id))
			if err != nil {
				return nil, nil, err
			}
			if ok && p.Customer == at.id && s.says(r, s.promiseTexts(&p)) {
				promises = append(promises, p)
			}
			continue
		}
		f, ok, err := store.Facts.Get(s.Tx, kv.Key(s.ev.Team, at.id, r.id))
		if err != nil {
			return nil, nil, err
		}
		if ok && s.says(r, store.FactTexts(&f)) {
			facts = append(facts, f)
		}
	}
	return facts, promises, nil
}

// says reports whether texts hold the words that a record was found by, as far
// as they aren't the customer's name.
func (s *search) says(r candidate, texts []string) bool {
	has := s.query.Has(texts...)
	return has != 0 && r.has&^has&^s.anyName() == 0
}

// anyName is which words stand in any customer's name.
func (s *search) anyName() (m find.Mask) {
	for _, has := range s.named {
		m |= has
	}
	return m
}

// promiseTexts are the words of a promise that whoever asks may see: of a
// colleague's what it is, while it is open, as in a brief.
func (s *search) promiseTexts(p *followup.FollowUp) []string {
	switch {
	case p.Owner == s.ev.User:
		return []string{p.Action, p.Who, p.Quote}
	case p.State == followup.Open || p.Side == call.Customer:
		return []string{p.Action, p.Who}
	}
	return nil
}

// notes are the places in one's own calls, of those of which nothing is shown
// yet.
func (s *search) notes(at foundAt, shown map[string]bool) (out []voice.FoundLine, err error) {
	for _, t := range at.texts {
		if len(out) == voice.FoundLines || s.weight(t.has) < s.weight(at.best) {
			break
		}
		if shown[t.id] {
			continue
		}
		k, ok, err := store.Calls.Get(s.Tx, kv.Key(s.ev.Team, t.id))
		if err != nil {
			return nil, err
		}
		if !ok || k.Rep != s.ev.User {
			continue
		}
		read, _, err := s.textOf(&k)
		if err != nil {
			return nil, err
		}
		if read == nil {
			continue
		}
		if words, has := s.query.Best(sentencesOf(read)); has != 0 {
			out = append(out, voice.FoundLine{Call: &voice.FoundCall{At: k.At, Kind: k.Report.Kind, Words: words}, Link: linkTo(&k, s.ev.User)})
		}
	}
	return out, nil
}

// sentencesOf are the sentences of a call, in order.
func sentencesOf(c *call.Call) (out []string) {
	for _, line := range linesOf(c) {
		for _, sp := range text.Sentences(line) {
			out = append(out, line[sp.From:sp.To])
		}
	}
	return out
}

// linkTo is where a call stands in Slack, "" where whoever asks can't see it.
func (u *unit) linkTo(id string) (string, error) {
	k, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil || !ok {
		return "", err
	}
	return linkTo(&k, u.ev.User), nil
}

func linkTo(k *store.Call, user string) string {
	if k.TS == "" || strings.HasPrefix(k.Channel, "D") && k.Rep != user {
		return ""
	}
	return voice.Link(k.Channel, k.TS)
}
