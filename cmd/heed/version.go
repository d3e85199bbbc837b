package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// runVersion says which Heed this is: what an upgrade, or a report of
// something wrong, has to name.
func runVersion(w world, args []string) error {
	fs := newFlags(w, "version", "")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w.stdout, version())
	return err
}

// version is what the build says of itself: the module's version, or the
// commit that it was built from.
func version() string {
	built, ok := debug.ReadBuildInfo()
	if !ok {
		return "heed, built without a version"
	}
	of := map[string]string{}
	for _, s := range built.Settings {
		of[s.Key] = s.Value
	}
	out := "heed " + cmp.Or(built.Main.Version, "(devel)")
	if commit := of["vcs.revision"]; commit != "" {
		out += ", commit " + commit[:min(len(commit), 12)] + " of " + of["vcs.time"]
	}
	if of["vcs.modified"] == "true" {
		out += ", changed since"
	}
	return out + ", " + built.GoVersion + ", " + runtime.GOOS + "/" + runtime.GOARCH
}
