package reply

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"heed/bot/pattern"
	"heed/bot/when"
)

// part is one stretch of an answer between commas, full stops and "and".
type part struct {
	kinds  []kind
	did    []sense  // words that are done only for promises of their kind
	about  []string // words that may name a promise
	who    []string // words of a colleague's name: part of what was promised, unless they have it
	doing  []string // the words of did: they too tell promises apart
	day    when.Date
	shift  int  // how many days more are wanted, where that was said and no day
	plain  bool // the day is a bare weekday, which may be one that was
	past   int  // days before today on which it was done; -1 if that wasn't said
	name   string
	may    []string // ids of the people that name may mean
	will   bool
	single bool   // "it", "that": one promise is meant
	firm   bool   // words of handing over that need a person ("has it")
	nth    int    // "the first one" is 1, "the last one" -1
	span   int    // "the first two"
	by     string // the word after a name that a part begins with: "Ben sends …"
	to     string // whom it was given to, if that is none of the colleagues
	and    bool   // "and" stands before it
	except bool   // or "except"
	spared bool   // it is not needed, or not wanted
	tome   bool   // it came to the writer: "Ben sent me …"
	being  bool   // it says of the writer where or how they are: "I'm in Leeds until Friday"
}

func (p *part) has(k kind) bool { return slices.Contains(p.kinds, k) }

// empty says that a part says nothing at all.
func (p *part) empty() bool {
	return len(p.kinds) == 0 && len(p.about) == 0 && p.day.IsZero() && p.past < 0 && p.name == "" && len(p.did) == 0 && p.nth == 0
}

// names says that a part is nothing but the name of a promise.
func (p *part) names() bool {
	return (len(p.about) > 0 || len(p.who) > 0 || p.nth != 0) && len(p.kinds) == 0 && len(p.did) == 0 && p.day.IsZero() && p.past < 0
}

// Signs that stand in a text for what was read out of it before.
const (
	dateSign   = '\ue000'
	personSign = '\ue100'
	mostSigns  = 0x80
)

// mention is somebody mentioned, as Slack writes it.
var mention = pattern.Of(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)

// split cuts a text into parts; ok is false for what is no answer: a question
// or a text too long for one.
func split(text string, o Options) (parts []part, ok bool) {
	text = ordered(text)
	if strings.ContainsAny(text, "`") || IsQuestion(text) || len(strings.Fields(text)) > longest {
		return nil, false
	}
	s := sifter{o: o}
	s.know(o.People)
	text = mention().ReplaceAllStringFunc(text, s.mentioned)
	text = s.dates(s.stretched(enumerated(text)))
	for _, c := range cut(text) {
		p := s.part(c.words)
		p.and, p.except = c.and, c.except
		if !p.empty() {
			parts = append(parts, p)
		}
	}
	return parts, len(parts) > 0
}

// questioning begins a question, also one without its mark: "when is the intro
// due".
var questioning = pattern.Of(`(?i)^\W*(?:and |so |but |hey |ok |heed )*(?:(?:what|when|which|who|whose|whom|where|why|how)(?:['’]?s)?\b.*\b(?:is|are|was|were|did|do|does|has|have|had|can|could|should|will|would|am)\b|(?:what|when|who|where|how)['’]?s\b|(?:how|why|what) )`)

// IsQuestion reports whether a text asks something.
func IsQuestion(text string) bool {
	return strings.Contains(text, "?") || questioning().MatchString(text)
}

// More time, as people say it without a date: "push it 2 days", "needs another
// week", "two more days".
var (
	pushed  = pattern.Of(`(?i)\b(push|move|delay|postpone|snooze|shift|bump|extend|give me)((?: [^\s,;.]+){0,6}?)(?: by| for)? (\d{1,2}|an?|one|two|three|four|five|a couple of|a few) (?:more )?(day|week)s?\b`)
	another = pattern.Of(`(?i)\b(?:needs?|takes?|will take|want|wants)?\s*\b(another|one more|a|\d{1,2}|two|three|a few|a couple of) (?:more )?(day|week)s? ?(more|longer)?\b`)
)

// amounts are numbers as a date is written with them.
var amounts = map[string]string{"another": "1", "a": "1", "an": "1", "one": "1", "one more": "1", "a couple of": "2", "two": "2", "a few": "3", "three": "3", "four": "4", "five": "5"}

// stretched writes more time as a date, counted from today; from a later due
// day it is counted where the promise is known.
func (s *sifter) stretched(text string) string {
	later := func(n, unit string) string {
		n, unit = strings.ToLower(n), strings.ToLower(unit)
		n = cmp.Or(amounts[n], n)
		days, _ := strconv.Atoi(n)
		if unit == "week" {
			days *= 7
		}
		phrase := "in " + n + " " + unit + "s"
		if s.more == nil {
			s.more = map[string]int{}
		}
		s.more[phrase] = days
		return phrase
	}
	text = pushed().ReplaceAllStringFunc(text, func(match string) string {
		m := pushed().FindStringSubmatch(match)
		return m[1] + m[2] + " " + later(m[3], m[4])
	})
	return another().ReplaceAllStringFunc(text, func(match string) string {
		m := another().FindStringSubmatch(match)
		if words := strings.ToLower(match); !strings.Contains(words, "more") && !strings.Contains(words, "another") && m[3] == "" {
			return match
		}
		return " move " + later(m[1], m[2])
	})
}

