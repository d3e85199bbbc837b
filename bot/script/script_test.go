package script

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rs/zerolog"

	"heed/store/kv"
)

// TestStories plays every story of testdata; a story fails at the first
// expectation that isn't met, and whenever Slack would complain.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.play")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			play(t, file)
		})
	}
}

func play(t *testing.T, file string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, err := Parse(filepath.Base(file), f)
	if err != nil {
		t.Fatal(err)
	}
	db := kv.NewMemory()
	log := zerolog.Nop()
	if testing.Verbose() {
		log = zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel)
	}
	err = st.Play(t.Context(), Options{Open: func() (kv.DB, error) { return keptOpen{db}, nil }, Log: log})
	if err != nil {
		t.Fatal(err)
	}
}

// keptOpen outlives a restart of the bot: what a file on disk would be.
type keptOpen struct{ kv.DB }

func (keptOpen) Close() error { return nil }
