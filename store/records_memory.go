package store

import (
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/pick"
	"heed/store/kv"
)

// Call is one conversation that was posted, as it was read.
type Call struct {
	ID       string    `json:"id"` // K-3
	Team     string    `json:"team"`
	Rep      string    `json:"rep"`                // whose coaching it is
	Customer string    `json:"customer,omitempty"` // id; "" until it is known
	Named    string    `json:"named,omitempty"`    // a customer's name read in the text that nobody confirmed
	Read     string    `json:"read,omitempty"`     // the customer's name as it was last read in the text
	Alias    string    `json:"alias,omitempty"`    // name that filing this call taught its customer
	Channel  string    `json:"channel,omitempty"`  // where it was posted
	TS       string    `json:"ts,omitempty"`
	File     string    `json:"file,omitempty"` // Slack's file id, where it came as a file
	At       time.Time `json:"at"`
	Welcome  bool      `json:"welcome,omitempty"` // its message carries the rep's welcome
	Forced   bool      `json:"forced,omitempty"`  // somebody said that it is a call note

	// Maybe are follow-ups that the call seems to report kept: it is asked.
	Maybe []string `json:"maybe,omitempty"`

	// Copies are further messages with the same text; Print tells that it is
	// the same.
	Copies []Place `json:"copies,omitempty"`
	Print  string  `json:"print,omitempty"`

	// Report is packed (analyze.Report.Pack): turns are read again from the
	// text when needed, words of rules looked up.
	Report   analyze.Report `json:"report"`
	CueKinds []string       `json:"cue_kinds,omitempty"` // kinds of the customer's cues, each once
	Lines    int            `json:"lines"`
	Minutes  int            `json:"minutes,omitempty"`
	Revision int            `json:"revision,omitempty"` // times that it was read again

	// Of is the call that this one is another record of, Others those that are
	// of this one, NotOf those of which the rep said that they are not.
	Of     string   `json:"of,omitempty"`
	Others []string `json:"others,omitempty"`
	NotOf  []string `json:"not_of,omitempty"`

	// Voices are the speakers, those with most words first; Answers what the
	// rep said of them, in order; As the reading that the rep chose.
	Voices  []Voice    `json:"voices,omitempty"`
	Answers []Answered `json:"answers,omitempty"`
	As      call.Kind  `json:"as,omitempty"`
	Reading string     `json:"reading,omitempty"` // how the text was taken, in words

	// Recalled is the fact of an earlier call that was brought up in this one,
	// by its id: its words are those of another note, which may be deleted.
	Recalled string `json:"recalled,omitempty"`

	// Question is one of the rep's in it that a digest may show, if they say so.
	Question *Question `json:"question,omitempty"`

	// Story is the one that its coaching message tells as an example.
	Story string `json:"story,omitempty"`

	// Nth call of its rep. Pick is what they hear of it; Step its part in their
	// focus; Chose the focus that Heed chose with it.
	Nth      int          `json:"nth,omitempty"`
	Pick     pick.Choice  `json:"pick,omitzero"`
	Step     *pick.Step   `json:"step,omitempty"`
	Chose    string       `json:"chose,omitempty"`
	SaidType analyze.Type `json:"said_type,omitempty"` // type of call, as the rep said
}

// Place is where a text stands in Slack: a message, or a file of one.
type Place struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	File    string `json:"file,omitempty"` // Slack's file id
}

// Places are where the call's text stands in Slack; none for a note that was
// typed into a command.
func (c *Call) Places() []Place {
	if c.TS == "" {
		return c.Copies
	}
	return append([]Place{{c.Channel, c.TS, c.File}}, c.Copies...)
}

// Feedback is the key of the effect that coaches on the call.
func (c *Call) Feedback() string { return kv.Key(c.Team, "feedback", c.ID) }

// Calls by team and id; by customer and time; by rep and time; by message; by
// rep and text.
var Calls = Table[Call]{
	Bucket:  "calls",
	Key:     func(c *Call) string { return kv.Key(c.Team, c.ID) },
	Scope:   func(c *Call) string { return scopeOf(c.Team, c.Customer, c.ID, "") },
	Changed: filed,
	Indexes: []Index[Call]{
		{Bucket: CallsByCustomer, Keys: func(c *Call) []string {
			if c.Customer == "" {
				return nil
			}
			return []string{kv.Key(c.Team, c.Customer, kv.Stamp(c.At), c.ID)}
		}},
		{Bucket: CallsTwins, Keys: twinKeys},
		{Bucket: CallsUnfiled, Keys: func(c *Call) []string {
			if c.Customer != "" {
				return nil
			}
			return []string{kv.Key(c.Team, c.ID)}
		}},
		{Bucket: CallsByRep, Keys: func(c *Call) []string { return []string{kv.Key(c.Team, c.Rep, kv.Stamp(c.At), c.ID)} }},
		{Bucket: CallsOwn, Keys: func(c *Call) []string {
			if c.Customer == "" {
				return nil
			}
			return []string{kv.Key(c.Team, c.Rep, c.Customer, c.ID)}
		}},
		{Bucket: CallsByTime, Keys: func(c *Call) []string { return []string{kv.Key(c.Team, kv.Stamp(c.At), c.ID)} }},
		{Bucket: CallsByMessage, Keys: func(c *Call) []string {
			var out []string
			for _, p := range c.Places() {
				out = append(out, kv.Key(c.Team, p.Channel, p.TS, c.ID))
			}
			return out
		}},
		{Bucket: CallsByQuestion, Keys: func(c *Call) []string {
			if c.Question == nil {
				return nil
			}
			return []string{kv.Key(c.Team, c.Rep, c.ID)}
		}},
		{Bucket: CallsByPrint, Keys: func(c *Call) []string {
			if c.Print == "" {
				return nil
			}
			return []string{kv.Key(c.Team, c.Rep, c.Print, kv.Stamp(c.At), c.ID)}
		}},
	},
}

