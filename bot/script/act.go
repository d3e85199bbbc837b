package script

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/pattern"
	"heed/bot/slackfake"
)

// act plays a step in which something happens.
func (w *world) act(ctx context.Context, s step) error {
	word, rest, _ := strings.Cut(s.text, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "advance":
		to, err := w.target(rest)
		if err != nil {
			return err
		}
		return w.advance(ctx, to)
	case "restart", "crash":
		if err := w.endBot(word == "restart"); err != nil {
			return err
		}
		return w.startBot(ctx)
	case "sockets":
		if rest == "down" {
			w.slack.SocketsDown()
			return nil
		}
		for len(w.caught) > 0 {
			<-w.caught
		}
		w.slack.SocketsUp()
		return w.waitCaughtUp(ctx)
	case "duplicate":
		n, mode, _ := strings.Cut(rest, " ")
		count, err := strconv.Atoi(n)
		w.slack.Duplicate(count, mode == "new-ids")
		return err
	case "fault":
		return w.fault(rest)
	case "hold":
		w.slack.Hold()
		return nil
	case "release":
		w.slack.Release(releaseOrder(rest)...)
		return nil
	}
	u, ok := w.people[word]
	if !ok {
		return fmt.Errorf("no such step, and nobody is called %q", word)
	}
	return w.person(u, rest, s.more)
}

// mostHeld is more than a story holds back.
const mostHeld = 1000

// releaseOrder is how held events are let go: as they came, or the other way
// round.
func releaseOrder(how string) []int {
	if how != "backwards" {
		return nil
	}
	order := make([]int, mostHeld)
	for i := range order {
		order[i] = mostHeld - 1 - i
	}
	return order
}

// target is the time that an advance names.
func (w *world) target(rest string) (time.Time, error) {
	now := w.slack.Now().In(w.zone)
	at, ok := strings.CutPrefix(rest, "to ")
	if !ok {
		var d time.Duration
		if days, found := strings.CutSuffix(rest, "d"); found {
			n, err := strconv.Atoi(days)
			return now.AddDate(0, 0, n), err
		}
		d, err := time.ParseDuration(rest)
		return now.Add(d), err
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", at, w.zone); err == nil {
		return t, nil
	}
	day, clock, _ := strings.Cut(at, " ")
	hm, err := time.Parse("15:04", clock)
	if err != nil {
		return now, fmt.Errorf("no time like “Fri 09:00”: %q", at)
	}
	for i := range 8 {
		t := time.Date(now.Year(), now.Month(), now.Day()+i, hm.Hour(), hm.Minute(), 0, 0, w.zone)
		if t.After(now) && strings.HasPrefix(t.Weekday().String(), day) {
			return t, nil
		}
	}
	return now, fmt.Errorf("no such day: %q", day)
}

func (w *world) fault(rest string) error {
	f := strings.Fields(rest)
	if len(f) == 1 && f[0] == "clear" {
		w.slack.ClearFaults("*")
		return nil
	}
	if len(f) < 2 {
		return fmt.Errorf("want a method and what goes wrong")
	}
	n := 1
	if len(f) > 2 {
		var err error
		if n, err = strconv.Atoi(f[2]); err != nil {
			return err
		}
	}
	w.slack.Inject(f[0], n, faultCalled(f[1]))
	return nil
}

func faultCalled(name string) slackfake.Fault {
	switch name {
	case "rate-limited":
		return slackfake.RateLimited(30 * time.Second)
	case "lost-answer":
		return slackfake.LoseAnswer()
	case "reset":
		return slackfake.ResetConnection()
	case "hang":
		return slackfake.Hang()
	}
	if status, err := strconv.Atoi(name); err == nil {
		return slackfake.ServerError(status)
	}
	return slackfake.Refuse(name)
}

