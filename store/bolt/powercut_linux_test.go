package bolt

import (
	"bufio"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"heed/store/kv"
)

var cutRounds = flag.Int("cut-rounds", 2, "how often to cut the power of a writing process's disk")

// TestPowerCut takes the power away from a file system while a process
// writes to it: ext4's own ioctl for that purpose drops whatever was not
// synced, as kill -9 does not. Every acknowledged write is there after the
// remount. It needs root, mkfs.ext4 and loop devices.
func TestPowerCut(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
	image, disk := loopDisk(t)
	path := filepath.Join(disk, "heed.db")
	var acknowledged []string
	for round := range *cutRounds {
		run(t, "mount", "-o", "loop", image, disk)
		// The first round also cuts soon after the file came into being.
		acknowledged = append(acknowledged, cut(t, disk, path, 1+round*150)...)
		run(t, "umount", disk)
		run(t, "mount", "-o", "loop", image, disk)
		wantAcknowledged(t, path, acknowledged)
		run(t, "umount", disk)
	}
	t.Logf("%d acknowledged writes over %d cuts", len(acknowledged), *cutRounds)
}

// loopDisk makes a small ext4 image and a folder to mount it on; it skips the
// test where that can't be done.
func loopDisk(t *testing.T) (image, disk string) {
	t.Helper()
	image, disk = filepath.Join(t.TempDir(), "disk.img"), filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][]string{
		{"truncate", "-s", "64M", image},
		{"mkfs.ext4", "-q", "-F", image},
		{"mount", "-o", "loop", image, disk},
		{"umount", disk},
	} {
		if out, err := exec.CommandContext(t.Context(), c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Skipf("%q: %v: %s", c, err, out)
		}
	}
	// What a failed test leaves mounted; otherwise there is nothing to do.
	t.Cleanup(func() { _ = exec.Command("umount", "-l", disk).Run() })
	return image, disk
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %q: %v: %s", name, args, err, out)
	}
}

func wantAcknowledged(t *testing.T, path string, keys []string) {
	t.Helper()
	db, err := Open(path, Options{CompactFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(t.Context(), func(tx kv.Tx) error {
		for _, k := range keys {
			if v, ok := tx.Get("b", k); !ok || string(v) != said+k {
				t.Errorf("%s was acknowledged and is %q, %v", k, v, ok)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	checked(t, db)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// cut shuts the file system down after n acknowledgements and returns all
// that were made. A line that was printed may follow a commit of before the
// cut only: afterwards nothing can be synced any more.
func cut(t *testing.T, disk, path string, n int) (keys []string) {
	t.Helper()
	cmd := child(t, path, "append")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for lines := bufio.NewScanner(out); failed < writers && lines.Scan(); {
		key, ok := strings.CutPrefix(lines.Text(), said)
		switch {
		case ok:
			keys = append(keys, key)
			if len(keys) == n {
				shutdown(t, disk)
			}
		case strings.Contains(lines.Text(), "bolt: "):
			failed++
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if len(keys) < n {
		t.Fatalf("only %d writes before all failed", len(keys))
	}
	return keys
}

// shutdown is EXT4_IOC_SHUTDOWN without flushing the journal.
func shutdown(t *testing.T, disk string) {
	t.Helper()
	const ioctl, noLogFlush = 0x8004587d, 2
	f, err := os.Open(disk)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(f.Fd()), ioctl, noLogFlush); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
}
