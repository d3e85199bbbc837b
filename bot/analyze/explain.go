package analyze

import (
	"slices"
	"strings"
)

// explain adds what stands behind "Why?": the rule, and where it, or the
// number that it compares with, comes from.
func (f *Finding) explain() {
	f.Rule = ruleOf(f.ID, f.Tone)
	switch {
	case f.Bar != nil && f.Bar.Own:
		f.Source = "set by your workspace; Heed's default has another source (" + LimitOf(f.Bar.Name).Source + ")"
	case f.Bar != nil:
		f.Source = LimitOf(f.Bar.Name).Source
	default:
		f.Source = strings.Join(ruleLines()["source:"+f.ID], " ")
	}
}

// ruleOf returns the sentences that explain a rule.
func ruleOf(id string, tone Tone) string {
	if lines := ruleLines()[string(tone)+":"+id]; len(lines) > 0 {
		return strings.Join(lines, " ")
	}
	return strings.Join(ruleLines()[id], " ")
}

// place tells when a finding's words were said.
func (d *document) place(f *Finding) {
	if f.Turn < 0 || f.Turn >= len(d.Turns) {
		return
	}
	for _, s := range d.in(f.Turn) {
		if start := startAt(&d.Call.Turns[f.Turn], int(s.From)); start >= 0 && (f.Start == nil || strings.Contains(s.Text, f.Quote)) {
			f.Start = &start
			if strings.Contains(s.Text, f.Quote) {
				return
			}
		}
	}
}

// Pack takes out of a report what can be read or looked up again: the turns,
// and the words of rules, sources and reasons, which are many times the size
// of the rest. Unpacked looks them up.
func (r *Report) Pack() {
	r.Turns = nil
	for i := range r.Findings {
		r.Findings[i].Rule, r.Findings[i].Source = "", ""
	}
	for i := range r.HeldBack {
		if r.HeldBack[i].Code != "" {
			r.HeldBack[i].Why = ""
		}
	}
}

// Unpacked is the report with all that Pack took out but for the turns, in the
// words of this version.
func (r *Report) Unpacked() *Report {
	full := *r
	full.Findings, full.HeldBack = slices.Clone(r.Findings), slices.Clone(r.HeldBack)
	for i := range full.Findings {
		full.Findings[i].explain()
	}
	for i, h := range full.HeldBack {
		if h.Code != "" {
			full.HeldBack[i].Why = reason(h.Code)
		}
	}
	return &full
}
