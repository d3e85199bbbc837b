package digest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/when"
)

var (
	to     = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC) // a Friday
	from   = to.AddDate(0, 0, -7)
	window = Window{Label: "2026-W47", Week: 47, From: from, To: to}
)

func utc(string) *time.Location { return time.UTC }

func weeksAgo(n int) time.Time { return to.AddDate(0, 0, -7*n).Add(-48 * time.Hour) }

func heard(rep string, at time.Time, cues, missed int, kinds ...string) Stat {
	s := Stat{Rep: rep, At: at, Cues: cues, Missed: missed, Kinds: kinds}
	if missed > 0 {
		s.MissedKind = kinds
	}
	return s
}

func kept1(rep string, settled time.Time, due when.Date) followup.FollowUp {
	return followup.FollowUp{Owner: rep, Side: call.Rep, State: followup.Done, Made: from, Settled: settled, Due: due}
}

func open1(rep string, made time.Time, due when.Date) followup.FollowUp {
	return followup.FollowUp{Owner: rep, Side: call.Rep, State: followup.Open, Made: made, Due: due}
}

// week is one week of three reps with everything in it.
func week() Inputs {
	in := Inputs{Window: window, Loc: utc}
	today := when.DateOf(to)
	for i, rep := range []string{"ana", "ben", "cleo"} {
		for n := range 1 + TrendWeeks {
			in.Stats = append(in.Stats, heard(rep, weeksAgo(n), 4, 1+i%2, "worry", "pain"))
		}
		in.FollowUps = append(in.FollowUps,
			kept1(rep, to.Add(-time.Hour), today), kept1(rep, to.Add(-time.Hour), today.AddDays(-3)),
			open1(rep, from, today.AddDays(-1)), open1(rep, from, today.AddDays(3)), open1(rep, from, when.Date{}))
	}
	return in
}

func TestFullWeek(t *testing.T) {
	d := Build(week())
	if d.Calls != 3 || d.Label != "2026-W47" || d.Week != 47 || d.Practise != "pain" {
		t.Errorf("got %+v", d)
	}
	if d.Kept == nil || d.Kept.Settled != 6 || *d.Kept.OnTime != 3 {
		t.Errorf("kept: %+v", d.Kept)
	}
	if d.Open == nil || d.Open.Open != 9 || *d.Open.Overdue != 3 {
		t.Errorf("open: %+v", d.Open)
	}
	if want := []Theme{{"pain", 3}, {"worry", 3}}; !slices.Equal(d.Themes, want) {
		t.Errorf("themes: %+v", d.Themes)
	}
	l := d.Listening
	if l == nil || l.Now != 8.0/12 || l.Before == nil || *l.Before != 8.0/12 {
		t.Fatalf("listening: %+v", l)
	}
	if d.Empty() {
		t.Error("a full digest is empty")
	}
}

// Without any one of its three reps, no number of the week is left.
func TestTwoRepsHaveNoNumbers(t *testing.T) {
	for _, gone := range []string{"ana", "ben", "cleo"} {
		in := week()
		in.Stats = slices.DeleteFunc(in.Stats, func(s Stat) bool { return s.Rep == gone })
		in.FollowUps = slices.DeleteFunc(in.FollowUps, func(f followup.FollowUp) bool { return f.Owner == gone })
		if d := Build(in); !d.Empty() || d.Practise != "" {
			t.Errorf("without %s there is %+v", gone, d)
		}
	}
}

// numbers are all numbers of a digest, by name.
func numbers(d Digest) map[string]float64 {
	out := map[string]float64{}
	if d.Calls > 0 {
		out["calls"] = float64(d.Calls)
	}
	if k := d.Kept; k != nil {
		out["kept"] = float64(k.Settled)
		if k.OnTime != nil {
			out["kept on time"] = float64(*k.OnTime)
		}
	}
	if o := d.Open; o != nil {
		out["open"] = float64(o.Open)
		if o.Overdue != nil {
			out["overdue"] = float64(*o.Overdue)
		}
	}
	for _, th := range d.Themes {
		out["theme "+th.Kind] = float64(th.Calls)
	}
	if d.Practise != "" {
		out["practise"] = 1
	}
	if l := d.Listening; l != nil {
		out["listening"] = l.Now
		if l.Before != nil {
			out["listening before"] = *l.Before
		}
	}
	return out
}

