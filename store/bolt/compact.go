package bolt

import (
	"errors"
	"os"

	"go.etcd.io/bbolt"

	"heed/store/durable"
)

// compactStep is how many bytes of pairs a compaction writes per commit.
const compactStep = 8 << 20

// wasteful says whether so much of the file is free pages that it should be
// compacted.
func wasteful(b *bbolt.DB, size, least int64) bool {
	if least < 0 {
		return false
	}
	free := int64(b.Stats().FreePageN) * int64(b.Info().PageSize)
	return free >= least && free*100 > size*compactPercent
}

// compact writes the living pairs of b to a new file, puts that in the place
// of path and returns it opened. If it could not be written (whyNot), b goes
// on as it was. The old file stays locked until the new one is, so that no
// other process gets in between.
func compact(b *bbolt.DB, path string, o Options) (now *bbolt.DB, whyNot, err error) {
	temp := path + ".compact" // a fixed name: what a crash left is overwritten
	defer func() { _ = os.Remove(temp) }()
	if err := copyLiving(b, temp, path); err != nil {
		return b, err, nil
	}
	if err := durable.Replace(temp, path); err != nil {
		return b, err, nil
	}
	now, err = openFile(path, o)
	if err := errors.Join(err, b.Close()); err != nil {
		return nil, nil, err
	}
	return now, nil, nil
}

func copyLiving(b *bbolt.DB, temp, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	// The freelist is left out while writing and stored with the last commit.
	to, err := bbolt.Open(temp, info.Mode().Perm(), &bbolt.Options{
		FreelistType: bbolt.FreelistMapType, NoFreelistSync: true,
	})
	if err != nil {
		return err
	}
	err = bbolt.Compact(to, b, compactStep)
	if err == nil {
		to.NoFreelistSync = false
		err = to.Update(func(*bbolt.Tx) error { return nil })
	}
	return errors.Join(err, to.Close())
}
