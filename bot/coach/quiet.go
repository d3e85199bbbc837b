package coach

import (
	"slices"
	"strings"

	"heed/bot/followup"
	"heed/bot/message"
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
	if of == "" {
		return u.changeOwn(setting.Messages, "coaching", map[bool]string{true: "off", false: "on"}[off], voice.Paused(off))
	}
	word := map[bool]string{true: "pause", false: "resume"}[off]
	return u.notUnderstood(word+" "+of, word)
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
	case slices.Contains(ofReminders, of):
		return true, u.changeAndSay(setting.Reminders, "reminders", map[bool]string{true: "off", false: "on"}[off])
	case slices.Contains(ofAll, of):
		return true, u.pause(off, "")
	}
	for _, w := range ofReminders {
		of = strings.TrimSpace(strings.TrimPrefix(of, w))
	}
	until, has := cutWords(of, "until")
	if !has {
		until, has = cutWords(of, "till")
	}
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
	return true, u.changeAndSay(setting.Reminders, "snooze", to.Date.String())
}

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
	return true, u.changeAndSay(setting.Reminders, "muted", strings.Join(muted, ","))
}

// muteOrAsk is mute, with the question whom is meant.
func (u *unit) muteOrAsk(name string, off bool) error {
	command := map[bool]string{true: "mute", false: "unmute"}[off]
	if name == "" {
		return u.reply(voice.WhichFor(command))
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

// changeAndSay changes one of the own settings by a command, and says what it
// was and what it is.
func (u *unit) changeAndSay(form, key, value string) error {
	m, _, err := u.change(form, map[string]string{key: value})
	if err != nil {
		return err
	}
	return u.reply(m)
}

// changeOwn changes one of the own settings by a command, and says so in the
// command's own words, with the undo.
func (u *unit) changeOwn(form, key, value string, m message.Message) error {
	said, changed, err := u.change(form, map[string]string{key: value})
	if err != nil {
		return err
	}
	if changed {
		m.Blocks = append(m.Blocks, said.Blocks[len(said.Blocks)-1])
	}
	return u.reply(m)
}
