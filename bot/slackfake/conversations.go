package slackfake

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// openIM is the DM between a person and the bot, made when there is none.
func (w *Workspace) openIM(user string) *conv {
	if id, ok := w.ims[user]; ok {
		return w.convs[id]
	}
	c := newConv(Channel{ID: w.id("D"), IM: true, With: user, Members: []string{user, w.botUser}}, w.clock())
	w.convs[c.ID], w.ims[user] = c, c.ID
	w.order = append(w.order, c.ID)
	return c
}

func openConversation(w *Workspace, c *call) (reply, error) {
	if c.has("channel") {
		conv, err := w.visible(c.str("channel"))
		if err != nil {
			return nil, err
		}
		return reply{"channel": reply{"id": conv.ID}, "no_op": true, "already_open": true}, nil
	}
	users := c.list("users")
	switch {
	case len(users) == 0:
		return nil, refused("users_list_not_supplied")
	case len(users) > 1:
		return nil, missingScope("mpim:write", w.scopes)
	}
	u := w.users[users[0]]
	switch {
	case u == nil:
		return nil, refused("user_not_found")
	case u.Deleted:
		return nil, refused("user_disabled")
	case u.IsBot:
		return nil, refused("cannot_dm_bot")
	}
	_, already := w.ims[u.ID]
	conv := w.openIM(u.ID)
	out := reply{"channel": reply{"id": conv.ID}}
	if c.flag("return_im", false) {
		out["channel"] = w.wireConv(conv)
	}
	if already {
		out["no_op"], out["already_open"] = true, true
	}
	return out, nil
}

// readable is a conversation whose history the bot may read.
func (w *Workspace) readable(c *call) (*conv, error) {
	if !c.has("channel") {
		return nil, missing("channel")
	}
	conv, err := w.visible(c.str("channel"))
	if err != nil {
		return nil, err
	}
	_, scope := subscription(conv.kind())
	if err := w.need(scope); err != nil {
		return nil, err
	}
	if !conv.has(w.botUser) {
		return nil, refused("not_in_channel")
	}
	return conv, nil
}

// span is the part of a history that was asked for.
type span struct {
	oldest, latest string
	inclusive      bool
}

func spanOf(c *call) span {
	s := span{c.str("oldest"), c.str("latest"), c.flag("inclusive", false)}
	if s.oldest == "0" {
		s.oldest = ""
	}
	return s
}

func (s span) holds(ts string) bool {
	if s.oldest != "" {
		if d := compareTS(ts, s.oldest); d < 0 || (d == 0 && !s.inclusive) {
			return false
		}
	}
	if s.latest != "" {
		if d := compareTS(ts, s.latest); d > 0 || (d == 0 && !s.inclusive) {
			return false
		}
	}
	return true
}

// history answers newest first; next pages go further back.
func history(w *Workspace, c *call) (reply, error) {
	conv, err := w.readable(c)
	if err != nil {
		return nil, err
	}
	limit, err := pageSize(c, 100, 999)
	if err != nil {
		return nil, err
	}
	before, err := readCursor(c, "next_ts:")
	if err != nil {
		return nil, err
	}
	s, meta := spanOf(c), c.flag("include_all_metadata", false)
	out, more := []reply{}, ""
	for i := w.startOfPage(conv, before, s) - 1; i >= 0; i-- {
		m := conv.msgs[i]
		if s.oldest != "" && compareTS(m.TS, s.oldest) < 0 {
			break
		}
		if !s.holds(m.TS) || !inChannel(m) {
			continue
		}
		if len(out) == limit {
			more = out[limit-1]["ts"].(string)
			break
		}
		out = append(out, w.wire(m, meta))
	}
	return page(reply{"messages": out, "has_more": more != "", "pin_count": 0}, "next_ts:", more), nil
}

// startOfPage is the index after the newest message that the page may hold.
func (w *Workspace) startOfPage(conv *conv, before string, s span) int {
	end := len(conv.msgs)
	if s.latest != "" {
		i, found := conv.find(s.latest)
		if found {
			i++
		}
		end = min(end, i)
	}
	if before != "" {
		i, _ := conv.find(before)
		end = min(end, i)
	}
	return end
}

// inChannel leaves out thread replies that weren't also sent to the channel.
func inChannel(m *Message) bool {
	return m.Thread == "" || m.Thread == m.TS || m.Broadcast
}

// replies answers the root, then its replies, oldest first.
func replies(w *Workspace, c *call) (reply, error) {
	conv, err := w.readable(c)
	if err != nil {
		return nil, err
	}
	root := conv.byTS[c.str("ts")]
	if root == nil {
		return nil, refused("thread_not_found")
	}
	if root.Thread != "" && conv.byTS[root.Thread] != nil {
		root = conv.byTS[root.Thread]
	}
	limit, err := pageSize(c, 100, 1000)
	if err != nil {
		return nil, err
	}
	after, err := readCursor(c, "after_ts:")
	if err != nil {
		return nil, err
	}
	s, meta := spanOf(c), c.flag("include_all_metadata", false)
	out, more := []reply{w.wire(root, meta)}, ""
	n := 0
	for _, ts := range conv.threads[root.TS] {
		m := conv.byTS[ts]
		if m == nil || !s.holds(ts) || (after != "" && compareTS(ts, after) <= 0) {
			continue
		}
		if n == limit {
			more = out[len(out)-1]["ts"].(string)
			break
		}
		out = append(out, w.wire(m, meta))
		n++
	}
	return page(reply{"messages": out, "has_more": more != ""}, "after_ts:", more), nil
}

