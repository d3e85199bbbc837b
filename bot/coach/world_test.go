package coach

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// world is a workspace or two, as far as use cases see them: a real store, a
// Slack that knows people and files, and a clock that stands still.
type world struct {
	t      *testing.T
	db     kv.DB
	s      *store.Store
	c      *Coach
	now    time.Time
	people map[string]Profile
	files  map[string]string
	quiet  map[string]time.Time // do-not-disturb
	fetch  func() error         // what happens while a file is fetched
	absent map[string]bool      // channels that Heed is not in
	asked  int                  // profiles
	events int
	seen   uint64 // effects
	read   map[string]bool
}

// A Tuesday, ten in the morning in London.
var tuesday = time.Date(2026, 11, 3, 10, 0, 0, 0, time.UTC)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: kv.NewMemory(), now: tuesday, files: map[string]string{}, read: map[string]bool{}, people: map[string]Profile{
		"UANA":  {Name: "ana", RealName: "Ana Keller", Zone: "Europe/London"},
		"UBEN":  {Name: "ben", RealName: "Ben Okafor", Zone: "Europe/London"},
		"UCLEO": {Name: "cleo", RealName: "Cleo Marsh", Zone: "America/New_York"},
		"UDORA": {Name: "dora", RealName: "Dora Quist", Zone: "Europe/London", Admin: true},
		"UGIL":  {Name: "gil", RealName: "Gil Frost", Zone: "Europe/London", Guest: true},
	}}
	s, err := store.Open(t.Context(), w.db, store.Options{Now: w.now})
	if err != nil {
		t.Fatal(err)
	}
	w.s, w.c = s, New(Options{Store: s, Slack: w, Log: zerolog.Nop(), Companies: []string{"Ledgerline"}})
	t.Cleanup(func() { s.Close() })
	return w
}

func (w *world) Profile(_ context.Context, _, user string) (Profile, error) {
	w.asked++
	p, ok := w.people[user]
	if !ok {
		return p, fmt.Errorf("no user %s", user)
	}
	return p, nil
}

func (w *world) Quiet(_ context.Context, _, user string, now time.Time) time.Time {
	if until := w.quiet[user]; now.Before(until) {
		return until
	}
	return time.Time{}
}

func (w *world) Member(_ context.Context, _, channel string) (bool, error) {
	return !w.absent[channel], nil
}

func (w *world) File(_ context.Context, f File) ([]byte, error) {
	if w.fetch != nil {
		if err := w.fetch(); err != nil {
			return nil, err
		}
	}
	data, ok := w.files[f.ID]
	if !ok {
		return nil, &voice.Problem{Words: "I couldn't read it."}
	}
	return []byte(data), nil
}

// do works an event off and returns the effects that it led to.
func (w *world) do(ev Event) []store.Effect {
	w.t.Helper()
	if err := w.try(ev); err != nil {
		w.t.Fatalf("%s %s: %v", ev.Kind, ev.Key, err)
	}
	return w.effects()
}

func (w *world) try(ev Event) error {
	w.t.Helper()
	w.events++
	if ev.Team == "" {
		ev.Team = "T1"
	}
	if ev.Key == "" {
		ev.Key = fmt.Sprintf("%s/%s/%d", ev.Team, ev.Kind, w.events)
	}
	if ev.At.IsZero() {
		ev.At = w.now
	}
	body, err := json.Marshal(ev)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.s.Receive(w.t.Context(), ev.Key, ev.Conversation(), body, w.now); err != nil {
		w.t.Fatal(err)
	}
	return w.work()
}

// work works off what was received.
func (w *world) work() error {
	for {
		rows, err := w.s.ClaimInbox(w.t.Context(), w.now, time.Minute, 1, nil)
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := w.c.Handle(w.t.Context(), w.now, rows[0]); err != nil {
			return err
		}
	}
}

// effects are those decided since the last look, oldest first.
func (w *world) effects() []store.Effect {
	w.t.Helper()
	var out []store.Effect
	for _, e := range w.effectsBut(w.read) {
		w.read[e.Key] = true
		if e.Seq > w.seen {
			out = append(out, e)
		}
	}
	for _, e := range out {
		w.seen = max(w.seen, e.Seq)
	}
	return out
}

// allEffects are all there are of the first team.
func (w *world) allEffects() []store.Effect { return w.effectsBut(nil) }

