package bolt

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"heed/store/kv"
)

var killRounds = flag.Int("kill-rounds", 4, "how often to kill a writing process")

// childFile names, in the environment, the database that this test binary
// should work on as a child; childJob what to do.
const (
	childFile = "HEED_BOLT_TEST_FILE"
	childJob  = "HEED_BOLT_TEST_JOB"
)

// TestChild is no test but the process that other tests start, kill and look
// at afterwards.
func TestChild(t *testing.T) {
	path := os.Getenv(childFile)
	if path == "" {
		t.Skip("started by other tests")
	}
	db, err := Open(path, Options{CompactFree: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	switch os.Getenv(childJob) {
	case "append":
		appendForever(db)
	case "fill":
		fillUp(t, db)
	}
}

func child(t *testing.T, path, job string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^TestChild$", "-test.v")
	cmd.Env = append(os.Environ(), childFile+"="+path, childJob+"="+job)
	cmd.Stderr = os.Stderr
	return cmd
}

const (
	writers = 16
	said    = "acknowledged "
)

// appendForever appends under ever new keys from several goroutines, deletes
// some older ones, and prints each key once it is acknowledged, until it is
// killed or every writer was refused.
func appendForever(db *DB) {
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for i := 0; ; i++ {
				key := kv.Key(fmt.Sprintf("%02d", w), fmt.Sprintf("%d-%09d", os.Getpid(), i))
				err := db.Update(context.Background(), func(tx kv.Tx) error {
					if i >= 10 {
						old := kv.Key(fmt.Sprintf("%02d", w), fmt.Sprintf("%d-%09d", os.Getpid(), i-10))
						if err := tx.Delete("ballast", old); err != nil {
							return err
						}
					}
					return errors.Join(tx.Put("ballast", key, make([]byte, 3000)), tx.Put("b", key, []byte(said+key)))
				})
				if err != nil {
					fmt.Println(err)
					return
				}
				fmt.Println(said + key)
			}
		})
	}
	all.Wait()
}

// TestKill kills a process amid its writing, again and again on one file:
// every write that it had acknowledged is there afterwards, and the file is
// sound. (That the writes reach the disk is another matter: see TestPowerCut.)
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	var acknowledged []string
	for round := range *killRounds {
		acknowledged = append(acknowledged, killed(t, path, 100+round*97%300)...)
		db := openAt(t, path, Options{CompactFree: -1})
		err := db.View(t.Context(), func(tx kv.Tx) error {
			n := 0
			for range tx.Scan("b", kv.Range{}) {
				n++
			}
			for _, k := range acknowledged {
				if v, ok := tx.Get("b", k); !ok || string(v) != said+k {
					t.Errorf("round %d: %s was acknowledged and is %q, %v", round, k, v, ok)
				}
			}
			if most := len(acknowledged) + writers*(round+1); n > most {
				t.Errorf("round %d: %d keys are there, at most %d can be", round, n, most)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		checked(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d acknowledged writes over %d kills", len(acknowledged), *killRounds)
}

// killed runs a child, kills it after n acknowledgements and returns all that
// it made.
func killed(t *testing.T, path string, n int) (keys []string) {
	t.Helper()
	cmd := child(t, path, "append")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		key, ok := strings.CutPrefix(lines.Text(), said)
		if !ok {
			continue
		}
		keys = append(keys, key)
		if len(keys) == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // says that it was killed
	if len(keys) < n {
		t.Fatalf("the child ended by itself after %d writes", len(keys))
	}
	return keys
}
