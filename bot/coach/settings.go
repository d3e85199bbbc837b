package coach

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// settings opens the workspace's settings.
func (u *unit) settings(string) error {
	if u.ev.Trigger == "" {
		return u.reply(voice.SettingsButton())
	}
	return u.openSettings()
}

func (u *unit) openSettings() error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return err
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	keep := ws.Retention()
	return u.open(voice.SettingsForm(voice.Settings{
		Admin: p.Admin, KeepTexts: keep.Texts, KeepCalls: keep.Calls,
		Companies: ws.Companies, DigestTo: ws.DigestTo, Weekday: ws.Digest.Weekday, Hour: ws.Digest.Hour,
		Zone: zoneOr(ws.Digest.Zone, loc), DayFirst: ws.Dates(loc).DayFirst, Recorders: ws.Recorders, Holidays: ws.Holidays,
	}))
}

func zoneOr(zone string, loc *time.Location) string {
	if zone == "" {
		return loc.String()
	}
	return zone
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
	case voice.MoveCallback:
		return (*unit).moveFact, nil
	case voice.WhoCallback:
		return c.saveSides(ctx, ev)
	case voice.TypeCallback:
		return c.saveType(ctx, ev)
	case voice.ThresholdsCallback:
		return (*unit).saveThresholds, nil
	case voice.HoursCallback:
		return (*unit).saveHours, nil
	case voice.SettingsCallback:
		return (*unit).saveSettings, nil
	}
	return (*unit).oldButton, nil
}

// saveSettings stores the workspace's settings and says what is now in force,
// also to whoever set them before.
func (u *unit) saveSettings() error {
	if len(Check(u.ev)) > 0 {
		return u.oldButton() // Slack has shown what is wrong; nothing of it is taken
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	before := ws
	u.takeSettings(&ws)
	if err := u.takeRetention(&ws); err != nil {
		return err
	}
	if ws.Ran == "" || before.Digest != ws.Digest || before.DigestTo == "" {
		// The week that is over by the new rule is not told again or late.
		w, err := ws.Digest.Latest(u.now)
		if err != nil {
			return err
		}
		ws.Ran = w.Label
	}
	if err := store.Workspaces.Put(u.Tx, &ws); err != nil {
		return err
	}
	u.setupChanged()
	m := voice.SettingsSaved(ws.DigestTo, ws.Digest.Weekday, ws.Digest.Hour, ws.Digest.Zone, ws.Companies)
	if before.DigestBy != "" && before.DigestBy != ws.DigestBy && differ(before, ws) {
		if err := u.tell("changed", before.DigestBy, voice.SettingsChanged(u.ev.User, m)); err != nil {
			return err
		}
	}
	return u.tell("settings", u.ev.User, m)
}

// takeSettings copies a form's inputs, which Check found right.
func (u *unit) takeSettings(ws *store.Workspace) {
	in := u.ev.Inputs
	ws.Companies = splitList(in["companies"])
	ws.Recorders = splitList(in["recorders"])
	ws.DigestTo, ws.DigestBy = in["channel"], u.ev.User
	ws.DayFirst, ws.DatesSet = in["dates"] == "dmy", true
	ws.Holidays, _ = followup.ParseHolidays(in["holidays"], ws.DayFirst)
	day, _ := strconv.Atoi(in["weekday"])
	hour, _ := strconv.Atoi(in["hour"])
	ws.Digest = digest.Schedule{Weekday: time.Weekday(day), Hour: hour, Zone: in["zone"]}
}

// splitList reads names separated by commas or lines.
func splitList(s string) []string {
	out := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '\n' || r == ';' })
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// differ reports whether settings are others, whoever made them.
func differ(a, b store.Workspace) bool {
	return a.Digest != b.Digest || a.DigestTo != b.DigestTo || a.DayFirst != b.DayFirst ||
		!slices.Equal(a.Holidays, b.Holidays) || !slices.Equal(a.Companies, b.Companies) || !slices.Equal(a.Recorders, b.Recorders)
}
