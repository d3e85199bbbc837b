package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func document(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Every variable that the configuration reads is documented, and no other.
func TestVariablesAreDocumented(t *testing.T) {
	read := map[string]bool{}
	_, _ = readConfig(func(name string) string {
		read[name] = true
		return ""
	})
	delete(read, "CREDENTIALS_DIRECTORY") // systemd sets it
	variable := regexp.MustCompile(`\b(?:SLACK|HEED)_[A-Z_]+\b`)
	for _, name := range []string{"README.md", ".env.example"} {
		told := map[string]bool{}
		for _, v := range variable.FindAllString(document(t, name), -1) {
			told[v] = true
		}
		if !maps.Equal(told, read) {
			t.Errorf("%s tells of %v; read are %v", name, slices.Sorted(maps.Keys(told)), slices.Sorted(maps.Keys(read)))
		}
	}
}

// The story in docs/stories.md is one that plays.
func TestDocumentedStoryPlays(t *testing.T) {
	_, story, ok := strings.Cut(document(t, "docs/stories.md"), "```\nstart ")
	story, _, end := strings.Cut(story, "```")
	if !ok || !end {
		t.Fatal("no story in docs/stories.md")
	}
	file := filepath.Join(t.TempDir(), "docs.play")
	if err := os.WriteFile(file, []byte("start "+story), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	w := world{ctx: t.Context(), stdin: &bytes.Buffer{}, stdout: &out, stderr: &errs, env: os.Getenv}
	if got := run(w, []string{"demo", "--script", file}); got != 0 {
		t.Errorf("exit status %d: %s", got, errs.String())
	}
}

// What the documents point at is there.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^):#]+)[^)]*\)`)
	for _, name := range []string{"README.md", "docs/operations.md", "docs/privacy.md", "docs/stories.md"} {
		for _, m := range link.FindAllStringSubmatch(document(t, name), -1) {
			if strings.HasPrefix(m[1], "http") {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", "..", filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
