package analyze

import (
	"hash/fnv"
	"strings"
	"sync"

	"heed/bot/text"
)

var (
	tryLines   = sync.OnceValue(func() map[string][]string { return sections(lexiconFile("tries")) })
	nounEnders = sync.OnceValue(func() map[string]bool { return wordSet("verbs") })
)

// sections reads a file of [headings] with lines under them.
func sections(file string) map[string][]string {
	out := map[string][]string{}
	heading := ""
	for _, line := range strings.Split(file, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			heading = strings.Trim(line, "[]")
		default:
			out[heading] = append(out[heading], line)
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
	if noun == "" && tryLines()[section+":bare"] != nil {
		lines = tryLines()[section+":bare"]
	}
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

// determiners begin a noun phrase; what they become when the phrase is said
// to the customer.
var determiners = map[string]string{
	"the": "the", "a": "the", "an": "the", "my": "your", "our": "your", "this": "the", "that": "that",
	"these": "those", "those": "those", "his": "his", "her": "her", "their": "their", "your": "", "every": "every",
	"three": "the three", "two": "the two", "four": "the four",
}

// leastNoun is the score below which no noun is better than a doubtful one.
const leastNoun = 7

// nounWords is the most words of a noun phrase after its determiner.
const nounWords = 3

// noun picks the thing that a cue is about, as it is said to the customer
// ("your managers"); "" if none is clear. Phrases after the cue's words and
// the customer's own ("my", "our") come first, spans of time last.
func (s *sentence) noun(kind string) string {
	from := 0
	if m, ok := s.first("cue:" + kind); ok {
		from = m.From
	}
	best, most := "", leastNoun-1
	for i := range s.Tokens {
		said, ok := determiners[s.Tokens[i].Lower]
		if !ok || said == "" {
			continue
		}
		end := s.nounEnd(i + 1)
		if end == i+1 {
			continue
		}
		score := s.nounScore(i, end, from)
		if score > most || score == most && kind == "personal" {
			best, most = said+" "+s.quote(i+1, end), score
		}
	}
	return best
}

func (s *sentence) nounEnd(i int) int {
	end := i
	for end < len(s.Tokens) && end < i+nounWords {
		tok := s.Tokens[end]
		if tok.Kind != text.Word || stopWords()[tok.Lower] || nounEnders()[tok.Lower] || strings.HasSuffix(tok.Lower, "ly") || strings.ContainsRune(tok.Text, '\'') && !strings.HasSuffix(tok.Lower, "'s") {
			break
		}
		end++
	}
	for end > i+1 && strings.HasSuffix(s.Tokens[end-1].Lower, "ed") {
		end-- // "the stapler signed"
	}
	if end > i && (strings.HasSuffix(s.Tokens[end-1].Lower, "'s") || end == i+1 && numberWords[s.Tokens[i].Lower]) {
		return i // "my wife's", "the two": cut off
	}
	return end
}

func (s *sentence) nounScore(from, end, cue int) int {
	score := 5
	if from >= cue {
		score += 3
	}
	switch s.Tokens[from].Lower {
	case "my", "our", "the", "this":
		score += 2
	case "his", "her", "their", "that", "every":
		score -= 2
	}
	if from > 0 && (s.Tokens[from-1].Lower == "about" || s.Tokens[from-1].Lower == "of" || s.Tokens[from-1].Lower == "with") {
		score += 2
	}
	for _, tok := range s.Tokens[from+1 : end] {
		if spans[strings.TrimSuffix(tok.Lower, "s")] {
			score -= 6
		}
	}
	return score
}

// spans are nouns of time and place that no question is about.
var spans = map[string]bool{
	"day": true, "week": true, "month": true, "year": true, "quarter": true, "hour": true, "minute": true, "morning": true,
	"night": true, "afternoon": true, "evening": true, "end": true, "middle": true, "second": true, "front": true, "reason": true,
	"weekend": true, "half": true, "moment": true, "rest": true, "beginning": true, "number": true, "problem": true,
}
