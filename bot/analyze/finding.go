package analyze

// findings returns all that is worth saying; what is said to the rep is a
// later pick.
func (d *document) findings(r *Report, cues []cue) []Finding {
	var out []Finding
	out = append(out, d.missedCues(cues)...)
	if pitch, needs, ok := d.tooFast(); ok {
		s := &d.Sentences[pitch]
		out = append(out, Finding{ID: "too_fast", Tone: Try, Turn: s.Turn, Quote: s.Text, Counts: map[string]int{"needs": needs}})
	}
	if said, _, ok := d.noFit(); ok {
		s := &d.Sentences[said]
		out = append(out, Finding{ID: "no_fit", Tone: Try, Turn: s.Turn, Quote: s.Text})
	}
	return out
}

// missedCues tells of the cues that no reply took up. Of sentences side by
// side one is told: they are one thing said twice.
func (d *document) missedCues(cues []cue) []Finding {
	var out []Finding
	last := -2
	for _, c := range cues {
		if c.Taken || c.Kind == "praise" {
			continue
		}
		if c.Sentence-last <= 1 && c.Sentence-last >= -1 && d.Sentences[c.Sentence].Turn == d.Sentences[last].Turn {
			last = c.Sentence
			continue
		}
		last = c.Sentence
		s := &d.Sentences[c.Sentence]
		out = append(out, Finding{ID: "missed_cue", Tone: Try, Kind: c.Kind, Turn: s.Turn, Quote: s.Text})
	}
	return out
}
