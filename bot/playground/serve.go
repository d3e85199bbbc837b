package playground

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

//go:embed web
var web embed.FS

// maxDeed and maxFile are the largest requests taken, in bytes. Heed itself
// takes files up to 20 MB; a larger one is let through to see what it says.
const (
	maxDeed = 1 << 20
	maxFile = 64 << 20
)

// Server is a playground's page on a loopback port.
type Server struct {
	p    *Playground
	l    net.Listener
	http *http.Server
	stop context.CancelFunc
	done chan error
}

// Serve shows the playground on a port of the loopback address, any free one
// for 0, until Close.
func (p *Playground) Serve(port int) (*Server, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(p.ctx)
	s := &Server{p: p, l: l, stop: stop, done: make(chan error, 1)}
	s.http = &http.Server{
		Handler: guard(l.Addr().String(), p.handler()), ReadHeaderTimeout: 5 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }, // ends the streams
	}
	go func() { s.done <- s.http.Serve(l) }()
	return s, nil
}

// URL is where the page is.
func (s *Server) URL() string { return "http://" + s.l.Addr().String() + "/" }

// Close ends all requests and stops listening.
func (s *Server) Close() error {
	s.stop()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	if end := <-s.done; !errors.Is(end, http.ErrServerClosed) {
		err = errors.Join(err, end)
	}
	return err
}

func (p *Playground) handler() http.Handler {
	mux := http.NewServeMux()
	pages, err := fs.Sub(web, "web")
	if err != nil {
		panic("playground: the page isn't there: " + err.Error())
	}
	mux.Handle("GET /", http.FileServerFS(pages))
	mux.HandleFunc("GET /api/look", p.as(p.serveLook))
	mux.HandleFunc("GET /api/follow", p.as(p.serveFollow))
	mux.HandleFunc("GET /api/file/{id}", p.as(p.serveFile))
	mux.HandleFunc("POST /api/upload", p.as(p.serveUpload))
	mux.HandleFunc("POST /api/do/{what}", p.serveDeed)
	return mux
}

// as lets a request through for the person that it names with ?as=, the
// first of the workspace if it names none.
func (p *Playground) as(then func(http.ResponseWriter, *http.Request, string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.URL.Query().Get("as")
		for _, u := range p.slack.People() {
			if _, ok := p.member(u.ID); ok && (id == "" || id == u.ID) {
				then(w, r, u.ID)
				return
			}
		}
		refuse(w, http.StatusNotFound, fmt.Errorf("nobody here is %q", id))
	}
}

func (p *Playground) serveLook(w http.ResponseWriter, r *http.Request, as string) {
	u, _ := p.member(as)
	l := p.lookAs(u, r.URL.Query().Get("room"))
	answer(w, struct {
		look
		Shortcuts []Shortcut `json:"shortcuts"`
	}{l, shortcuts})
}

// serveFile hands out bytes as nothing but bytes: whatever they are, the
// browser saves them.
func (p *Playground) serveFile(w http.ResponseWriter, r *http.Request, as string) {
	name, data, ok := p.slack.Download(as, r.PathValue("id"))
	if !ok {
		refuse(w, http.StatusNotFound, errors.New("there is no such file for you"))
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = w.Write(data) // a reader that went away needs no answer
}

func (p *Playground) serveUpload(w http.ResponseWriter, r *http.Request, as string) {
	r.Body = http.MaxBytesReader(w, r.Body, maxFile)
	f, head, err := r.FormFile("file")
	if err != nil {
		refuse(w, http.StatusBadRequest, fmt.Errorf("the file can't be read: %w", err))
		return
	}
	defer f.Close()
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	data := make([]byte, head.Size)
	if _, err = f.ReadAt(data, 0); err == nil || head.Size == 0 {
		_, err = p.slack.UploadInThread(as, r.FormValue("channel"), r.FormValue("thread"), head.Filename, data, p.typed(r.FormValue("text")))
	}
	p.outcome(w, err)
}

func (p *Playground) serveDeed(w http.ResponseWriter, r *http.Request) {
	do, ok := deeds[r.PathValue("what")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, errors.New("want application/json"))
		return
	}
	var d deed
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxDeed)).Decode(&d); err != nil {
		refuse(w, http.StatusBadRequest, fmt.Errorf("the request can't be read: %w", err))
		return
	}
	if _, ok := p.member(d.As); !ok {
		refuse(w, http.StatusForbidden, fmt.Errorf("nobody here is %q", d.As))
		return
	}
	p.outcome(w, do(p, r.Context(), d))
}

// outcome answers a deed, and has the bot look at it.
func (p *Playground) outcome(w http.ResponseWriter, err error) {
	p.happened()
	if err != nil {
		refuse(w, http.StatusConflict, err)
		return
	}
	answer(w, struct{}{})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a reader that went away needs no answer
}

// refuse says what was wrong, for the page to show.
func refuse(w http.ResponseWriter, status int, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": strings.TrimPrefix(err.Error(), "slackfake: ")})
}