// effectsBut are the effects but for those read before: a test of
// a thousand clicks would read them all a thousand times.
func (w *world) effectsBut(read map[string]bool) (out []store.Effect) {
	w.view(func(tx *store.Tx) error {
		for key := range tx.Scan("outbox", kv.Prefix("T1/")) {
			if read[string(key)] {
				continue
			}
			e, ok, err := tx.Effect(key)
			if err != nil {
				return err
			}
			if ok {
				out = append(out, e)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b store.Effect) int { return int(a.Seq) - int(b.Seq) })
	return out
}

// send settles everything that is due as sent to a DM or its channel.
func (w *world) send() {
	w.t.Helper()
	w.settle(store.Outcome{State: store.Sent})
}

func (w *world) settle(o store.Outcome) {
	w.t.Helper()
	for {
		es, err := w.s.ClaimEffects(w.t.Context(), w.now, time.Minute, 10, nil)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(es) == 0 {
			return
		}
		for _, e := range es {
			done := o
			if done.State == store.Sent {
				done.Channel, done.TS = e.Channel, e.TS
				if done.Channel == "" {
					done.Channel = "D" + strings.TrimPrefix(e.User, "U")
				}
				if done.TS == "" {
					done.TS = fmt.Sprintf("1800000000.%06d", e.Seq)
				}
			}
			if err := w.s.SettleEffect(w.t.Context(), w.now, e, done, nil); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

func (w *world) view(fn func(*store.Tx) error) {
	w.t.Helper()
	if err := w.s.View(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(fn func(*store.Tx) error) {
	w.t.Helper()
	if err := w.s.Update(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// ts is a message's stamp, n seconds after the world began.
func ts(n int) string { return fmt.Sprintf("%d.000000", tuesday.Unix()+int64(n)) }

// watching has a channel watched.
func (w *world) watching(channel string) {
	w.t.Helper()
	w.do(Event{Kind: Command, User: "UANA", Channel: channel, Text: "watch", ResponseURL: "https://hooks"})
}

// post is a message in a watched channel, n seconds after the world began.
func post(user string, n int, text string) Event {
	return Event{
		Kind: Message, Key: "T1/message/CCALLS/" + ts(n), User: user, Channel: "CCALLS", ChannelKind: Public,
		TS: ts(n), Text: text, At: tuesday.Add(time.Duration(n) * time.Second),
	}
}

// edit is an edit of it, at a time.
func edit(of Event, at time.Time, text string) Event {
	of.Kind, of.Key, of.Text, of.At = Edited, of.Key+"/edit/"+fmt.Sprint(at.Unix()), text, at
	return of
}

func deletion(of Event) Event {
	of.Kind, of.Key, of.Text, of.Files = Deleted, of.Key+"/deleted", "", nil
	return of
}

// dm is a direct message to Heed.
func dm(user, text string) Event {
	return Event{Kind: Message, User: user, Channel: "D" + user[1:], ChannelKind: DM, TS: ts(100), Text: text}
}

// slash is /heed in some channel.
func slash(user, text string) Event {
	return Event{Kind: Command, User: user, Channel: "CANY", Text: text, ResponseURL: "https://hooks", Trigger: "t"}
}

// click is a click in the person's DM.
func click(user, action, value string) Event {
	return Event{
		Kind: Action, User: user, Channel: "D" + user[1:], ChannelKind: DM, TS: "1800000000.000001",
		Action: action, Value: value, ResponseURL: "https://hooks", Trigger: "t",
	}
}

func all[T any](w *world, table store.Table[T]) (out []T) {
	w.t.Helper()
	w.view(func(tx *store.Tx) error {
		var err error
		out, err = store.Collect(table.Scan(tx, store.TeamPrefix("T1")))
		return err
	})
	return out
}

// only is the one record of a table.
func only[T any](w *world, table store.Table[T]) T {
	w.t.Helper()
	out := all(w, table)
	if len(out) != 1 {
		w.t.Fatalf("%d records of %s, want one", len(out), table.Bucket)
	}
	return out[0]
}

// words is all that effects say, without the marks of JSON.
func words(es ...store.Effect) string {
	var b strings.Builder
	for _, e := range es {
		raw, _ := json.Marshal(struct{ M, V any }{e.Message, e.View})
		b.Write(raw)
	}
	return b.String()
}

// answers are effects without those that draw anew what shows a changed
// promise elsewhere.
func answers(es []store.Effect) []store.Effect {
	return slices.DeleteFunc(es, func(e store.Effect) bool { return e.Kind == store.Update && e.Ref != "" })
}

func (w *world) wantSaid(es []store.Effect, wants ...string) {
	w.t.Helper()
	for _, want := range wants {
		if !strings.Contains(words(es...), want) {
			w.t.Errorf("nobody said %q in %s", want, words(es...))
		}
	}
}

func (w *world) wantSilence(es []store.Effect, about string) {
	w.t.Helper()
	if len(es) > 0 {
		w.t.Errorf("%s: %d effects, want none: %s", about, len(es), words(es...))
	}
}

const elmfield = `Call with Elmfield Dental, Hanna Lund
- they lose two hours a day to double booking, "my front desk dreads Mondays"
- worried about moving the patient records
- I'll send the pricing by Friday`

// fairmile has a worry in it that nobody took up.
const fairmile = `WEBVTT

00:00:05.000 --> 00:00:09.000
Ben Okafor: Hi Meera, thanks for making the time. What would a good month end look like for you?

00:00:10.000 --> 00:00:31.000
Meera Joshi: Honestly it takes us nine days and three people, and nobody sleeps. I'd want it done in three, with no surprises for the board.

00:00:32.000 --> 00:00:36.000
Ben Okafor: Nine days. What happens on the worst of them?

00:00:37.000 --> 00:00:58.000
Meera Joshi: We chase invoices by phone. And to be honest the handover worries me, the last vendor left us alone after signing.

00:00:59.000 --> 00:01:20.000
Ben Okafor: Our dashboard shows all of that live. We're the leading platform for finance teams and our roadmap has forecasting next year.

00:01:21.000 --> 00:01:30.000
Meera Joshi: Okay. Could you send me the security questionnaire?

00:01:31.000 --> 00:01:40.000
Ben Okafor: Sure, I'll send it by Thursday. Thank you, Meera.
`

// upload is a file sent to Heed itself.
func (w *world) upload(user, id, content, comment string) Event {
	w.files[id] = content
	ev := dm(user, comment)
	ev.TS, ev.Files = ts(len(w.files)*7+400), []File{{ID: id, Name: id + ".vtt", Type: "vtt", Size: int64(len(content))}}
	return ev
}
