package call

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/pattern"
)

var (
	//go:embed lexicon/title_words.txt
	titleWordsFile string
	//go:embed lexicon/given_names.txt
	givenNamesFile string

	titleWords = wordSet(titleWordsFile)
	givenNames = wordSet(givenNamesFile)
)

// names knows who is no customer: the rep's people and companies, and the
// people of the call.
type names struct {
	ours      []company
	people    [][]string
	customers []string
	parsed    []company // of customers
}

func newNames(in Input, speakers []Speaker) *names {
	k := &names{customers: in.Customers}
	for _, c := range in.Customers {
		k.parsed = append(k.parsed, parseCompany(c))
	}
	for _, c := range in.Companies {
		k.ours = append(k.ours, parseCompany(c))
	}
	for _, r := range in.Reps {
		k.people = append(k.people, parseLabel(r).name)
	}
	for _, s := range speakers {
		if !isGeneric(s.Name) && roleOf(s.Name) == "" {
			k.people = append(k.people, parseLabel(s.Name).name)
		}
	}
	return k
}

func (k *names) isOurs(s string) bool {
	c := parseCompany(s)
	for _, o := range k.ours {
		if o.within(c) || c.within(o) && c.joined != "" {
			return true
		}
	}
	return false
}

// isPerson reports whether s is somebody's name rather than a company's: a
// speaker or rep, a title, or a given name first.
func (k *names) isPerson(s string) bool {
	words := tokens(s)
	if len(words) == 0 {
		return false
	}
	if honorifics[words[0]] || strings.HasSuffix(s, "-san") {
		return true
	}
	for _, p := range k.people {
		if sameName(words, p) != noMatch && !(len(p) == 1 && hasCompanyWord(words)) {
			return true // not "Odom and Sons" for Mrs Odom
		}
	}
	if k.isPartnership(s) {
		return false
	}
	return givenNames[words[0]] && len(words) <= 3 && !hasCompanyWord(words)
}

// known returns the known customer that s names, or "".
func (k *names) known(s string) string {
	if len(k.customers) == 0 {
		return ""
	}
	text := parseText(s)
	best := ""
	for i, c := range k.customers {
		if len(c) > len(best) && k.parsed[i].within(text) {
			best = c
		}
	}
	return best
}

var (
	titleDates   = pattern.Of(`(?i)[-_ ]?\b\d{8}[_ ]\d{6}\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}([./]\d{2,4})?\.?|\b\d{1,2}:\d\d(:\d\d)?\s?([ap]m\b)?`)
	titleTrail   = pattern.Of(`(?i)[-_ ]*\b(meeting recording|meeting transcript|transcript|recording)\s*$|\.(vtt|txt|docx|md|srt|mp4|m4a)$`)
	titleBreaks  = pattern.Of(`\s*(?:<>|<->|↔|⇄|\bx\b|×|/|\||–|—|\s-\s|-\s|:|,|;|\(|\)|\[|\]|\bvs\.?\s|\s@\s|\.\s|!|\?|\.$|->|→)\s*`)
	slackEmoji   = pattern.Of(`:[a-z0-9_+-]{2,}:`)
	contactBreak = pattern.Of(`(?i)\s*(?:^|\b)(?:with|w/|w/ |mit|avec|con|com)\s+`)
)

// titleCustomer finds the one company that a title names besides ours. both
// says that two were left, so that no one can be told.
func (k *names) titleCustomer(title string) (found string, both bool) {
	if c := k.known(title); c != "" && !k.isOurs(c) {
		return c, false
	}
	ours, plain := false, ""
	for _, seg := range k.titleSegments(title) {
		switch {
		case k.isOurs(seg):
			ours = true
		case isPlainWord(seg):
			plain = seg
		case found == "":
			found = seg
		case parseCompany(seg).joined != parseCompany(found).joined:
			both = true
		}
	}
	if both && !ours {
		return k.shapedAlone(title)
	}
	if found == "" && ours {
		found = plain // "Summit <> Larkspur"
	}
	return found, false
}

