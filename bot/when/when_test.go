package when

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

var tuesday = time.Date(2026, time.November, 24, 10, 0, 0, 0, time.UTC)

// lines reads a file of testdata without its comments.
func lines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if l := s.Text(); l != "" && l[0] != '#' {
			out = append(out, l)
		}
	}
	return out
}

func show(r Reading) string { return strings.TrimSpace(r.Date.String() + " " + r.Clock) }

func TestDue(t *testing.T) {
	for _, l := range lines(t, "due.txt") {
		text, want, _ := strings.Cut(l, " => ")
		r, ok := Resolve(text, tuesday, Options{})
		if !ok {
			t.Errorf("%q: no date, want %s", text, want)
		} else if show(r) != want {
			t.Errorf("%q: %s (%q), want %s", text, show(r), r.Phrase, want)
		}
	}
}

func TestNone(t *testing.T) {
	for _, text := range lines(t, "none.txt") {
		if r, ok := Resolve(text, tuesday, Options{}); ok {
			t.Errorf("%q: %s (%q), want no date", text, show(r), r.Phrase)
		}
	}
}

func TestFindAllInOrder(t *testing.T) {
	tests := []struct {
		text string
		want string
	}{
		{"I'll send the deck Thursday and the contract by 4 December, EOD", "2026-11-26 Thursday | 2026-12-04 18:00 by 4 December, EOD"},
		{"Monday or so for legal; procurement in two weeks.", "2026-11-30 Monday | 2026-12-08 in two weeks"},
		{"- deck (me, tmrw)\n- seat count (Priya, 12/15)", "2026-11-25 tmrw | 2026-12-15 12/15"},
		{"spoke last Friday, two weeks ago and on the phone", ""},
		{"we met yesterday, they decide next Tuesday at 4", "2026-12-01 16:00 next Tuesday at 4"},
		{"ünïcode — by Friday’s board → 3 Dec", "2026-11-27 by Friday’s | 2026-12-03 3 Dec"},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range Find(tt.text, tuesday, Options{}) {
			got = append(got, show(r)+" "+r.Phrase)
			if tt.text[r.From:r.To] != r.Phrase {
				t.Errorf("%q: phrase %q isn't at %d:%d", tt.text, r.Phrase, r.From, r.To)
			}
		}
		if s := strings.Join(got, " | "); s != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

func TestResolvePicksTheDueOne(t *testing.T) {
	tests := []struct{ text, want string }{
		{"I'm off tomorrow and Thursday, so let's say Friday", "2026-11-27"},
		{"Can't do Wednesday. Thursday?", "2026-11-26"},
		{"We kick off next month, contract by the 30th", "2026-11-30"},
		{"Not this week, but early next week", "2026-11-30"},
		{"today's deck goes out by tomorrow", "2026-11-25"},
		{"They plan for Q2, and I owe them numbers on Monday", "2026-11-30"},
	}
	for _, tt := range tests {
		r, _ := Resolve(tt.text, tuesday, Options{})
		if r.Date.String() != tt.want {
			t.Errorf("%q: %s (%q), want %s", tt.text, r.Date, r.Phrase, tt.want)
		}
	}
}

// The day of the week on which something is said decides what "Friday" is.
func TestSaidOn(t *testing.T) {
	tests := []struct{ said, text, want string }{
		{"2026-11-27", "Friday", "2026-12-04"}, // said on a Friday
		{"2026-11-27", "this Friday", "2026-11-27"},
		{"2026-11-27", "next Friday", "2026-12-04"},
		{"2026-11-27", "by the end of the week", "2026-11-27"},
		{"2026-11-29", "next Friday", "2026-12-04"}, // Sunday: the ISO week begins tomorrow
		{"2026-11-29", "next week", "2026-11-30"},
		{"2026-11-28", "this weekend", "2026-11-28"},
		{"2026-11-29", "this weekend", "2026-11-29"},
		{"2026-12-30", "in two days", "2027-01-01"},
		{"2026-12-30", "next week", "2027-01-04"},
		{"2026-12-30", "end of the month", "2026-12-31"},
		{"2026-12-30", "the 15th", "2027-01-15"},
		{"2026-01-31", "in a month", "2026-02-28"},
		{"2026-01-31", "the 30th", "2026-03-30"}, // February has none
		{"2026-02-10", "Feb 29", "2028-02-29"},
		{"2026-11-30", "end of the month", "2026-11-30"},
		{"2026-12-28", "a week after Christmas", "2027-01-01"},
		{"2026-03-31", "end of the quarter", "2026-03-31"},
		{"2026-12-31", "next quarter", "2027-01-01"},
		{"2026-11-20", "in 1 business day", "2026-11-23"},
		{"2026-11-21", "tomorrow EOD", "2026-11-22"},
	}
	for _, tt := range tests {
		d, err := ParseDate(tt.said)
		if err != nil {
			t.Fatal(err)
		}
		r, _ := Resolve(tt.text, d.In(time.UTC, 9, 0), Options{})
		if r.Date.String() != tt.want {
			t.Errorf("%q said on %s: %s, want %s", tt.text, tt.said, r.Date, tt.want)
		}
	}
}

// What holds of every day of three years, leap day included.
func TestEveryDay(t *testing.T) {
	read := func(text string, d Date) Date {
		r, ok := Resolve(text, d.In(time.UTC, 8, 0), Options{})
		if !ok {
			t.Fatalf("%q said on %s: no date", text, d)
		}
		return r.Date
	}
	for d := (Date{2026, time.January, 1}); d.Year < 2029; d = d.AddDays(1) {
		tests := []struct {
			text string
			ok   func(Date) bool
		}{
			{"tomorrow", func(r Date) bool { return r.DaysSince(d) == 1 }},
			{"in two weeks", func(r Date) bool { return r.DaysSince(d) == 14 }},
			{"Thursday", func(r Date) bool { return r.Weekday() == time.Thursday && r.DaysSince(d) >= 1 && r.DaysSince(d) <= 7 }},
			{"this Sunday", func(r Date) bool { return r.Weekday() == time.Sunday && r.DaysSince(d) <= 6 }},
			{"next Friday", func(r Date) bool { return r.DaysSince(d.Monday()) == 11 }},
			{"next week", func(r Date) bool { return r.DaysSince(d.Monday()) == 7 }},
			{"Monday after next", func(r Date) bool { return r.DaysSince(d.Monday()) == 14 }},
			{"end of the month", func(r Date) bool { return r.Month == d.Month && r.AddDays(1).Day == 1 }},
			{"end of the quarter", func(r Date) bool { return r.Month%3 == 0 && r.AddDays(1).Day == 1 && r.DaysSince(d) < 93 }},
			{"end of next month", func(r Date) bool {
				return r.AddDays(1).Day == 1 && r.AddDays(1) == Date{d.Year, d.Month, 1}.AddMonths(2)
			}},
			{"by the end of the week", func(r Date) bool { return !r.Before(d) && (r.Weekday() == time.Friday || r == d) }},
			{"on the 29th", func(r Date) bool { return r.Day == 29 && r.DaysSince(d) < 60 }},
			{"March 1st", func(r Date) bool { return r.Day == 1 && r.Month == time.March && r.DaysSince(d) <= 365 }},
			{"in 3 business days", func(r Date) bool { return r.IsWorkday(nil) && r.DaysSince(d) >= 3 && r.DaysSince(d) <= 5 }},
			{"mid December", func(r Date) bool { return r.Day == 15 && r.Month == time.December || r == d }},
			{"this quarter", func(r Date) bool { return (r.Month-1)/3 == (d.Month-1)/3 }},
		}
		for _, tt := range tests {
			if r := read(tt.text, d); r.Before(d) || !tt.ok(r) {
				t.Errorf("%q said on %s, a %s: %s", tt.text, d, d.Weekday(), r)
			}
		}
	}
}

func TestMorningIsOver(t *testing.T) {
	for hour, want := range map[int]bool{8: true, 15: false} {
		now := DateOf(tuesday).In(time.UTC, hour, 0)
		if r, ok := Resolve("spoke to her this morning", now, Options{}); ok != want {
			t.Errorf("said at %d: %v", hour, r)
		}
	}
}

func TestOptions(t *testing.T) {
	holiday := func(d Date) bool { return d.Month == time.November && (d.Day == 26 || d.Day == 27) }
	tests := []struct {
		text string
		o    Options
		want string
	}{
		{"by 3/12", Options{}, "2027-03-12"},
		{"by 3/12", Options{DayFirst: true}, "2026-12-03"},
		{"by 25/12", Options{}, "2026-12-25"},
		{"by 12/25", Options{DayFirst: true}, "2026-12-25"},
		{"Thursday 3/12", Options{}, "2026-12-03"}, // 12 March 2027 is a Friday
		{"3.12.", Options{}, "2026-12-03"},         // points put the day first everywhere
		{"in 2 business days", Options{Holiday: holiday}, "2026-11-30"},
		{"last working day of the month", Options{Holiday: func(d Date) bool { return d.Day == 30 }}, "2026-11-27"},
		{"end of the fiscal year", Options{YearEnd: time.March}, "2027-03-31"},
		{"end of FY27", Options{YearEnd: time.March}, "2027-03-31"},
		{"by Q4", Options{YearEnd: time.March}, "2027-03-31"},
		{"end of the quarter", Options{YearEnd: time.January}, "2027-01-31"},
		{"Q1 FY28", Options{YearEnd: time.June}, "2027-07-01"},
	}
	for _, tt := range tests {
		r, _ := Resolve(tt.text, tuesday, tt.o)
		if r.Date.String() != tt.want {
			t.Errorf("%q with %+v: %s, want %s", tt.text, tt.o, r.Date, tt.want)
		}
	}
}

func TestSure(t *testing.T) {
	sure := []string{"Thursday", "by Friday", "tomorrow", "in two weeks", "December 3", "the 15th", "end of the month", "EOD", "on Monday"}
	unsure := []string{"next Friday", "next week", "in a few days", "3/4", "early next week", "mid December", "before Friday", "after Christmas", "Tuesday", "Monday or Tuesday", "3 November"}
	for _, text := range sure {
		if r, ok := Resolve(text, tuesday, Options{}); !ok || !r.Sure {
			t.Errorf("%q: %+v, want it sure", text, r)
		}
	}
	for _, text := range unsure {
		if r, ok := Resolve(text, tuesday, Options{}); !ok || r.Sure {
			t.Errorf("%q: %+v, want it read but unsure", text, r)
		}
	}
}

func TestGrain(t *testing.T) {
	tests := map[string]Grain{
		"Friday": Day, "Friday at 3": Time, "EOD": Day, "next week": Week, "next month": Month, "in March": Month,
		"in Q2": Quarter, "next year": Year, "end of Q2": Day, "in 20 minutes": Time, "early next week": Week,
	}
	for text, want := range tests {
		if r, _ := Resolve(text, tuesday, Options{}); r.Grain != want {
			t.Errorf("%q: %s, want %s", text, r.Grain, want)
		}
	}
}

func TestAnswerFor(t *testing.T) {
	tests := []struct{ text, ref, tz, want string }{
		{"Friday at 3", "2026-11-24T10:00:00", "UTC", `{"date":"2026-11-27","time":"15:00","grain":"time","phrase":"Friday at 3"}`},
		{"I'll do it by Friday", "2026-11-24T10:00:00", "", `{"date":"2026-11-27","time":null,"grain":"day","phrase":"by Friday"}`},
		{"no idea when", "2026-11-24T10:00:00", "UTC", `{}`},
		{"tomorrow", "2026-11-24T23:30:00Z", "Asia/Tokyo", `{"date":"2026-11-26","time":null,"grain":"day","phrase":"tomorrow"}`},
		{"by 8/01", "2026-12-30T10:00:00+01:00", "Europe/Brussels", `{"date":"2027-01-08","time":null,"grain":"day","phrase":"by 8/01"}`},
		{"by 8/01", "2026-12-30T10:00:00", "America/Denver", `{"date":"2027-08-01","time":null,"grain":"day","phrase":"by 8/01"}`},
		{"in 2 hours", "2026-10-25T01:30:00+02:00", "Europe/Berlin", `{"date":"2026-10-25","time":"02:30","grain":"time","phrase":"in 2 hours"}`},
	}
	for _, tt := range tests {
		a, err := AnswerFor(tt.text, tt.ref, tt.tz)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
		}
		if b, _ := json.Marshal(a); string(b) != tt.want {
			t.Errorf("%q at %s in %s:\n got %s\nwant %s", tt.text, tt.ref, tt.tz, b, tt.want)
		}
	}
	for _, bad := range [][2]string{{"2026-11-24T10:00:00", "Mars/Olympus"}, {"Tuesday", "UTC"}} {
		if _, err := AnswerFor("Friday", bad[0], bad[1]); err == nil {
			t.Errorf("ref %q, zone %q: no error", bad[0], bad[1])
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, l := range lines(f, "due.txt") {
		text, _, _ := strings.Cut(l, " => ")
		f.Add(text, int64(0))
	}
	for _, l := range lines(f, "none.txt") {
		f.Add(l, int64(1e7))
	}
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, plus int64) {
		now := tuesday.Add(time.Duration(plus%(20*366*24*3600)) * time.Second).In(zone)
		end := 0
		for _, r := range Find(text, now, Options{DayFirst: plus%2 == 0}) {
			if r.Date.Before(DateOf(now)) {
				t.Errorf("%q at %s: %s is past", text, now, r.Date)
			}
			if !r.Date.Valid() || r.Grain == "" {
				t.Errorf("%q: no day or grain: %+v", text, r)
			}
			if r.From < end || r.To <= r.From || text[r.From:r.To] != r.Phrase {
				t.Errorf("%q: phrase %q at %d:%d after %d", text, r.Phrase, r.From, r.To, end)
			}
			if _, err := time.Parse("15:04", r.Clock); r.Clock != "" && err != nil {
				t.Errorf("%q: clock %q", text, r.Clock)
			}
			end = r.To
		}
		Resolve(text, now, Options{})
	})
}

// What reps say most of the time: no word of time, no figure.
const plain = `We walked them through the handover and they kept coming back to the same worry, which is that nobody owns the numbers.
She liked the report but asked who would keep it honest, and whether the people on the floor would have to type things again.
`

func BenchmarkFindPlain(b *testing.B) { benchmark(b, strings.Repeat(plain, 50)) }

func BenchmarkFindDates(b *testing.B) {
	benchmark(b, strings.Repeat(plain+"I'll send the pricing by Friday, the 3rd of December at the latest.\n", 30))
}

func BenchmarkFindSentence(b *testing.B) {
	benchmark(b, "I'll send you the revised order form by Friday.")
}

func benchmark(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, tuesday, Options{})
	}
}

func TestFiguresLeaveNoDoubtOnceTheOrderIsSet(t *testing.T) {
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	for _, set := range []bool{false, true} {
		r, ok := Resolve("by 3/4", now, Options{DayFirst: true, OrderSet: set})
		if !ok || r.Date != (Date{2027, 4, 3}) || r.Sure != set {
			t.Errorf("set %v: %+v, %v", set, r, ok)
		}
	}
}
