package followup

import (
	"time"

	"heed/bot/when"
)

// Offer is a promise that its owner wants a colleague to take over. Until
// they answer it stays the owner's, and comes back to them the next working
// morning.
type Offer struct {
	To string    `json:"to"`
	At time.Time `json:"at"`
}

// OfferTo asks a colleague to take it over.
func (f *FollowUp) OfferTo(now time.Time, by, to string) {
	f.change(now, by, "offered", "")
	f.Offer = &Offer{To: to, At: now}
	f.Offers++
}

// Accept makes it the colleague's; it reports whether they were asked.
func (f *FollowUp) Accept(now time.Time, by string) bool {
	if f.State != Open || f.Offer == nil || f.Offer.To != by {
		return false
	}
	f.change(now, by, "taken over", "")
	f.From, f.Owner, f.Offer = f.Owner, by, nil
	return true
}

// Travel writes the time of day at which it is due as the clocks of another
// zone show it, as for a colleague who took it over there; the moment stays.
func (f *FollowUp) Travel(from, to *time.Location) {
	at, err := time.Parse("15:04", f.DueTime)
	if err != nil || f.Due.IsZero() {
		return
	}
	there := f.Due.In(from, at.Hour(), at.Minute()).In(to)
	f.Due, f.DueTime = when.DateOf(there), there.Format("15:04")
}

// Decline gives it back; it reports whether they were asked.
func (f *FollowUp) Decline(now time.Time, by string) bool {
	if f.State != Open || f.Offer == nil || f.Offer.To != by {
		return false
	}
	f.change(now, by, declined, "")
	f.Offer = nil
	return true
}
