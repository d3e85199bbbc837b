package coach

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/bot/memory"
	"heed/store"
)

func (w *world) file(user, call, known, named string) []store.Effect {
	w.t.Helper()
	return w.do(Event{Kind: Submit, User: user, Callback: "call.customer", PrivateMeta: `{"id":"` + call + `"}`, Inputs: map[string]string{"known": known, "new": named}})
}

func (w *world) names() string {
	var out []string
	for _, c := range all(w, store.Customers) {
		out = append(out, c.ID+" "+c.Name+" ["+strings.Join(c.Aliases, ", ")+"]")
	}
	return strings.Join(out, "; ")
}

// A name typed with a slip makes a customer of its own; putting it right
// drops that again, and the misspelling is known from then on.
func TestTypoInAName(t *testing.T) {
	w := stocked(t)
	w.do(dm("UANA", "Call with Elmfeild Dentals, Hanna Lund\n- front desk hates Mondays\n- I'll send the contract by Friday"))
	w.send()
	if got := w.names(); !strings.Contains(got, "C-3 Elmfeild Dentals []") {
		t.Skipf("read as %s", got)
	}
	w.wantSaid(w.file("UANA", "K-3", "C-1", ""), "Elmfield Dental")
	if got := w.names(); got != "C-1 Elmfield Dental [Elmfeild Dentals]; C-2 Ridley Tools []" {
		t.Errorf("customers: %s", got)
	}
	for _, f := range all(w, store.FollowUps) {
		if f.Call == "K-3" && f.Customer != "C-1" {
			t.Errorf("%+v", f)
		}
	}
	w.do(post("UBEN", 3, "Call with Elmfeild Dentals\n- they want a pilot\n- I'll book the room by Friday"))
	if c := all(w, store.Calls)[3]; c.Customer != "C-1" {
		t.Errorf("the misspelling isn't known: %+v", c.Customer)
	}
}

// A wrong choice put right leaves nothing with the wrong customer: not the
// name, not the facts, not the promises, not the contact.
func TestWrongChoice(t *testing.T) {
	w := stocked(t)
	w.do(dm("UANA", "Call with Elmfield, Hanna Lund\n- front desk hates Mondays\n- I'll send the contract by Friday"))
	c := all(w, store.Calls)[2]
	if c.Named != "Elmfield" || c.Customer != "" {
		t.Skipf("read as %q of %q", c.Named, c.Customer)
	}
	w.send()
	w.wantSaid(w.do(click("UANA", "call.customer", "K-3=C-2")), "Ridley Tools")
	if got := w.names(); got != "C-1 Elmfield Dental []; C-2 Ridley Tools [Elmfield]" {
		t.Errorf("customers: %s", got)
	}
	w.file("UANA", "K-3", "C-1", "")
	if got := w.names(); got != "C-1 Elmfield Dental [Elmfield]; C-2 Ridley Tools []" {
		t.Errorf("customers: %s", got)
	}
	for _, k := range all(w, store.Customers) {
		for _, m := range k.Contacts {
			if m.Call == "K-3" && k.ID != "C-1" {
				t.Errorf("%s was in touch with %s", m.By, k.Name)
			}
		}
	}
	for _, f := range all(w, store.FollowUps) {
		if f.Call == "K-3" && f.Customer != "C-1" {
			t.Errorf("%+v", f)
		}
	}
	for _, f := range all(w, store.Facts) {
		for _, q := range f.Quotes {
			if q.Call == "K-3" && f.Customer != "C-1" {
				t.Errorf("%+v", f)
			}
		}
	}
}

// A right name made wrong, and right again, is the one name there is.
func TestRightAfterAll(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UANA", elmfield))
	w.send()
	w.file("UANA", "K-1", "", "Elmfeild")
	w.file("UANA", "K-1", "", "Elmfield Dental")
	if got := w.names(); !strings.HasSuffix(got, " Elmfield Dental []") || strings.Contains(got, ";") {
		t.Errorf("customers: %s", got)
	}
}

// An edit that corrects the customer's name moves the note; one that leaves
// the name leaves what was chosen.
func TestNameEdited(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, elmfield)
	w.do(note)
	w.send()
	w.wantSaid(w.do(edit(note, tuesday.Add(time.Minute), strings.Replace(elmfield, "Elmfield Dental", "Ashgrove Vets", 1))), "Ashgrove Vets")
	if got := w.names(); got != "C-2 Ashgrove Vets []" {
		t.Errorf("customers: %s", got)
	}
	if f := only(w, store.FollowUps); f.Customer != "C-2" {
		t.Errorf("%+v", f)
	}
	w.wantSaid(w.file("UANA", "K-1", "", "Quarry Lane School"), "Quarry Lane School")
	w.do(edit(note, tuesday.Add(2*time.Minute), strings.Replace(elmfield, "Elmfield Dental", "Ashgrove Vets", 1)+"\n- ok"))
	if c := only(w, store.Calls); c.Customer != "C-3" {
		t.Errorf("the choice didn't outlive an edit: %+v", w.names())
	}
}

