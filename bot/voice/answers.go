package voice

import (
	"fmt"
	"strings"

	"heed/bot/call"
	"heed/bot/message"
)

// Problem is an error that is safe and useful to show to a person: what
// happened, what is safe, what to do.
type Problem struct{ Words string }

func (p *Problem) Error() string { return p.Words }

// Message is the problem as an answer.
func (p *Problem) Message() message.Message { return Say(p.Words) }

// CantRead is the problem of a text that is no call.
func CantRead(file string, e *call.Unreadable) *Problem {
	what := "that"
	if file != "" {
		what = Shorten(file, 80)
	}
	words := "I couldn't read " + what
	if found := Shorten(e.Found, whySize); found != "" {
		words += ": " + found
	}
	words = stop(words) + " Your message is untouched"
	if file == "" {
		words += ", and when you edit it I read it again"
	}
	words += "."
	try := Shorten(e.Try, whySize)
	if try == "" {
		try = "a .vtt, .txt or .docx file works, or the text itself"
	}
	return &Problem{Words: words + " " + stop(upperFirst(try))}
}

// StillUnread is said where a text that was read once can't be as asked.
func StillUnread(p *Problem) message.Message {
	return Say("That didn't work, and nothing has changed. ", p.Words)
}

// Broken is said when an event could not be worked on after several tries.
func Broken(what string) message.Message {
	return Say("I couldn't work on "+what+": something went wrong on my side. What you posted in Slack is untouched. Please try again; if it happens again, your admin finds the reason with ",
		Code("heed doctor"), ".")
}

// Reading is said where a file takes a while; what was found takes its place.
// more is how many files there are besides, minutes how long the call is, as
// far as is known.
func Reading(file string, more int, size int64, minutes int) message.Message {
	what := "Reading " + Shorten(file, 80)
	switch {
	case minutes > 0:
		what = "Reading a " + fmt.Sprint(minutes) + "-minute transcript"
	case size >= 1<<20:
		what += fmt.Sprintf(" (%d MB)", size>>20)
	}
	if more > 0 {
		what += " and " + plural(more, "other file")
	}
	return Say(what + " …")
}

// Code is a command to type.
func Code(s string) message.Text { return message.C(s) }

// MembersOnly is said to guests and people of other workspaces.
func MembersOnly() message.Message {
	return Say("I work for full members of this workspace only. Nothing you wrote was kept.")
}

// HomeForGuests is the Home tab of whom Heed doesn't work for.
func HomeForGuests() message.View {
	return message.View{Home: true, Blocks: []message.Block{section("I work for full members of this workspace only, so there is nothing here for you.")}}
}

// NotYours is said when somebody wants coaching on a colleague's note.
func NotYours() message.Message {
	return Say("That note is a colleague's. Coaching goes to its writer alone, so only they can ask for it.")
}

// NotANote is said to a DM that holds nothing to read.
func NotANote() message.Message {
	return Say("I found no call in that, so I kept nothing. What works: notes about a customer, a transcript as text, or a .vtt, .srt, .txt, .docx or .json file from a recorder. To keep it all the same, begin with the word ",
		Code("note"), ".")
}

// NotANoteIn is NotANote for a text in a language: in another than English
// Heed can't tell, and says so.
func NotANoteIn(language string) message.Message {
	if language == "" || language == "en" {
		return NotANote()
	}
	return Say("I found no call in that, so I kept nothing. It reads as "+call.LanguageName(language)+", in which I can't be sure. If it is a call note, begin with the word ",
		Code("note"), ".")
}

// Unclaimed asks whose call a recorder's transcript is.
func Unclaimed(channel string, names []string) message.Message {
	with, doubt := "", "whose call it is"
	if len(names) > 0 {
		with, doubt = " with "+list(names, 6), "which of them is on our side"
	}
	return Say("A transcript came in ", message.Channel(channel), with+". I don't know "+doubt+
		", so I told nobody anything. Whoever had the call can point at it: ⋮ on the message, then ",
		message.B("Coach me on this"), ".")
}