// Something may be asked for as a question: "can you drop the pilot plan?".
// "Can you tell me when it is due?" is none of it.
var (
	request = pattern.Of(`(?i)^\W*(?:(?:hey|hi|hello|heed|ok|so|please)\W+)*(?:can|could|would) (?:you|we)\b`)
	inquiry = pattern.Of(`(?i)\b(?:what|when|which|who|whose|where|why|how|tell|show|see|say)\b`)
)

// ordered is a text that asks for something as the order that it is.
func ordered(text string) string {
	at := request().FindStringIndex(text)
	if at == nil || inquiry().MatchString(text) {
		return text
	}
	return strings.TrimRight(text[at[1]:], "? ")
}

// sifter reads dates and people out of a text.
type sifter struct {
	o       Options
	days    []when.Reading
	more    map[string]int  // phrases for more time, in days
	persons []string        // mentioned
	firsts  map[string]bool // of the colleagues' names
	names   map[string]bool // every word of them
}

func (s *sifter) mentioned(m string) string {
	if len(s.persons) == mostSigns {
		return m
	}
	s.persons = append(s.persons, mention().FindStringSubmatch(m)[1])
	return " " + string(rune(personSign+len(s.persons)-1)) + " "
}

// dates puts a sign in the place of every due phrase.
func (s *sifter) dates(text string) string {
	var b strings.Builder
	at := 0
	for _, r := range when.Find(text, s.o.Now, s.o.When) {
		if r.From < at || len(s.days) == mostSigns {
			continue
		}
		b.WriteString(text[at:r.From] + " " + string(rune(dateSign+len(s.days))) + " ")
		s.days = append(s.days, r)
		at = r.To
	}
	b.WriteString(text[at:])
	return b.String()
}

// Places in a list as people write them: "1. done 2. Monday", "2+3 done".
var (
	place  = pattern.Of(`(^|\s)#?(\d{1,2})[.):]\s+`)
	places = pattern.Of(`(\d)\s*[+&]\s*(\d)`)
)

// enumerated parts an answer at the places that it names, if it begins with
// one.
func enumerated(text string) string {
	if at := place().FindStringIndex(text); at != nil && at[0] == 0 {
		text = place().ReplaceAllString(text, " ; $2 ")
	}
	return places().ReplaceAllString(text, "$1 and $2")
}

// exceptions are the ways to say what "all" doesn't hold.
var exceptions = strings.NewReplacer(
	"all but ", "all except ", "everything but ", "everything except ", "except for ", "except ", "apart from ", "except ", "other than ", "except ",
)

// piece is what stands between two commas; and, except say that such a word
// stands before it.
type piece struct {
	words       []string
	and, except bool
}

// cut parts a text into the words of its parts. A full stop ends a part only
// before a space or the end, so that "v2.1" stays one word.
func cut(text string) []piece {
	var out []piece
	var now piece
	end := func(and bool) {
		if len(now.words) > 0 {
			out = append(out, now)
			now = piece{}
		}
		now.and = and
	}
	text = exceptions.Replace(expand(strings.ToLower(text)))
	for _, w := range strings.Fields(text) {
		bare := strings.TrimRight(w, ",;.:!)…")
		bare = strings.TrimLeft(bare, "(•*-–_~\"'“‘")
		bare = strings.TrimRight(bare, "*_~\"'”’")
		switch bare {
		case "and", "&", "+":
			end(true)
		case "except":
			end(false)
			now.except = true
		case "but", "then", "/", "while", "":
			end(false)
		default:
			now.words = append(now.words, bare)
			if strings.ContainsAny(w[len(w)-1:], ",;.:!)") {
				end(false)
			}
		}
	}
	end(false)
	return out
}

// contractions are written out, so that "haven't sent" is no "sent".
var contractions = strings.NewReplacer(
	"’", "'", "won't", "will not", "can't", "can not", "cannot", "can not", "n't ", " not ", "n't", " not", "'ll", " will", "'ve", " have",
	"->", " is ", "=>", " is ", "→", " is ",
	"'re", " are", "'m ", " am ", "'d ", " would ", "'s ", " ", "gonna", "going to", "dont ", "do not ", "havent", "have not", "didnt", "did not", "isnt", "is not",
	"\n", " ; ",
)

func expand(s string) string { return contractions.Replace(strings.ReplaceAll(s, ",", ", ") + " ") }

