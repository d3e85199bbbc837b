package coach

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Every change of a setting is one record of what it was and what it became,
// one message that says so, and one undo, which is a change itself.

// saveSettings takes the form of a group. Which of the channels chosen Heed is
// not in yet is asked before.
func (c *Coach) saveSettings(ctx context.Context, ev Event) (decide, error) {
	absent := map[string]bool{}
	for id := range strings.SplitSeq(ev.Inputs["watched"]+","+ev.Inputs["channel"], ",") {
		if !channelID().MatchString(id) {
			continue
		}
		in, err := c.slack.Member(ctx, ev.Team, id)
		if err != nil {
			return nil, err
		}
		absent[id] = !in
	}
	named, err := c.named(ctx, ev)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		u.absent = absent
		for _, who := range named {
			if _, err := who.person(u); err != nil {
				return err
			}
		}
		return u.saveForm(named)
	}, nil
}

// named are the people that a form names, as Slack knows them.
func (c *Coach) named(ctx context.Context, ev Event) (map[string]visitor, error) {
	out := map[string]visitor{}
	for id := range strings.SplitSeq(ev.Inputs["managers"]+","+ev.Inputs["admins"], ",") {
		if !strings.HasPrefix(id, "U") && !strings.HasPrefix(id, "W") {
			continue
		}
		who, err := c.meet(ctx, ev.At, Event{Team: ev.Team, User: id, Kind: Submit})
		if err != nil {
			return nil, err
		}
		out[id] = who
	}
	return out, nil
}

// saveForm takes the values of a form. Guests and bots among the people that
// it names are left out, and that is said.
func (u *unit) saveForm(named map[string]visitor) error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok || len(setting.In(from.ID)) == 0 || len(Check(u.ev)) > 0 {
		return u.oldButton() // Slack has shown what is wrong; nothing of it is taken
	}
	values := setting.Read(from.ID, u.ev.Inputs)
	if raw, has := values["muted"]; has {
		rest, err := u.mutedBeyond()
		if err != nil {
			return err
		}
		values["muted"] = raw + rest
	}
	if raw, has := values["away"]; has {
		rest, err := u.awayBeyond()
		if err != nil {
			return err
		}
		values["away"] = raw + "," + rest
	}
	left := leftOut(values, named)
	m, changed, err := u.change(from.ID, values)
	if err != nil || !changed && len(m.Blocks) == 0 {
		return err
	}
	if len(left) > 0 {
		m.Blocks = append(m.Blocks, voice.LeftOut(left))
	}
	return u.tell("settings", u.ev.User, m)
}

// leftOut takes those out of the values who can be neither manager nor admin.
func leftOut(values map[string]string, named map[string]visitor) (left []string) {
	for _, key := range []string{"managers", "admins"} {
		raw, has := values[key]
		if !has {
			continue
		}
		var keep []string
		for id := range strings.SplitSeq(raw, ",") {
			if named[id].refused() {
				left = append(left, id)
			} else if id != "" {
				keep = append(keep, id)
			}
		}
		values[key] = strings.Join(keep, ",")
	}
	return left
}

// mutedBeyond are muted customers that the form has no room for.
func (u *unit) mutedBeyond() (out string, err error) {
	all, err := u.whoseOwn()
	for _, c := range all[min(len(all), voice.MaxChoices):] {
		if slices.Contains(c.Muted, u.ev.User) {
			out += "," + c.Customer
		}
	}
	return out, err
}

// awayBeyond are the days off that the form has no room for: all but the first.
func (u *unit) awayBeyond() (string, error) {
	st, err := u.state()
	if err != nil || len(st.Person.Away) < 2 {
		return "", err
	}
	return setting.SpansText(st.Person.Away[1:]), nil
}

