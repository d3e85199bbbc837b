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
	// frames tells what sort of cue a sentence is (lexicon/frames.txt); its
	// sections count in the order of the file.
	frames     = sync.OnceValue(func() *text.Lexicon { return text.MustParseLexicon(lexiconFile("words"), lexiconFile("frames")) })
	frameOrder = sync.OnceValue(func() []string { return headings(lexiconFile("frames")) })
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
	lines := tryLines()[section]
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
	return strings.ReplaceAll(pick, "{noun}", noun)
}

// forCue returns a question that takes up the cue in s: for the thing or the
// person that it names, if one is clear, else for the sort of cue that it is.
// Where nothing tells the sort, another kind that the sentence is as well may:
// "I'd love to be home for breakfast" says more than whose exam it is about.
// Illness, a death and a child on its way come before all business.
func (a *asker) forCue(c cue, s *sentence) string {
	sorts := s.frames()
	if s.Labels.has(CuePersonal) || c.Kind == "personal" {
		for _, section := range lifeFirst {
			if sorts["frame:"+section] {
				return a.question(section, s.Text, "")
			}
		}
	}
	for _, kind := range s.alsoOf(c.Kind) {
		if section, noun := s.asksFor(kind, sorts); section != "" {
			return a.question(section, s.Text, noun)
		}
	}
	if c.weak || c.Kind == "decision" && !sorts["frame:decision:says"] || c.Kind == "objection" && s.sure.has(CuePain) {
		return a.question("told", s.Text, "")
	}
	return a.question(c.Kind+":bare", s.Text, "")
}

// alsoOf returns a kind and those of the sentence whose sorts are sure enough
// to be asked about where the kind's own are none. What is feared is asked about
// as such; what hurts is surer than what stands against us.
func (s *sentence) alsoOf(of string) []string {
	if of == "worry" {
		return []string{of}
	}
	kinds := []string{of}
	for _, kind := range []string{"pain", "decision", "timing", "goal"} {
		if kind != of && s.sure.has(Label("cue:"+kind)) {
			kinds = append(kinds, kind)
		}
	}
	if of == "objection" && len(kinds) > 1 && kinds[1] == "pain" {
		kinds[0], kinds[1] = kinds[1], kinds[0]
	}
	return kinds
}

// lifeFirst are sorts that no question of business may come before.
var lifeFirst = []string{"personal:loss", "personal:expecting", "personal:ill"}

// asksFor returns the section of questions for a cue of a kind, and what is
// named in them; "" if nothing tells which.
func (s *sentence) asksFor(kind string, sorts map[string]bool) (section, noun string) {
	frame := frameOf(kind, sorts)
	switch {
	case kind == "worry" && s.feared() != "":
		return "worry:noun", s.feared()
	case kind == "pain" && s.subject() != "" && (frame == "" && s.has("bad") || frame == "pain:breaks"):
		return "pain:noun", s.subject()
	case kind == "decision" && s.person("boss") != "" && sorts["frame:decision:says"]:
		return "decision:who", s.person("boss")
	case kind == "timing" && s.event() != "" && (frame == "" || frame == "timing:deadline"):
		return "timing:noun", s.event()
	case kind == "personal" && s.person("relative") != "" && frame == "personal:says":
		return "decision:who", s.person("relative")
	case kind == "personal" && s.person("relative") != "" && frame == "":
		return "personal:who", s.person("relative")
	case kind == "standard" && s.hasDigits() && frame == "":
		return "standard:number", ""
	}
	return frame, ""
}

func (s *sentence) hasDigits() bool {
	return slices.ContainsFunc(s.Tokens, func(t text.Token) bool { return t.Kind == text.Number })
}

// frames returns the frames that the sentence meets.
func (s *sentence) frames() map[string]bool {
	found := map[string]bool{}
	for _, m := range frames().Match(s.Tokens) {
		found[m.Section] = true
	}
	return found
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
