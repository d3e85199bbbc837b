package slackfake

import (
	"sync"
	"testing"
)

// TestManyAtOnce lets ten people write at once while the app reads and posts:
// nothing is lost, and every message is acked once.
func TestManyAtOnce(t *testing.T) {
	const people, each = 10, 100
	w := sales(t, Options{})
	connect(t, w, nil)
	connect(t, w, nil)
	var wg sync.WaitGroup
	for range people {
		wg.Go(func() {
			for range each {
				if _, err := w.Post("UANA", "CNOTES", "note"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "answer"})
			callOK(t, w, "conversations.history", obj{"channel": "CNOTES"})
		}
	})
	wg.Wait()
	ok(t, w.WaitAcked(within(t)))
	s := w.Stats()
	if want := people*each + 20; s.Emitted != want || s.Acked != want || s.Redelivered+s.Lost+s.StrayAcks != 0 {
		t.Errorf("%+v", s)
	}
	last := ""
	for _, m := range w.Messages("CNOTES") {
		if last != "" && compareTS(m.TS, last) <= 0 {
			t.Fatalf("%s after %s", m.TS, last)
		}
		last = m.TS
	}
}

// BenchmarkPosts is how long a message takes from a person to the app's ack,
// in a channel that fills up.
func BenchmarkPosts(b *testing.B) {
	w := New(Options{})
	defer w.Close()
	w.AddUser(User{ID: "UANA"})
	w.AddChannel(Channel{ID: "CNOTES", Members: []string{"UANA", w.BotUser()}})
	a := connect(b, w, nil)
	go func() {
		for range a.got { // ends with the connection
		}
	}()
	for b.Loop() {
		must(w.Post("UANA", "CNOTES", "They need it by Friday, <@UBEN> & co"))
	}
	ok(b, w.WaitAcked(within(b)))
}
