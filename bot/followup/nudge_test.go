package followup

import (
	"math/rand/v2"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func worker(loc *time.Location) Person {
	return Person{Loc: loc, Hours: DefaultHours()}
}

func day(s string) when.Date {
	d, err := when.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// 2026-11-02 is a Monday.
var monday = time.Date(2026, 11, 2, 11, 0, 0, 0, time.UTC)

func promise(due string) FollowUp {
	f := FollowUp{ID: "F-1", Owner: "U1", Side: call.Rep, Action: "send the pricing", State: Open, Made: monday}
	if due != "" {
		f.Due = day(due)
	}
	return f
}

func TestWhenAndWhy(t *testing.T) {
	snoozed := promise("2026-11-04")
	snoozed.Snooze(monday, "U1", day("2026-11-07")) // a Saturday
	theirs := promise("2026-11-04")
	theirs.Side = call.Customer
	asked := promise("2026-11-04")
	asked.Said(day("2026-11-04"))
	twice := asked
	twice.Said(day("2026-11-05"))
	thrice := twice
	thrice.Said(day("2026-11-10"))
	conditional := promise("")
	conditional.Strength = analyze.Conditional
	done := promise("2026-11-04")
	done.Finish(monday, "U1", "")
	theirUndated := promise("")
	theirUndated.Side = call.Customer
	late := promise("2026-10-30")
	undatedOnce := promise("")
	undatedOnce.Said(day("2026-11-04"))

	for _, c := range []struct {
		name string
		f    FollowUp
		day  string // "" for never
		why  Reason
	}{
		{"due on a working day", promise("2026-11-04"), "2026-11-04", DueToday},
		{"due today, made today: tomorrow at the earliest", promise("2026-11-02"), "2026-11-03", Overdue},
		{"due on a Sunday: the Friday before", promise("2026-11-08"), "2026-11-06", DueSoon},
		{"past when it was made", late, "2026-11-03", Overdue},
		{"no date: two working days", promise(""), "2026-11-04", NoDate},
		{"snoozed to a Saturday: Monday", snoozed, "2026-11-09", SnoozeOver},
		{"theirs: the working day after", theirs, "2026-11-05", TheyAreLate},
		{"theirs without a date", theirUndated, "", ""},
		{"conditional without a date", conditional, "", ""},
		{"asked once: the next working day", asked, "2026-11-05", Overdue},
		{"asked twice: three working days later, for the last time", twice, "2026-11-10", LastAsk},
		{"asked three times: silence", thrice, "", ""},
		{"undated, asked once: three working days later", undatedOnce, "2026-11-09", NoDate},
		{"done", done, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := worker(time.UTC)
			bundle, next := Plan([]FollowUp{c.f}, nil, p, monday)
			if !bundle.Empty() {
				t.Fatalf("nudged at once: %v", bundle.Items[0].Reason)
			}
			if c.day == "" {
				if !next.IsZero() {
					t.Fatalf("planned for %s, want never", next)
				}
				return
			}
			if want := day(c.day).In(time.UTC, 9, 0); !next.Equal(want) {
				t.Fatalf("planned for %s, want %s", next, want)
			}
			bundle, _ = Plan([]FollowUp{c.f}, nil, p, next)
			if len(bundle.Items) != 1 || bundle.Items[0].Reason != c.why {
				t.Fatalf("on the day: %+v, want %s", bundle, c.why)
			}
		})
	}
}

func TestSilentOutsideHoursAndWhenOff(t *testing.T) {
	f := []FollowUp{promise("2026-11-03")}
	p := worker(zone(t, "America/New_York"))
	for _, at := range []string{"2026-11-03T13:59:00Z", "2026-11-03T22:00:00Z", "2026-11-07T15:00:00Z"} {
		now, _ := time.Parse(time.RFC3339, at)
		if bundle, next := Plan(f, nil, p, now); !bundle.Empty() || !next.After(now) {
			t.Errorf("at %s: %d items, next %s", at, len(bundle.Items), next)
		}
	}
	p.Off = true
	if bundle, next := Plan(f, nil, p, monday.AddDate(0, 0, 1).Add(4*time.Hour)); !bundle.Empty() || !next.IsZero() {
		t.Error("somebody who is off was nudged")
	}
}

// TestSimulation lets people with random promises live through ninety days
// across the end of daylight saving: at most one bundle a day, only in working
// hours, nothing settled, nothing more than a working day late for the first
// time, and never more than three times without an answer.
func TestSimulation(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo", "UTC"}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	for i := range 60 {
		p := worker(zone(t, zones[i%len(zones)]))
		live(t, rnd, p)
	}
}

