package memory

import (
	"slices"
	"time"
)

// Rhythm of contact. With fewer than three contacts there is no rhythm yet,
// and a default is used; it is said to be one.
const (
	defaultRhythm = 21 * 24 * time.Hour
	shortest      = 7 * 24 * time.Hour // nobody is forgotten within a week
	quietFactor   = 1.5                // times the usual gap
)

// Rhythm is the median gap between contacts; known is false where the default
// stands in for it.
func (c *Customer) Rhythm() (gap time.Duration, known bool) {
	if len(c.Contacts) < 3 {
		return defaultRhythm, false
	}
	gaps := make([]time.Duration, 0, len(c.Contacts)-1)
	for i := 1; i < len(c.Contacts); i++ {
		gaps = append(gaps, c.Contacts[i].At.Sub(c.Contacts[i-1].At))
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], 24*time.Hour), true
}

// Quiet reports whether nobody has been in touch for longer than usual with
// this customer, and for how long.
func (c *Customer) Quiet(now time.Time) (since time.Duration, quiet bool) {
	last, ok := c.Last()
	if !ok {
		return 0, false
	}
	since = now.Sub(last.At)
	gap, known := c.Rhythm()
	if !known {
		return since, since > gap
	}
	return since, since > max(time.Duration(quietFactor*float64(gap)), shortest)
}
