package coach

import (
	"context"
	"slices"
	"strings"

	"heed/bot/analyze"
	"heed/bot/voice"
	"heed/store"
)

// typeClick is about the type of a call: what the rep says it was ("K-3=demo"),
// the form that asks ("K-3"), or back to what was read.
func (c *Coach) typeClick(ctx context.Context, ev Event, verb, value string) (decide, error) {
	switch id, said := cutID(value); {
	case verb == "back":
		return c.retype(ctx, ev, id, "")
	case said != "":
		return c.retype(ctx, ev, id, analyze.Type(said))
	default:
		return func(u *unit) error { return u.askType(id) }, nil
	}
}

// cutID parts a call's id from what was chosen: "K-3=demo".
func cutID(value string) (id, choice string) {
	id, choice, _ = strings.Cut(value, "=")
	return id, choice
}

// saveType takes the form.
func (c *Coach) saveType(ctx context.Context, ev Event) (decide, error) {
	from, ok := voice.ReadLuggage(ev.PrivateMeta)
	if !ok {
		return (*unit).oldButton, nil
	}
	return c.retype(ctx, ev, from.ID, analyze.Type(ev.Inputs["type"]))
}

// retype reads a call again as one of a type; "" is as it reads. It holds for
// this call, also when it is edited, and for what is usual in calls of a type.
func (c *Coach) retype(ctx context.Context, ev Event, id string, t analyze.Type) (decide, error) {
	if t != "" && !slices.Contains(analyze.Types, t) {
		return (*unit).oldButton, nil
	}
	return c.reread(ctx, ev, id, func(k *store.Call) bool {
		if k.SaidType == t {
			return false
		}
		k.SaidType = t
		return true
	})
}

func (u *unit) askType(id string) error {
	k, err := u.ownCall(id)
	if err != nil {
		return err
	}
	return u.open(voice.TypeForm(k.ID, k.Report.Type))
}
