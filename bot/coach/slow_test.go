package coach

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"heed/store"
)

// Who waits for a file is told so after a while, once, and the result takes
// that message's place.
func TestSlowFilesAreTold(t *testing.T) {
	for name, test := range map[string]struct {
		takes time.Duration
		told  int
	}{"quick": {time.Second, 0}, "slow": {5 * time.Second, 1}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				ev := w.upload("UBEN", "FBEN", fairmile, "Call with Fairmile Foods")
				said, gone, coached := 0, 0, 0
				w.fetch = func() error {
					time.Sleep(test.takes)
					for _, e := range w.effects() {
						said++
						w.wantSaid([]store.Effect{e}, "Reading FBEN.vtt …")
					}
					w.send()
					return nil
				}
				for _, e := range w.do(ev) {
					switch e.Kind {
					case store.Remove:
						gone++
					case store.Post:
						coached++
					}
				}
				if said != test.told || gone != test.told || coached != 1 {
					t.Errorf("said %d times, taken away %d, coached %d", said, gone, coached)
				}
			})
		})
	}
}

// A file that can't be fetched is given up, and the message that it is being
// read is taken away.
func TestSlowFilesGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ev := w.upload("UBEN", "FBEN", fairmile, "Call with Fairmile Foods")
		w.fetch = func() error {
			time.Sleep(5 * time.Second)
			return errors.New("no connection")
		}
		if err := w.try(ev); err == nil {
			t.Fatal("no error")
		}
		if es := w.effects(); len(es) != 1 {
			t.Fatalf("%+v", es)
		}
		var row store.InboxRow
		w.view(func(tx *store.Tx) (err error) {
			row, _, err = tx.InboxRow(fmt.Sprintf("T1/%s/%d", Message, w.events))
			return err
		})
		w.update(func(tx *store.Tx) error { return w.c.Dead(tx, w.now, row, nil) })
		w.wantSaid(w.effects(), "I couldn't work on your message")
		for _, e := range w.allEffects() {
			if strings.HasSuffix(e.Key, "/reading") && e.State != store.Dropped {
				t.Errorf("it still says that the file is being read: %s", e.State)
			}
		}
	})
}

func TestLastMinute(t *testing.T) {
	for text, want := range map[string]int{
		fairmile: 1, "": 0, "no times at all": 0, "00:00:05 a\n01:29:58 b": 89, "at 17:00:00 we met": 0, "\x00\x0101:29:58": 0,
	} {
		if got := lastMinute([]byte(text)); got != want {
			t.Errorf("%.20q: %d, want %d", text, got, want)
		}
	}
}
