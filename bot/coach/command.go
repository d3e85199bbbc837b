package coach

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"heed/bot/call"
	"heed/bot/pattern"
	"heed/bot/reply"
	"heed/bot/voice"
	"heed/bot/when"
)

// verb is one word that Heed understands after /heed, in a DM and after a
// mention. How it is explained, and what else it is called, stands in
// bot/voice/phrases/help.txt.
type verb struct {
	name  string
	also  []string // of asides
	run   func(u *unit, rest string) error
	takes bool // what follows it is its own; else a longer text may be an answer to a nudge
	aside bool // no command: an answer to a nudge first of all
	// tries is asked before a text is taken for an answer to a nudge; done is
	// false where it isn't for the verb.
	tries func(u *unit, rest string) (done bool, err error)
}

// verbs are what the commands of the help run. The note verb with a text is
// handled before, because it reads a call outside of the transaction.
func verbs() []verb {
	return []verb{
		{name: "help", run: (*unit).help},
		{name: "note", run: (*unit).noteForm, takes: true},
		{name: "brief", run: (*unit).briefOn, takes: true},
		{name: "find", run: (*unit).lookFor, takes: true},
		{name: "story", run: (*unit).storyForm, takes: true},
		{name: "stories", run: (*unit).stories},
		{name: "fit", run: (*unit).fitFor, takes: true},
		{name: "stackup", run: (*unit).stackup, takes: true},
		{name: "followups", run: (*unit).followups, takes: true},
		{name: "me", run: (*unit).me},
		{name: "watch", run: func(u *unit, _ string) error { return u.watch(true) }},
		{name: "unwatch", run: func(u *unit, _ string) error { return u.watch(false) }},
		{name: "settings", run: (*unit).settings, takes: true},
		{name: "team", run: (*unit).team},
		{name: "managers", run: (*unit).managers},
		{name: "thresholds", run: func(u *unit, _ string) error { return u.thresholds() }},
		{name: "names", run: (*unit).namesList},
		{name: "forget", run: (*unit).forgetCommand, takes: true},
		{name: "privacy", run: (*unit).privacy},
		{name: "export", run: (*unit).exportMine},
		{name: "away", run: (*unit).away, takes: true},
		{name: "hours", run: (*unit).hours, takes: true},
		{
			name: "mute", run: func(u *unit, name string) error { return u.muteOrAsk(name, true) }, aside: true,
			tries: func(u *unit, name string) (bool, error) { return u.mute(name, true) },
		},
		{
			name: "unmute", run: func(u *unit, name string) error { return u.muteOrAsk(name, false) }, aside: true,
			tries: func(u *unit, name string) (bool, error) { return u.mute(name, false) },
		},
		{
			name: "pause", run: func(u *unit, of string) error { return u.pause(true, of) },
			tries: func(u *unit, of string) (bool, error) { return u.pauseOf(true, of) },
		},
		{
			name: "resume", run: func(u *unit, of string) error { return u.pause(false, of) },
			tries: func(u *unit, of string) (bool, error) { return u.pauseOf(false, of) },
		},
	}
}

// asides are what people say to somebody who has just told them something.
// They are no commands, and get an answer all the same.
func asides() []verb {
	return []verb{
		{name: "done", also: []string{"sent", "did", "finished"}, run: (*unit).whichIsDone, aside: true},
		{
			name: "thanks", aside: true,
			also: []string{"thank", "thx", "ty", "cheers", "ok", "okay", "great", "cool", "nice", "perfect", "yes", "no", "yep", "yeah", "nope", "np", "+1", "thumbsup", "pray", "ok_hand", "👍", "🙏", "👌"},
			run:  func(u *unit, _ string) error { return u.reply(voice.Thanked()) },
		},
	}
}

// spoken are run by wordings of asks.txt alone: they are no commands either.
func spoken() []verb {
	return []verb{
		{name: "lastnote", run: (*unit).lastNote},
		{name: "refile", run: (*unit).refile, takes: true},
	}
}

// called are all words for a verb.
func (v verb) called() []string {
	c, _ := voice.CommandCalled(v.name)
	return slices.Concat([]string{v.name}, v.also, c.Also)
}

// longestAside is how many words an aside has at most; what is longer wants
// to say more ("great call with Northgate, they …").
const longestAside = 5

// understand finds the verb that a text begins with; no text is a call for
// help.
func understand(text string) (v verb, word, rest string, ok bool) {
	word, rest = firstWord(text)
	known := append(verbs(), spoken()...)
	if len(strings.Fields(text)) <= longestAside {
		known = append(known, asides()...)
	}
	for _, v := range known {
		if slices.Contains(v.called(), word) || (word == "" || word == "?") && rest == "" && v.name == "help" {
			return v, word, rest, true
		}
	}
	return verb{}, word, rest, false
}

// command answers /heed.
func (c *Coach) command(ctx context.Context, ev Event, who visitor) (decide, error) {
	return c.speak(ctx, ev, who, ev.Text)
}

// words answers plain words in a DM or after a mention.
func (c *Coach) words(ctx context.Context, ev Event, who visitor) (decide, error) {
	if ev.BotID != "" || who.ID == "" {
		return nil, nil
	}
	work, err := c.speak(ctx, ev, who, noteOf(ev))
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		if stale, err := u.stale(); err != nil || stale {
			return err
		}
		return work(u)
	}, nil
}

