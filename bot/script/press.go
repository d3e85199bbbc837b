package script

import (
	"fmt"
	"slices"
	"strings"

	"heed/bot/slackfake"
)

// press finds, newest first, the message, modal or Home tab of Heed that
// shows u a button or an option with this label, and presses it.
func (w *world) press(u slackfake.User, label, near string) error {
	if v, ok := w.slack.Modal(u.ID); ok {
		if t, ok := w.find(v.Blocks, label, near); ok {
			if t.option {
				return w.slack.SelectModal(u.ID, t.action, t.value)
			}
			return w.slack.ClickModal(u.ID, t.action, t.value)
		}
	}
	log := w.slack.Log()
	for _, e := range slices.Backward(log) {
		if e.By != w.slack.BotUser() || e.Private != "" && e.Private != u.ID || e.Kind == slackfake.Updated {
			continue // a message that was drawn anew stays where it was posted
		}
		if e.Kind == slackfake.HomeShown {
			if t, ok := w.find(e.View.Blocks, label, near); ok {
				if t.option {
					return w.slack.SelectHome(u.ID, t.action, t.value)
				}
				return w.slack.ClickHome(u.ID, t.action, t.value)
			}
			continue
		}
		m := e.Message
		if now, ok := w.slack.Message(m.Channel, m.TS); ok {
			m = now
		} else if e.Kind != slackfake.Whispered {
			continue
		}
		t, ok := w.find(m.Blocks, label, near)
		switch {
		case !ok:
			continue
		case t.option:
			return w.slack.Select(u.ID, m.Channel, m.TS, t.action, t.value)
		default:
			return w.slack.Click(u.ID, m.Channel, m.TS, t.action, t.value)
		}
	}
	return fmt.Errorf("%s sees no %q", u.Name, label)
}

// target is a button, or an option of a menu.
type target struct {
	action, value string
	option        bool
}

// find looks for a label, which may be a channel to be picked.
func (w *world) find(blocks []map[string]any, label, near string) (target, bool) {
	t, ok := find(blocks, label, near)
	if room, is := w.rooms[t.value]; ok && is {
		t.value = room.ID
	}
	return t, ok
}

// find looks for a label in blocks; with near, from the block on that holds
// that text.
func find(blocks []map[string]any, label, near string) (target, bool) {
	reached := near == ""
	for _, b := range blocks {
		reached = reached || strings.Contains(textOf(b), near)
		if !reached {
			continue
		}
		elements, _ := b["elements"].([]any)
		if a, ok := b["accessory"]; ok {
			elements = append(slices.Clone(elements), a)
		}
		for _, e := range elements {
			el, _ := e.(map[string]any)
			if t, ok := labelled(el, label); ok {
				return t, true
			}
		}
	}
	return target{}, false
}

func labelled(el map[string]any, label string) (target, bool) {
	action, _ := el["action_id"].(string)
	if el["type"] == "button" && textOf(el["text"]) == label {
		value, _ := el["value"].(string)
		return target{action: action, value: value}, true
	}
	if el["type"] == "conversations_select" && strings.HasPrefix(label, "#") {
		return target{action: action, value: label, option: true}, true
	}
	options, _ := el["options"].([]any)
	for _, o := range options {
		opt, _ := o.(map[string]any)
		if textOf(opt["text"]) == label {
			value, _ := opt["value"].(string)
			return target{action: action, value: value, option: true}, true
		}
	}
	return target{}, false
}

// textOf gathers every "text" string inside a value.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var b strings.Builder
		for _, x := range v {
			b.WriteString(textOf(x))
		}
		return b.String()
	case map[string]any:
		if s, ok := v["text"].(string); ok {
			return s
		}
		return textOf(v["text"]) + textOf(v["elements"]) + textOf(v["fields"])
	}
	return ""
}
