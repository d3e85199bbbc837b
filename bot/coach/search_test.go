package coach

import (
	"fmt"
	"strings"
	"testing"

	"heed/store"
)

const (
	harborNote = `Call with Harbor Freight, Ines Falk (warehouse)
- they lose two hours a day to double booking, "my dispatchers dread Mondays"
- worried about moving the customs records
- parked behind the silo, the gate code is with the porter
- I'll send the customs checklist by Friday`
	linenNote = `Call with Linen Hotels, Theo Marsh (GM)
- double booking again, "two families in one room in August"
- budget is 40k, decides with the owners
- I'll send the housekeeping plan by Monday`
)

func found(t *testing.T) *world {
	w := newWorld(t)
	w.do(dm("UANA", harborNote))
	w.do(dm("UBEN", linenNote))
	return w
}

// plainly is what messages say, without styling, and what their buttons do.
func plainly(es ...store.Effect) string {
	var b strings.Builder
	for _, e := range es {
		if e.Message == nil {
			continue
		}
		for _, block := range e.Message.Blocks {
			b.WriteString(block.Text.String() + "\n")
			for _, el := range block.Elements {
				fmt.Fprintln(&b, el.Label, el.Action, el.Value)
			}
		}
	}
	return b.String()
}

// TestFind: what was learnt is for all, texts of calls are their rep's.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		user, query string
		want, not   string // pieces with a bar between
	}{
		{"UANA", "find booking", "Harbor Freight|two hours|Linen Hotels|booking again|open", ""},
		{"UCLEO", "find double bookings", "Harbor Freight|Linen Hotels", "Your note"},
		{"UANA", "find booking linen", "Linen Hotels|booking again", "Harbor"},
		{"UANA", "find budget", "40k", "Harbor"},
		{"UANA", "find gate codes", "Your note of today|behind the silo", "Linen"},
		{"UBEN", "find gate codes", "I found nothing", "Harbor|silo|Did you mean"},
		{"UCLEO", "find customs checklist", "Promised by|send the customs checklist", "Linen"},
		{"UCLEO", "find harbor freight", "the name itself|Brief on Harbor Freight", "Linen"},
		{"UCLEO", "find bookking", "Did you mean|Find “booking”", "Monday"},
		{"UCLEO", "find Habor Freigt", "Brief on Harbor Freight", ""},
		{"UCLEO", "find owners dispatchers", "Nothing has all of these", ""},
		{"UCLEO", "find", "What shall I look for", ""},
		{"UCLEO", "find the and", "nearly every line", ""},
		{"UCLEO", "search for double booking", "Harbor Freight|Linen Hotels", ""},
		{"UCLEO", "find <@U1> *_~` >&", "", ""},
	} {
		t.Run(c.user+" "+c.query, func(t *testing.T) {
			w := found(t)
			for _, es := range [][]store.Effect{w.do(slash(c.user, c.query)), w.do(dm(c.user, c.query))} {
				said := plainly(es...)
				for _, want := range strings.Split(c.want, "|") {
					if !strings.Contains(said, want) {
						t.Errorf("no %q in %s", want, said)
					}
				}
				for _, not := range strings.Split(c.not, "|") {
					if not != "" && strings.Contains(said, not) {
						t.Errorf("%q is in %s", not, said)
					}
				}
			}
		})
	}
}

// TestFindOwnCards: where cards are for a customer's own reps, so are words.
func TestFindOwnCards(t *testing.T) {
	w := found(t)
	w.setWorkspace(func(ws *store.Workspace) { ws.Cards = store.CardsOfOwn })
	for _, c := range []struct{ user, query string }{
		{"UCLEO", "booking"},
		{"UCLEO", "bookking"},
		{"UCLEO", "Harbor"},
		{"UCLEO", "Habor Freigt"},
		{"UANA", "families"},
		{"UANA", "famillies"},
		{"UANA", "Linen"},
		{"UBEN", "checklist"},
		{"UBEN", "dispatchers"},
	} {
		said := plainly(w.do(slash(c.user, "find "+c.query))...)
		said = strings.ReplaceAll(said, c.query, "")
		if !strings.Contains(said, "I found nothing") || strings.Contains(said, "Did you mean") {
			t.Errorf("%s %s: %s", c.user, c.query, said)
		}
	}
	if said := plainly(w.do(slash("UANA", "find booking"))...); !strings.Contains(said, "Harbor Freight") || strings.Contains(said, "Linen") {
		t.Errorf("Ana's own: %s", said)
	}
}