// Paused confirms that coaching and nudges stopped, or go on.
func Paused(off bool) message.Message {
	if off {
		return Say("Paused: no coaching and no reminders for you. Notes that you send me yourself are still read. ", Code("/heed resume"), " starts again.")
	}
	return Say("On again: I read your notes, and remind you of promises on their day.")
}

// PauseWhat answers who wants something stopped, or started again, that isn't
// among what can be.
func PauseWhat(off bool) message.Message {
	if !off {
		return suggestions([]any{"I'm not sure what to start again. Everything of yours:"}, []Meant{{Command: "resume", Label: "/heed resume"}})
	}
	return suggestions([]any{"I'm not sure what to stop, so I stopped nothing. What can be stopped for you (a channel: ", Code("/heed unwatch"), " there):"}, []Meant{
		{Command: "pause reminders", Label: "Reminders alone"}, {Command: "pause", Label: "Coaching and reminders"},
	})
}

// AskForRecorder asks an admin whether a bot's transcripts are to be read. Name
// is the bot as a member, where Slack tells it.
func AskForRecorder(name, bot, channel string) message.Message {
	who := message.T("A bot")
	if name != "" {
		who = message.User(name)
	}
	yes := button("Read what it posts", "recorder.yes", bot)
	yes.Style = "primary"
	return message.Message{Blocks: []message.Block{
		section(who, " posted what looks like a transcript in ", message.Channel(channel), ". Of bots I read only those that an admin allows, so I left it alone. "+
			"Shall I read what it posts, in channels that I read anyway, and tell the rep who speaks in it? This one: ⋮ on it, then Coach me on this."),
		actions(yes, button("Leave it alone", "recorder.no", bot)),
	}}
}

// NoRecorder confirms that a bot is not read.
func NoRecorder() message.Message {
	return Say("I leave it alone. ", Code("/heed settings recorders"), " changes that.")
}

// AskToWatch asks whoever invited Heed whether to read a channel; digest says
// that the weekly digest goes there, which may be all that it was invited for.
func AskToWatch(channel string, digest bool) message.Message {
	is := ". Shall I read"
	if digest {
		is = ", so the weekly digest can be posted there. Shall I also read"
	}
	return message.Message{Blocks: []message.Block{
		section("You added me to ", message.Channel(channel), is+" the call notes and transcripts posted there? Each writer alone hears what I noticed, and I post nothing in the channel. Until you say yes, I read nothing."),
		actions(message.Element{Kind: message.Button, Label: "Read notes there", Action: "watch.yes", Value: channel, Style: "primary"}, button("Not now", "watch.no", channel)),
	}}
}

// Watching confirms that a channel is read from now on; offer adds a button
// that tells the channel so.
func Watching(channel string, offer bool) message.Message {
	m := Say("Reading call notes in ", message.Channel(channel), " from now on, nothing older. ", Code("/heed unwatch"), " there stops it.")
	if offer {
		m.Blocks = append(m.Blocks, section("People should know. I can tell them:"),
			actions(button("Tell the channel", "watch.announce", channel), button("Stop reading", "watch.no", channel)))
	}
	return m
}

// NotWatching confirms that a channel is not read.
func NotWatching(channel string) message.Message {
	return Say("Not reading ", message.Channel(channel), ". What was kept from notes there stays with their writers.")
}

// Announcement tells a channel that it is read; posted only when asked.
func Announcement() message.Message {
	return Say("I read call notes and transcripts posted here (a few lines about a customer, or a recorder's file) and tell their writer, and nobody else, what I noticed: what the customer said, what was promised. Deleting a note deletes what I kept of it. ",
		Code("/heed pause"), " switches me off for you.")
}

// DigestFailed tells whoever set the digest up that it could not be posted;
// why is Slack's error, which isn't shown.
func DigestFailed(channel, why string) message.Message {
	reason := say("digest failed", "other")
	for _, p := range phrases()["digest failed"] {
		if strings.Contains(why, p.key) {
			reason = p.words
			break
		}
	}
	return Say("The weekly digest couldn't be posted in ", message.Channel(channel), ": "+reason+". Nothing else is affected. You can choose another channel with ", Code("/heed settings"), ".")
}
