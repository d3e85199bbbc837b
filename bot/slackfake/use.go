package slackfake

import "fmt"

// Use is what a person does with one element, named as Slack names it: by
// its block (may be empty) and its action id. Value is the button's own, or
// what was chosen: a string, a []string where several fit, nil for nothing.
type Use struct {
	Block, Action string
	Value         any
}

// UseMessage presses or chooses in a message that the person sees.
func (w *Workspace) UseMessage(user, channel, ts string, u Use) error {
	return w.onMessage(user, channel, ts, u.Action, u.on)
}

// UseHome presses or chooses in the Home tab.
func (w *Workspace) UseHome(user string, u Use) error {
	return w.onView(user, w.homeOf, func(v *View) (element, map[string]any, error) { return u.on(v.Blocks) })
}

// UseModal presses or chooses in the modal on top.
func (w *Workspace) UseModal(user string, u Use) error {
	return w.onView(user, w.topModal, func(v *View) (element, map[string]any, error) { return u.on(v.Blocks) })
}

// on finds the element and does with it what its kind allows.
func (u Use) on(blocks []map[string]any) (element, map[string]any, error) {
	blocks = u.within(blocks)
	value, _ := u.Value.(string)
	e, err := findElement(blocks, u.Action, value)
	switch kind := e.str("type"); {
	case err != nil:
		return e, nil, fmt.Errorf("in block %q: %w", u.Block, err)
	case clickable[kind] && kind != "overflow":
		return press(blocks, u.Action, value)
	}
	return choose(blocks, u.Action, u.Value)
}

// within is the block that is meant, or all.
func (u Use) within(blocks []map[string]any) []map[string]any {
	for _, b := range blocks {
		if id, _ := b["block_id"].(string); u.Block != "" && id == u.Block {
			return []map[string]any{b}
		}
	}
	return blocks
}
