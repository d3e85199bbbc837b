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

// couldBeTalk reports whether a note could be a transcript as well: most of its
// lines begin with a name, but too few of them with the same.
func couldBeTalk(lines []string) bool {
	labels, n := plainLabels(lines, splitLines(lines), true)
	return len(labels) > 1 && n.labelled > 2 && n.labelled > n.bullets+n.headed+n.others
}

var errNobodySpeaks = &Unreadable{
	Found:       "no line in it begins with a speaker's name",
	Try:         "as a transcript it needs a name and a colon before each turn",
	Alternative: Note,
}