// shapedAlone finds the one name of a title that is a company's by its words:
// "Conveyor quote Pell Quarries".
func (k *names) shapedAlone(title string) (found string, both bool) {
	for _, seg := range k.titleSegments(title) {
		if hasFirmShape(seg) {
			if found != "" && found != seg {
				return "", true
			}
			found = seg
		}
	}
	return found, found == ""
}

// isPlainWord knows what may be a word and not a name: "Depot call", "Leeds".
func isPlainWord(s string) bool {
	w := strings.ToLower(s)
	if strings.ContainsAny(s, " -&") || w[1:] != s[1:] && strings.ToUpper(s) != s {
		return false
	}
	return noFirms[w] || len(w) > 2 && IsCommonWord(w)
}

// titleSegments are the parts of a title that could be a company's name.
func (k *names) titleSegments(title string) []string {
	title = joinHonorifics(slackEmoji().ReplaceAllString(strings.ReplaceAll(title, "_", " "), " "))
	title = titleTrail().ReplaceAllString(titleDates().ReplaceAllString(title, " "), "")
	var out []string
	for _, seg := range titleBreaks().Split(title, -1) {
		for _, part := range contactBreak().Split(seg, -1) {
			for _, piece := range k.splitAnd(part) {
				for _, name := range betweenTitleWords(piece) {
					if name = k.titleName(name); name != "" {
						out = append(out, name)
					}
				}
			}
		}
	}
	return out
}

// titleName is the company's name in a stretch of a title, without what is
// about it: "Acme Foods towels", "Kegs for Acme Foods". "" if it holds none.
func (k *names) titleName(s string) string {
	s = k.afterFor(s)
	if words := strings.Fields(s); k.isOurs(s) && len(words) > 2 {
		for i := 1; i < len(words)-1; i++ { // "Beddow Ivers Freight"
			if rest := strings.Join(words[i:], " "); k.isOurs(strings.Join(words[:i], " ")) && !k.isOurs(rest) && hasFirmShape(rest) {
				s = rest
				break
			}
		}
	}
	if s = withoutTail(s); k.couldBeCompany(s) {
		return s
	}
	words := strings.Fields(s)
	if n := nameRun(words); n > 0 && n < len(words) && len(words)-n < 4 && !slices.ContainsFunc(words[n:], isNoTail) {
		if name := strings.Join(words[:n], " "); allCommon(words[n:]) && !allCommon(tokens(name)) && k.couldBeCompany(name) {
			return name // "Osprey ticketing demo"
		}
	}
	return ""
}

// afterFor is the company of "Kegs for Acme Foods".
func (k *names) afterFor(s string) string {
	if thing, name, ok := strings.Cut(s, " for "); ok && (k.isOurs(thing) || allCommon(tokens(thing)) && hasFirmShape(name)) {
		return name
	}
	return s
}

// splitAnd splits "A and B" and "A & B" where one of the two is ours or a
// person: "Brindle & Sons" stays whole.
func (k *names) splitAnd(s string) []string {
	if k.isPartnership(s) {
		return []string{s}
	}
	for _, and := range []string{" and ", " & ", " + ", " und ", " et ", " en ", " y ", " e "} {
		if a, b, ok := strings.Cut(s, and); ok && (k.isOurs(a) || k.isOurs(b) || k.isPerson(a) || k.isPerson(b)) {
			return []string{a, b}
		}
	}
	return []string{s}
}

// isPartnership knows "Marks and Spencer": two family names, of which the second
// may be a given name, too. "Dave and Karen" are two people.
func (k *names) isPartnership(s string) bool {
	words := strings.Fields(s)
	if len(words) != 3 || words[1] != "and" && words[1] != "&" || !hasUpper(words[0]) || !hasUpper(words[2]) {
		return false
	}
	first := fold(words[0])
	return !givenNames[first] && !honorifics[first] && !titleWords[first] && !k.isOurs(words[0]) && !k.isOurs(words[2]) && !k.inCall(words[0]) && !k.inCall(words[2])
}

