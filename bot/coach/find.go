package coach

import (
	"fmt"
	"strconv"
	"strings"

	"heed/bot/find"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

// longestQuery bounds what is looked for; it comes back on the buttons that
// turn pages.
const longestQuery = 200

// lookFor finds words in what is known of customers and in one's own calls.
func (u *unit) lookFor(typed string) error {
	p, err := u.foundPage(typed, 0)
	if err != nil {
		return err
	}
	return u.reply(p.Message, p.about...)
}

// foundClick turns a page; value is "1 what was looked for".
func (u *unit) foundClick(value string) error {
	at, typed, _ := strings.Cut(value, " ")
	n, err := strconv.Atoi(at)
	if err != nil || n < 0 {
		return u.oldButton()
	}
	p, err := u.foundPage(typed, n)
	if err != nil {
		return err
	}
	return u.replace(p.Message, p.about...)
}

// foundPage is one page of what was found.
func (u *unit) foundPage(typed string, n int) (page, error) {
	typed = voice.Shorten(typed, longestQuery)
	s, err := u.newSearch(typed)
	if err != nil {
		return page{}, err
	}
	if len(s.query.Words) == 0 {
		return page{Message: voice.FindWhat(typed)}, nil
	}
	f, err := s.run(n)
	if err != nil {
		return page{}, err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return page{}, err
	}
	v := voice.Found{Typed: typed, Query: s.query, Page: n, More: f.more, Some: f.some, Today: when.DateOf(u.now.In(loc)), Loc: loc}
	var about []string
	for _, at := range f.at {
		w, err := s.lines(at)
		if err != nil {
			return page{}, err
		}
		if len(w.Lines) > 0 || w.Name != "" && s.named[at.id] == s.query.All() {
			v.With, about = append(v.With, w), append(about, at.id)
		}
	}
	if len(v.With) == 0 && n == 0 {
		return u.foundNothing(s, v, f.known)
	}
	return page{voice.FoundPage(v), about}, nil
}

// nearFacts is how many facts of a customer are looked through for words that
// a mistyped one may have been meant to be, nearCustomers how many customers.
const (
	nearFacts     = 40
	nearCustomers = 20
)

// foundNothing offers what may have been meant: words that stand in what the
// asker may see, and customers.
func (u *unit) foundNothing(s *search, v voice.Found, known find.Mask) (page, error) {
	vocabulary, about, err := u.vocabulary(s)
	if err != nil {
		return page{}, err
	}
	var near []voice.Meant
	for i, w := range s.query.Words {
		if known>>i&1 == 1 {
			continue
		}
		for _, other := range vocabulary.Near(w.Typed, mostNear) {
			words := make([]string, 0, len(s.query.Words))
			for _, q := range s.query.Words {
				words = append(words, q.Typed)
			}
			words[i] = other
			typed := strings.Join(words, " ")
			if finds, err := s.finds(typed); err != nil {
				return page{}, err
			} else if !finds {
				continue
			}
			near = append(near, voice.Meant{Command: "find " + typed, Label: fmt.Sprintf("Find “%s”", typed)})
		}
	}
	if len(near) == 0 {
		about = nil // no word of theirs is shown
	}
	like, err := u.nearestTo(v.Typed)
	if err != nil {
		return page{}, err
	}
	for _, c := range like {
		near, about = append(near, voice.Meant{Command: "brief " + c.ID, Label: "Brief on " + c.Name}), append(about, c.ID)
	}
	return page{voice.FoundNothing(v, near), about}, nil
}

// finds reports whether words are found together in what customers told.
func (s *search) finds(typed string) (bool, error) {
	other := *s
	other.query, other.texts, other.weights, other.exactly = find.Read(typed), nil, nil, ""
	if err := other.name(typed); err != nil {
		return false, err
	}
	f, err := other.run(0)
	return len(f.at) > 0 && !f.some, err
}

// vocabulary are the words of the latest facts of one's own customers, or of
// those of whom something was learnt last.
func (u *unit) vocabulary(s *search) (v find.Vocabulary, about []string, err error) {
	var all []candidate
	err = u.coach.finder.each(u.Tx, u.ev.Team, s.query, func(id string, _ find.Mask, change uint64) {
		if s.seen(id) {
			all = append(all, candidate{id: id, change: change})
		}
	})
	if err != nil {
		return v, nil, err
	}
	for c := range s.inTurn(all) {
		if len(about) == nearCustomers {
			break
		}
		r := store.TeamPrefix(u.ev.Team, c.id)
		r.Limit, r.Reverse = nearFacts, true
		facts, err := store.Collect(store.Facts.Scan(u.Tx, r))
		if err != nil {
			return v, nil, err
		}
		for _, f := range facts {
			v.Add(store.FactTexts(&f)...)
		}
		about = append(about, c.id)
	}
	return v, about, nil
}
