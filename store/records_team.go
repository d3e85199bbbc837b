package store

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/pick"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store/kv"
)

// Workspace is a Slack team and what its admin decided.
type Workspace struct {
	Team      string            `json:"team"`
	Name      string            `json:"name,omitempty"`
	Companies []string          `json:"companies,omitempty"` // our own names and products
	Digest    digest.Schedule   `json:"digest,omitzero"`
	DigestTo  string            `json:"digest_to,omitempty"` // channel; "" posts none
	DigestBy  string            `json:"digest_by,omitempty"` // who chose the channel
	Recorders []string          `json:"recorders,omitempty"` // bot ids whose posts are read
	AskedOf   []string          `json:"asked_of,omitempty"`  // bot ids that an admin was asked about
	DayFirst  bool              `json:"day_first,omitempty"`
	DatesSet  bool              `json:"dates_set,omitempty"` // somebody said what DayFirst says
	Holidays  followup.Holidays `json:"holidays,omitempty"`
	Ran       string            `json:"ran,omitempty"`  // label of the latest digest
	Asked     time.Time         `json:"asked,omitzero"` // run of the digest that questions were chosen for

	// Thresholds that the workspace set in the place of Heed's own, by type of
	// call and name.
	Thresholds map[analyze.Type]analyze.Thresholds `json:"thresholds,omitempty"`
	Since      time.Time                           `json:"since"`
	SetBy      string                              `json:"set_by,omitempty"` // who changed a setting last

	// Keep is for how long calls are kept, nil is DefaultRetention; KeepWas
	// holds until KeepFrom where it keeps something longer, so that a slip can
	// be undone before anything is gone.
	Keep     *Retention `json:"keep,omitempty"`
	KeepWas  *Retention `json:"keep_was,omitempty"`
	KeepFrom time.Time  `json:"keep_from,omitzero"`

	// Installer is who installed Heed, where that is known; Admins are those
	// who may change the workspace's settings beside Slack's own admins and
	// owners; Managers those who look at the team and at what is shared.
	Installer string   `json:"installer,omitempty"`
	Admins    []string `json:"admins,omitempty"`
	Managers  []string `json:"managers,omitempty"`
	Cards     Cards    `json:"cards,omitempty"`

	// What suits us in a customer: what we do and stand by, and what we don't.
	Ours []string `json:"ours,omitempty"`
	Cant []string `json:"cant,omitempty"`

	// Setup is who was shown, once, what there is to set up.
	Setup Setup `json:"setup,omitzero"`
}

// Setup says whom the steps of setting Heed up were sent to.
type Setup struct {
	To string    `json:"to"`
	At time.Time `json:"at"`
}

// Untouched says that nobody has set anything.
func (w *Workspace) Untouched() bool {
	return w.Setup.To == "" && w.DigestBy == "" && len(w.Companies) == 0
}

// Cards says who may look at what is known of a customer.
type Cards string

const (
	CardsOfAll Cards = ""    // every rep
	CardsOfOwn Cards = "own" // the reps who have had calls with the customer, or owe them something
)

// Administers reports whether somebody may change the workspace's settings:
// Slack's admins and owners, whoever installed Heed, and whom these named. It
// shows them nothing of anybody's coaching.
func (w *Workspace) Administers(p *Person) bool {
	return !p.Guest && !p.Bot && p.ID != "" && (p.Admin || p.ID == w.Installer || slices.Contains(w.Admins, p.ID))
}

// Named are those known to administer it beside Slack's own admins.
func (w *Workspace) Named() []string {
	var out []string
	for _, id := range append([]string{w.Installer}, w.Admins...) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Manages reports whether somebody was named a manager.
func (w *Workspace) Manages(p *Person) bool {
	return !p.Guest && !p.Bot && slices.Contains(w.Managers, p.ID)
}

// Retention says for how many days what was posted is kept; 0 is for ever.
type Retention struct {
	Texts int `json:"texts"` // of calls, as they were posted
	Calls int `json:"calls"` // with all that came of them: facts, promises, messages
}

// DefaultRetention holds where nobody has set anything. A text is needed to
// read a call again, which nobody does after half a year; what was learnt
// from it is what Heed is for.
var DefaultRetention = Retention{Texts: 180}

// Retention is what holds in the workspace.
func (w *Workspace) Retention() Retention {
	if w.Keep == nil {
		return DefaultRetention
	}
	return *w.Keep
}

// RetentionAt is what is deleted by at a time.
func (w *Workspace) RetentionAt(now time.Time) Retention {
	keep := w.Retention()
	if w.KeepWas == nil || !now.Before(w.KeepFrom) {
		return keep
	}
	return Retention{Texts: longer(keep.Texts, w.KeepWas.Texts), Calls: longer(keep.Calls, w.KeepWas.Calls)}
}

func longer(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a, b)
}

