//go:build !linux

package bolt

import "testing"

func fillUp(t *testing.T, _ *DB) { t.Skip("limits of file size are set on Linux only") }
