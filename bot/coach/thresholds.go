package coach

import (
	"maps"
	"slices"

	"heed/bot/analyze"
	"heed/bot/setting"
	"heed/bot/voice"
)

// thresholds shows what the workspace's calls are compared with.
func (u *unit) thresholds() error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	admin, err := u.administers()
	if err != nil {
		return err
	}
	return u.reply(voice.Thresholds(ws.Thresholds, admin))
}

// thresholdsClick shows them, opens the form of a type, or takes Heed's own
// again.
func (u *unit) thresholdsClick(verb, value string) error {
	if verb == "show" {
		return u.thresholds()
	}
	if no, err := u.notTheirs(setting.Thresholds); err != nil || no {
		return err
	}
	switch t := analyze.Type(value); {
	case verb == "edit" && slices.Contains(analyze.Types, t):
		ws, err := u.workspace()
		if err != nil {
			return err
		}
		return u.open(voice.ThresholdsForm(t, ws.Thresholds[t]))
	case verb == "reset":
		return u.setThresholds(nil)
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
	return u.setThresholds(next)
}

// setThresholds puts thresholds in force and says so.
func (u *unit) setThresholds(next map[analyze.Type]analyze.Thresholds) error {
	m, _, err := u.change(setting.Thresholds, map[string]string{setting.Thresholds: setting.ThresholdsText(next)})
	if err != nil || len(m.Blocks) == 0 {
		return err
	}
	return u.tell("thresholds", u.ev.User, m)
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
