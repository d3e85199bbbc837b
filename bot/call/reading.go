package call

// readingOf names the layout in words for the person who sent the text, after
// "I read it as …".
func readingOf(f Format) string {
	if name, ok := recorders[f]; ok {
		return "a transcript from " + name
	}
	switch f {
	case SRT:
		return "an SRT caption file"
	case VTT:
		return "a caption file without names"
	case NoteText:
		return "call notes"
	}
	return "a transcript with a name before each turn"
}

// recorders are the names of those whose layouts nobody else writes.
var recorders = map[Format]string{
	ZoomVTT: "Zoom", ZoomCaptions: "Zoom's captions", TeamsVTT: "Teams", TeamsDOCX: "Teams", TeamsArrow: "Teams",
	Meet: "Google Meet", Otter: "Otter", Fathom: "Fathom", Fireflies: "Fireflies", Gong: "Gong", TLDV: "tl;dv",
	Granola: "Granola",
}

// otherReading is the kind that a text could be as well, "" where there is no
// doubt. Only names before lines can be mistaken: what has times or tags is a
// transcript, and what has neither names nor times is not.
func otherReading(c *Call, src *source) Kind {
	switch {
	case c.Kind == Note:
		labels, labelled := plainLabels(src.lines, true)
		if n := countLabels(src.lines, labels); len(labels) > 1 && labelled > 2 && n.labelled > n.bullets+n.headed+n.others {
			return Transcript
		}
	case c.Format == Plain && src.lines != nil:
		names := map[string]bool{}
		for _, s := range c.Speakers {
			names[s.Name] = true
		}
		if n := countLabels(src.lines, names); n.labelled < surelyTalk || n.labelled < n.bullets+n.headed+n.others {
			return Note
		}
	}
	return ""
}

// surelyTalk is how many lines with names are no longer a note.
const surelyTalk = 6

var errNobodySpeaks = &Unreadable{
	Found:       "no line in it begins with a speaker's name",
	Try:         "as a transcript it needs a name and a colon before each turn",
	Alternative: Note,
}