// filed keeps a call's text at the call's time and sealed under the same key,
// and has the key of one that nobody had filed destroyed with its customer's.
func filed(tx *Tx, before, after *Call) error {
	if after == nil || before != nil && before.Customer == after.Customer && before.At.Equal(after.At) {
		return nil
	}
	s, ok, err := Sources.Get(tx, kv.Key(after.Team, after.ID))
	if err == nil && ok && (s.Customer != after.Customer || !s.At.Equal(after.At)) {
		s.Customer, s.At = after.Customer, after.At
		err = Sources.Put(tx, &s)
	}
	if err != nil {
		return err
	}
	return tx.bind(after)
}

// bind has the key of a call destroyed with its customer's.
func (tx *Tx) bind(c *Call) error {
	if tx.s.keys == nil || c.Customer == "" {
		return nil
	}
	return tx.s.keys.Bind(kv.Key(c.Team, c.ID), kv.Key(c.Team, c.Customer))
}

// Indexes of Calls.
const (
	CallsByCustomer = "calls.customer"
	CallsByRep      = "calls.rep"
	CallsOwn        = "calls.own" // by rep and customer
	CallsByTime     = "calls.time"
	CallsByQuestion = "calls.question" // those whose rep is asked about a question, by rep
	CallsByMessage  = "calls.message"
	CallsByPrint    = "calls.print"
	CallsUnfiled    = "calls.unfiled" // nobody has said whose they are
)

// Source is the text of a call as it was posted, kept apart because it is
// large and seldom read.
type Source struct {
	Team string `json:"team"`
	Call string `json:"call"`
	// Customer is the call's: whoever puts a call puts it here too.
	Customer string    `json:"customer,omitempty"`
	At       time.Time `json:"at"`             // the call's, which puts it here too
	Name     string    `json:"name,omitempty"` // of the file
	Data     []byte    `json:"data"`
	// Rep, whose call it is, finds it by Terms, the words that were read in it.
	Rep   string      `json:"rep,omitempty"`
	Terms find.Packed `json:"terms,omitempty"`
	// Comment is the message that a file came with, as Slack escapes it.
	Comment string `json:"comment,omitempty"`
	// Slack says that Data is message text as Slack escapes it.
	Slack bool `json:"slack,omitempty"`
}

// Sources by team and call; by time.
var Sources = Table[Source]{
	Bucket:  "sources",
	Key:     func(s *Source) string { return kv.Key(s.Team, s.Call) },
	Scope:   func(s *Source) string { return scopeOf(s.Team, s.Customer, s.Call, "") },
	Changed: relist(listedSource),
	Indexes: []Index[Source]{{Bucket: SourcesByTime, Keys: func(s *Source) []string { return []string{kv.Key(s.Team, kv.Stamp(s.At), s.Call)} }}},
}

// SourcesByTime orders the texts of a team by the times of their calls.
const SourcesByTime = "sources.time"

// Customers by team and id; by who was in touch last and when they should be
// again.
var Customers = Table[memory.Customer]{
	Bucket: "customers",
	Key:    func(c *memory.Customer) string { return kv.Key(c.Team, c.ID) },
	Scope:  func(c *memory.Customer) string { return scopeOf(c.Team, c.ID, "", "") },
	Indexes: []Index[memory.Customer]{
		{Bucket: CustomersByTouch, Keys: func(c *memory.Customer) []string {
			var out []string
			for _, t := range c.Touches() {
				out = append(out, kv.Key(c.Team, c.Keeps(), kv.Stamp(t.From), c.ID, t.Fact))
			}
			return out
		}},
		{Bucket: CustomersByKeeper, Keys: func(c *memory.Customer) []string {
			if c.Keeper == "" {
				return nil
			}
			return []string{kv.Key(c.Team, c.Keeper, c.ID)}
		}},
	},
	Changed: both(renamed, beat),
}

// Indexes of Customers: of whoever keeps them, by Customer.Touches; those
// that somebody took over.
const (
	CustomersByTouch  = "customers.touch"
	CustomersByKeeper = "customers.keeper"
)

