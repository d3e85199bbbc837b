package coach

import (
	"strings"
	"testing"

	"heed/bot/story"
	"heed/store"
)

// A story goes with who told it, whom it is about, the customer in it, and
// whoever of the customer's it names; nobody else takes it down.
func TestStoriesForgotten(t *testing.T) {
	const told = "story Ben took Tobias of Elmfield Dental a jar of marmalade"
	for name, c := range map[string]struct {
		do   Event
		gone bool
	}{
		"who told it":       {click("UANA", "forget.me", ""), true},
		"whom it is about":  {click("UBEN", "forget.me", ""), true},
		"the customer":      {click("UANA", "forget.customer", "C-1"), true},
		"who is named":      {click("UANA", "forget.person", "C-1/Tobias"), true},
		"taken down by Ben": {click("UBEN", "story.down", "Y-1"), true},
		"taken down by Ana": {click("UANA", "story.down", "Y-1@0"), true},
		"a stranger's try":  {click("UCLEO", "story.down", "Y-1"), false},
		"consent of others": {click("UANA", "story.named", "Y-1"), false},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := sealedWorld(t)
			w.do(dm("UANA", elmfield))
			w.do(dm("UBEN", elmfield+"\n- more"))
			w.do(dm("UCLEO", ridley))
			w.wantSaid(w.do(slash("UANA", told)), "marmalade")
			w.send()
			s := all(w, store.Stories)
			if len(s) != 1 || s[0].About != "UBEN" || s[0].Customer != "C-1" {
				t.Fatalf("%+v", s)
			}
			w.do(c.do)
			if s := all(w, store.Stories); (len(s) == 0) != c.gone || !c.gone && s[0].May() {
				t.Errorf("%+v", s)
			}
			if c.gone {
				w.wantForgotten("marmalade")
			}
		})
	}
}

// Who is in a story: a mention, one name, or oneself; of several nobody is
// asked.
func TestHero(t *testing.T) {
	for text, want := range map[string]story.Story{
		"<@UBEN> stayed until nine":                  {About: "UBEN"},
		"Ben stayed until nine":                      {About: "UBEN"},
		"I stayed until nine":                        {About: "UANA"},
		"We both stayed until nine":                  {About: "UANA"},
		"Ben and <@UCLEO> stayed":                    {About: "UCLEO", Doubt: story.Several},
		"<@UBEN> and <@UCLEO> stayed":                {About: "UANA", Doubt: story.Several},
		"Ben and Cleo stayed":                        {About: "UANA", Doubt: story.Several},
		"Dave of the night shift stayed until nine":  {About: "UANA", Doubt: story.Nobody},
		"Benches were carried by everyone until six": {About: "UANA", Doubt: story.Nobody},
	} {
		w := newWorld(t)
		w.do(dm("UBEN", "help"))
		w.do(dm("UCLEO", "help"))
		w.do(slash("UANA", "story "+text))
		s := all(w, store.Stories)
		if len(s) != 1 || s[0].About != want.About || s[0].Doubt != want.Doubt || strings.Contains(s[0].Text, "<@") {
			t.Fatalf("%q: %+v, want %+v", text, s, want)
		}
		w.do(click(want.About, "story.named", s[0].ID))
		if s := all(w, store.Stories); s[0].May() != (want.Doubt == "") {
			t.Errorf("%q: a digest may hold it: %v", text, s[0].May())
		}
		w.do(click("UANA", "story.mine", s[0].ID))
		w.do(click("UANA", "story.unnamed", s[0].ID))
		if s := all(w, store.Stories); s[0].May() != (want.Doubt != story.Several) {
			t.Errorf("%q, told to be one's own: a digest may hold it: %v", text, s[0].May())
		}
	}
}

// With cards of one's own, a story about a customer is for its own reps.
func TestStoriesOfOthers(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UANA", elmfield))
	w.do(dm("UBEN", "help"))
	w.update(func(tx *store.Tx) error {
		return store.Workspaces.Put(tx, &store.Workspace{Team: "T1", Cards: store.CardsOfOwn})
	})
	w.do(slash("UANA", "story I took Elmfield Dental marmalade"))
	for _, e := range w.do(slash("UBEN", "stories")) {
		if e.User == "UBEN" && e.Message != nil && strings.Contains(e.Message.Fallback(), "marmalade") {
			t.Errorf("Ben sees %s", e.Message.Fallback())
		}
	}
}
