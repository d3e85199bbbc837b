package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"heed/store/durable"
)

// ErrInUse is returned by Open when another process has the file open.
var ErrInUse = errors.New("bolt: database is in use")

// ErrDamaged is returned by Open for a file that is no database of ours or
// was cut or overwritten.
var ErrDamaged = errors.New("bolt: not a database, or damaged")

const (
	mode           = 0o600
	growBy         = 4 << 20 // the file grows in steps of this many bytes
	leastMaxSize   = 4 * growBy
	defaultTimeout = 5 * time.Second
	compactFree    = 64 << 20
	compactPercent = 30
)

// mapSize is the address space reserved for the file, which costs nothing
// until it is used. Were it to outgrow the map, bbolt would have to wait for
// all readers to end before it could grow: a reader would block the writer,
// and a reader that waits for the writer would never return. On Windows the
// file itself would be made that big, and 32 bits haven't the room.
func mapSize() int {
	size := int64(16) << 30
	if runtime.GOOS == "windows" || int64(int(size)) != size {
		return 0
	}
	return int(size)
}

func (o Options) filled() (Options, error) {
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	if o.CompactFree == 0 {
		o.CompactFree = compactFree
	}
	if o.openFile == nil {
		o.openFile = os.OpenFile
	}
	if o.MaxSize != 0 && o.MaxSize < leastMaxSize {
		return o, fmt.Errorf("bolt: MaxSize is %d bytes; it must be 0 or at least %d", o.MaxSize, leastMaxSize)
	}
	return o, nil
}

func open(path string, o Options) (*bbolt.DB, Opening, error) {
	var did Opening
	o, err := o.filled()
	if err != nil {
		return nil, did, err
	}
	if did.Created, err = create(path); err != nil {
		return nil, did, fmt.Errorf("bolt: creating %s: %w", path, hinted(err))
	}
	// Renames must hit the file and not a link to it.
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, did, fmt.Errorf("bolt: opening: %w", err)
	}
	b, err := openFile(path, o)
	if err != nil {
		return nil, did, err
	}
	did.Before = size(path)
	if !o.Compact && !wasteful(b, did.Before, o.CompactFree) {
		did.After = did.Before
		return b, did, nil
	}
	b, did.CompactError, err = compact(b, path, o)
	did.Compacted = did.CompactError == nil
	did.After = size(path)
	return b, did, err
}

// openFile opens an existing file and makes sure that it is the one under
// path that was locked: a compaction may have put another there while this
// process waited for the lock.
func openFile(path string, o Options) (*bbolt.DB, error) {
	for {
		b, same, err := openOnce(path, o)
		if err != nil {
			return nil, explain(path, err)
		}
		if same {
			return b, nil
		}
		if err := b.Close(); err != nil {
			return nil, err
		}
	}
}

func openOnce(path string, o Options) (b *bbolt.DB, same bool, err error) {
	if err := whole(path, o.Timeout); err != nil {
		return nil, false, err
	}
	var file *os.File
	opts := &bbolt.Options{
		Timeout:         o.Timeout,
		FreelistType:    bbolt.FreelistMapType,
		NoFreelistSync:  true,
		InitialMmapSize: mapSize(),
		MaxSize:         int(o.MaxSize),
		OpenFile: func(name string, flag int, perm os.FileMode) (_ *os.File, err error) {
			file, err = o.openFile(name, flag, perm)
			return file, err
		},
	}
	b, err = guarded(path, opts)
	if err != nil && opts.InitialMmapSize > 0 && outOfAddresses(err) {
		opts.InitialMmapSize = 0
		b, err = guarded(path, opts)
	}
	if err != nil {
		_ = file.Close() // bbolt leaves it open, and locked, when it panics
		return nil, false, err
	}
	b.AllocSize = growBy
	mine, err1 := file.Stat()
	there, err2 := os.Stat(path)
	return b, err1 == nil && err2 == nil && os.SameFile(mine, there), nil
}

// guarded opens with bbolt, whose answers to a damaged file are panics and
// reads beyond the end of a memory map.
func guarded(path string, opts *bbolt.Options) (b *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			b, err = nil, fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	return bbolt.Open(path, mode, opts)
}

// whole makes sure that the file is as long as its head says, as a copy that
// was cut short isn't. bbolt doesn't look, and would fault on the first page
// that is missing, in a goroutine of its own where nothing can be recovered.
func whole(path string, timeout time.Duration) error {
	has := size(path)
	if has == 0 {
		return nil // bbolt makes a database of an empty file
	}
	b, err := guarded(path, &bbolt.Options{Timeout: timeout, ReadOnly: true})
	if err != nil {
		return err
	}
	var needs int64
	err = b.View(func(tx *bbolt.Tx) error {
		needs = tx.Size()
		return nil
	})
	if err == nil && has < needs {
		err = fmt.Errorf("%w: it has %d bytes of %d", ErrDamaged, has, needs)
	}
	return errors.Join(err, b.Close())
}

// explain says what is wrong with the file and what to do.
func explain(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%w: %s is held by %s; stop that one first, or use another file",
			ErrInUse, path, holder(path))
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum),
		errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, ErrDamaged):
		return fmt.Errorf("%w: %s (%w); restore the last backup", ErrDamaged, path, err)
	}
	return fmt.Errorf("bolt: opening %s: %w", path, hinted(err))
}

// hinted adds what to do where a file can't be written.
func hinted(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; the file and its folder must belong to the user that runs this", err)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w; mount it so that it can be written, or name a file elsewhere", err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w; free some, and start again", err)
	}
	return err
}

// create makes a new database under a temporary name and links it to path
// when it is whole and synced, so that no crash leaves half a file. It leaves
// alone what exists, also if it came into being meanwhile.
func create(path string) (bool, error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	temp, err := durable.TempName(path)
	if err != nil {
		return false, err
	}
	defer func() { _ = os.Remove(temp) }()
	b, err := bbolt.Open(temp, mode, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return false, err
	}
	if err := b.Close(); err != nil {
		return false, err
	}
	err = durable.Place(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	return err == nil, err
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
