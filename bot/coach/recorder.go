package coach

import (
	"cmp"
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Recorders are bots whose transcripts are read once an admin says so. Their
// ids stand nowhere in Slack where an admin would find them, so the first
// transcript that a bot posts in a channel that is read is asked about, once,
// and not read.

// unknownBot is what a bot's post that isn't read leads to; nil for nothing.
func unknownBot(ev Event) decide {
	if ev.BotID == "" || ev.ChannelKind == DM || ev.Thread != "" && ev.Thread != ev.TS || !transcript(ev) {
		return nil
	}
	return func(u *unit) error {
		w, watched, err := store.Watches.Get(u.Tx, kv.Key(u.ev.Team, u.ev.Channel))
		if err != nil || !watched {
			return err
		}
		ws, err := u.workspace()
		if err != nil || slices.Contains(ws.Recorders, u.ev.BotID) || slices.Contains(ws.AskedOf, u.ev.BotID) {
			return err
		}
		ask, err := u.whoAdministers(&ws, w.By)
		if err != nil {
			return err
		}
		ws.AskedOf = append(ws.AskedOf, u.ev.BotID)
		if err := store.Workspaces.Put(u.Tx, &ws); err != nil {
			return err
		}
		return u.tell("recorder", ask, voice.AskForRecorder(u.ev.User, u.ev.BotID, u.ev.Channel))
	}
}

// transcript reports whether a bot's post holds what a recorder posts, and no
// other bot: a document, or people who speak in turn.
func transcript(ev Event) bool {
	if hasDocument(ev.Files, false) {
		return true
	}
	c, err := call.Read(call.Input{Data: []byte(ev.Text), Slack: true})
	return err == nil && c.Kind == call.Transcript
}

// whoAdministers is somebody who may change the workspace's settings: by
// preference the one given, who is told all the same where nobody else is known.
func (u *unit) whoAdministers(ws *store.Workspace, by string) (string, error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, by))
	if err != nil || ws.Administers(&p) {
		return by, err
	}
	return cmp.Or(ws.Installer, ws.Setup.To, by), nil
}

// recorderClick answers the question about a bot.
func (u *unit) recorderClick(verb, bot string) error {
	if no, err := u.notTheirs(setting.Names); err != nil || no {
		return err
	}
	if verb != "yes" {
		return u.replace(voice.NoRecorder())
	}
	st, err := u.state()
	if err != nil {
		return err
	}
	values := map[string]string{"recorders": strings.Join(append(slices.Clone(st.Workspace.Recorders), bot), ",")}
	if len(setting.Check(setting.Names, values, when.DateOf(u.now))) > 0 || slices.Contains(st.Workspace.Recorders, bot) {
		return u.oldButton()
	}
	m, _, err := u.change(setting.Names, values)
	if err != nil {
		return err
	}
	return u.replace(m)
}
