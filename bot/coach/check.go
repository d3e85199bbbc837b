package coach

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"heed/bot/followup"
	"heed/bot/pattern"
	"heed/bot/voice"
	"heed/bot/when"
)

// Check says what is wrong with what was filled into a modal, by input. It is
// pure, because its answer rides in the acknowledgement.
func Check(ev Event) map[string]string {
	in, wrong := ev.Inputs, map[string]string{}
	switch ev.Callback {
	case voice.NoteCallback:
		if strings.TrimSpace(in["note"]) == "" {
			wrong["note"] = "Write or paste what was said; a few lines are enough."
		}
	case voice.EditCallback:
		if strings.TrimSpace(in["action"]) == "" {
			wrong["action"] = "Say what was promised, for example “send the pricing”."
		}
		if _, err := when.ParseDate(in["due"]); err != nil && in["due"] != "" {
			wrong["due"] = "That is no date. Choose one, or leave it empty."
		}
	case voice.CustomerCallback:
		switch name := in["new"]; {
		case strings.TrimSpace(name) == "" && in["known"] == "":
			wrong["new"] = "Choose a customer above or write a name."
		case strings.TrimSpace(name) != "" && !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
			wrong["new"] = "A name has letters or digits in it."
		}
	case voice.FactCallback:
		if strings.TrimSpace(in["text"]) == "" {
			wrong["text"] = "Say what is so, for example “the budget is 55k”."
		}
	case voice.MoveCallback:
		if in["customer"] == "" {
			wrong["customer"] = "Choose the customer that it is about."
		}
	case voice.TypeCallback:
		if in["type"] == "" {
			wrong["type"] = "Choose what it was."
		}
	case voice.ThresholdsCallback:
		checkThresholds(in, wrong)
	case voice.HoursCallback:
		checkHours(in, wrong)
	case voice.SettingsCallback:
		checkSettings(in, wrong)
	}
	return wrong
}

// channelID is what Slack calls channels that a digest can go to, or that can
// be watched.
var channelID = pattern.Of(`^[CG][A-Z0-9]{1,40}$`)

func checkSettings(in, wrong map[string]string) {
	// "Local" would be the zone of the machine that Heed runs on.
	if _, err := time.LoadLocation(in["zone"]); err != nil || in["zone"] == "" || strings.EqualFold(in["zone"], "local") {
		wrong["zone"] = "That is no time zone I know. Examples: Europe/London, America/New_York."
	}
	if in["channel"] != "" && !channelID().MatchString(in["channel"]) {
		wrong["channel"] = "The digest can only go to a channel."
	}
	if _, odd := followup.ParseHolidays(in["holidays"], in["dates"] == "dmy"); len(odd) > 0 {
		wrong["holidays"] = "I can't read “" + voice.Shorten(odd[0], 40) + "” as a day. Examples: 25 Dec, Good Friday, 2026-12-28, 24 Dec to 1 Jan."
	}
	checkRetention(in, wrong)
	if !within(in["weekday"], 0, 6) {
		wrong["weekday"] = "Choose a day."
	}
	if !within(in["hour"], 0, 23) {
		wrong["hour"] = "Choose an hour."
	}
}

func within(s string, low, high int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= low && n <= high
}
