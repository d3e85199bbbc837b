package analyze

import (
	"hash/fnv"
	"slices"
	"strings"
	"sync"

	"heed/bot/text"
)

var (
	tryLines = sync.OnceValue(func() map[string][]string { return sections(lexiconFile("tries")) })
	// frames tells what sort of cue a sentence is (lexicon/frames_any.txt
	// and frames.txt); its sections count in the order of the files.
	frames = sync.OnceValue(func() *text.Lexicon {
		return text.MustParseLexicon(lexiconFile("words"), lexiconFile("frames_any"), lexiconFile("frames"))
	})
	frameOrder = sync.OnceValue(func() []string { return headings(lexiconFile("frames_any") + lexiconFile("frames")) })
)

// sections reads a file of [headings] with lines under them.
func sections(file string) map[string][]string {
	out := map[string][]string{}
	for heading, line := range text.Sections(file) {
		out[heading] = append(out[heading], line)
	}
	return out
}

// headings returns the [headings] of a file in their order.
func headings(file string) []string {
	var out []string
	for _, line := range strings.Split(file, "\n") {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "[") {
			out = append(out, strings.Trim(line, "[]"))
		}
	}
	return out
}

// asker hands out questions, none twice in a report while others are left.
// Which one depends on the words alone, so that the same call gets the same.
type asker struct{ used map[string]bool }

// question returns one for a section, made for a quote; noun may be "".
func (a *asker) question(section, quote, noun string) string {
	return a.oneOf(tryLines()[section], quote, noun)
}

// forSentence is question for what is made for a sentence: what it has just
// told isn't asked for.
func (a *asker) forSentence(section string, s *sentence, sorts map[string]bool, noun string) string {
	lines := tryLines()[section]
	for _, x := range told {
		if !sorts[x.frame] {
			continue
		}
		if left := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.Contains(line, x.asks) }); len(left) > 0 {
			lines = left
		}
	}
	return a.oneOf(lines, s.Text, noun)
}

// told are the frames of what a sentence tells, and words of the questions that
// would ask for it.
var told = []struct{ frame, asks string }{
	{"frame:told:often", "ow often"},
	{"frame:told:long", "How long"},
	{"frame:told:hours", "How much of"},
	{"frame:told:when", "when do they"},
	{"frame:told:cause", "behind it"},
	{"frame:told:cause", "How did it come"},
	{"frame:told:else", "isn't done by then"},
	{"frame:told:else", "is missed"},
	{"frame:told:wrong", "went wrong"},
	{"frame:told:reason", "behind that"},
	{"frame:told:reason", "the reason"},
	{"frame:told:once", "ow often"},
	{"frame:when:past", "ow often"},
	{"frame:when:past", "tell them then"},
}

func (a *asker) oneOf(lines []string, quote, noun string) string {
	if len(lines) == 0 {
		return ""
	}
	h := fnv.New32a()
	h.Write([]byte(quote))
	first := int(h.Sum32() % uint32(len(lines)))
	pick := lines[first]
	for i := range lines {
		if line := lines[(first+i)%len(lines)]; !a.used[line] {
			pick = line
			break
		}
	}
	if a.used == nil {
		a.used = map[string]bool{}
	}
	a.used[pick] = true
	return strings.NewReplacer("{noun}", noun, "{said}", brief(quote)).Replace(pick)
}

// forCue returns a question that takes up the cue in s: for what it plainly
// tells, of whatever kind; for the thing or the person that it names, if one is
// clear; else for the sort of cue that it is. Where nothing tells the sort,
// another kind that the sentence is as well may: "I'd love to be home for
// breakfast" says more than whose exam it is about; else their words are said
// back, which misreads nothing. Illness, a death and a child on its way come
// before all business.
func (a *asker) forCue(c cue, s *sentence) string {
	sorts := s.frames()
	for _, section := range lifeFirst {
		if life := s.Labels.has(CuePersonal) || c.Kind == "personal" || sorts[isKind+"personal"] || section == "personal:loss"; life && sorts["frame:"+section] {
			return a.forSentence(section, s, sorts, "")
		}
	}
	if s.Labels.has(CuePraise) && !s.has("bad") { // no trouble to ask about
		return a.forSentence("told", s, sorts, "")
	}
	kinds := s.kindsToAsk(c.Kind, sorts)
	for _, kind := range kinds {
		section, noun := s.asksFor(kind, sorts)
		if section == "when:past" && (c.weak || !s.troubled(c)) || c.weak && kind != "any" && !s.has("bad") {
			break // something happened, and nothing tells that it was bad
		}
		if section != "" {
			return a.forSentence(section, s, sorts, noun)
		}
	}
	return a.forSentence(inTheirWords(c, kinds[1], sorts), s, sorts, "")
}

