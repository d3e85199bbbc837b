package voice

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/message"
	"heed/bot/story"
	"heed/bot/when"
)

// StoryCallback is the form for a story.
const StoryCallback = "story"

// storySize is how much of a story is shown.
const storySize = 600

// StoryHow says how to tell one.
func StoryHow() message.Message {
	return Say("What did somebody do that nobody had to? For example ", Code("/heed story Ben drove the spare part to Leeds on Sunday"), ".")
}

// StoryForm asks for a story.
func StoryForm() message.View {
	return message.View{
		Callback: StoryCallback, Title: "A story", Submit: "On the wall", Close: "Cancel",
		Blocks: []message.Block{hint(
			input("text", "What somebody did that nobody had to", message.Element{Kind: message.TextArea, MaxLength: 600, Placeholder: "Ben drove the spare part to Leeds on Sunday"}),
			"Name the colleague. They are told, and asked before a digest holds it.")},
	}
}

// StoryKinds are the moments that a story can be an answer to.
func StoryKinds() (out []string) {
	for _, p := range phrases()["story like"] {
		out = append(out, p.key)
	}
	return out
}

// StoryKept is what whoever tells a story gets back; never says that they are
// not to be named in a digest.
func StoryKept(s story.Story, never bool) message.Message {
	blocks := []message.Block{section(message.B("On the wall:"), " ", quoted(s.Text, storySize))}
	switch {
	case s.Doubt == story.Nobody:
		blocks = append(blocks, section("I can't tell whom it is about, so no digest holds it. For a colleague: take it down and tell it with their @name; I ask them first."),
			actions(button("It is about me", "story.mine", s.ID)))
	case s.Doubt == story.Several:
		blocks = append(blocks, context("It names more than one of you, so it stays on the wall: a digest holds what the one whom it is about agreed to."))
	case s.About == s.By:
		blocks = append(blocks, consentBlocks(s, never, "May it stand in the weekly digest?")...)
	default:
		blocks = append(blocks, context("I told ", message.User(s.About), " and asked whether it may stand in the weekly digest. Until they say so it doesn't."))
	}
	like := section("When is it an example for others?")
	like.Accessory = &message.Element{Kind: message.Select, Action: "story.like", Placeholder: "When somebody …", Aria: "When it is an example", Options: likeOptions(s)}
	if s.Kind != "" {
		like.Accessory.Initial = s.ID + "=" + s.Kind
	}
	return message.Message{Blocks: append(blocks, like, actions(down(s, s.ID)))}
}

func likeOptions(s story.Story) (out []message.Option) {
	for _, p := range phrases()["story like"] {
		out = append(out, message.Option{Label: Shorten(p.words, labelSize), Value: s.ID + "=" + p.key})
	}
	return out
}

// StoryAsk tells somebody that there is a story about them, and asks what may
// be made of it; never says that they are not to be named in a digest.
func StoryAsk(s story.Story, never bool) message.Message {
	blocks := []message.Block{
		section(message.User(s.By), " told a story about you: ", quoted(s.Text, storySize)),
		context("It is on the wall, where colleagues see it. You can take it down."),
	}
	if s.Doubt == "" {
		blocks = append(blocks, consentBlocks(s, never, "May it stand in the weekly digest too?")...)
	}
	return message.Message{Text: message.T("A colleague told a story about you."), Blocks: append(blocks, actions(down(s, s.ID)))}
}

// consentBlocks ask about the digest, or say what was answered.
func consentBlocks(s story.Story, never bool, question string) []message.Block {
	row := actions()
	for _, c := range []story.Consent{story.Named, story.Unnamed, story.Wall} {
		if c != s.Consent && (c != story.Named || !never) {
			row.Elements = append(row.Elements, button(say("story consent", string(c)), "story."+string(c), s.ID))
		}
	}
	if s.Consent != story.Asked {
		question = say("story consented", string(s.Consent))
	}
	return []message.Block{section(question), row}
}