func randomWeek(rng *rand.Rand) Inputs {
	in := Inputs{Window: window, Loc: utc}
	kinds := []string{"worry", "pain", "goal"}
	reps := []string{"ana", "ben", "cleo", "dora"}
	for range rng.IntN(30) {
		cues := rng.IntN(4)
		at := weeksAgo(rng.IntN(7) - 1)
		in.Stats = append(in.Stats, heard(reps[rng.IntN(4)], at, cues, rng.IntN(cues+1), kinds[rng.IntN(3)]))
	}
	for range rng.IntN(24) {
		f := open1(reps[rng.IntN(4)], to.AddDate(0, 0, rng.IntN(20)-15), when.DateOf(to).AddDays(rng.IntN(20)-10))
		f.State = []followup.State{followup.Open, followup.Done, followup.Dropped}[rng.IntN(3)]
		f.Side = []call.Side{call.Rep, call.Customer, call.Unknown}[rng.IntN(3)]
		f.Settled = to.AddDate(0, 0, rng.IntN(12)-9)
		in.FollowUps = append(in.FollowUps, f)
	}
	return in
}

// Every number has at least three reps behind it: whichever rep it counts is
// taken out, there are two others whose absence changes or removes it too.
// And no number tells what it tells of each rep alone.
func TestEveryNumberHasThreeReps(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	shown := 0
	for range 4000 {
		in := randomWeek(rng)
		for name := range numbers(Build(in)) {
			shown++
			if n := repsBehind(in, name); n < MinReps {
				t.Fatalf("%d reps are behind %q of %+v", n, name, in)
			}
		}
		d := Build(in)
		if d.Kept != nil && d.Kept.OnTime != nil && *d.Kept.OnTime == 0 {
			t.Fatal("every rep was late, and everybody is told")
		}
		if d.Open != nil && d.Open.Overdue != nil && *d.Open.Overdue == d.Open.Open {
			t.Fatal("every promise is late, and everybody is told")
		}
		if d.Listening != nil && d.Listening.Now == 0 {
			t.Fatal("every rep missed everything, and everybody is told")
		}
	}
	if shown < 1000 {
		t.Errorf("only %d numbers were looked at", shown)
	}
}

// repsBehind counts, independently of Build, the reps whose calls or promises
// a number counts.
func repsBehind(in Inputs, number string) int {
	who := map[string]bool{}
	calls := func(from, to time.Time, has func(Stat) bool) {
		for _, s := range in.Stats {
			if !s.At.Before(from) && s.At.Before(to) && has(s) {
				who[s.Rep] = true
			}
		}
	}
	cues := func(s Stat) bool { return s.Cues > 0 }
	var kind string
	switch {
	case number == "calls":
		calls(from, to, func(Stat) bool { return true })
	case number == "listening":
		calls(from, to, cues)
	case number == "listening before":
		calls(from.AddDate(0, 0, -28), from, cues)
	case number == "practise":
		best := 0
		for _, k := range []string{"worry", "pain", "goal"} {
			who = map[string]bool{}
			calls(from, to, func(s Stat) bool { return slices.Contains(s.MissedKind, k) })
			best = max(best, len(who))
		}
		return best
	case scan(number, "theme %s", &kind):
		calls(from, to, func(s Stat) bool { return slices.Contains(s.Kinds, kind) })
	default:
		for _, f := range in.FollowUps {
			if f.Side == call.Customer {
				continue
			}
			open := f.State == followup.Open && f.Made.Before(to)
			kept := f.State == followup.Done && !f.Settled.Before(from) && f.Settled.Before(to)
			if number == "open" && open || number == "overdue" && open || number == "kept" && kept || number == "kept on time" && kept {
				who[f.Owner] = true
			}
		}
	}
	return len(who)
}

