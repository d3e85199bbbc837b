package coach

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/digest"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/pattern"
	"heed/bot/pick"
	"heed/bot/story"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// longestStory bounds what is told, in characters.
const longestStory = 600

// tellStory keeps a story that was typed after "story"; whom it mentions is
// looked up before, for it may be somebody whom Heed hasn't met.
func (c *Coach) tellStory(ctx context.Context, ev Event, text string) (decide, error) {
	h, err := c.hear(ctx, ev, text)
	if err != nil {
		return nil, err
	}
	return func(u *unit) error { return u.keepStory(h) }, nil
}

// storyForm opens the form for a story, or says how to tell one where no form
// can be opened.
func (u *unit) storyForm(string) error {
	if u.ev.Trigger == "" {
		return u.reply(voice.StoryHow())
	}
	return u.open(voice.StoryForm())
}

func (u *unit) keepStory(h heard) error {
	people, err := store.Collect(store.People.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return err
	}
	people = append(people, h.mentioned...)
	s := story.Story{Team: u.ev.Team, By: u.ev.User, At: u.now}
	if s.About, s.Doubt, err = u.hero(h.text, people); err != nil {
		return err
	}
	s.Text = voice.Shorten(call.Unescape(withNames(h.text, people)), longestStory)
	told, err := gather(store.Stories.By(u.Tx, store.StoriesByWho, store.TeamPrefix(u.ev.Team, u.ev.User)), func(o story.Story) bool { return o.By == s.By && o.Text == s.Text })
	if err != nil {
		return err
	}
	if len(told) > 0 { // once more, perhaps by a double click
		never, err := u.neverNamed(u.ev.User)
		if err != nil {
			return err
		}
		return u.reply(voice.StoryKept(told[0], never), told[0].Customer)
	}
	if s.Customer, err = u.customerIn(s.Text); err != nil {
		return err
	}
	if s.ID, err = u.NextID(u.ev.Team, "Y"); err != nil {
		return err
	}
	if err := store.Stories.Put(u.Tx, &s); err != nil {
		return err
	}
	if err := u.touchHomes(false); err != nil {
		return err
	}
	if s.About != s.By {
		never, err := u.neverNamed(s.About)
		if err != nil {
			return err
		}
		ask := voice.StoryAsk(s, never)
		if err := u.put(on(store.Effect{Key: storyKey(&s), Kind: store.Post, User: s.About, Message: &ask}, []string{s.Customer})); err != nil {
			return err
		}
	}
	never, err := u.neverNamed(u.ev.User)
	if err != nil {
		return err
	}
	return u.reply(voice.StoryKept(s, never), s.Customer)
}

// neverNamed reports whether somebody is not to be named in a digest.
func (u *unit) neverNamed(user string) (bool, error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	return p.Unnamed, err
}

// storyKey names the message that asks whom a story is about.
func storyKey(s *story.Story) string { return kv.Key(s.Team, "story", s.ID) }

// hero is the colleague whom a story is about: the one whom it mentions, or
// else names, or who tells it of themselves. Where it may be about others too,
// or nobody can tell about whom, it is in doubt: nobody can agree for them.
func (u *unit) hero(text string, people []store.Person) (who string, doubt story.Doubt, err error) {
	mentioned, named := map[string]bool{}, map[string]bool{}
	for _, m := range mention().FindAllStringSubmatch(text, mostMentions) {
		mentioned[m[1]], named[m[1]] = true, true
	}
	for _, p := range people {
		if p.ID != u.ev.User && slices.ContainsFunc(p.Names(), func(n string) bool { return namedIn(text, n) }) {
			named[p.ID] = true
		}
	}
	if len(named) > 1 {
		doubt = story.Several
	}
	if len(mentioned) == 0 {
		mentioned = named
	}
	for id := range mentioned {
		if len(mentioned) > 1 {
			break
		}
		if _, ok, err := u.colleague(id, people); err != nil || ok {
			return id, doubt, err
		}
		doubt = story.Nobody
	}
	if len(named) == 0 && !ofOneself(text) {
		doubt = story.Nobody
	}
	return u.ev.User, doubt, nil
}

