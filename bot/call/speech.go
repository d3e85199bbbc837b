package call

import (
	"html"
	"strings"
)

// text of a caption: its lines without tags and entities, in one.
func (f *captionFile) text(lo, hi int) string {
	if hi-lo == 1 {
		return plainCaption(f.lines[lo])
	}
	var b strings.Builder
	for i := lo; i < hi; i++ {
		if i > lo {
			b.WriteByte(' ')
		}
		b.WriteString(plainCaption(f.lines[i]))
	}
	return b.String()
}

// plainCaption drops the tags of captions (<i>, <c.yellow>, <00:01:02.000>)
// and reads their entities. A "<" that opens no tag is text.
func plainCaption(s string) string {
	if strings.IndexByte(s, '<') >= 0 {
		s = dropTags(s)
	}
	for strings.HasPrefix(s, "{\\") { // {\an8}: where on the screen
		_, rest, ok := strings.Cut(s, "}")
		if !ok {
			break
		}
		s = rest
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = normalise(html.UnescapeString(s))
	}
	return s
}

func dropTags(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := tagLen(s)
		if n == 0 {
			b.WriteByte('<')
			n = 1
		}
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// tagLen is the length of the caption tag at the start of s, 0 if it is none.
func tagLen(s string) int {
	end := strings.IndexByte(s[:min(len(s), 256)], '>')
	if end < 1 {
		return 0
	}
	inner := strings.TrimPrefix(s[1:end], "/")
	if inner == "" || isDigit(inner[0]) {
		if _, rest, ok := readStamp(inner); inner == "" || ok && rest == "" {
			return end + 1
		}
		return 0
	}
	name := inner
	if i := strings.IndexAny(inner, " .\t"); i >= 0 {
		name = inner[:i]
	}
	switch strings.ToLower(name) {
	case "v", "c", "i", "b", "u", "lang", "ruby", "rt", "font", "br", "br/":
		return end + 1
	}
	return 0
}

// anyVoice reports whether the file has <v Name> tags.
func (f *captionFile) anyVoice() bool {
	for _, c := range f.captions {
		for _, line := range f.lines[c.lo:c.hi] {
			if _, _, ok := voiceTag(line); ok {
				return true
			}
		}
	}
	return false
}

// voiceTag finds the first <v Name> or <v.class Name> of s; at is where it
// stands and rest what follows it.
func voiceTag(s string) (name, rest string, ok bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], "<v")
		if i < 0 {
			return "", "", false
		}
		from += i + 2
		if from >= len(s) || s[from] != ' ' && s[from] != '.' && s[from] != '\t' {
			continue
		}
		end := strings.IndexByte(s[from:], '>')
		if end < 0 {
			return "", "", false
		}
		inner := s[from : from+end]
		if _, name, ok = strings.Cut(inner, " "); ok {
			return strings.TrimSpace(normalise(html.UnescapeString(name))), s[from+end+1:], true
		}
	}
}

// sayVoices reads captions with voice tags. Words outside of any tag are
// nobody's: Teams writes them where it doesn't know who spoke.
func (f *captionFile) sayVoices(t *transcript) {
	for _, c := range f.captions {
		if c.loose {
			t.more(f.text(c.lo, c.hi))
			continue
		}
		joined := strings.Join(f.lines[c.lo:c.hi], " ")
		name := ""
		for joined != "" {
			at := strings.Index(joined, "<v")
			next, rest, ok := voiceTag(joined)
			if !ok {
				f.sayVoice(t, name, c, joined)
				break
			}
			f.sayVoice(t, name, c, joined[:max(at, len(joined)-len(rest)-tagWidth(joined, rest))])
			name, joined = next, rest
		}
	}
}

// tagWidth is the length of the tag that ends where rest begins.
func tagWidth(joined, rest string) int {
	upto := joined[:len(joined)-len(rest)]
	return len(upto) - strings.LastIndex(upto, "<v")
}

