package kv_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"heed/store/kv"
)

func TestKey(t *testing.T) {
	for _, c := range []struct {
		parts []string
		key   string
	}{
		{nil, ""},
		{[]string{""}, "%"},
		{[]string{"T1"}, "T1"},
		{[]string{"T1", "20261122T150405.000Z", "F000012"}, "T1/20261122T150405.000Z/F000012"},
		{[]string{"a/b", "c"}, "a%2Fb/c"},
		{[]string{"a", "b/c"}, "a/b%2Fc"},
		{[]string{"100%", "%2F"}, "100%25/%252F"},
		{[]string{"", "", ""}, "%/%/%"},
		{[]string{"/", "%"}, "%2F/%25"},
		{[]string{"\x00", "\xff\xfe", "Müller & Söhne"}, "\x00/\xff\xfe/Müller & Söhne"},
	} {
		if got := kv.Key(c.parts...); got != c.key {
			t.Errorf("Key(%q) = %q, want %q", c.parts, got, c.key)
		}
		if got := kv.Split(c.key); !slices.Equal(got, c.parts) {
			t.Errorf("Split(%q) = %q, want %q", c.key, got, c.parts)
		}
	}
}

// Split is also shown keys that Key never made.
func TestSplitForeign(t *testing.T) {
	for key, want := range map[string][]string{
		"a//b": {"a", "", "b"},
		"/":    {"", ""},
		"%2":   {"%2"},
		"%2f":  {"%2f"},
		"50%":  {"50%"},
	} {
		if got := kv.Split(key); !slices.Equal(got, want) {
			t.Errorf("Split(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestUnder(t *testing.T) {
	r := kv.Under("T1", "C/1")
	for _, in := range [][]string{{"T1", "C/1", "x"}, {"T1", "C/1", ""}, {"T1", "C/1", "/", "y"}} {
		if k := kv.Key(in...); !holds(r, k) {
			t.Errorf("%q is not under T1, C/1", k)
		}
	}
	for _, out := range [][]string{{"T1"}, {"T1", "C/1"}, {"T1", "C/12", "x"}, {"T1", "C", "1", "x"}, {"T", "1", "C/1", "x"}} {
		if k := kv.Key(out...); holds(r, k) {
			t.Errorf("%q is under T1, C/1", k)
		}
	}
	if !holds(kv.Under(), "anything") {
		t.Error("Under() leaves something out")
	}
}

func holds(r kv.Range, k string) bool {
	from, to := r.Bounds()
	return k >= from && (to == "" || k < to)
}

func FuzzKey(f *testing.F) {
	f.Add("T1", "C1", "1700000000.000100", "T12")
	f.Add("", "/", "%", "%2F")
	f.Add("a/b", "", "\xff", "a")
	f.Fuzz(func(t *testing.T, a, b, c, other string) {
		parts := []string{a, b, c}
		key := kv.Key(parts...)
		if got := kv.Split(key); !slices.Equal(got, parts) {
			t.Fatalf("Split(Key(%q)) = %q", parts, got)
		}
		if !holds(kv.Under(a), key) || !holds(kv.Under(a, b), key) || holds(kv.Under(parts...), key) {
			t.Fatalf("%q is not where it belongs", key)
		}
		if other != a && holds(kv.Under(other), key) {
			t.Fatalf("%q is under %q", key, other)
		}
		if other != b && holds(kv.Under(a, other), key) {
			t.Fatalf("%q is under %q, %q", key, a, other)
		}
		_ = kv.Split(strings.Join(parts, "/"))
	})
}

func TestStamp(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	at := time.Date(2026, 11, 22, 16, 4, 5, 678_999_999, berlin)
	if got := kv.Stamp(at); got != "20261122T150405.678Z" {
		t.Errorf("Stamp = %q", got)
	}
	back, err := kv.ParseStamp("20261122T150405.678Z")
	if err != nil || !back.Equal(at.Truncate(time.Millisecond)) || back.Location() != time.UTC {
		t.Errorf("ParseStamp = %v, %v", back, err)
	}
	for _, bad := range []string{"", "2026", "20261122T150405Z", "20261122T150405.6789Z", "20261122T150405.678", "20261332T150405.678Z", "20261122T150405,678Z"} {
		if got, err := kv.ParseStamp(bad); err == nil {
			t.Errorf("ParseStamp(%q) = %v, want an error", bad, got)
		}
	}
}

func FuzzStampOrder(f *testing.F) {
	f.Add(int64(0), int64(1))
	f.Add(int64(1795359845678), int64(-62135596800000))
	f.Add(int64(1)<<62, -(int64(1) << 62))
	f.Fuzz(func(t *testing.T, a, b int64) {
		x, y := kv.Stamp(time.UnixMilli(a)), kv.Stamp(time.UnixMilli(b))
		if len(x) != len("20261122T150405.000Z") {
			t.Fatalf("Stamp of %d ms is %q", a, x)
		}
		if a < b && x > y {
			t.Fatalf("%d < %d, but %q > %q", a, b, x, y)
		}
		back, err := kv.ParseStamp(x)
		if err != nil || kv.Stamp(back) != x {
			t.Fatalf("%q comes back as %v, %v", x, back, err)
		}
	})
}
