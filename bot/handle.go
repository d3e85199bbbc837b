package bot

import (
	"context"
	"errors"
	"time"

	"heed/bot/coach"
	"heed/bot/inbox"
	"heed/store"
)

// handle works an event off.
func (b *Bot) handle(ctx context.Context, now time.Time, row store.InboxRow) error {
	err := b.coach.Handle(ctx, now, row)
	if errors.Is(err, coach.ErrMalformed) {
		return inbox.Permanent(err)
	}
	return err
}
