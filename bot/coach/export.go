package coach

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/story"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// exportedCall is a call with its text: Text where it is text, else Data.
type exportedCall struct {
	store.Call
	File string `json:"file_name,omitempty"`
	Text string `json:"text,omitempty"`
	Data []byte `json:"data,omitempty"`
	// LeftOut says why the text isn't here, though it is kept.
	LeftOut string `json:"left_out,omitempty"`
}

func (u *unit) exported(c store.Call) (exportedCall, error) {
	out := exportedCall{Call: c}
	s, ok, err := store.Sources.Get(u.Tx, kv.Key(c.Team, c.ID))
	if err != nil || !ok {
		return out, err
	}
	if out.File = s.Name; utf8.Valid(s.Data) {
		out.Text = string(s.Data)
	} else {
		out.Data = s.Data
	}
	return out, nil
}

// mine is everything that is held about one person.
type mine struct {
	Person    store.Person          `json:"person"`
	Calls     []exportedCall        `json:"calls"`
	Promises  []followup.FollowUp   `json:"promises"`
	Facts     []memory.Fact         `json:"facts_heard"`
	Names     []store.Alias         `json:"names_told"`
	Deeds     []memory.Deed         `json:"done_unasked"`
	Stories   []story.Story         `json:"stories"`              // told by them, and about them
	Keeps     []string              `json:"customers_taken_over"` // ids
	Unread    []store.Unread        `json:"unread_uploads"`
	Reminders []store.Nudged        `json:"reminders"`
	Settings  []store.SettingChange `json:"settings_changed"`
	Shares    []store.Share         `json:"shares"`    // by them, and with them
	Customers map[string]string     `json:"customers"` // names by id
}

// largestExport is how many bytes of text go into a person's file; those of
// the newest calls do first.
const largestExport = 8 << 20

// exportKind is what the keys of exports that are handed over begin with.
const exportKind = "export"

// exportMine hands whoever asks a file with everything that is held about
// them, in their own direct messages.
func (u *unit) exportMine(string) error {
	m, err := u.gatherMine()
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	about := make([]string, 0, len(m.Customers))
	for id := range m.Customers {
		about = append(about, id)
	}
	slices.Sort(about)
	say := voice.Exported(len(m.Calls), len(m.Promises), len(m.Facts))
	e := store.Effect{
		Key: kv.Key(u.ev.Team, exportKind, u.ev.User, u.ev.Key), Kind: store.Upload, User: u.ev.User, Message: &say,
		File: &store.EffectFile{Name: "heed-about-me.json", Title: voice.ExportName, Data: data},
	}
	if err := u.put(on(e, about)); err != nil || u.ev.ChannelKind == DM {
		return err
	}
	return u.reply(voice.CalendarComes())
}

func (u *unit) gatherMine() (m mine, err error) {
	team, me := store.TeamPrefix(u.ev.Team), u.ev.User
	if m.Person, _, err = store.People.Get(u.Tx, kv.Key(u.ev.Team, me)); err != nil {
		return m, err
	}
	ids, err := u.gatherCalls(&m)
	if err != nil {
		return m, err
	}
	if m.Promises, err = gather(store.FollowUps.Scan(u.Tx, team), func(f followup.FollowUp) bool { return f.Owner == me || f.From == me }); err != nil {
		return m, err
	}
	for _, f := range m.Promises {
		ids = append(ids, f.Customer)
	}
	if m.Names, err = gather(store.Aliases.Scan(u.Tx, team), func(a store.Alias) bool { return a.By == me }); err != nil {
		return m, err
	}
	if m.Deeds, err = store.Collect(store.Deeds.By(u.Tx, store.DeedsByWho, store.TeamPrefix(u.ev.Team, me))); err != nil {
		return m, err
	}
	for _, d := range m.Deeds {
		ids = append(ids, d.Customer)
	}
	if m.Stories, err = store.Collect(store.Stories.By(u.Tx, store.StoriesByWho, store.TeamPrefix(u.ev.Team, me))); err != nil {
		return m, err
	}
	for _, s := range m.Stories {
		ids = append(ids, s.Customer)
	}
	for key := range u.Scan(store.CustomersByKeeper, store.TeamPrefix(u.ev.Team, me)) {
		m.Keeps = append(m.Keeps, strings.Clone(kv.Split(key)[2]))
	}
	ids = append(ids, m.Keeps...)
	if m.Unread, err = gather(store.Unreads.Scan(u.Tx, team), func(n store.Unread) bool { return n.User == me }); err != nil {
		return m, err
	}
	if m.Reminders, err = store.Collect(store.Nudges.Scan(u.Tx, store.TeamPrefix(u.ev.Team, me))); err != nil {
		return m, err
	}
	if m.Shares, err = store.Collect(store.Shares.By(u.Tx, store.SharesByWho, store.TeamPrefix(u.ev.Team, me))); err != nil {
		return m, err
	}
	if m.Settings, err = store.Collect(store.SettingChanges.By(u.Tx, store.SettingsByWho, store.TeamPrefix(u.ev.Team, me))); err != nil {
		return m, err
	}
	m.Customers, err = u.customerNames(ids)
	return m, err
}

