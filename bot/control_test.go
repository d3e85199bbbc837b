package bot_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/store"
	"heed/store/bolt"
)

// openFile is a store in a file, and the file.
func openFile(t *testing.T) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "heed.db")
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st, path
}

// socket is a name short enough for a Unix socket.
func socket(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "heed")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return filepath.Join(folder, "s")
}

func serve(t *testing.T, socket string, h http.Handler) *bot.Server {
	t.Helper()
	s, err := bot.Listen("unix", socket, h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestBackupOfARunningStoreOpens(t *testing.T) {
	st, _ := openFile(t)
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	if _, err := st.Receive(t.Context(), "T1/one", "T1/D1", []byte(`{"n":1}`), at); err != nil {
		t.Fatal(err)
	}
	s := socket(t)
	serve(t, s, bot.Control(st, zerolog.Nop()))
	file := filepath.Join(t.TempDir(), "copy.db")
	n, err := bot.BackupRunning(t.Context(), s, file, false)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Size() != n || info.Mode().Perm() != 0o600 {
		t.Fatalf("%d bytes said; the file is %v, %v", n, info, err)
	}
	if _, err := bot.BackupRunning(t.Context(), s, file, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	if _, err := bot.BackupRunning(t.Context(), s, file, true); err != nil {
		t.Errorf("with overwrite: %v", err)
	}
	db, err := bolt.Open(file, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	restored, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	fresh, err := restored.Receive(t.Context(), "T1/one", "T1/D1", []byte(`{"n":1}`), at)
	if err != nil || fresh {
		t.Errorf("the copy doesn't know the event: %v, %v", fresh, err)
	}
}

// A copy that breaks off is no copy.
func TestBackupThatBreaksOffLeavesNothing(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"connection lost": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("x", 100_000))
			panic(http.ErrAbortHandler)
		},
		"no size after it": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "the beginning")
		},
		"another size": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Trailer", "Heed-Size")
			_, _ = io.WriteString(w, "the beginning")
			w.Header().Set("Heed-Size", "4096")
		},
		"an error": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "the disk is full", http.StatusInternalServerError)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := socket(t)
			serve(t, s, h)
			folder := t.TempDir()
			file := filepath.Join(folder, "copy.db")
			if err := os.WriteFile(file, []byte("the last good one"), 0o600); err != nil {
				t.Fatal(err)
			}
			if n, err := bot.BackupRunning(t.Context(), s, file, true); err == nil {
				t.Errorf("%d bytes taken for whole", n)
			}
			was, err := os.ReadFile(file)
			if err != nil || !bytes.Equal(was, []byte("the last good one")) {
				t.Errorf("the last copy is %q, %v", was, err)
			}
			if left, _ := os.ReadDir(folder); len(left) != 1 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestNobodyRuns(t *testing.T) {
	s := socket(t)
	if _, err := bot.AskRunning(t.Context(), s); !errors.Is(err, bot.ErrNotRunning) {
		t.Errorf("without a socket: %v", err)
	}
	if _, err := bot.BackupRunning(t.Context(), s, filepath.Join(t.TempDir(), "copy.db"), false); !errors.Is(err, bot.ErrNotRunning) {
		t.Errorf("without a socket: %v", err)
	}

	// A crash leaves the socket's file behind, with nobody at the other end.
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", s)
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s); err != nil {
		t.Fatal(err)
	}
	if _, err := bot.AskRunning(t.Context(), s); !errors.Is(err, bot.ErrNotRunning) {
		t.Errorf("with a dead socket: %v", err)
	}

	// The next start takes its place.
	st, _ := openFile(t)
	serve(t, s, bot.Control(st, zerolog.Nop()))
	info, err := os.Stat(s)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v, %v", info, err)
	}
	u, err := bot.AskRunning(t.Context(), s)
	if err != nil || len(u.Dead)+len(u.Failed) != 0 {
		t.Errorf("asked: %v, %v", u, err)
	}
}

// What doctor is told of a running Heed.
func TestAskRunningTellsWhatWasGivenUp(t *testing.T) {
	st, _ := openFile(t)
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	if _, err := st.Receive(t.Context(), "T1/bad", "T1/D1", []byte(`{}`), now); err != nil {
		t.Fatal(err)
	}
	rows, err := st.ClaimInbox(t.Context(), now, time.Minute, 1, func(string) bool { return false })
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	if err := st.BuryInbox(t.Context(), now, rows[0], "no event in it", nil); err != nil {
		t.Fatal(err)
	}
	s := socket(t)
	serve(t, s, bot.Control(st, zerolog.Nop()))
	u, err := bot.AskRunning(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(u.Dead, func(l store.Letter) bool { return l.Key == "T1/bad" && l.Error == "no event in it" }) {
		t.Errorf("got %+v", u)
	}
}

func TestServerClosesPolitely(t *testing.T) {
	began, answer := make(chan struct{}), make(chan struct{})
	s, err := bot.Listen("tcp", "127.0.0.1:0", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-answer
		_, _ = io.WriteString(w, "whole")
	}))
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + s.Addr().String())
		if err != nil {
			got <- err.Error()
			return
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		got <- string(body)
	}()
	<-began
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	close(answer)
	if g := <-got; g != "whole" {
		t.Errorf("the answer under way was %q", g)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if _, err := http.Get("http://" + s.Addr().String()); err == nil {
		t.Error("still answers")
	}
}
