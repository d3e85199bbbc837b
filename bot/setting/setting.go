// Package setting is the one table of what can be set: by whom, in which form,
// how a value is written, and what is wrong with one. A value is a string
// here ("15", "on", "U1,U2"), so that a form, a change that was made and its
// undo are all the same: values by key, laid over the records of a workspace
// and a person. Pure functions; bot/coach keeps the records and asks who may,
// bot/voice has the words.
package setting

import (
	"slices"
	"strings"
	"time"

	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

// State is what settings are read from and written to. The records are
// changed in place.
type State struct {
	Workspace *store.Workspace
	Person    *store.Person
	Watched   []string // channels that are read
	Muted     []string // customers that the person wants no reminders of
	Loc       *time.Location
}

// Setting is one thing that can be set.
type Setting struct {
	Key      string
	Form     string
	Kind     voice.FieldKind
	Choices  []string // of a voice.Choice: its values
	Optional bool
	Most     int // characters of a text

	get   func(*State) string
	set   func(*State, string)
	wrong func(raw string, in map[string]string) voice.Wrong      // nil: anything goes
	over  func(in map[string]string, today when.Date) voice.Wrong // nil: days that are over are no matter
	// read is how a form's inputs become a value, where they are not one input
	// of the key's name.
	read func(in map[string]string) (raw string, has bool)
}

// Forms of settings, in the order in which they are shown. Thresholds have
// forms of their own.
const (
	Reminders  = "reminders"
	Messages   = "messages"
	Names      = "names"
	Digest     = "digest"
	Channels   = "channels"
	Calendar   = "calendar"
	People     = "people"
	Privacy    = "privacy"
	Fit        = "fit"
	Thresholds = "thresholds"
)

// Own reports whether a form is of one's own settings; all others are the
// workspace's, which only those change who administer it.
func Own(form string) bool { return form == Reminders || form == Messages }

// Forms lists those of one's own settings or of the workspace's.
func Forms(own bool) (out []string) {
	for _, s := range all {
		if Own(s.Form) == own && s.Form != Thresholds && !slices.Contains(out, s.Form) {
			out = append(out, s.Form)
		}
	}
	return out
}

// all is the table.
var all = slices.Concat(ofPerson(), ofWorkspace())

// In are the settings of a form; none for a form that there isn't.
func In(form string) (out []Setting) {
	for _, s := range all {
		if s.Form == form {
			out = append(out, s)
		}
	}
	return out
}

// Find is the setting of a key.
func Find(key string) (Setting, bool) {
	i := slices.IndexFunc(all, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return Setting{}, false
	}
	return all[i], true
}

// Value is what is set.
func (s Setting) Value(st *State) string { return s.get(st) }

// Field is the setting as a form and a list show it.
func (s Setting) Field(raw string) voice.Field {
	return voice.Field{Key: s.Key, Kind: s.Kind, Raw: raw, Choices: s.Choices, Optional: s.Optional, Most: s.Most}
}

// input is what a form says of the setting.
func (s Setting) input(in map[string]string) (raw string, has bool) {
	if s.read != nil {
		return s.read(in)
	}
	raw, has = in[s.Key]
	return strings.TrimSpace(raw), has
}

// Check says what is wrong in a form, by input. Today is the earliest that it
// may be where the person is.
func Check(form string, in map[string]string, today when.Date) map[string]voice.Wrong {
	out := map[string]voice.Wrong{}
	for _, s := range In(form) {
		raw, has := s.input(in)
		var w voice.Wrong
		if has && s.wrong != nil {
			w = s.wrong(raw, in)
		}
		if has && s.over != nil && w.Why == "" {
			w = s.over(in, today)
		}
		if w.Why != "" {
			if w.Input == "" {
				w.Input = s.Key
			}
			out[w.Input] = w
		}
	}
	return out
}

// Read are the values of a form's inputs, by key.
func Read(form string, in map[string]string) map[string]string {
	out := map[string]string{}
	for _, s := range In(form) {
		if raw, has := s.input(in); has {
			out[s.Key] = raw
		}
	}
	return out
}

// Change is one setting that has another value now.
type Change struct {
	Key, Was, Now string
}

// Apply lays values over the state, in the table's order, and returns what is
// changed by it. Keys that there are no settings of are left alone.
func Apply(st *State, values map[string]string) (out []Change) {
	for _, s := range all {
		raw, has := values[s.Key]
		if !has {
			continue
		}
		was := s.get(st)
		s.set(st, raw)
		if now := s.get(st); now != was {
			out = append(out, Change{s.Key, was, now})
		}
	}
	return out
}

// list reads names separated by commas or lines.
func list(s string) []string {
	out := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '\n' || r == ';' })
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
