package reply

import (
	"slices"
	"testing"
)

// Whatever somebody writes, every promise is changed at most once, only
// promises of the list are, and a question is never an order.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"done", "intro Monday, questionnaire done", "not mine, <@UBEN> has it", "snooze all until next week", "the rest later", "\ue000 \ue100 done",
		"F-1 done; F-1 drop", "and and , . 1st last", "move to 3/4 and 4/3", "done?",
	} {
		f.Add(s)
	}
	items := list("+send the security questionnaire @Northgate Foods", "+introduce Dana to Priya @Northgate Foods", "send the pilot plan @Oakham Tools")
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := Read(s, items, Options{Now: friday, People: colleagues})
		if !ok && len(a.Changes)+len(a.Asks) > 0 {
			t.Fatalf("%q is no answer and asks for %+v", s, a)
		}
		var seen []string
		for _, c := range a.Changes {
			if slices.Contains(seen, c.ID) || !slices.ContainsFunc(items, func(i Item) bool { return i.ID == c.ID }) {
				t.Fatalf("%q changes %s: %+v", s, c.ID, a)
			}
			seen = append(seen, c.ID)
			if (c.Verb == Move || c.Verb == Snooze) && c.Day.IsZero() || c.Verb == HandOver && c.Person == "" {
				t.Fatalf("%q gives half an order: %+v", s, c)
			}
		}
		for _, q := range a.Asks {
			if len(q.Among) == 0 {
				t.Fatalf("%q asks about nothing: %+v", s, q)
			}
		}
	})
}