func (f *captionFile) sayVoice(t *transcript, name string, c caption, text string) {
	inside, after, closed := strings.Cut(text, "</v>")
	t.say(name, c.start, c.end, plainCaption(inside))
	if closed {
		t.say("", c.start, c.end, plainCaption(after))
	}
}

// sayArrow reads the older Teams transcript: times, a line with the name,
// lines of speech. A caption of one line has lost its name.
func (f *captionFile) sayArrow(t *transcript) {
	for _, c := range f.captions {
		switch {
		case c.loose:
			if line := f.lines[c.lo]; !isFooter(line) {
				t.more(f.text(c.lo, c.hi))
			}
		case c.hi-c.lo >= 2 && couldBeName(f.lines[c.lo]):
			t.say(f.lines[c.lo], c.start, c.end, f.text(c.lo+1, c.hi))
		case c.hi > c.lo && !f.isKnown(t, f.lines[c.lo]):
			t.say("", c.start, c.end, f.text(c.lo, c.hi))
		}
	}
}

func (f *captionFile) isKnown(t *transcript, name string) bool {
	_, ok := t.index[name]
	return ok
}

// findNames decides which labels of captions are names. Where every caption
// has one they all are (Zoom); else those are that recur, and beside them
// those that look like names, so that "here's the thing: we're late" stays
// speech.
func (f *captionFile) findNames() {
	count, labelled, captions, recurs := map[string]int{}, 0, 0, false
	for _, c := range f.captions {
		if c.loose || c.lo == c.hi {
			continue
		}
		captions++
		if name, _, ok := splitLabel(plainCaption(f.lines[c.lo])); ok {
			count[name]++
			labelled++
			recurs = recurs || count[name] > 1 && !isSpeech(name)
		}
	}
	f.names = map[string]bool{}
	for name, n := range count {
		all := labelled == captions && captions > 1 && !isSpeech(name)
		most := labelled*2 > captions
		if all || n > 1 && !isSpeech(name) && most || isNameLike(name) && (recurs || most) {
			f.names[name] = true
		}
	}
	if labelled*2 <= captions {
		f.findSquareNames(captions)
	}
}

// findSquareNames looks for names in square brackets before the text of most
// captions: "[Ana] hi". A single one that recurs may be [Music].
func (f *captionFile) findSquareNames(captions int) {
	count, labelled := map[string]int{}, 0
	for _, c := range f.captions {
		if c.loose || c.lo == c.hi {
			continue
		}
		if name, _, ok := squareLabel(plainCaption(f.lines[c.lo])); ok && isNameLike(name) {
			count[name]++
			labelled++
		}
	}
	if f.square = len(count) > 1 && labelled*2 > captions; f.square {
		for name := range count {
			f.names[name] = true
		}
	}
}

// squareLabel reads "[Name] text".
func squareLabel(line string) (name, text string, ok bool) {
	if line == "" || line[0] != '[' {
		return "", "", false
	}
	name, text, ok = strings.Cut(line[1:], "] ")
	return name, text, ok && couldBeName(name)
}

// label reads the name before a line of a caption, as this file writes it.
func (f *captionFile) label(line string) (name, text string, ok bool) {
	if f.square {
		if name, text, ok = squareLabel(line); ok {
			return name, text, f.names[name]
		}
	}
	name, text, ok = splitLabel(line)
	return name, text, ok && f.names[name]
}

// sayLabelled reads captions whose text begins with "Name: ". A caption
// without a name in a file with names is nobody's.
func (f *captionFile) sayLabelled(t *transcript) {
	for _, c := range f.captions {
		if c.loose {
			t.more(f.text(c.lo, c.hi))
			continue
		}
		t.pending = &utterance{"", c.start, c.end}
		for _, line := range f.lines[c.lo:c.hi] {
			line = plainCaption(line)
			if name, text, ok := f.label(line); ok {
				t.open(name, c.start, c.end)
				line = text
			}
			t.more(line)
		}
	}
	t.pending = nil
}
