package coach

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/pick"
	"heed/bot/story"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// The question of the week: two working days before a digest the best that
// reps asked are chosen, and those who asked them are asked, in their one
// message of a morning, whether the digest may hold it. Nothing of it is shown
// before they say so. The words stay in the call, and go with it.

const (
	questionsAsked = 2                   // reps who are asked before a digest
	askedAgain     = 28 * 24 * time.Hour // nobody is asked twice within
	questionStale  = 35 * 24 * time.Hour // for how long one waits for a digest
	askDaysBefore  = 2                   // working days
)

// askTeam chooses questions before the next digest, once.
func (c *Coach) askTeam(ctx context.Context, ws *store.Workspace, now time.Time) (next time.Time, err error) {
	if ws.DigestTo == "" {
		return next, nil
	}
	run, err := ws.Digest.Next(now)
	if err != nil {
		return next, nil // the digest's own step says what is wrong with its zone
	}
	if ws.Asked.Equal(run) {
		if run, err = ws.Digest.Next(run); err != nil {
			return next, err
		}
	}
	if next = askAt(run); next.After(now) {
		return next, nil
	}
	return run, c.store.Update(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: ws.Team}, now: now, coach: c}
		return u.chooseQuestions(run)
	})
}

// askAt is when questions are chosen for a run of the digest.
func askAt(run time.Time) time.Time {
	day := when.DateOf(run)
	for n := 0; n < askDaysBefore; {
		if day = day.AddDays(-1); day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			n++
		}
	}
	return day.In(run.Location(), run.Hour(), run.Minute())
}

// worthAsking is a question that a rep asked.
type worthAsking struct {
	call  store.Call
	key   string
	score int
}

// chooseQuestions puts down whom to ask about which question.
func (u *unit) chooseQuestions(run time.Time) error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	ws.Asked = run
	if err := store.Workspaces.Put(u.Tx, &ws); err != nil {
		return err
	}
	all, err := u.questionsAskedLately()
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b worthAsking) int { return cmp.Compare(b.score, a.score) })
	asked := map[string]bool{}
	for _, x := range all {
		if asked[x.call.Rep] || len(asked) == questionsAsked {
			continue
		}
		asked[x.call.Rep] = true
		x.call.Question = &store.Question{Finding: x.key, Score: x.score, At: u.now, Until: run}
		if err := store.Calls.Put(u.Tx, &x.call); err != nil {
			return err
		}
		if err := u.replan(x.call.Rep); err != nil {
			return err
		}
	}
	return nil
}

// questionsAskedLately are the best question of each call of the last week, of reps who
// may be asked.
func (u *unit) questionsAskedLately() (out []worthAsking, err error) {
	may := map[string]bool{}
	r := kv.Range{Prefix: u.ev.Team + "/", From: kv.Key(u.ev.Team, kv.Stamp(u.now.AddDate(0, 0, -7))), To: kv.Key(u.ev.Team, kv.Stamp(u.now))}
	for c, err := range store.Calls.By(u.Tx, store.CallsByTime, r) {
		if err != nil {
			return nil, err
		}
		if c.Customer == "" || c.Of != "" || c.Question != nil {
			continue
		}
		ok, known := may[c.Rep]
		if !known {
			if ok, err = u.mayBeAsked(c.Rep); err != nil {
				return nil, err
			}
			may[c.Rep] = ok
		}
		if !ok {
			continue
		}
		x, found, err := u.bestQuestion(&c)
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, x)
		}
	}
	return out, nil
}

// mayBeAsked reports whether a rep wants to hear of Heed at all, and wasn't
// asked about a question lately.
func (u *unit) mayBeAsked(rep string) (bool, error) {
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, rep))
	if err != nil || !ok || p.Paused || p.Guest || p.Bot {
		return false, err
	}
	for c, err := range store.Calls.By(u.Tx, store.CallsByQuestion, store.TeamPrefix(u.ev.Team, rep)) {
		if err != nil || u.now.Sub(c.Question.At) < askedAgain {
			return false, err
		}
	}
	return true, nil
}

// bestQuestion is the question of a call after which the customer said most,
// or that stayed with something they let show: the rep's own words, understood
// without the call, and naming nobody.
func (u *unit) bestQuestion(c *store.Call) (best worthAsking, found bool, err error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return best, false, err
	}
	customer, err := must(store.Customers, u.Tx, kv.Key(c.Team, c.Customer))
	if err != nil {
		return best, false, err
	}
	named := namesIn(c, &customer)
	for i := range c.Report.Findings {
		f := &c.Report.Findings[i]
		score := questionScore(f)
		if score <= best.score || p.Coaching.Has(c.ID, pick.Key(f)) || !story.Sharable(f.Quote) || names(f.Quote, named) {
			continue
		}
		if self := selfIn(c); self != "" && f.Who != "" && f.Who != self {
			continue // a colleague's
		}
		best, found = worthAsking{*c, pick.Key(f), score}, true
	}
	return best, found, nil
}

// scoreOfCue is what a question about a cue is worth, in words that the
// customer says after another.
const scoreOfCue = 80

func questionScore(f *analyze.Finding) int {
	switch f.ID {
	case "good_discovery", "follow_up":
		return f.Counts["words after it"]
	case "cue_taken_up":
		return scoreOfCue
	}
	return 0
}

