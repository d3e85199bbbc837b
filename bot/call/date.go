package call

import (
	"strings"
	"time"
)

// dateLayouts are the dates that can't be read in two ways. 3/4/2026 can.
var dateLayouts = []string{
	time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02",
	"January 2, 2006", "Jan 2, 2006", "January 2 2006", "2 January 2006", "2 Jan 2006",
	"2 January 2006, 03:04PM", "2 January 2006, 03:04pm", "2 January 2006, 3:04PM", "January 2, 2006, 3:04PM",
}

// takeDate takes the first date that stands alone above the talk, or behind
// "Date:". Without a zone in the text it is given in UTC.
func (t *transcript) takeDate() {
	for _, line := range t.header[:min(len(t.header), 12)] {
		if !t.date.IsZero() || len(line) > 60 {
			continue
		}
		text := readLine(line).text
		if label, value, ok := splitLabel(text); ok && headingKindOf(label) == metaKind {
			text = value
		}
		t.date = readDate(strings.TrimSpace(text))
	}
}

// readDate is zero for what is no date.
func readDate(s string) time.Time {
	for _, layout := range dateLayouts {
		if at, err := time.Parse(layout, s); err == nil {
			return at
		}
	}
	return time.Time{}
}
