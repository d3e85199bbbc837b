package coach

import (
	"strings"
	"time"
	"unicode"

	"heed/bot/pattern"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
)

// required are the inputs of modals that can't be empty, and what is said then.
var required = map[string]struct{ input, empty string }{
	voice.NoteCallback:     {"note", "Write or paste what was said; a few lines are enough."},
	voice.EditCallback:     {"action", "Say what was promised, for example “send the pricing”."},
	voice.FactCallback:     {"text", "Say what is so, for example “the budget is 55k”."},
	voice.StoryCallback:    {"text", "Say what somebody did; one sentence is enough."},
	voice.ReferCallback:    {"to", "Say who suits them better: a firm or a person."},
	voice.HandOverCallback: {"to", "Choose a colleague."},
	voice.DeedCallback:     {"what", "Say what was done, for example “sent her the article on rotas”."},
	voice.MoveCallback:     {"customer", "Choose the customer that it is about."},
	voice.TypeCallback:     {"type", "Choose what it was."},
}

// Check says what is wrong with what was filled into a modal, by input. It is
// pure, because its answer rides in the acknowledgement.
func Check(ev Event) map[string]string {
	in, wrong := ev.Inputs, map[string]string{}
	if r, ok := required[ev.Callback]; ok && strings.TrimSpace(in[r.input]) == "" {
		wrong[r.input] = r.empty
	}
	switch ev.Callback {
	case voice.EditCallback:
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
	case voice.FocusCallback:
		from, _ := voice.ReadLuggage(ev.PrivateMeta)
		if w := voice.FocusWrong(in["focus"], from.ID); w != "" {
			wrong["focus"] = w
		}
	case voice.ThresholdsCallback:
		checkThresholds(in, wrong)
	case voice.SettingsCallback:
		from, _ := voice.ReadLuggage(ev.PrivateMeta)
		today := when.DateOf(ev.At.UTC().Add(-12 * time.Hour)) // where the day begins last
		for id, w := range setting.Check(from.ID, in, today) {
			wrong[id] = w.String()
		}
	}
	return wrong
}

// channelID is what Slack calls channels that can be watched.
var channelID = pattern.Of(`^[CG][A-Z0-9]{1,40}$`)