// undoSettings lays over what a change replaced, as far as nothing was changed
// again since.
func (u *unit) undoSettings(id string) error {
	c, err := must(store.SettingChanges, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	if c.Own != "" && c.Own != u.ev.User {
		return errGone
	}
	st, err := u.state()
	if err != nil {
		return err
	}
	back := maps.Clone(c.Was)
	maps.DeleteFunc(back, func(key, _ string) bool {
		s, ok := setting.Find(key)
		return !ok || s.Value(st) != c.Now[key]
	})
	if len(back) == 0 {
		return u.reply(voice.ChangedSince())
	}
	m, changed, err := u.change(c.Form, back)
	if err != nil || !changed {
		return err
	}
	return u.replace(m)
}

// change lays values over the settings of a group and stores what follows
// from it. m says what was changed, with an undo; whoever may not change them
// is told so instead, and m is empty.
func (u *unit) change(form string, values map[string]string) (m message.Message, changed bool, err error) {
	if no, err := u.notTheirs(form); err != nil || no {
		return m, false, err
	}
	st, err := u.state()
	if err != nil {
		return m, false, err
	}
	before := *st.Workspace
	watched, muted := st.Watched, st.Muted
	changes := setting.Apply(st, values)
	if form == setting.Digest { // also who leaves it as it is has decided about it
		st.Workspace.DigestBy = u.ev.User
	}
	if len(changes) == 0 {
		u.setupChanged()
		return voice.SettingsChanged(nil, "", ""), false, store.Workspaces.Put(u.Tx, st.Workspace)
	}
	log, err := u.logChange(form, changes)
	if err != nil {
		return m, false, err
	}
	if setting.Own(form) {
		if err = u.saveOwn(st, muted); err == nil && slices.ContainsFunc(changes, func(c setting.Change) bool { return c.Key == "named" }) {
			err = u.namedLater()
		}
	} else {
		err = u.saveWorkspace(st, &before, watched, changes)
	}
	if err != nil {
		return m, false, err
	}
	said, err := u.changeWords(st, changes)
	if err != nil {
		return m, false, err
	}
	then := u.holdsNow(form, st)
	if before.SetBy != "" && before.SetBy != u.ev.User && !setting.Own(form) {
		if err := u.tell("changed", before.SetBy, voice.SettingsChanged(said, u.ev.User, log.ID, then...)); err != nil {
			return m, false, err
		}
	}
	return voice.SettingsChanged(said, "", log.ID, then...), true, nil
}

// keptChanges is for how long a change can be undone, and is kept.
const keptChanges = 90 * 24 * time.Hour

// logChange puts down what is changed, and lets go of what is too old.
func (u *unit) logChange(form string, changes []setting.Change) (c store.SettingChange, err error) {
	old := store.TeamPrefix(u.ev.Team)
	old.To = kv.Key(u.ev.Team, kv.Stamp(u.now.Add(-keptChanges)))
	all, err := store.Collect(store.SettingChanges.By(u.Tx, store.SettingsByTime, old))
	if err != nil {
		return c, err
	}
	for _, o := range all {
		if err := store.SettingChanges.Delete(u.Tx, kv.Key(o.Team, o.ID)); err != nil {
			return c, err
		}
	}
	c = store.SettingChange{Team: u.ev.Team, Form: form, By: u.ev.User, At: u.now, Was: map[string]string{}, Now: map[string]string{}}
	if setting.Own(form) {
		c.Own = u.ev.User
	}
	for _, x := range changes {
		c.Was[x.Key], c.Now[x.Key] = x.Was, x.Now
	}
	if c.ID, err = u.NextID(u.ev.Team, "S"); err != nil {
		return c, err
	}
	return c, store.SettingChanges.Put(u.Tx, &c)
}

// saveOwn stores somebody's own settings and plans their reminders anew.
func (u *unit) saveOwn(st *setting.State, muted []string) error {
	for _, id := range slices.Concat(muted, st.Muted) {
		c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return err
		}
		if off := slices.Contains(st.Muted, id); ok && off != slices.Contains(c.Muted, u.ev.User) {
			c.Mute(u.ev.User, off)
			if err := store.Customers.Put(u.Tx, &c); err != nil {
				return err
			}
		}
	}
	return u.saveTimes(st.Person)
}