var (
	inRoom    = pattern.Of(`^in (#[^\s:]+): ?(.*)$`)
	replies   = pattern.Of(`^replies in (#[^\s:]+): ?(.*)$`)
	answers   = pattern.Of(`^answers heed(?: near "([^"]+)")?: ?(.*)$`)
	toHeed    = pattern.Of(`^to heed: ?(.*)$`)
	uploads   = pattern.Of(`^uploads (\S+) (?:as (\w+) )?(?:in (#[^\s:]+)|to heed):? ?(.*)$`)
	runs      = pattern.Of(`^(?:in (#\S+) )?runs (/\S+) ?(.*)$`)
	clicks    = pattern.Of(`^(clicks|chooses) "([^"]+)"(?: near "([^"]+)")?$`)
	coachMe   = pattern.Of(`^asks for coaching on (\S+)$`)
	removes   = pattern.Of(`^removes heed from (#\S+)$`)
	invitesTo = pattern.Of(`^invites heed to (#\S+)$`)
	joins     = pattern.Of(`^joins (#\S+)$`)
)

// person plays what somebody does.
func (w *world) person(u slackfake.User, what, more string) error {
	if m := inRoom().FindStringSubmatch(what); m != nil {
		return w.post(u, m[1], text(m[2], more))
	}
	if m := replies().FindStringSubmatch(what); m != nil {
		at := w.latest[w.rooms[m[1]].ID]
		_, err := w.slack.Reply(u.ID, at.channel, at.ts, text(m[2], more))
		return err
	}
	if m := answers().FindStringSubmatch(what); m != nil {
		return w.answer(u, m[1], text(m[2], more))
	}
	if m := toHeed().FindStringSubmatch(what); m != nil {
		ts, err := w.slack.DM(u.ID, text(m[1], more))
		w.posts[u.Name] = place{w.slack.DMChannel(u.ID), ts}
		return err
	}
	if m := uploads().FindStringSubmatch(what); m != nil {
		if m[2] != "" {
			data, ok := bytesOf(m[2])
			if !ok {
				return fmt.Errorf("no such kind of file: %q", m[2])
			}
			return w.upload(u, m[3], m[1], text(m[4], more), data)
		}
		return w.upload(u, m[3], m[1], m[4], more)
	}
	if m := runs().FindStringSubmatch(what); m != nil {
		channel := w.slack.DMChannel(u.ID)
		if m[1] != "" {
			channel = w.rooms[m[1]].ID
		}
		return w.slack.Slash(u.ID, channel, m[2], text(m[3], more))
	}
	if m := clicks().FindStringSubmatch(what); m != nil {
		return w.press(u, m[2], m[3])
	}
	if m := coachMe().FindStringSubmatch(what); m != nil {
		at, ok := w.posts[m[1]]
		if !ok {
			return fmt.Errorf("%s has posted nothing", m[1])
		}
		return w.slack.MessageShortcut(u.ID, at.channel, at.ts, "coach_me")
	}
	if m := invitesTo().FindStringSubmatch(what); m != nil {
		return w.slack.Invite(u.ID, w.rooms[m[1]].ID, w.slack.BotUser())
	}
	if m := joins().FindStringSubmatch(what); m != nil {
		return w.slack.Join(w.rooms[m[1]].ID, u.ID)
	}
	if m := removes().FindStringSubmatch(what); m != nil {
		return w.slack.Leave(w.rooms[m[1]].ID, w.slack.BotUser())
	}
	return w.simple(u, what, more)
}

// simple plays what needs no more than a word.
func (w *world) simple(u slackfake.User, what, more string) error {
	at := w.posts[u.Name]
	word, rest, _ := strings.Cut(what, " ")
	switch word {
	case "edits:":
		return w.slack.Edit(u.ID, at.channel, at.ts, text(rest, more))
	case "deletes":
		return w.slack.Delete(u.ID, at.channel, at.ts)
	case "submits":
		v, _ := w.slack.Modal(u.ID)
		return w.slack.SubmitModal(u.ID, w.chosen(v.Blocks, byLabel(v.Blocks, w.values(more))))
	case "cancels":
		return w.slack.CloseModal(u.ID)
	case "opens":
		return w.slack.OpenHome(u.ID)
	case "becomes":
		return w.slack.ChangeUser(u.ID, func(c *slackfake.User) { c.IsRestricted = strings.TrimSpace(rest) == "a guest" })
	case "pauses":
		d, err := time.ParseDuration(strings.TrimPrefix(rest, "notifications for "))
		w.slack.SetDND(u.ID, w.slack.Now(), w.slack.Now().Add(d))
		return err
	case "moves":
		return w.slack.ChangeUser(u.ID, func(c *slackfake.User) { c.TZ = strings.TrimPrefix(rest, "to ") })
	}
	return fmt.Errorf("no such step")
}