// ofOneself reports whether somebody tells of themselves.
func ofOneself(text string) bool {
	return slices.ContainsFunc(strings.Fields(memory.FoldText(text)), func(w string) bool {
		return slices.Contains([]string{"i", "my", "me", "myself", "ive", "we", "our", "us"}, w)
	})
}

// namedIn reports whether a text names somebody: by the whole name, or by its
// first word as names are written.
func namedIn(text, name string) bool {
	first, _, _ := strings.Cut(name, " ")
	if names(text, []string{memory.Fold(name)}) {
		return true
	}
	return first != "" && slices.ContainsFunc(anyWord().FindAllString(text, -1), func(w string) bool { return w == first })
}

var anyWord = pattern.Of(`[\p{L}\p{N}]+`)

// withNames puts names in the place of mentions.
func withNames(text string, people []store.Person) string {
	return mention().ReplaceAllStringFunc(text, func(m string) string {
		id := mention().FindStringSubmatch(m)[1]
		i := slices.IndexFunc(people, func(p store.Person) bool { return p.ID == id })
		if i < 0 || len(people[i].Names()) == 0 {
			return "a colleague"
		}
		return people[i].Names()[0]
	})
}

// customerIn is the customer whom a text names, the longest name first; "" for
// none. It is found whoever tells it, so that forgetting them finds the story.
func (u *unit) customerIn(text string) (id string, err error) {
	all, err := u.names()
	if err != nil {
		return "", err
	}
	longest := 0
	for _, c := range all {
		for _, n := range append([]string{c.Name}, c.Aliases...) {
			if f := memory.Fold(n); len(f) > longest && names(text, []string{f}) {
				id, longest = c.ID, len(f)
			}
		}
	}
	return id, nil
}

// storiesShown is how many stories a page of the wall holds.
const storiesShown = 6

// stories shows the wall.
func (u *unit) stories(string) error {
	p, err := u.wall(0)
	if err != nil {
		return err
	}
	return u.reply(p.Message, p.about...)
}

// wall is one page of the stories that whoever asks may see, the latest first.
func (u *unit) wall(from int) (page, error) {
	all, err := u.storiesSeen()
	if err != nil {
		return page{}, err
	}
	from = max(0, min(from, (len(all)-1)/storiesShown*storiesShown))
	shown := all[min(from, len(all)):min(from+storiesShown, len(all))]
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return page{}, err
	}
	var about []string
	for _, s := range shown {
		about = append(about, s.Customer)
	}
	return page{voice.Wall(shown, u.ev.User, from, from+storiesShown < len(all), u.now, loc), about}, nil
}

// storiesSeen are those without a customer, and those about one whose card
// whoever acts may look at, the latest first.
func (u *unit) storiesSeen() ([]story.Story, error) {
	all, err := store.Collect(store.Stories.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return nil, err
	}
	var failed error
	all = slices.DeleteFunc(all, func(s story.Story) bool {
		if s.Customer == "" || s.Of(u.ev.User) {
			return false
		}
		ok, err := u.sees(s.Customer)
		if err != nil {
			failed = err
		}
		return !ok
	})
	slices.SortFunc(all, func(a, b story.Story) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(len(b.ID), len(a.ID)), cmp.Compare(b.ID, a.ID))
	})
	return all, failed
}

