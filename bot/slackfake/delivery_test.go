package slackfake

import (
	"slices"
	"testing"
	"time"
)

// ids are the event ids, inner texts and retry numbers of events as they came.
type arrival struct {
	id, text, reason, envelope string
	attempt                    float64
}

func (a *app) arrival() arrival {
	a.t.Helper()
	for {
		m := a.next()
		if ev := inner(m); ev != nil && ev["type"] == "message" {
			p := m["payload"].(obj)
			return arrival{
				p["event_id"].(string), ev["text"].(string), m["retry_reason"].(string),
				m["envelope_id"].(string), m["retry_attempt"].(float64),
			}
		}
	}
}

func TestUnackedEventsComeAgain(t *testing.T) {
	w := sales(t, Options{AckTimeout: 20 * time.Millisecond})
	a := connect(t, w, func(obj) any { return errNoAck })
	must(w.Post("UANA", "CNOTES", "again and again"))
	ctx := within(t)
	first, second := a.arrival(), a.arrival()
	ok(t, w.WaitUntil(ctx, "the wait for a minute", func(s Stats) bool { return s.Waiting == 1 }))
	w.Advance(59 * time.Second)
	if n := w.Stats().Waiting; n != 1 {
		t.Errorf("%d waiting after 59 s", n)
	}
	w.Advance(time.Second)
	third := a.arrival()
	ok(t, w.WaitUntil(ctx, "the wait for five", func(s Stats) bool { return s.Waiting == 1 }))
	w.Advance(4 * time.Minute)
	fourth := a.arrival()
	ok(t, w.WaitUntil(ctx, "giving up", func(s Stats) bool { return s.Lost == 1 }))
	for i, got := range []arrival{first, second, third, fourth} {
		reason := "timeout"
		if i == 0 {
			reason = ""
		}
		if got.attempt != float64(i) || got.reason != reason || got.id != first.id {
			t.Errorf("attempt %d: %+v", i, got)
		}
		if i > 0 && got.envelope == first.envelope {
			t.Errorf("attempt %d came in the first one's envelope", i)
		}
	}
	w.Advance(time.Hour)
	if s := w.Stats(); s.Waiting+s.InFlight != 0 || s.Redelivered != 3 || s.Acked != 0 {
		t.Errorf("in the end: %+v", s)
	}
	if got := w.Messages("CNOTES"); len(got) != 1 {
		t.Errorf("the history lost it: %+v", got)
	}
}

func TestALateAckCounts(t *testing.T) {
	w := sales(t, Options{AckTimeout: 20 * time.Millisecond})
	a := connect(t, w, func(obj) any { return errNoAck })
	must(w.Post("UANA", "CNOTES", "slow"))
	first := a.arrival()
	ok(t, w.WaitUntil(within(t), "the retry's end", func(s Stats) bool { return s.Waiting == 1 }))
	ok(t, a.write(obj{"envelope_id": first.envelope}))
	ok(t, w.WaitUntil(within(t), "the ack", func(s Stats) bool { return s.Acked == 1 && s.Waiting == 0 }))
	ok(t, a.write(obj{"envelope_id": first.envelope}))
	ok(t, w.WaitUntil(within(t), "the double ack", func(s Stats) bool { return s.StrayAcks == 1 }))
}

func TestAckTimes(t *testing.T) {
	const timeout = 20 * time.Millisecond
	w := sales(t, Options{AckTimeout: timeout})
	seen := 0
	connect(t, w, func(obj) any {
		if seen++; seen == 1 {
			return errNoAck
		}
		return nil
	})
	began := time.Now()
	must(w.Post("UANA", "CNOTES", "acked the second time"))
	ok(t, w.WaitAcked(within(t)))
	must(w.Post("UANA", "CNOTES", "acked at once"))
	ok(t, w.WaitAcked(within(t)))
	got := w.AckTimes()
	if len(got) != 2 || got[0] < timeout || got[1] <= 0 || got[0]+got[1] > time.Since(began) {
		t.Errorf("%v in %v", got, time.Since(began))
	}
}

func TestAClosedConnectionsEventsGoElsewhere(t *testing.T) {
	w := sales(t, Options{AckTimeout: time.Hour})
	gone := connect(t, w, func(obj) any { return errNoAck })
	must(w.Post("UANA", "CNOTES", "hand it over"))
	first := gone.arrival()
	stays := connect(t, w, nil)
	_ = gone.conn.Close()
	again := stays.arrival()
	if again.id != first.id || again.attempt != 1 {
		t.Errorf("first %+v, then %+v", first, again)
	}
	ok(t, w.WaitAcked(within(t)))
}