// speak finds the verb of a text and runs it.
func (c *Coach) speak(ctx context.Context, ev Event, who visitor, text string) (decide, error) {
	text = withoutSlash(text)
	if work, err := c.chosen(ctx, ev, who, text); work != nil || err != nil {
		return work, err
	}
	said := text
	if ev.Kind != Edited {
		text = asCommand(text)
	}
	v, word, rest, ok := understand(call.Unescape(text))
	if ok && asksHelp(rest) {
		return func(u *unit) error { return u.helpOn(v.name) }, nil
	}
	if ok && v.name == "story" && rest != "" {
		_, escaped := firstWord(text)
		return c.tellStory(ctx, ev, escaped)
	}
	if ok && v.name == "note" && rest != "" {
		_, escaped := firstWord(text)
		return c.noteText(ctx, ev, who, escaped, true)
	}
	if ok && v.name == "find" {
		return c.looking(ctx, ev, rest)
	}
	ofPromise := ok && (v.name == "forget" && dropsPromise(rest) || v.name == "brief" && remindsOn(said, ev.At)) // an answer to a reminder
	if ok && !ofPromise && (v.takes || word == "help" || rest == "" && !v.aside) {
		return func(u *unit) error { return v.run(u, rest) }, nil
	}
	if rest, is := absence(text, ev.At); is && ev.Kind != Edited {
		return func(u *unit) error { return u.away(rest) }, nil
	}
	heard, err := c.hear(ctx, ev, said)
	if err != nil {
		return nil, err
	}
	promised, err := c.promised(ctx, ev, who, said)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error {
		if ofPromise && u.isCustomer(rest) {
			return v.run(u, rest)
		}
		if ok && v.tries != nil {
			if done, err := v.tries(u, rest); err != nil || done {
				return err
			}
		}
		if done, err := u.answerTo(heard); err != nil || done {
			return err
		}
		if promised != nil {
			return promised(u)
		}
		if !ok || ofPromise && isPronoun(rest) {
			return u.notUnderstood(text, word)
		}
		return v.run(u, rest)
	}, nil
}

// remindsOn reports whether a text wants to be reminded on a day ("remind me
// about the quote on Tuesday"): without one it wants to know.
func remindsOn(said string, now time.Time) bool {
	_, is := cutWords(asks().withoutCourtesy(said), "remind me")
	return is && len(when.Find(said, now, when.Options{})) > 0
}

// promising is how a promise of one's own begins.
var promising = pattern.Of(`(?i)^\W*(?:i|we)(?:['’]ll| will| need to| have to| must|['’]?ve got to| am going to|['’]m going to)\s+(\w+)`)

// promised is the note of one line that words to Heed are if they promise
// something for a day; nil if they don't.
func (c *Coach) promised(ctx context.Context, ev Event, who visitor, said string) (decide, error) {
	if ev.Kind != Message || !promisesOnDay(said, ev.At) {
		return nil, nil
	}
	return c.noteText(ctx, ev, who, said, true)
}

// promisesOnDay reports whether a text promises something for a day ("I'll call
// Sam on Monday"): a promise to keep, where it is about none that is open.
func promisesOnDay(said string, now time.Time) bool {
	m := promising().FindStringSubmatch(said)
	return m != nil && !slices.Contains([]string{"be", "not", "never", "see", "probably"}, strings.ToLower(m[1])) && !reply.IsQuestion(said) && len(strings.Fields(said)) >= noteWords && len(when.Find(said, now, when.Options{})) > 0
}

// looking is lookFor with what it needs read before the transaction.
func (c *Coach) looking(ctx context.Context, ev Event, words string) (decide, error) {
	return func(u *unit) error { return u.lookFor(words) }, c.finder.refresh(ctx, c.store, ev.Team)
}

// firstWord parts the first word of s, in lower case and without the
// punctuation and emphasis around it, from the rest.
func firstWord(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	i := strings.IndexFunc(s, unicode.IsSpace)
	if i < 0 {
		i = len(s)
	}
	return strings.ToLower(strings.Trim(s[:i], ".,:;!/*_~`\"'")), strings.TrimSpace(s[i:])
}

// withoutSlash drops a leading "/heed": where Slack takes no commands, in a
// thread, they come as text.
func withoutSlash(s string) string {
	s = strings.TrimSpace(s)
	if word, rest, _ := strings.Cut(s, " "); strings.EqualFold(word, "/heed") {
		return rest
	}
	return s
}

// withoutMention drops a leading "<@U123>", and the greeting before it.
func withoutMention(s string) string {
	s = strings.TrimSpace(s)
	before, rest, has := strings.Cut(s, "<@")
	if has && asks().withoutCourtesy(before+" .") == "." {
		if _, after, ok := strings.Cut(rest, ">"); ok {
			return strings.TrimLeft(strings.TrimSpace(after), ":, ")
		}
	}
	return s
}

// noteForm opens the form for a note, or says how to write one where no form
// can be opened.
func (u *unit) noteForm(string) error {
	if u.ev.Trigger == "" {
		return u.reply(voice.NoteHow())
	}
	return u.open(voice.NoteForm(""))
}
