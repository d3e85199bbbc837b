package slackfake

import (
	"fmt"
	"html"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// maxUpload is the largest upload taken.
const maxUpload = 256 << 20

// upload is an upload between its address and its completion.
type upload struct {
	file *File
	want int
	got  bool
}

// filetypes are Slack's names for what Heed's users drop; anything else goes
// by its extension.
var filetypes = map[string][2]string{
	".txt": {"text", "text/plain"}, ".vtt": {"vtt", "text/vtt"}, ".srt": {"srt", "application/x-subrip"},
	".md": {"markdown", "text/markdown"}, ".csv": {"csv", "text/csv"}, ".json": {"json", "application/json"},
	".docx": {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	".pdf":  {"pdf", "application/pdf"}, ".html": {"html", "text/html"}, ".png": {"png", "image/png"},
	".mp4": {"mp4", "video/mp4"}, ".zip": {"zip", "application/zip"},
}

// newFile stores an upload that isn't shared yet.
func (w *Workspace) newFile(user, name string, data []byte) *File {
	f := &File{
		ID: w.id("F"), Name: name, Title: name, Mode: "hosted", User: user,
		Size: len(data), Created: w.clock(), data: data,
	}
	ext := strings.ToLower(path.Ext(name))
	if t, ok := filetypes[ext]; ok {
		f.Filetype, f.Mimetype = t[0], t[1]
	} else {
		f.Filetype, f.Mimetype = strings.TrimPrefix(ext, "."), mime.TypeByExtension(ext)
	}
	if f.Filetype == "" {
		f.Filetype = "binary"
	}
	if f.Mimetype == "" {
		f.Mimetype = "application/octet-stream"
	}
	w.files[f.ID] = f
	return f
}

func (w *Workspace) wireFile(f *File) reply {
	at := w.base + "/files-pri/" + w.o.Team.ID + "-" + f.ID + "/"
	name := url.PathEscape(strings.ToLower(strings.ReplaceAll(f.Name, " ", "_")))
	out := reply{
		"id": f.ID, "created": f.Created.Unix(), "timestamp": f.Created.Unix(), "name": f.Name, "title": f.Title,
		"mimetype": f.Mimetype, "filetype": f.Filetype, "pretty_type": f.Filetype, "user": f.User,
		"user_team": w.o.Team.ID, "size": f.Size, "mode": f.Mode, "is_external": false, "external_type": "",
		"is_public": true, "editable": f.Mode == "snippet", "file_access": "visible",
		"url_private": at + name, "url_private_download": at + "download/" + name,
		"permalink": "https://" + w.o.Team.Domain + ".slack.com/files/" + f.User + "/" + f.ID + "/" + name,
	}
	if f.Mode == "snippet" {
		out["preview"], out["lines"] = cut(string(f.data), 300), strings.Count(string(f.data), "\n")+1
	}
	return out
}

func (w *Workspace) wireFiles(list []File) []reply {
	out := []reply{}
	for i := range list {
		out = append(out, w.wireFile(&list[i]))
	}
	return out
}

// shared is whether the bot sees a file: in a conversation it is in, or its
// own.
func (w *Workspace) shared(f *File) bool {
	return f.User == w.botUser || slices.ContainsFunc(f.Channels, func(id string) bool {
		c := w.convs[id]
		return c != nil && c.has(w.botUser)
	})
}

// share posts files into a conversation as file_share.
func (w *Workspace) share(conv *conv, m *Message, files ...*File) {
	m.Subtype = "file_share"
	for _, f := range files {
		f.Channels = append(f.Channels, conv.ID)
		m.Files = append(m.Files, *f)
	}
	w.store(conv, m)
}

func filesInfo(w *Workspace, c *call) (reply, error) {
	f := w.files[c.str("file")]
	if f == nil || !w.shared(f) {
		return nil, refused("file_not_found")
	}
	out := w.wireFile(f)
	out["channels"] = f.Channels
	return reply{"file": out, "comments": []any{}, "response_metadata": reply{"next_cursor": ""}}, nil
}

func getUploadURL(w *Workspace, c *call) (reply, error) {
	n, err := c.number("length", 0)
	switch {
	case err != nil:
		return nil, err
	case !c.has("filename"):
		return nil, missing("filename")
	case n <= 0:
		return nil, missing("length")
	}
	f := w.newFile(w.botUser, c.str("filename"), nil)
	ticket := w.id("upload-")
	w.upload[ticket] = &upload{file: f, want: n}
	return reply{"upload_url": w.base + "/upload/v1/" + ticket, "file_id": f.ID}, nil
}

// serveUpload takes the bytes. Called without the lock.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) {
	if w.strikeAt("files.upload", rw, r) {
		return
	}
	data, err := uploaded(r)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	defer w.unlock()
	u := w.upload[r.PathValue("ticket")]
	switch {
	case u == nil || u.got:
		http.Error(rw, "not found", http.StatusNotFound)
	case len(data) != u.want:
		w.problem("an upload of %d bytes was announced as %d", len(data), u.want)
		http.Error(rw, "size mismatch", http.StatusBadRequest)
	default:
		u.got, u.file.data, u.file.Size = true, data, u.want
		_, _ = fmt.Fprintf(rw, "OK - %d", len(data))
	}
}

// uploaded are the bytes of a raw body or of the first part of a form.
func uploaded(r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxUpload)
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return io.ReadAll(r.Body)
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

func completeUpload(w *Workspace, c *call) (reply, error) {
	var list []struct{ ID, Title string }
	if c.decode("files", &list) != nil || len(list) == 0 {
		return nil, missing("files")
	}
	var files []*File
	for _, item := range list {
		f := w.files[item.ID]
		if f == nil || f.data == nil || f.User != w.botUser {
			return nil, refused("file_not_found")
		}
		if item.Title != "" {
			f.Title = item.Title
		}
		files = append(files, f)
	}
	if c.has("channel_id") {
		conv, err := w.writable(c, "channel_id")
		if err != nil {
			return nil, err
		}
		m := w.byBot(conv)
		m.Text = escapeSent(c.str("initial_comment"))
		if err := w.inThread(conv, c, m); err != nil {
			return nil, err
		}
		w.share(conv, m, files...)
	}
	out := []reply{}
	for _, f := range files {
		out = append(out, w.wireFile(f))
	}
	return reply{"files": out}, nil
}

// serveDownload serves url_private: bytes to the bot's token with files:read,
// a redirect to the sign-in page to anybody else. Called without the lock.
func (w *Workspace) serveDownload(rw http.ResponseWriter, r *http.Request) {
	if w.strikeAt("files.download", rw, r) {
		return
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	_, id, _ := strings.Cut(r.PathValue("id"), "-")
	w.mu.Lock()
	f := w.files[id]
	ok := f != nil && w.authorize(token, botTokenOnly) == nil && w.need("files:read") == nil && w.shared(f)
	w.mu.Unlock()
	if !ok {
		http.Redirect(rw, r, "/?redir="+url.QueryEscape(r.URL.Path), http.StatusFound)
		return
	}
	rw.Header().Set("Content-Type", f.Mimetype)
	_, _ = rw.Write(f.data)
}

// strikeAt is strike for an address outside the Web API. Called without the
// lock.
func (w *Workspace) strikeAt(name string, rw http.ResponseWriter, r *http.Request) bool {
	w.mu.Lock()
	w.stats.Calls[name]++
	f := w.takeFault(name, func(string) string { return r.URL.Path })
	w.mu.Unlock()
	w.slow(f.Slow, r)
	return w.strike(f, rw, r)
}

// serveSignIn is the page that a wrong token ends up at.
func serveSignIn(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = fmt.Fprintf(rw, "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head>"+
		"<body><h1>Sign in to your workspace</h1><form data-redir=%q></form></body></html>",
		html.EscapeString(r.URL.Query().Get("redir")))
}