// storyClick is a button of a story; value is "Y-3", "Y-3@6" on the wall, or
// "Y-3=worry" of a select.
func (u *unit) storyClick(verb, value string) error {
	value, from, onWall := strings.Cut(value, "@")
	if verb == "pageback" || verb == "pagemore" {
		n, _ := strconv.Atoi(value)
		return u.showWall(n)
	}
	id, choice, _ := strings.Cut(value, "=")
	s, err := must(store.Stories, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	if !s.Of(u.ev.User) {
		return errGone
	}
	switch verb {
	case "down":
		if err := u.takeDown(&s); err != nil {
			return err
		}
		if at, ok := voice.ReadHomeAt(from); onWall && ok {
			u.homeAt(u.ev.User, at)
			return nil
		}
		if n, err := strconv.Atoi(from); onWall && err == nil {
			return u.showWall(n)
		}
		return u.replace(voice.StoryDown())
	case "like":
		if choice = strings.TrimSpace(choice); choice == "none" || !slices.Contains(voice.StoryKinds(), choice) {
			choice = ""
		}
		s.Kind = choice
	case "mine":
		if s.By != u.ev.User || s.Doubt != story.Nobody {
			return errGone
		}
		s.Doubt = ""
	case "named", "unnamed", "wall":
		if s.About != u.ev.User || s.Doubt != "" {
			return errGone // only whom it is about says so
		}
		if err := u.consent(&s, story.Consent(verb)); err != nil {
			return err
		}
	default:
		return u.oldButton()
	}
	if err := store.Stories.Put(u.Tx, &s); err != nil {
		return err
	}
	never, err := u.neverNamed(u.ev.User)
	if err != nil {
		return err
	}
	m := voice.StoryKept(s, never)
	if s.By != u.ev.User {
		m = voice.StoryAsk(s, never)
	}
	return u.replace(m, s.Customer)
}

func (u *unit) showWall(from int) error {
	p, err := u.wall(from)
	if err != nil {
		return err
	}
	return u.replace(p.Message, p.about...)
}

// consent notes what whoever it is about says of the digest. What a digest
// showed already goes where they say so.
func (u *unit) consent(s *story.Story, to story.Consent) error {
	if s.Consent == to {
		return nil
	}
	s.Consent = to
	if s.Label == "" {
		return nil
	}
	return u.outOfDigest(s)
}

// outOfDigest removes a story from the channel of the digest.
func (u *unit) outOfDigest(s *story.Story) error {
	key := storyPost(s)
	s.Label = ""
	return u.outOfChannel(key, s.ID, "the story was taken back")
}

// outOfChannel removes what an effect posted beside a digest.
func (u *unit) outOfChannel(key, id, why string) error {
	e, ok, err := u.Effect(key)
	if err != nil || !ok {
		return err
	}
	if e.State == store.Pending {
		_, err := u.CancelEffect(key, why, u.now)
		return err
	}
	return u.put(store.Effect{Key: replyKey(u.ev, "remove/"+id), Kind: store.Remove, Channel: e.SentChannel, TS: e.SentTS, Ref: refUnless(e.SentTS, key)})
}

func refUnless(ts, key string) string {
	if ts != "" {
		return ""
	}
	return key
}

// takeDown deletes a story, and what of it was shown or asked.
func (u *unit) takeDown(s *story.Story) error {
	if s.Label != "" {
		if err := u.outOfDigest(s); err != nil {
			return err
		}
	}
	if s.About != s.By && s.About != u.ev.User {
		if err := u.put(store.Effect{Key: replyKey(u.ev, "down/"+s.ID), Kind: store.Update, User: s.About, Ref: storyKey(s), Message: new(voice.StoryDown())}); err != nil {
			return err
		}
	}
	if err := u.touchHomes(true); err != nil {
		return err
	}
	return store.Stories.Delete(u.Tx, store.Stories.Key(s))
}

// storyPost names the message that shows a story beside a digest.
func storyPost(s *story.Story) string { return kv.Key(s.Team, "digest", "story", s.ID, s.Label) }

// postStory shows one story after a digest, with the consent of whom it is
// about. It is a message of its own, so that it can be taken back.
func (u *unit) postStory(ws *store.Workspace, w digest.Window) error {
	all, err := store.Collect(store.Stories.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return err
	}
	if ws.Cards == store.CardsOfOwn { // a channel is no place for customers of some reps alone
		all = slices.DeleteFunc(all, func(s story.Story) bool { return s.Customer != "" })
	}
	s := story.ForDigest(all, u.now)
	if s == nil {
		return nil
	}
	s.Label = w.Label
	if err := store.Stories.Put(u.Tx, s); err != nil {
		return err
	}
	m, err := u.storyBeside(s)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{Key: storyPost(s), Kind: store.Post, Channel: ws.DigestTo, Message: &m, Internal: true}, []string{s.Customer}))
}

