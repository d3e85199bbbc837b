package coach

import (
	"maps"
	"slices"

	"heed/bot/analyze"
	"heed/bot/voice"
	"heed/store"
)

// thresholds shows what the workspace's calls are compared with.
func (u *unit) thresholds() error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	return u.reply(voice.Thresholds(ws.Thresholds))
}

// thresholdsClick changes them: by the form of a type, back to Heed's own, or
// back to what was before.
func (u *unit) thresholdsClick(verb, value string) error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	switch verb {
	case "show":
		return u.reply(voice.Thresholds(ws.Thresholds))
	case "edit":
		t := analyze.Type(value)
		if !slices.Contains(analyze.Types, t) {
			return u.oldButton()
		}
		return u.open(voice.ThresholdsForm(t, ws.Thresholds[t]))
	case "reset":
		return u.setThresholds(&ws, nil)
	case "undo":
		return u.setThresholds(&ws, ws.ThresholdsWere)
	}
	return u.oldButton()
}

// saveThresholds takes the form of one type.
func (u *unit) saveThresholds() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	t := analyze.Type(from.ID)
	if !ok || !slices.Contains(analyze.Types, t) || len(Check(u.ev)) > 0 {
		return u.oldButton()
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	own := analyze.Thresholds{}
	for _, l := range analyze.Limits() {
		v, ok := voice.ReadThreshold(l, u.ev.Inputs[l.Name])
		if built, has := l.Default(t); ok && (!has || voice.Threshold(l, v) != voice.Threshold(l, built)) {
			own[l.Name] = v
		}
	}
	next := maps.Clone(ws.Thresholds)
	if next == nil {
		next = map[analyze.Type]analyze.Thresholds{}
	}
	if next[t] = own; len(own) == 0 {
		delete(next, t)
	}
	return u.setThresholds(&ws, next)
}

// setThresholds puts thresholds in force and says so, also to whoever changed
// them before.
func (u *unit) setThresholds(ws *store.Workspace, next map[analyze.Type]analyze.Thresholds) error {
	changes := thresholdChanges(ws.Thresholds, next)
	if len(changes) == 0 {
		return u.tell("thresholds", u.ev.User, voice.ThresholdsSaved(nil, ""))
	}
	before := ws.ThresholdsBy
	ws.ThresholdsWere, ws.Thresholds, ws.ThresholdsBy = ws.Thresholds, next, u.ev.User
	if err := store.Workspaces.Put(u.Tx, ws); err != nil {
		return err
	}
	if before != "" && before != u.ev.User {
		if err := u.tell("thresholds/changed", before, voice.ThresholdsSaved(changes, u.ev.User)); err != nil {
			return err
		}
	}
	return u.tell("thresholds", u.ev.User, voice.ThresholdsSaved(changes, ""))
}

// thresholdChanges are the numbers that differ, in the order of the types and
// of thresholds.toml.
func thresholdChanges(was, now map[analyze.Type]analyze.Thresholds) []voice.ThresholdChange {
	var out []voice.ThresholdChange
	for _, t := range analyze.Types {
		for _, l := range analyze.Limits() {
			a, b := inForce(was[t], l, t), inForce(now[t], l, t)
			if a == nil && b == nil || a != nil && b != nil && *a == *b {
				continue
			}
			out = append(out, voice.ThresholdChange{Type: t, Limit: l, Was: a, Now: b})
		}
	}
	return out
}

func inForce(own analyze.Thresholds, l analyze.Limit, t analyze.Type) *float64 {
	if v, ok := own[l.Name]; ok {
		return &v
	}
	if v, ok := l.Default(t); ok {
		return &v
	}
	return nil
}

// checkThresholds says what is wrong in the form of a type.
func checkThresholds(in, wrong map[string]string) {
	for _, l := range analyze.Limits() {
		if in[l.Name] == "" {
			continue
		}
		if why := voice.WrongThreshold(l, in[l.Name]); why != "" {
			wrong[l.Name] = why
		}
	}
}