// inCall reports whether a name is that of a speaker or a rep.
func (k *names) inCall(name string) bool {
	words := tokens(name)
	return slices.ContainsFunc(k.people, func(p []string) bool { return sameName(words, p) != noMatch })
}

// betweenTitleWords are the stretches of a title's words that say nothing of
// the kind and date of the talk: "Larkspur walkthrough for Acme" has two.
func betweenTitleWords(s string) []string {
	if name := stripTitleWords(s); !slices.ContainsFunc(strings.Fields(name), isKindWord) {
		return []string{name}
	}
	var out, run []string
	for _, w := range append(strings.Fields(s), "call") {
		if !isKindWord(w) {
			run = append(run, w)
		} else if name := stripTitleWords(strings.Join(run, " ")); name != "" {
			out, run = append(out, name), nil
		}
	}
	return out
}

// isKindWord reports whether a word of a title says what kind of talk it was
// and is none that joins the words of a name.
func isKindWord(w string) bool {
	bare := bareWord(w)
	return isTitleWord(bare) && !linkWords[bare] && !particles[bare]
}

// isTitleWord knows "check-in", too: both of its words are.
func isTitleWord(bare string) bool {
	if a, b, ok := strings.Cut(bare, "-"); ok && titleWords[a] && isTitleWord(b) {
		return true
	}
	return titleWords[bare]
}

// stripTitleWords takes words of the kind and date of a talk off both ends.
func stripTitleWords(s string) string {
	words := strings.Fields(s)
	is := func(w string) bool {
		bare := strings.Trim(fold(w), ".,:;!?'’\"#()[]")
		return bare == "" || isTitleWord(bare) || strings.IndexFunc(bare, isLetterOrDigit) < 0 || isDigit(bare[0]) && !hasUpper(w)
	}
	for len(words) > 0 && is(words[0]) && !(len(words) > 1 && words[0] == "The") && !(ofNames[fold(words[0])] && hasUpper(words[0]) && capitalRun(words) > 2) {
		words = words[1:]
	}
	for len(words) > 0 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && words[0] == "The" && is(words[1]) {
		words = words[2:]
	}
	return strings.Trim(strings.Join(words, " "), " .,:;-–—\"'“”*_#>")
}

// ofNames are title words that begin names of companies, too: "Old Mill Bakery",
// but "New Acme deal".
var ofNames = wordSet("new old big good better best well open")

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func hasUpper(s string) bool {
	return strings.IndexFunc(s, unicode.IsUpper) >= 0
}

// couldBeCompany reports whether a part of a title has the shape of a
// company's name: a few capitalised words that name no person and no heading.
func (k *names) couldBeCompany(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 || len(s) < 2 || len(s) > 60 || strings.Contains(s, "@") {
		return false
	}
	if headingKindOf(s) != "" || isJobTitle(s) && !hasCompanyWord(tokens(s)) || k.isPerson(s) || isSpeech(withoutLinks(words)) || openers[fold(words[0])] {
		return false
	}
	if len(words) > 1 && words[1] == "of" && jobTitles[fold(words[0])] {
		return false // "Head of Finance"
	}
	if bare, genitive := cutGenitive(s); genitive && k.inCall(bare) {
		return false // "Rosa's Zoom Meeting"
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"'“(&"))
		cased := unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
		if !cased && (i == 0 && !hasUpper(w) || i > 0 && !particles[strings.ToLower(w)] && !linkWords[w]) {
			return false
		}
	}
	last := strings.ToLower(words[len(words)-1])
	if len(words) > 1 && places["last"][bareWord(last)] {
		return false
	}
	return !particles[last] && !linkWords[last]
}

// linkWords stand in lower case within a company's name: "Bakery on Main",
// "Bread and Roses".
var linkWords = wordSet("& + of for the on in by and under upon")

func withoutLinks(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !linkWords[w] {
			b.WriteString(w + " ")
		}
	}
	return b.String()
}

// openers begin a sentence or a heading, never a company's name.
var openers = wordSet("what why how who where when which that these those if there here this it its they we he she you i not no yes my your his her so and but also still because")
