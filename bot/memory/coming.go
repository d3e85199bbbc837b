package memory

import (
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// Coming is a day that matters to a customer: whoever keeps them is reminded
// of it once, at the right time before.
type Coming struct {
	Fact string    `json:"fact"` // id
	On   when.Date `json:"on"`
	Lead int       `json:"lead"` // days before On
	Said bool      `json:"said,omitempty"`
}

// keptComings bounds how many days a card holds, the nearest first.
const keptComings = 12

// Day lists of words.txt with how many days before it is time: a renewal needs
// weeks to be talked over, what has to be ready for a go-live a few days, and
// a warm word comes the day before.
var leads = []struct {
	list string
	days int
}{{"far", 30}, {"near", 5}, {"warm", 1}}

// Occasion is the day of a fact that is worth a reminder. Only what happens on
// a plain day of what is known to matter counts, and nothing told as past; o
// says in which order figures are read.
func (f *Fact) Occasion(loc *time.Location, o when.Options) (c Coming, ok bool) {
	if f.State == Dropped || f.Newer != "" || f.Kind != analyze.FactDate && f.Kind != analyze.FactPersonal {
		return c, false
	}
	lead := 0
	for _, w := range foldWords(f.Says()) {
		if words["past"][w] {
			return c, false
		}
		for _, l := range leads {
			if words[l.list][w] && (f.Kind == analyze.FactPersonal) == (l.list == "warm") {
				lead = max(lead, l.days)
			}
		}
	}
	if lead == 0 {
		return c, false
	}
	r, is := when.Resolve(f.Says(), f.Heard().In(loc), o)
	if !is || r.Grain != when.Day || !r.Date.After(when.DateOf(f.Heard().In(loc))) {
		return c, false
	}
	return Coming{Fact: f.ID, On: r.Date, Lead: lead}, true
}

// Expect puts the day of a fact on the card, in the place of the one that it
// had; none for a fact without one. What was said of the same day stays said.
func (c *Customer) Expect(fact string, day Coming, has bool) (changed bool) {
	was := slices.Clone(c.Days)
	c.Days = slices.DeleteFunc(slices.Clone(c.Days), func(d Coming) bool { return d.Fact == fact })
	if has {
		i := slices.IndexFunc(was, func(d Coming) bool { return d.Fact == fact && d.On == day.On })
		day.Said = i >= 0 && was[i].Said
		c.Days = append(c.Days, day)
		slices.SortStableFunc(c.Days, func(a, b Coming) int { return b.On.Compare(a.On) })
		c.Days = c.Days[:min(len(c.Days), keptComings)]
	}
	return !slices.Equal(was, c.Days)
}

// touch is the reminder of a day. Its moment is that of the morning in most
// places on earth, on the last weekday where it falls on a weekend.
func (d Coming) touch(customer string) followup.Touch {
	on := d.On.AddDays(-d.Lead)
	for !on.IsWorkday(nil) {
		on = on.AddDays(-1)
	}
	return followup.Touch{
		Customer: customer, Fact: d.Fact, Reason: followup.Coming,
		From: on.In(time.UTC, 0, 0).Add(-morningsEast), Until: d.On.AddDays(1).In(time.UTC, 0, 0),
	}
}

// morningsEast is how long before midnight in Greenwich a morning begins in
// the east.
const morningsEast = 6 * time.Hour

// comings are the reminders of days that were not said yet.
func (c *Customer) comings() (out []followup.Touch) {
	if c.Gone() || slices.Contains(c.Muted, c.Keeps()) {
		return nil
	}
	for _, d := range c.Days {
		if !d.Said {
			out = append(out, d.touch(c.ID))
		}
	}
	return out
}

// Touches are all reminders of the customer: of days, and NextTouch.
func (c *Customer) Touches() []followup.Touch {
	out := c.comings()
	if t, ok := c.NextTouch(); ok {
		out = append(out, t)
	}
	return out
}

// RaisedDay notes that a day was brought up, or with false that it was not.
func (c *Customer) RaisedDay(fact string, said bool) {
	c.Days = slices.Clone(c.Days)
	for i := range c.Days {
		if c.Days[i].Fact == fact {
			c.Days[i].Said = said
		}
	}
}

// DayOf is the day on the card of a fact; zero for none.
func (c *Customer) DayOf(fact string) when.Date {
	for _, d := range c.Days {
		if d.Fact == fact {
			return d.On
		}
	}
	return when.Date{}
}
