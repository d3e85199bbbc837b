package voice

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/story"
	"heed/bot/when"
)

// HomeAt is a place in the Home tab: how many promises, customers and stories
// come before the pages that are shown. It is written "home~8~3+10".
type HomeAt struct{ Promises, Customers, Stories int }

// ReadHomeAt reads what String writes; ok is false for another sheet.
func ReadHomeAt(sheet string) (at HomeAt, ok bool) {
	list, promises := Page(sheet)
	name, rest, _ := strings.Cut(list, "~")
	customers, stories, _ := strings.Cut(rest, "~")
	c, _ := strconv.Atoi(customers)
	s, _ := strconv.Atoi(stories)
	return HomeAt{promises, max(0, c), max(0, s)}, name == "home"
}

// list is the name of the list of promises, which paged continues.
func (a HomeAt) list() string {
	switch {
	case a.Stories > 0:
		return fmt.Sprintf("home~%d~%d", a.Customers, a.Stories)
	case a.Customers > 0:
		return fmt.Sprintf("home~%d", a.Customers)
	}
	return "home"
}

func (a HomeAt) String() string { return paged(a.list(), a.Promises) }

// How much a page of the Home tab shows.
const (
	HomePromises  = 10
	HomeCustomers = 8
	HomeStories   = 3
)

// Home is what the Home tab shows to one person, and to nobody else.
type Home struct {
	At        HomeAt
	Promises  []followup.FollowUp // all of theirs
	Changed   string              // the open one that was changed just now, or ""
	Names     map[string]string   // of customers, by id
	Me        Me
	Customers []HomeCustomer // all of theirs, those that are quiet first
	Stories   []story.Story  // that they may see, the latest first, dated in their zone
	Reader    string         // whose tab it is
	Held      Held
	Setup     *Setup // for who may take its steps, while any is left
	Paused    bool
	Forgotten bool // they had themselves forgotten
	Today     when.Date
}

// HomeCustomer is a customer of one's own.
type HomeCustomer struct {
	ID, Name string
	Last     when.Date
	Quiet    bool // for longer than usual
	Silence  memory.Silence
	Open     int // promises of the reader, and to them
}

// First brings the pages back to what there is.
func (h *Home) First() {
	h.At.Promises = PageOf(h.At.Promises, len(h.Promises), HomePromises)
	h.At.Customers = PageOf(h.At.Customers, len(h.Customers), HomeCustomers)
	h.At.Stories = PageOf(h.At.Stories, len(h.Stories), HomeStories)
}

// PageOf is where the page of size begins that holds the entry at from, of n.
func PageOf(from, n, size int) int { return max(0, min(from, n-1)) / size * size }

// View is the Home tab. Each part says what to do where there is nothing yet.
func (h Home) View() message.View {
	h.First()
	v := message.View{Home: true}
	for _, part := range [][]message.Block{h.paused(), h.setup(), h.promises(), h.practice(), h.customers(), h.stories(), h.settings(), h.privacy()} {
		if len(part) > 0 && len(v.Blocks) > 0 {
			v.Blocks = append(v.Blocks, message.Block{Kind: message.Divider})
		}
		v.Blocks = append(v.Blocks, part...)
	}
	return v
}

func header(s string) message.Block {
	return message.Block{Kind: message.Header, Text: message.T(s)}
}

func (h Home) paused() []message.Block {
	if h.Forgotten {
		return []message.Block{section(message.B("Forgotten, as you asked."), " Nothing of yours is kept here. If you write to me again, we start anew.")}
	}
	if !h.Paused {
		return nil
	}
	b := section(message.B("Paused."), " No coaching and no reminders for you. Notes that you send me yourself are still read.")
	on := button("Start again", "home.resume", "resume")
	b.Accessory = &on
	return []message.Block{b}
}

func (h Home) setup() []message.Block {
	if h.Setup == nil || h.Setup.Done() {
		return nil
	}
	return append([]message.Block{header("Setting Heed up")}, h.Setup.Steps()...)
}

func (h Home) promises() []message.Block {
	title := "Your promises, and theirs"
	if n := open(h.Promises); n > 0 {
		title += fmt.Sprintf(" (%d open)", n)
	}
	blocks := []message.Block{header(title)}
	if open(h.Promises) == 0 {
		blocks = append(blocks, section("Nothing open. Send me a call note under Messages, above, or post one in a channel I read. Promises show up by themselves."))
		if len(h.Promises) == 0 {
			blocks = append(blocks, actions(button("Write a note", "ask.note", "note")))
		}
	}
	return append(blocks, followUpBlocks(h.Promises, h.Names, h.At.String(), HomePromises, h.Today, h.Changed)...)
}

