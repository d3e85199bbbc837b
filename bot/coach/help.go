package coach

import (
	"cmp"
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/memory"
	"heed/bot/reply"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// asksHelp reports whether what follows a verb asks how it works.
func asksHelp(rest string) bool {
	return slices.Contains([]string{"help", "?", "-h", "--help"}, strings.ToLower(rest))
}

// help is what Heed can do: for whoever asks, all of it, or one command.
func (u *unit) help(rest string) error {
	name, err := u.example()
	if err != nil {
		return err
	}
	switch v, _, more, ok := understand(rest); {
	case strings.EqualFold(rest, "all"):
		return u.reply(voice.HelpAll(name.Name), name.ID)
	case ok && more == "" && rest != "" && !(v.name == "me" && u.ev.Kind == Message): // "help me" is a call for help
		return u.helpOn(v.name)
	}
	role, err := u.role()
	if err != nil {
		return err
	}
	return u.reply(voice.Help(role, name.Name), name.ID)
}

// helpOn explains one command.
func (u *unit) helpOn(name string) error {
	of, err := u.example()
	if err != nil {
		return err
	}
	c, ok := voice.CommandCalled(name)
	if !ok {
		return u.reply(voice.HelpAll(of.Name), of.ID)
	}
	return u.reply(voice.HelpOn(c, of.Name), of.ID)
}

// exampleCalls is how many of somebody's latest calls are looked at for a
// customer to make examples with.
const exampleCalls = 5

// example is the customer of one's own latest call, none for who has none.
func (u *unit) example() (memory.Customer, error) {
	r := store.TeamPrefix(u.ev.Team, u.ev.User)
	r.Reverse, r.Limit = true, exampleCalls
	for k, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return memory.Customer{}, err
		}
		if k.Customer != "" {
			c, _, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, k.Customer))
			return c, err
		}
	}
	return memory.Customer{}, nil
}

// role is what whoever asks has to do with Heed.
func (u *unit) role() (voice.Role, error) {
	ws, err := u.workspace()
	if err != nil {
		return voice.Rep, err
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	switch {
	case ws.Manages(&p):
		return voice.Manager, err
	case ws.Administers(&p):
		return voice.Admin, err
	}
	return voice.Rep, err
}

// notUnderstood offers what a text that begins with no known word most likely
// meant: the nearest commands with what followed, or the customer of that
// name.
func (u *unit) notUnderstood(text, word string) error {
	_, rest := firstWord(text)
	var all []voice.Meant
	slips, told := mostSlips, maybeNote(text)
	if told && len(word) < shortVerb {
		slips = 1 // "met Joris …" means no "mute"
	}
	near := nearest(word, slips)
	for _, v := range near {
		run, shown := v.name, v.name
		if v.takes && rest != "" {
			run, shown = run+" "+rest, shown+" "+call.Unescape(rest)
		}
		if len(run) <= longestRun {
			all = append(all, voice.Meant{Command: run, Label: "/heed " + shown})
		}
	}
	var about []string
	if len(text) <= longestName {
		like, err := u.calledTo(call.Unescape(text))
		if err != nil {
			return err
		}
		for _, c := range like {
			all = append(all, voice.Meant{Command: "brief " + c.ID, Label: "Brief on " + c.Name})
			about = append(about, c.ID)
		}
	}
	if p, is, err := u.teammate(asks().withoutCourtesy(text)); err != nil || is && len(all) == 0 {
		return cmp.Or(err, u.reply(voice.ColleaguesAlone(p.ID)))
	}
	if told {
		return u.reply(voice.MaybeNote(append([]voice.Meant{{Command: "note " + text, Label: "Keep it as a note"}}, all...)))
	}
	return u.reply(voice.NotUnderstood(word, all), about...)
}

// maybeNote reports whether a text that is no command may tell of a call, in
// one line that doesn't look like a note: who says so many words and asks
// nothing.
func maybeNote(text string) bool {
	return len(strings.Fields(text)) >= noteWords && len(text) <= longestRun && !reply.IsQuestion(text)
}

const (
	noteWords = 5
	shortVerb = 4 // letters; what is shorter is too easily taken for another
)

// longestRun is how long a command is that a button carries; Slack takes
// 2,000 characters.
const longestRun = 1500

// mostNear is how many commands are offered for a mistyped one.
const mostNear = 3

// nearest are the verbs that a mistyped word most likely meant, the likeliest
// first: so many slips of the finger at most.
func nearest(word string, slips int) []verb {
	if len(word) > longestName || slices.Contains(asks().courtesy, word) || slices.Contains(asks().ordinary, word) {
		return nil
	}
	type near struct {
		verb
		d int
	}
	var found []near
	for _, v := range verbs() {
		best := slips + 1
		for _, name := range v.called() {
			if d := memory.Distance(word, name); d < len(name)-1 && beginsAlike(word, name) {
				best = min(best, d)
			}
		}
		if best <= slips {
			found = append(found, near{v, best})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.d, b.d) })
	var out []verb
	for _, n := range found[:min(len(found), mostNear)] {
		out = append(out, n.verb)
	}
	return out
}

const mostSlips = 2

// beginsAlike reports whether two words have the first letter in common, or
// one that changed places with the second: who mistypes a word seldom gets its
// first letter wrong, and "call" is no "wall".
func beginsAlike(a, b string) bool {
	return a != "" && b != "" && (a[0] == b[0] || len(a) > 1 && a[1] == b[0])
}