func pageSize(c *call, otherwise, most int) (int, error) {
	n, err := c.number("limit", otherwise)
	if err != nil {
		return 0, err
	}
	if n < 1 || n > most {
		return 0, refused("invalid_limit")
	}
	return n, nil
}

// readCursor takes a cursor's kind off; "" when none was given.
func readCursor(c *call, kind string) (string, error) {
	if !c.has("cursor") {
		return "", nil
	}
	b, err := base64.StdEncoding.DecodeString(c.str("cursor"))
	at, ok := strings.CutPrefix(string(b), kind)
	if err != nil || !ok {
		return "", refused("invalid_cursor")
	}
	return at, nil
}

// page adds the cursor of the next page; at is "" on the last.
func page(out reply, kind, at string) reply {
	next := ""
	if at != "" {
		next = base64.StdEncoding.EncodeToString([]byte(kind + at))
	}
	out["response_metadata"] = reply{"next_cursor": next}
	return out
}

// pageOf cuts a list by limit and cursor.
func pageOf[T any](c *call, all []T, most int) ([]T, string, error) {
	limit, err := pageSize(c, min(100, most), most)
	if err != nil {
		return nil, "", err
	}
	at, err := readCursor(c, "offset:")
	if err != nil {
		return nil, "", err
	}
	from, _ := strconv.Atoi(at)
	from = min(from, len(all))
	to := min(from+limit, len(all))
	if to == len(all) {
		return all[from:to], "", nil
	}
	return all[from:to], strconv.Itoa(to), nil
}

func (w *Workspace) wireConv(c *conv) reply {
	if c.IM {
		u := w.users[c.With]
		return reply{
			"id": c.ID, "created": c.created.Unix(), "is_im": true, "is_org_shared": false, "user": c.With,
			"is_archived": false, "is_user_deleted": u == nil || u.Deleted, "is_open": true, "priority": 0,
			"context_team_id": w.o.Team.ID,
		}
	}
	return reply{
		"id": c.ID, "name": c.Name, "name_normalized": c.Name, "created": c.created.Unix(), "creator": c.Creator,
		"is_channel": !c.Private, "is_group": c.Private, "is_im": false, "is_mpim": false, "is_private": c.Private,
		"is_archived": c.Archived, "is_general": false, "is_member": c.has(w.botUser),
		"is_shared": c.IsExtShared, "is_ext_shared": c.IsExtShared, "is_org_shared": false, "is_pending_ext_shared": false,
		"context_team_id": w.o.Team.ID, "topic": reply{"value": c.Topic, "creator": "", "last_set": 0},
		"purpose": reply{"value": "", "creator": "", "last_set": 0}, "num_members": len(c.members),
	}
}

// readScope is what it takes to be told of a conversation.
func readScope(c *conv) string {
	switch c.kind() {
	case "im":
		return "im:read"
	case "group":
		return "groups:read"
	}
	return "channels:read"
}

func conversationInfo(w *Workspace, c *call) (reply, error) {
	if !c.has("channel") {
		return nil, missing("channel")
	}
	conv, err := w.visible(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := w.need(readScope(conv)); err != nil {
		return nil, err
	}
	out := w.wireConv(conv)
	if !c.flag("include_num_members", false) {
		delete(out, "num_members")
	}
	return reply{"channel": out}, nil
}

// listed are the conversations of the types asked for that pass keep.
func (w *Workspace) listed(c *call, keep func(*conv) bool) ([]reply, error) {
	types := c.list("types")
	if len(types) == 0 {
		types = []string{"public_channel"}
	}
	scopes := map[string]string{
		"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read",
	}
	for _, t := range types {
		s, ok := scopes[t]
		if !ok {
			return nil, refused("invalid_types")
		}
		if err := w.need(s); err != nil {
			return nil, err
		}
	}
	kinds := map[string]string{"channel": "public_channel", "group": "private_channel", "im": "im"}
	noArchived := c.flag("exclude_archived", false)
	out := []reply{}
	for _, id := range w.order {
		conv := w.convs[id]
		if !slices.Contains(types, kinds[conv.kind()]) || (noArchived && conv.Archived) || !keep(conv) {
			continue
		}
		out = append(out, w.wireConv(conv))
	}
	return out, nil
}

func (w *Workspace) listPage(c *call, keep func(*conv) bool) (reply, error) {
	all, err := w.listed(c, keep)
	if err != nil {
		return nil, err
	}
	part, next, err := pageOf(c, all, 999)
	if err != nil {
		return nil, err
	}
	return page(reply{"channels": part}, "offset:", next), nil
}

func conversationList(w *Workspace, c *call) (reply, error) {
	return w.listPage(c, func(conv *conv) bool { return conv.kind() == "channel" || conv.has(w.botUser) })
}

func usersConversations(w *Workspace, c *call) (reply, error) {
	user := c.str("user")
	if user == "" {
		user = w.botUser
	}
	if w.users[user] == nil {
		return nil, refused("user_not_found")
	}
	return w.listPage(c, func(conv *conv) bool {
		return conv.has(user) && (conv.kind() == "channel" || conv.has(w.botUser))
	})
}

func conversationMembers(w *Workspace, c *call) (reply, error) {
	conv, err := w.visible(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := w.need(readScope(conv)); err != nil {
		return nil, err
	}
	part, next, err := pageOf(c, conv.members, 999)
	if err != nil {
		return nil, err
	}
	return page(reply{"members": part}, "offset:", next), nil
}
