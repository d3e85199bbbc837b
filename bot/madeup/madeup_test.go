package madeup

import (
	"strings"
	"testing"
)

func TestTalk(t *testing.T) {
	talk := Talk(100_000, 1)
	if talk != Talk(100_000, 1) || talk == Talk(100_000, 2) {
		t.Error("a seed doesn't stand for one talk")
	}
	seen, repeated := map[string]bool{}, 0
	for line := range strings.Lines(talk) {
		if strings.ContainsAny(line, "{}[]") {
			t.Fatalf("not written out: %q", line)
		}
		if seen[line] {
			repeated++
		}
		seen[line] = true
	}
	if repeated*10 > len(seen) {
		t.Errorf("%d of %d turns said before", repeated, len(seen))
	}
}
