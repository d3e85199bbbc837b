package slackfake

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
)

// reply is the body of an answer; "ok" is added.
type reply = map[string]any

// apiError is a refusal in Slack's terms.
type apiError struct {
	code  string
	extra reply
}

func (e *apiError) Error() string { return e.code }

func refused(code string) error { return &apiError{code: code} }

func invalidArgument(messages ...string) error {
	return &apiError{"invalid_arguments", reply{"response_metadata": reply{"messages": messages}}}
}

func missing(arg string) error {
	return invalidArgument("[ERROR] missing required field: " + arg)
}

// tokenKind is which of the two tokens a method takes.
type tokenKind int

const (
	botTokenOnly tokenKind = iota
	appTokenOnly
)

// method is one of the Web API: its token, the scopes it always needs (the
// handler checks those that depend on the conversation), calls a minute
// (0: limited in a way of its own), and what it does.
type method struct {
	token  tokenKind
	scopes []string
	tier   int
	run    func(*Workspace, *call) (reply, error)
}

var methods = map[string]method{
	"apps.connections.open": {appTokenOnly, []string{"connections:write"}, 20, openConnection},
	"auth.test":             {botTokenOnly, nil, 600, authTest},
	"bots.info":             {botTokenOnly, []string{"users:read"}, 50, botsInfo},
	"team.info":             {botTokenOnly, []string{"team:read"}, 50, teamInfo},
	"users.info":            {botTokenOnly, []string{"users:read"}, 100, usersInfo},
	"users.list":            {botTokenOnly, []string{"users:read"}, 20, usersList},
	"users.conversations":   {botTokenOnly, nil, 50, usersConversations},
	"dnd.info":              {botTokenOnly, []string{"dnd:read"}, 50, dndInfo},

	"chat.postMessage":   {botTokenOnly, []string{"chat:write"}, 0, postMessage},
	"chat.postEphemeral": {botTokenOnly, []string{"chat:write"}, 100, postEphemeral},
	"chat.update":        {botTokenOnly, []string{"chat:write"}, 50, updateMessage},
	"chat.delete":        {botTokenOnly, []string{"chat:write"}, 50, deleteMessage},
	"chat.getPermalink":  {botTokenOnly, nil, 600, getPermalink},
	"reactions.add":      {botTokenOnly, []string{"reactions:write"}, 50, addReaction},

	"conversations.open":    {botTokenOnly, []string{"im:write"}, 50, openConversation},
	"conversations.history": {botTokenOnly, nil, 50, history},
	"conversations.replies": {botTokenOnly, nil, 50, replies},
	"conversations.info":    {botTokenOnly, nil, 50, conversationInfo},
	"conversations.list":    {botTokenOnly, nil, 20, conversationList},
	"conversations.members": {botTokenOnly, nil, 100, conversationMembers},

	"views.open":    {botTokenOnly, nil, 100, openView},
	"views.push":    {botTokenOnly, nil, 100, pushView},
	"views.update":  {botTokenOnly, nil, 100, updateView},
	"views.publish": {botTokenOnly, nil, 100, publishView},

	"files.info":                   {botTokenOnly, []string{"files:read"}, 100, filesInfo},
	"files.getUploadURLExternal":   {botTokenOnly, []string{"files:write"}, 100, getUploadURL},
	"files.completeUploadExternal": {botTokenOnly, []string{"files:write"}, 100, completeUpload},
}

// handler routes the workspace's addresses. Called without the lock.
func (w *Workspace) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", w.serveAPI)
	mux.HandleFunc("GET /link/", w.serveSocket)
	mux.HandleFunc("POST /response/{token}", w.serveResponseURL)
	mux.HandleFunc("POST /upload/v1/{ticket}", w.serveUpload)
	mux.HandleFunc("GET /files-pri/{id}/{rest...}", w.serveDownload)
	mux.HandleFunc("GET /{$}", serveSignIn)
	mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.problem("a request to an address that isn't there: %s %s", r.Method, r.URL.Path)
		w.unlock()
		http.NotFound(rw, r)
	})
	return mux
}

