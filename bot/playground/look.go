package playground

import (
	"slices"
	"time"

	"heed/bot/slackfake"
)

// look is everything that one person sees at a moment.
type look struct {
	Now      int64    `json:"now"` // milliseconds, by the workspace's clock
	Zone     string   `json:"zone"`
	Team     string   `json:"team"`
	Me       string   `json:"me"`
	Heed     string   `json:"heed"`
	People   []person `json:"people"`
	Rooms    []room   `json:"rooms"`
	Room     string   `json:"room"` // the one whose messages these are
	Messages []post   `json:"messages"`
	Home     *view    `json:"home"`
	Modal    *view    `json:"modal"`
}

type person struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Alias string `json:"alias"`
	Zone  string `json:"zone"`
	Bot   bool   `json:"bot"`
	Note  string `json:"note"` // "admin", "guest" …
}

type room struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // channel, private, shared, dm
	Members []string `json:"members"`
	Latest  string   `json:"latest"` // ts of the newest that somebody else wrote
}

type post struct {
	TS       string           `json:"ts"`
	Thread   string           `json:"thread,omitempty"`
	User     string           `json:"user"`
	Text     string           `json:"text"`
	Blocks   []map[string]any `json:"blocks,omitempty"`
	Files    []file           `json:"files,omitempty"`
	Reacted  []string         `json:"reacted,omitempty"`
	Subtype  string           `json:"subtype,omitempty"`
	Edited   bool             `json:"edited,omitempty"`
	OnlyYou  bool             `json:"only_you,omitempty"`
	InMain   bool             `json:"in_main"` // shown outside of its thread
	Replies  int              `json:"replies,omitempty"`
	AtMillis int64            `json:"at"`
}

type file struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int    `json:"size"`
	Kind string `json:"kind"`
}

type view struct {
	ID     string                               `json:"id"`
	Hash   string                               `json:"hash"`
	Title  string                               `json:"title"`
	Submit string                               `json:"submit"`
	Close  string                               `json:"close"`
	Blocks []map[string]any                     `json:"blocks"`
	Errors map[string]string                    `json:"errors"`
	State  map[string]map[string]map[string]any `json:"state"`
}

// member finds somebody who can look: a person of the workspace.
func (p *Playground) member(id string) (slackfake.User, bool) {
	for _, u := range p.slack.People() {
		if u.ID == id && !u.IsBot && !u.Deleted {
			return u, true
		}
	}
	return slackfake.User{}, false
}

// lookAs is what somebody sees, with the messages of one room if they are in
// it.
func (p *Playground) lookAs(u slackfake.User, roomID string) look {
	l := look{
		Now: p.slack.Now().UnixMilli(), Zone: zoneOf(u).String(), Team: p.slack.TeamName(), Me: u.ID, Heed: p.slack.BotUser(),
		People: p.people(), Rooms: p.rooms(u.ID), Messages: []post{},
	}
	if slices.ContainsFunc(l.Rooms, func(r room) bool { return r.ID == roomID }) {
		l.Room, l.Messages = roomID, p.posts(u.ID, roomID)
	}
	if v, ok := p.slack.Home(u.ID); ok {
		l.Home = viewOf(v)
	}
	if v, ok := p.slack.Modal(u.ID); ok {
		l.Modal = viewOf(v)
	}
	return l
}

func zoneOf(u slackfake.User) *time.Location {
	if loc, err := time.LoadLocation(u.TZ); err == nil {
		return loc
	}
	return time.UTC
}

func (p *Playground) people() []person {
	var out []person
	for _, u := range p.slack.People() {
		who := person{ID: u.ID, Name: u.RealName, Alias: u.Name, Zone: u.TZ, Bot: u.IsBot}
		switch {
		case u.IsAdmin:
			who.Note = "admin"
		case u.IsRestricted || u.IsUltraRestricted:
			who.Note = "guest"
		case u.TeamID != p.slack.TeamID():
			who.Note = "from another company"
		}
		out = append(out, who)
	}
	return out
}

// rooms are the channels somebody is in, and their conversation with Heed.
func (p *Playground) rooms(user string) []room {
	var out []room
	for _, c := range p.slack.Channels() {
		if !slices.Contains(c.Members, user) || c.Archived {
			continue
		}
		kind := "channel"
		switch {
		case c.Private:
			kind = "private"
		case c.IsExtShared:
			kind = "shared"
		}
		out = append(out, room{ID: c.ID, Name: c.Name, Kind: kind, Members: c.Members})
	}
	out = append(out, room{ID: p.slack.DMChannel(user), Name: "Heed", Kind: "dm", Members: []string{user, p.slack.BotUser()}})
	for i := range out {
		for _, m := range p.visible(user, out[i].ID) {
			if m.User != user {
				out[i].Latest = m.TS
			}
		}
	}
	return out
}

// visible are the messages of a room that somebody sees, oldest first.
func (p *Playground) visible(user, roomID string) []slackfake.Message {
	all := p.slack.Messages(roomID)
	for _, m := range p.slack.Ephemerals(user) {
		if m.Channel == roomID {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b slackfake.Message) int { return slackfake.CompareTS(a.TS, b.TS) })
	return all
}

func (p *Playground) posts(user, roomID string) []post {
	all := p.visible(user, roomID)
	replies := map[string]int{}
	for _, m := range all {
		if m.Thread != "" && m.Thread != m.TS && !m.IsEphemeral() {
			replies[m.Thread]++
		}
	}
	out := make([]post, 0, len(all))
	for _, m := range all {
		out = append(out, postOf(m, replies[m.TS]))
	}
	return out
}

func postOf(m slackfake.Message, replies int) post {
	out := post{
		TS: m.TS, Thread: m.Thread, User: m.User, Text: m.Text, Blocks: m.Blocks, Subtype: m.Subtype,
		Edited: m.EditedTS != "", OnlyYou: m.IsEphemeral(), Replies: replies, AtMillis: m.At.UnixMilli(),
	}
	if m.Thread == m.TS {
		out.Thread = ""
	}
	out.InMain = out.Thread == "" || m.Broadcast
	for _, f := range m.Files {
		out.Files = append(out.Files, file{ID: f.ID, Name: f.Name, Size: f.Size, Kind: f.Filetype})
	}
	for _, r := range m.Reactions {
		out.Reacted = append(out.Reacted, r.Name)
	}
	return out
}

func viewOf(v slackfake.View) *view {
	return &view{
		ID: v.ID, Hash: v.Hash, Title: v.Title, Submit: v.Submit, Close: v.Close,
		Blocks: v.Blocks, Errors: v.Errors, State: v.State,
	}
}