// Dates are how dates in words and figures are read for somebody of the
// workspace: in the order that was set, or else as people write where they
// are. For one goroutine.
func (w *Workspace) Dates(loc *time.Location) when.Options {
	o := when.Options{DayFirst: w.DayFirst, OrderSet: w.DatesSet}
	if !w.DatesSet {
		o.DayFirst = when.DayFirstIn(loc)
	}
	o.Holiday = w.Holidays.Calendar(o.DayFirst)
	return o
}

// Workspaces by team.
var Workspaces = Table[Workspace]{
	Bucket: "workspaces",
	Key:    func(w *Workspace) string { return WorkspaceKey(w.Team) },
}

// WorkspaceKey is the key of a team's one workspace record.
func WorkspaceKey(team string) string { return kv.Key(team, "workspace") }

// Person is somebody of the team whom Heed has met.
type Person struct {
	Team     string    `json:"team"`
	ID       string    `json:"id"`
	Name     string    `json:"name"` // display name
	RealName string    `json:"real_name"`
	Zone     string    `json:"zone"` // IANA; "" is UTC
	Guest    bool      `json:"guest,omitempty"`
	Bot      bool      `json:"bot,omitempty"`
	Admin    bool      `json:"admin,omitempty"` // of the workspace, or an owner
	Met      time.Time `json:"met"`
	Checked  time.Time `json:"checked"` // when Slack was last asked

	DM     string `json:"dm,omitempty"`      // their direct message channel with Heed
	LastDM string `json:"last_dm,omitempty"` // newest message of theirs in it; where catching up starts
	Asked  *Asked `json:"asked,omitempty"`   // the question that was the last answer to their words

	HomeAt      time.Time `json:"home_at,omitzero"`       // when they last opened the Home tab
	HomeEdition int       `json:"home_edition,omitempty"` // how often something in it was renewed

	Welcomed bool `json:"welcomed,omitempty"`
	Paused   bool `json:"paused,omitempty"` // wants neither coaching nor nudges

	// What they set beside: no nudges at all, none until a day; no weekly
	// message about their own week; never to be named in a digest,
	// whatever they gave to it; how dates are written for them.
	NoReminders bool            `json:"no_reminders,omitempty"`
	SnoozeUntil when.Date       `json:"snooze_until,omitzero"`
	NoWeekly    bool            `json:"no_weekly,omitempty"`
	NoKnow      bool            `json:"no_know,omitempty"` // no part in Get to Know Your Customers Day
	Unnamed     bool            `json:"unnamed,omitempty"` // never by name in a digest
	Dates       voice.DateStyle `json:"dates,omitempty"`
	LastNudge   when.Date       `json:"last_nudge,omitzero"`
	Hours       *followup.Hours `json:"hours,omitempty"`   // nil: the usual ones
	Away        []followup.Span `json:"away,omitempty"`    // days off that they set, in order
	NudgeAt     time.Time       `json:"nudge_at,omitzero"` // when to look at their follow-ups next; zero: nothing ahead

	// Coaching is what is remembered for choosing what they hear; theirs alone.
	Coaching pick.Record `json:"coaching,omitzero"`
}

// Asked is a question with buttons: what each does, without words of
// customers.
type Asked struct {
	At      time.Time `json:"at"`
	Thread  string    `json:"thread,omitempty"`
	Buttons []string  `json:"buttons"`
}