// namesIn are the names that a question of a call must not hold: of the
// customer, of everybody in the call, and each word of those.
func namesIn(c *store.Call, customer *memory.Customer) (out []string) {
	all := append([]string{customer.Name}, customer.Aliases...)
	for _, v := range c.Voices {
		all = append(all, v.Name)
	}
	for _, s := range c.Report.Speakers {
		all = append(all, s.Name)
	}
	for _, name := range all {
		for _, w := range append([]string{name}, strings.Fields(name)...) {
			if f := memory.Fold(w); len(f) > 2 && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// questionFor is what somebody is to be asked about.
func (u *unit) questionFor(user string) (x followup.Extra, ok bool, err error) {
	for c, err := range store.Calls.By(u.Tx, store.CallsByQuestion, store.TeamPrefix(u.ev.Team, user)) {
		if err != nil {
			return x, false, err
		}
		if q := c.Question; !q.Told && q.Consent == story.Asked && u.now.Before(q.Until) {
			return followup.Extra{Reason: followup.MayShow, ID: c.ID, From: q.At, Until: q.Until}, true, nil
		}
	}
	return x, false, nil
}

// toldQuestion notes that somebody was asked, or that they never got it.
func (u *unit) toldQuestion(call string, told bool) error {
	c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, call))
	if err != nil || !ok || c.Question == nil {
		return err
	}
	q := *c.Question
	q.Told, c.Question = told, &q
	return store.Calls.Put(u.Tx, &c)
}

// questionPart is the question to somebody about a question of theirs, as it
// stands; ok is false where the call or its words are gone.
func (u *unit) questionPart(call, sheet string) (p voice.Part, customer string, ok bool, err error) {
	c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, call))
	if err != nil || !ok || c.Question == nil {
		return p, "", false, err
	}
	f := pick.Find(&c.Report, c.Question.Finding)
	if f == nil {
		return p, "", false, nil
	}
	person, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return p, "", false, err
	}
	name, err := u.customerName(c.Customer)
	q := voice.Question{
		Call: c.ID, Text: f.Quote, Customer: name, At: when.DateOf(c.At.In(person.Location())), Today: when.DateOf(u.now.In(person.Location())),
		Consent: c.Question.Consent, Never: person.Unnamed, Shown: c.Question.Label != "", Sheet: sheet,
	}
	return q.Part(), c.Customer, true, err
}

// questionClick is an answer; value is "K-3@nudge/2026-11-05".
func (u *unit) questionClick(verb, value string) error {
	id, sheet, _ := strings.Cut(value, "@")
	c, err := u.ownCall(id)
	if err != nil {
		return err
	}
	to := story.Consent(verb)
	if c.Question == nil || to != story.Named && to != story.Unnamed && to != story.No {
		return u.oldButton()
	}
	q := *c.Question
	if q.Label != "" && q.Consent != to {
		if err := u.questionOut(&c, &q); err != nil {
			return err
		}
	}
	q.Consent, c.Question = to, &q
	if err := store.Calls.Put(u.Tx, &c); err != nil {
		return err
	}
	return u.redraw(sheet)
}

// questionOut removes a question from the channel of the digest.
func (u *unit) questionOut(c *store.Call, q *store.Question) error {
	key := questionPost(c, q)
	q.Label = ""
	return u.outOfChannel(key, c.ID, "the question was taken back")
}

// leaveQuestion takes a call's question back from where it was shown, because
// the call goes, or its words have changed.
func (u *unit) leaveQuestion(c *store.Call) error {
	if c.Question == nil {
		return nil
	}
	q := *c.Question
	c.Question = nil
	if q.Label == "" {
		return nil
	}
	return u.questionOut(c, &q)
}

// questionPost names the message that shows a question beside a digest.
func questionPost(c *store.Call, q *store.Question) string {
	return kv.Key(c.Team, "digest", "question", c.ID, q.Label)
}

// postQuestion shows one question after a digest, the one that has waited
// longest and the better of several, with consent. It is a message of its own,
// so that it can be taken back.
func (u *unit) postQuestion(ws *store.Workspace, label string) error {
	var best *store.Call
	for c, err := range store.Calls.By(u.Tx, store.CallsByQuestion, store.TeamPrefix(u.ev.Team)) {
		if err != nil {
			return err
		}
		q := c.Question
		if !q.Consent.Yes() || q.Label != "" || u.now.Sub(q.At) > questionStale || pick.Find(&c.Report, q.Finding) == nil {
			continue
		}
		if best == nil || cmp.Or(q.Until.Compare(best.Question.Until), cmp.Compare(best.Question.Score, q.Score)) < 0 {
			best = &c
		}
	}
	if best == nil {
		return nil
	}
	q := *best.Question
	q.Label, best.Question = label, &q
	if err := store.Calls.Put(u.Tx, best); err != nil {
		return err
	}
	m, err := u.questionBeside(best, &q)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{Key: questionPost(best, &q), Kind: store.Post, Channel: ws.DigestTo, Message: &m, Internal: true}, []string{best.Customer}))
}

// questionBeside is a question as a channel sees it; the call still holds it.
func (u *unit) questionBeside(c *store.Call, q *store.Question) (message.Message, error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	by := ""
	if names := p.Names(); q.Consent == story.Named && !p.Unnamed && len(names) > 0 {
		by = names[0]
	}
	return voice.QuestionOfTheWeek(pick.Find(&c.Report, q.Finding).Quote, by), err
}
