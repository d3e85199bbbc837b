package voice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// FieldKind is how a setting is filled in and said.
type FieldKind string

const (
	Line      FieldKind = "line"
	Lines     FieldKind = "lines"
	Choice    FieldKind = "choice"
	Hour      FieldKind = "hour"
	Weekday   FieldKind = "weekday"
	OneDay    FieldKind = "day"
	Stretch   FieldKind = "stretch" // "2026-12-24..2027-01-02,…": two dates, named from and to
	Channel   FieldKind = "channel"
	Channels  FieldKind = "channels"  // ids, joined by commas, as the two below
	People    FieldKind = "people"    //
	Customers FieldKind = "customers" // of Field.Options
	KeptDays  FieldKind = "kept"      // a number; 0 is for ever
)

// Field is one setting as it stands.
type Field struct {
	Key      string
	Kind     FieldKind
	Raw      string
	Choices  []string
	Options  []message.Option // of Customers: whom there is to choose from
	Optional bool
	Most     int
	Today    when.Date
}

// Wrong is what is wrong with an input: Why names the sentence that says so, Of
// the piece that is.
type Wrong struct{ Input, Why, Of string }

// String is what stands below the input.
func (w Wrong) String() string {
	return strings.ReplaceAll(sayOr("setting wrong", w.Why), "{of}", Shorten(w.Of, 40))
}

// Label is what the setting is called.
func (f Field) Label() string { return sayOr("setting", f.Key) }

// FormTitle is what a group of settings is called.
func FormTitle(form string) string { return sayOr("setting form", form) }

// FormCalled is the group of settings that a word names, itself for none.
func FormCalled(word string) string {
	word = strings.ToLower(word)
	for _, p := range phrases()["setting form also"] {
		if slices.Contains(strings.Split(p.words, ", "), word) {
			return p.key
		}
	}
	return word
}

// shownSetting bounds what is shown of a long value in a list.
const shownSetting = 120

// shownNames is how many channels, people or customers of one setting are
// listed.
const shownNames = 8

// Value is what is set, in words.
func (f Field) Value() message.Text {
	switch f.Kind {
	case Choice:
		return message.T(sayOr("setting choice", f.Key+"."+f.Raw))
	case Hour:
		return message.T(hourText(f.Raw))
	case Weekday:
		return message.T(weekdayName(f.Raw))
	case OneDay:
		if d, err := when.ParseDate(f.Raw); err == nil {
			return message.T(Day(d, f.Today))
		}
	case Stretch:
		return f.stretches()
	case Channel, Channels:
		return f.each("none", func(id string) message.Text { return message.Channel(id) })
	case People:
		return f.each("nobody", func(id string) message.Text { return message.User(id) })
	case Customers:
		return f.each("none", f.option)
	case KeptDays:
		n, _ := strconv.Atoi(f.Raw)
		return message.T(forDays(n))
	}
	if f.Raw == "" {
		return message.T("none")
	}
	return message.T(Shorten(strings.ReplaceAll(f.Raw, "\n", ", "), shownSetting))
}

// each are the ids of a value, in words.
func (f Field) each(none string, say func(id string) message.Text) message.Text {
	ids := strings.FieldsFunc(f.Raw, func(r rune) bool { return r == ',' })
	if len(ids) == 0 {
		return message.T(none)
	}
	var out message.Text
	for i, id := range ids[:min(len(ids), shownNames)] {
		if i > 0 {
			out = append(out, message.Span{Text: ", "})
		}
		out = append(out, say(id)...)
	}
	if more := len(ids) - shownNames; more > 0 {
		out = append(out, message.Span{Text: fmt.Sprintf(" and %d more", more)})
	}
	return out
}

func (f Field) option(id string) message.Text {
	i := slices.IndexFunc(f.Options, func(o message.Option) bool { return o.Value == id })
	if i < 0 {
		return message.T("one that is gone")
	}
	return message.T(short(f.Options[i].Label))
}

// stretches are days off, in words.
func (f Field) stretches() message.Text {
	var out []string
	for _, part := range strings.FieldsFunc(f.Raw, func(r rune) bool { return r == ',' }) {
		from, to, _ := strings.Cut(part, "..")
		a, errA := when.ParseDate(from)
		b, errB := when.ParseDate(to)
		if errA != nil || errB != nil {
			continue
		}
		if out = append(out, Day(a, f.Today)); a != b {
			out[len(out)-1] += " to " + Day(b, f.Today)
		}
	}
	if len(out) == 0 {
		return message.T("none")
	}
	return message.T(strings.Join(out, ", "))
}

func hourText(raw string) string {
	n, _ := strconv.Atoi(raw)
	return fmt.Sprintf("%02d:00", n)
}

func weekdayName(raw string) string {
	n, _ := strconv.Atoi(raw)
	return time.Weekday(n % 7).String()
}

// Form edits one group of settings. notes stand below the fields.
func Form(form string, fields []Field, notes ...string) message.View {
	v := message.View{Callback: SettingsCallback, Title: FormTitle(form), Submit: "Save", Close: "Cancel", Private: Luggage{ID: form}.pack()}
	for _, f := range fields {
		v.Blocks = append(v.Blocks, f.inputs()...)
	}
	for _, n := range notes {
		v.Blocks = append(v.Blocks, context(n))
	}
	return v
}

