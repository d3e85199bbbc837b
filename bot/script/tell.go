package script

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/bot/slackfake"
)

// heading tells the reader what comes next.
func (w *world) heading(title string) {
	if w.o.Out == nil {
		return
	}
	fmt.Fprintf(w.o.Out, "\n── %s %s\n", title, strings.Repeat("─", max(0, 76-len([]rune(title)))))
}

// tell prints what became visible since the last time: when (in the reader's
// own zone), where, to whom, and what.
func (w *world) tell() {
	log := w.slack.Log()
	if w.o.Out == nil {
		w.told = len(log)
		return
	}
	for ; w.told < len(log); w.told++ {
		w.tellOne(log[w.told], log[:w.told])
	}
}

func (w *world) tellOne(e slackfake.Entry, before []slackfake.Entry) {
	if e.Kind == slackfake.ModalClosed {
		return
	}
	verb := map[slackfake.EntryKind]string{
		slackfake.Updated: " (changed)", slackfake.Deleted: " (deleted)", slackfake.Whispered: " (only you)",
		slackfake.ModalShown: " (a form)", slackfake.ModalErrors: " (the form says)", slackfake.HomeShown: " (Home tab)",
	}[e.Kind]
	fmt.Fprintf(w.o.Out, "\n%s  %s%s\n%s\n", w.clock(e), w.who(e), verb, indent(w.anew(e, before), "    │ "))
}

// anew is what an entry shows; of a message that was drawn anew only the lines
// that it didn't have.
func (w *world) anew(e slackfake.Entry, before []slackfake.Entry) string {
	now := w.shown(e)
	if e.Kind != slackfake.Updated {
		return now
	}
	for _, b := range slices.Backward(before) {
		if b.Message.Channel != e.Message.Channel || b.Message.TS != e.Message.TS {
			continue
		}
		had := strings.Split(w.shown(b), "\n")
		lines := slices.DeleteFunc(strings.Split(now, "\n"), func(l string) bool { return slices.Contains(had, l) })
		if len(lines) > 0 {
			return strings.Join(lines, "\n")
		}
		return now
	}
	return now
}

// clock is the time of an entry where its only reader is, or for a channel
// where the story is told.
func (w *world) clock(e slackfake.Entry) string {
	zone := w.zone
	for _, u := range w.people {
		if u.ID == e.Private {
			if loc, err := time.LoadLocation(u.TZ); err == nil {
				zone = loc
			}
		}
	}
	return e.At.In(zone).Format("Mon 2 Jan 15:04")
}

// who says who speaks to whom, and where.
func (w *world) who(e slackfake.Entry) string {
	from, to := "Heed", ""
	for _, u := range w.people {
		if u.ID == e.By {
			from = u.RealName
		}
		if u.ID == e.Private {
			to = u.RealName
		}
	}
	switch {
	case e.Private == "":
		for name, c := range w.rooms {
			if c.ID == e.Channel {
				to = name
			}
		}
		return from + " in " + to
	case from == to:
		return from + " to Heed"
	}
	return from + " to " + to + ", alone"
}