// TestFindPages turns pages, which show each customer once.
func TestFindPages(t *testing.T) {
	w := newWorld(t)
	names := strings.Split("Alder Foods,Bramble Dental,Cinder Hotels,Dunmore Glass,Kestrel Marine,Falcon Robotics,Granite Labs,Hollow Media,Ivory Pharma,Juniper Rail,Thistle Bakery,Lantern Cables", ",")
	for i, name := range names {
		note := dm("UBEN", "Call with "+name+", Ines Falk\n- they lose two hours a day to manual weighing, \"the bridge is slow\"\n- I'll send the plan by Friday")
		note.TS = ts(200 + i)
		w.do(note)
	}
	seen := map[string]int{}
	for page := range 3 {
		said := plainly(w.do(Event{Kind: Action, User: "UANA", Action: "find.more", Value: fmt.Sprint(page, " weighing"), Channel: "DANA", ChannelKind: DM, TS: ts(1)})...)
		for _, name := range names {
			seen[name] += strings.Count(said, name) - strings.Count(said, "Brief on "+name)
		}
		if more := strings.Contains(said, "find.more"); more != (page < 2) {
			t.Errorf("page %d: more is %v in %s", page, more, said)
		}
	}
	for _, name := range names {
		if seen[name] != 1 {
			t.Errorf("%s was shown %d times", name, seen[name])
		}
	}
}

// TestFindFollows: what is put right, taken out, moved, edited, undone and
// deleted is found as it is now.
func TestFindFollows(t *testing.T) {
	w := newWorld(t)
	note := post("UANA", 1, harborNote)
	w.watching("CCALLS")
	w.do(note)
	w.do(dm("UBEN", linenNote))
	finds := func(query, want string) {
		t.Helper()
		if said := plainly(w.do(slash("UCLEO", "find "+query))...); !strings.Contains(said, want) {
			t.Errorf("%s: no %q in %s", query, want, said)
		}
		if err := w.s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
	const nothing = "I found nothing"
	finds("dispatchers", "Harbor Freight")
	ref := ""
	for _, f := range all(w, store.Facts) {
		if strings.Contains(f.Words(), "dispatchers") {
			ref = f.Customer + "/" + f.ID
		}
	}
	for _, step := range []struct{ verb, query, want string }{
		{"drop", "dispatchers", nothing}, {"undo", "dispatchers", "Harbor Freight"}, {"pin", "dispatchers", "pinned"},
	} {
		for _, f := range all(w, store.Facts) {
			if strings.Contains(f.Words(), "dispatchers") {
				w.do(click("UANA", "fact.menu", step.verb+":"+f.Customer+"/"+f.ID+"@facts/"+f.Customer+"/0"))
			}
		}
		finds(step.query, step.want)
	}
	w.do(Event{Kind: Submit, User: "UANA", Callback: "fact.correct", PrivateMeta: `{"id":"` + ref + `","sheet":"facts/C-1/0"}`, Inputs: map[string]string{"text": "the foremen dread Mondays", "kind": "pain"}})
	finds("foremen", "the foremen dread")
	w.do(Event{Kind: Submit, User: "UANA", Callback: "fact.move", PrivateMeta: `{"id":"` + ref + `","sheet":"facts/C-1/0"}`, Inputs: map[string]string{"customer": "C-2"}})
	finds("foremen", "Linen Hotels")
	finds("foremen harbor", "Nothing has all of these")
	w.do(edit(note, w.now, strings.ReplaceAll(harborNote, "customs", "excise")))
	finds("excise", "Harbor Freight")
	finds("customs", nothing)
	w.do(deletion(note))
	finds("excise", nothing)
	finds("families", "Linen Hotels")
	if said := plainly(w.do(slash("UANA", "find silo"))...); !strings.Contains(said, nothing) {
		t.Errorf("the deleted text is found: %s", said)
	}
}
