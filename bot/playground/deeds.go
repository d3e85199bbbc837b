package playground

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"heed/bot/slackfake"
)

// deed is what somebody does, as the page sends it. Which fields count
// depends on what it is.
type deed struct {
	As      string `json:"as"`
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	Thread  string `json:"thread"`
	Text    string `json:"text"`

	Surface string         `json:"surface"` // message, modal or home
	Block   string         `json:"block"`
	Action  string         `json:"action"`
	Value   any            `json:"value"`
	Values  map[string]any `json:"values"` // of a form: block id → value
	View    string         `json:"view"`   // the form that the values are of
}

// deeds are what can be done, by the last part of the address.
var deeds = map[string]func(*Playground, context.Context, deed) error{
	"post":     (*Playground).post,
	"edit":     (*Playground).edit,
	"delete":   (*Playground).delete,
	"use":      (*Playground).use,
	"submit":   (*Playground).submit,
	"close":    (*Playground).close,
	"shortcut": (*Playground).shortcut,
	"home":     (*Playground).home,
	"clock":    (*Playground).clock,
}

func (p *Playground) post(ctx context.Context, d deed) error {
	if strings.TrimSpace(d.Text) == "" {
		return errors.New("there is nothing to send")
	}
	if strings.HasPrefix(d.Text, "/") {
		return p.slash(ctx, d)
	}
	if d.Thread != "" {
		_, err := p.slack.Reply(d.As, d.Channel, d.Thread, p.typed(d.Text))
		return err
	}
	_, err := p.slack.Post(d.As, d.Channel, p.typed(d.Text))
	return err
}

// slash runs a command: Slack's own for who is in a channel, or Heed's.
func (p *Playground) slash(_ context.Context, d deed) error {
	command, rest, _ := strings.Cut(strings.TrimSpace(d.Text), " ")
	rest = strings.TrimSpace(rest)
	if d.Thread != "" {
		return fmt.Errorf("%s is not supported in threads. Sorry! (Slack says this too.)", command)
	}
	switch command {
	case "/invite", "/remove":
		who, ok := p.named(rest)
		if !ok {
			return fmt.Errorf("nobody here is called %q", rest)
		}
		if command == "/invite" {
			return p.slack.Invite(d.As, d.Channel, who)
		}
		return p.slack.Leave(d.Channel, who)
	}
	return p.slack.Slash(d.As, d.Channel, command, p.typed(rest))
}

// named is the person that "@name" means.
func (p *Playground) named(ref string) (string, bool) {
	id, ok := strings.CutPrefix(p.typed(ref), "<@")
	return strings.TrimSuffix(id, ">"), ok
}

func (p *Playground) edit(_ context.Context, d deed) error {
	return p.slack.Edit(d.As, d.Channel, d.TS, p.typed(d.Text))
}

func (p *Playground) delete(_ context.Context, d deed) error {
	return p.slack.Delete(d.As, d.Channel, d.TS)
}

// use presses or chooses something. In a form, what is typed so far goes
// along, as in Slack.
func (p *Playground) use(_ context.Context, d deed) error {
	what := slackfake.Use{Block: d.Block, Action: d.Action, Value: chosen(d.Value)}
	switch d.Surface {
	case "message":
		return p.slack.UseMessage(d.As, d.Channel, d.TS, what)
	case "home":
		return p.slack.UseHome(d.As, what)
	case "modal":
		if err := p.stillOpen(d); err != nil {
			return err
		}
		if err := p.slack.FillModal(d.As, values(d.Values)); err != nil {
			return err
		}
		return p.slack.UseModal(d.As, what)
	}
	return fmt.Errorf("there is no surface %q", d.Surface)
}

func (p *Playground) submit(_ context.Context, d deed) error {
	if err := p.stillOpen(d); err != nil {
		return err
	}
	return p.slack.SubmitModal(d.As, values(d.Values))
}

func (p *Playground) close(_ context.Context, d deed) error {
	if err := p.stillOpen(d); err != nil {
		return err
	}
	return p.slack.CloseModal(d.As)
}

// stillOpen refuses what was meant for a form that another has replaced.
func (p *Playground) stillOpen(d deed) error {
	if v, ok := p.slack.Modal(d.As); !ok || v.ID != d.View {
		return errors.New("this form is no longer open")
	}
	return nil
}

func (p *Playground) home(_ context.Context, d deed) error { return p.slack.OpenHome(d.As) }

func (p *Playground) clock(ctx context.Context, d deed) error {
	u, _ := p.member(d.As)
	to, err := target(d.Text, p.slack.Now(), zoneOf(u))
	if err != nil {
		return err
	}
	return p.moveTo(ctx, to)
}

// Shortcut is an entry that Heed adds to the menu of messages.
type Shortcut struct {
	Name     string `json:"name"`
	Callback string `json:"callback"`
}

// shortcuts are those of the manifest.
var shortcuts = []Shortcut{{"Coach me on this", "coach_me"}}

func (p *Playground) shortcut(_ context.Context, d deed) error {
	if !slices.ContainsFunc(shortcuts, func(s Shortcut) bool { return s.Callback == d.Action }) {
		return fmt.Errorf("there is no shortcut %q", d.Action)
	}
	return p.slack.MessageShortcut(d.As, d.Channel, d.TS, d.Action)
}

// values are a form's, with lists of their own type.
func values(in map[string]any) map[string]any {
	out := make(map[string]any, len(in))
	for k, v := range in {
		out[k] = chosen(v)
	}
	return out
}

// chosen is a value as slackfake takes it: nil, a string or a []string.
func chosen(v any) any {
	list, ok := v.([]any)
	if !ok {
		return v
	}
	out := make([]string, 0, len(list))
	for _, x := range list {
		s, _ := x.(string)
		out = append(out, s)
	}
	return out
}