// practice is the reader's focus and what is usual in their calls.
func (h Home) practice() []message.Block {
	blocks := []message.Block{header("Your calls"), h.Me.focus(), h.Me.choose(HomeAt{}.list())}
	if usual := h.Me.usual(); len(usual) > 0 {
		return append(blocks, usual...)
	}
	return append(blocks, section("After your first transcripts, this shows about how much of the talk was yours, how much of that was about us, and what they let show that you took up; compared with your own calls before, and with nobody else's."))
}

func (h Home) customers() []message.Block {
	blocks := []message.Block{header("Your customers")}
	if len(h.Customers) == 0 {
		return append(blocks, section("None yet. The first note about a customer makes it known: who was there, what they said, what was promised."))
	}
	from := h.At.Customers
	for _, c := range h.Customers[from:min(len(h.Customers), from+HomeCustomers)] {
		b := section(c.line(h.Today)...)
		brief := spoken(button("Brief", "home.brief", c.ID), " on "+c.Name)
		b.Accessory = &brief
		blocks = append(blocks, b)
	}
	if row := h.pages("home.customers", "customer", from, len(h.Customers), HomeCustomers, func(at *HomeAt) *int { return &at.Customers }); len(row.Elements) > 0 {
		blocks = append(blocks, row)
	}
	return blocks
}

// pages are the buttons to the pages before and after the one that begins at
// from, of n things; of is its place.
func (h Home) pages(action, thing string, from, n, size int, of func(*HomeAt) *int) message.Block {
	row := actions()
	to := func(label string, from int) {
		at := h.At
		*of(&at) = from
		row.Elements = append(row.Elements, button(label, action+strconv.Itoa(len(row.Elements)), at.String()))
	}
	if from > 0 {
		to("Those before", from-size)
	}
	if more := n - from - size; more > 0 {
		to(plural(more, thing)+" more", from+size)
	}
	return row
}

// stories are the latest of the wall.
func (h Home) stories() []message.Block {
	blocks := []message.Block{header(wallTitle)}
	tell := actions(button("Tell one …", "ask.story", "story"))
	if len(h.Stories) == 0 {
		return append(blocks, section("What did somebody do that nobody had to? What the team tells of each other stands here."), tell)
	}
	from := h.At.Stories
	for i, s := range h.Stories[from:min(len(h.Stories), from+HomeStories)] {
		blocks = append(blocks, onWall(s, h.Reader, from+i+1, h.At.String(), s.At.Location(), h.Today))
	}
	row := h.pages("home.stories", "story", from, len(h.Stories), HomeStories, func(at *HomeAt) *int { return &at.Stories })
	tell.Elements = append(tell.Elements, row.Elements...)
	return append(blocks, tell)
}

// line is "Oakham Tools · quiet for 5 weeks, usually every 3 weeks · 2 promises open".
func (c HomeCustomer) line(today when.Date) []any {
	parts := []any{message.B(short(c.Name))}
	switch {
	case c.Quiet && c.Silence.Default:
		parts = append(parts, " · "+ago(c.Silence.For)+" since anybody was in touch")
	case c.Quiet:
		parts = append(parts, " · quiet for "+ago(c.Silence.For)+", usually every "+ago(max(c.Silence.Usual, 24*time.Hour)))
	case c.Last != (when.Date{}):
		parts = append(parts, " · last in touch "+Day(c.Last, today))
	}
	if c.Open > 0 {
		parts = append(parts, " · "+plural(c.Open, "promise")+" open")
	}
	return parts
}

func (h Home) settings() []message.Block {
	row := actions(button("Reminders and days off", "settings.open", "reminders"), button("All settings", "settings.all", "all"), button("What I can do", "ask.help", "help"))
	if !h.Paused {
		pause := button("Pause Heed for me", "home.pause", "pause")
		pause.Confirm = "No coaching and no reminders for you until you start them again. Nothing is deleted."
		row.Elements = append(row.Elements, pause)
	}
	return []message.Block{header("Settings"), row}
}

func (h Home) privacy() []message.Block {
	row := h.Held.rights()
	row.Elements = append([]message.Element{button("Who sees it", "home.privacy", "privacy")}, row.Elements...)
	return []message.Block{section(h.Held.held()...), row, context("Only you see this page.")}
}

// titleSize is how long the title of a modal is.
const titleSize = 24

// SettingsAside shows the settings in a modal, and says where they are changed.
func SettingsAside(m message.Message) message.View {
	v := Aside("Settings", m)
	v.Blocks = append([]message.Block{context("The same list is under Messages, above, with a button for each group.")}, v.Blocks...)
	return v
}

// Aside shows a message in a modal, to be read: where a click leads nowhere
// else, as in the Home tab.
func Aside(title string, m message.Message) message.View {
	v := message.View{Callback: WhyCallback, Title: Shorten(title, titleSize), Close: "Close"}
	for _, b := range m.Blocks {
		if b.Kind == message.Actions {
			continue
		}
		b.Accessory = nil
		v.Blocks = append(v.Blocks, b)
	}
	return v
}
