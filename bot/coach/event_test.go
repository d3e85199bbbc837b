package coach

import "testing"

// What somebody asks for doesn't wait for what everybody else says in the
// channel that they ask it in; what is about the channel does.
func TestConversation(t *testing.T) {
	for name, test := range map[string]struct {
		ev   Event
		want string
	}{
		"a message":            {Event{Kind: Message, Channel: "C1", User: "U1"}, "T1/C1"},
		"a direct message":     {Event{Kind: Message, Channel: "D1", ChannelKind: DM, User: "U1"}, "T1/D1"},
		"a click on it":        {Event{Kind: Action, Channel: "D1", ChannelKind: DM, User: "U1"}, "T1/D1"},
		"a click in a channel": {Event{Kind: Action, Channel: "C1", ChannelKind: Public, User: "U1"}, "T1/U1"},
		"a command":            {Event{Kind: Command, Channel: "C1", User: "U1", Text: "brief Northgate"}, "T1/U1"},
		"one of the channel":   {Event{Kind: Command, Channel: "C1", User: "U1", Text: "Watch"}, "T1/C1"},
		"the Home tab":         {Event{Kind: HomeOpen, User: "U1"}, "T1/U1"},
	} {
		test.ev.Team = "T1"
		if got := test.ev.Conversation(); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
