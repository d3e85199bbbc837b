package coach

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// message decides what a post is: a call note or transcript to read, words to
// Heed, or nothing of its business.
func (c *Coach) message(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	allowed, err := c.mayRead(ctx, ev)
	if err != nil {
		return nil, err
	}
	switch {
	case ev.ChannelKind == DM:
		if !hasDocument(ev.Files, true) && !noteInDM(ev) {
			work, err := c.words(ctx, now, ev, who)
			return seen(work), err
		}
	case ev.Mention && !allowed, ev.Mention && !worthReading(ev):
		return c.words(ctx, now, ev, who)
	case !allowed || ev.Thread != "" && ev.Thread != ev.TS || !worthReading(ev):
		return seen(nil), nil
	}
	work, err := c.capture(ctx, now, ev, who)
	if err != nil {
		return nil, err
	}
	return seen(work), nil
}

// seen moves the mark from which a channel or DM is caught up.
func seen(work decide) decide {
	return func(u *unit) error {
		if work != nil {
			if err := work(u); err != nil {
				return err
			}
		}
		return u.sawMessage()
	}
}

func (u *unit) sawMessage() error {
	if u.ev.ChannelKind == DM {
		p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
		if err != nil || !ok || p.LastDM >= u.ev.TS {
			return err
		}
		p.DM, p.LastDM = u.ev.Channel, u.ev.TS
		return store.People.Put(u.Tx, &p)
	}
	w, ok, err := store.Watches.Get(u.Tx, kv.Key(u.ev.Team, u.ev.Channel))
	if err != nil || !ok || w.LastTS >= u.ev.TS {
		return err
	}
	w.LastTS = u.ev.TS
	return store.Watches.Put(u.Tx, &w)
}

// mayRead reports whether somebody asked Heed to read this channel, and, for
// a bot's post, whether that bot is an allowed recorder.
func (c *Coach) mayRead(ctx context.Context, ev Event) (ok bool, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		if _, ok, err = store.Watches.Get(tx, kv.Key(ev.Team, ev.Channel)); err != nil || !ok || ev.BotID == "" {
			return err
		}
		ws, _, err := store.Workspaces.Get(tx, store.WorkspaceKey(ev.Team))
		ok = slices.Contains(ws.Recorders, ev.BotID)
		return err
	})
	return ok, err
}

// worthReading reports whether a post in a channel can be a note or holds a
// document. What it is for sure is known once it was read.
func worthReading(ev Event) bool {
	_, note := call.LooksLikeNote(ev.Text)
	return note || hasDocument(ev.Files, false)
}

// noteInDM is more generous than worthReading only for pasted transcripts:
// short words to Heed are commands.
func noteInDM(ev Event) bool {
	_, note := call.LooksLikeNote(ev.Text)
	return note
}

// documents are the kinds of file that may hold a call. Pictures posted to a
// channel are nobody's call; sent to Heed itself they get an answer.
var documents = map[string]bool{
	".vtt": true, ".srt": true, ".txt": true, ".md": true, ".docx": true, ".json": true, ".csv": true,
	".pdf": true, ".doc": true, ".rtf": true, ".text": true, ".log": true, ".sbv": true,
}

func hasDocument(files []File, dm bool) bool {
	return slices.ContainsFunc(files, func(f File) bool { return isDocument(f, dm) })
}

func isDocument(f File, dm bool) bool {
	return dm || documents[strings.ToLower(path.Ext(f.Name))] || f.Type == "text"
}

// piece is one text of a post that may be a call: the message itself or one
// of its files.
type piece struct {
	source store.Source
	file   string // Slack's file id
	at     time.Time
	err    error // *voice.Problem: why it could not be fetched
	forced bool  // somebody said that it is a call note
}

// capture reads every text of a post and keeps what is a call.
func (c *Coach) capture(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	pieces, err := c.pieces(ctx, ev)
	if err != nil {
		return nil, err
	}
	return c.readAll(ctx, ev, who, pieces)
}

// readAll reads pieces and returns the work of keeping them.
func (c *Coach) readAll(ctx context.Context, ev Event, who visitor, pieces []piece) (decide, error) {
	know, err := c.knowledge(ctx, ev, who)
	if err != nil {
		return nil, err
	}
	var reads []reading
	for _, p := range pieces {
		reads = append(reads, know.read(p))
	}
	return func(u *unit) error {
		if _, err := who.person(u); err != nil && ev.BotID == "" {
			return err
		}
		said := false
		for _, r := range reads {
			spoke, err := u.keep(r)
			if err != nil {
				return err
			}
			said = said || spoke
		}
		if !said && ev.ChannelKind == DM {
			return u.reply(voice.NotANote())
		}
		return nil
	}, nil
}

// pieces fetches what a post holds. Beside a document the text is what is
// said about it, and names the customer; without one it may be a note itself.
// A file with a problem of its own is a piece with an error; Slack not
// answering is an error of the event.
func (c *Coach) pieces(ctx context.Context, ev Event) ([]piece, error) {
	var out []piece
	for _, f := range ev.Files {
		if !isDocument(f, ev.ChannelKind == DM) {
			continue
		}
		p := piece{source: store.Source{Name: f.Name, Comment: ev.Text}, file: f.ID, at: ev.At}
		data, err := c.slack.File(ctx, f)
		var problem *voice.Problem
		switch {
		case errors.As(err, &problem):
			p.err = problem
		case err != nil:
			return nil, err
		}
		p.source.Data = data
		out = append(out, p)
	}
	if _, note := call.LooksLikeNote(ev.Text); note && (len(out) == 0 || len(strings.Fields(ev.Text)) >= noteBesideFile) {
		out = append(out, piece{source: store.Source{Data: []byte(ev.Text), Slack: true}, at: ev.At})
	}
	return out, nil
}

// noteBesideFile is how many words make the text beside a file a note of its
// own.
const noteBesideFile = 25

// shortcut coaches on a message that somebody pointed at. Coaching goes to
// its writer alone, so it works on one's own messages and on those of bots.
func (c *Coach) shortcut(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	if ev.BotID == "" && ev.Author != "" && ev.Author != ev.User {
		return func(u *unit) error { return u.reply(voice.NotYours()) }, nil
	}
	pieces, err := c.pieces(ctx, ev)
	if err != nil {
		return nil, err
	}
	if len(pieces) == 0 && strings.TrimSpace(ev.Text) != "" {
		pieces = append(pieces, piece{source: store.Source{Data: []byte(ev.Text), Slack: true}, at: ev.At})
	}
	for i := range pieces {
		pieces[i].forced = true
	}
	// The message is read as the clicker's own.
	read, err := c.readAll(ctx, ev, who, pieces)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		before := u.n
		if err := read(u); err != nil {
			return err
		}
		if u.n == before {
			return u.reply(voice.Say("On it: what I noticed comes as a direct message."))
		}
		return nil
	}, nil
}

// noteText keeps a note that was typed into a command or a modal.
func (c *Coach) noteText(ctx context.Context, ev Event, who visitor, text string, slackEscaped bool) (decide, error) {
	p := piece{source: store.Source{Data: []byte(text), Slack: slackEscaped}, at: ev.At, forced: true}
	read, err := c.readAll(ctx, ev, who, []piece{p})
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		if err := read(u); err != nil {
			return err
		}
		return u.reply(voice.Say("Noted. What I noticed comes as a direct message."))
	}, nil
}
