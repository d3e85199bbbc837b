package slackfake

import "slices"

// People are everybody in the workspace, bots too, in the order they came.
func (w *Workspace) People() []User {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]User, 0, len(w.roll))
	for _, id := range w.roll {
		out = append(out, *w.users[id])
	}
	return out
}

// Channels are the channels in the order they came, with their members as
// they are now; direct messages aren't among them.
func (w *Workspace) Channels() []Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]Channel, 0, len(w.order))
	for _, id := range w.order {
		c := w.convs[id]
		if c.IM {
			continue
		}
		copied := c.Channel
		copied.Members = slices.Clone(c.members)
		out = append(out, copied)
	}
	return out
}

// Download is a file's name and bytes for somebody who sees it: who shared
// it, or a member of where it was shared.
func (w *Workspace) Download(user, id string) (name string, data []byte, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.files[id]
	if f == nil {
		return "", nil, false
	}
	sees := f.User == user || slices.ContainsFunc(f.Channels, func(id string) bool {
		c := w.convs[id]
		return c != nil && (c.has(user) || c.With == user)
	})
	return f.Name, f.data, sees
}
