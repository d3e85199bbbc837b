package coach

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/voice"
	"heed/store"
)

// knowledge is what reading a call needs to know beforehand, from one
// snapshot.
type knowledge struct {
	rep       store.Person
	workspace store.Workspace
	customers func(call.Input) call.Input // adds those that a text may name
	people    map[string]string           // user id → name
	names     []string                    // of colleagues, the rep's own first
	reps      []store.Person
	companies []string
	aliases   []store.Alias // what was confirmed about speakers
	pointed   bool          // somebody points at a bot's post, as their own call
}

// knowledge gathers what is known before ev's texts are read.
func (c *Coach) knowledge(ctx context.Context, ev Event, who visitor) (knowledge, error) {
	k := knowledge{
		rep: who.Person, people: map[string]string{}, pointed: ev.Kind == Shortcut && ev.BotID != "",
		customers: func(in call.Input) call.Input { return c.directory.input(ev.Team, in) },
	}
	err := c.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if k.workspace, _, err = store.Workspaces.Get(tx, store.WorkspaceKey(ev.Team)); err != nil {
			return err
		}
		team := store.TeamPrefix(ev.Team)
		if k.reps, err = store.Collect(store.People.Scan(tx, team)); err != nil {
			return err
		}
		k.aliases, err = store.Collect(store.Aliases.Scan(tx, team))
		return err
	})
	k.companies = k.workspace.Companies
	if len(k.companies) == 0 {
		k.companies = c.companies
	}
	k.names = k.rep.Names()
	for _, p := range k.reps {
		k.people[p.ID] = p.RealName
		if p.RealName == "" {
			k.people[p.ID] = p.Name
		}
		if p.ID != k.rep.ID && !p.Guest && !p.Bot {
			k.names = append(k.names, p.Names()...)
		}
	}
	return k, err
}

// reading is one piece after it was read.
type reading struct {
	piece
	rep       store.Person // zero: nobody of the call is known
	report    *analyze.Report
	read      *call.Call
	voices    []store.Voice
	at        time.Time // of the call
	problem   *voice.Problem
	other     call.Kind         // how what can't be read could be, if its writer says so
	twin      string            // id of the call that it seems to be another record of
	colleague bool              // somebody else of the team had the call
	late      []analyze.Promise // the promises as dated from a later edit
}

// input is what bot/call gets to read a text with.
func (k knowledge) input(s store.Source) call.Input {
	in := call.Input{Name: s.Name, Data: s.Data, Slack: s.Slack, Reps: k.names, Companies: k.companies, People: k.people}
	return k.customers(in)
}

// read reads one piece.
func (k knowledge) read(p piece) reading {
	r := reading{piece: p, rep: k.rep, at: p.at}
	if p.err != nil {
		errors.As(p.err, &r.problem)
		return r
	}
	read, told, err := k.sided(p)
	var unreadable *call.Unreadable
	if errors.As(err, &unreadable) {
		r.problem, r.other = voice.CantRead(p.source.Name, unreadable), unreadable.Alternative
		return r
	}
	if err != nil {
		r.problem = voice.CantRead(p.source.Name, &call.Unreadable{Found: "something unexpected in it", Try: "a .vtt, .txt or .docx from the same recorder works"})
		return r
	}
	if r.rep.ID == "" {
		r.rep = k.repOf(read)
	} else if k.pointed {
		had := k.repOf(read)
		r.colleague = had.ID != "" && had.ID != r.rep.ID && !speaks(read, r.rep)
	}
	if !read.Date.IsZero() && read.Date.Before(p.at) {
		r.at = read.Date
	}
	r.read, r.voices = read, voices(read, r.rep, told, &p.was)
	r.report = k.analyze(r, r.at)
	if !p.edited.IsZero() {
		r.late = k.analyze(r, p.edited).Promises
	}
	if r.report.Customer == nil {
		r.report.Customer = k.customerOf(p.source.Comment)
	}
	return r
}

// analyze reports on what was read, as of a time.
func (k knowledge) analyze(r reading, at time.Time) *analyze.Report {
	loc := r.rep.Location()
	return analyze.Analyze(r.read, analyze.Options{
		At: at.In(loc), Loc: loc, Reps: namesOf(r.rep, r.voices), Companies: k.companies, Dates: k.workspace.Dates(loc), CallNote: r.forced,
		Type: r.was.SaidType, Thresholds: k.workspace.Thresholds, Nth: nth(r),
	})
}

// nth is the number of a call among its rep's: its own if it was read before.
func nth(r reading) int {
	if r.was.Nth > 0 {
		return r.was.Nth
	}
	return r.rep.Coaching.Calls + 1
}

// customerOf reads the customer from what was said beside a file.
func (k knowledge) customerOf(comment string) *string {
	if strings.TrimSpace(comment) == "" {
		return nil
	}
	in := k.input(store.Source{Data: []byte(comment), Slack: true})
	c, err := call.Read(in)
	if err != nil || c.Customer == "" {
		return nil
	}
	return &c.Customer
}

// repOf finds the rep of a recorder's transcript: the one person of the team
// who speaks in it, or of several the one who says most.
func (k knowledge) repOf(c *call.Call) store.Person {
	var best store.Person
	words := 0
	for _, s := range c.Speakers {
		for _, p := range k.reps {
			if !p.Guest && !p.Bot && s.Words > words && (s.User == p.ID || call.SamePerson(s.Name, p.RealName)) {
				best, words = p, s.Words
			}
		}
	}
	return best
}

// speaks reports whether somebody has a voice in a call.
func speaks(c *call.Call, p store.Person) bool {
	return slices.ContainsFunc(c.Speakers, func(s call.Speaker) bool {
		return s.User == p.ID || slices.ContainsFunc(p.Names(), func(n string) bool { return call.SamePerson(s.Name, n) })
	})
}