// inputs are the setting's fields in a form.
func (f Field) inputs() []message.Block {
	if f.Kind == Stretch {
		return f.twoDates()
	}
	b := input(f.Key, f.Label(), f.element())
	b.Hint, b.Optional = say("setting hint", f.Key), f.Optional
	if f.Kind == Customers && len(f.Options) == 0 {
		return nil // nothing to choose from
	}
	return []message.Block{b}
}

func (f Field) element() message.Element {
	switch f.Kind {
	case Choice, Hour, Weekday:
		e := message.Element{Kind: message.Select, Initial: f.Raw}
		for _, c := range f.Choices {
			one := f
			one.Raw = c
			e.Options = append(e.Options, message.Option{Label: upperFirst(one.Value().String()), Value: c})
		}
		return e
	case Channel:
		return message.Element{Kind: message.ChannelPick, Initial: f.Raw}
	case Channels:
		return message.Element{Kind: message.ChannelsPick, Initial: f.Raw}
	case People:
		return message.Element{Kind: message.UsersPick, Initial: f.Raw}
	case Customers:
		e := message.Element{Kind: message.MultiSelect, Initial: f.Raw, Placeholder: "Choose customers"}
		for _, o := range f.Options {
			e.Options = append(e.Options, message.Option{Label: Shorten(o.Label, labelSize), Value: o.Value})
		}
		return e
	case OneDay:
		return message.Element{Kind: message.DatePicker, Initial: f.Raw}
	case Lines:
		return message.Element{Kind: message.TextArea, Initial: f.Raw, MaxLength: f.Most, Placeholder: "25 Dec\nGood Friday\n2026-12-28\n24 Dec to 1 Jan"}
	}
	return message.Element{Kind: message.TextInput, Initial: f.Raw, MaxLength: f.Most}
}

// twoDates are the first of several stretches of days off.
func (f Field) twoDates() []message.Block {
	first, rest, _ := strings.Cut(f.Raw, ",")
	from, to, _ := strings.Cut(first, "..")
	blocks := []message.Block{
		hint(optional(input("from", "Days off from", message.Element{Kind: message.DatePicker, Initial: from})), say("setting hint", f.Key)),
		optional(input("to", "To (the last day off)", message.Element{Kind: message.DatePicker, Initial: to})),
	}
	if rest != "" {
		also := f
		also.Raw = rest
		blocks = append(blocks, context("Also off, and left as it is: ", also.stretches(), ". ", Code("/heed away back"), " ends all of it."))
	}
	return blocks
}

// Group is one form's settings, as a list shows them.
type Group struct {
	Form   string
	Fields []Field
}

// SettingsPage is all that can be set, or one group of it, with a button a group
// to change it.
type SettingsPage struct {
	Own, Workspace []Group
	Admin          bool     // the reader may change the workspace's
	Admins         []string // whom else to ask, beside Slack's own admins
}

// Message is the answer to /heed settings.
func (p SettingsPage) Message() message.Message {
	var blocks []message.Block
	if len(p.Own) > 0 {
		blocks = append(blocks, section(message.B("Your own settings."), " Only you see and change them."))
	}
	for _, g := range p.Own {
		blocks = append(blocks, g.block(true))
	}
	if len(p.Workspace) == 0 {
		return message.Message{Blocks: blocks}
	}
	head := []any{message.B("The workspace's settings."), " They hold for everybody. "}
	if p.Admin {
		head = append(head, "You may change them.")
	} else {
		head = append(head, "To change them, ask ", admins(p.Admins), ".")
	}
	if len(p.Own) > 0 {
		blocks = append(blocks, message.Block{Kind: message.Divider})
	}
	blocks = append(blocks, section(head...))
	for _, g := range p.Workspace {
		blocks = append(blocks, g.block(p.Admin))
	}
	if len(p.Own) == 0 {
		return message.Message{Blocks: blocks}
	}
	see := button("See", "thresholds.show", "all")
	see.Aria = "See what is much and what is little"
	much := section(message.B(FormTitle("thresholds")), "\nWhat is much and what is little, by type of call.")
	much.Accessory = &see
	return message.Message{Text: message.T("Your own settings, and the workspace's."), Blocks: append(blocks, much, namesButton())}
}

// block is a group with its values.
func (g Group) block(change bool) message.Block {
	parts := []any{message.B(FormTitle(g.Form))}
	for _, f := range g.Fields {
		parts = append(parts, "\n"+f.Label()+": ", f.Value())
	}
	b := section(parts...)
	if change {
		e := button("Change", "settings.open", g.Form)
		e.Aria = "Change: " + FormTitle(g.Form)
		b.Accessory = &e
	}
	return b
}

// admins are those who may change the workspace's settings, as far as is
// known.
func admins(ids []string) message.Text {
	if len(ids) == 0 {
		return message.T("an admin of this Slack")
	}
	f := Field{Raw: strings.Join(ids, ","), Kind: People}
	return message.Join(f.Value(), " or an admin of this Slack")
}

