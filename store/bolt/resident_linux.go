package bolt

import (
	"bytes"
	"os"
	"strconv"
	"syscall"

	"go.etcd.io/bbolt"
)

// The pages of the file that a process has read stay mapped into it, sixteen
// at a time, and count as its memory although the kernel can take them back
// whenever it needs to. A limit of a container doesn't know that, so what has
// grown beyond trimAbove is let go of. The pages stay in the kernel's cache.
const (
	trimEvery = 64       // transactions between two looks
	trimAbove = 64 << 20 // bytes of files in this process
)

// trim lets go of the mapped pages every now and then.
func (db *DB) trim() {
	if db.begun.Add(1)%trimEvery == 0 && residentFiles() > trimAbove {
		_ = db.unmapPages()
	}
}

// unmapPages takes the file's pages out of this process. bbolt writes through
// the file and never through the map, so nothing is lost; and while a
// transaction is open it doesn't move the map.
func (db *DB) unmapPages() error {
	return db.bolt.View(func(tx *bbolt.Tx) error {
		_, _, errno := syscall.Syscall(syscall.SYS_MADVISE, db.bolt.Info().Data, uintptr(tx.Size()), syscall.MADV_DONTNEED)
		if errno != 0 {
			return errno
		}
		return nil
	})
}

// residentFiles is how much memory of this process is pages of files: the
// third number of statm. 0 if it can't be told.
func residentFiles() int64 {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(statm)
	if len(fields) < 3 {
		return 0
	}
	n, err := strconv.ParseInt(string(fields[2]), 10, 64)
	if err != nil {
		return 0
	}
	return n * int64(os.Getpagesize())
}