func scan(s, format string, into *string) bool {
	n, err := fmt.Sscanf(s, format, into)
	return err == nil && n == 1
}

// A part is told only beside its whole and over the same reps: taking any rep
// out removes both or leaves both, so that no rep's own is the difference of
// two numbers. What is kept and what is open are different promises.
func TestNoRepByDifference(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	looked := 0
	for range 2000 {
		in := randomWeek(rng)
		for _, rep := range []string{"", "ana", "ben", "cleo", "dora"} {
			out := in
			out.FollowUps = slices.DeleteFunc(slices.Clone(in.FollowUps), func(f followup.FollowUp) bool { return f.Owner == rep })
			n := numbers(Build(out))
			for whole, part := range map[string]string{"kept": "kept on time", "open": "overdue"} {
				if _, ok := n[part]; !ok {
					continue
				}
				looked++
				if n[whole] < n[part] || repsBehind(out, whole) != repsBehind(out, part) {
					t.Fatalf("%s is over other reps than %s: %v", part, whole, n)
				}
			}
			in2 := out
			in2.FollowUps = slices.DeleteFunc(slices.Clone(out.FollowUps), func(f followup.FollowUp) bool { return f.State == followup.Open })
			if m := numbers(Build(in2)); m["kept"] != n["kept"] || m["kept on time"] != n["kept on time"] {
				t.Fatalf("open promises are among the kept ones: %v and %v", n, m)
			}
		}
	}
	if looked < 200 {
		t.Errorf("only %d pairs were looked at", looked)
	}
}

func TestCountsOnlyWhatIsTheirs(t *testing.T) {
	in := week()
	customers, dropped, later := kept1("ana", to.Add(-time.Hour), when.Date{}), kept1("ben", to.Add(-time.Hour), when.Date{}), open1("cleo", to, when.Date{})
	customers.Side, dropped.State = call.Customer, followup.Dropped
	early, late := kept1("ana", from.Add(-time.Second), when.Date{}), kept1("ana", to, when.Date{})
	in.FollowUps = append(in.FollowUps, customers, dropped, later, early, late)
	in.Stats = append(in.Stats, heard("ana", to, 9, 9, "goal"), heard("ana", weeksAgo(6), 9, 9))
	if d, want := Build(in), Build(week()); *d.Kept.OnTime != *want.Kept.OnTime || d.Kept.Settled != want.Kept.Settled || d.Open.Open != want.Open.Open ||
		d.Calls != want.Calls || d.Listening.Now != want.Listening.Now || *d.Listening.Before != *want.Listening.Before {
		t.Errorf("got %+v %+v %+v", d, d.Kept, d.Open)
	}
}

// "On time" is by the owner's own midnight.
func TestOnTimeByTheOwnersClock(t *testing.T) {
	in := Inputs{Window: window, Loc: func(user string) *time.Location {
		if user == "ana" {
			return time.FixedZone("west", -8*3600)
		}
		return time.UTC
	}}
	thursday := when.DateOf(to).AddDays(-1)
	for _, rep := range []string{"ana", "ben", "cleo"} {
		in.FollowUps = append(in.FollowUps, kept1(rep, time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC), thursday))
	}
	if d := Build(in); *d.Kept.OnTime != 1 {
		t.Errorf("%d on time: in the west it is still Thursday", *d.Kept.OnTime)
	}
}

func TestAllLateTellsNoParts(t *testing.T) {
	in := Inputs{Window: window, Loc: utc}
	monday := when.DateOf(to).AddDays(-4)
	for _, rep := range []string{"ana", "ben", "cleo"} {
		in.FollowUps = append(in.FollowUps, kept1(rep, to.Add(-time.Hour), monday), open1(rep, from, monday))
		in.Stats = append(in.Stats, heard(rep, weeksAgo(0), 2, 2, "worry"))
	}
	d := Build(in)
	if d.Kept == nil || d.Kept.Settled != 3 || d.Kept.OnTime != nil || d.Open == nil || d.Open.Open != 3 || d.Open.Overdue != nil || d.Listening != nil {
		t.Errorf("got %+v, %+v, %+v", d.Kept, d.Open, d.Listening)
	}
}

