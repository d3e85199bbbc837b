package coach

import (
	"cmp"
	"context"
	"slices"
	"time"

	"heed/bot/digest"
	"heed/bot/message"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// settings answers /heed settings: what is set, for the person and for the
// workspace; or opens one group's form.
func (u *unit) settings(rest string) error {
	word, _ := firstWord(rest)
	form := voice.FormCalled(word)
	switch {
	case form == setting.Thresholds:
		return u.thresholds()
	case form != "" && u.ev.Trigger != "":
		return u.openSettings(form)
	case len(setting.In(form)) == 0:
		form = ""
	}
	m, err := u.settingsPage(form)
	if err != nil {
		return err
	}
	if u.atHome() { // its buttons open forms, which a modal leaves no room for
		if err := u.openOr(voice.SettingsAside(m), m); err != nil {
			return err
		}
		return u.tell("settings", u.ev.User, m)
	}
	return u.reply(m)
}

// settingsPage is everything that can be set, as it stands, or one group of it.
func (u *unit) settingsPage(only string) (message.Message, error) {
	var none message.Message
	st, err := u.state()
	if err != nil {
		return none, err
	}
	page := voice.SettingsPage{Admin: st.Workspace.Administers(st.Person), Admins: st.Workspace.Named()}
	for _, own := range []bool{true, false} {
		var groups []voice.Group
		for _, form := range setting.Forms(own) {
			if only != "" && form != only {
				continue
			}
			fields, err := u.fields(form, st)
			if err != nil {
				return none, err
			}
			groups = append(groups, voice.Group{Form: form, Fields: fields})
		}
		if own {
			page.Own = groups
		} else {
			page.Workspace = groups
		}
	}
	return page.Message(), nil
}

// openSettings opens the form of a group; anything else shows the list.
func (u *unit) openSettings(form string) error {
	if len(setting.In(form)) == 0 || form == setting.Thresholds {
		return u.settings("")
	}
	if no, err := u.notTheirs(form); err != nil || no {
		return err
	}
	st, err := u.state()
	if err != nil {
		return err
	}
	fields, err := u.fields(form, st)
	if err != nil {
		return err
	}
	var notes []string
	if form == setting.Reminders {
		notes = append(notes, "Times are those of "+st.Loc.String()+", as your Slack profile says.")
	}
	return u.open(voice.Form(form, fields, notes...))
}

// settingsClick is a button of the settings.
func (u *unit) settingsClick(verb, value string) error {
	switch verb {
	case "open", "all":
		return u.openSettings(value)
	case "undo":
		return u.undoSettings(value)
	}
	return u.oldButton()
}

// notTheirs tells whoever acts, if so, that a group of settings isn't theirs
// to change.
func (u *unit) notTheirs(form string) (bool, error) {
	if setting.Own(form) {
		return false, nil
	}
	if ok, err := u.administers(); err != nil || ok {
		return false, err
	}
	ws, err := u.workspace()
	if err != nil {
		return false, err
	}
	return true, u.reply(voice.AdminsOnly(ws.Named()))
}

// state is what settings are read from and written to, for whoever acts.
func (u *unit) state() (*setting.State, error) {
	ws, err := u.workspace()
	if err != nil {
		return nil, err
	}
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return nil, err
	}
	st := &setting.State{Workspace: &ws, Person: &p, Loc: p.Location()}
	today := when.DateOf(u.now.In(st.Loc))
	p.Away = upcoming(p.Away, today)
	if !p.SnoozeUntil.After(today) {
		p.SnoozeUntil = when.Date{}
	}
	watches, err := store.Collect(store.Watches.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	for _, w := range watches {
		st.Watched = append(st.Watched, w.Channel)
	}
	if err != nil {
		return nil, err
	}
	own, err := u.whoseOwn()
	for _, c := range own {
		if slices.Contains(c.Muted, p.ID) {
			st.Muted = append(st.Muted, c.Customer)
		}
	}
	return st, err
}

// whoseOwn are the customers of whoever acts: those whom they want no
// reminders of first, then by latest contact.
func (u *unit) whoseOwn() ([]store.Pulse, error) {
	own, err := u.ownCustomers()
	if err != nil {
		return nil, err
	}
	var all []store.Pulse
	for id := range own {
		c, ok, err := store.Pulses.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b store.Pulse) int {
		if m, n := slices.Contains(a.Muted, u.ev.User), slices.Contains(b.Muted, u.ev.User); m != n {
			return map[bool]int{true: -1, false: 1}[m]
		}
		return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.Customer, b.Customer))
	})
	return all, nil
}

// fields are the settings of a group as they stand.
func (u *unit) fields(form string, st *setting.State) (out []voice.Field, err error) {
	for _, s := range setting.In(form) {
		f, err := u.field(s, st)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (u *unit) field(s setting.Setting, st *setting.State) (voice.Field, error) {
	f := s.Field(s.Value(st))
	f.Today = when.DateOf(u.now.In(st.Loc))
	if f.Kind != voice.Customers {
		return f, nil
	}
	all, err := u.whoseOwn()
	for _, c := range all[:min(len(all), voice.MaxChoices)] {
		var name string
		if name, err = u.customerName(c.Customer); err != nil {
			break
		}
		f.Options = append(f.Options, message.Option{Label: name, Value: c.Customer})
	}
	return f, err
}

// workspace is the team's record; a new team gets the defaults.
func (u *unit) workspace() (store.Workspace, error) {
	ws, ok, err := store.Workspaces.Get(u.Tx, store.WorkspaceKey(u.ev.Team))
	if !ok {
		ws = store.Workspace{Team: u.ev.Team, Since: u.now, Digest: digest.Schedule{Weekday: time.Friday, Hour: 15}}
	}
	return ws, err
}

// submit takes what was filled into a modal.
func (c *Coach) submit(ctx context.Context, ev Event, who visitor) (decide, error) {
	switch ev.Callback {
	case voice.NoteCallback:
		return c.noteText(ctx, ev, who, ev.Inputs["note"], false)
	case voice.EditCallback:
		return (*unit).editFollowUp, nil
	case voice.CustomerCallback:
		return (*unit).chooseCustomer, nil
	case voice.FactCallback:
		return (*unit).correctFact, nil
	case voice.StoryCallback:
		return c.tellStory(ctx, ev, ev.Inputs["text"])
	case voice.ReferCallback:
		return (*unit).refer, nil
	case voice.HandOverCallback:
		return c.handOver(ctx, ev)
	case voice.DeedCallback:
		return (*unit).tellDeed, nil
	case voice.MoveCallback:
		return (*unit).moveFact, nil
	case voice.WhoCallback:
		return c.saveSides(ctx, ev)
	case voice.TypeCallback:
		return c.saveType(ctx, ev)
	case voice.ForgetCallback:
		return (*unit).forgetForm, nil
	case voice.FocusCallback:
		return (*unit).saveFocus, nil
	case voice.ThresholdsCallback:
		return (*unit).saveThresholds, nil
	case voice.ShareCallback:
		return (*unit).share, nil
	case voice.SettingsCallback:
		return c.saveSettings(ctx, ev)
	}
	return (*unit).oldButton, nil
}
