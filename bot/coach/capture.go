package coach

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/reply"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// concerns reports whether a post is Heed's business at all: said to it, or
// in a channel that it was asked to read and possibly about a call. For
// everything else not even its writer is looked up.
func (c *Coach) concerns(ctx context.Context, ev Event) (bool, error) {
	if old, err := c.outdated(ctx, ev); err != nil || old {
		return false, err
	}
	if ev.ChannelKind == DM || ev.Mention && ev.BotID == "" {
		return true, nil
	}
	if ev.Thread != "" && ev.Thread != ev.TS || !worthReading(ev) {
		return false, nil
	}
	return c.mayRead(ctx, ev)
}

// message decides what a post that concerns Heed is: a call note or
// transcript to read, or words to Heed. A note that mentions Heed is one that
// its writer wants read, also where nothing else is.
func (c *Coach) message(ctx context.Context, ev Event, who visitor) (decide, error) {
	worth := worthReading(ev)
	if ev.ChannelKind == DM {
		worth = len(ev.Files) > 0 || worth && !reply.Orders(call.Unescape(ev.Text))
	}
	if !worth {
		work, err := c.words(ctx, ev, who)
		return seen(work), err
	}
	work, err := c.capture(ctx, ev, who)
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
	if err != nil || !ok || w.Seen && w.LastTS >= u.ev.TS {
		return err
	}
	w.Seen, w.LastTS = true, max(w.LastTS, u.ev.TS)
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

// documents are the kinds of file that may hold a call. Pictures posted to a
// channel are nobody's call; sent to Heed itself they get an answer.
var documents = map[string]bool{
	".vtt": true, ".srt": true, ".txt": true, ".md": true, ".docx": true, ".json": true, ".csv": true,
	".pdf": true, ".doc": true, ".rtf": true, ".text": true, ".log": true, ".sbv": true,
}

func hasDocument(files []File, dm bool) bool {
	return slices.ContainsFunc(files, func(f File) bool { return isDocument(f, dm) })
}

// isDocument: what is sent to Heed itself is always looked at, if only to say
// why it can't be read.
func isDocument(f File, dm bool) bool {
	return dm || documents[strings.ToLower(path.Ext(f.Name))] || f.Type == "text"
}

// piece is one text of a post that may be a call: the message itself or one
// of its files.
type piece struct {
	source store.Source
	file   string // Slack's file id
	at     time.Time
	err    error      // *voice.Problem: why it could not be fetched
	forced bool       // somebody said that it is a call note
	beside bool       // a few words beside files: a note only if none of them can be read
	edited time.Time  // when it was edited, on a later day than it was posted
	was    store.Call // what the same place, or the same text, was read as before
	same   bool       // the text is as it was: only what is known of it has changed
}

// capture reads every text of a post and keeps what is a call.
func (c *Coach) capture(ctx context.Context, ev Event, who visitor) (decide, error) {
	pieces, err := c.pieces(ctx, ev)
	if err != nil {
		return nil, err
	}
	read, err := c.readAll(ctx, ev, who, pieces)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		if stale, err := u.stale(); err != nil || stale {
			return err
		}
		came, err := read(u)
		switch {
		case err != nil:
			return err
		case ev.ChannelKind != DM && !ev.Mention:
			return nil
		case came.what == ignored && ev.Kind == Message:
			return u.reply(voice.NotANoteIn(came.call.Report.Language))
		case came.what == known:
			return u.already(&came.call)
		}
		return nil
	}, nil
}

// outcome is what came of reading a post: the most that came of any of its
// texts, and for known and kept the call; for ignored only its report.
type outcome struct {
	what what
	call store.Call
}

type what int

const (
	ignored what = iota // no call; nothing was kept or said
	another             // a call that is a colleague's
	told                // it can't be read, and why was said
	known               // the same text was read before
	kept
)

// intake keeps what was read.
type intake func(u *unit) (outcome, error)

// readAll reads pieces and returns the work of keeping them.
func (c *Coach) readAll(ctx context.Context, ev Event, who visitor, pieces []piece) (intake, error) {
	know, err := c.knowledge(ctx, ev, who)
	if err != nil {
		return nil, err
	}
	var reads []reading
	for _, p := range pieces {
		if !p.beside || !slices.ContainsFunc(reads, func(r reading) bool { return r.problem == nil }) {
			reads = append(reads, know.read(p))
		}
	}
	if err := c.findTwins(ctx, ev, reads); err != nil {
		return nil, err
	}
	return func(u *unit) (most outcome, err error) {
		for _, r := range reads {
			o, err := u.keep(r)
			if err != nil {
				return most, err
			}
			if o.what > most.what || most.call.Team == "" && o.call.Report.Language != "" {
				most = o
			}
		}
		return most, nil
	}, nil
}

// pieces fetches what a post holds. Beside a document the text is what is
// said about it, and names the customer; without one that can be read it may be a
// note itself.
// A file with a problem of its own is a piece with an error; Slack not
// answering is an error of the event.
func (c *Coach) pieces(ctx context.Context, ev Event) ([]piece, error) {
	var out []piece
	for _, f := range ev.Files {
		if !isDocument(f, ev.ChannelKind == DM) {
			continue
		}
		p := piece{source: store.Source{Name: f.Name, Comment: ev.Text}, file: f.ID, at: ev.posted()}
		data, err := c.slack.File(ctx, f)
		var problem *voice.Problem
		switch {
		case errors.As(err, &problem):
			p.err = problem
		case err != nil:
			return nil, err
		}
		p.source.Data = data
		ev.progress.got(data)
		out = append(out, p)
	}
	text := noteOf(ev)
	beside := len(out) > 0 && len(strings.Fields(text)) < noteBesideFile
	title := beside && !strings.Contains(strings.TrimSpace(text), "\n") // "Call with Acme" names what the file is
	if _, note := call.LooksLikeNote(text); note && !title {
		out = append(out, piece{source: store.Source{Data: []byte(text), Slack: true}, at: ev.posted(), beside: beside})
	}
	return out, nil
}

// noteOf is a message's text as a note: without the mention that it may begin
// with.
func noteOf(ev Event) string {
	if ev.Mention {
		return withoutMention(ev.Text)
	}
	return ev.Text
}

// noteBesideFile is how many words make the text beside a file a note of its
// own.
const noteBesideFile = 25

// noteText keeps a note that was typed into a command or a modal.
func (c *Coach) noteText(ctx context.Context, ev Event, who visitor, text string, slackEscaped bool) (decide, error) {
	p := piece{source: store.Source{Data: []byte(text), Slack: slackEscaped}, at: ev.At, forced: true}
	read, err := c.readAll(ctx, ev, who, []piece{p})
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		clicked := u.ev.TS
		u.ev.TS = "" // a message of Heed's that a command was clicked in; the note stands in none
		came, err := read(u)
		if err != nil {
			return err
		}
		u.ev.TS = clicked
		switch {
		case came.what == kept && ev.Kind == Submit, came.what == kept && ev.Kind == Message && ev.ChannelKind == DM:
			return nil // the coaching stands there already
		case ev.Kind == Action && ev.ChannelKind == DM:
			return u.sayWhatCame(came, voice.Say("Kept as a note: see below."))
		}
		return u.sayWhatCame(came, voice.Say("Noted. What I noticed comes as a direct message."))
	}, nil
}
