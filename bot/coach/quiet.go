package coach

import (
	"slices"
	"strings"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/pattern"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
)

// How somebody has peace by a command: altogether, from reminders, from those
// about one customer, until a day, or outside of their hours.

// pause stops coaching and nudges for one person, or starts them again. What
// follows the word and says something else ("stop by their office") pauses
// nothing.
func (u *unit) pause(off bool, of string) error {
	if done, err := u.pauseOf(off, of); err != nil || done {
		return err
	}
	switch {
	case of == "" && off:
		return u.changeOwn(setting.Messages, map[string]string{"coaching": "off"}, voice.Paused(off))
	case of == "": // whichever way it was stopped
		return u.changeOwn(setting.Messages, resumed(), voice.Paused(off))
	}
	return u.reply(voice.PauseWhat(off))
}

// resumed are the settings with which everything comes again.
func resumed() map[string]string {
	return map[string]string{"coaching": "on", "reminders": "on", "snooze": ""}
}

// ofReminders and ofAll are what is paused, beside nothing at all.
var (
	ofReminders = []string{"reminders", "my reminders", "the reminders", "all reminders", "reminding me", "nudges"}
	ofAll       = []string{"all", "everything", "it", "heed", "coaching", "coaching me", "messages", "all messages", "for me", "me", "please", "now", "again"}
)

// pauseOf pauses, or starts again, what is named: reminders alone, until a
// day, or all of it.
func (u *unit) pauseOf(off bool, of string) (done bool, err error) {
	of = strings.ToLower(strings.Trim(of, " .!"))
	switch {
	case slices.Contains(ofReminders, of) && off:
		return true, u.changeAndSay(setting.Reminders, map[string]string{"reminders": "off"})
	case slices.Contains(ofReminders, of):
		return true, u.changeAndSay(setting.Reminders, resumed())
	case slices.Contains(ofAll, of):
		return true, u.pause(off, "")
	}
	for _, w := range ofReminders {
		of = strings.TrimSpace(strings.TrimPrefix(of, w))
	}
	until, has := pausedUntil(of)
	if !has || !off {
		return false, nil
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return false, err
	}
	ws, err := u.workspace()
	if err != nil {
		return false, err
	}
	to, ok := when.Resolve(until, u.now.In(loc), ws.Dates(loc))
	if !ok || !to.Date.After(when.DateOf(u.now.In(loc))) {
		return true, u.reply(voice.AwayHow())
	}
	return true, u.changeAndSay(setting.Reminders, map[string]string{"snooze": to.Date.String()})
}

// pausedUntil reads how long a pause lasts: "until Thursday", "for a week",
// "this week", "for 2 hours", which is until tomorrow: reminders come in the
// morning.
func pausedUntil(of string) (until string, ok bool) {
	for _, w := range []string{"until", "till", "til"} {
		if rest, has := cutWords(of, w); has {
			return rest, true
		}
	}
	rest, _ := cutWords(of, "for")
	rest, _ = cutWords(rest, "the next")
	m := stretch().FindStringSubmatch(rest)
	switch {
	case m == nil:
		return "", false
	case m[1] == "today", strings.HasPrefix(m[3], "h"), strings.HasPrefix(m[3], "m") && !strings.HasPrefix(m[3], "mo"), m[1] == "rest of the day":
		return "tomorrow", true
	case m[1] == "this week", m[1] == "rest of the week":
		return "next Monday", true
	}
	return "in " + strings.Replace(m[1], "couple of", "2", 1), true
}

var stretch = pattern.Of(`^(?:the )?(today|this week|rest of the (?:day|week)|(\d{1,3}|an?|one|two|three|four|a couple of) ?(h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|days?|weeks?|months?))$`)

// mute keeps quiet about the customer of a name, or no longer; done is false
// where the name is none's, or several have it.
func (u *unit) mute(name string, off bool) (done bool, err error) {
	if name == "" {
		return false, nil
	}
	like, err := u.meantBy(name)
	if err != nil || len(like) != 1 {
		return false, err
	}
	st, err := u.state()
	if err != nil {
		return false, err
	}
	muted := slices.DeleteFunc(st.Muted, func(id string) bool { return id == like[0].ID })
	if off {
		muted = append(muted, like[0].ID)
	}
	return true, u.changeAndSay(setting.Reminders, map[string]string{"muted": strings.Join(muted, ",")})
}

// muteOrAsk is mute, with the question whom is meant.
func (u *unit) muteOrAsk(name string, off bool) error {
	command := map[bool]string{true: "mute", false: "unmute"}[off]
	if name == "" {
		return u.whichFor(command)
	}
	if done, err := u.mute(name, off); err != nil || done {
		return err
	}
	_, _, err := u.find(name, command)
	return err
}

// hours sets when somebody works, in words ("8 to 4, Mon-Thu"), or shows it.
func (u *unit) hours(rest string) error {
	if rest == "" {
		return u.settings(setting.Reminders)
	}
	st, err := u.state()
	if err != nil {
		return err
	}
	was := followup.DefaultHours()
	if st.Person.Hours != nil {
		was = *st.Person.Hours
	}
	h, ok := followup.ParseHours(rest, was)
	if !ok {
		return u.reply(voice.HoursHow())
	}
	m, _, err := u.change(setting.Reminders, setting.HoursValues(h))
	if err != nil {
		return err
	}
	return u.reply(m)
}

// changeAndSay changes own settings by a command, and says what it
// was and what it is.
func (u *unit) changeAndSay(form string, values map[string]string) error {
	m, _, err := u.change(form, values)
	if err != nil {
		return err
	}
	return u.reply(m)
}

// changeOwn changes own settings by a command, and says so in the
// command's own words, with the undo.
func (u *unit) changeOwn(form string, values map[string]string, m message.Message) error {
	said, changed, err := u.change(form, values)
	if err != nil {
		return err
	}
	if changed {
		m.Blocks = append(m.Blocks, said.Blocks[len(said.Blocks)-1])
	}
	return u.reply(m)
}