// serveAPI answers one Web API call. Called without the lock.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	c, err := readCall(name, r)
	w.mu.Lock()
	w.stats.Calls[name]++
	f := w.takeFault(name, c.str)
	w.unlock()
	w.slow(f.Slow, r)
	if !f.After && w.strike(f, rw, r) {
		return
	}
	w.mu.Lock()
	var body reply
	var late *tooSoon
	if err == nil {
		body, err = w.dispatch(c, f)
	}
	granted := w.scopes
	if c.token == w.appToken {
		granted = w.o.AppScopes
	}
	w.note("api %s: %v", name, errorOr(err, "ok"))
	w.unlock()
	if f.After && w.strike(f, rw, r) {
		return
	}
	rw.Header().Set("X-OAuth-Scopes", strings.Join(granted, ","))
	if m, ok := methods[name]; ok {
		rw.Header().Set("X-Accepted-OAuth-Scopes", strings.Join(m.scopes, ","))
	}
	if errors.As(err, &late) {
		tooMany(rw, late.wait)
		return
	}
	writeJSON(rw, http.StatusOK, envelop(c, body, err))
}

// dispatch checks who is calling and lets the method run.
func (w *Workspace) dispatch(c *call, f Fault) (reply, error) {
	m, ok := methods[c.method]
	if !ok {
		w.problem("unknown method %s", c.method)
		return nil, &apiError{"unknown_method", reply{"req_method": c.method}}
	}
	if err := w.authorize(c.token, m.token); err != nil {
		return nil, err
	}
	if f.Code != "" {
		return nil, w.faultError(f)
	}
	granted := w.scopes
	if m.token == appTokenOnly {
		granted = w.o.AppScopes
	}
	for _, s := range m.scopes {
		if !slices.Contains(granted, s) {
			return nil, missingScope(s, granted)
		}
	}
	if err := w.limiter.allow(w, c, m); err != nil {
		return nil, err
	}
	return m.run(w, c)
}

func (w *Workspace) faultError(f Fault) error {
	if f.Code != "missing_scope" {
		return refused(f.Code)
	}
	provided := f.Provided
	if provided == "" {
		provided = strings.Join(w.scopes, ",")
	}
	return &apiError{f.Code, reply{"needed": f.Needed, "provided": provided}}
}

// authorize tells the two tokens apart.
func (w *Workspace) authorize(token string, kind tokenKind) error {
	switch {
	case token == "":
		return refused("not_authed")
	case token != w.botToken && token != w.appToken:
		return refused("invalid_auth")
	case kind == botTokenOnly && token == w.appToken, kind == appTokenOnly && token == w.botToken:
		return refused("not_allowed_token_type")
	case token == w.botToken && w.revoked != "":
		return refused(w.revoked)
	}
	return nil
}

func missingScope(needed string, granted []string) error {
	return &apiError{"missing_scope", reply{"needed": needed, "provided": strings.Join(granted, ",")}}
}

// need refuses the call when a bot scope wasn't granted.
func (w *Workspace) need(scope string) error {
	if !slices.Contains(w.scopes, scope) {
		return missingScope(scope, w.scopes)
	}
	return nil
}

// envelop is the whole answer: the body or the error, and the warnings.
func envelop(c *call, body reply, err error) reply {
	out := reply{"ok": err == nil}
	for k, v := range body {
		out[k] = v
	}
	if err != nil {
		out["error"] = err.Error()
		if e := (*apiError)(nil); errors.As(err, &e) {
			for k, v := range e.extra {
				out[k] = v
			}
		}
	}
	if len(c.warnings) > 0 {
		out["warning"] = strings.Join(c.warnings, ",")
		meta, _ := out["response_metadata"].(reply)
		if meta == nil {
			meta = reply{}
		}
		meta["warnings"] = c.warnings
		out["response_metadata"] = meta
	}
	return out
}

func writeJSON(rw http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic("slackfake: an answer that is no JSON: " + err.Error())
	}
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	_, _ = rw.Write(b)
}

func errorOr(err error, otherwise string) string {
	if err != nil {
		return err.Error()
	}
	return otherwise
}