// Facts by team, customer and id; by call.
var Facts = Table[memory.Fact]{
	Bucket:  "facts",
	Key:     func(f *memory.Fact) string { return kv.Key(f.Team, f.Customer, f.ID) },
	Scope:   func(f *memory.Fact) string { return scopeOf(f.Team, f.Customer, "", "") },
	Changed: both(relist(listedFact), expected),
	Indexes: []Index[memory.Fact]{
		{Bucket: FactsByCall, Keys: func(f *memory.Fact) []string {
			var out []string
			for _, q := range f.Quotes {
				out = append(out, kv.Key(f.Team, q.Call, f.ID))
			}
			return out
		}},
		{Bucket: FactsByUse, Keys: func(f *memory.Fact) []string {
			var out []string
			for _, use := range f.Used {
				out = append(out, kv.Key(f.Team, use.Call, f.ID))
			}
			return out
		}},
	},
}

// both does one thing after the other.
func both[T any](one, two func(tx *Tx, before, after *T) error) func(tx *Tx, before, after *T) error {
	return func(tx *Tx, before, after *T) error {
		if err := one(tx, before, after); err != nil {
			return err
		}
		return two(tx, before, after)
	}
}

// expected keeps the days on a customer's card in line with the facts.
func expected(tx *Tx, before, after *memory.Fact) error {
	known := after
	if known == nil {
		known = before
	}
	ws, _, err := Workspaces.Get(tx, WorkspaceKey(known.Team))
	if err != nil {
		return err
	}
	of := func(f *memory.Fact) (day memory.Coming, has bool) {
		if f != nil {
			day, has = f.Occasion(time.UTC, ws.Dates(time.UTC))
		}
		return day, has
	}
	was, had := of(before)
	now, has := of(after)
	if had && (!has || before.Customer != after.Customer) {
		if err := expectOn(tx, before, was, false); err != nil {
			return err
		}
	}
	if !has {
		return nil
	}
	return expectOn(tx, after, now, true)
}

func expectOn(tx *Tx, f *memory.Fact, day memory.Coming, has bool) error {
	c, ok, err := Customers.Get(tx, kv.Key(f.Team, f.Customer))
	if err != nil || !ok || !c.Expect(f.ID, day, has) {
		return err
	}
	return Customers.Put(tx, &c)
}

// FactsByCall finds what was learnt in a call, FactsByUse what was brought up
// in it.
const (
	FactsByCall = "facts.call"
	FactsByUse  = "facts.use"
)

// FollowUps by team and id; open ones by owner and by customer; settled ones
// by time, and by owner and time; all by call.
var FollowUps = Table[followup.FollowUp]{
	Bucket:  "followups",
	Key:     func(f *followup.FollowUp) string { return kv.Key(f.Team, f.ID) },
	Scope:   func(f *followup.FollowUp) string { return scopeOf(f.Team, f.Customer, f.Call, f.Owner) },
	Changed: relist(listedPromise),
	Indexes: []Index[followup.FollowUp]{
		{Bucket: OpenByOwner, Keys: func(f *followup.FollowUp) []string {
			if f.State != followup.Open {
				return nil
			}
			return []string{kv.Key(f.Team, f.Owner, f.ID)}
		}},
		{Bucket: OpenByCustomer, Keys: func(f *followup.FollowUp) []string {
			if f.State != followup.Open || f.Customer == "" {
				return nil
			}
			return []string{kv.Key(f.Team, f.Customer, f.ID)}
		}},
		{Bucket: SettledByTime, Keys: func(f *followup.FollowUp) []string {
			if f.State == followup.Open {
				return nil
			}
			return []string{kv.Key(f.Team, kv.Stamp(f.Settled), f.ID)}
		}},
		{Bucket: SettledByOwner, Keys: func(f *followup.FollowUp) []string {
			if f.State == followup.Open {
				return nil
			}
			return []string{kv.Key(f.Team, f.Owner, kv.Stamp(f.Settled), f.ID)}
		}},
		{Bucket: FollowUpsHanded, Keys: func(f *followup.FollowUp) (out []string) {
			if f.From == "" && f.Offer == nil {
				return nil
			}
			who := []string{f.Owner, f.From}
			if f.Offer != nil {
				who = append(who, f.Offer.To)
			}
			slices.Sort(who)
			for _, id := range slices.Compact(who) {
				if id != "" {
					out = append(out, kv.Key(f.Team, id, f.ID))
				}
			}
			return out
		}},
		{Bucket: FollowUpsByCall, Keys: func(f *followup.FollowUp) []string {
			if f.Call == "" {
				return nil
			}
			return []string{kv.Key(f.Team, f.Call, f.ID)}
		}},
		{Bucket: SettledByCall, Keys: func(f *followup.FollowUp) []string {
			if f.SettledBy == "" {
				return nil
			}
			return []string{kv.Key(f.Team, f.SettledBy, f.ID)}
		}},
	},
}

// Indexes of FollowUps.
const (
	SettledByCall   = "followups.settledby"
	OpenByOwner     = "followups.owner"
	OpenByCustomer  = "followups.customer"
	SettledByTime   = "followups.settled"
	SettledByOwner  = "followups.settled.owner"
	FollowUpsByCall = "followups.call"
	FollowUpsHanded = "followups.handed" // handed over, or offered: by everybody who had a part in it
)