func (w *world) post(u slackfake.User, room, body string) error {
	c, ok := w.rooms[room]
	if !ok {
		return fmt.Errorf("there is no channel %s", room)
	}
	post := w.slack.Post
	if w.bots[u.RealName] != "" {
		post = w.slack.PostAsBot
	}
	ts, err := post(u.ID, c.ID, w.mentioning(body))
	w.posts[u.Name], w.latest[c.ID] = place{c.ID, ts}, place{c.ID, ts}
	return err
}

// answer writes into the thread of the newest direct message of Heed, with
// near of the newest that holds that text.
func (w *world) answer(u slackfake.User, near, body string) error {
	for _, e := range slices.Backward(w.slack.Log()) {
		if e.By != w.slack.BotUser() || e.Private != u.ID || e.Kind != slackfake.Posted || e.Message.IsEphemeral() || e.Message.Thread != "" {
			continue
		}
		if strings.Contains(flat(w.shown(e)), flat(near)) {
			_, err := w.slack.Reply(u.ID, e.Message.Channel, e.Message.TS, body)
			return err
		}
	}
	return fmt.Errorf("%s sees no message with %q", u.Name, near)
}

func (w *world) upload(u slackfake.User, room, name, comment, data string) error {
	channel := w.slack.DMChannel(u.ID)
	if room != "" {
		channel = w.rooms[room].ID
	}
	ts, err := w.slack.UploadFile(u.ID, channel, name, []byte(data), comment)
	w.posts[u.Name], w.latest[channel] = place{channel, ts}, place{channel, ts}
	return err
}

// text is a step's own words with the lines that carry it on.
func text(first, more string) string { return strings.TrimSpace(first + "\n" + more) }

// mentioning is a text in which @heed is a mention.
func (w *world) mentioning(s string) string {
	return strings.ReplaceAll(s, "@heed", "<@"+w.slack.BotUser()+">")
}

// values reads "input: value" lines; the name of a channel or of a
// recorder stands for its id.
func (w *world) values(more string) map[string]any {
	out := map[string]any{}
	for line := range strings.Lines(more) {
		k, v, _ := strings.Cut(strings.TrimSpace(line), ":")
		v = strings.ReplaceAll(strings.TrimSpace(v), `\n`, "\n")
		if c, ok := w.rooms[v]; ok {
			v = c.ID
		}
		if w.bots[v] != "" {
			v = w.people[v].BotID
		}
		out[k] = v
	}
	return out
}

// byLabel lets a field be named by what stands above it, where its own name
// is none that a story could know.
func byLabel(blocks []map[string]any, values map[string]any) map[string]any {
	for _, b := range blocks {
		label := textOf(b["label"])
		id, _ := b["block_id"].(string)
		if v, ok := values[label]; ok && label != "" && id != label {
			delete(values, label)
			values[id] = v
		}
	}
	return values
}

// chosen parts the values of fields that take several, at commas; there the
// names of people and channels stand for their ids.
func (w *world) chosen(blocks []map[string]any, values map[string]any) map[string]any {
	for _, b := range blocks {
		el, _ := b["element"].(map[string]any)
		kind, _ := el["type"].(string)
		id, _ := b["block_id"].(string)
		v, ok := values[id].(string)
		if u, is := w.people[v]; ok && is && kind == "users_select" {
			values[id] = u.ID
		}
		if !ok || !strings.HasPrefix(kind, "multi_") {
			continue
		}
		several := []string{}
		for one := range strings.SplitSeq(v, ",") {
			one = strings.TrimSpace(one)
			if c, ok := w.rooms[one]; ok {
				one = c.ID
			} else if u, ok := w.people[one]; ok {
				one = u.ID
			}
			if one != "" {
				several = append(several, one)
			}
		}
		values[id] = several
	}
	return values
}
