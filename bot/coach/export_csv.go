package coach

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/story"
	"heed/store"
	"heed/store/kv"
)

// Sheets are the names of the tables that ExportCSV writes.
func Sheets() []string {
	return []string{"people", "customers", "facts", "calls", "promises", "deeds", "stories"}
}

// ExportCSV writes one of Sheets, of one team or of all, with its headings.
// Cells that a spreadsheet would take for a formula begin with an apostrophe.
func (c *Coach) ExportCSV(ctx context.Context, sheet, team string, w io.Writer) error {
	out := csv.NewWriter(w)
	err := c.store.View(ctx, func(tx *store.Tx) error {
		teams := []string{team}
		if team == "" {
			teams = nil
			for t := range tx.Teams(store.People.Bucket) {
				teams = append(teams, t)
			}
		}
		if err := row(out, headings[sheet]...); err != nil {
			return err
		}
		for _, t := range teams {
			u := &unit{Tx: tx, ev: Event{Team: t}, coach: c}
			if err := u.exportSheet(out, sheet); err != nil {
				return err
			}
		}
		return nil
	})
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

var headings = map[string][]string{
	"people":    {"team", "id", "name", "zone", "paused", "met"},
	"customers": {"team", "id", "name", "aliases", "created", "by"},
	"facts":     {"team", "customer", "id", "kind", "about", "text", "state", "quote", "heard", "by", "call"},
	"calls":     {"team", "id", "rep", "customer", "at", "kind", "type", "channel", "ts", "file", "text"},
	"stories":   {"team", "id", "by", "about", "customer", "at", "consent", "text"},
	"deeds":     {"team", "id", "customer", "by", "at", "kind", "what"},
	"promises":  {"team", "id", "owner", "customer", "call", "side", "who", "action", "due", "state", "made", "settled", "quote"},
}

func (u *unit) exportSheet(out *csv.Writer, sheet string) error {
	team := store.TeamPrefix(u.ev.Team)
	switch sheet {
	case "people":
		return rows(out, store.People.Scan(u.Tx, team), func(p store.Person) ([][]string, error) {
			return [][]string{{p.Team, p.ID, p.RealName, p.Zone, strconv.FormatBool(p.Paused), moment(p.Met)}}, nil
		})
	case "customers":
		return rows(out, store.Customers.Scan(u.Tx, team), func(c memory.Customer) ([][]string, error) {
			return [][]string{{c.Team, c.ID, c.Name, strings.Join(c.Aliases, "; "), moment(c.Created), c.By}}, nil
		})
	case "facts":
		return rows(out, store.Facts.Scan(u.Tx, team), func(f memory.Fact) (out [][]string, err error) {
			for _, q := range f.Quotes {
				out = append(out, []string{f.Team, f.Customer, f.ID, string(f.Kind), f.About, f.Says(), string(f.State), q.Words, moment(q.At), q.By, q.Call})
			}
			return out, nil
		})
	case "calls":
		return rows(out, store.Calls.Scan(u.Tx, team), func(c store.Call) ([][]string, error) {
			s, _, err := store.Sources.Get(u.Tx, kv.Key(c.Team, c.ID))
			return [][]string{{c.Team, c.ID, c.Rep, c.Customer, moment(c.At), string(c.Report.Kind), string(c.Report.Type), c.Channel, c.TS, s.Name, strings.ToValidUTF8(string(s.Data), "")}}, err
		})
	case "stories":
		return rows(out, store.Stories.Scan(u.Tx, team), func(s story.Story) ([][]string, error) {
			return [][]string{{s.Team, s.ID, s.By, s.About, s.Customer, moment(s.At), string(s.Consent), s.Text}}, nil
		})
	case "deeds":
		return rows(out, store.Deeds.Scan(u.Tx, team), func(d memory.Deed) ([][]string, error) {
			return [][]string{{d.Team, d.ID, d.Customer, d.By, moment(d.At), string(d.Kind), d.What}}, nil
		})
	default:
		return rows(out, store.FollowUps.Scan(u.Tx, team), func(f followup.FollowUp) ([][]string, error) {
			return [][]string{{f.Team, f.ID, f.Owner, f.Customer, f.Call, string(f.Side), f.Who, f.Action, f.Due.String(), string(f.State), moment(f.Made), moment(f.Settled), f.Quote}}, nil
		})
	}
}

// rows writes what cells makes of each record.
func rows[T any](out *csv.Writer, seq func(func(T, error) bool), cells func(T) ([][]string, error)) error {
	for rec, err := range seq {
		if err != nil {
			return err
		}
		lines, err := cells(rec)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := row(out, l...); err != nil {
				return err
			}
		}
	}
	return nil
}

func row(out *csv.Writer, cells ...string) error {
	for i := range cells {
		cells[i] = guarded(cells[i])
	}
	return out.Write(cells)
}

// guarded keeps a spreadsheet from running what somebody wrote: cells that
// begin like a formula get an apostrophe before them (OWASP, "CSV Injection").
func guarded(cell string) string {
	rest := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	if strings.IndexAny(rest, "=+-@|＝＋－＠") == 0 {
		return "'" + cell
	}
	return cell
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
