package coach

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/digest"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

// settings opens the workspace's settings.
func (u *unit) settings(_ visitor, _ string) error {
	if u.ev.Trigger == "" {
		return u.reply(voice.SettingsButton())
	}
	return u.settingsClick("open")
}

func (u *unit) settingsClick(string) error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return err
	}
	if ws.Ran == "" && ws.DigestBy == "" { // nobody has set anything yet
		ws.DayFirst = when.DayFirstIn(loc)
	}
	return u.open(voice.SettingsForm(voice.Settings{
		Companies: ws.Companies, DigestTo: ws.DigestTo, Weekday: ws.Digest.Weekday, Hour: ws.Digest.Hour,
		Zone: zoneOr(ws.Digest.Zone, loc), DayFirst: ws.DayFirst, Recorders: ws.Recorders,
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
func (c *Coach) submit(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	switch ev.Callback {
	case voice.NoteCallback:
		return c.noteText(ctx, ev, who, ev.Inputs["note"], false)
	case voice.EditCallback:
		return func(u *unit) error { return u.editFollowUp() }, nil
	case voice.CustomerCallback:
		return func(u *unit) error { return u.chooseCustomer() }, nil
	case voice.SettingsCallback:
		return func(u *unit) error { return u.saveSettings() }, nil
	}
	return nil, nil
}

// Check says what is wrong with what was filled into a modal, by input. It is
// pure, because its answer rides in the acknowledgement.
func Check(ev Event) map[string]string {
	wrong := map[string]string{}
	switch ev.Callback {
	case voice.NoteCallback:
		if strings.TrimSpace(ev.Inputs["note"]) == "" {
			wrong["note"] = "Write or paste what was said; a few lines are enough."
		}
	case voice.EditCallback:
		if strings.TrimSpace(ev.Inputs["action"]) == "" {
			wrong["action"] = "Say what was promised, for example “send the pricing”."
		}
	case voice.CustomerCallback:
		if strings.TrimSpace(ev.Inputs["new"]) == "" && ev.Inputs["known"] == "" {
			wrong["new"] = "Choose a customer above or write a name."
		}
	case voice.SettingsCallback:
		if _, err := time.LoadLocation(ev.Inputs["zone"]); err != nil || ev.Inputs["zone"] == "" {
			wrong["zone"] = "That is no time zone I know. Examples: Europe/London, America/New_York."
		}
	}
	return wrong
}

// saveSettings stores the workspace's settings and says what is now in force.
func (u *unit) saveSettings() error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	in := u.ev.Inputs
	before := ws.Digest
	ws.Companies = splitList(in["companies"])
	ws.Recorders = splitList(in["recorders"])
	ws.DigestTo, ws.DigestBy = in["channel"], u.ev.User
	ws.DayFirst = in["dates"] == "dmy"
	day, _ := strconv.Atoi(in["weekday"])
	hour, _ := strconv.Atoi(in["hour"])
	ws.Digest = digest.Schedule{Weekday: time.Weekday(day % 7), Hour: hour % 24, Zone: in["zone"]}
	if ws.Ran == "" || before != ws.Digest {
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
	return u.tell("settings", u.ev.User, voice.SettingsSaved(ws.DigestTo, ws.Digest.Weekday, ws.Digest.Hour, ws.Digest.Zone, ws.Companies))
}

// splitList reads names separated by commas or lines.
func splitList(s string) []string {
	out := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '\n' || r == ';' })
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
