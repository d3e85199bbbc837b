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

// Subject is a customer or a person, with what there is of them in words.
type Subject struct {
	Team, ID, Name, Amount string
}

// Find looks for a customer by name or, if customer is "", a person by id, in
// every workspace.
func (r Rights) Find(ctx context.Context, customer, person string) ([]Subject, error) {
	found, err := r.coach.FindCustomers(ctx, customer)
	if customer == "" {
		found, err = r.coach.FindPerson(ctx, person)
	}
	var out []Subject
	for _, s := range found {
		out = append(out, Subject{Team: s.Team, ID: s.ID, Name: s.Name, Amount: voice.AmountWords(s.Amount)})
	}
	return out, err
}

// Erase erases everything about them. Messages in Slack are removed when the
// bot runs the next time.
func (r Rights) Erase(ctx context.Context, now time.Time, s Subject) error {
	return r.coach.Erase(ctx, now, coach.Subject{Team: s.Team, ID: s.ID})
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