// Names are what a person may be called in a transcript.
func (p *Person) Names() []string {
	var out []string
	for _, n := range []string{p.RealName, p.Name} {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// Called reports whether name is one of the person's, whole or by its first
// word ("Ana" for "Ana Ruiz"), or says "me".
func (p *Person) Called(name string) bool {
	n := memory.Fold(name)
	if n == "me" || n == "i" {
		return true
	}
	for _, own := range p.Names() {
		o := memory.Fold(own)
		first, _, _ := strings.Cut(o, " ")
		if n != "" && (n == o || n == first) {
			return true
		}
	}
	return false
}

// Location is the person's zone.
func (p *Person) Location() *time.Location {
	if loc, err := when.Zone(p.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// Nudging is what bot/followup needs to know, with the holidays of the
// workspace.
func (p *Person) Nudging(w *Workspace) followup.Person {
	hours := followup.DefaultHours()
	if p.Hours != nil {
		hours = *p.Hours
	}
	var quiet time.Time
	if !p.SnoozeUntil.IsZero() {
		quiet = p.SnoozeUntil.In(p.Location(), 0, 0)
	}
	return followup.Person{
		Loc: p.Location(), Hours: hours, Off: p.Paused || p.NoReminders || p.Guest || p.Bot, Away: p.Away, Quiet: quiet,
		Holiday: w.Dates(p.Location()).Holiday, LastNudge: p.LastNudge,
	}
}

// People by team and user; by when to nudge them next.
var People = Table[Person]{
	Bucket: "people",
	Key:    func(p *Person) string { return kv.Key(p.Team, p.ID) },
	Scope:  func(p *Person) string { return scopeOf(p.Team, "", "", p.ID) },
	Indexes: []Index[Person]{{Bucket: PeopleByNudge, Keys: func(p *Person) []string {
		if p.NudgeAt.IsZero() {
			return nil
		}
		return []string{kv.Key(p.Team, kv.Stamp(p.NudgeAt), p.ID)}
	}}},
}

// PeopleByNudge orders the people of a team by Person.NudgeAt.
const PeopleByNudge = "people.nudge"

// Watch is a channel that Heed was asked to read.
type Watch struct {
	Team    string    `json:"team"`
	Channel string    `json:"channel"`
	By      string    `json:"by"`
	Since   time.Time `json:"since"`
	LastTS  string    `json:"last_ts"`          // newest message seen; where catching up starts
	Seen    bool      `json:"seen,omitempty"`   // messages came from it: Heed is, or was, a member
	Absent  bool      `json:"absent,omitempty"` // Heed wasn't in it when it was chosen, and wasn't invited since
}

// Watches by team and channel.
var Watches = Table[Watch]{
	Bucket: "watches",
	Key:    func(w *Watch) string { return kv.Key(w.Team, w.Channel) },
}

// Mark remembers of a message that was edited, deleted or forgotten what
// older news of it, arriving late, must not undo. It holds no words.
type Mark struct {
	Team    string    `json:"team"`
	Channel string    `json:"channel"`
	TS      string    `json:"ts"`
	Newest  time.Time `json:"newest,omitzero"` // of the latest edit
	Gone    bool      `json:"gone,omitempty"`  // deleted, or forgotten on request: not to be read again
	Until   time.Time `json:"until"`           // when the mark itself may go
}

// Marks by team, channel and ts; by when they may go.
var Marks = Table[Mark]{
	Bucket: "marks",
	Key:    func(m *Mark) string { return kv.Key(m.Team, m.Channel, m.TS) },
	Indexes: []Index[Mark]{{Bucket: MarksByEnd, Keys: func(m *Mark) []string {
		return []string{kv.Key(m.Team, kv.Stamp(m.Until), m.Channel, m.TS)}
	}}},
}

// MarksByEnd orders the marks of a team by Mark.Until.
const MarksByEnd = "marks.end"

// Nudged is one morning's bundle as it was sent, so that a click can redraw
// it.
type Nudged struct {
	Team    string        `json:"team"`
	User    string        `json:"user"`
	Day     when.Date     `json:"day"`
	At      time.Time     `json:"at,omitzero"` // when it was decided
	Items   []NudgedItem  `json:"items"`
	Touches []NudgedTouch `json:"touches,omitempty"`
	Week    string        `json:"week,omitempty"` // label of the week of theirs that it tells of
	Ask     string        `json:"ask,omitempty"`  // question of theirs that it asks about
	// Try counts bundles of the day that were called back before they were
	// sent, so that another may go out.
	Try    int  `json:"try,omitempty"`
	Unsent bool `json:"unsent,omitempty"` // it never reached them
}

// Key names the effect that sends the bundle.
func (n *Nudged) Key() string {
	if n.Try == 0 {
		return kv.Key(n.Team, "nudge", n.User, n.Day.String())
	}
	return kv.Key(n.Team, "nudge", n.User, n.Day.String(), strconv.Itoa(n.Try))
}

// NudgedTouch is one customer of a bundle to get in touch with.
type NudgedTouch struct {
	Customer string          `json:"customer"`
	Reason   followup.Reason `json:"reason"`
	Fact     string          `json:"fact,omitempty"` // that tells a day
}

// IDs are those of the follow-ups in it.
func (n *Nudged) IDs() []string {
	out := make([]string, 0, len(n.Items))
	for _, it := range n.Items {
		out = append(out, it.ID)
	}
	return out
}

// NudgedItem is one line of a bundle.
type NudgedItem struct {
	ID     string          `json:"id"`
	Reason followup.Reason `json:"reason"`
}

// Nudges by team, user and day.
var Nudges = Table[Nudged]{
	Bucket: "nudges",
	Key:    func(n *Nudged) string { return kv.Key(n.Team, n.User, n.Day.String()) },
}

// TeamPrefix is the range of the keys of a team that begin with parts:
// TeamPrefix("T1", "C-7") is everything under "T1/C-7/".
func TeamPrefix(team string, parts ...string) kv.Range {
	return kv.Prefix(kv.Key(append([]string{team}, parts...)...) + "/")
}