func down(s story.Story, value string) message.Element {
	b := button("Take it down", "story.down", value)
	b.Confirm = "Take this story down? It is deleted, and can't be put back."
	b.Aria = Shorten("Take it down: "+s.Text, labelSize)
	return b
}

// StoryDown says that a story is gone.
func StoryDown() message.Message { return Say("That story was taken down, and nothing of it is kept.") }

const wallTitle = "Beyond the call of duty"

// onWall is a story as its nth on the wall, which its reader may take down if
// it is theirs; at is the place of the page that it stands on.
func onWall(s story.Story, reader string, nth int, at string, loc *time.Location, today when.Date) message.Block {
	parts := []any{quoted(s.Text, storySize), "\n", message.User(s.By), " told it, " + Day(when.DateOf(s.At.In(loc)), today)}
	if like := say("story like", s.Kind); s.Kind != "" && like != "" {
		parts = append(parts, " · for when "+like)
	}
	b := section(parts...)
	if s.Of(reader) {
		d := down(s, s.ID+"@"+at)
		d.Aria = Shorten("Take down number "+strconv.Itoa(nth)+": "+s.Text, labelSize)
		b.Accessory = &d
	}
	return b
}

// Wall is one page of the stories, for a reader who may take their own down.
func Wall(shown []story.Story, reader string, from int, more bool, now time.Time, loc *time.Location) message.Message {
	if len(shown) == 0 {
		return message.Message{Blocks: []message.Block{section("The wall is empty. What did somebody do that nobody had to? Tell it with ", Code("/heed story"), ".")}}
	}
	today := when.DateOf(now.In(loc))
	blocks := []message.Block{section(message.B(wallTitle))}
	for i, s := range shown {
		blocks = append(blocks, onWall(s, reader, from+i+1, strconv.Itoa(from), loc, today))
	}
	row := actions()
	if from > 0 {
		row.Elements = append(row.Elements, button("Back", "story.pageback", strconv.Itoa(max(0, from-len(shown)))))
	}
	if more {
		row.Elements = append(row.Elements, button("More", "story.pagemore", strconv.Itoa(from+len(shown))))
	}
	if len(row.Elements) > 0 {
		blocks = append(blocks, row)
	}
	return message.Message{Text: message.T("Beyond the call of duty."), Blocks: blocks}
}

// example is a story beside what was let go.
func (f Feedback) example() []message.Block {
	switch {
	case f.Story == nil:
		return nil
	case f.Moment != "":
		return []message.Block{context(quoted(f.Moment, quoteSize), " From the wall, of a moment like that: ", quoted(f.Story.Text, quoteSize))}
	case f.Try == nil || f.takenBack(f.Try):
		return nil
	}
	return []message.Block{context("From the wall, of a moment like that: ", quoted(f.Story.Text, quoteSize))}
}

// DigestStory is a story beside a digest, without the names of who isn't to be
// named in it.
func DigestStory(s story.Story, names []string) message.Message {
	text := s.Text
	if len(names) > 0 {
		text = unnamed(text, names)
	}
	return message.Message{Blocks: []message.Block{section(message.B("Beyond the call of duty:"), " ", quoted(text, storySize))}}
}

// unnamed puts "a colleague" in the place of somebody's names, longest first.
func unnamed(text string, names []string) string {
	var all []string
	for _, n := range names {
		first, _, _ := strings.Cut(n, " ")
		_, last, _ := strings.Cut(n, " ")
		all = append(all, n, first, last)
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	for _, n := range all {
		if n == "" {
			continue
		}
		text = replaceWord(text, n, "a colleague")
	}
	return upperFirst(text)
}

// replaceWord replaces a name where it stands as a word of its own.
func replaceWord(s, old, by string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, old)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := i + len(old)
		if isWordAt(s, i-1) || isWordAt(s, end) {
			b.WriteString(s[:end])
		} else {
			b.WriteString(s[:i])
			b.WriteString(by)
		}
		s = s[end:]
	}
}

// isWordAt reports whether the byte at i belongs to a word; bytes of other
// scripts do.
func isWordAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i]
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
