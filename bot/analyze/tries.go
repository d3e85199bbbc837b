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
func (a *asker) forCue(c cue, s *sentence) string {
	frame := s.frame(c.Kind)
	switch c.Kind {
	case "worry":
		if noun := s.feared(); noun != "" {
			return a.question("worry:noun", s.Text, noun)
		}
	case "pain":
		if noun := s.subject(); noun != "" && (frame == "pain:bare" || frame == "pain:breaks") {
			return a.question("pain:noun", s.Text, noun)
		}
	case "decision":
		if who := s.person("boss"); who != "" {
			return a.question("decision:who", s.Text, who)
		}
	case "timing":
		if noun := s.event(); noun != "" && frame == "timing:bare" {
			return a.question("timing:noun", s.Text, noun)
		}
	case "personal":
		if who := s.person("relative"); who != "" && frame == "personal:bare" {
			return a.question("personal:who", s.Text, who)
		}
	case "standard":
		if frame == "standard:bare" && s.hasDigits() {
			frame = "standard:number"
		}
	}
	if c.weak && frame == c.Kind+":bare" {
		frame = "told"
	}
	return a.question(frame, s.Text, "")
}

func (s *sentence) hasDigits() bool {
	return slices.ContainsFunc(s.Tokens, func(t text.Token) bool { return t.Kind == text.Number })
}

// frame returns the first frame of a kind that the sentence meets, or the
// kind's ":bare".
func (s *sentence) frame(kind string) string {
	found := map[string]bool{}
	for _, m := range frames().Match(s.Tokens) {
		found[m.Section] = true
	}
	for _, section := range frameOrder() {
		name := strings.TrimPrefix(section, "frame:")
		if found[section] && strings.HasPrefix(name, kind+":") {
			return name
		}
	}
	return kind + ":bare"
}