// troubled reports whether what a sentence tells was bad.
func (s *sentence) troubled(c cue) bool {
	return s.has("bad") || s.sure.has(CuePain) || c.Kind == "pain"
}

// inTheirWords returns the section that serves where nothing tells the sort of a
// cue of a kind: their own words, and what one asks of that kind about anything.
func inTheirWords(c cue, kind string, sorts map[string]bool) string {
	switch {
	case c.weak:
		return "told"
	case kind == "worry" && sorts[isKind+kind], kind == "decision" && sorts["frame:decision:says"]:
		return kind + ":bare"
	case tryLines()["told:"+kind] != nil:
		return "told:" + kind
	}
	return "told"
}

// kindsToAsk returns the kinds that a cue may be asked about as, the first of
// them for what is asked whatever the kind: what it surely is by its frames, what
// it was told as, and what else it is as surely; what hurts is surer than what stands
// against us.
func (s *sentence) kindsToAsk(of string, sorts map[string]bool) []string {
	kinds := []string{"any"}
	add := func(more ...string) {
		for _, kind := range more {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	for _, section := range frameOrder() {
		if kind, ok := strings.CutPrefix(section, isKind); ok && sorts[section] {
			add(kind)
		}
	}
	switch {
	case of == "objection" && s.sure.has(CuePain):
		add("pain", of)
	case of == "pain":
		add(of, "when")
	default:
		add(of)
	}
	for _, kind := range []string{"pain", "decision", "timing", "goal"} {
		if s.sure.has(Label("cue:" + kind)) {
			add(kind)
		}
	}
	switch of {
	case "worry", "objection", "timing":
		add("pain", "when")
	case "standard":
		if sorts["frame:when:past"] {
			add("pain")
		}
	}
	return kinds
}

// isKind begins the headings of frames that tell of which kind a sentence is.
const isKind = "frame:is:"

// lifeFirst are sorts that no question of business may come before.
var lifeFirst = []string{"personal:loss", "personal:expecting", "personal:treatment", "personal:ill"}

// asksFor returns the section of questions for a cue of a kind, and what is
// named in them; "" if nothing tells which.
func (s *sentence) asksFor(kind string, sorts map[string]bool) (section, noun string) {
	frame := frameOf(kind, sorts)
	switch {
	case kind == "worry" && s.feared() != "":
		return "worry:noun", s.feared()
	case kind == "worry" && s.fearedDoing() != "":
		return "worry:doing:noun", s.fearedDoing()
	case kind == "pain" && s.subject() != "" && (frame == "" && s.badSubject() && !sorts["frame:when:past"] || frame == "pain:breaks"):
		return "pain:noun", s.subject()
	case kind == "decision" && s.person("boss") != "" && (sorts["frame:decision:says"] || sorts[isKind+kind]):
		return "decision:who", s.person("boss")
	case kind == "timing" && s.event() != "" && (frame == "" || frame == "timing:deadline") && !sorts["frame:when:past"]:
		return "timing:noun", s.event()
	case kind == "personal" && s.person("relative") != "" && frame == "personal:says":
		return "decision:who", s.person("relative")
	case kind == "personal" && s.person("relative") != "" && frame == "personal:thinks":
		return "personal:thinks:who", s.person("relative")
	case kind == "personal" && s.person("relative") != "" && frame == "personal:hobby":
		return "personal:hobby:who", s.person("relative")
	case kind == "personal" && s.person("relative") != "" && frame == "" && !sorts["frame:told:formerly"]:
		return "personal:who", s.person("relative")
	case kind == "when" && frame == "" && s.subject() != "" && (s.badSubject() || s.sure.has(CuePain)):
		return "when:noun", s.subject()
	case frame == "" && sorts[isKind+kind]:
		return kind + ":bare", ""
	}
	return frame, ""
}

// frames returns the frames that the sentence meets.
func (s *sentence) frames() map[string]bool {
	found := map[string]bool{}
	for _, m := range frames().Match(s.Tokens) {
		found[m.Section] = true
	}
	if s.inPast() {
		found["frame:when:past"] = true
	}
	return found
}

// inPast reports whether somebody has done something in a sentence, by the form
// of the verb alone: "we promised the parents".
func (s *sentence) inPast() bool {
	for i := range s.Tokens[:max(0, len(s.Tokens)-1)] {
		switch s.Tokens[i].Lower {
		case "i", "we", "he", "she", "they", "it", "somebody", "someone", "who":
			if next := s.Tokens[i+1].Lower; strings.HasSuffix(next, "ed") && next != "need" && next != "used" {
				return true
			}
		}
	}
	return false
}

// frameOf returns the first frame of a kind among those found, or "".
func frameOf(kind string, found map[string]bool) string {
	for _, section := range frameOrder() {
		if name := strings.TrimPrefix(section, "frame:"); found[section] && strings.HasPrefix(name, kind+":") {
			return name
		}
	}
	return ""
}
