package script

import (
	"fmt"
	"strings"

	"heed/bot/pattern"
	"heed/bot/slackfake"
)

var expectation = pattern.Of(`^(?:(\S+) )?(dm|only-you|modal|home|#\S+)(?: (once|nothing))?(?: (~|!~) "(.*)")?$`)

// expect checks what somebody saw of Heed since the step before.
func (w *world) expect(what string) error {
	since := w.since()
	if what == "nothing" {
		if len(since) > 0 {
			return fmt.Errorf("somebody saw:\n%s", w.describe(since))
		}
		return nil
	}
	m := expectation().FindStringSubmatch(what)
	if m == nil {
		return fmt.Errorf("no such expectation")
	}
	who, where, count, op, want := m[1], m[2], m[3], m[4], m[5]
	seen, err := w.sawAt(since, who, where)
	if err != nil {
		return err
	}
	matching := seen
	if op != "" {
		matching = nil
		for _, e := range seen {
			if strings.Contains(flat(w.shown(e)), flat(want)) {
				matching = append(matching, e)
			}
		}
	}
	bad := len(matching) == 0
	switch {
	case op == "!~", count == "nothing":
		bad = len(matching) > 0
	case count == "once":
		bad = len(matching) != 1
	}
	if bad {
		return fmt.Errorf("seen there since the step before (%d):\n%s", len(seen), w.describe(seen))
	}
	return nil
}

// since are the entries by Heed since the step before.
func (w *world) since() []slackfake.Entry {
	var out []slackfake.Entry
	for i, e := range w.slack.Log() {
		if i >= w.seen && e.By == w.slack.BotUser() && e.Kind != slackfake.ModalClosed {
			out = append(out, e)
		}
	}
	return out
}

// sawAt filters entries by person and place.
func (w *world) sawAt(entries []slackfake.Entry, who, where string) ([]slackfake.Entry, error) {
	var user, room string
	if strings.HasPrefix(where, "#") {
		c, ok := w.rooms[where]
		if !ok {
			return nil, fmt.Errorf("there is no channel %s", where)
		}
		room = c.ID
	} else {
		u, ok := w.people[who]
		if !ok {
			return nil, fmt.Errorf("nobody is called %q", who)
		}
		user = u.ID
	}
	var out []slackfake.Entry
	for _, e := range entries {
		if room != "" && e.Channel == room && e.Private == "" || user != "" && e.Private == user && kindIs(e, where) {
			out = append(out, e)
		}
	}
	return out, nil
}

func kindIs(e slackfake.Entry, where string) bool {
	post := e.Kind == slackfake.Posted || e.Kind == slackfake.Updated || e.Kind == slackfake.Deleted
	switch where {
	case "dm":
		return post && !e.Message.IsEphemeral()
	case "only-you":
		return e.Kind == slackfake.Whispered || e.Kind == slackfake.ErrorToUser || post && e.Message.IsEphemeral()
	case "modal":
		return e.Kind == slackfake.ModalShown || e.Kind == slackfake.ModalErrors
	case "home":
		return e.Kind == slackfake.HomeShown
	}
	return false
}

// shown is an entry as its reader sees it.
func (w *world) shown(e slackfake.Entry) string {
	switch e.Kind {
	case slackfake.ModalShown, slackfake.ModalErrors, slackfake.HomeShown:
		return w.slack.RenderView(e.View)
	case slackfake.Reacted, slackfake.ErrorToUser:
		return e.Text
	case slackfake.Deleted:
		return "(deleted) " + w.slack.Render(e.Message)
	}
	return w.slack.Render(e.Message)
}

func (w *world) describe(entries []slackfake.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "  [%s %s]\n%s\n", e.Where(), e.Kind, indent(w.shown(e), "    "))
	}
	return b.String()
}

// flat folds white space, so that an expectation needn't know line breaks.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func indent(s, by string) string {
	return by + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n"+by)
}
