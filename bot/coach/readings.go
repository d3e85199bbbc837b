package coach

import (
	"context"

	"heed/store"
)

// readingClick reads a call as the other kind that its text could be, or as
// the text itself tells again.
func (c *Coach) readingClick(ctx context.Context, ev Event, verb, id string) (decide, error) {
	switch verb {
	case "other":
		return c.reread(ctx, ev, id, func(k *store.Call) bool {
			if k.As != "" || k.Report.Alternative == "" {
				return false // a second click on an old message
			}
			k.As = k.Report.Alternative
			return true
		})
	case "undo":
		return c.reread(ctx, ev, id, func(k *store.Call) bool {
			was := k.As
			k.As = ""
			return was != ""
		})
	}
	return (*unit).oldButton, nil
}
