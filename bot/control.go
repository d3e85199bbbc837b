package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"heed/store"
)

// ErrNotRunning says that nobody answers on a control socket.
var ErrNotRunning = errors.New("no Heed is running there")

// Server is an HTTP server of the bot's own.
type Server struct {
	http *http.Server
	l    net.Listener
	done chan struct{}
}

// Listen serves h until Close. A Unix socket is readable by its owner only,
// and one that a crash left behind is replaced: whoever calls this holds the
// store's lock.
func Listen(network, address string, h http.Handler) (*Server, error) {
	if network == "unix" {
		if err := os.Remove(address); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	l, err := net.Listen(network, address)
	if err != nil {
		return nil, err
	}
	if network == "unix" {
		if err := os.Chmod(address, 0o600); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	s := &Server{http: &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}, l: l, done: make(chan struct{})}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(l) // ends with Close
	}()
	return s, nil
}

// Addr is where it listens.
func (s *Server) Addr() net.Addr { return s.l.Addr() }

// Close lets answers under way finish for a moment and stops.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	<-s.done
	return err
}

// Control is what the control socket beside the store answers: a consistent
// copy of the store, and what could not be worked on or sent. It needs no
// bot: a Heed that still waits for Slack answers too.
func Control(st *store.Store, log zerolog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", sizeTrailer)
		n, err := st.Backup(r.Context(), w)
		if err != nil {
			log.Error().Err(err).Msg("backup")
			panic(http.ErrAbortHandler) // the reader must not take the rest for whole
		}
		w.Header().Set(sizeTrailer, strconv.FormatInt(n, 10))
	})
	mux.HandleFunc("GET /undone", func(w http.ResponseWriter, r *http.Request) {
		u, err := st.Undone(r.Context())
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_ = json.NewEncoder(w).Encode(u) // a reader that went away needs no answer
	})
	return mux
}

// sizeTrailer follows a whole copy.
const sizeTrailer = "Heed-Size"

// BackupRunning writes a copy of the store of a running Heed to a new file
// and returns its size. The file appears when it is whole and synced.
func BackupRunning(ctx context.Context, socket, file string, overwrite bool) (int64, error) {
	if _, err := os.Stat(file); err == nil && !overwrite {
		return 0, fs.ErrExist
	}
	res, err := ask(ctx, socket, http.MethodPost, "/backup")
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	return save(res, file)
}

// save writes an answer to a temporary file beside file and renames it.
func save(res *http.Response, file string) (n int64, err error) {
	tmp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".part-*")
	if err != nil {
		return 0, err
	}
	defer os.Remove(tmp.Name()) // gone already when all went well
	n, err = io.Copy(tmp, res.Body)
	switch {
	case err != nil:
	case res.StatusCode != http.StatusOK, res.Trailer.Get(sizeTrailer) != strconv.FormatInt(n, 10):
		err = errors.New("the copy broke off; nothing was written")
	default:
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return 0, err
	}
	return n, os.Rename(tmp.Name(), file)
}

// AskRunning asks a running Heed what it could not work on or send.
func AskRunning(ctx context.Context, socket string) (store.Undone, error) {
	var u store.Undone
	res, err := ask(ctx, socket, http.MethodGet, "/undone")
	if err != nil {
		return u, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return u, fmt.Errorf("it answered %s", res.Status)
	}
	return u, json.NewDecoder(res.Body).Decode(&u)
}

// ask sends a request to a control socket.
func ask(ctx context.Context, socket, method, path string) (*http.Response, error) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	}}}
	req, err := http.NewRequestWithContext(ctx, method, "http://heed"+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := client.Do(req)
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return nil, fmt.Errorf("%w (%w)", ErrNotRunning, err)
	}
	return res, err
}