func TestEventsWhileNoSocketIsOpen(t *testing.T) {
	w := sales(t, Options{})
	connect(t, w, nil)
	w.SocketsDown()
	must(w.Post("UANA", "CNOTES", "one"))
	w.Advance(2 * time.Minute) // its attempt after a minute fails, too
	must(w.Post("UANA", "CNOTES", "two"))
	ok(t, w.WaitAcked(within(t)))
	if s := w.Stats(); s.Waiting != 2 || s.Connections != 0 {
		t.Fatalf("down: %+v", s)
	}
	w.SocketsUp()
	a := connect(t, w, nil)
	w.Advance(time.Minute)
	if got := a.arrival(); got.text != "two" || got.attempt != 2 {
		t.Errorf("after a minute: %+v", got)
	}
	w.Advance(2 * time.Minute)
	if got := a.arrival(); got.text != "one" || got.attempt != 3 {
		t.Errorf("after five: %+v", got)
	}
	ok(t, w.WaitAcked(within(t)))
	w.SocketsDown()
	must(w.Post("UANA", "CNOTES", "three"))
	w.Advance(10 * time.Minute)
	if s := w.Stats(); s.Waiting != 0 || s.Lost != 1 {
		t.Errorf("after ten minutes: %+v", s)
	}
	if got := w.Messages("CNOTES"); len(got) != 3 {
		t.Errorf("history: %+v", got)
	}
}

func TestDuplicates(t *testing.T) {
	for _, newID := range []bool{false, true} {
		w := sales(t, Options{})
		a := connect(t, w, nil)
		w.Duplicate(1, newID)
		must(w.Post("UANA", "CNOTES", "twice"))
		must(w.Post("UANA", "CNOTES", "once"))
		x, y, z := a.arrival(), a.arrival(), a.arrival()
		if x.text != "twice" || y.text != "twice" || z.text != "once" || (x.id == y.id) == newID {
			t.Errorf("new id %v: %+v, %+v, %+v", newID, x, y, z)
		}
	}
}

func TestHeldAndOutOfOrder(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	w.Hold()
	for _, s := range []string{"0", "1", "2", "3"} {
		must(w.Post("UANA", "CNOTES", s))
	}
	ok(t, w.WaitAcked(within(t)))
	if s := w.Stats(); s.Held != 4 || len(a.got) != 0 {
		t.Fatalf("held: %+v", s)
	}
	w.Release(2, 0)
	var got []string
	for range 4 {
		got = append(got, a.arrival().text)
	}
	if want := []string{"2", "0", "1", "3"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestOddFrames(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ok(t, w.SendRaw("{not json"))
	if m := a.next(); m["type"] != "broken" {
		t.Errorf("raw: %v", m)
	}
	w.EmitUnknownEnvelope("hologram")
	if m := a.next(); m["type"] != "hologram" {
		t.Errorf("unknown: %v", m)
	}
	w.EmitMalformed()
	if m := a.next(); m["payload"] != "not an object" {
		t.Errorf("malformed: %v", m)
	}
	w.EmitEvent(obj{"type": "subteam_created"})
	if ev := inner(a.next()); ev["type"] != "subteam_created" {
		t.Errorf("unmapped: %v", ev)
	}
	w.EmitRateLimited()
	if m := a.next(); m["payload"].(obj)["type"] != "app_rate_limited" {
		t.Errorf("rate limited: %v", m)
	}
	ok(t, w.WaitAcked(within(t)))
	if s := w.Stats(); s.Acked != 4 {
		t.Errorf("%+v", s)
	}
}

func TestAcksThatAreWrong(t *testing.T) {
	told := make(chan string, 10)
	w := sales(t, Options{OnProblem: func(p string) { told <- p }})
	a := connect(t, w, func(env obj) any {
		if env["type"] == "events_api" {
			return obj{"text": "nobody asked"}
		}
		return nil
	})
	must(w.Post("UANA", "CNOTES", "note"))
	ok(t, a.write(obj{"envelope_id": "never-was"}))
	ok(t, a.write("nonsense"))
	ok(t, a.write(obj{"type": "ping"}))
	for range 4 {
		select {
		case <-told:
		case <-time.After(20 * time.Second):
			t.Fatalf("problems: %v", w.Problems())
		}
	}
}
