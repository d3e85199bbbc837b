package playground

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"heed/bot/slackfake"
)

// pulse is how often a quiet stream says what time it is there.
const pulse = 2 * time.Second

// glimpse is one thing that somebody just saw.
type glimpse struct {
	Kind    string `json:"kind"`
	Channel string `json:"channel,omitempty"`
	By      string `json:"by,omitempty"`
	Say     string `json:"say,omitempty"` // Slack's own words to this person
}

// serveFollow streams what becomes visible to a person, as server-sent
// events: "seen" for each thing, "clock" for the time.
func (p *Playground) serveFollow(w http.ResponseWriter, r *http.Request, as string) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	seq := len(p.slack.Log())
	for {
		if !tell(w, "clock", p.slack.Now().UnixMilli()) {
			return
		}
		news := p.slack.LogSince(seq)
		for _, e := range news {
			if p.shows(as, e) && !tell(w, "seen", glimpseOf(e)) {
				return
			}
		}
		seq += len(news)
		if out.Flush() != nil {
			return
		}
		wait, cancel := context.WithTimeout(r.Context(), pulse)
		_, err := p.slack.WaitLog(wait, seq, func(slackfake.Entry) bool { return true })
		cancel()
		if err != nil && (r.Context().Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
			return
		}
	}
}

// shows tells whether somebody sees an entry.
func (p *Playground) shows(as string, e slackfake.Entry) bool {
	if e.Private != "" {
		return e.Private == as
	}
	return slices.ContainsFunc(p.slack.Channels(), func(c slackfake.Channel) bool {
		return c.ID == e.Channel && slices.Contains(c.Members, as)
	})
}

func glimpseOf(e slackfake.Entry) glimpse {
	g := glimpse{Kind: string(e.Kind), Channel: e.Channel, By: e.By}
	if e.Kind == slackfake.ErrorToUser {
		g.Say = e.Text
	}
	return g
}

// tell writes one event; false ends the stream.
func tell(w http.ResponseWriter, event string, data any) bool {
	body, err := json.Marshal(data)
	if err != nil {
		return false
	}
	_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, body)
	return err == nil
}
