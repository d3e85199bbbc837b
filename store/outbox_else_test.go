package store

import (
	"strings"
	"testing"
	"time"

	"heed/bot/message"
	"heed/store/kv"
)

// A view that surely wasn't shown in time is said in a message; one that was,
// or may have been, or isn't wanted any more, is not.
func TestInsteadOfAView(t *testing.T) {
	view := Effect{
		Key: "T1/reply/1/view", Kind: OpenView, Team: "T1", User: "U1", Trigger: "t", Customer: "C-1", Created: noon,
		View: &message.View{Title: "Why?"}, Else: &message.Message{Text: message.T("because")},
	}
	claim := func(s *Store) Effect { return claimEffects(t, s, noon, 1)[0] }
	settle := func(s *Store, o Outcome) {
		if err := s.SettleEffect(t.Context(), noon, claim(s), o, nil); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		do   func(s *Store)
		said bool
	}{
		"too late here":  {func(*Store) {}, true}, // until it had expired
		"too late there": {func(s *Store) { settle(s, Outcome{State: Failed, Error: "expired_trigger_id"}) }, true},
		"shown":          {func(s *Store) { settle(s, Outcome{State: Sent}) }, false},
		"perhaps shown":  {func(s *Store) { settle(s, Outcome{State: Dropped}) }, false},
		"not wanted":     {func(s *Store) { update(t, s, func(tx *Tx) error { return tx.ForgetEffect(view.Key, "gone", noon) }) }, false},
	} {
		s := openOn(t, kv.NewMemory(), Options{Now: noon})
		put(t, s, view)
		c.do(s)
		sent := sendAll(t, s, noon.Add(2*time.Minute))
		if said := strings.Contains(sent, "view/else"); said != c.said {
			t.Errorf("%s: said %v (%s)", name, said, sent)
		}
	}
}
