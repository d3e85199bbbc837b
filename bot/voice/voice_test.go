package voice

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"heed/bot/analyze"
	"heed/bot/when"
)

func TestDay(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		want    string
	}{
		{2026, 11, 20, "today"},
		{2026, 11, 21, "tomorrow"},
		{2026, 11, 19, "yesterday"},
		{2026, 11, 27, "Fri 27 Nov"},
		{2027, 1, 4, "Mon 4 Jan"},
		{2027, 9, 30, "Thu 30 Sep"},
		{2027, 10, 1, "Fri 1 Oct 2027"},
		{2026, 1, 2, "Fri 2 Jan"},
		{2025, 12, 31, "Wed 31 Dec 2025"},
	} {
		if got := Day(when.Date{Year: c.y, Month: time.Month(c.m), Day: c.d}, friday); got != c.want {
			t.Errorf("%d-%d-%d is %q, want %q", c.y, c.m, c.d, got, c.want)
		}
	}
}

func TestCounting(t *testing.T) {
	for got, want := range map[string]string{
		plural(0, "call"): "0 calls", plural(1, "promise"): "1 promise", plural(2, "promise"): "2 promises",
		plural(3, "day"): "3 days", plural(2, "story"): "2 stories", plural(1, "day"): "1 day",
		ago(24 * time.Hour): "1 day", ago(13 * 24 * time.Hour): "13 days", ago(14 * 24 * time.Hour): "2 weeks",
		ago(21 * 24 * time.Hour): "3 weeks", ago(26 * 24 * time.Hour): "26 days", ago(40 * 24 * time.Hour): "5 weeks",
		list(nil, 3): "", list([]string{"a"}, 3): "a", list([]string{"a", "b"}, 3): "a and b", list([]string{"a", "b", "c"}, 3): "a, b and c",
		list([]string{"a", "b", "c", "d", "e"}, 3): "a, b, c and 2 more", list([]string{"a", "b"}, 1): "a and 1 more",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for in, want := range map[string]string{
		`no surprises`:                            `“no surprises”`,
		`"no surprises"`:                          `“no surprises”`,
		`“no surprises”`:                          `“no surprises”`,
		`dreads Mondays"`:                         `“dreads Mondays”`,
		`two hours a day, "my desk dreads it"`:    `“two hours a day, ‘my desk dreads it’”`,
		`"yes", she said, "but late"`:             `“‘yes’, she said, ‘but late’”`,
		`she said “no`:                            `“she said ‘no’”`,
		`it's the board's`:                        `“it's the board's”`,
		"  two\n lines ":                          `“two lines”`,
		`«sans surprise»`:                         `“sans surprise”`,
		strings.Repeat("long words ", 30) + `end`: `“` + strings.TrimSpace(strings.Repeat("long words ", 5)) + ` …”`,
	} {
		if got := quoted(in, 60).String(); got != want {
			t.Errorf("quoted(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestOwnWords(t *testing.T) {
	for in, want := range map[string]string{
		`they lose two hours, "my desk dreads Mondays"`:       "my desk dreads Mondays",
		`“no surprises” and “not one day more than that”`:     "not one day more than that",
		`"leading words" then none`:                           "leading words",
		`the "dashboard" was shown`:                           `the "dashboard" was shown`, // a name of something, no words of theirs
		`an open "quotation that never ends`:                  `an open "quotation that never ends`,
		`nothing quoted`:                                      "nothing quoted",
		``:                                                    "",
		`„wir haben keine Zeit" and "we have no time at all"`: "we have no time at all",
	} {
		if got := ownWords(in); got != want {
			t.Errorf("ownWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"one two three", 10, "one two …"},
		{"one, two three", 8, "one …"},
		{"a  b\tc\n", 10, "a b c"},
		{strings.Repeat("x", 20), 10, "xxxxxxxx …"},
		{strings.Repeat("無", 20), 10, strings.Repeat("無", 8) + " …"},
		{"", 5, ""},
	} {
		if got := Shorten(c.in, c.limit); got != c.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func FuzzShorten(f *testing.F) {
	f.Add("they said “no” and \"yes\"", 12)
	f.Add("\xff無 無", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = 3 + (limit%500+500)%500
		got := Shorten(s, limit)
		if n := utf8.RuneCountInString(got); n > limit || !strings.HasSuffix(got, "…") && got != strings.Join(strings.Fields(s), " ") {
			t.Errorf("%q is %d characters of at most %d", got, n, limit)
		}
		q := quoted(s, limit).String()
		if utf8.RuneCountInString(q) > limit+3 || strings.Count(q, "“") != 1 || strings.Count(q, "”") != 1 {
			t.Errorf("quoted(%q) = %s", s, q)
		}
		ownWords(s)
	})
}

func TestClock(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0:00", 9.9: "0:09", 760: "12:40", 3599: "59:59", 3600: "1:00:00", 4510: "1:15:10"} {
		if got := clock(seconds); got != want {
			t.Errorf("clock(%v) = %s, want %s", seconds, got, want)
		}
	}
}

func TestTalk(t *testing.T) {
	usually := func(share float64, calls int) *Trend { return &Trend{TalkShare: share, Calls: calls} }
	for _, c := range []struct {
		share float64
		trend *Trend
		want  string
	}{
		{0.6, nil, "About 60 % you."},
		{0.6, usually(0.5, 1), "About 60 % you."}, // one call is no habit
		{0.6, usually(0.5, 3), "About 60 % you, a bit above your usual 50."},
		{0.41, usually(0.44, 3), "About 40 % you, a bit below your usual 45."},
		{0.43, usually(0.44, 3), "About 45 % you, as usual for you."},
		{0.87, usually(0.5, 5), "About 85 % you, above your usual 50."},
		{0.3, usually(0.62, 5), "About 30 % you, below your usual 60."},
		{0.5, usually(0.5, 5), "About half you, half them, as usual for you."},
		{0.99, nil, "Almost all you."},
		{0.01, nil, "Almost all them."},
	} {
		if got := talk(c.share, c.trend); got != c.want {
			t.Errorf("%v against %+v: %q, want %q", c.share, c.trend, got, c.want)
		}
	}
}

func TestHeldBackFoldsByReason(t *testing.T) {
	held := []analyze.HeldBack{{Measure: "talk_share", Why: "x."}, {Measure: "cues", Why: "y"}, {Measure: "talk_share_time", Why: "x."}, {Measure: "unheard_of", Why: "y"}}
	got := strings.Join(heldBack(held), "\n")
	want := "Not claimed: the share of talk and the share of talk by time (x).\nNot claimed: what they let show and unheard of (y)."
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestLuggage(t *testing.T) {
	in := Luggage{ID: "F-1", Sheet: "nudge/2026-11-20", Channel: "D1", TS: "1.2"}
	if out, ok := ReadLuggage(in.pack()); !ok || out != in {
		t.Errorf("%+v came back as %+v", in, out)
	}
	for _, s := range []string{"", "{}", "null", "F-1", `{"sheet":"list"}`, `{"id":7}`} {
		if l, ok := ReadLuggage(s); ok {
			t.Errorf("%q is taken for luggage: %+v", s, l)
		}
	}
}

// A coach who edits the phrases is told of a section that is gone, a line
// without its words, or two lines for one thing.
func TestPhrases(t *testing.T) {
	for _, section := range []string{"help", "theme", "practise", "lead", "finding", "measure", "digest failed", "focus", "focus how", "focus counted"} {
		seen := map[string]bool{}
		for _, p := range phrases()[section] {
			if p.words == "" || seen[p.key] || strings.ContainsAny(p.words, "!") {
				t.Errorf("[%s] %q: %q", section, p.key, p.words)
			}
			seen[p.key] = true
		}
		if len(seen) == 0 {
			t.Errorf("no file of phrases has [%s]", section)
		}
	}
	for _, p := range phrases()["theme"] {
		if say("practise", p.key) == "" {
			t.Errorf("there is nothing to practise for %q", p.key)
		}
	}
	for _, section := range []string{"lead", "digest failed"} {
		if say(section, "other") == "" {
			t.Errorf("[%s] has nothing for what it doesn't name", section)
		}
	}
	if sayOr("measure", "no_such_thing") != "no such thing" {
		t.Error("what has no phrase isn't said in plain letters")
	}
}
