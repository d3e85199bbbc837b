package call

import "strings"

// readPlain reads `Name: text` lines. A text is that only if at least two
// labels recur and they are no headings of a note.
func readPlain(src *source) (*transcript, error) {
	lines := splitLines(src.lines)
	labels, n := plainLabels(src.lines, lines, src.as == Transcript)
	if labels == nil {
		return nil, nil
	}
	t := newTranscript(Plain, n.labelled)
	t.doubtful = !n.surelyTalk()
	if onlyMeThem(labels) {
		t.format = Granola
	}
	speaking := false
	for i, line := range src.lines {
		if line == "" {
			continue
		}
		name, text, ok := lines[i].name, lines[i].text, lines[i].labelled
		switch {
		case ok && labels[name] && !speaking && isRoster(name, text, labels):
			t.header = append(t.header, line)
		case ok && labels[name]:
			t.open(name, -1, -1)
			t.more(text)
			speaking = true
		case !speaking:
			t.header = append(t.header, line)
		case endsSpeech(src.lines, i):
			return t, nil
		default:
			t.more(line)
		}
	}
	return t, nil
}

// labelLine is a line as splitLabel cuts it.
type labelLine struct {
	name, text string
	labelled   bool
}

// splitLines cuts every line once: they are asked for three times.
func splitLines(lines []string) []labelLine {
	out := make([]labelLine, len(lines))
	for i, line := range lines {
		out[i].name, out[i].text, out[i].labelled = splitLabel(line)
	}
	return out
}

// plainLabels returns the labels that name speakers, or nil if the text is no
// transcript. Where a person says that it is one, a label that stands once is
// enough.
func plainLabels(lines []string, split []labelLine, sure bool) (labels map[string]bool, n labelling) {
	count := map[string]int{}
	for i := range split {
		if split[i].labelled {
			count[split[i].name]++
		}
	}
	labels = map[string]bool{}
	recurring := 0
	for name, times := range count {
		if isSpeakerLabel(name, times) {
			labels[name] = true
			if times > 1 {
				recurring++
			}
		}
	}
	if len(labels) == 0 || !sure && recurring < 2 {
		return nil, n
	}
	n = countLabels(lines, split, labels)
	if !sure && !n.areTalk() {
		return nil, n
	}
	return labels, n
}

// isSpeakerLabel decides on a label that stands n times at the start of a
// line. One that recurs needs no capitals; one that stands once has to look
// like a name.
func isSpeakerLabel(name string, n int) bool {
	if roleOf(name) != "" {
		return true
	}
	if headingKindOf(name) != "" {
		return false
	}
	return n > 1 && !isSpeech(name) || isNameLike(name)
}

// isSpeech reports whether a label holds a word that names don't hold.
func isSpeech(label string) bool {
	for w := range strings.FieldsSeq(label) {
		if notNames[strings.ToLower(strings.Trim(w, ".,"))] && w == strings.ToLower(w) && !particles[w] || hasSpeechEnding(w) {
			return true
		}
	}
	return false
}

// labelling counts the lines of a text from its first speaker's label on.
type labelling struct {
	labelled, bullets, headed, others int
}

func countLabels(lines []string, split []labelLine, labels map[string]bool) (n labelling) {
	for i, line := range lines {
		if line == "" {
			continue
		}
		if n.labelled > 0 && endsSpeech(lines, i) {
			break
		}
		name, ok := split[i].name, split[i].labelled
		switch {
		case ok && labels[name] && !isBullet(line):
			n.labelled++
		case n.labelled == 0:
		case isBullet(line):
			n.bullets++
		case ok && headingKindOf(name) != "":
			n.headed++
		default:
			n.others++
		}
	}
	return n
}

// surelyTalk is asked of what was read as a transcript: it is long enough, and
// most of its lines have their speaker.
func (n labelling) surelyTalk() bool {
	return n.labelled >= surelyTalk && n.labelled >= n.bullets+n.headed+n.others
}

// surelyTalk is how many lines with names are no longer a note.
const surelyTalk = 6

// areTalk tells a transcript, where every line or paragraph has its speaker,
// from a note in which people are named here and there. A label above each
// paragraph of one or more lines still makes one line in four or so; below
// that most of the text has no speaker.
func (n labelling) areTalk() bool {
	return n.bullets+n.headed <= n.labelled/4 && n.labelled*4 >= n.others
}

// isRoster reports whether a line above the talk lists people who speak in it:
// "Ledgerly: Ana Ruiz, Dev".
func isRoster(label, text string, labels map[string]bool) bool {
	for _, p := range roster(label, text, true) {
		for name := range labels {
			if name != label && sameName(p.name, parseLabel(name).name) != noMatch {
				return true
			}
		}
	}
	return false
}

func isBullet(line string) bool {
	return strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "•") || strings.HasPrefix(line, "[ ]") || strings.HasPrefix(line, "[x]")
}

func onlyMeThem(labels map[string]bool) bool {
	for name := range labels {
		if l := strings.ToLower(name); l != "me" && l != "them" {
			return false
		}
	}
	return true
}
