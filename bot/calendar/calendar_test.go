package calendar

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"heed/bot/when"
)

var (
	now = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	day = when.Date{Year: 2026, Month: 12, Day: 31}
)

// What a calendar program needs: lines of 75 bytes at most that end in CRLF and
// break at no letter, a stamp, a stable UID, whole days.
func TestFile(t *testing.T) {
	long := "Müller, Söhne & Co; \"night\\shift\": " + strings.Repeat("schicke die Übersicht 無 ", 9)
	raw, err := File("Promises\r\nX-EVIL:1", []Event{
		{UID: "F-1.T1@heed", Title: "Northgate: send the pricing", Day: day, Changed: now, Version: 2},
		{UID: "F-2.T1@heed", Title: long + "\r\nATTENDEE:mailto:x@example.org", Day: day.AddDays(1), Changed: now},
	}, now)
	if err != nil {
		t.Fatal(err)
	}
	s := string(raw)
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
		if strings.HasPrefix(line, "ATTENDEE") || strings.HasPrefix(line, "X-EVIL") {
			t.Errorf("somebody's words became a property: %q", line)
		}
	}
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "PRODID:-//Heed//Promises//EN\r\n", "METHOD:PUBLISH\r\n", "UID:F-1.T1@heed\r\n", "SEQUENCE:2\r\n",
		"DTSTAMP:20261120T093000Z\r\n", "DTSTART;VALUE=DATE:20261231\r\n", "DTEND;VALUE=DATE:20270101\r\n", "TRANSP:TRANSPARENT\r\n",
		"SUMMARY:Northgate: send the pricing\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
	cal, err := ics.ParseCalendar(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	events := cal.Events()
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	title := ics.FromText(events[1].GetProperty(ics.ComponentPropertySummary).Value)
	if !strings.HasPrefix(title, "Müller, Söhne & Co; \"night\\shift\": schicke") || utf8.RuneCountInString(title) > longestTitle {
		t.Errorf("the title came back as %q", title)
	}
}

func TestFileRefusesHalfAnEvent(t *testing.T) {
	for _, e := range []Event{{UID: "F-1", Title: "x"}, {Title: "x", Day: day}, {UID: "F-1", Day: when.Date{Year: 2026, Month: 2, Day: 30}}} {
		if _, err := File("x", []Event{e}, now); err == nil {
			t.Errorf("%+v was written", e)
		}
	}
	if raw, err := File("x", nil, now); err != nil || !strings.Contains(string(raw), "END:VCALENDAR") {
		t.Errorf("an empty calendar: %v", err)
	}
}

func FuzzTitle(f *testing.F) {
	f.Add("send; the, pricing\\n\r\nUID:1")
	f.Fuzz(func(t *testing.T, s string) {
		raw, err := File(s, []Event{{UID: "F-1.T1@heed", Title: s, Day: day}}, now)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(raw), "\r\nUID:"); n != 1 {
			t.Fatalf("%d UIDs in\n%s", n, raw)
		}
	})
}
