package analyze

import (
	"strings"

	"heed/bot/call"
)

// cueKinds are the kinds of cues in the order in which they weigh: what hurts
// or stands against comes before what is nice to know.
var cueKinds = []string{"worry", "pain", "objection", "decision", "standard", "timing", "goal", "personal", "praise"}

// labelCues marks what customers reveal; in notes, lines of the customer's
// voice.
func (d *document) labelCues() {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if d.isNote() && s.Voice != CustomerVoice || !d.isNote() && s.Side != call.Customer {
			continue
		}
		if s.Labels.has(Backchannel) {
			continue
		}
		for _, kind := range cueKinds {
			if s.has("cue:" + kind) {
				s.Labels.add(Label("cue:" + kind))
			}
		}
		if s.Labels.cueBits() == 0 && s.Words > 3 {
			s.labelWeakCue()
		}
	}
}

// labelWeakCue marks what may be a cue: good enough to look at, not to say
// that somebody missed it.
func (s *sentence) labelWeakCue() {
	for _, kind := range []string{"pain", "goal", "standard"} {
		if s.has("maybe:" + kind) {
			s.Labels.add(Label("cue:" + kind))
			return
		}
	}
}

// sureCue returns the weightiest kind of a sure cue in s, or "". What the
// customer promises or asks for is none: it has an answer of another kind.
func (s *sentence) sureCue() string {
	if s.Words < 3 || s.promising() || s.Labels.has(Question) {
		return ""
	}
	for _, kind := range cueKinds {
		if s.has("cue:"+kind) && s.Labels.has(Label("cue:"+kind)) {
			return kind
		}
	}
	return ""
}

// cueBits returns the cue labels alone.
func (l labelSet) cueBits() labelSet { return l & cueMask }

var cueMask = func() labelSet {
	var mask labelSet
	for _, l := range cueLabels {
		if !strings.HasPrefix(string(l), "cue:") {
			panic("analyze: " + l + " is no cue")
		}
		mask |= bit(l)
	}
	return mask
}()
