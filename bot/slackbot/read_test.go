package slackbot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"heed/bot/coach"
	"heed/bot/outbox"
	"heed/bot/slackfake"
)

func TestPerson(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	add := func(u slackfake.User) string { return w.AddUser(u).ID }
	for name, check := range map[string]struct {
		id string
		ok func(Person) bool
	}{
		"colleague": {w.ana, func(p Person) bool {
			return p.RealName == "Ana Ruiz" && p.Zone == "Europe/Lisbon" && !p.Bot && !p.Guest && !p.Stranger
		}},
		"named":    {add(slackfake.User{Name: "ben", DisplayName: "Benny"}), func(p Person) bool { return p.Name == "Benny" }},
		"guest":    {add(slackfake.User{Name: "gus", IsRestricted: true}), func(p Person) bool { return p.Guest && !p.Stranger }},
		"stranger": {add(slackfake.User{Name: "ext", TeamID: "T9"}), func(p Person) bool { return p.Stranger && p.Team == "T9" }},
		"bot":      {add(slackfake.User{Name: "rec", IsBot: true}), func(p Person) bool { return p.Bot }},
		"gone":     {add(slackfake.User{Name: "old", Deleted: true}), func(p Person) bool { return p.Gone }},
	} {
		p, err := c.Person(deadline(t), w.TeamID(), check.id)
		if err != nil || !check.ok(p) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	if _, err := c.Person(deadline(t), w.TeamID(), "U404"); class(err) != outbox.Terminal {
		t.Errorf("%v", err)
	}
	stranger := add(slackfake.User{Name: "ext2", TeamID: "T9"})
	if p, err := c.Profile(deadline(t), w.TeamID(), stranger); err != nil || !p.Guest {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestChannel(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	shared := w.AddChannel(slackfake.Channel{Name: "with-them", IsExtShared: true, Members: []string{w.BotUser()}}).ID
	private := w.AddChannel(slackfake.Channel{Name: "deals", Private: true, Members: []string{w.ana, w.BotUser()}}).ID
	open := w.AddChannel(slackfake.Channel{Name: "random", Members: []string{w.ana}}).ID
	for id, want := range map[string]Channel{
		w.ch:               {ID: w.ch, Name: "calls", Kind: coach.Public, Member: true},
		shared:             {ID: shared, Name: "with-them", Kind: coach.Public, Member: true, Shared: true},
		private:            {ID: private, Name: "deals", Kind: coach.Private, Member: true},
		open:               {ID: open, Name: "random", Kind: coach.Public},
		w.DMChannel(w.ana): {ID: w.DMChannel(w.ana), Kind: coach.DM, Member: true},
	} {
		if got, err := c.Channel(deadline(t), id); err != nil || got != want {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
	}
	if _, err := c.Channel(deadline(t), "C404"); class(err) != outbox.Terminal {
		t.Errorf("%v", err)
	}
}

func TestDND(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	from := w.Now().Add(time.Hour).Truncate(time.Second)
	to := from.Add(10 * time.Hour)
	w.SetDND(w.ana, from, to)
	d, err := w.client().DND(deadline(t), w.ana)
	w.must(err)
	for at, want := range map[time.Time]bool{from.Add(-time.Second): false, from: true, to.Add(-time.Second): true, to: false} {
		until, quiet := d.Quiet(at)
		if quiet != want || quiet && !until.Equal(to) {
			t.Errorf("at %v: %v until %v", at, quiet, until)
		}
	}
	snoozing := DND{Snooze: from.Add(time.Minute)}
	if until, quiet := snoozing.Quiet(from); !quiet || !until.Equal(from.Add(time.Minute)) {
		t.Errorf("snooze: %v until %v", quiet, until)
	}
	w.Inject("dnd.info", 1, slackfake.MissingScope("dnd:read"))
	if d, err := w.client().DND(deadline(t), w.ana); err != nil || d != (DND{}) {
		t.Errorf("declined: %+v, %v", d, err)
	}
}

func TestPermalink(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	ts := w.post("a note")
	link, err := w.client().Permalink(deadline(t), w.ch, ts)
	if err != nil || !strings.Contains(link, w.ch) || !strings.HasPrefix(link, "https://") {
		t.Errorf("%s, %v", link, err)
	}
}

// A history gives the events that would have come live, and with their keys.
func TestHistoryEqualsLive(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})
	rec := w.AddUser(slackfake.User{Name: "rec", IsBot: true}).ID
	root := w.post("<@" + w.BotUser() + "> a note & more")
	_, err := w.Reply(w.ana, w.ch, root, "and a reply")
	w.must(err)
	_, err = w.UploadFile(w.ana, w.ch, "call.vtt", []byte("WEBVTT"), "the call")
	w.must(err)
	_, err = w.PostAsBot(rec, w.ch, "Call ended: Oakham")
	w.must(err)
	w.post("last")
	live := in.wait(t, 5)
	w.must(w.WaitAcked(deadline(t)))
	w.must(l.stop(t))

	got, err := w.client().History(deadline(t), w.ch, "1.0")
	w.must(err)
	key := func(ev coach.Event) string { return ev.Key }
	byKey := func(a, b coach.Event) int { return strings.Compare(key(a), key(b)) }
	slices.SortFunc(live, byKey)
	slices.SortFunc(got, byKey)
	if len(got) != len(live) {
		t.Fatalf("%d events, live %d", len(got), len(live))
	}
	for i := range got {
		a, b := got[i], live[i]
		if b.ChannelKind == "" { // it came as app_mention first
			b.ChannelKind = a.ChannelKind
		}
		if mustJSON(a) != mustJSON(b) {
			t.Errorf("history %s\nlive    %s", mustJSON(a), mustJSON(b))
		}
	}
}

func TestHistoryPages(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	const n = 450
	var mid string
	for i := range n {
		ts := w.post(fmt.Sprint("note ", i))
		if i == 99 {
			mid = ts
		}
	}
	c := w.client()
	evs, err := c.History(deadline(t), w.ch, mid)
	w.must(err)
	if len(evs) != n-100 || evs[0].Text != "note 100" || evs[len(evs)-1].Text != fmt.Sprint("note ", n-1) {
		t.Errorf("%d events, from %q", len(evs), evs[0].Text)
	}
}

// Replies in a thread that began before the last message seen are caught up.
func TestHistoryOfOldThreads(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	root := w.post("a note")
	w.Advance(30 * time.Hour)
	last := w.post("last seen")
	w.Advance(time.Minute)
	_, err := w.Reply(w.ana, w.ch, root, "one more thing")
	w.must(err)
	evs, err := w.client().History(deadline(t), w.ch, last)
	w.must(err)
	if len(evs) != 1 || evs[0].Text != "one more thing" || evs[0].Thread != root {
		t.Errorf("%+v", evs)
	}
}

// All connections were down for longer than Slack tries again.
func TestCatchUp(t *testing.T) {
	w := newWorld(t, slackfake.Options{AckTimeout: 50 * time.Millisecond})
	in := newInbox()
	c := w.client()
	other := w.AddChannel(slackfake.Channel{Name: "more-calls", Members: []string{w.ana, w.BotUser()}}).ID
	gone := w.AddChannel(slackfake.Channel{Name: "gone", Members: []string{w.ana}, Private: true}).ID
	caught := make(chan error, 10)
	last := w.post("seen") // before anybody listened
	w.must(c.CatchUp(deadline(t), map[string]string{w.ch: "1.0"}, in.receive))
	// One connection: a second one's hello would catch up once more, meanwhile.
	l := w.listen(Options{Connections: 1, Receive: in.receive, Connected: func(ctx context.Context) {
		caught <- c.CatchUp(ctx, map[string]string{w.ch: last, other: last, gone: last, "C-new": ""}, in.receive)
	}})
	<-caught
	w.SocketsDown()
	w.must(w.Edit(w.ana, w.ch, last, "seen, and edited")) // older than what is caught up
	ts := w.post("missed")
	w.must(w.Edit(w.ana, w.ch, ts, "missed, and edited"))
	_, err := w.Post(w.ana, other, "missed there")
	w.must(err)
	for range 3 {
		w.Advance(10 * time.Minute)
	}
	w.Inject("conversations.history", 1, slackfake.RateLimited(time.Second))
	hellos := l.Stats().Hellos
	w.SocketsUp()
	until(t, "a hello", func() bool { return l.Stats().Hellos > hellos })
	err = <-caught
	if err != nil || !strings.Contains(w.logs.String(), gone) { // nothing to try again
		t.Errorf("%v, log %s", err, w.logs)
	}
	texts := in.texts()
	if texts["missed, and edited"] != 1 || texts["missed there"] != 1 {
		t.Errorf("%v", texts)
	}
	w.must(l.stop(t))
	w.Inject("conversations.history", 1, slackfake.ServerError(503))
	if err := c.CatchUp(deadline(t), map[string]string{w.ch: last}, in.receive); err == nil || !strings.Contains(err.Error(), w.ch) {
		t.Errorf("%v", err)
	}
	// Known now: an edit of it is handed over when it is read again.
	w.must(w.Edit(w.ana, w.ch, ts, "missed, edited twice"))
	w.must(c.CatchUp(deadline(t), map[string]string{w.ch: last}, in.receive))
	if texts := in.texts(); texts["missed, edited twice"] != 1 {
		t.Errorf("%v", texts)
	}
}

func TestFile(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	in := newInbox()
	w.listen(Options{Receive: in.receive})
	data := []byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Priya>honestly the handover worries me")
	_, err := w.UploadFile(w.ana, w.ch, "northgate.vtt", data, "")
	w.must(err)
	f := in.wait(t, 1)[0].Files[0]
	got, err := c.File(deadline(t), f)
	if err != nil || string(got) != string(data) {
		t.Fatalf("%q, %v", got, err)
	}

	refused := func(name, code string, f coach.File) {
		t.Helper()
		_, err := c.File(deadline(t), f)
		var e *FileError
		if !errors.As(err, &e) || e.Code != code || !strings.Contains(e.Words, "Your message is untouched") {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := f
	big.Size = maxFile + 1
	refused("too large", "too_large", big)
	for _, address := range []string{"https://evil.example/x", "http://files.slack.com/x", "file:///etc/passwd", "https://slack.com.evil.example/x", "https://user@evil.example/"} {
		elsewhere := f
		elsewhere.URL = address
		refused(address, "not_slack", elsewhere)
	}
	w.Inject("files.download", 1, slackfake.ServerError(403))
	refused("forbidden", "sign_in", f)
	w.Inject("files.download", 1, slackfake.ServerError(503))
	if _, err := c.File(deadline(t), f); class(err) != outbox.Ambiguous {
		t.Errorf("503: %v", err)
	}
	w.must(func() error {
		_, err := w.UploadFile(w.ana, w.ch, "page.txt", []byte("<!DOCTYPE html><html>sign in"), "")
		return err
	}())
	refused("a page", "sign_in", in.wait(t, 2)[1].Files[0])
	asked := f
	asked.URL = ""
	if got, err := c.File(deadline(t), asked); err != nil || string(got) != string(data) {
		t.Errorf("asked for: %q, %v", got, err)
	}
	asked.ID = "F404"
	refused("gone", "gone", asked)
}

func TestLimitedBuffer(t *testing.T) {
	var l limited
	chunk := make([]byte, 1<<20)
	for range maxFile >> 20 {
		if _, err := l.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Write(chunk[:1]); !errors.Is(err, errTooLarge) {
		t.Error("it grew past the limit")
	}
}

func TestTrustedURL(t *testing.T) {
	own := rootOf(Config{APIURL: "http://127.0.0.1:8080"})
	slacks := rootOf(Config{})
	for address, want := range map[string][2]bool{ // with an API of our own, with Slack's
		"https://files.slack.com/x":        {true, true},
		"https://hooks.slack.com/commands": {true, true},
		"https://slack.com/x":              {true, true},
		"http://slack.com/x":               {false, false},
		"http://127.0.0.1:8080/files/x":    {true, false},
		"https://127.0.0.1:8080/files/x":   {false, false},
		"http://127.0.0.1:9090/x":          {false, false},
		"https://evilslack.com/x":          {false, false},
		"https://slack.com@evil.example/x": {false, false},
		"//slack.com/x":                    {false, false},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]bool{trustedURL(u, own), trustedURL(u, slacks)}; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

// A redirect away from Slack is not followed: the token stays at home.
func TestRedirectElsewhere(t *testing.T) {
	var asked atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	api := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusFound))
	defer api.Close()
	c := New(Config{APIURL: api.URL, BotToken: "xoxb-1"}, testSelf)
	_, err := c.File(deadline(t), coach.File{ID: "F1", Name: "a.vtt", URL: api.URL + "/a.vtt"})
	var e *FileError
	if !errors.As(err, &e) || e.Code != "sign_in" {
		t.Errorf("%v", err)
	}
	if _, err := c.Permalink(deadline(t), "C1", "1.0"); class(err) != outbox.Terminal {
		t.Errorf("class %q of %v", class(err), err)
	}
	if asked.Load() != 0 {
		t.Error("the redirect was followed")
	}
}
