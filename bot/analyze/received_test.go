package analyze

import (
	"strings"
	"testing"
)

// TestReceived: what the customer's side is said to have done.
func TestReceived(t *testing.T) {
	for _, test := range []struct {
		name string
		d    *document
		want string
	}{
		{"they sent it", noteOf("Update Haddon, Mrs Lund\nShe sent over the floor plan on Monday"), "sent over the floor plan on Monday"},
		{"by name", noteOf("Haddon Tiles, call with Mirela Lund\nMirela emailed me the list of rooms"), "emailed me the list of rooms"},
		{"got from them", noteOf("Haddon Tiles, call with Mirela Lund\ngot the floor plan from Mirela"), "got the floor plan from Mirela"},
		{"in a talk", talkOf(t, "Mo: I sent you the floor plan on Monday.\nRosa: Thanks."), "sent you the floor plan on Monday"},
		{"the rep's own", talkOf(t, "Rosa: I sent you the fitting guide on Friday."), ""},
		{"not yet", noteOf("Haddon Tiles, Mrs Lund\nShe hasn't sent the floor plan yet"), ""},
		{"to come", noteOf("Haddon Tiles, Mrs Lund\nShe sends the floor plan on Friday"), ""},
		{"a story", talkOf(t, "Mo: I fixed the old floor myself.\nRosa: Did you?"), ""},
		{"in quotes", noteOf("Haddon Tiles, Mrs Lund\n\"they sent us the wrong tiles\""), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range findReceived(test.d) {
				got = append(got, s.Action)
				if !strings.Contains(test.d.Call.Turns[s.Turn].Text, s.Quote) {
					t.Errorf("quote %q isn't in its turn", s.Quote)
				}
			}
			if s := strings.Join(got, "\n"); s != test.want {
				t.Errorf("got\n%s\nwant\n%s", s, test.want)
			}
		})
	}
}