// part reads the words of one part.
func (s *sifter) part(ws []string) part {
	p := part{past: -1}
	l := words()
	for i := range ws {
		if !s.sign(&p, ws[i]) && !s.person(ws[i]) {
			ws[i] = l.right(ws[i])
		}
	}
	for i := 0; i < len(ws); {
		n, senses := l.longestAt(ws[i:])
		switch {
		case ws[i] == "not" && i+1 < len(ws) && s.isDate(ws[i+1]): // not today
			p.kinds, p.day = append(p.kinds, snoozeKind), when.Date{}
			i += 2
		case i+1 < len(ws) && (ws[i] == "first" || ws[i] == "last") && counts[ws[i+1]] > 0:
			p.nth, p.span = ordinals[ws[i]], counts[ws[i+1]]
			i += 2
		case n > 0:
			s.take(&p, ws[i:i+n], ws[i+n:], senses)
			i += n
			p.tome = p.tome || ws[i-n] == "got" && (ws[i-1] == "the" || ws[i-1] == "their") || len(p.did) > 0 && i < len(ws) && (ws[i] == "me" || ws[i] == "us")
		default:
			s.word(&p, ws[i])
			i++
		}
	}
	p.being = len(ws) > 1 && (ws[0] == "i" && ws[1] == "am" || ws[0] == "we" && ws[1] == "are")
	s.name(&p, ws)
	s.holder(&p, ws)
	if len(p.about) == 1 && p.nth == 0 {
		if n, err := strconv.Atoi(strings.TrimPrefix(p.about[0], "#")); err == nil && n > 0 && n <= mostNth {
			p.nth, p.about = n, nil
		}
	}
	if ws[0] == "not" && p.day == when.DateOf(s.o.Now) && len(p.kinds)+len(p.did) == 0 { // not the pricing today
		p.kinds, p.day = append(p.kinds, snoozeKind), when.Date{}
	}
	return p
}

// mostNth is up to which number one names a promise by its place.
const mostNth = 20

// longestAt is the longest phrase that words begin with.
func (l *lexicon) longestAt(ws []string) (n int, senses []sense) {
	for n = min(l.longest, len(ws)); n > 0; n-- {
		if s, ok := l.senses[strings.Join(ws[:n], " ")]; ok {
			return n, s
		}
	}
	return 0, nil
}

// take adds what a phrase means, with the words after it. What "is with" or
// "is for" somebody names them next.
func (s *sifter) take(p *part, ws, after []string, senses []sense) {
	for _, x := range senses {
		switch x.kind {
		case fillerKind:
		case handKind:
			if end := ws[len(ws)-1]; (end == "with" || end == "for") && (len(after) == 0 || !s.person(after[0]) && !s.isPerson(after[0])) {
				continue
			}
			p.kinds = append(p.kinds, x.kind)
			p.firm = p.firm || len(ws) > 1
		case dropKind:
			p.kinds = append(p.kinds, x.kind)
			p.spared = p.spared || slices.ContainsFunc(ws, func(w string) bool {
				return strings.HasPrefix(w, "need") || strings.HasPrefix(w, "want") || w == "necessary"
			})
		case didKind:
			p.did = append(p.did, x)
			p.doing = append(p.doing, ws...)
		case pastKind:
			p.past = x.days
		default:
			p.kinds = append(p.kinds, x.kind)
		}
	}
	for _, w := range ws {
		p.will = p.will || w == "will" || w == "going" || w == "follow" || w == "follows"
		p.single = p.single || w == "it" || w == "that" || w == "this"
	}
}

// sign reads a word that stands for a date or a mention.
func (s *sifter) sign(p *part, w string) bool {
	r := []rune(w)
	switch {
	case len(r) != 1:
		return false
	case r[0] >= dateSign && int(r[0]-dateSign) < len(s.days):
		d := s.days[r[0]-dateSign]
		p.day, p.shift = d.Date, s.more[d.Phrase]
		p.plain = weekday().MatchString(d.Phrase)
		return true
	case r[0] >= personSign && int(r[0]-personSign) < len(s.persons):
		id := s.persons[r[0]-personSign]
		p.name, p.may = "@"+id, []string{id}
		return true
	}
	return false
}

// weekday is a day of the week that may be one that was: "Monday", "on
// Monday", but not "by Monday".
var weekday = pattern.Of(`(?i)^(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?$`)

func (s *sifter) isDate(w string) bool {
	r := []rune(w)
	return len(r) == 1 && r[0] >= dateSign && int(r[0]-dateSign) < len(s.days)
}

// ordinals name a promise by its place in the list.
var ordinals = map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}

// counts are how many one counts out of a list.
var counts = map[string]int{"two": 2, "2": 2, "couple": 2, "three": 3, "3": 3, "four": 4, "4": 4}

func (s *sifter) word(p *part, w string) {
	if n, ok := ordinals[w]; ok {
		p.nth = n
		return
	}
	if s.person(w) || s.surname(w) {
		p.who = append(p.who, w)
		return
	}
	if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		p.about = append(p.about, w)
	}
}
