package voice

import (
	"fmt"
	"strings"

	"heed/bot/analyze"
	"heed/bot/call"
)

// Trend compares with the rep's own calls of the same type.
type Trend struct {
	TalkShare float64 // mean of the earlier ones
	Calls     int
}

// trendFrom is how many earlier calls make something usual.
const trendFrom = 2

// balance is the line about who talked, and about whom; or why there is none.
func (f Feedback) balance() string {
	if s := f.measured(); s != "" {
		return s
	}
	if len(f.strangers()) > 0 {
		return "" // the question says so
	}
	for _, h := range f.Report.HeldBack {
		if h.Measure == "talk_share" && f.Report.Kind != call.Note {
			if h.Code == "too_short" {
				return upperFirst(stop(h.Why))
			}
			return "Nothing about balance here: " + stop(h.Why)
		}
	}
	return ""
}

// notable is from how many points on talk about us is worth a word.
const notable = 55

// tells reports whether the thing to try is about a measure: then it has said
// the number already.
func (f Feedback) tells(id string) bool {
	return f.Try != nil && f.Try.ID == id && !f.takenBack(f.Try)
}

func (f Feedback) measured() string {
	var out []string
	m := f.Report.Measures
	if m.TalkShare != nil && (f.Trend != nil || !f.tells("talk_share")) {
		out = append(out, talk(*m.TalkShare, f.Trend))
	}
	if m.SelfTalk != nil && points(*m.SelfTalk) >= notable && !f.tells("self_talk") {
		what := "your sentences"
		if f.Report.Kind == call.Note {
			what = "the lines"
		}
		out = append(out, aboutUs(what, *m.SelfTalk))
	}
	return strings.Join(out, " ")
}

// talk is "About 60 % you, a bit above your usual 50."
func talk(share float64, t *Trend) string {
	p := points(share)
	s := fmt.Sprintf("About %d %% you", p)
	switch {
	case p == 50:
		s = "About half you, half them"
	case p <= 0:
		s = "Almost all them"
	case p >= 100:
		s = "Almost all you"
	}
	if t == nil || t.Calls < trendFrom {
		return s + "."
	}
	usual := points(t.TalkShare)
	return s + ", " + against(p, usual) + "."
}

// aBit is a difference in points that may be chance.
const aBit = 10

// against compares with what is usual, both in points.
func against(p, usual int) string {
	way, d := "above", p-usual
	if d < 0 {
		way, d = "below", -d
	}
	switch {
	case d == 0:
		return "as usual for you"
	case d <= aBit:
		return fmt.Sprintf("a bit %s your usual %d", way, usual)
	}
	return fmt.Sprintf("%s your usual %d", way, usual)
}

// aboutUs is the share about us of those sentences or lines that are about
// either side.
func aboutUs(what string, share float64) string {
	switch p := points(share); {
	case p <= 0:
		return "Of " + what + " about us or them, hardly any are about us."
	case p >= 100:
		return "Of " + what + " about us or them, almost all are about us."
	case p == 50:
		return "Of " + what + " about us or them, about half are about us."
	default:
		return fmt.Sprintf("Of %s about us or them, about %d %% are about us.", what, p)
	}
}

// fewMeasures is how many measures are named before they are only counted.
const fewMeasures = 3

// heldBack folds measures that are held back for one reason into one line
// each: "Not claimed: the share of talk and their longest story (the text has
// no times)."
func heldBack(held []analyze.HeldBack) []string {
	var reasons []string
	measures := map[string][]string{}
	for _, h := range held {
		if measures[h.Why] == nil {
			reasons = append(reasons, h.Why)
		}
		measures[h.Why] = append(measures[h.Why], sayOr("measure", h.Measure))
	}
	out := make([]string, len(reasons))
	for i, why := range reasons {
		out[i] = "Not claimed: " + list(measures[why], fewMeasures) + " (" + strings.TrimRight(Shorten(why, whySize), ".") + ")."
	}
	return out
}
