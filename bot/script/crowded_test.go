package script

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/slackfake"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// TestCrowded has somebody with 500 promises, 300 customers of monstrous names
// and a note of 40,000 characters say everything that there is to say, in
// every place, and press what the Home tab shows. Slack refuses nothing of
// it, and it is all within good manners.
func TestCrowded(t *testing.T) {
	db := kv.NewMemory()
	if err := crowd(t, db, 500, 300); err != nil {
		t.Fatal(err)
	}
	st, err := Parse("crowded", strings.NewReader(everything()))
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Play(t.Context(), Options{Open: func() (kv.DB, error) { return keptOpen{db}, nil }, Log: zerolog.Nop()}); err != nil {
		t.Fatal(err)
	}
}

// monstrous is a name or a promise that ends nowhere and tries everything.
const monstrous = "<!channel> *Söhne* & _Partner_ `rm` <https://x.org|click> 漢字 "

// everything is a story in which every command is given in every place.
func everything() string {
	var b strings.Builder
	b.WriteString("start 2026-11-03 10:00 Europe/London\nperson ana admin Europe/London Ana Keller\nperson ben Europe/London Ben Okafor\nchannel #calls ana ben\nana invites heed to #calls\n")
	for _, c := range voice.Commands() {
		for i, typed := range append(c.Type, c.Name+" help") {
			typed = strings.ReplaceAll(typed, "Northgate", "0 "+strings.TrimSpace(monstrous))
			fmt.Fprintf(&b, "ana runs /heed %s\n", typed)
			if i == 0 {
				fmt.Fprintf(&b, "ana to heed: %s\nana in #calls: @heed %s\n", typed, typed)
			}
		}
	}
	b.WriteString("ana runs /heed folowups " + strings.Repeat(monstrous, 20) + "\n")
	b.WriteString("ana to heed: Call with " + strings.Repeat(monstrous, 3) + "\n")
	for n := 0; n < 40_000; {
		line := fmt.Sprintf("| - they need %d of them by Friday, \"%s\", and I'll send %s\n", n, monstrous, monstrous)
		b.WriteString(line)
		n += len(line)
	}
	b.WriteString("ana opens home\nexpect ana home ~ \"open)\"\n")
	for _, press := range []string{`"Brief" near "Your customers"`, `"Who sees it"`, `"292 customers more"`, `"Those before"`, `"Done" near "Your promises"`, `"Reminders and days off"`, `"All settings"`, `"What I can do"`} {
		fmt.Fprintf(&b, "ana clicks %s\n", press)
	}
	b.WriteString("advance to Wed 09:30\nadvance to Mon 12:00\n")
	return b.String()
}

// crowd fills a store for the person called ana.
func crowd(t *testing.T, db kv.DB, promises, customers int) error {
	fake := slackfake.New(slackfake.Options{})
	team := fake.TeamID()
	fake.Close()
	now := time.Date(2026, 11, 3, 8, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), keptOpen{db}, store.Options{Now: now})
	if err != nil {
		return err
	}
	long := strings.Repeat(monstrous, 20)
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		for i := range customers {
			c := memory.Customer{ID: fmt.Sprint("C-", i+1000), Team: team, Name: fmt.Sprint(i, " ", long[:90])}
			for d := range 4 {
				c.Met(memory.Contact{At: now.AddDate(0, 0, -(i%50 + d*7)), By: "UANA", Call: fmt.Sprintf("K-%d", 1000+i)})
			}
			k := store.Call{ID: fmt.Sprintf("K-%d", 1000+i), Team: team, Rep: "UANA", Customer: c.ID, At: now.AddDate(0, 0, -i), Report: analyze.Report{Kind: call.Note}}
			if err := store.Customers.Put(tx, &c); err != nil {
				return err
			}
			if err := store.Calls.Put(tx, &k); err != nil {
				return err
			}
		}
		for i := range promises {
			f := followup.FollowUp{
				ID: fmt.Sprint("F-", i+1000), Team: team, Owner: "UANA", Side: call.Rep, State: followup.Open, Action: fmt.Sprint(i, " ", long),
				Quote: long, Customer: fmt.Sprint("C-", 1000+i%customers), Made: now, Due: when.DateOf(now).AddDays(i % 9),
			}
			if err := store.FollowUps.Put(tx, &f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Close()
}