// A week that tells nothing is left out of the trend, not drawn as nothing.
func TestTrendLeavesThinWeeksOut(t *testing.T) {
	in := week()
	for n := TrendWeeks; n >= 0; n-- {
		of := in
		of.Window = window.Before(n)
		of.FollowUps = nil
		if n == 2 {
			of.Stats = slices.DeleteFunc(slices.Clone(in.Stats), func(s Stat) bool { return s.Rep == "ben" })
		}
		in.Weeks = append(in.Weeks, BuildWeek(of))
	}
	var labels []string
	for _, w := range Build(in).Trend {
		labels = append(labels, w.Label)
	}
	if want := []string{"2026-W43", "2026-W44", "2026-W46", "2026-W47"}; !slices.Equal(labels, want) {
		t.Errorf("weeks %v", labels)
	}
	in.Stats = slices.DeleteFunc(in.Stats, func(s Stat) bool { return s.At.Before(from) })
	if l := Build(in).Listening; l == nil || l.Before != nil {
		t.Errorf("compared with no week: %+v", l)
	}
}

func TestThemesByCalls(t *testing.T) {
	in := Inputs{Window: window, Loc: utc}
	for _, rep := range []string{"ana", "ben", "cleo"} {
		in.Stats = append(in.Stats, heard(rep, weeksAgo(0), 1, 0, "timing", "goal"))
	}
	in.Stats = append(in.Stats, heard("ana", weeksAgo(0), 1, 0, "timing", "worry"), heard("ana", weeksAgo(0), 1, 0, "worry"), heard("ben", weeksAgo(0), 1, 0, "worry"))
	if got, want := Build(in).Themes, []Theme{{"timing", 4}, {"goal", 3}}; !slices.Equal(got, want) {
		t.Errorf("got %+v: two reps' worries are nobody's theme", got)
	}
}

func customer(id string, days ...int) memory.Customer {
	c := memory.Customer{ID: id, Name: id}
	for i, d := range days {
		c.Met(memory.Contact{At: to.AddDate(0, 0, -d), Call: fmt.Sprint(id, i)})
	}
	return c
}

func TestQuietCustomers(t *testing.T) {
	in := Inputs{Window: window, Loc: utc, Customers: []memory.Customer{
		customer("long gone", 400), customer("new and quiet", 25), customer("fine", 3), customer("never met"),
		customer("weekly", 40, 33, 26), customer("weekly and fine", 17, 10, 3), customer("twin b", 30), customer("twin a", 30),
		customer("half a year", 180), customer("a year", 365),
	}}
	d := Build(in)
	var got []string
	for _, q := range d.Quiet {
		got = append(got, q.Customer)
		if q.Default != (q.Customer != "weekly") {
			t.Errorf("%s: default is %v", q.Customer, q.Default)
		}
	}
	if want := []string{"new and quiet", "weekly", "twin a", "twin b", "half a year"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if d.Empty() {
		t.Error("quiet customers are worth a digest")
	}
}

func TestEmpty(t *testing.T) {
	if d := Build(Inputs{Window: window, Loc: utc}); !d.Empty() {
		t.Errorf("out of nothing comes %+v", d)
	}
}

func TestDigestSurvivesJSON(t *testing.T) {
	in := week()
	in.Weeks, in.Customers = []TeamWeek{BuildWeek(in)}, []memory.Customer{customer("twin", 30)}
	d := Build(in)
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var got Digest
	if err := json.Unmarshal(b, &got); err != nil || *got.Kept.OnTime != *d.Kept.OnTime || len(got.Trend) != 1 || got.Quiet[0] != d.Quiet[0] {
		t.Errorf("%v: %+v", err, got)
	}
}