func live(t *testing.T, rnd *rand.Rand, p Person) {
	t.Helper()
	now := time.Date(2026, 9, 14, 6, 0, 0, 0, time.UTC)
	end := now.AddDate(0, 0, 90)
	var fs []FollowUp
	for now.Before(end) {
		bundle, next := Plan(fs, nil, p, now)
		if !bundle.Empty() {
			checkBundle(t, p, bundle.Items, now)
			p.LastNudge = when.DateOf(now.In(p.Loc))
			for _, it := range bundle.Items {
				for i := range fs {
					if fs[i].ID == it.FollowUp.ID {
						fs[i].Said(p.LastNudge)
						if rnd.IntN(3) == 0 {
							fs[i].Finish(now, "U1", "")
						}
					}
				}
			}
			continue
		}
		step := now.Add(time.Duration(1+rnd.IntN(20)) * time.Hour)
		if next.IsZero() || next.After(step) {
			now = step
			f := promise("")
			f.ID = now.String()
			f.Made = now
			if rnd.IntN(3) > 0 {
				f.Due = when.DateOf(now.In(p.Loc)).AddDays(rnd.IntN(14))
			}
			fs = append(fs, f)
			continue
		}
		if !next.After(now) {
			t.Fatalf("next %s is not after %s", next, now)
		}
		now = next
	}
}

func checkBundle(t *testing.T, p Person, bundle []Item, now time.Time) {
	t.Helper()
	local := now.In(p.Loc)
	today := when.DateOf(local)
	if p.LastNudge == today {
		t.Fatalf("two bundles on %s", today)
	}
	if h := local.Hour(); h < p.Start || h >= p.End || !p.works(today) {
		t.Fatalf("nudged at %s", local)
	}
	for _, it := range bundle {
		f := it.FollowUp
		if f.State != Open || f.Nudges > 2 {
			t.Fatalf("nudged %d times, %s", f.Nudges, f.State)
		}
		if it.Reason == DueToday && f.Due != today {
			t.Fatalf("due %s called today on %s", f.Due, today)
		}
		if first := f.Nudges == 0 && !f.Due.IsZero(); first {
			latest := p.addWorkdays(f.Due, 1)
			if made := p.addWorkdays(when.DateOf(f.Made.In(p.Loc)), 1); latest.Compare(made) < 0 {
				latest = made
			}
			if today.Compare(latest) > 0 {
				t.Fatalf("due %s, made %s, first brought up on %s", f.Due, f.Made, today)
			}
		}
	}
}

// Who flies west lives a day twice, and who flies east loses one; neither
// hears of a thing twice on the day of one label.
func TestZonesMove(t *testing.T) {
	tokyo, york := zone(t, "Asia/Tokyo"), zone(t, "America/New_York")
	f := promise("2026-11-06")
	p := worker(tokyo)
	at := time.Date(2026, 11, 6, 9, 0, 0, 0, tokyo)
	if items, _ := Plan([]FollowUp{f}, nil, p, at); len(items.Items) != 1 {
		t.Fatal("nothing on the day in Tokyo")
	}
	f.Said(day("2026-11-06"))
	p.LastNudge, p.Loc = day("2026-11-06"), york
	other := promise("2026-11-05")
	for _, at := range []time.Time{at.Add(time.Minute), time.Date(2026, 11, 5, 10, 0, 0, 0, york), time.Date(2026, 11, 6, 10, 0, 0, 0, york)} {
		items, next := Plan([]FollowUp{f, other}, nil, p, at)
		if !items.Empty() || !next.Equal(time.Date(2026, 11, 9, 9, 0, 0, 0, york)) {
			t.Errorf("at %v: %d items, next %v", at, len(items.Items), next)
		}
	}
}