// saveWorkspace stores the workspace's settings with what follows from them.
func (u *unit) saveWorkspace(st *setting.State, before *store.Workspace, watched []string, changes []setting.Change) error {
	ws := st.Workspace
	ws.SetBy = u.ev.User
	u.setupChanged()
	if ws.Digest.Zone == "" {
		ws.Digest.Zone = st.Loc.String()
	}
	if ws.Ran == "" || before.Digest != ws.Digest || before.DigestTo == "" {
		// The week that is over by the new rule is not told again or late.
		w, err := ws.Digest.Latest(u.now)
		if err != nil {
			return err
		}
		ws.Ran = w.Label
	}
	if was := before.RetentionAt(u.now); was != ws.Retention() {
		ws.KeepWas, ws.KeepFrom = &was, u.now.Add(keepGrace)
	}
	if err := store.Workspaces.Put(u.Tx, ws); err != nil {
		return err
	}
	if err := u.watchThese(watched, st.Watched); err != nil {
		return err
	}
	return u.tellManagers(before.Managers, ws.Managers)
}

// keepGrace is for how long a shorter time of keeping can be undone before
// anything goes.
const keepGrace = 24 * time.Hour

// watchThese starts and stops reading channels.
func (u *unit) watchThese(was, now []string) error {
	for _, id := range now {
		if err := u.startWatching(id, u.absent[id]); err != nil {
			return err
		}
	}
	for _, id := range was {
		if slices.Contains(now, id) {
			continue
		}
		if err := store.Watches.Delete(u.Tx, kv.Key(u.ev.Team, id)); err != nil {
			return err
		}
	}
	return nil
}

// tellManagers tells new managers what that means.
func (u *unit) tellManagers(was, now []string) error {
	for _, id := range now {
		if slices.Contains(was, id) {
			continue
		}
		if err := u.tell("manager/"+id, id, voice.MadeManager(u.ev.User)); err != nil {
			return err
		}
	}
	return nil
}

// changeWords puts changes into words.
func (u *unit) changeWords(st *setting.State, changes []setting.Change) (out []voice.Changed, err error) {
	for _, c := range changes {
		if c.Key == setting.Thresholds {
			for _, t := range thresholdChanges(setting.ReadThresholds(c.Was), setting.ReadThresholds(c.Now)) {
				out = append(out, t.Changed())
			}
			continue
		}
		s, _ := setting.Find(c.Key) // just applied
		f, err := u.field(s, st)
		if err != nil {
			return nil, err
		}
		out = append(out, voice.ChangeOf(f, c.Was, c.Now))
	}
	return out, nil
}

// nextDigest is when the next digest is due; zero where its zone is wrong.
func (u *unit) nextDigest(ws *store.Workspace) time.Time {
	next, err := ws.Digest.Next(u.now)
	if err != nil {
		return time.Time{}
	}
	return next
}

// shownHolidays is how many of the next holidays are said, so that a misread
// line is seen.
const shownHolidays = 5

// holdsNow is what holds now, where the changes alone don't say it.
func (u *unit) holdsNow(form string, st *setting.State) []any {
	ws := st.Workspace
	switch form {
	case setting.Digest:
		return voice.DigestGoes(ws.DigestTo, u.absent[ws.DigestTo], ws.Digest.Weekday, ws.Digest.Hour, ws.Digest.Zone, u.nextDigest(ws))
	case setting.Channels:
		var absent []string
		for _, id := range st.Watched {
			if u.absent[id] {
				absent = append(absent, id)
			}
		}
		return voice.NotInYet(absent)
	case setting.Calendar:
		today := when.DateOf(u.now.In(st.Loc))
		return voice.HolidaysNext(followup.Holidays(ws.Holidays).Next(today, ws.Dates(st.Loc).DayFirst, shownHolidays), today)
	case setting.Reminders:
		who := st.Person.Nudging(ws)
		return voice.RemindersCome(!who.Off, who.Hours, st.Loc.String(), st.Person.SnoozeUntil, when.DateOf(u.now.In(st.Loc)))
	case setting.Privacy:
		if ws.KeepWas != nil && u.now.Before(ws.KeepFrom) && ws.RetentionAt(u.now) != ws.Retention() {
			return voice.KeepFromTomorrow()
		}
	case setting.Thresholds:
		return []any{"They hold from the next call on."}
	}
	return nil
}
