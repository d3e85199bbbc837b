package memory

import (
	"testing"
	"time"
)

// TestHandOver: only who was asked answers, either of the two takes it back,
// and a second answer changes nothing.
func TestHandOver(t *testing.T) {
	c := Customer{Contacts: []Contact{{At: monday, By: "UANA"}}}
	c.OfferTo(monday, "UANA", "UBEN", "")
	if c.Accept("UANA", nil) || c.Decline("UCLEO") {
		t.Error("answered by who wasn't asked")
	}
	if c.Keeps() != "UANA" {
		t.Errorf("kept by %s before it was answered", c.Keeps())
	}
	if !c.Accept("UBEN", []string{"F-1"}) || c.Keeps() != "UBEN" {
		t.Errorf("not taken over: %+v", c.HandOver)
	}
	if c.Accept("UBEN", nil) || c.Decline("UBEN") {
		t.Error("answered twice")
	}
	c.OfferTo(monday, "UBEN", "UCLEO", "")
	if c.HandOver.N != 2 || !c.Accept("UCLEO", nil) {
		t.Errorf("not handed on: %+v", c.HandOver)
	}
	if _, ok := c.Withdraw("UANA"); ok {
		t.Error("taken back by somebody else")
	}
	if _, ok := c.Withdraw("UBEN"); !ok || c.Keeps() != "UBEN" {
		t.Errorf("back with %s", c.Keeps())
	}
	if _, ok := c.Withdraw("UBEN"); ok {
		t.Error("taken back twice")
	}
	if !c.WithoutPerson("UBEN") || c.Keeper != "" || c.HandOver != nil || c.WithoutPerson("UBEN") {
		t.Errorf("Ben is still in it: %+v", c)
	}
}

// TestGone: a customer that was sent on is not called quiet, until they meet
// again.
func TestGone(t *testing.T) {
	c := Customer{ID: "C-1"}
	for i := range 4 {
		c.Met(Contact{At: monday.AddDate(0, 0, 7*i), By: "UANA", Call: string(rune('a' + i))})
	}
	late := monday.AddDate(0, 6, 0)
	if _, quiet := c.Quiet(late); !quiet {
		t.Fatal("not quiet")
	}
	c.Referred(monday.AddDate(0, 0, 30))
	_, quiet := c.Quiet(late)
	_, touch := c.NextTouch()
	if quiet || touch {
		t.Error("called quiet after it was sent on")
	}
	c.Met(Contact{At: monday.AddDate(0, 0, 60), By: "UANA", Call: "z"})
	if _, quiet := c.Quiet(late.Add(time.Hour)); !quiet {
		t.Error("not quiet after they met again")
	}
}