// A customer goes with the last of its calls, and not before.
func TestDropEmpty(t *testing.T) {
	w := stocked(t)
	drop := func(id string) (dropped bool) {
		w.update(func(tx *store.Tx) (err error) {
			u := &unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}
			dropped, err = u.dropEmpty(id)
			return err
		})
		return dropped
	}
	for _, id := range []string{"C-1", "C-2", "C-999", ""} {
		if drop(id) {
			t.Errorf("%q was dropped", id)
		}
	}
	w.update(func(tx *store.Tx) error {
		for i, id := range []string{"C-7", "C-8", "C-9"} {
			if err := store.Customers.Put(tx, &memory.Customer{ID: id, Team: "T1", Name: id, Aliases: []string{"x"}}); err != nil {
				return err
			}
			switch i {
			case 0:
				f := all(w, store.FollowUps)[0]
				f.ID, f.Customer, f.Call = "F-77", id, ""
				if err := store.FollowUps.Put(tx, &f); err != nil {
					return err
				}
			case 1:
				if err := store.Facts.Put(tx, &memory.Fact{ID: "M-77", Team: "T1", Customer: id, Text: "x"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if drop("C-7") || drop("C-8") || !drop("C-9") {
		t.Error("dropped what something is left of, or kept what nothing is left of")
	}
}

// A select offers those whose name it may be first, then by latest contact.
func TestCustomerChoices(t *testing.T) {
	w := stocked(t)
	for i, name := range []string{"Northgate Foods", "Solent Marine", "Northgate Logistics"} {
		w.now = w.now.Add(time.Hour)
		ev := dm("UANA", "Call with "+name+", Kim Lee\n- they need parts within two days, \"as soon as you can\"\n- I'll call them on Thursday")
		ev.TS = ts(200 + i)
		ev.At = w.now
		w.do(ev)
	}
	w.view(func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}
		choices, err := u.customerChoices("Northgate")
		var got []string
		for _, c := range choices {
			got = append(got, c.Label)
		}
		want := "Northgate Foods, Northgate Logistics, Solent Marine, Ridley Tools, Elmfield Dental"
		if strings.Join(got, ", ") != want {
			t.Errorf("%s\nwant %s", strings.Join(got, ", "), want)
		}
		return err
	})
}

// A customer's name from a form or a text is one line of a bearable length.
func TestLongNames(t *testing.T) {
	w := stocked(t)
	w.file("UANA", "K-1", "", strings.Repeat("Elm\n", 20000))
	for _, c := range all(w, store.Customers) {
		if len(c.Name) > 4*longestName || strings.Contains(c.Name, "\n") {
			t.Errorf("%d bytes: %.50q", len(c.Name), c.Name)
		}
	}
}

// A name that is spelt nearly as a known one makes no second customer: the rep
// is asked, and either answer is one click.
func TestAMisspeltCustomer(t *testing.T) {
	const note = "Call with %s, Priya Nair\n- month end takes nine days, \"nobody sleeps\"\n- I'll send the pricing by Friday"
	for verb, want := range map[string]struct {
		value     string
		customers int
	}{"customer": {"K-2=C-1", 1}, "new": {"K-2", 2}} {
		w := newWorld(t)
		w.watching("CCALLS")
		w.do(post("UANA", 1, fmt.Sprintf(note, "Northgate Foods")))
		es := w.do(post("UBEN", 2, fmt.Sprintf(note, "Nortgate Foods")))
		w.wantSaid(es, "Did you mean Northgate Foods?", "No, it is a new one")
		if n := len(all(w, store.Customers)); n != 1 {
			t.Fatalf("%d customers", n)
		}
		w.send()
		w.do(click("UBEN", "call."+verb, want.value))
		if n := len(all(w, store.Customers)); n != want.customers || w.call("K-2").Customer == "" {
			t.Errorf("%s: %d customers, call %+v", verb, n, w.call("K-2"))
		}
		// What was answered is known the next time.
		es = w.do(post("UBEN", 3, fmt.Sprintf(note, "Nortgate Foods")+"\n- and the auditors come in May"))
		if strings.Contains(words(es...), "Did you mean") {
			t.Errorf("%s: asks again", verb)
		}
	}
}
