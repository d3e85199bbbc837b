package main

import "syscall"

// freeOn is how many bytes an ordinary user may still write where a folder is.
func freeOn(folder string) (free uint64, ok bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(folder, &st); err != nil || st.Bsize < 0 {
		return 0, false
	}
	return st.Bavail * uint64(st.Bsize), true
}