// AdminsOnly refuses somebody who may not change the workspace's settings.
func AdminsOnly(ids []string) message.Message {
	return Say("That holds for the whole workspace, so only its admins change it. Nothing was changed. Ask ", admins(ids), ". What is set: ", Code("/heed settings"), ".")
}

// Changed is one setting that was changed, in words.
type Changed struct {
	Label    string
	Was, Now message.Text
}

// ChangeOf puts a change of a field into words.
func ChangeOf(f Field, was, now string) Changed {
	a, b := f, f
	a.Raw, b.Raw = was, now
	return Changed{f.Label(), a.Value(), b.Value()}
}

// SettingsChanged says what was changed from what to what, and undoes it. By
// is who did it, "" for the reader; undo the change's id; then what follows
// from it, if anything needs saying.
func SettingsChanged(changes []Changed, by, undo string, then ...any) message.Message {
	if len(changes) == 0 {
		return Say("Nothing was changed.")
	}
	parts := []any{"Saved."}
	if by != "" {
		parts = []any{message.User(by), " changed the workspace's settings."}
	}
	for _, c := range changes[:min(len(changes), Listed)] {
		parts = append(parts, "\n• "+c.Label+": ", c.Now, "; before: ", c.Was)
	}
	if more := len(changes) - Listed; more > 0 {
		parts = append(parts, fmt.Sprintf("\nAnd %d more.", more))
	}
	blocks := []message.Block{section(parts...)}
	if len(then) > 0 {
		blocks = append(blocks, section(then...))
	}
	return message.Message{Blocks: append(blocks, actions(button("Undo", "settings.undo", undo), button("All settings", "settings.open", "all")))}
}

// ChangedSince is said to an undo of what was changed again since.
func ChangedSince() message.Message {
	return Say("That was changed again since, so there is nothing to undo. What is set now: ", Code("/heed settings"), ".")
}

// DigestGoes says when and where the weekly digest is posted, and what is
// missing for that; next is when it is posted next, told in each reader's zone.
func DigestGoes(channel string, absent bool, day time.Weekday, hour int, zone string, next time.Time) []any {
	if channel == "" {
		return []any{"No weekly digest is posted."}
	}
	said := []any{"The weekly digest goes to ", message.Channel(channel), fmt.Sprintf(" on %ss at %02d:00, %s.", day, hour, zone)}
	if said = append(said, nextTime(next)...); absent {
		said = append(said, " I'm not in there yet: type ", Code("/invite @heed"), " in it, or nothing is posted.")
	}
	return said
}

// nextTime is " Next: Fri 27 Nov 15:00." in the reader's zone, nothing for the
// zero time.
func nextTime(t time.Time) []any {
	if t.IsZero() {
		return nil
	}
	return []any{" Next: ", message.At(t, Moment(t)), "."}
}

// Moment writes a moment where its reader's zone isn't known: "Fri 27 Nov
// 15:00 GMT".
func Moment(t time.Time) string { return t.Format("Mon 2 Jan 15:04 MST") }

// NotInYet says which of the channels that were chosen are read only once Heed
// is in them; nothing where it is in all.
func NotInYet(channels []string) []any {
	if len(channels) == 0 {
		return nil
	}
	f := Field{Raw: joinIDs(channels), Kind: Channels}
	return []any{"I'm not in ", f.Value(), " yet: type ", Code("/invite @heed"), " there, or I see nothing of it."}
}

// HolidaysNext says which days the holidays that were set are, the next first.
func HolidaysNext(next []followup.Span, today when.Date) []any {
	if len(next) == 0 {
		return nil
	}
	var days []string
	for _, s := range next {
		days = append(days, spanWords(s, today))
	}
	return []any{"The next: " + strings.Join(days, "; ") + "."}
}

// RemindersCome says when somebody is reminded.
func RemindersCome(on bool, h followup.Hours, zone string, until, today when.Date) []any {
	switch {
	case !on:
		return []any{"I send you no reminders. Your promises are in ", Code("/heed followups"), "."}
	case until.After(today):
		return []any{"I start again " + Day(until, today) + ", within " + h.String() + ", " + short(zone) + "."}
	}
	return []any{"I remind you only within " + h.String() + ", " + short(zone) + "."}
}

// KeepFromTomorrow is said where something is kept shorter from now on.
func KeepFromTomorrow() []any {
	return []any{"What is older goes in a day at the earliest; until then, Undo keeps it."}
}

// MadeManager tells somebody what being named a manager means.
func MadeManager(by string) message.Message {
	return Say(message.User(by), " named you a manager here. ", Code("/heed team"), " shows you how the team does: numbers with at least three reps behind each, no names. ",
		"You see nobody's coaching, unless a rep shares a piece of it with you. Every rep can see what you see.")
}

// LeftOut says whom a setting can't name.
func LeftOut(ids []string) message.Block {
	f := Field{Raw: joinIDs(ids), Kind: People}
	return section("Left out: ", f.Value(), ". Guests, bots and people of other companies can be neither manager nor admin.")
}
