package bolt

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// holder names the process that has locked the file, from the kernel's table
// of locks; in general words if it isn't there (another container, a network
// file system).
func holder(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return someHolder
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return someHolder
	}
	inode := fmt.Sprintf("%02x:%02x:%d", unix.Major(st.Dev), unix.Minor(st.Dev), st.Ino)
	pid := locker("/proc/locks", inode)
	if pid == "" {
		return someHolder
	}
	name, err := os.ReadFile("/proc/" + pid + "/comm")
	if err != nil {
		return "process " + pid
	}
	return fmt.Sprintf("process %s (%s)", pid, strings.TrimSpace(string(name)))
}

// locker finds the process in lines like
//
//	1: FLOCK  ADVISORY  WRITE 4242 fe:00:1234567 0 EOF
func locker(table, inode string) string {
	f, err := os.Open(table)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	for s := bufio.NewScanner(f); s.Scan(); {
		w := strings.Fields(s.Text())
		if len(w) >= 6 && w[1] == "FLOCK" && w[5] == inode {
			return w[4]
		}
	}
	return ""
}