// storyBeside is a story as a channel sees it.
func (u *unit) storyBeside(s *story.Story) (message.Message, error) {
	hide, err := u.notNamedIn(s)
	return voice.DigestStory(*s, hide), err
}

// notNamedIn are the names that a digest leaves out of a story: of whom it is
// about, unless they said yes to it and their setting allows it.
func (u *unit) notNamedIn(s *story.Story) ([]string, error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, s.About))
	if err != nil || s.Consent == story.Named && !p.Unnamed {
		return nil, err
	}
	return p.Names(), nil
}

// likeStory chooses the story that a coaching message tells beside what was
// let go, once for a call, and none that the rep was told before.
func (u *unit) likeStory(c *store.Call) error {
	m, ok := momentOf(c)
	if c.Story != "" || !ok {
		return nil
	}
	all, err := gather(store.Stories.Scan(u.Tx, store.TeamPrefix(c.Team)), func(s story.Story) bool { return s.Consent != story.Asked })
	if err != nil || len(all) == 0 {
		return err
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	if ws.Cards == store.CardsOfOwn {
		all = slices.DeleteFunc(all, func(s story.Story) bool { return s.Customer != "" && s.Customer != c.Customer })
	}
	earlier, err := u.earlier(c)
	if err != nil {
		return err
	}
	var told []string
	for i := range earlier {
		told = append(told, earlier[i].Story)
	}
	if s := story.Example(all, m, told); s != nil {
		c.Story = s.ID
	}
	return nil
}

// momentOf is the moment in a call that a story may be an example for: what
// the rep let go in it, and of a note, which can't tell, what the customer was
// worried about, suffers from, hopes for or told of themselves.
func momentOf(c *store.Call) (m story.Moment, ok bool) {
	if try := pick.Find(&c.Report, c.Pick.Try); try != nil && try.ID == "missed_cue" {
		return story.Moment{Kind: try.Kind, Words: try.Quote, Rep: c.Rep}, true
	}
	if c.Report.Kind != call.Note {
		return m, false
	}
	for _, k := range []struct {
		fact analyze.FactKind
		cue  string
	}{{analyze.FactObjection, "worry"}, {analyze.FactPain, "pain"}, {analyze.FactGoal, "goal"}, {analyze.FactPersonal, "personal"}} {
		for _, f := range c.Report.Facts {
			if f.Kind == k.fact {
				return story.Moment{Kind: k.cue, Words: f.Quote, Rep: c.Rep}, true
			}
		}
	}
	return m, false
}

// exampleOf is the story that a call's message tells; nil where it was taken
// down.
func (u *unit) exampleOf(c *store.Call) (*story.Story, error) {
	if c.Story == "" {
		return nil, nil
	}
	s, ok, err := store.Stories.Get(u.Tx, kv.Key(c.Team, c.Story))
	if err != nil || !ok {
		return nil, err
	}
	return &s, nil
}

// eraseStories takes down stories of an index that want says, and has what
// stays under their keys sealed anew.
func (u *unit) eraseStories(index string, r kv.Range, want func(story.Story) bool) error {
	all, err := gather(store.Stories.By(u.Tx, index, r), want)
	for _, s := range all {
		if err == nil {
			err = u.takeDown(&s)
		}
		if err == nil {
			err = u.renewKey(cmp.Or(s.Customer, s.By))
		}
	}
	return err
}
