package analyze

import "slices"

// needEnglish are the measures that count what English phrases say.
var needEnglish = []string{"self_talk", "questions", "discovery_questions", "cues", "cues_missed"}

// onlyUniversal takes back what can't be claimed of a text that is mostly not
// English: everything counted or found missing by English phrases. Words,
// talk share and stretches stay, and so does what was found in sentences that
// are English: a promise, a date, a name.
func (r *Report) onlyUniversal() {
	m := &r.Measures
	m.SelfTalk, m.Questions, m.DiscoveryQuestions, m.Cues, m.CuesMissed = nil, nil, nil, nil, nil
	r.HeldBack = slices.DeleteFunc(r.HeldBack, func(h HeldBack) bool { return slices.Contains(needEnglish, h.Measure) })
	for _, measure := range needEnglish {
		r.holdBack(measure, "foreign")
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return f.ID != "monologue" })
}
