package coach

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/find"
	"heed/bot/pick"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// keep stores one reading with everything that follows from it: the call, its
// promises and facts, what it settles, and the coaching message.
func (u *unit) keep(r reading) (outcome, error) {
	switch {
	case r.problem != nil:
		return outcome{what: told}, u.unread(r)
	case !r.report.CallNote && !r.forced:
		return outcome{call: store.Call{Report: *r.report}}, nil
	case r.colleague:
		return outcome{what: another}, nil
	case r.rep.ID == "":
		return outcome{what: told}, u.unclaimed(r)
	case r.rep.Paused && !r.forced && u.ev.ChannelKind != DM && !u.ev.Mention:
		return outcome{}, nil
	}
	if o, done, err := u.before(r); err != nil || done {
		return o, err
	}
	id, err := u.NextID(u.ev.Team, "K")
	if err != nil {
		return outcome{}, err
	}
	c := store.Call{ID: id, Team: u.ev.Team, Rep: r.rep.ID, Channel: u.ev.Channel, TS: u.ev.TS, File: r.file, At: r.at, Forced: r.forced, As: r.was.As}
	if c.TS == "" {
		c.Channel = ""
	}
	return outcome{kept, c}, u.take(&c, r)
}

// before looks whether this post, or the same text elsewhere, was read
// before; done says so.
func (u *unit) before(r reading) (o outcome, done bool, err error) {
	c, ok, err := u.callAt(r.file)
	switch {
	case err != nil:
		return o, false, err
	case ok && c.Rep != r.rep.ID:
		return outcome{what: another}, true, nil
	case ok && u.ev.Kind == Shortcut:
		return outcome{known, c}, true, nil
	case ok:
		return outcome{kept, c}, true, nil // the same post once more: nothing to say
	}
	if c, ok, err = u.sameText(r); err != nil || !ok {
		return o, false, err
	}
	if u.ev.TS != "" {
		c.Copies = append(c.Copies, store.Place{Channel: u.ev.Channel, TS: u.ev.TS, File: r.file})
	}
	if c.Customer == "" && customerRead(r.report) != "" { // this time it was said whom it is about
		c.Revision++
		return outcome{known, c}, true, u.take(&c, r)
	}
	return outcome{known, c}, true, store.Calls.Put(u.Tx, &c)
}

// callAt is the call that a file of the event's message, or with "" its text,
// was read as.
func (u *unit) callAt(file string) (store.Call, bool, error) {
	if u.ev.TS == "" {
		return store.Call{}, false, nil
	}
	for c, err := range store.Calls.By(u.Tx, store.CallsByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)) {
		if err != nil {
			return c, false, err
		}
		if slices.Contains(c.Places(), store.Place{Channel: u.ev.Channel, TS: u.ev.TS, File: file}) {
			return c, true, nil
		}
	}
	return store.Call{}, false, nil
}

// The same text again is the same call: a long one within a month, a short
// one within a day ("no answer, tried again" may be said of many days).
const (
	longText   = 50 // words
	sameLong   = 30 * 24 * time.Hour
	sameShort  = 24 * time.Hour
	printBytes = 16
)

// sameText is the rep's call of the same text, pasted or uploaded before.
func (u *unit) sameText(r reading) (store.Call, bool, error) {
	window := sameShort
	if len(strings.Fields(string(r.source.Data))) >= longText {
		window = sameLong
	}
	for c, err := range store.Calls.By(u.Tx, store.CallsByPrint, store.TeamPrefix(u.ev.Team, r.rep.ID, fingerprint(r.source.Data))) {
		if err != nil {
			return c, false, err
		}
		if d := r.at.Sub(c.At).Abs(); d < window {
			return c, true, nil
		}
	}
	return store.Call{}, false, nil
}

// fingerprint tells texts apart, whatever their white space.
func fingerprint(data []byte) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(string(data)), " ")))
	return hex.EncodeToString(sum[:printBytes])
}

// take writes what was read into the records of a call, new or edited.
func (u *unit) take(c *store.Call, r reading) error {
	if err := u.withdraw(c); err != nil {
		return err
	}
	left := c.Customer
	c.Report, c.Print = *r.report, fingerprint(r.source.Data)
	c.Lines, c.Minutes, c.CueKinds = len(r.report.Turns), minutes(r.report), cueKinds(r.report)
	c.Report.Pack()
	c.Voices, c.Reading = r.voices, r.read.Reading
	if err := u.remember(c); err != nil {
		return err
	}
	if err := u.attribute(c); err != nil {
		return err
	}
	if err := u.together(c, r.twin); err != nil {
		return err
	}
	if err := u.noticeUse(c, r.report); err != nil {
		return err
	}
	if err := u.choose(c); err != nil {
		return err
	}
	if c.Question != nil && pick.Find(&c.Report, c.Question.Finding) == nil { // the words have changed
		if err := u.leaveQuestion(c); err != nil {
			return err
		}
	}
	if err := u.likeStory(c); err != nil {
		return err
	}
	if err := u.welcome(c); err != nil {
		return err
	}
	source := r.source
	source.Team, source.Call, source.Customer, source.At = c.Team, c.ID, c.Customer, c.At
	source.Rep, source.Terms = c.Rep, find.Pack(find.Terms(linesOf(r.read)...))
	if err := store.Sources.Put(u.Tx, &source); err != nil {
		return err
	}
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	if err := u.promises(c, r); err != nil {
		return err
	}
	if err := u.attach(c); err != nil {
		return err
	}
	if left != c.Customer {
		if _, err := u.dropEmpty(left); err != nil {
			return err
		}
	}
	if err := u.recountOthers(c); err != nil {
		return err
	}
	return u.coachOn(c)
}

// linesOf are the lines of a call, as they were read.
func linesOf(c *call.Call) []string {
	out := make([]string, 0, len(c.Turns))
	for _, t := range c.Turns {
		out = append(out, t.Text)
	}
	return out
}

// cueKinds are the kinds of cue in a report, each once, in order.
func cueKinds(r *analyze.Report) []string {
	var out []string
	for _, t := range r.Turns {
		for _, s := range t.Sentences {
			for _, l := range s.Labels {
				if kind, ok := strings.CutPrefix(string(l), "cue:"); ok && !slices.Contains(out, kind) {
					out = append(out, kind)
				}
			}
		}
	}
	return out
}

// minutes is the length of a call with times, else 0.
func minutes(r *analyze.Report) int {
	last := 0.0
	for _, t := range r.Turns {
		if t.End != nil {
			last = max(last, *t.End)
		} else if t.Start != nil {
			last = max(last, *t.Start)
		}
	}
	return int(last/60 + 0.5)
}

// welcome marks the message of a rep's first call.
func (u *unit) welcome(c *store.Call) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil || !ok || p.Welcomed {
		return err
	}
	p.Welcomed, c.Welcome = true, true
	return store.People.Put(u.Tx, &p)
}

// unclaimed asks the person who had the channel watched whose call a
// recorder's transcript is.
func (u *unit) unclaimed(r reading) error {
	w, ok, err := store.Watches.Get(u.Tx, kv.Key(u.ev.Team, u.ev.Channel))
	if err != nil || !ok || r.read.Kind != call.Transcript || u.ev.Kind == Shortcut {
		return err
	}
	names := make([]string, 0, len(r.read.Speakers))
	for _, s := range r.read.Speakers {
		names = append(names, s.Name)
	}
	return u.tell("unclaimed/"+r.file, w.By, voice.Unclaimed(u.ev.Channel, names))
}
