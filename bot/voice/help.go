package voice

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"heed/bot/memory"
	"heed/bot/message"
)

// Command is one word that Heed understands after /heed, in a direct message
// and after a mention, as phrases/help.txt has it. What it runs is bot/coach's.
type Command struct {
	Name string
	Also []string // other words for it
	Does string   // "lists what you promised and what they promised"
	Type []string // what to type, the usual first
	More []string
}

// Commands are all of them, in the order of the help.
var Commands = sync.OnceValue(func() []Command {
	var out []Command
	for _, p := range phrases()["help"] {
		c := Command{Name: p.key, Does: p.words}
		for _, q := range phrases()["help "+p.key] {
			switch q.key {
			case "also":
				c.Also = strings.Split(q.words, ", ")
			case "type":
				c.Type = append(c.Type, q.words)
			case "more":
				c.More = append(c.More, q.words)
			}
		}
		out = append(out, c)
	}
	return out
})

// CommandCalled is the command of a name; ok is false if there is none.
func CommandCalled(name string) (c Command, ok bool) {
	i := slices.IndexFunc(Commands(), func(c Command) bool { return c.Name == name })
	if i < 0 {
		return c, false
	}
	return Commands()[i], true
}

// Role is what somebody has to do with Heed, which decides what its help shows
// first.
type Role string

const (
	Rep     Role = "rep"
	Manager Role = "manager"
	Admin   Role = "admin"
)

// inExamples is the customer of the examples, for whom the reader's own
// is put.
const inExamples = "Northgate"

// typed is what to type, with a slash in front where it is a command, about a
// customer whom the reader knows.
func typed(command, customer string) string {
	if customer != "" {
		command = strings.ReplaceAll(command, inExamples, Shorten(customer, nameSize))
	}
	word, _, _ := strings.Cut(command, " ")
	if _, ok := CommandCalled(word); ok {
		return "/heed " + command
	}
	return command
}

// line is "• /heed me: shows your focus.".
func (c Command) line(customer string) []any {
	return []any{"\n• ", Code(typed(c.Type[0], customer)), ": " + c.Does + "."}
}

// Help is what /heed alone shows: the words that matter to somebody of a role,
// with a customer of theirs in the examples ("" for none yet), and the others
// by name.
func Help(role Role, customer string) message.Message {
	shown := map[string]bool{}
	parts := []any{message.B(say("help start", string(role)))}
	for _, p := range phrases()["help "+string(role)] {
		if c, ok := CommandCalled(p.key); ok {
			shown[c.Name] = true
			parts = append(parts, c.line(customer)...)
		}
	}
	rest := []any{"Also: "}
	for _, c := range Commands() {
		if shown[c.Name] || c.Name == "help" {
			continue
		}
		if len(rest) > 1 {
			rest = append(rest, ", ")
		}
		rest = append(rest, Code(c.Name))
	}
	return message.Message{
		Text: message.T("What I can do, with examples."),
		Blocks: []message.Block{
			section(parts...),
			section(append(rest, ". ", Code("/heed brief help"), " explains one of them.")...),
			actions(firstSteps()...),
			context(everywhere + " Coaching is yours alone. When you edit or delete a note, I do the same to what I kept of it."),
		},
	}
}

const everywhere = "The same words work in a direct message to me and after a mention, without the slash."

// HelpAll is every command with what it does.
func HelpAll(customer string) message.Message {
	parts := []any{message.B("What I understand")}
	for _, c := range Commands() {
		parts = append(parts, c.line(customer)...)
	}
	return message.Message{
		Text:   message.T("Everything that I understand."),
		Blocks: []message.Block{section(parts...), context(everywhere + " A word and “help” after it tell more, like brief help.")},
	}
}

// HelpOn explains one command.
func HelpOn(c Command, customer string) message.Message {
	parts := []any{message.B(c.Name), " " + c.Does + "."}
	for _, t := range c.Type {
		parts = append(parts, "\n• ", Code(typed(t, customer)))
	}
	blocks := []message.Block{section(parts...)}
	for _, m := range c.More {
		blocks = append(blocks, section(m))
	}
	if len(c.Also) > 0 {
		blocks = append(blocks, context("Also: "+strings.Join(c.Also, ", ")+"."))
	}
	return message.Message{Text: message.T("How " + c.Name + " works."), Blocks: blocks}
}

// Meant is something that was likely meant: what to run, and how it is shown.
type Meant struct{ Command, Label string }

// suggestions are buttons that run what was meant, in the place of the
// question.
func suggestions(question []any, all []Meant) message.Message {
	row := actions()
	for i, s := range all[:min(len(all), mostChoices)] {
		row.Elements = append(row.Elements, button(s.Label, fmt.Sprintf("run.%d", i), s.Command))
	}
	return message.Message{Blocks: []message.Block{section(question...), row}}
}

// NotUnderstood offers what was probably meant by a text that begins with
// word.
func NotUnderstood(word string, near []Meant) message.Message {
	if len(near) > 0 {
		return suggestions([]any{"I don't know “" + short(word) + "”. Did you mean:"}, near)
	}
	m := Say("I didn't understand that. ", Code("/heed help"), " shows what I can do. A call note has a few lines: who, what they said, what was promised.")
	m.Blocks = append(m.Blocks, actions(firstSteps()...))
	return m
}

// MaybeNote offers to keep a text that is no command as a call note, which is
// the first of what may have been meant.
func MaybeNote(meant []Meant) message.Message {
	return suggestions([]any{"I'm not sure what that is. If it tells of a call, I keep it as a note; ", Code("/heed help"), " shows what else I can do."}, meant)
}

// firstSteps are buttons for who doesn't know what to say.
func firstSteps() []message.Element {
	return []message.Element{button("Write a note", "run.note", "note"), button("My promises", "run.followups", "followups"), button("All of them, explained", "run.all", "help all")}
}

// ColleaguesAlone answers who asks for a colleague as if they were a customer.
func ColleaguesAlone(id string) message.Message {
	return Say(message.User(id), " is a colleague. What I notice in somebody's calls they alone see, and I keep no page about colleagues. How the team does: ", Code("/heed team"),
		". About a customer: ", Code("/heed brief "+inExamples), ".")
}

// NoSuchCustomer offers the nearest names to run a command ("brief") on.
func NoSuchCustomer(command, name string, near []memory.Customer) message.Message {
	if len(near) == 0 {
		return Say("I know no customer called “" + short(name) + "”. The first note about them makes them known.")
	}
	return choose("I know no customer called “"+short(name)+"”. Did you mean:", command, near)
}

// WhichCustomer asks which of several was meant.
func WhichCustomer(command, name string, like []memory.Customer) message.Message {
	return choose("Which “"+short(name)+"”?", command, like)
}

// mostChoices is how many names a question offers as buttons.
const mostChoices = 5

// choose asks which customer to run a command on; they are told by their ids,
// because several may have one name.
func choose(question, command string, cs []memory.Customer) message.Message {
	var all []Meant
	for _, c := range cs {
		all = append(all, Meant{Command: command + " " + c.ID, Label: c.Name})
	}
	m := suggestions([]any{question}, all)
	if len(cs) > mostChoices {
		m.Blocks = append(m.Blocks, context("And others: a longer name finds them."))
	}
	return m
}
