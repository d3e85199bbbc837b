package call

import (
	"strings"

	"heed/bot/pattern"
)

// mentions collects the people that the head of a note names: "w/ Priya Nair,
// Tom", "(Frau Hallmann + Ugur)", the lines below "Who", the fields of a form.
func (r *noteReader) mentions() {
	for _, line := range r.who {
		r.addPeople(splitEntries(clip(line, headBytes)), true)
	}
	for i, n := range r.top {
		if n.bullet || n.box || i > 0 && !isCallLine(n) {
			continue
		}
		text := joinHonorifics(slackEmoji().ReplaceAllString(clip(n.text, headBytes), " "))
		if with := afterWith(text); with != "" {
			r.addPeople(splitEntries(with), true)
		}
		if _, inner, ok := strings.Cut(text, "("); ok {
			inner, _, _ = strings.Cut(inner, ")")
			entries := splitEntries(inner)
			r.addPeople(entries, r.anyPerson(entries))
		}
		if n.text != r.call.Title {
			continue
		}
		for _, seg := range titleBreaks().Split(titleDates().ReplaceAllString(text, " "), -1)[1:] {
			r.addPeople(splitEntries(seg), false)
		}
	}
}

// afterWith returns what follows "with" in the head of a note, up to the end
// of the clause.
func afterWith(text string) string {
	words := strings.Fields(text)
	for i, w := range words[:min(len(words), 10)] {
		if !contact["with"][strings.ToLower(w)] || i == 0 && len(words) < 2 {
			continue
		}
		n := i + 1
		for n < len(words) && n < i+12 {
			bare := bareWord(words[n])
			if contact["at"][bare] || strings.IndexByte(".!?–—", words[n][len(words[n])-1]) >= 0 && len(words[n]) > 3 {
				if !contact["at"][bare] {
					n++
				}
				break
			}
			n++
		}
		return strings.TrimRight(strings.Join(words[i+1:n], " "), ".!?")
	}
	return ""
}

// anyPerson reports whether one of the entries surely names a person; then
// the others beside it do, too.
func (r *noteReader) anyPerson(entries []string) bool {
	for _, e := range entries {
		if len(strings.Fields(e)) <= 3 && r.names.isPerson(e) {
			return true
		}
	}
	return false
}

// addPeople adds the entries that name a person. sure says that the place
// they stand in names people; else an entry has to look like one.
func (r *noteReader) addPeople(entries []string, sure bool) {
	for e := range strings.SplitSeq(strings.Join(entries, " and "), " and ") { // "Priya Nair and Tom"
		name, _, _ := strings.Cut(e, "(")
		name = withoutKin(strings.Trim(stripDates(name), " .,;:-–—\"*_"))
		words := strings.Fields(name)
		if len(words) == 0 || len(words) > 4 || len(name) > 60 || r.names.isOurs(name) || isDigit(name[0]) || stripTitleWords(name) == "" {
			continue
		}
		person := r.names.isPerson(name) || isJobTitled(words)
		if !person && (!sure || !isNameLike(name) || name == r.call.Customer || hasCompanyWord(tokens(" x "+name))) {
			continue
		}
		if !hasUpper(name) && !givenNames[fold(words[0])] {
			continue
		}
		r.mention(name)
	}
}

// withoutKin is the name of "his sister Karen" and "their new chef Ugo".
func withoutKin(name string) string {
	words := strings.Fields(name)
	if len(words) < 3 || !theirs[strings.ToLower(words[0])] {
		return name
	}
	for i, w := range words {
		if hasUpper(w) && i > 1 {
			return strings.Join(words[i:], " ")
		}
	}
	return name
}

var theirs = wordSet("his her their the")

// joinHonorifics takes the full stop off titles, so that it ends nothing.
func joinHonorifics(s string) string {
	return dottedTitles().ReplaceAllString(s, "$1 ")
}

var dottedTitles = pattern.Of(`(?i)\b(dr|mr|mrs|ms|prof|sr|sra|hr|fr|st|ste|mt|ft|rev|sis|bro|capt|sgt|lt|col|gen|hon|cllr|ing|tel|inc|ltd|co|bros|intl|assoc|dept|univ)\.\s+`)

func stripDates(s string) string {
	return strings.TrimSpace(titleDates().ReplaceAllString(s, " "))
}

// isJobTitled knows "Werkstattleiter Ugur": a job, then a name.
func isJobTitled(words []string) bool {
	return len(words) == 2 && jobTitles[fold(words[0])] && hasUpper(words[1])
}

func (r *noteReader) mention(name string) {
	for _, m := range r.call.Mentions {
		if strings.EqualFold(m, name) {
			return
		}
	}
	r.call.Mentions = append(r.call.Mentions, name)
}
