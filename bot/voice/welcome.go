package voice

import (
	"strings"

	"heed/bot/message"
)

// Welcome stands above a rep's first coaching message: most people meet Heed
// because a colleague had it read a channel.
type Welcome struct {
	Name    string // of the rep
	Channel string // where the note was posted, "" for a direct message
	By      string // who had the channel read; "" for the rep or nobody known
}

func (w *Welcome) blocks() []message.Block {
	if w == nil {
		return nil
	}
	name, _, _ := strings.Cut(short(w.Name), " ")
	parts := []any{message.B("Hello " + name + ", new here:"), " " + say("welcome", "who")}
	if name == "" {
		parts[0] = message.B("Hello, new here:")
	}
	switch {
	case w.Channel != "" && w.By != "":
		parts = append(parts, " ", message.User(w.By), " asked me to read the call notes in ", message.Channel(w.Channel), ", and this is your first since.")
	case w.Channel != "":
		parts = append(parts, " I read the call notes in ", message.Channel(w.Channel), ", and this is your first since.")
	}
	return []message.Block{
		section(append(parts, " "+say("welcome", "sees"))...),
		actions(button("Who sees what", "ask.privacy", "privacy"), button("Switch it off for me", "ask.pause", "pause"), button("What I can do", "ask.help", "help")),
		{Kind: message.Divider},
	}
}

// Held is what is kept of a person, and for how long.
type Held struct {
	Notes, Open, TakenBack int
	KeepTexts, KeepCalls   int  // days; 0 is until somebody deletes them
	OwnCards               bool // only a customer's own reps see its card
	Managers               []string
}

// shownManagers is how many are named.
const shownManagers = 8

// held says what is kept.
func (h Held) held() []any {
	parts := []any{message.B("What I hold about you"), "\n• Notes and calls: "}
	switch h.Notes {
	case 0:
		parts = append(parts, "none yet.")
	default:
		parts = append(parts, plural(h.Notes, "call")+", and what I read in them. Their texts are kept "+forDays(h.KeepTexts)+", what I read in them "+forDays(h.KeepCalls)+".")
	}
	if h.Open > 0 {
		parts = append(parts, "\n• "+plural(h.Open, "promise")+" open, yours and theirs.")
	}
	if h.TakenBack > 0 {
		parts = append(parts, "\n• "+plural(h.TakenBack, "finding")+" that you took back.")
	}
	return append(parts, "\n• Your focus, your hours and days off, your name and time zone as Slack has them.")
}

// seen says who sees what of it.
func (h Held) seen() []any {
	parts := []any{message.B("Who sees it")}
	for _, p := range phrases()["who sees"] {
		if p.key == "customers" && h.OwnCards || p.key == "own customers" && !h.OwnCards {
			continue
		}
		parts = append(parts, "\n• "+p.words)
		if p.key == "managers" {
			for i, m := range h.Managers[:min(len(h.Managers), shownManagers)] {
				parts = append(parts, map[bool]string{true: " They are ", false: ", "}[i == 0], message.User(m))
			}
			if len(h.Managers) > 0 {
				parts = append(parts, ".")
			}
		}
	}
	return parts
}

// Privacy is the answer to /heed privacy.
func (h Held) Privacy() message.Message {
	return message.Message{
		Text:   message.T("What I hold about you, and who sees it."),
		Blocks: []message.Block{section(h.held()...), section(h.seen()...), h.rights()},
	}
}

func (h Held) rights() message.Block {
	return actions(button("Send me all of it", "ask.export", "export"), button("Forget me …", "ask.forget", "forget me"))
}
