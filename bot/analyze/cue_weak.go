package analyze

import (
	"slices"

	"heed/bot/call"
)

// weakCue returns the kind of what may be a cue in s, or "": enough to be one
// where the reply turns to the product at once. While people say hello nothing
// is, and neither is what they say about the rep.
func (s *sentence) weakCue() string {
	if s.Words < 6 || s.Turn < openingTurns || s.has("of-you") || s.has("muses") || s.has("idle") || s.has("stalls") || s.intends || s.Labels.has(Question) || s.has("yours") || !s.has("own") && !s.has("someone") && !s.has("bad") {
		return ""
	}
	for _, kind := range cueKinds {
		if s.Labels.cueBits() != 0 && s.Labels.has(Label("cue:"+kind)) && kind != "praise" && kind != "personal" {
			return kind
		}
	}
	if s.has("own") && !s.has("joint") && !s.has("talk-talk") && !s.has("cue:praise") && (s.hasNumber() || s.Words >= tellingWords) {
		return "pain" // "there are sixty people outside my door": told for a reason
	}
	return ""
}

// tellingWords is how long a plain statement about their own world is that is
// told for a reason.
const tellingWords = 9

// withoutWeak keeps of the weak cues the last of a turn, and that only where
// the reply turned to the product at once and no sure cue tells of it.
func (d *document) withoutWeak(cues []cue) []cue {
	told := slices.ContainsFunc(cues, func(c cue) bool { return !c.weak && !c.Taken })
	for i := len(cues) - 1; i >= 0; i-- {
		if c := &cues[i]; c.weak && (told || c.Taken || c.How != "pivot" || !d.atOnce(c.By) || d.asked(d.Turns[d.Sentences[c.Sentence].Turn].First)) {
			cues = slices.Delete(cues, i, i+1)
		} else if c.weak {
			told = true
		}
	}
	return cues
}

// atOnce reports whether nothing but nods stands before sentence i in its turn
// and the turns of the rep's side before it.
func (d *document) atOnce(i int) bool {
	for j := i - 1; j >= 0 && d.Sentences[j].Side == call.Rep; j-- {
		if s := &d.Sentences[j]; s.Words > shortNod || s.Labels.has(AboutCustomer) {
			return false
		}
	}
	return true
}

// farewell reports whether the talk is over: the reply says good-bye, or is
// among the last turns without asking or telling anything.
func (d *document) farewell(t, first, end int) bool {
	if len(d.Turns)-t > 8 {
		return false
	}
	for i := d.Turns[first].First; i < d.Turns[end-1].End; i++ {
		if d.Sentences[i].has("bye") {
			return true
		}
	}
	return false
}
