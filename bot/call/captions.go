package call

import (
	"strings"
)

// caption is one timed piece of a caption file; its text is lines[lo:hi].
type caption struct {
	start, end float64
	lo, hi     int
	loose      bool // text below a blank line, without times of its own
}

// readCaptions reads what has "start --> end" lines: WEBVTT (Zoom, Teams,
// others), SRT, and the older Teams transcript with names on lines of their
// own.
func readCaptions(src *source) (*transcript, error) {
	f := captionFile{lines: unfold(src.lines)}
	switch {
	case f.scan():
	case f.webvtt:
		return nil, &Unreadable{Found: "this caption file has no captions in it", Try: tryTranscript}
	default:
		return nil, nil
	}
	if f.glued {
		if lines, ok := unglue(src.lines); ok {
			return readCaptions(&source{lines: lines})
		}
		return nil, &Unreadable{
			Found: "this transcript lost its line breaks, so names and words can't be told apart",
			Try:   "upload the .vtt or .docx file itself",
		}
	}
	t := newTranscript(f.format(), len(f.captions))
	t.title, t.header = f.title, f.above
	switch {
	case f.voices:
		f.sayVoices(t)
	case t.format == TeamsArrow:
		f.sayArrow(t)
	default:
		f.sayLabelled(t)
	}
	return t, nil
}

// unfold puts the text of "[00:00:01.320 --> 00:00:04.000] text", which
// Whisper writes, on a line of its own below the times.
func unfold(lines []string) []string {
	first := 0
	for first < len(lines) && !strings.Contains(lines[first], "-->") {
		first++
	}
	if first == len(lines) || !strings.HasPrefix(lines[first], "[") {
		return lines
	}
	out := make([]string, 0, 2*len(lines))
	for _, line := range lines {
		times, text, ok := strings.Cut(line, "]")
		if !ok || !strings.HasPrefix(times, "[") || !strings.Contains(times, "-->") {
			out = append(out, line)
			continue
		}
		out = append(out, "", times[1:], strings.TrimSpace(text))
	}
	return out
}

// captionFile is a caption file cut into captions.
type captionFile struct {
	lines    []string
	captions []caption
	title    string
	above    []string // lines that stand before the first times of a file without a head
	webvtt   bool
	voices   bool // <v Name>
	guids    bool // caption ids as Teams writes them
	unpadded bool
	glued    bool // text on the line of the times
	names    map[string]bool
	square   bool // names stand in square brackets
}

// scan finds the captions. false: there are none.
func (f *captionFile) scan() bool {
	first := f.head()
	times, ok := f.firstTiming(first)
	if !ok && !f.webvtt {
		return false
	}
	f.unpadded = times
	if !f.webvtt {
		f.takeAbove()
	}
	var lo int                     // start of the text being collected
	blank, open := -1, false       // line after the last blank one; inside a caption
	skipping, loose := false, true // a NOTE block; text that no times stand above
	close := func(hi int) {
		if !open {
			return
		}
		c := &f.captions[len(f.captions)-1]
		c.lo, c.hi = lo, hi
		open = false
	}
	for i := first; i < len(f.lines); i++ {
		line := f.lines[i]
		if line == "" {
			close(i)
			blank, skipping = i+1, false
			continue
		}
		if skipping {
			continue
		}
		if strings.Contains(line, "-->") {
			if tm, ok := readTiming(line); ok {
				hi := i
				if open && isCaptionID(f.lines[i-1]) && i-1 > lo {
					hi = i - 1
				}
				close(hi)
				f.dropID(i, blank)
				f.add(tm)
				lo, open, loose = i+1, true, true
				continue
			}
		}
		if open {
			continue
		}
		if f.webvtt && blank == i && isVTTBlock(line) {
			skipping = true
			continue
		}
		if loose && len(f.captions) > 0 {
			last := f.captions[len(f.captions)-1]
			f.captions = append(f.captions, caption{start: last.start, end: last.end, loose: true})
			lo, open = i, true
		}
	}
	close(len(f.lines))
	return len(f.captions) > 0
}

// head reads what stands above the first caption and returns the line after
// the WEBVTT line.
func (f *captionFile) head() int {
	for i, line := range f.lines {
		if line == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "WEBVTT"); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
			f.webvtt = true
			f.title = strings.Trim(rest, " \t-–—")
			return i + 1
		}
		break
	}
	return 0
}

// takeAbove takes what somebody wrote above the first times.
func (f *captionFile) takeAbove() {
	for i, line := range f.lines {
		if strings.Contains(line, "-->") {
			f.above = f.lines[:i]
			return
		}
	}
}

// firstTiming looks for the first line of times that can be read whole, and
// says whether times are unpadded.
func (f *captionFile) firstTiming(from int) (unpadded, ok bool) {
	for _, line := range f.lines[from:] {
		if !strings.Contains(line, "-->") {
			continue
		}
		if tm, timed := readTiming(line); timed && tm.ended {
			return tm.start.unpadded || tm.end.unpadded, true
		}
	}
	return false, false
}

func (f *captionFile) add(tm timing) {
	c := caption{start: tm.start.seconds(f.unpadded), end: -1}
	c.end = c.start
	if tm.ended {
		c.end = tm.end.seconds(f.unpadded)
	}
	if f.unpadded && !f.webvtt && tm.settings != "" {
		f.glued = true
	}
	f.captions = append(f.captions, c)
}

// dropID takes the line above the times out of the text it was taken for.
func (f *captionFile) dropID(i, blank int) {
	if blank != i-1 || i == 0 || f.unpadded && !f.webvtt {
		return
	}
	if isGUID(f.lines[i-1]) {
		f.guids = true
	}
	if n := len(f.captions); n > 0 && f.captions[n-1].loose && f.captions[n-1].lo == i-1 {
		f.captions = f.captions[:n-1]
	}
}

func (f *captionFile) format() Format {
	switch {
	case f.unpadded && !f.webvtt:
		return TeamsArrow
	case !f.webvtt:
		f.findNames()
		return SRT
	}
	if f.voices = f.anyVoice(); f.voices || f.guids || f.unpadded {
		f.findNames()
		return TeamsVTT
	}
	if f.findNames(); len(f.names) > 0 {
		return ZoomVTT
	}
	return VTT
}

func isVTTBlock(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	return word == "NOTE" || line == "STYLE" || line == "REGION"
}

// isCaptionID reports whether a line that stands straight above times, with
// no blank line before it, is a number or a GUID.
func isCaptionID(line string) bool {
	_, digits := readInt(line)
	return digits > 0 && digits == len(line) || isGUID(line)
}

// isGUID knows the ids of Teams: 8-4-4-4-12 hex digits, then /10-0.
func isGUID(line string) bool {
	id, _, _ := strings.Cut(line, "/")
	if len(id) != 36 {
		return false
	}
	for i := 0; i < len(id); i++ {
		c := id[i]
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !isDigit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}