// gatherCalls adds the calls of whoever acts, the newest first, and what was
// learnt in them. It returns the customers.
func (u *unit) gatherCalls(m *mine) (ids []string, err error) {
	newest := store.TeamPrefix(u.ev.Team, u.ev.User)
	newest.Reverse = true
	size := 0
	facts := map[string]bool{}
	for c, err := range store.Calls.By(u.Tx, store.CallsByRep, newest) {
		if err != nil {
			return nil, err
		}
		out, err := u.exported(c)
		if err != nil {
			return nil, err
		}
		if size += len(out.Text) + len(out.Data); size > largestExport {
			out.Text, out.Data, out.LeftOut = "", nil, "the file would be too large; an admin can export it"
		}
		m.Calls, ids = append(m.Calls, out), append(ids, c.Customer)
		for f, err := range store.Facts.By(u.Tx, store.FactsByCall, store.TeamPrefix(c.Team, c.ID)) {
			if err != nil {
				return nil, err
			}
			if !facts[f.ID] {
				facts[f.ID] = true
				f.Quotes = slices.DeleteFunc(f.Quotes, func(q memory.Quote) bool { return q.By != u.ev.User })
				m.Facts, ids = append(m.Facts, f), append(ids, f.Customer)
			}
		}
	}
	return ids, nil
}

// gather collects those records that want says.
func gather[T any](seq iter.Seq2[T, error], want func(T) bool) (out []T, err error) {
	for rec, err := range seq {
		if err != nil {
			return nil, err
		}
		if want(rec) {
			out = append(out, rec)
		}
	}
	return out, nil
}

// Export writes everything that is kept, of one team or of all ("" for team),
// as one JSON document: {"exported":…,"teams":[{"team":…,"people":[…],…}]}.
// What passes by (events, messages waiting to be sent) is not in it.
func (c *Coach) Export(ctx context.Context, team string, now time.Time, w io.Writer) error {
	out := bufio.NewWriter(w)
	err := c.store.View(ctx, func(tx *store.Tx) error {
		teams := slices.Collect(tx.Teams(store.People.Bucket))
		if team != "" {
			teams = []string{team}
		}
		fmt.Fprintf(out, "{\"exported\":%q,\"teams\":[", now.UTC().Format(time.RFC3339))
		for i, t := range teams {
			if i > 0 {
				fmt.Fprint(out, ",")
			}
			u := &unit{Tx: tx, ev: Event{Team: t}, now: now, coach: c}
			if err := u.exportTeam(out); err != nil {
				return err
			}
		}
		_, err := fmt.Fprint(out, "\n]}\n")
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func (u *unit) exportTeam(out io.Writer) error {
	team := store.TeamPrefix(u.ev.Team)
	ws, _, err := store.Workspaces.Get(u.Tx, store.WorkspaceKey(u.ev.Team))
	if err != nil {
		return err
	}
	settings, err := json.Marshal(ws)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n{\"team\":%q,\"settings\":%s", u.ev.Team, settings)
	calls := func(yield func(exportedCall, error) bool) {
		for c, err := range store.Calls.Scan(u.Tx, team) {
			x := exportedCall{}
			if err == nil {
				x, err = u.exported(c)
			}
			if !yield(x, err) {
				return
			}
		}
	}
	for _, do := range []func() error{
		func() error { return members(out, "people", store.People.Scan(u.Tx, team)) },
		func() error { return members(out, "shares", store.Shares.Scan(u.Tx, team)) },
		func() error { return members(out, "weeks", store.TeamWeeks.Scan(u.Tx, team)) },
		func() error { return members(out, "digests", store.DigestPosts.Scan(u.Tx, team)) },
		func() error { return members(out, "settings_changed", store.SettingChanges.Scan(u.Tx, team)) },
		func() error { return members(out, "channels", store.Watches.Scan(u.Tx, team)) },
		func() error { return members(out, "customers", store.Customers.Scan(u.Tx, team)) },
		func() error { return members(out, "facts", store.Facts.Scan(u.Tx, team)) },
		func() error { return members(out, "calls", calls) },
		func() error { return members(out, "promises", store.FollowUps.Scan(u.Tx, team)) },
		func() error { return members(out, "done_unasked", store.Deeds.Scan(u.Tx, team)) },
		func() error { return members(out, "stories", store.Stories.Scan(u.Tx, team)) },
		func() error { return members(out, "names", store.Aliases.Scan(u.Tx, team)) },
		func() error { return members(out, "unread", store.Unreads.Scan(u.Tx, team)) },
		func() error { return members(out, "reminders", store.Nudges.Scan(u.Tx, team)) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(out, "}")
	return err
}

// members writes records as a member of a JSON object, one a line.
func members[T any](out io.Writer, name string, seq iter.Seq2[T, error]) error {
	fmt.Fprintf(out, ",\n%q:[", name)
	sep := "\n"
	for rec, err := range seq {
		if err != nil {
			return err
		}
		raw, err := json.Marshal(rec)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s%s", sep, raw); err != nil {
			return err
		}
		sep = ",\n"
	}
	_, err := fmt.Fprint(out, "]")
	return err
}
