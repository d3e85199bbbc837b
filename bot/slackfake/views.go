package slackfake

import (
	"fmt"
	"slices"
)

// maxStack is how many modals lie on top of each other at most.
const maxStack = 3

// viewSpec is a view as an app sends it.
type viewSpec struct {
	Type            string           `json:"type"`
	CallbackID      string           `json:"callback_id"`
	ExternalID      string           `json:"external_id"`
	PrivateMetadata string           `json:"private_metadata"`
	Title           *plainText       `json:"title"`
	Submit          *plainText       `json:"submit"`
	Close           *plainText       `json:"close"`
	Blocks          []map[string]any `json:"blocks"`
	ClearOnClose    bool             `json:"clear_on_close"`
	NotifyOnClose   bool             `json:"notify_on_close"`
}

// plainText is a plain_text object.
type plainText struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Emoji *bool  `json:"emoji,omitempty"`
}

func (t *plainText) String() string {
	if t == nil {
		return ""
	}
	return t.Text
}

// readView reads and checks the view argument.
func (w *Workspace) readView(c *call, kind string) (*View, error) {
	if !c.has("view") {
		return nil, missing("view")
	}
	var spec viewSpec
	if c.decode("view", &spec) != nil {
		return nil, invalidArgument("[ERROR] failed to match all allowed schemas [json-pointer:/view]")
	}
	return w.buildView(spec, kind)
}

func (w *Workspace) buildView(spec viewSpec, kind string) (*View, error) {
	if err := w.checkView(spec, kind); err != nil {
		return nil, err
	}
	w.nameBlocks(spec.Blocks)
	return &View{
		Type: spec.Type, CallbackID: spec.CallbackID, ExternalID: spec.ExternalID,
		PrivateMetadata: spec.PrivateMetadata, Title: spec.Title.String(), Submit: spec.Submit.String(),
		Close: spec.Close.String(), Blocks: spec.Blocks, ClearOnClose: spec.ClearOnClose,
		NotifyOnClose: spec.NotifyOnClose, State: initialState(spec.Blocks),
	}, nil
}

// wireView is a view as answers and interactions show it.
func (w *Workspace) wireView(v *View) reply {
	text := func(s string) any {
		if s == "" {
			return nil
		}
		return reply{"type": "plain_text", "text": s, "emoji": true}
	}
	opt := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	return reply{
		"id": v.ID, "team_id": w.o.Team.ID, "type": v.Type, "callback_id": v.CallbackID, "external_id": v.ExternalID,
		"private_metadata": v.PrivateMetadata, "hash": v.Hash, "title": text(v.Title), "submit": text(v.Submit),
		"close": text(v.Close), "blocks": v.Blocks, "clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose,
		"previous_view_id": opt(v.Previous), "root_view_id": v.Root, "state": reply{"values": v.State},
		"app_id": w.appID, "app_installed_team_id": w.o.Team.ID, "bot_id": w.botID,
	}
}

func (w *Workspace) newHash() string {
	w.serial["hash"]++
	return fmt.Sprintf("%d.%08x", w.clock().Unix(), w.serial["hash"])
}

func (w *Workspace) topModal(user string) *View {
	if s := w.modals[user]; len(s) > 0 {
		return s[len(s)-1]
	}
	return nil
}

// showModal puts a new view on top of a person's stack.
func (w *Workspace) showModal(user string, v *View) {
	v.ID, v.Hash = w.id("V"), w.newHash()
	v.Root = v.ID
	if below := w.topModal(user); below != nil {
		v.Previous, v.Root = below.ID, below.Root
	}
	w.views[v.ID] = user
	w.modals[user] = append(slices.Clone(w.modals[user]), v)
	w.record(Entry{Kind: ModalShown, By: w.botUser, Private: user, View: *v})
}

func (w *Workspace) externalTaken(id, except string) bool {
	if id == "" {
		return false
	}
	for _, stack := range w.modals {
		for _, v := range stack {
			if v.ExternalID == id && v.ID != except {
				return true
			}
		}
	}
	return false
}

// openView starts a new stack for whoever the trigger is of.
func openView(w *Workspace, c *call) (reply, error) {
	return w.openOrPush(c, func(user string) error {
		delete(w.modals, user)
		return nil
	})
}

func pushView(w *Workspace, c *call) (reply, error) {
	return w.openOrPush(c, func(user string) error {
		switch n := len(w.modals[user]); {
		case n == 0:
			return refused("not_found")
		case n >= maxStack:
			return refused("push_limit_reached")
		}
		return nil
	})
}

func (w *Workspace) openOrPush(c *call, prepare func(user string) error) (reply, error) {
	v, err := w.readView(c, "modal")
	if err != nil {
		return nil, err
	}
	user, err := w.useTrigger(c.str("trigger_id"))
	if err != nil {
		return nil, err
	}
	if w.externalTaken(v.ExternalID, "") {
		return nil, refused("duplicate_external_id")
	}
	if err := prepare(user); err != nil {
		return nil, err
	}
	w.showModal(user, v)
	return reply{"view": w.wireView(v)}, nil
}

// updateView changes a modal that is still open, wherever in its stack.
func updateView(w *Workspace, c *call) (reply, error) {
	next, err := w.readView(c, "modal")
	if err != nil {
		return nil, err
	}
	user, old := w.findModal(c.str("view_id"), c.str("external_id"))
	switch {
	case old == nil:
		return nil, refused("not_found")
	case c.has("hash") && c.str("hash") != old.Hash:
		return nil, refused("hash_conflict")
	case w.externalTaken(next.ExternalID, old.ID):
		return nil, refused("duplicate_external_id")
	}
	w.changeModal(user, old, next)
	return reply{"view": w.wireView(next)}, nil
}

func (w *Workspace) findModal(id, external string) (string, *View) {
	for _, user := range w.roll {
		for _, v := range w.modals[user] {
			if (id != "" && v.ID == id) || (external != "" && v.ExternalID == external) {
				return user, v
			}
		}
	}
	return "", nil
}

// changeModal puts next where old was. What is typed into an input that stays
// (same block and action id) stays too.
func (w *Workspace) changeModal(user string, old, next *View) {
	next.ID, next.Hash, next.Previous, next.Root = old.ID, w.newHash(), old.Previous, old.Root
	for block, actions := range next.State {
		for action := range actions {
			if v, ok := old.State[block][action]; ok {
				actions[action] = v
			}
		}
	}
	stack := slices.Clone(w.modals[user])
	for i, v := range stack {
		if v == old {
			stack[i] = next
		}
	}
	w.modals[user] = stack
	w.record(Entry{Kind: ModalShown, By: w.botUser, Private: user, View: *next})
}

func publishView(w *Workspace, c *call) (reply, error) {
	user := c.str("user_id")
	if user == "" {
		return nil, missing("user_id")
	}
	if u := w.users[user]; u == nil || u.IsBot {
		return nil, invalidArgument("[ERROR] invalid `user_id` [json-pointer:/user_id]")
	}
	v, err := w.readView(c, "home")
	if err != nil {
		return nil, err
	}
	old := w.homes[user]
	if c.has("hash") && old != nil && c.str("hash") != old.Hash {
		return nil, refused("hash_conflict")
	}
	v.ID, v.Hash = w.id("V"), w.newHash()
	if old != nil {
		v.ID = old.ID
	}
	v.Root = v.ID
	w.views[v.ID] = user
	w.homes[user] = v
	w.record(Entry{Kind: HomeShown, By: w.botUser, Private: user, View: *v})
	return reply{"view": w.wireView(v)}, nil
}
