package analyze

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

func TestThresholdsHaveSources(t *testing.T) {
	for _, l := range limits() {
		if l.Source == "" || l.Unit == "" || l.Any == nil && l.Discovery == nil && l.Demo == nil && l.Negotiation == nil && l.CheckIn == nil {
			t.Errorf("%s: no source, no unit or no number: %+v", l.Name, l)
		}
	}
	for _, l := range Limits() {
		for _, typ := range append(Types, UnknownType) {
			if v, ok := l.Default(typ); ok && (v < l.Low || v > l.High) {
				t.Errorf("%s: the default %v for %s can't be set", l.Name, v, typ)
			}
		}
	}
	if len(Limits()) < 5 || Limits()[0].Name != "talk_share_max" {
		t.Errorf("not in the order of the file: %+v", Limits())
	}
	d := &document{Type: Demo, Opt: Options{Thresholds: map[Type]Thresholds{Demo: {"talk_share_max": 0.7}}}}
	if b, ok := d.bar("talk_share_max"); !ok || b != (Bar{"talk_share_max", 0.7, true}) {
		t.Errorf("own threshold: %v %v", b, ok)
	}
	unknown := &document{Type: UnknownType}
	if _, ok := unknown.bar("questions_min"); ok {
		t.Error("advice on the number of questions in an unknown kind of call")
	}
	if _, ok := unknown.ratioBar("talk_share_max"); ok {
		t.Error("advice on a ratio in an unknown kind of call")
	}
}

// pushy is a call of which our side says nearly everything.
func pushy(t *testing.T, o Options) *Report {
	t.Helper()
	var b strings.Builder
	b.WriteString("WEBVTT\n\n00:00:01.000 --> 00:01:10.000\nAna Keller: ")
	for range 30 {
		b.WriteString("Our platform shows the close live and our team built it for finance. ")
	}
	b.WriteString("\n\n00:01:11.000 --> 00:01:14.000\nMeera Joshi: Honestly, the handover worries me a lot.\n\n00:01:15.000 --> 00:01:30.000\nAna Keller: Our dashboard has all of that too.\n")
	o.Reps, o.At = []string{"Ana Keller"}, time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	c, err := call.Read(call.Input{Data: []byte(b.String()), Reps: o.Reps})
	if err != nil {
		t.Fatal(err)
	}
	return Analyze(c, o)
}

func find(r *Report, id string) *Finding {
	for i := range r.Findings {
		if r.Findings[i].ID == id {
			return &r.Findings[i]
		}
	}
	return nil
}

func TestTypeDecidesWhatIsMuch(t *testing.T) {
	for typ, want := range map[Type]bool{UnknownType: false, Discovery: true, Demo: true, CheckIn: true} {
		r := pushy(t, Options{Type: typ})
		for _, id := range []string{"talk_share", "self_talk"} {
			if got := find(r, id) != nil; got != want {
				t.Errorf("%s in a %s: %v", id, typ, got)
			}
		}
	}
}

// What a workspace set is what a finding is compared with, and says so.
func TestOwnThresholds(t *testing.T) {
	own := func(v float64) Options {
		return Options{Type: Demo, Thresholds: map[Type]Thresholds{Demo: {"monologue_max_s": v}}}
	}
	if f := find(pushy(t, Options{Type: Demo}), "monologue"); f != nil {
		t.Errorf("70 seconds are a monologue: %+v", f)
	}
	f := find(pushy(t, own(45)), "monologue")
	if f == nil || f.Bar == nil || *f.Bar != (Bar{"monologue_max_s", 45, true}) || !strings.Contains(f.Source, "workspace") {
		t.Errorf("with a bar of 45 seconds: %+v", f)
	}
}

// A packed report says the same once it is unpacked, but for its turns, and
// is much smaller.
func TestPack(t *testing.T) {
	for _, r := range []*Report{pushy(t, Options{Type: Demo}), pushy(t, Options{})} {
		r.Turns = nil
		before, _ := json.Marshal(r)
		r.Pack()
		packed, _ := json.Marshal(r)
		after, _ := json.Marshal(r.Unpacked())
		if string(after) != string(before) {
			t.Errorf("unpacked:\n%s\nwas\n%s", after, before)
		}
		if len(packed) > len(before)*8/10 {
			t.Errorf("%d bytes packed, %d before", len(packed), len(before))
		}
	}
}

func TestFindingsSayWhen(t *testing.T) {
	f := find(pushy(t, Options{}), "missed_cue")
	if f == nil || f.Start == nil || *f.Start != 71 {
		t.Errorf("%+v", f)
	}
}
