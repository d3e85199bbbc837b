package bot

import (
	"context"
	"io"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/coach"
	"heed/bot/voice"
	"heed/store"
)

// Rights is what an admin may do with what is kept, without Slack: erase and
// export. The store must be open in this process.
type Rights struct{ coach *coach.Coach }

// RightsOver puts it together.
func RightsOver(st *store.Store, log zerolog.Logger) Rights {
	return Rights{coach.New(coach.Options{Store: st, Log: log})}
}

// Subject is a customer, somebody at one (Person) or a colleague, with what
// there is of them in words.
type Subject struct {
	Team, ID, Name, Person, Amount string
}

// Find looks in every workspace for a customer by name, for somebody at a
// customer by both names or, if customer is "", for a colleague by id.
func (r Rights) Find(ctx context.Context, customer, person string) (out []Subject, err error) {
	var found []coach.Subject
	switch {
	case customer == "":
		found, err = r.coach.FindPerson(ctx, person)
	case person != "":
		found, err = r.coach.FindPersonAt(ctx, customer, person)
	default:
		found, err = r.coach.FindCustomers(ctx, customer)
	}
	for _, s := range found {
		out = append(out, Subject{Team: s.Team, ID: s.ID, Name: s.Name, Person: s.Person, Amount: voice.AmountWords(s.Amount)})
	}
	return out, err
}

// Erase erases everything about them. Messages in Slack are removed when the
// bot runs the next time.
func (r Rights) Erase(ctx context.Context, now time.Time, s Subject) error {
	return r.coach.Erase(ctx, now, coach.Subject{Team: s.Team, ID: s.ID, Person: s.Person})
}

// ExportJSON writes everything that is kept of a workspace, or of all for "".
func (r Rights) ExportJSON(ctx context.Context, team string, now time.Time, w io.Writer) error {
	return r.coach.Export(ctx, team, now, w)
}

// Sheets are the tables of ExportCSV.
func (r Rights) Sheets() []string { return coach.Sheets() }

// ExportCSV writes one table.
func (r Rights) ExportCSV(ctx context.Context, sheet, team string, w io.Writer) error {
	return r.coach.ExportCSV(ctx, sheet, team, w)
}
