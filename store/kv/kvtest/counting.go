package kvtest

import (
	"context"
	"sync/atomic"

	"heed/store/kv"
)

// Counting counts the transactions of a database, for tests of what works
// without being asked to.
type Counting struct {
	kv.DB
	Views, Updates atomic.Int64
}

// View counts and passes on.
func (c *Counting) View(ctx context.Context, fn func(kv.Tx) error) error {
	c.Views.Add(1)
	return c.DB.View(ctx, fn)
}

// Update counts and passes on.
func (c *Counting) Update(ctx context.Context, fn func(kv.Tx) error) error {
	c.Updates.Add(1)
	return c.DB.Update(ctx, fn)
}
