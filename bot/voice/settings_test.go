package voice

import (
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// ownFields are a person's settings as they are at first, or all set.
func (p people) ownFields(set bool) []Field {
	f := []Field{
		{Key: "reminders", Kind: Choice, Raw: "on", Choices: []string{"on", "off"}},
		{Key: "start", Kind: Hour, Raw: "9", Choices: []string{"8", "9"}},
		{Key: "end", Kind: Hour, Raw: "24", Choices: []string{"17", "24"}},
		{Key: "days", Kind: Line, Raw: "Mon–Fri", Most: 60},
		{Key: "away", Kind: Stretch, Optional: true},
		{Key: "snooze", Kind: OneDay, Optional: true},
		{Key: "muted", Kind: Customers, Optional: true},
	}
	if set {
		f[0].Raw, f[4].Raw, f[5].Raw = "off", "2026-12-24..2027-01-02,2027-03-01..2027-03-01", "2026-12-01"
		f[6].Options, f[6].Raw = p.options(min(p.many, MaxChoices)), "C-0,C-1,C-99999"
	}
	for i := range f {
		f[i].Today = friday
	}
	return f
}

func (p people) teamFields(set bool) []Field {
	f := []Field{
		{Key: "companies", Kind: Line, Optional: true, Most: 300},
		{Key: "channel", Kind: Channel, Optional: true},
		{Key: "weekday", Kind: Weekday, Raw: "5", Choices: []string{"1", "5", "0"}},
		{Key: "holidays", Kind: Lines, Optional: true, Most: 2000},
		{Key: "watched", Kind: Channels, Optional: true},
		{Key: "managers", Kind: People, Optional: true},
		{Key: "cards", Kind: Choice, Raw: "all", Choices: []string{"all", "own"}},
		{Key: "keep_texts", Kind: KeptDays, Raw: "180", Most: 4},
	}
	if set {
		f[0].Raw, f[1].Raw, f[3].Raw = Shorten(p.other, 100)+", Mulebot", "C1", "25 Dec\nGood Friday"
		f[4].Raw, f[5].Raw, f[6].Raw, f[7].Raw = "C1,C2", "U1,U2,U3,U4,U5,U6,U7,U8,U9,U10", "own", "0"
	}
	return f
}

func (p people) settingsScenes() []scene {
	page := func(set, admin bool) message.Message {
		return SettingsPage{
			Own:       []Group{{"reminders", p.ownFields(set)}},
			Workspace: []Group{{"digest", p.teamFields(set)}, {"privacy", p.teamFields(set)}},
			Admin:     admin, Admins: []string{"U1", "U2"},
		}.Message()
	}
	today := when.Date{Year: 2026, Month: time.November, Day: 20}
	return []scene{
		msg("settings", "as they are at first, for an admin", page(false, true)),
		msg("settings", "all set, for a rep", page(true, false)),
		view("settings", "own", Form("reminders", p.ownFields(false), "Times are those of Europe/London, as your Slack profile says.")),
		view("settings", "own, all set", Form("reminders", p.ownFields(true))),
		view("settings", "the workspace's", Form("digest", p.teamFields(false))),
		view("settings", "the workspace's, all set", Form("digest", p.teamFields(true))),
		msg("settings", "admins only", AdminsOnly([]string{"U1"})),
		msg("settings", "admins only, none known", AdminsOnly(nil)),
		msg("settings", "nothing changed", SettingsChanged(nil, "", "")),
		msg("settings", "changed", SettingsChanged([]Changed{
			ChangeOf(p.teamFields(true)[2], "4", "5"), ChangeOf(p.teamFields(true)[5], "", "U1"), ChangeOf(p.teamFields(true)[0], "", p.other),
		}, "", "S-3", DigestGoes("C1", true, time.Friday, 9, "Europe/London", now)...)),
		msg("settings", "changed by another", SettingsChanged([]Changed{ChangeOf(p.teamFields(true)[6], "all", "own")}, "U2", "S-4", KeepFromTomorrow()...)),
		msg("settings", "own changed", SettingsChanged([]Changed{ChangeOf(p.ownFields(true)[4], "", "2026-12-24..2027-01-02"), ChangeOf(p.ownFields(true)[6], "", "C-1")}, "", "S-5",
			RemindersCome(true, followup.DefaultHours(), "Europe/London", friday.AddDays(9), friday)...)),
		msg("settings", "reminders off", SettingsChanged([]Changed{ChangeOf(p.ownFields(true)[0], "on", "off")}, "", "S-6", RemindersCome(false, followup.DefaultHours(), "", friday, friday)...)),
		msg("settings", "thresholds changed", SettingsChanged([]Changed{
			ThresholdChange{analyze.Demo, analyze.LimitOf("talk_share_max"), ptr(0.6), ptr(0.55)}.Changed(),
			ThresholdChange{analyze.CheckIn, analyze.LimitOf("questions_min"), nil, ptr(4.0)}.Changed(),
			ThresholdChange{analyze.Discovery, analyze.LimitOf("monologue_max_s"), ptr(150.0), nil}.Changed(),
		}, "", "S-7", "They hold from the next call on.")),
		msg("settings", "no digest", SettingsChanged([]Changed{ChangeOf(p.teamFields(true)[1], "C1", "")}, "", "S-8", DigestGoes("", false, time.Friday, 9, "Europe/London", now)...)),
		msg("settings", "a channel that Heed isn't in", SettingsChanged([]Changed{ChangeOf(p.teamFields(true)[1], "", "C1")}, "", "S-9", NotInYet([]string{"C1", "C2"})...)),
		msg("settings", "holidays", SettingsChanged([]Changed{ChangeOf(p.teamFields(true)[1], "", "C1")}, "", "S-10",
			HolidaysNext([]followup.Span{{From: today.AddDays(35), To: today.AddDays(35)}, {From: today.AddDays(36), To: today.AddDays(42)}}, today)...)),
		msg("settings", "changed since", ChangedSince()),
		{file: "settings", name: "left out", message: &message.Message{Blocks: []message.Block{LeftOut([]string{"U1", "U2"})}}},
		msg("settings", "made a manager", MadeManager("U1")),
	}
}
